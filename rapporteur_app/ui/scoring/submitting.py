"""From the work to a ballot: what is missing, where the file goes, and what the member must know afterwards."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from rapporteur_app.i18n import Message, message
from rapporteur_app.scoring.ballots import SUFFIX, gaps
from rapporteur_app.ui.scoring.key_asking import with_key
from rapporteur_app.ui.scoring.missing_dialog import MissingDialog

if TYPE_CHECKING:
    from rapporteur_app.ui.scoring.pack_page import PackPage
    from rapporteur_app.ui.scoring.saver import Submitted


def submit(page: "PackPage") -> None:
    """Say what is missing, or ask where the final ballot goes."""
    opened = page.snapshot
    if opened is None:
        return
    found = gaps(opened.pack, opened.work)
    if found:
        MissingDialog(page, found, page.walk.go_to_nth).open()
    else:
        ask_out(page, final=True)


def ask_out(page: "PackPage", *, final: bool) -> None:
    """Ask where the ballot goes, and write it."""
    opened = page.snapshot
    if opened is None:
        return
    suggested = page.path.with_name(f"{opened.pack.header.member}-{opened.work.revision + 1}{SUFFIX}")
    kind = page.text("Ballots")
    pattern = f"{kind} (*{SUFFIX})"
    chosen, _ = QFileDialog.getSaveFileName(page, page.text("Where the ballot goes"), str(suggested), pattern)
    if chosen:
        write_ballot(page, Path(chosen), final=final)


def write_ballot(page: "PackPage", out: Path, *, final: bool) -> None:
    """Write the ballot of what is scored, and tell its revision and the words of the key."""
    opened, saver = page.snapshot, page.saver
    if opened is None or saver is None:
        return
    saver.take(opened.work)
    with_key(
        page,
        lambda passphrase: saver.submit(out, final=final, passphrase=passphrase),
        lambda done: _submitted(page, done),
    )


def _submitted(page: "PackPage", done: "Submitted") -> None:
    made, kept = done.ballot, done.kept
    if page.snapshot is None:
        return
    page.snapshot.work.revision, page.snapshot.work.previous = done.work.revision, done.work.previous
    page.show_progress()
    values = {"file": str(made.path), "revision": made.revision}
    told: Message = (
        message("Ballot written, revision {revision}: {file}. Send it to the secretariat.", **values)
        if made.final
        else message("Draft written, revision {revision}: {file}. It does not count as returned.", **values)
    )
    read = message("When the secretariat calls, read out: {words}.", words=done.words)
    told = message("{written} {key}", written=told, key=read)
    if kept is not None:
        told = message("{written} {key}", written=told, key=kept.sentence)
    page.tell(told, kind="good")
    page.desk.announce(told)
