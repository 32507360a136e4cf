"""A small selection that goes the whole way through the use cases: three members, four candidates."""

import pytest

from rapporteur_app.consultation.concerns import answer_concern
from rapporteur_app.consultation.replies import import_replies
from rapporteur_app.consultation.rounds import close_round, open_round
from rapporteur_app.consultation.stakeholders import load_stakeholders
from rapporteur_app.decision.decide import decide
from rapporteur_app.decision.endorse import endorse
from rapporteur_app.intake.importing import nominate
from rapporteur_app.model import Disposition, Interest, Stance
from rapporteur_app.results.opening import open_results
from rapporteur_app.results.ranking import ranking_order
from rapporteur_app.results.shortlist import make_shortlist
from rapporteur_app.scoring.ballots import member_key, open_work, read_scores, submit
from rapporteur_app.scoring.collecting import collect_ballots
from rapporteur_app.scoring.declarations import confirm_recusal, declare
from rapporteur_app.scoring.opening_keys import make_opening_keys
from rapporteur_app.scoring.pack_reading import open_pack
from rapporteur_app.scoring.packs import make_packs
from rapporteur_app.setup.criteria import agree, freeze, load_criteria
from rapporteur_app.setup.members import add_members
from rapporteur_app.setup.rubric_file import parse_rubric
from rapporteur_app.setup.selection import new_selection
from rapporteur_app.setup.settings import change_settings
from rapporteur_app.trust.keys import Cost
from rapporteur_app.trust.keystore import KeyStore
from rapporteur_app.workspace import SECRETARIAT
from tests.reading_out import read_out

RUBRIC = """
version = 1
scale = { min = 1, max = 5, step = 1 }
[[criteria]]
code = "KNOW"
kind = "scored"
weight = 50
threshold = 3
comment_rule = "never"
title = { en = "Knowledge", es = "Conocimiento", pt = "Conhecimento", fr = "Connaissances" }
[[criteria]]
code = "REPR"
kind = "scored"
weight = 30
comment_rule = "never"
title = { en = "Representation", es = "Representación", pt = "Representação", fr = "Représentation" }
[[criteria]]
code = "LANG"
kind = "scored"
weight = 20
comment_rule = "never"
title = { en = "Languages", es = "Idiomas", pt = "Línguas", fr = "Langues" }
[[criteria]]
code = "INTEG"
kind = "gate"
comment_rule = "never"
title = { en = "Integrity", es = "Integridad", pt = "Integridade", fr = "Intégrité" }
"""
PEOPLE = [
    ("Ana Pérez Rojas", '=HYPERLINK("http://x","y")', "+57 300 123 4567", "CO"),
    ("Bruno Lima", "#strong[Rede] $x$ *Sul* \\ _a_ <b>", "+55 11 98765 4321", "BR"),
    ("Céline Roy", "@Paroisses", "0044 20 7946 0000", "HT"),
    ("Dora Ñandú", "-Cooperativa\x07 Norte", "", "PY"),
]
CHAIR, WITNESS = "chair horse battery staple", "witness horse battery staple"
SCORES = {
    "Ana Pérez Rojas": ("5 4 4", "4 5 3", None),
    "Bruno Lima": ("4 4 4", "5 3 4", "3 4 5"),
    "Céline Roy": ("3 4 5", "4 4 IE", "5 5 4"),
    "Dora Ñandú": ("2 3 4", "3 2 3", "2 2 AB"),
}


@pytest.fixture
def store(tmp_path):
    return KeyStore(tmp_path / "keys", use_keyring=False)


