"""What keys, envelopes and sealed parts refuse, each in the sentence that the protocol's table gives (trust.md)."""

from rapporteur_app.errors import BadInput, NotFound, NotOpened, UnreadableFile
from rapporteur_app.i18n import message


class Tampered(UnreadableFile):
    """The file is not, byte for byte, what was signed."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(message("Changed after signing."), detail)


class Unreadable(UnreadableFile):
    """The file is none of ours, is incomplete, or breaks a limit or the format."""


class NewerFormat(UnreadableFile):
    """The file's format is of another version than this program reads."""

    def __init__(self, version: int) -> None:
        text = message(
            "This file needs a version of the program that reads format {version}. Install a newer one.",
            version=version,
        )
        super().__init__(text)


class WrongKey(UnreadableFile):
    """The signature is good, but made with another key than the member's. The caller, who knows that key, decides."""

    def __init__(self, member: str) -> None:
        super().__init__(message("Not signed with {member}'s key.", member=member))


class SealedForAnother(UnreadableFile):
    """The sealed part was made for another member, selection, round, revision, key or rubric than the clear part."""


class ContentDiffers(UnreadableFile):
    """The sealed part opens, but holds other bytes than the clear part's signature vouches for."""

    def __init__(self, member: str) -> None:
        super().__init__(message("The sealed part is not the one that {member} signed for.", member=member))


class TooLarge(BadInput):
    """What is to be written breaks a limit that every reader checks."""


class WeakPassphrase(BadInput):
    """The passphrase is too short to be kept beside what it locks."""


class NoKey(NotFound):
    """No key is kept under this name."""


class Locked(NotOpened):
    """A key is there, but neither keyring nor passphrase gives it."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(message("Locked: needs the keyring or passphrase."), detail)


class WrongPassphrase(NotOpened):
    """The passphrase does not open the lock (or the locked bytes were changed: the two cannot be told apart)."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(message("Not opened: the passphrase does not fit this key."), detail)


class WrongOpener(NotOpened):
    """The opening key does not open this box."""


class PassphrasesMissing(NotOpened):
    """Both holders are needed, and are not there."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(message("Not opened: needs chair's and witness's passphrases."), detail)


class WitnessPartMissing(NotOpened):
    """The outer box is still on."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(message("Not opened: the witness's part is missing."), detail)
