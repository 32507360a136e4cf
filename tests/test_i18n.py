"""The catalogues: complete, with the same places as their source, compiled from what the text files say."""

import ast
import importlib.util
import string
from pathlib import Path

import pytest

from rapporteur_app.i18n import LANGUAGES, Message, catalogue, message

ROOT = Path(__file__).resolve().parents[1]
SPEC = importlib.util.spec_from_file_location("catalogues", ROOT / "tools" / "catalogues.py")
assert SPEC is not None
catalogues = importlib.util.module_from_spec(SPEC)
assert SPEC.loader is not None
SPEC.loader.exec_module(catalogues)


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_a_language_is_complete_and_sound(language: str) -> None:
    assert catalogues.problems(language) == []


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_the_compiled_catalogue_is_the_written_one(language: str) -> None:
    path = catalogues.po_path(language)
    assert path.with_suffix(".mo").read_bytes() == catalogues.compiled(catalogues.read(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_can_be_filled(language: str) -> None:
    words = catalogue(language)
    for entry in catalogues.extract():
        source = entry.id[0] if isinstance(entry.id, tuple) else entry.id
        if source:
            names = {name for _, name, _, _ in string.Formatter().parse(source) if name}
            assert words.text(source, **dict.fromkeys(names, 1)) or not names


def test_every_text_of_the_program_is_in_the_catalogues() -> None:
    """Also one that is asked for where the collector does not look: within an f-string."""
    known = {entry.id[0] if isinstance(entry.id, tuple) else entry.id for entry in catalogues.extract()}
    asked = {
        (str(path.relative_to(ROOT)), call.args[0].value)
        for path in sorted((ROOT / "rapporteur_app").rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and call.args and isinstance(call.args[0], ast.Constant)
        if isinstance(call.args[0].value, str) and _called(call) in {"message", "text", "plural"}
    }
    assert len(asked) > 1000
    assert [place for place in sorted(asked) if place[1] not in known] == []


def _called(call: ast.Call) -> str:
    return str(getattr(call.func, "attr", getattr(call.func, "id", "")))


def test_a_message_inside_a_message_speaks_the_same_language() -> None:
    inner = message("Nominations")
    outer = Message("{stage}", {"stage": inner})
    assert catalogue("es").render(outer) == catalogue("es").text("Nominations")


def test_an_unknown_language_gives_english() -> None:
    assert catalogue("xx").text("Nominations") == "Nominations"