@pytest.fixture
def prepared(tmp_path):
    """Criteria frozen, four candidates, declarations made; M3 is recused on C1."""
    workspace = new_selection(tmp_path / "small", "blank", "Relatoría 2021", SECRETARIAT, "es")
    with workspace:
        values = {"event_start": "2021-04-26", "event_end": "2021-04-28", "zone": "America/Santiago",
                  "deadline": "2021-04-05T23:59", "terms": "Informa a la plenaria.", "shortlist_min": "2"}  # fmt: skip
        change_settings(workspace, SECRETARIAT, values)
        add_members(workspace, SECRETARIAT, [
            {"name": "Rosa Marín", "roles": "chair;member", "language": "es"},
            {"name": "Ali Baksh", "roles": "member", "language": "en"},
            {"name": "Mei Souza", "roles": "member", "language": "pt"},
        ])  # fmt: skip
        load_criteria(workspace, SECRETARIAT, parse_rubric(RUBRIC))
        agree(workspace, SECRETARIAT, [1, 2, 3], "2021-03-20")
        freeze(workspace, SECRETARIAT)
        for name, organisation, phone, country in PEOPLE:
            fields = {"nominee_name": name, "organisation": organisation, "phone": phone,
                      "country": country, "nominator": "Red", "statement": "=1+1"}  # fmt: skip
            nominate(workspace, SECRETARIAT, fields, "2021-04-01T10:00")
        for member in (1, 2, 3):
            for candidate in (1, 2, 3, 4):
                recused = (member, candidate) == (3, 1)
                interest = Interest.CONFLICT if recused else Interest.NONE
                declare(workspace, SECRETARIAT, member, candidate, interest, "colegas" if recused else "")
        confirm_recusal(workspace, SECRETARIAT, 3, 1)
        yield workspace


@pytest.fixture
def scored(prepared, store, tmp_path):
    """Every member's final ballot is in; nothing is opened."""
    make_opening_keys(prepared, SECRETARIAT, CHAIR, WITNESS, cost=Cost(1, 8192))
    for number, made in enumerate(make_packs(prepared, SECRETARIAT, tmp_path / "packs", store)):
        pack = open_pack(made.pack)
        work, place = open_work(pack, tmp_path / f"work{number}.json")
        work.answers = read_scores(pack, _rows(number))
        ballot = tmp_path / f"{number}.ballot"
        key = member_key(pack, KeyStore(tmp_path / f"member{number}", use_keyring=False))
        submit(pack, work, place, ballot, key)
        read_out(prepared, pack, store, key)
        collect_ballots(prepared, SECRETARIAT, [ballot], store)
    return prepared


def _rows(member):
    rows = []
    for name, given in SCORES.items():
        if given[member] is None:
            continue
        cells = zip(("KNOW", "REPR", "LANG"), given[member].split(), strict=True)
        rows += [{"candidate": name, "criterion": code, "score": score, "comment": "=cmd|x"} for code, score in cells]
        rows.append({"candidate": name, "criterion": "INTEG", "score": "pass", "comment": ""})
    return rows


@pytest.fixture
def opened(scored):
    """The results are open."""
    open_results(scored, SECRETARIAT, CHAIR, WITNESS)
    return scored


@pytest.fixture
def decided(opened):
    """Shortlist, consultation with a confidential objection, a decision that deviates, a dissent."""
    with opened.reading() as reader:
        order = ranking_order(reader)
    chosen = order[:3]
    make_shortlist(opened, SECRETARIAT, chosen, {number: f"Razón {number}" for number in chosen})
    load_stakeholders(opened, SECRETARIAT, [
        {"organisation": "Caminantes", "constituency": "civil", "country": "CO", "language": "es"},
        {"organisation": "Islands", "constituency": "civil", "country": "TT", "language": "en"},
    ])  # fmt: skip
    open_round(opened, SECRETARIAT, "¿A quién apoya?", "2021-04-13T08:00", "2021-04-16")
    import_replies(opened, SECRETARIAT, 1, [
        {"stakeholder": "S1", "candidate": f"C{chosen[0]}", "reply": "support", "text": "Muy buena", "language": "es"},
        {"stakeholder": "S2", "candidate": f"C{chosen[0]}", "reply": "concern", "text": "Too busy", "language": "en"},
        {"stakeholder": "S2", "candidate": f"C{chosen[1]}", "reply": "objection", "text": "SECRETWORDS",
         "language": "en", "confidential": "yes"},
    ])  # fmt: skip
    answer_concern(opened, SECRETARIAT, 1, Disposition.NOTED, "Se habló con ella.", "Ninguno")
    close_round(opened, SECRETARIAT, 1, "Se responde después.")
    decide(opened, SECRETARIAT, chosen[1], [chosen[0]], {"es": "Por su experiencia.", "fr": "Pour son expérience."},
           "Equilibrio regional.")  # fmt: skip
    endorse(opened, SECRETARIAT, 1, Stance.ENDORSE)
    endorse(opened, SECRETARIAT, 2, Stance.DISSENT, "Preferí a la primera.")
    return opened
