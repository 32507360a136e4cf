"""Texts on widgets that follow the window's language: each is put once, and put again when the language changes."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from shiboken6 import isValid

from rapporteur_app.i18n import Catalogue, Message
from rapporteur_app.ui.plain import seen

Setter = Callable[[str], object]

NO_WORDS = Message("")
"""Nothing to say."""


class Words:
    """The texts of one page or dialog, each with the method that shows it."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._put: dict[tuple[int, str], tuple[Setter, Message]] = {}

    def put(self, setter: Setter, words: Message) -> None:
        """Show a text now, and again in each later language. Putting another text through the same setter replaces it.

        Args:
            setter: what shows the text: `label.setText`, `button.setAccessibleName`, `field.setPlaceholderText`…
            words: the text, waiting for its language.
        """
        self._put[_key(setter)] = (setter, words)
        setter(seen(self.catalogue.render(words)))

    def forget(self, setter: Setter) -> None:
        """Leave what this setter shows alone from now on."""
        self._put.pop(_key(setter), None)

    def speak(self, catalogue: Catalogue) -> None:
        """Change the language of all texts; those of widgets that are gone are forgotten."""
        self.catalogue = catalogue
        for key, (setter, words) in list(self._put.items()):
            if _is_gone(setter):
                del self._put[key]
            else:
                setter(seen(catalogue.render(words)))


def _key(setter: Setter) -> tuple[int, str]:
    owner = getattr(setter, "__self__", None)
    return (id(setter), "") if owner is None else (id(owner), getattr(setter, "__name__", ""))


def _is_gone(setter: Setter) -> bool:
    owner = getattr(setter, "__self__", None)
    return isinstance(owner, QObject) and not isValid(owner)
