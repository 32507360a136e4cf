"""The part of the scoring page's menu that is about the keys which open the ballots."""

from typing import TYPE_CHECKING

from rapporteur_app.i18n import LANGUAGE_NAMES, LANGUAGES, Message, message
from rapporteur_app.scoring.member_keys import selection_words
from rapporteur_app.ui.dialogs.asking import data
from rapporteur_app.ui.scoring.holder_dialogs import ForgottenDialog, HomeKeyDialog, SheetDialog, ask_key_from_home
from rapporteur_app.ui.scoring.keys_dialog import KeysDialog
from rapporteur_app.ui.scoring.told_dialog import ToldDialog

if TYPE_CHECKING:
    from rapporteur_app.ui.scoring.board_menu import BoardMenu
    from rapporteur_app.ui.scoring.scoring_page import ScoringPage


class KeysMenu:
    """Keys made at home, kept on paper, replaced; and the words by which the chair knows them."""

    def __init__(self, more: "BoardMenu", page: "ScoringPage") -> None:
        menu = more.submenu(message("Opening &keys"))

        def has_keys() -> bool:
            return page.snapshot is not None and page.snapshot.has_keys

        def is_frozen() -> bool:
            return page.snapshot is not None and page.snapshot.frozen

        self.words = more.add(
            menu, message("The selection's &words…"), lambda: tell_words(page), has_keys, writes=False
        )
        menu.addSeparator()
        self.home = more.add(menu, message("Make a key for &home…"), lambda: HomeKeyDialog(page).open(), writes=False)
        self.take_in = more.add(
            menu, message("&Take in a key made at home…"), lambda: ask_key_from_home(page), is_frozen
        )
        menu.addSeparator()
        self.sheet = more.add(
            menu, message("&Print a recovery sheet…"), lambda: SheetDialog(page).open(), has_keys, writes=False
        )
        self.forgotten = more.add(
            menu, message("&Forgotten passphrase…"), lambda: ForgottenDialog(page).open(), has_keys
        )
        self.replace = more.add(menu, message("&Replace lost keys…"), lambda: _ask_replace(page), has_keys)


def _ask_replace(page: "ScoringPage") -> None:
    if page.snapshot is not None:
        KeysDialog(page, two=page.snapshot.two, replace=True).open()


def tell_words(page: "ScoringPage") -> None:
    """Tell the selection's four words, in each language in which a member's pack may show them."""
    workspace = page.desk.workspace

    def read(_progress: object) -> dict[str, str]:
        with workspace.reading() as reader:
            return {language: selection_words(reader, workspace.id, language) for language in LANGUAGES}

    page.desk.run_in_background(page, read, lambda words: _show_words(page, words))


def _show_words(page: "ScoringPage", words: dict[str, str]) -> None:
    lines: list[Message] = [
        message(
            "The chair reads these words to the members before they score; each pack shows them in its member's "
            "language. If a member sees others, the pack is sealed to other keys: they do not score."
        ),
        *(data(f"{LANGUAGE_NAMES[language]}: {found}") for language, found in words.items()),
    ]
    if not all(words.values()):
        lines = [message("The words are there once the first pack is made.")]
    ToldDialog(page, message("The selection's words"), lines).open()
