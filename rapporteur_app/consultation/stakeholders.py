"""The register: the organisations that are consulted, by constituency, country and language."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rapporteur_app.consultation.shortlist import plain
from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import Message, message
from rapporteur_app.intake.countries import read_country
from rapporteur_app.intake.folding import folded
from rapporteur_app.intake.tongues import language_of
from rapporteur_app.mail import ADDRESS
from rapporteur_app.model import Stage, Stakeholder

if TYPE_CHECKING:
    from rapporteur_app.workspace import Actor, Reader, Transaction, Workspace

UNREGISTERED = "unregistered reply"
"""The source of an organisation that replied without standing in the register; loading it in a register ends that."""

TEXT_COLUMNS = ("constituency", "country", "language", "contact", "email", "source")
CHECKED_COLUMNS = ("constituency", "country", "language")
SHOWN_ROWS = 20
"""How many bad rows a refusal names."""

FIRST_ROW = 2
"""The row of a table that follows its header."""

YES = frozenset({"yes", "y", "true", "1", "x", "si", "sí", "sim", "s", "oui", "o"})
NO = frozenset({"no", "n", "false", "0", "não", "nao", "non"})


@dataclass(frozen=True)
class Vocabulary:
    """The template's codes; None where it names none, and then any is kept."""

    constituencies: Collection[str] | None = None
    countries: Collection[str] | None = None
    languages: Collection[str] | None = None
    spellings: Mapping[str, str] = field(default_factory=dict)
    """The names of constituencies, in every language of the template, that stand for their codes."""
    names: Mapping[str, str] = field(default_factory=dict)
    """The name of each constituency by its code, as a refusal shows it."""

    def of(self, column: str) -> Collection[str] | None:
        """The codes of a column of the register."""
        codes = {"constituency": self.constituencies, "country": self.countries, "language": self.languages}
        return codes[column]


@dataclass
class LoadedRegister:
    """What loading a register did. Each stakeholder counts once; `warnings` say what was kept unchecked."""

    added: list[int] = field(default_factory=list)
    updated: list[int] = field(default_factory=list)
    unchanged: list[int] = field(default_factory=list)
    warnings: list[Message] = field(default_factory=list)


def load_stakeholders(
    workspace: Workspace, actor: Actor, rows: Sequence[Mapping[str, str]], vocabulary: Vocabulary | None = None
) -> LoadedRegister:
    """Add stakeholders to the register, or bring those of the same organisation up to date; all rows or none.

    A blank cell leaves what is known, so that an opt-out is ended only by a 'no'. The same list again writes nothing.

    Args:
        workspace: the selection.
        actor: who loads.
        rows: by column organisation, constituency, country, language, contact, email, source, opt_out; all but the
            first may be missing.
        vocabulary: the template's codes. A country, a language or a constituency may also be written as its name,
            in any of the program's languages.

    Raises:
        BadInput: rows without an organisation, with a country, language or constituency that is not known, or an
            opt_out that is neither yes nor no; the text names every such row.
        WrongStage: the stage of the consultation is closed.
    """
    if not rows:
        raise BadInput(message("The list of stakeholders is empty."))
    loaded = LoadedRegister()
    cleaned = _cleaned(rows, vocabulary or Vocabulary(), loaded.warnings)
    with workspace.reading() as reader:
        known = by_organisation(reader)
        pending = {key for key, row in cleaned.items() if key not in known or _changed(known[key], row)}
    if pending:
        action = message("Stakeholders loaded: {count}", count=len(pending))
        with workspace.transaction(actor, action, stage=Stage.CONSULTATION) as tx:
            _store(tx, {key: cleaned[key] for key in cleaned if key in pending}, loaded)
    loaded.unchanged = [known[key].id or 0 for key in cleaned if key not in pending]
    return loaded


def _store(tx: Transaction, rows: Mapping[str, Mapping[str, str]], loaded: LoadedRegister) -> None:
    known = by_organisation(tx)
    fresh = [Stakeholder(organisation=row["organisation"]) for key, row in rows.items() if key not in known]
    old = [known[key] for key in rows if key in known]
    for stakeholder in [*fresh, *old]:
        for column, value in _values(stakeholder, rows[plain(stakeholder.organisation)]).items():
            setattr(stakeholder, column, value)
    tx.add_all([*fresh, *old])
    loaded.added = [stakeholder.id or 0 for stakeholder in fresh]
    loaded.updated = [stakeholder.id or 0 for stakeholder in old]


def _values(stakeholder: Stakeholder, row: Mapping[str, str]) -> dict[str, Any]:
    """What a row makes of a stakeholder; its presence in a register ends an unregistered state."""
    values: dict[str, Any] = {column: row[column] for column in TEXT_COLUMNS if row.get(column)}
    if not is_registered(stakeholder):
        values.setdefault("source", "")
    if row.get("opt_out"):
        values["opt_out"] = row["opt_out"] == "yes"
    return values


def _changed(stakeholder: Stakeholder, row: Mapping[str, str]) -> bool:
    return any(getattr(stakeholder, column) != value for column, value in _values(stakeholder, row).items())


