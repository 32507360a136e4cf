"""What a check says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapporteur_app.i18n import Message, message
from rapporteur_app.workspace import Reader

NAMED = 3
"""How many problems of one check are told in full; of the rest, how many there are."""


@dataclass(frozen=True)
class Check:
    """One thing that was looked at, whether it holds, and a sentence that says what does not."""

    name: str
    ok: bool
    detail: Message


CheckFunction = Callable[[Reader], Check]


def verdict(name: str, problems: Sequence[Message], well: Message) -> Check:
    """The check that holds if there is no problem; else it tells the first ones, in order."""
    if not problems:
        return Check(name, True, well)  # noqa: FBT003 - `ok` is what the class is about
    told = list(problems[:NAMED])
    if len(problems) > NAMED:
        told.append(message("{count} more do not hold.", count=len(problems) - NAMED))
    detail = told.pop()
    while told:
        detail = message("{first} {rest}", first=told.pop(), rest=detail)
    return Check(name, False, detail)  # noqa: FBT003
