"""Opening at a distance: the chair asks, the witness takes off the outer boxes elsewhere, the chair opens."""

import pytest

from rapporteur_app.errors import NotOpened, WrongStage
from rapporteur_app.results.opening import make_opening_request, open_results
from rapporteur_app.results.ranking import results_json
from rapporteur_app.trust.at_distance import make_part, read_part, read_request
from rapporteur_app.trust.errors import PassphrasesMissing, WitnessPartMissing
from rapporteur_app.verification.verify import verify
from rapporteur_app.workspace import SECRETARIAT


def part_of(made):
    request = read_request(make_opening_request(made.workspace, SECRETARIAT, made.store))
    return read_part(make_part(request, made.passphrases.witness))


def shown(made):
    with made.workspace.reading() as reader:
        return results_json(reader)


def test_it_gives_the_same_results_as_side_by_side(returned):
    made = returned()
    opening = open_results(made.workspace, SECRETARIAT, made.passphrases.chair, None, part=part_of(made))

    assert (opening.at_distance, opening.holders) == (True, ["chair", "witness"])
    assert len(opening.counted) == 3
    assert any(row["total"] is not None for row in shown(made)["candidates"])
    assert verify(made.workspace).ok


def test_the_chair_alone_opens_nothing(returned):
    made = returned()

    with pytest.raises(WitnessPartMissing, match=r"^Not opened: the witness's part is missing\.$"):
        open_results(made.workspace, SECRETARIAT, made.passphrases.chair, None)
    with pytest.raises(PassphrasesMissing, match="needs chair's and witness's passphrases"):
        open_results(made.workspace, SECRETARIAT, None, None)


def test_the_part_does_not_open_without_the_chair(returned):
    made = returned()

    with pytest.raises(NotOpened, match="needs the chair's passphrase"):
        open_results(made.workspace, SECRETARIAT, None, None, part=part_of(made))
    with pytest.raises(NotOpened, match="does not fit"):
        open_results(made.workspace, SECRETARIAT, made.passphrases.witness, None, part=part_of(made))


def test_a_ballot_that_came_meanwhile_needs_a_new_request(returned):
    made = returned()
    part = part_of(made)
    (pack,) = made.packs(1)
    work = made.work(pack)
    work.revision = 1
    made.collect(made.ballot(pack, work))

    with pytest.raises(NotOpened, match="changed since the request"):
        open_results(made.workspace, SECRETARIAT, made.passphrases.chair, None, part=part)
    open_results(made.workspace, SECRETARIAT, made.passphrases.chair, None, part=part_of(made))


def test_the_request_shows_the_list_that_the_receipts_name(returned):
    from rapporteur_app.scoring.receipts import make_receipt_list
    from rapporteur_app.trust.receipts import read_receipt

    made = returned()
    receipt = read_receipt(make_receipt_list(made.workspace, SECRETARIAT, made.store))
    request = read_request(make_opening_request(made.workspace, SECRETARIAT, made.store))

    assert request.list_digest == receipt.list_digest
    assert (request.file_key, len(request.ballots)) == (receipt.file_key, 3)


def test_where_the_chair_opens_alone_nobody_is_asked(returned):
    made = returned(**{"policy.opening": "one"})

    with pytest.raises(WrongStage, match="no witness"):
        make_opening_request(made.workspace, SECRETARIAT, made.store)
