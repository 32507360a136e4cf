"""A conflict that a member finds while scoring: declared with its reason, or taken back."""

from typing import TYPE_CHECKING

from rapporteur_app.i18n import message
from rapporteur_app.ui.dialogs.asking import AskDialog
from rapporteur_app.ui.plain import seen
from rapporteur_app.ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from rapporteur_app.ui.scoring.pack_page import PackPage


def ask_conflict(page: "PackPage") -> None:
    """Ask for the reason of a conflict with the candidate at hand; take back one that was declared here."""
    opened, number = page.snapshot, page.candidate
    if opened is None or number is None:
        return
    if number in opened.work.conflicts:
        del opened.work.conflicts[number]
        page.note_change(number)
        page.show_candidate()
        return
    dialog = AskDialog(
        page,
        message("A conflict found while scoring"),
        message("&Declare it"),
        hint=message(
            "{candidate}: you do not score this candidate any further. The conflict travels in the open part of your "
            "ballot. Your scores stay here; take the conflict back, and they count again.",
            candidate=seen(f"{opened.candidate(number)['name']} (C{number})"),
        ),
    )
    reason = TextArea(lines=3)
    dialog.form.add(message("&Reason"), reason)
    dialog.answered.connect(lambda: _declare(page, dialog, number, reason.toPlainText().strip()))
    dialog.open()
    reason.setFocus()


def _declare(page: "PackPage", dialog: AskDialog, number: int, reason: str) -> None:
    if not reason:
        dialog.refuse(message("A reason is needed."))
    elif page.snapshot is not None:
        page.snapshot.work.conflicts[number] = reason
        dialog.finish()
        page.note_change(number)
        page.show_candidate()
