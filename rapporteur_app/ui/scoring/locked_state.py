"""What stands on a pack's page while what was scored is sealed and nobody gave the passphrase."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from rapporteur_app.i18n import message

if TYPE_CHECKING:
    from rapporteur_app.ui.scoring.pack_page import PackPage


def show_locked(page: "PackPage") -> None:
    """Say that it is locked, with a button that asks again."""
    if page.unlock is None:
        page.unlock = QPushButton()
        page.word(page.unlock.setText, message("&Unlock…"))
        page.unlock.clicked.connect(lambda _checked: page.reload())
        page.set_empty(
            message("Locked: needs the keyring or passphrase."),
            message("What you scored on this computer is sealed."),
            page.unlock,
            icon="lock",
        )
    page.show_empty()
