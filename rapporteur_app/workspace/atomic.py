"""Files that appear whole or not at all."""

import os
from collections.abc import Sequence
from pathlib import Path

BINARY = getattr(os, "O_BINARY", 0)
"""Windows would write line ends of its own without it."""


def write_whole(path: Path, data: bytes | Sequence[bytes], *, mode: int = 0o666) -> None:
    """Write a file beside its place, flush it to the disk, and move it there.

    Args:
        path: its place.
        data: what it holds, perhaps in parts.
        mode: who may read and write it, as far as the user's own mask lets it be; it holds from the first moment.

    Raises:
        OSError: the folder cannot be written or the disk is full; the file that stood there is as it was.
    """
    partial = path.with_name(f".{path.name}.new")
    try:
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | BINARY, mode), "wb") as file:
            file.writelines([data] if isinstance(data, bytes) else data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