def _cleaned(
    rows: Sequence[Mapping[str, str]], vocabulary: Vocabulary, warnings: list[Message]
) -> dict[str, dict[str, str]]:
    """The rows by organisation, checked; a later row of the same organisation counts."""
    found: dict[str, dict[str, str]] = {}
    bad: list[Message] = []
    for number, row in enumerate(rows, start=FIRST_ROW):
        fields = {key: " ".join((value or "").split()) for key, value in row.items()}
        if not any(fields.values()):
            continue
        if not fields.get("organisation"):
            bad.append(message("Row {row}: the organisation is missing.", row=number))
            continue
        key = plain(fields["organisation"])
        if key in found:
            text = message(
                "Row {row}: {name} stands twice; the later row counts.", row=number, name=fields["organisation"]
            )
            warnings.append(text)
        found[key] = _checked(fields, number, vocabulary, warnings, bad)
    if bad:
        raise BadInput(_refusal(bad, vocabulary))
    _warn_of_unchecked(found, vocabulary, warnings)
    return found


def _checked(
    fields: dict[str, str], number: int, vocabulary: Vocabulary, warnings: list[Message], bad: list[Message]
) -> dict[str, str]:
    """A row with its codes; what is wrong with it is added to `bad`."""
    for column in CHECKED_COLUMNS:
        value = fields.get(column, "")
        code = _code(column, value, vocabulary)
        if code is None:
            bad.append(_not_known(column, value, number))
        fields[column] = code or ""
    if fields.get("source") == UNREGISTERED:
        fields["source"] = ""
    if fields.get("email") and not ADDRESS.fullmatch(fields["email"]):
        warnings.append(message("Row {row}: “{text}” is not an e-mail address.", row=number, text=fields["email"]))
    said = fields.get("opt_out", "")
    if said and said.casefold() not in YES | NO:
        bad.append(message("Row {row}: opt_out must be yes or no, not “{text}”.", row=number, text=said))
    elif said:
        fields["opt_out"] = "yes" if said.casefold() in YES else "no"
    return fields


def _code(column: str, value: str, vocabulary: Vocabulary) -> str | None:
    """The code that a code or a name stands for, None for one unknown; any value where the template has no codes."""
    allowed = vocabulary.of(column)
    if not value or allowed is None:
        return {"country": value.upper(), "language": value.lower()}.get(column, value)
    for code in allowed:
        if code.casefold() == value.casefold():
            return code
    found = _by_name(column, value, vocabulary)
    return found if found in allowed else None


def _by_name(column: str, value: str, vocabulary: Vocabulary) -> str | None:
    if column == "constituency":
        return {folded(name): code for name, code in vocabulary.spellings.items()}.get(folded(value))
    return read_country(value).value if column == "country" else language_of(value)


def _not_known(column: str, value: str, number: int) -> Message:
    if column == "country":
        return message(
            "Row {row}: “{value}” is not a country: write a code of two letters (PE) or a name (Peru, Perú).",
            row=number,
            value=value,
        )
    if column == "language":
        return message(
            "Row {row}: “{value}” is not a language: write a code of two letters (es) or a name (Spanish, español).",
            row=number,
            value=value,
        )
    return message("Row {row}: “{value}” is not a constituency of this selection.", row=number, value=value)


def _refusal(bad: list[Message], vocabulary: Vocabulary) -> Message:
    """Every bad row, and once what the constituencies are if one of them is the reason."""
    text = bad[0]
    for more in bad[1:SHOWN_ROWS]:
        text = message("{first} {second}", first=text, second=more)
    if len(bad) > SHOWN_ROWS:
        more = message("Bad rows beside these: {count}.", count=len(bad) - SHOWN_ROWS)
        text = message("{first} {second}", first=text, second=more)
    if any(row.msgid == _not_known("constituency", "", 0).msgid for row in bad):
        names, codes = vocabulary.names, vocabulary.constituencies or ()
        known = "; ".join(f"{code} ({names[code]})" if code in names else code for code in codes)
        more = message("Constituencies, by code or name: {known}.", known=known)
        text = message("{first} {second}", first=text, second=more)
    return text


def _warn_of_unchecked(rows: Mapping[str, Mapping[str, str]], vocabulary: Vocabulary, warnings: list[Message]) -> None:
    for column in CHECKED_COLUMNS:
        kept = sorted({row[column] for row in rows.values() if row[column]})
        if vocabulary.of(column) is None and kept:
            text = message(
                "The values of {column} were kept unchecked: {values}.", column=column, values=", ".join(kept)
            )
            warnings.append(text)


def is_registered(stakeholder: Stakeholder) -> bool:
    """Whether a stakeholder stands in the register, and did not only send a reply."""
    return stakeholder.source != UNREGISTERED


def registered(reader: Reader) -> list[Stakeholder]:
    """The stakeholders of the register, by id."""
    return [stakeholder for stakeholder in reader.all(Stakeholder) if is_registered(stakeholder)]


def by_organisation(reader: Reader) -> dict[str, Stakeholder]:
    """Every stakeholder, registered or not, by organisation without differences of case and spaces."""
    return {plain(stakeholder.organisation): stakeholder for stakeholder in reader.all(Stakeholder)}


def stakeholders_json(reader: Reader) -> list[dict[str, object]]:
    """The register as other programs read it; an organisation that only replied is in it as not registered."""
    return [
        {
            "id": stakeholder.short_id,
            "organisation": stakeholder.organisation,
            "constituency": stakeholder.constituency,
            "country": stakeholder.country,
            "language": stakeholder.language,
            "contact": stakeholder.contact,
            "email": stakeholder.email,
            "source": stakeholder.source,
            "opt_out": stakeholder.opt_out,
            "registered": is_registered(stakeholder),
        }
        for stakeholder in reader.all(Stakeholder)
    ]
