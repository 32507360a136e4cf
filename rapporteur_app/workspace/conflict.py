"""Copies that a synchronising folder made because two machines wrote: known by the names that it gives them."""

import platform
import re
from pathlib import Path

DAY = r"\d{4}-\d{2}-\d{2}"

SAYS = r"(?:[^()]*\bconflicted copy|copia en conflicto|copie en conflit|cópia em conflito)"
DATED = re.compile(rf"(?P<name>.+?) ?\({SAYS}\b[^()]*{DAY}[^()]*\)", re.IGNORECASE)
"""Dropbox and Nextcloud: 'X (Ana's conflicted copy 2021-04-01)', 'X (copia en conflicto de Ana 2021-04-01)'."""

SYNCTHING = re.compile(r"(?P<name>.+)\.sync-conflict-\d{8}-\d{6}-[A-Z0-9]{7}")

MACHINE = r"(?:DESKTOP|LAPTOP)-[A-Z0-9]{3,15}"
"""The names that Windows gives machines; OneDrive puts the machine's name behind the file's."""


def conflict_copy_of(path: Path) -> Path | None:
    """The file that this one is a conflict copy of, or None where the name does not say so for certain.

    'X (1)' is any copy that a person or a browser made, and no conflict copy. 'X-DESKTOP-ABC' (OneDrive) is one only
    while X lies beside it, as a person may give such a name as well.
    """
    said = DATED.fullmatch(path.stem) or SYNCTHING.fullmatch(path.stem)
    if said:
        return path.with_name(said["name"] + path.suffix)
    here = re.escape(platform.node()) or MACHINE
    onedrive = re.fullmatch(rf"(?P<name>.+?)-(?:{MACHINE}|{here})(?:-\d{{1,3}})?", path.stem)
    original = path.with_name(onedrive["name"] + path.suffix) if onedrive else path
    return original if onedrive and original.is_file() else None
