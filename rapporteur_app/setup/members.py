"""The taskforce: members, their roles, and how a list of them is read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import message
from rapporteur_app.model import Member, MemberRole, Role, Stage
from rapporteur_app.setup.settings import is_zone

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rapporteur_app.workspace import Actor, Reader, Transaction, Workspace

TEXT_COLUMNS = ("organisation", "constituency", "country")


def roles_of(reader: Reader, member: int) -> list[Role]:
    """The roles of a member, in the order of the enum."""
    held = {row.role for row in reader.all(MemberRole, member_id=member)}
    return [role for role in Role if role in held]


def members_with(reader: Reader, *roles: Role) -> list[Member]:
    """The members who hold one of these roles, by id."""
    ids = {row.member_id for role in roles for row in reader.all(MemberRole, role=role)}
    return [member for member in reader.all(Member) if member.id in ids]


def scoring_members(reader: Reader) -> list[Member]:
    """The members who score: those with the role member."""
    return members_with(reader, Role.MEMBER)


def require_role(reader: Reader, member: int, *roles: Role) -> Member:
    """The member, who must hold one of these roles.

    Raises:
        NotFound: there is no such member.
        BadInput: they hold none of the roles.
    """
    found = reader.need(Member, member)
    if not set(roles) & set(roles_of(reader, member)):
        raise BadInput(
            message(
                "{member} does not have the role {role}.",
                member=found.short_id,
                role=" / ".join(role.value for role in roles),
            )
        )
    return found


def add_members(workspace: Workspace, actor: Actor, rows: Sequence[Mapping[str, str]]) -> list[Member]:
    """Add members, or bring those with the same e-mail (or, without one, name) up to date; all rows or none.

    Each row has name, email, roles (joined with ';'), language, zone, organisation, constituency, country; all but
    the name may be missing.

    Raises:
        BadInput: a row without a name, with an unknown role or zone; the sentence says which row.
    """
    if not rows:
        raise BadInput(message("The list of members is empty."))
    action = message("Members loaded: {count}", count=len(rows))
    with workspace.transaction(actor, action, stage=Stage.SETUP) as tx:
        return [_store(tx, number, row) for number, row in enumerate(rows, start=1)]


def change_member(workspace: Workspace, actor: Actor, member: int, row: Mapping[str, str]) -> Member:
    """Change what is known of one member, name and e-mail among it, as one act.

    `row` is as in `add_members`; what is missing in it stays, a blank takes an e-mail or an organisation away.

    Raises:
        NotFound: there is no such member.
        BadInput: no name, an unknown role or zone, or another member's e-mail.
    """
    with workspace.transaction(
        actor, message("Member changed: {member}", member=f"M{member}"), stage=Stage.SETUP
    ) as tx:
        found = tx.need(Member, member)
        fields = _fields(row, member)
        fields.setdefault("email", found.email)
        fields.setdefault("roles", ";".join(role.value for role in roles_of(tx, member)))
        other = _known(tx, fields) if fields["email"] else None
        if other is not None and other.id != member:
            raise BadInput(
                message("{member} {name} has this e-mail address already.", member=other.short_id, name=other.name)
            )
        for column in TEXT_COLUMNS:
            setattr(found, column, fields.get(column, getattr(found, column)))
        return _write(tx, found, member, fields)


def _store(tx: Transaction, number: int, row: Mapping[str, str]) -> Member:
    fields = _fields(row, number)
    return _write(tx, _known(tx, fields) or Member(name=fields["name"]), number, fields)


def _fields(row: Mapping[str, str], number: int) -> dict[str, str]:
    fields = {key: (value or "").strip() for key, value in row.items()}
    if not fields.get("name"):
        raise BadInput(message("Member {row}: the name is missing.", row=number))
    return fields


def _write(tx: Transaction, member: Member, number: int, fields: Mapping[str, str]) -> Member:
    roles = parse_roles(fields.get("roles") or fields.get("role") or Role.MEMBER.value, number)
    member.name, member.email = fields["name"], _email(fields.get("email", ""), number)
    member.language = _language(fields.get("language", "") or member.language, number)
    member.zone = _zone(fields.get("zone", "") or member.zone, number)
    for column in TEXT_COLUMNS:
        setattr(member, column, fields.get(column, "") or getattr(member, column))
    tx.add(member)
    _store_roles(tx, member, roles)
    return member


def _known(reader: Reader, fields: Mapping[str, str]) -> Member | None:
    email = fields.get("email", "").casefold()
    if email:
        return next((member for member in reader.all(Member) if member.email.casefold() == email), None)
    return reader.first(Member, name=fields["name"])


def _store_roles(tx: Transaction, member: Member, roles: Iterable[Role]) -> None:
    wanted = set(roles)
    for row in tx.all(MemberRole, member_id=member.id):
        if row.role in wanted:
            wanted.discard(row.role)
        else:
            tx.delete(row)
    tx.add_all([MemberRole(member_id=member.id or 0, role=role) for role in Role if role in wanted])


def parse_roles(text: str, number: int) -> list[Role]:
    """The roles in a cell, joined with ';' (or ',').

    Raises:
        BadInput: one is not known; the sentence lists those that are.
    """
    found = []
    for name in re.split(r"[;,]", text):
        key = name.strip().lower().replace("_", "-").replace("cochair", "co-chair")
        if not key:
            continue
        if key not in {role.value for role in Role}:
            known = ", ".join(role.value for role in Role)
            raise BadInput(
                message("Member {row}: “{role}” is not a role. Roles: {known}.", row=number, role=name, known=known)
            )
        found.append(Role(key))
    return found


def _email(text: str, number: int) -> str:
    if text and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text):
        raise BadInput(message("Member {row}: “{text}” is not an e-mail address.", row=number, text=text))
    return text


def _zone(text: str, number: int) -> str:
    if not is_zone(text):
        raise BadInput(
            message("Member {row}: “{text}” is not a time zone such as America/Lima.", row=number, text=text)
        )
    return text


def _language(text: str, number: int) -> str:
    code = text.lower()
    if not re.fullmatch(r"[a-z]{2}", code):
        raise BadInput(message("Member {row}: “{text}” is not a language code such as es.", row=number, text=text))
    return code


def members_json(reader: Reader) -> list[dict[str, object]]:
    """The members as other programs read them."""
    return [
        {
            "id": member.short_id,
            "name": member.name,
            "email": member.email,
            "roles": [role.value for role in roles_of(reader, member.id or 0)],
            "language": member.language,
            "zone": member.zone,
            "organisation": member.organisation,
            "constituency": member.constituency,
            "country": member.country,
        }
        for member in reader.all(Member)
    ]
