"""What a pack holds beside the dossiers: documents, redactions, and the next edition with the work done before."""

import hashlib
from dataclasses import replace

import pytest

from rapporteur_app.errors import BadInput, UnreadableFile, WrongStage
from rapporteur_app.intake.attachments import attach
from rapporteur_app.intake.screening import Subject, withdraw
from rapporteur_app.model import PackEdition
from rapporteur_app.results.opening import open_results
from rapporteur_app.scoring.blackout import BLACK
from rapporteur_app.scoring.opening_keys import make_opening_keys
from rapporteur_app.scoring.pack_reading import open_pack
from rapporteur_app.scoring.packs import make_packs
from rapporteur_app.scoring.redactions import lift_redaction, redact
from rapporteur_app.setup.criteria import freeze, load_criteria
from rapporteur_app.setup.settings import change_settings
from rapporteur_app.trust.errors import Unreadable
from rapporteur_app.workspace import SECRETARIAT

CV = b"%PDF-1.7\nAna Paz has worked with migrants since 1998.\n" * 20
LETTER = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10


@pytest.fixture
def documented(ready, tmp_path):
    for name, data in (("cv.pdf", CV), ("letter.png", LETTER)):
        (tmp_path / name).write_bytes(data)
    attach(ready.workspace, SECRETARIAT, 1, [tmp_path / "cv.pdf", tmp_path / "letter.png"])
    attach(ready.workspace, SECRETARIAT, 2, [tmp_path / "cv.pdf"])
    return ready


def documents(pack, candidate):
    return next(each for each in pack.candidates if each["id"] == f"C{candidate}")["documents"]


def test_a_pack_encloses_the_documents_of_its_candidates(documented):
    (pack,) = documented.packs(1)
    cv, letter = documents(pack, 1)

    assert [(each["name"], each["enclosed"]) for each in (cv, letter)] == [("cv.pdf", True), ("letter.png", True)]
    assert pack.file.document(cv["sha256"]) == CV
    assert pack.file.document(letter["sha256"]) == LETTER
    assert documents(pack, 2)[0]["sha256"] == cv["sha256"]
    assert documents(pack, 3) == []
    with pytest.raises(Unreadable):
        pack.file.document("00" * 32)


def test_the_dossier_that_a_member_is_recused_on_brings_no_documents(documented):
    from rapporteur_app.model import Interest
    from rapporteur_app.scoring.declarations import confirm_recusal, declare

    declare(documented.workspace, SECRETARIAT, 2, 1, Interest.CONFLICT, "a cousin")
    confirm_recusal(documented.workspace, SECRETARIAT, 2, 1)
    (pack,) = documented.packs(2)

    assert "C1" not in [each["id"] for each in pack.candidates]
    assert documents(pack, 2)[0]["enclosed"]
    with pytest.raises(Unreadable):
        pack.file.document(hashlib.sha256(LETTER).hexdigest())


def test_what_does_not_fit_is_named_and_stays_at_home(documented):
    change_settings(documented.workspace, SECRETARIAT, {"pack_documents": "0"})
    (pack,) = documented.packs(1)

    assert [each["enclosed"] for each in documents(pack, 1)] == [False, False]
    assert CV not in pack.file.data


def test_where_dossiers_are_blinded_no_document_travels(prepared, tmp_path):
    made = prepared(**{"blind.gender": "yes"})
    made.declare_all()
    (tmp_path / "cv.pdf").write_bytes(CV)
    attach(made.workspace, SECRETARIAT, 1, [tmp_path / "cv.pdf"])
    (pack,) = made.packs(1)

    assert documents(pack, 1) == []
    assert CV not in pack.file.data


def test_a_changed_document_makes_the_pack_tampered_with(documented, tmp_path):
    path = make_packs(documented.workspace, SECRETARIAT, tmp_path / "out", documented.store, members=[1])[0].pack
    data = bytearray(path.read_bytes())
    data[data.index(b"since 1998")] ^= 1
    path.write_bytes(data)

    with pytest.raises(UnreadableFile, match="Changed after signing"):
        open_pack(path)


