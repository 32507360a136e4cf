"""Packs: one for each member who declared, without the candidates on whom they are recused."""

import pytest

from rapporteur_app.errors import BadInput, RapporteurError, WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.intake.screening import load_findings
from rapporteur_app.model import Candidate, Interest, PackEdition
from rapporteur_app.scoring.ballots import read_scores
from rapporteur_app.scoring.declarations import confirm_recusal, declare, load_declarations
from rapporteur_app.scoring.opening_keys import make_opening_keys
from rapporteur_app.scoring.pack_reading import open_pack
from rapporteur_app.scoring.packs import make_packs
from rapporteur_app.setup.members import add_members
from rapporteur_app.trust.errors import WeakPassphrase
from rapporteur_app.trust.keystore import KeyStore
from rapporteur_app.workspace import SECRETARIAT


def test_a_pack_for_each_scoring_member(ready):
    packs = ready.packs()
    assert [pack.header.member for pack in packs] == ["M1", "M2", "M3"]
    assert [pack.candidate_ids for pack in packs] == [[1, 2, 3]] * 3
    assert packs[2].language == "es"
    assert packs[0].rubric == ready.rubric


def test_no_pack_for_a_member_who_has_not_declared_on_all(prepared):
    made = prepared()
    made.declare_all(but=((2, 3),))
    with pytest.raises(BadInput, match=r"M2 Ali has not declared on 1 candidates yet \(C3\)"):
        made.packs()
    assert not list(made.folder.glob("packs/*"))
    with made.workspace.reading() as reader:
        assert reader.count(PackEdition) == 0


def test_a_conflicted_member_gets_no_dossier(ready):
    declare(ready.workspace, SECRETARIAT, 1, 2, Interest.CONFLICT, "same employer")
    confirm_recusal(ready.workspace, SECRETARIAT, 1, 2)
    (pack,) = ready.packs(1)
    assert pack.candidate_ids == [1, 3]
    assert pack.recused == ["C2"]
    assert "Beto" not in str(pack.candidates)


def test_the_next_pack_is_the_next_edition(ready):
    assert [ready.packs(1)[0].header.edition for _ in range(2)] == [1, 2]


@pytest.mark.parametrize(
    ("field", "gone"),
    [("name", "Ana Paz"), ("contact", "c1@x.org"), ("organisation", "Red 1"), ("nominator", "Foro")],
)
def test_a_hidden_field_is_nowhere_in_the_pack(prepared, field, gone):
    made = prepared(**{f"blind.{field}": "yes"})
    made.declare_all()
    (pack,) = made.packs(1)
    assert gone not in str(pack.candidates)


def test_with_nothing_hidden_all_is_there(ready):
    said = str(ready.packs(1)[0].candidates)
    assert all(part in said for part in ("Ana Paz", "c1@x.org", "Red 1", "Foro"))


def test_a_pack_goes_to_members_who_score(ready):
    with pytest.raises(BadInput, match="M9"):
        ready.packs(9)


def test_a_language_that_nobody_speaks_here(ready):
    with pytest.raises(BadInput, match="xx"):
        make_packs(ready.workspace, SECRETARIAT, ready.folder, ready.store, language="xx")


def test_a_changed_byte_is_noticed(ready):
    ready.packs(1)
    path = next(ready.folder.glob("packs/M1*.pack"))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(RapporteurError):
        open_pack(path)


def test_another_machine_cannot_sign_further_packs(ready, tmp_path):
    ready.packs(1)
    elsewhere = KeyStore(tmp_path / "elsewhere", use_keyring=False)
    with pytest.raises(WrongStage, match="machine"):
        make_packs(ready.workspace, SECRETARIAT, tmp_path / "o", elsewhere)


def test_keys_are_made_once_and_by_two(prepared, workspace):
    from rapporteur_app.trust.keys import Cost

    with pytest.raises(WrongStage, match="two keyholders"):
        make_opening_keys(workspace, SECRETARIAT, "x" * 16, None, cost=Cost(1, 8192))
    with pytest.raises(WeakPassphrase):
        make_opening_keys(workspace, SECRETARIAT, "x" * 15, "y" * 16, cost=Cost(1, 8192))
    with pytest.raises(BadInput, match="two passphrases"):
        make_opening_keys(workspace, SECRETARIAT, "x" * 16, "x" * 16, cost=Cost(1, 8192))
    made = prepared()
    with pytest.raises(WrongStage, match="already"):
        make_opening_keys(made.workspace, SECRETARIAT, "x" * 16, "y" * 16, cost=Cost(1, 8192))


