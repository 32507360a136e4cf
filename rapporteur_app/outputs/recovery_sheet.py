"""The recovery sheet: an opening key on one printed page, for an envelope that lies with somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur_app.i18n import message
from rapporteur_app.model import Holder
from rapporteur_app.outputs.pdf import set_page
from rapporteur_app.scoring.keys import FIRST_ROUND
from rapporteur_app.scoring.opening_keys import unlocked_key
from rapporteur_app.setup.settings import setting
from rapporteur_app.trust.recovery import recovery_lines

if TYPE_CHECKING:
    from rapporteur_app.i18n import Catalogue
    from rapporteur_app.workspace import Reader

TEMPLATE = "recovery.typ"

HOLDERS = {
    Holder.CHAIR: message("The chair's key"),
    Holder.WITNESS: message("The witness's key"),
}

SENTENCES = (
    message("These lines are the key itself: who reads them needs no passphrase. Print one copy and delete the file."),
    message("Seal the sheet in an envelope and leave it with somebody who is not of the secretariat."),
    message("The two sheets of chair and witness are never kept in one place."),
    message("The last two signs of each line check the line: a slip is found where it was made."),
    message("Where the passphrase is forgotten, the lines are typed into the program and a new passphrase is chosen."),
)


def recovery_sheet(reader: Reader, holder: Holder, passphrase: str, words: Catalogue) -> bytes:
    """The PDF of a holder's recovery sheet.

    Raises:
        WrongStage: the holder has no key.
        WrongPassphrase: the passphrase does not fit.
    """
    key = unlocked_key(reader, holder, passphrase)
    facts = [
        (message("Selection"), setting(reader, "title")),
        (message("Scoring round"), str(FIRST_ROUND)),
        (message("Public key"), key.public[:32] + "…"),
    ]
    content = {
        "lang": words.language,
        "kind": words.text("Recovery sheet"),
        "holder": words.render(HOLDERS[holder]),
        "facts": [[words.render(name), value] for name, value in facts],
        "lines": recovery_lines(key),
        "sentences": [words.render(sentence) for sentence in SENTENCES],
    }
    return set_page(TEMPLATE, content)