def test_redacted_words_stand_in_no_pack(documented):
    redact(documented.workspace, SECRETARIAT, 1, "organisation", "Red", "names a partner in danger")
    redact(documented.workspace, SECRETARIAT, 2, "email", "", "private")
    redact(documented.workspace, SECRETARIAT, 1, "*", "Ana", "asked by the nominee")
    redact(documented.workspace, SECRETARIAT, 1, "attachments", "", "asked by the nominee")
    (pack,) = documented.packs(1)
    first, second = (next(each for each in pack.candidates if each["id"] == number) for number in ("C1", "C2"))

    assert (first["name"], first["organisation"], first["documents"]) == (f"{BLACK} Paz", f"{BLACK} 1", [])
    assert first["nominations"][0]["raw"] == {"Nombre": f"{BLACK} Paz"}
    assert (second["email"], second["organisation"]) == (BLACK, "Red 2")
    assert documents(pack, 2)


def test_a_redaction_is_taken_back_and_needs_a_reason(documented):
    row = redact(documented.workspace, SECRETARIAT, 1, "organisation", "", "a mistake")
    lift_redaction(documented.workspace, SECRETARIAT, row.id)
    (pack,) = documented.packs(1)

    assert pack.candidates[0]["organisation"] == "Red 1"
    with pytest.raises(BadInput, match="reason"):
        redact(documented.workspace, SECRETARIAT, 1, "organisation", "", " ")
    with pytest.raises(BadInput, match="words to take out"):
        redact(documented.workspace, SECRETARIAT, 1, "*", "", "all of it")


def test_nothing_is_redacted_after_the_opening(documented):
    (pack,) = documented.packs(1)
    documented.collect(documented.ballot(pack))
    open_results(documented.workspace, SECRETARIAT, documented.passphrases.chair, documented.passphrases.witness)

    with pytest.raises(WrongStage, match="open"):
        redact(documented.workspace, SECRETARIAT, 1, "organisation", "", "too late")


# --- the next edition


def reissued(ready, reason="a candidate withdrew"):
    made = make_packs(ready.workspace, SECRETARIAT, ready.folder / "again", ready.store, reissue=reason)
    return [open_pack(each.pack) for each in made]


def test_the_next_edition_goes_to_those_who_had_one_and_says_why(ready):
    ready.packs(1, 2)
    packs = reissued(ready)

    assert [(pack.header.member, pack.header.edition) for pack in packs] == [("M1", 2), ("M2", 2)]
    assert packs[0].file.content["reason"] == "a candidate withdrew"
    with ready.workspace.reading() as reader:
        assert [row.reason for row in reader.all(PackEdition)] == [
            "",
            "",
            "a candidate withdrew",
            "a candidate withdrew",
        ]


def test_scores_of_the_edition_before_are_carried_over(ready):
    (first,) = ready.packs(1)
    work = ready.work(first, {(1, "KNOW"): "5"})
    ready.collect(ready.ballot(first, work))
    withdraw(ready.workspace, SECRETARIAT, Subject(candidate=3), "the nominee", "ill")
    (second,) = reissued(ready)
    (found,) = ready.collect(ready.ballot(second, work))

    assert second.candidate_ids == [1, 2]
    assert (found.status.value, found.revision, found.scored, found.due) == ("accepted", 2, 6, 6)
    opening = open_results(ready.workspace, SECRETARIAT, ready.passphrases.chair, ready.passphrases.witness)
    assert opening.counted == [2]


def test_what_a_changed_rubric_no_longer_asks_is_not_sent(ready):
    (first,) = ready.packs(1)
    work = ready.work(first)
    load_criteria(ready.workspace, SECRETARIAT, replace(ready.rubric, criteria=ready.rubric.criteria[:1]))
    freeze(ready.workspace, SECRETARIAT, "a test")
    (second,) = reissued(ready, "the criteria changed")
    (found,) = ready.collect(ready.ballot(second, work))

    assert (found.status.value, found.scored, found.due) == ("accepted", 3, 3)
    open_results(ready.workspace, SECRETARIAT, ready.passphrases.chair, ready.passphrases.witness)


def test_after_new_keys_the_work_is_sealed_again_as_the_next_revision(ready):
    (first,) = ready.packs(1)
    work = ready.work(first)
    lost = ready.ballot(first, work)
    ready.collect(lost)
    late = ready.ballot(first, work)
    words = ("other six words of the chair", "other six words of the witness")
    make_opening_keys(ready.workspace, SECRETARIAT, *words, instead="both envelopes burnt")
    (second,) = reissued(ready, "new keys")

    (refused,) = ready.collect(late)
    assert "replaced: send M1 the new pack" in str(refused.reasons[0])
    (found,) = ready.collect(ready.ballot(second, work))
    assert (found.status.value, found.revision) == ("accepted", 3)
    assert open_results(ready.workspace, SECRETARIAT, *words).counted == [2]
