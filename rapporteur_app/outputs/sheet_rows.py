"""The tables of a selection as rows, for the workbook and for the csv files: English headers, cells typed by field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from rapporteur_app.consultation.report import reply_items
from rapporteur_app.model import Declaration, Recusal, Score, ScoreState, SecondScore
from rapporteur_app.model import Nomination as NominationRow

if TYPE_CHECKING:
    from rapporteur_app.intake.pool import Person
    from rapporteur_app.outputs.facts import Facts
    from rapporteur_app.workspace import Reader

Cell: TypeAlias = str | float | int | bool | None
Rows: TypeAlias = list[list[Cell]]


@dataclass(frozen=True)
class Sheet:
    """One table: its name, its headers, its rows. `phones` are the headers whose cells are telephone numbers."""

    name: str
    header: list[str]
    rows: Rows
    phones: tuple[str, ...] = ()


def nominations(reader: Reader, facts: Facts) -> Sheet:
    """Nominations as received, and whom they name."""
    named = facts.pool.others
    header = ["id", "submitted_at", "nominator", "nominator_email", "nominator_organisation", "nominator_constituency",
              "self_nomination", "consent", "endorsement", "statement", "links", "candidates", "file", "sheet", "row",
              "withdrawn_at", "withdrawn_by", "withdrawn_reason"]  # fmt: skip

    def cells(row: NominationRow) -> list[Cell]:
        candidates = ", ".join(f"C{number}" for number in named.get(row.id or 0, []))
        return [row.short_id, row.submitted_at, row.nominator, row.nominator_email, row.nominator_organisation,
                row.nominator_constituency, row.self_nomination, row.consent, row.endorsement, row.statement, row.links,
                candidates, row.file, row.sheet, row.row, row.withdrawn_at, row.withdrawn_by,
                row.withdrawn_reason]  # fmt: skip

    return Sheet("Nominations", header, [cells(row) for row in reader.all(NominationRow)])


PERSON = ("name", "given_name", "family_name", "organisation", "job_title", "country", "nationality",
          "organisation_country", "constituency", "gender", "age_group", "migrant_experience", "email", "phone",
          "thematic_areas", "objectives", "languages", "available")  # fmt: skip


def candidates(facts: Facts) -> Sheet:
    """Candidates: one row is one person."""

    def cells(person: Person) -> list[Cell]:
        values = [_flat(getattr(person.candidate, name)) for name in PERSON]
        told = ", ".join(nomination.short_id for nomination in person.nominations)
        return [person.candidate.short_id, *values, len(person.nominations), told, person.eligible, person.withdrawn]

    header = ["id", *PERSON, "nominations", "nomination_ids", "eligible", "withdrawn"]
    return Sheet("Candidates", header, [cells(person) for person in facts.pool.persons], ("phone",))


def _flat(value: Any) -> Cell:
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return value  # type: ignore[no-any-return]


def screening(facts: Facts) -> Sheet:
    """What was found for each eligibility rule on each candidate."""
    rows: Rows = []
    for person in facts.pool.persons:
        for rule, state in person.findings.items():
            note = person.notes.get(rule, "")
            told = state.value if state else None
            rows.append([person.candidate.short_id, person.name, rule, told, note, person.admitted, person.eligible])
    return Sheet("Screening", ["candidate", "name", "rule", "state", "note", "admitted_because", "eligible"], rows)


def conflicts(reader: Reader, facts: Facts) -> Sheet:
    """What each member declared about each candidate, and who is recused."""
    confirmed = {(row.member_id, row.candidate_id): row.confirmed_at for row in reader.all(Recusal)}
    rows: Rows = []
    for row in reader.all(Declaration, Declaration.member_id, Declaration.candidate_id):
        pair = (row.member_id, row.candidate_id)
        rows.append([f"M{pair[0]}", facts.member(pair[0]), f"C{pair[1]}", facts.name(pair[1]), row.interest.value,
                     row.reason, pair in facts.recused, confirmed.get(pair), row.at])  # fmt: skip
    header = ["member", "member_name", "candidate", "name", "interest", "reason", "recused", "confirmed_at", "at"]
    return Sheet("Conflicts", header, rows)


def scores(reader: Reader, facts: Facts) -> Sheet:
    """Every opened score; recused ones are kept and marked. Nothing before the opening."""
    header = ["round", "member", "member_name", "candidate", "name", "criterion", "state", "value", "comment",
              "recused", "second"]  # fmt: skip
    if facts.ranking is None:
        return Sheet("Scores", header, [])
    rows = [
        _score(facts, row, row.state.value, second=False, number=row.round, words=row.comment)
        for row in reader.all(Score)
    ]
    rows += [
        _score(facts, row, ScoreState.SCORED.value, second=True, number=None, words=row.reason)
        for row in reader.all(SecondScore)
    ]
    return Sheet("Scores", header, rows)


def _score(
    facts: Facts, row: Score | SecondScore, state: str, *, second: bool, number: int | None, words: str
) -> list[Cell]:
    recused = (row.member_id, row.candidate_id) in facts.recused
    return [number, f"M{row.member_id}", facts.member(row.member_id), f"C{row.candidate_id}",
            facts.name(row.candidate_id), row.criterion, state, row.value, words, recused, second]  # fmt: skip


def bare_scores(facts: Facts) -> Sheet:
    """The scores that the ranking is made of, as `analyse` reads them: no names, nothing recused, blank is missing."""
    header, ranking = ["candidate", "assessor", "criterion", "score"], facts.ranking
    if ranking is None:
        return Sheet("Bare scores", header, [])
    given = {(row.candidate_id, row.member_id, row.criterion): row.value for row in ranking.scores}
    rows: Rows = [
        [f"C{person.id}", f"M{member.id}", criterion.code, given.get((person.id, member.id or 0, criterion.code))]
        for person in ranking.persons
        for member in ranking.members
        for criterion in ranking.criteria
        if (member.id, person.id) not in ranking.recused
    ]
    return Sheet("Bare scores", header, rows)


def weights(facts: Facts) -> Sheet:
    """What each scored criterion weighs, as `analyse` reads it."""
    scored = facts.rubric.scored if facts.rubric else ()
    return Sheet("Weights", ["criterion", "weight"], [[criterion.code, criterion.weight] for criterion in scored])


def results(facts: Facts) -> Sheet:
    """The ranking with every criterion: the numbers of `results --json`."""
    if facts.results is None:
        return Sheet("Results", ["rank", "order", "id", "name", "total", "percent", "incomplete", "below"], [])
    found = facts.results["candidates"]
    codes, gates = (list(found[0]["criteria"]), list(found[0]["gates"])) if found else ([], [])
    rows = [_result(row, codes, gates) for row in found]
    header = ["rank", "order", "id", "name", "total", "percent", "incomplete", "below", *codes]
    header += [f"{code}_{what}" for code in codes for what in ("n", "median", "sd")]
    header += [f"{gate}_{what}" for gate in gates for what in ("pass", "concern")]
    return Sheet("Results", [*header, "first_share", "first_share_uniform"], rows)


def _result(row: dict[str, Any], codes: list[str], gates: list[str]) -> list[Cell]:
    criteria = row["criteria"]
    return [
        row["rank"], row["order"], row["id"], row["name"], row["total"], row["percent"], row["incomplete"],
        ", ".join(row["below"]), *(criteria[code]["value"] for code in codes),
        *(criteria[code][what] for code in codes for what in ("n", "median", "sd")),
        *(row["gates"][gate][what] for gate in gates for what in ("pass", "concern")),
        row["first_share"], row["first_share_uniform"],
    ]  # fmt: skip


def shortlist(facts: Facts) -> Sheet:
    """The shortlist in order, then those left out above the cut line, each with the reason."""
    rows: Rows = [
        [entry.position, f"C{entry.candidate_id}", facts.name(entry.candidate_id), entry.chosen, entry.reason]
        for entry in [*facts.chosen, *facts.left_out]
    ]
    return Sheet("Shortlist", ["position", "id", "name", "chosen", "reason"], rows)


def replies(reader: Reader, facts: Facts) -> Sheet:
    """Every reply of every round; of a confidential one neither who said it nor its words."""
    header = ["round", "stakeholder", "organisation", "constituency", "country", "candidate", "name", "reply", "text",
              "language", "confidential", "registered", "channel", "at"]  # fmt: skip
    rows: Rows = []
    for asked in facts.rounds:
        for item in reply_items(reader, asked.number):
            hidden, who = item.confidential, facts.stakeholders[item.stakeholder]
            rows.append([
                asked.number, None if hidden else f"S{item.stakeholder}", item.organisation,
                None if hidden else who.constituency, None if hidden else who.country, f"C{item.candidate}",
                facts.name(item.candidate), item.kind.value, item.text, None if hidden else item.language,
                item.confidential, item.registered, item.channel, item.at,
            ])  # fmt: skip
    return Sheet("Consultation", header, rows)