def test_packs_into_a_place_that_is_a_file_are_refused_in_a_sentence(ready, tmp_path):
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(RapporteurError, match="cannot be written"):
        make_packs(ready.workspace, SECRETARIAT, tmp_path / "taken", KeyStore(use_keyring=False))
    with ready.workspace.reading() as reader:
        assert reader.count(PackEdition) == 0


def test_no_file_in_the_folder_is_overwritten(ready):
    folder = ready.folder / "packs"
    folder.mkdir()
    (folder / "M2-edition-1.pack").write_bytes(b"of another selection")

    with pytest.raises(BadInput, match=r"M2-edition-1\.pack is there already"):
        ready.packs()

    assert [(path.name, path.read_bytes()) for path in folder.iterdir()] == [
        ("M2-edition-1.pack", b"of another selection")
    ]
    with ready.workspace.reading() as reader:
        assert reader.count(PackEdition) == 0


def test_who_scores_no_longer_gets_no_further_edition(ready):
    ready.packs()
    add_members(ready.workspace, SECRETARIAT, [{"name": "Ali", "roles": "witness"}])

    made = make_packs(ready.workspace, SECRETARIAT, ready.folder / "packs", ready.store, reissue="a new candidate")

    assert [each.member for each in made] == ["M1", "M3"]


def test_of_two_candidates_with_one_name_none_is_guessed(ready):
    with ready.workspace.transaction(SECRETARIAT, message("Renamed")) as tx:
        candidate = tx.need(Candidate, 2)
        candidate.name = "ana  PAZ"
        tx.add(candidate)
    (pack,) = ready.packs(1)
    row = {"candidate": "Ana Paz", "criterion": "KNOW", "score": "4", "comment": ""}

    with pytest.raises(BadInput, match=r"Row 2: several are called “Ana Paz” \(C1, C2\). Write the id"):
        read_scores(pack, [row])
    with pytest.raises(BadInput, match=r"Row 2: several are called “Ana Paz”"):
        load_declarations(
            ready.workspace, SECRETARIAT, [{"member": "M1", "candidate": "Ana Paz", "state": "conflict", "reason": "x"}]
        )
    with pytest.raises(BadInput, match=r"Row 2: several are called “Ana Paz”"):
        load_findings(ready.workspace, SECRETARIAT, [{"candidate": "Ana Paz", "rule": "r", "state": "met"}])
    assert read_scores(pack, [{**row, "candidate": "C2"}])[2, "KNOW"].value == 4


def test_of_two_members_with_one_name_none_is_guessed(ready):
    add_members(ready.workspace, SECRETARIAT, [{"name": "Ali", "email": "other@x.org"}])
    row = {"candidate": "C1", "state": "none"}

    with pytest.raises(BadInput, match=r"several are called “Ali” \(M2, M4\)"):
        load_declarations(ready.workspace, SECRETARIAT, [{**row, "member": "Ali"}])
    assert load_declarations(ready.workspace, SECRETARIAT, [{**row, "member": "other@x.org"}])["declared"] == 1


def test_an_id_means_whose_it_is_though_somebody_is_called_so(ready):
    with ready.workspace.transaction(SECRETARIAT, message("Renamed")) as tx:
        candidate = tx.need(Candidate, 2)
        candidate.name = "C1"
        tx.add(candidate)
    (pack,) = ready.packs(1)
    row = {"candidate": "C1", "criterion": "KNOW", "score": "4", "comment": ""}

    assert list(read_scores(pack, [row])) == [(1, "KNOW")]


def test_what_another_act_changed_meanwhile_is_looked_at_once_more(ready, monkeypatch):
    from rapporteur_app.scoring import packs

    def slow(*asked):
        declare(ready.workspace, SECRETARIAT, 1, 2, Interest.CONFLICT, "my cousin")
        return file_key(*asked)

    file_key = packs.file_key
    monkeypatch.setattr(packs, "file_key", slow)
    with pytest.raises(BadInput, match="M1 Rosa declared a conflict or doubt on C2"):
        ready.packs(1, 2)
    assert not list((ready.folder / "packs").glob("*"))
