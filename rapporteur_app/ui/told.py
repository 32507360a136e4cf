"""An act of the log as the window tells it: with words in place of the codes that the log keeps."""

from dataclasses import replace

from rapporteur_app.i18n import Message, message

WORDS: dict[tuple[str, str], Message] = {
    ("state", "met"): message("met"),
    ("state", "not_met"): message("not met"),
    ("state", "to_clarify"): message("to clarify"),
    ("stance", "endorse"): message("endorses"),
    ("stance", "dissent"): message("dissents"),
}
"""By a place in the sentence and the code that stands there."""


def told(action: Message) -> Message:
    """The same sentence with its codes in words; also within the sentence that an undo quotes."""
    values = {
        place: told(value) if isinstance(value, Message) else WORDS.get((place, str(value)), value)
        for place, value in action.values.items()
    }
    return replace(action, values=values)
