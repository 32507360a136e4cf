"""Writes docs/fields.md from the table of fields in the code."""

from pathlib import Path

from rapporteur_app.intake.fields import FIELDS

TARGET = Path(__file__).resolve().parent.parent / "docs" / "fields.md"
HOW = {
    "text": "kept as written",
    "name": "several persons on separate lines, after numbers, or joined with ';'; 'and', '&' and '/' are asked about",
    "moment": "date and time with offset; without a zone it takes the import's and is marked; a year alone gives null",
    "email": "checked, never changed",
    "phone": "kept as written, with '+' and leading zeros",
    "country": "ISO 3166-1 alpha-2, from names in four languages",
    "constituency": "the template's code",
    "areas": "the template's numbers, from multi-select cells",
    "languages": "ISO 639-1, from names in four languages",
    "gender": "the template's code",
    "age_group": "the template's code",
    "yes_no": "yes or no in four languages",
}


def main() -> None:
    """Write the table."""
    lines = [
        "# Fields of a nomination",
        "",
        "Made from the code by `python tools/fields_doc.py`. A value that cannot be read is null, its text stays in",
        "`raw`, and its cell is flagged. The names are those of MAP.toml and of `nominate --set`.",
        "",
        "| field | of whom | meaning | how it is read |",
        "| --- | --- | --- | --- |",
        *(f"| `{f.name}` | {f.scope.value} | {f.title} | {HOW[f.kind.value]} |" for f in FIELDS),
    ]
    TARGET.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
