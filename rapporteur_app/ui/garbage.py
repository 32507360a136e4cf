"""No search for garbage while a great many rows are read: it holds up every thread, for half a second at worst.

What nobody refers to any more is freed all the same; the search is for things that refer to each other.
"""

import gc
import threading

SETTLED_AFTER = 8
"""So many readings, and most of what the program loads is there to stay: no search need look at it again."""


class Uncollected:
    """While this is entered, in whatever thread, Python does not search. `with UNCOLLECTED: …`."""

    def __init__(self) -> None:
        self._lock, self._inside, self._left = threading.Lock(), 0, 0

    def __enter__(self) -> None:
        with self._lock:
            self._inside += 1
            gc.disable()
            self._settle()

    def __exit__(self, *_error: object) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside:
                return
            self._left += 1
            self._settle()
            gc.enable()

    def _settle(self) -> None:
        if self._left <= SETTLED_AFTER:
            gc.freeze()


UNCOLLECTED = Uncollected()
