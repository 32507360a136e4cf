"""Files that appear whole or not at all."""

import os
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Write a file beside its place, flush it to the disk, and move it there.

    Raises:
        OSError: the folder cannot be written or the disk is full; the file that stood there is as it was.
    """
    partial = path.with_name(f".{path.name}.new")
    try:
        with partial.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
