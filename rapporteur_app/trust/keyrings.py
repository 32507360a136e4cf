"""The system's own keyring, asked in a way that can neither block nor prompt."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Protocol, TypeVar

Answer = TypeVar("Answer")

SERVICE = "rapporteur"
PATIENCE = 5.0
"""Seconds after which a keyring that says nothing counts as silent."""

SYSTEM_BACKENDS = frozenset({"keyring.backends.Windows", "keyring.backends.macOS", "keyring.backends.SecretService"})
"""The backends that are a system's own. Others keep secrets in files, keep nothing at all, or ask on the terminal."""


class KeyringSilent(Exception):
    """The keyring is missing, locked, broken or slow. Not for people: the key store falls back or says `Locked`."""


class Keyring(Protocol):
    """Where a key's text may be kept by name."""

    def get(self, name: str, /) -> str | None:
        """The text kept under a name, or None. Raises KeyringSilent."""

    def put(self, name: str, text: str, /) -> None:
        """Keep a text, and make sure that it is kept. Raises KeyringSilent."""


class NoKeyring:
    """A keyring that is never there."""

    def get(self, _name: str, /) -> str | None:
        """Nothing: raises KeyringSilent."""
        raise KeyringSilent("no keyring is used")

    def put(self, _name: str, _text: str, /) -> None:
        """Nothing: raises KeyringSilent."""
        raise KeyringSilent("no keyring is used")


class SystemKeyring:
    """The keyring of Windows, of macOS, or of a Linux desktop (Secret Service), through the package keyring.

    One that was silent once is not asked again: nobody shall wait twice.
    """

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._silent: KeyringSilent | None = None

    def get(self, name: str, /) -> str | None:
        """The text kept under a name, or None.

        Raises:
            KeyringSilent: there is no keyring, it is locked, it failed, or it did not answer in time.
        """
        return self._ask(lambda: backend().get_password(SERVICE, name))

    def put(self, name: str, text: str, /) -> None:
        """Keep a text under a name, and read it back.

        Raises:
            KeyringSilent: as in `get`, or what was read back differs.
        """
        self._ask(lambda: backend().set_password(SERVICE, name, text))
        if self.get(name) != text:
            raise KeyringSilent("the keyring did not keep the key")

    def _ask(self, call: Callable[[], str | None]) -> str | None:
        if self._silent is not None:
            raise self._silent
        try:
            return within(self._patience, call)
        except KeyringSilent as silent:
            self._silent = silent
            raise


def backend() -> Any:
    """The system's keyring as the package keyring knows it.

    Raises:
        KeyringSilent: there is none, or it could answer only after a prompt.
    """
    import keyring

    chosen = keyring.get_keyring()
    for one in getattr(chosen, "backends", [chosen]):
        module = type(one).__module__
        if module in SYSTEM_BACKENDS:
            if module.endswith("SecretService") and _would_prompt():
                raise KeyringSilent("the keyring is locked")
            return one
    raise KeyringSilent("this system has no keyring")


def _would_prompt() -> bool:
    """Whether the default collection of the Secret Service is missing or locked: using it would open a dialog."""
    import secretstorage

    connection = secretstorage.dbus_init()
    try:
        return bool(secretstorage.Collection(connection).is_locked())
    except secretstorage.exceptions.ItemNotFoundException:
        return True
    finally:
        connection.close()


def within(seconds: float, call: Callable[[], Answer]) -> Answer:
    """What a call gives, if it gives it in time; on a thread of its own, which the program's end does not wait for.

    Raises:
        KeyringSilent: it failed, or took longer.
    """
    answer: Future[Answer] = Future()

    def run() -> None:
        try:
            answer.set_result(call())
        except BaseException as error:  # noqa: BLE001 - a backend may raise anything; it is raised again below
            answer.set_exception(error)

    threading.Thread(target=run, name="keyring", daemon=True).start()
    try:
        return answer.result(timeout=seconds)
    except KeyringSilent:
        raise
    except TimeoutError as error:
        raise KeyringSilent("the keyring did not answer in time") from error
    except Exception as error:
        raise KeyringSilent(f"the keyring failed: {type(error).__name__}") from error
