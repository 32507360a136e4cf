"""The report's one content."""

import pytest

from rapporteur_app.consultation.concerns import answer_concern
from rapporteur_app.decision.decide import decide, first_ranked_now
from rapporteur_app.i18n import Catalogue, catalogue, message
from rapporteur_app.model import BallotStatus, Candidate, Decision, Disposition, Opening, Withdrawal
from rapporteur_app.model.names import BALLOT_STATUS_NAMES
from rapporteur_app.outputs.blocks import Paragraph, Said, Table, Translated
from rapporteur_app.outputs.content import build_report
from rapporteur_app.outputs.facts import read_facts
from rapporteur_app.outputs.wording import clean, worded
from rapporteur_app.workspace import SECRETARIAT


class Guillemets(Catalogue):
    """A language in which every text stands in « »."""

    def __init__(self):
        super().__init__("fr", None)

    def text(self, msgid, /, **values):
        return "«" + (msgid.format(**values) if values else msgid) + "»"


def everything(document):
    return str(document)


def test_a_selection_that_was_just_made_says_what_is_not_there_yet(workspace):
    text = everything(worded(build_report(workspace), catalogue("en")))
    for sentence in ("The results are not open yet.", "There is no shortlist yet.", "There are no criteria yet.",
                     "The consultation has not begun yet.", "The decision has not been taken yet."):  # fmt: skip
        assert sentence in text


def test_before_the_opening_there_are_no_scores(scored):
    document = worded(build_report(scored), catalogue("en"))
    titles = [section["title"] for section in document["sections"]]
    assert "Scores by criterion" not in titles
    assert "The results are not open yet." in everything(document)


def test_the_decided_selection_tells_all_but_what_is_confidential(decided):
    text = everything(worded(build_report(decided), catalogue("en")))
    assert "SECRETWORDS" not in text
    for words in ("[es] Por su experiencia.", "[es] Equilibrio regional.", "Preferí a la primera.", "dissents",
                  "Too busy", "Se habló con ella.", "April 26, 2021", "Both keys were made on one machine.",
                  "'50.0%'"):  # fmt: skip
        assert words in text
    french = everything(worded(build_report(decided), catalogue("fr")))
    assert "'Pour son expérience.'" in french
    assert "26 avril 2021" in french
    assert "[en] Too busy" in french
    assert "[es] Se habló" not in french


def test_a_reason_for_not_waiting_is_not_said_to_deviate_from_the_ranking(decided):
    assert "The decision deviates from the ranking." in everything(worded(build_report(decided), catalogue("en")))
    with decided.reading() as reader:
        first = first_ranked_now(reader)
    decide(decided, SECRETARIAT, first[0], [], {"es": "La mejor."}, "Nadie quiso esperar.")
    text = everything(worded(build_report(decided), catalogue("en")))
    assert "The decision deviates from the ranking." not in text
    assert "The reason for deciding before all else was settled:" in text
    assert "[es] Nadie quiso esperar." in text


def test_a_remark_on_the_first_ranked_excuses_nothing(decided):
    answer_concern(decided, SECRETARIAT, 2, Disposition.NOTED, "Se habló.", "Ninguno")
    with decided.reading() as reader:
        first = first_ranked_now(reader)
    decide(decided, SECRETARIAT, first[0], [], {"es": "La mejor."}, "Por unanimidad.")
    text = everything(worded(build_report(decided), catalogue("en")))
    assert "The taskforce added to its decision:" in text
    assert "before all else was settled" not in text


def test_no_reason_is_made_up_where_the_selected_one_withdrew(decided):
    with decided.transaction(SECRETARIAT, message("Withdrawn")) as tx:
        selected = tx.first(Decision).selected_id
        tx.add(Withdrawal(candidate_id=selected, by="she", reason="busy", at="2021-05-01T00:00:00+00:00"))
    text = everything(worded(build_report(decided), catalogue("en")))
    assert "The taskforce added to its decision:" in text
    assert "before all else was settled" not in text


def test_every_sentence_of_the_program_asks_the_catalogue(decided):
    report, document = build_report(decided), worded(build_report(decided), Guillemets())
    for section, shown in zip(report.sections, document["sections"], strict=True):
        assert shown["title"].startswith("«")
        blocks = [block for block in section.blocks if not isinstance(block, Table) or block.rows]
        for block, words in zip(blocks, shown["blocks"], strict=True):
            if isinstance(block, Paragraph):
                check(block.pieces, words["runs"])
            else:
                for column, header in zip(block.columns, words["header"], strict=True):
                    check([column.title], header)


def check(pieces, runs):
    own = [piece for piece in pieces if not isinstance(piece, Said | Translated)]
    assert not own or all(run["text"].startswith("«") for run in runs)


def test_the_head_of_the_log_is_in_the_report(decided):
    text = everything(worded(build_report(decided), catalogue("en")))
    head = decided.head()
    assert f"the first 32 of the 64 digits of its head are {head[:32]}." in text
    assert "Head of the log (first 32 of 64 digits)" in text
    assert head not in text


def test_the_period_of_a_round_stands_beside_the_recorded_dates(decided):
    text = everything(worded(build_report(decided), catalogue("en")))
    assert "Consultation round 1: replies awaited" in text
    assert "April 13, 2021, 8:00\u202fAM to April 16, 2021, 11:59\u202fPM" in text.replace("\\u202f", "\u202f")
    assert "Consultation round 1: opened, as recorded" in text


def test_nothing_is_called_broad_or_not_where_the_template_has_no_thresholds(decided):
    assert "broad" not in everything(worded(build_report(decided), catalogue("en")))


def test_whose_ballot_was_left_out_and_why_is_told(decided):
    with decided.transaction(SECRETARIAT, message("Opening changed")) as tx:
        opening = tx.first(Opening)
        opening.left_out = [
            {"ballot": 7, "member": "M2", "reason": "late"},
            {"ballot": 8, "member": "M3", "reason": "left_out", "why": "the disk was damaged"},
        ]
        tx.add(opening)
    text = everything(worded(build_report(decided), catalogue("en")))
    for words in ("Ballots left out of the opening: 2.", "'B7'", "'late'", "'B8'", "'the disk was damaged'"):
        assert words in text


def test_control_characters_are_removed():
    assert clean("a\x07b\x00\nc") == "ab\nc"


@pytest.mark.parametrize("values", [{"count": 2}, {"count": 1}])
def test_keys_that_an_earlier_version_made_on_one_machine_are_told(workspace, values):
    with workspace.transaction(SECRETARIAT, message("Opening keys made, all on one machine: {count}", **values)) as tx:
        tx.add(
            Withdrawal(candidate_id=tx.add(Candidate(name="A", spelling="a")).id, by="A", reason="b", at="2021-04-01")
        )
    with workspace.reading() as reader:
        assert read_facts(reader).one_machine is (values["count"] == 2)


def test_every_status_of_a_ballot_has_its_words():
    assert set(BALLOT_STATUS_NAMES) == set(BallotStatus)
