"""One name is one name, whether its accents came composed or as marks of their own (as from a Mac)."""

import unicodedata

import pytest

from rapporteur_app.consultation.shortlist import ShortlistNames
from rapporteur_app.i18n import message
from rapporteur_app.intake.importing import nominate
from rapporteur_app.intake.pool import names_to_ids, plain, read_pool
from rapporteur_app.model import Candidate, ShortlistEntry
from rapporteur_app.workspace import SECRETARIAT

COMPOSED = unicodedata.normalize("NFC", "José Peña")
APART = unicodedata.normalize("NFD", "José Peña")
BOTH_WAYS = pytest.mark.parametrize(("stored", "typed"), [(COMPOSED, APART), (APART, COMPOSED)])


@BOTH_WAYS
def test_a_table_names_a_candidate_of_the_pool_in_either_way(workspace, stored, typed):
    nominate(workspace, SECRETARIAT, {"nominee_name": stored}, "2021-03-01T10:00")
    with workspace.reading() as reader:
        assert names_to_ids(read_pool(reader))[plain(f" {typed.upper()}")] == {"C1"}


@BOTH_WAYS
def test_a_reply_names_a_candidate_of_the_shortlist_in_either_way(workspace, stored, typed):
    with workspace.transaction(SECRETARIAT, message("Shortlist made")) as tx:
        person = tx.add(Candidate(name=stored, spelling=stored.casefold()))
        tx.add(ShortlistEntry(candidate_id=person.id, position=1, chosen=True, reason="because"))
    with workspace.reading() as reader:
        assert ShortlistNames(reader).find(f"{typed}  ") == 1
