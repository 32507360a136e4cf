"""The catalogues of the program's texts: extract from the code, bring es, pt, fr up to date, compile.

`python tools/catalogues.py` rewrites resources/locale; `--check` says what is missing and ends with 1.
"""

import argparse
import io
import json
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "resources" / "locale"
LANGUAGES = ("es", "pt", "fr")
KEYWORDS = {"message": None, "text": None, "plural": (1, 2)}
PLACE = re.compile(r"\{([a-z_][a-z0-9_]*)[^}]*\}")
UNCHANGED = Path(__file__).with_name("untranslated.txt")


def extract() -> Catalog:
    """Every text of the code, with where it stands."""
    catalog = Catalog(project="rapporteur", header_comment="# Texts of the Rapporteur program.")
    found = extract_from_dir(
        ROOT / "rapporteur_app", [("**.py", "python")], keywords=KEYWORDS, comment_tags=("Translators:",)
    )
    for file, line, text, comments, context in found:
        if text and text != ("", ""):
            catalog.add(text, locations=[(f"rapporteur_app/{file}", line)], auto_comments=comments, context=context)
    return catalog


def po_path(language: str) -> Path:
    """Where a language's catalogue lies."""
    return LOCALE / language / "LC_MESSAGES" / "rapporteur.po"


def read(language: str) -> Catalog:
    """A language's catalogue as it is, or an empty one."""
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language, project="rapporteur")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update() -> None:
    """Bring every catalogue up to date with the code and compile it."""
    template = extract()
    for language in LANGUAGES:
        catalog = read(language)
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        save(language, catalog)


def save(language: str, catalog: Catalog) -> None:
    """Write a language's catalogue, as text and compiled."""
    path = po_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalog.revision_date = catalog.creation_date = datetime(2021, 4, 5, tzinfo=UTC)
    with path.open("wb") as file:
        write_po(file, catalog, sort_output=True, width=120, no_location=True)
    path.with_suffix(".mo").write_bytes(compiled(catalog))


def compiled(catalog: Catalog) -> bytes:
    """The bytes that gettext reads."""
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def problems(language: str) -> list[str]:
    """What is wrong with a language: missing, placeholders that differ, equal to the source without being listed."""
    catalog, template = read(language), extract()
    allowed = set(UNCHANGED.read_text("utf-8").splitlines()) if UNCHANGED.exists() else set()
    found = []
    for wanted in template:
        if not wanted.id:
            continue
        sources = wanted.id if isinstance(wanted.id, tuple) else (wanted.id,)
        entry = catalog.get(wanted.id)
        texts = (entry.string if isinstance(entry.string, tuple) else (entry.string,)) if entry else ()
        if not texts or not all(texts):
            found.append(f"{language}: not translated: {sources[0]!r}")
            continue
        if any(places(text) != places(sources[-1]) for text in texts[-1:]) or places(texts[0]) - places(sources[-1]):
            found.append(f"{language}: places differ: {sources[0]!r} / {texts[0]!r}")
        if (
            texts[0] == sources[0]
            and sources[0] not in allowed
            and re.search(r"[^\W\d_]{2}", PLACE.sub("", sources[0]))
        ):
            found.append(f"{language}: equal to the source: {sources[0]!r}")
    return found


def fill(language: str, path: Path) -> None:
    """Take translations from a JSON file, {source: text} (for a plural: {source: [one, many]}), and compile."""
    catalog = read(language)
    for source, text in json.loads(path.read_text("utf-8")).items():
        for entry in catalog:
            if entry.id and (entry.id[0] if isinstance(entry.id, tuple) else entry.id) == source:
                entry.string = tuple(text) if isinstance(entry.id, tuple) else text
    save(language, catalog)


def missing(language: str) -> dict[str, object]:
    """What is not translated yet: {source: ""} (for a plural: {source: [many, ""]})."""
    entries = [entry for entry in read(language) if entry.id]
    empty = [entry for entry in entries if not (all(entry.string) if isinstance(entry.id, tuple) else entry.string)]
    return {
        e.id[0] if isinstance(e.id, tuple) else e.id: [e.id[1], ""] if isinstance(e.id, tuple) else "" for e in empty
    }


def places(text: str) -> set[str]:
    """The names of a text's places."""
    return set(PLACE.findall(text))


def main() -> int:
    """Update, or check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="say what is wrong")
    parser.add_argument("--missing", metavar="LANG", help="print what is not translated yet, as JSON")
    parser.add_argument("--fill", nargs=2, metavar=("LANG", "FILE"), help="take translations from a JSON file")
    options = parser.parse_args()
    if options.missing:
        print(json.dumps(missing(options.missing), ensure_ascii=False, indent=0))
        return 0
    if options.fill:
        fill(options.fill[0], Path(options.fill[1]))
        return 0
    if not options.check:
        update()
        return 0
    found = [problem for language in LANGUAGES for problem in problems(language)]
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
