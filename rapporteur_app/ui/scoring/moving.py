"""To another computer and on from there: key and work travel as one file that a passphrase locks."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QLineEdit

from rapporteur_app.errors import RapporteurError, UnreadableFile
from rapporteur_app.i18n import Message, message
from rapporteur_app.scoring.transfer import SUFFIX, Arrival, Newer, unpack, which_is_newer
from rapporteur_app.trust.transfer import LARGEST
from rapporteur_app.ui.dialogs.asking import AskDialog
from rapporteur_app.ui.dialogs.confirm import confirm
from rapporteur_app.ui.scoring.key_asking import with_key
from rapporteur_app.ui.scoring.passphrase_dialog import PassphraseDialog

if TYPE_CHECKING:
    from rapporteur_app.scoring.pack_reading import OpenPack
    from rapporteur_app.scoring.work import Work
    from rapporteur_app.ui.scoring.pack_page import PackPage

VERDICTS: dict[Newer, Message] = {
    Newer.ARRIVED: message("The file is newer."),
    Newer.HERE: message("The work on this computer is newer."),
    Newer.SAME: message("Both are the same."),
    Newer.UNCLEAR: message("Neither is clearly newer than the other."),
}


def move_out(page: "PackPage") -> None:
    """Ask for a passphrase and a place, and write the file."""

    def chosen(passphrase: str) -> bool:
        opened = page.snapshot
        if opened is None:
            return False
        suggested = page.path.with_name(f"{opened.pack.header.member}{SUFFIX}")
        kind = page.text("Files for another computer")
        pattern = f"{kind} (*{SUFFIX})"
        out, _ = QFileDialog.getSaveFileName(page, page.text("Where the file goes"), str(suggested), pattern)
        if out:
            _write(page, Path(out), passphrase)
        return bool(out)

    hint = message(
        "Your key and your work, private notes too, go into one file that this passphrase locks. Take it and the pack "
        "to the other computer and choose “Continue from another computer…” there. From then on score there only."
    )
    PassphraseDialog(page, message("Move to another computer"), message("&Write the file…"), hint, chosen).open()


def _write(page: "PackPage", out: Path, passphrase: str) -> None:
    saver, opened = page.saver, page.snapshot
    if saver is None or opened is None:
        return
    saver.take(opened.work)
    told = message("Written: {file}. Without the passphrase nobody can use it, you neither.", file=str(out))
    with_key(page, lambda key: saver.move_out(out, passphrase, key), lambda _none: page.tell(told, kind="good"))


def ask_move_in(page: "PackPage") -> None:
    """Ask which file came from the other computer."""
    kind = page.text("Files for another computer")
    pattern = f"{kind} (*{SUFFIX})"
    chosen, _ = QFileDialog.getOpenFileName(page, page.text("The file from the other computer"), "", pattern)
    if chosen:
        move_in(page, Path(chosen))


def move_in(page: "PackPage", path: Path) -> None:
    """Ask for the passphrase of such a file, and go on with what is in it."""
    if page.snapshot is not None:
        ArrivalDialog(page, path, page.snapshot.pack).open()


class ArrivalDialog(AskDialog):
    """Asks for the passphrase until it fits; then, where something is here already, what to go on with."""

    def __init__(self, page: "PackPage", path: Path, pack: "OpenPack") -> None:
        hint = message("The passphrase that you gave on the other computer opens {file}.", file=path.name)
        super().__init__(page, message("Continue from another computer"), message("&Open the file"), hint=hint)
        self._page, self._path, self._pack = page, path, pack
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.form.add(message("&Passphrase"), self.field)
        self.answered.connect(self._open_it)
        self.field.setFocus()

    def _open_it(self) -> None:
        passphrase = self.field.text()
        self.do.setEnabled(False)
        self._page.desk.run_in_background(
            self, lambda _progress: unpack(self._pack, read_small(self._path), passphrase), self._weigh, self._refused
        )

    def _refused(self, error: Exception) -> None:
        if isinstance(error, RapporteurError):
            self.refuse(error.message)
        else:
            self.finish()
            self._page.desk.tasks.tell(self._page, error)

    def _weigh(self, arrival: Arrival) -> None:
        self.finish()
        page, saver, opened = self._page, self._page.saver, self._page.snapshot
        if saver is None or opened is None:
            return
        newer = which_is_newer(opened.work, arrival.work)
        if (opened.work.is_begun and newer is not Newer.SAME) or saver.has_other_key(arrival):
            question = _question(opened.work, arrival.work, newer)
            confirm(
                page, page.desk.catalogue, question, message("&Go on with the file's"),
                lambda: _take(page, arrival), title=message("Two works on one pack"),
            )  # fmt: skip
        else:
            _take(page, arrival)


def _question(here: "Work", arrived: "Work", newer: Newer) -> Message:
    return message(
        "Here: {here}. In the file: {there}. {verdict} If you go on with the file's, the work and the key of this "
        "computer are replaced by those in the file; the work that is here now is kept in a file beside it.",
        here=_standing(here),
        there=_standing(arrived),
        verdict=VERDICTS[newer],
    )


def _standing(work: "Work") -> Message:
    return message("revision {revision}, {given} answers", revision=work.revision, given=work.given)


def _take(page: "PackPage", arrival: Arrival) -> None:
    saver, opened = page.saver, page.snapshot
    if saver is None or opened is None:
        return
    saver.take(opened.work)

    def taken(work: "Work") -> None:
        page.take_work(work)
        told = message("You go on from the other computer: {standing}. Score here only from now on.",
                       standing=_standing(work))  # fmt: skip
        page.tell(told, kind="good")

    page.desk.run_in_background(page, lambda _progress: saver.move_in(arrival)[0], taken)


def read_small(path: Path, most: int = LARGEST) -> bytes:
    """A file's bytes, unless it is far larger than it can be.

    Raises:
        UnreadableFile: it cannot be read, or is too large.
    """
    try:
        if path.stat().st_size > 3 * most:
            raise UnreadableFile(message("{file} is too large for such a file.", file=path.name))
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(message("{file} cannot be read.", file=str(path)), str(error)) from error
