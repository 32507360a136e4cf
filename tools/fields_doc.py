"""Writes docs/fields.md from the table of fields in the code."""

from pathlib import Path

from rapporteur_app.intake.fields import FIELDS

TARGET = Path(__file__).resolve().parent.parent / "docs" / "fields.md"
HOW = {
    "text": "kept as written",
    "name": "several persons on separate lines, after numbers, or joined with ';'; 'and', '&' and '/' are asked about",
    "moment": (
        "date and time with offset; without a zone it takes the import's and is marked; a number counts days as "
        "spreadsheets do; whether the day or the month comes first is decided for the column; a year alone gives null"
    ),
    "email": "checked, never changed",
    "phone": "kept as written, with '+' and leading zeros",
    "country": "ISO 3166-1 alpha-2, from names, short or official, and nationalities in four languages",
    "constituency": "the template's code",
    "areas": "the template's numbers, from a cell with several, or from a column for each choice",
    "objectives": "the template's numbers, read like thematic areas",
    "languages": "ISO 639-1, from names in four languages",
    "gender": "the template's code",
    "age_group": "the template's code",
    "yes_no": "yes or no in four languages",
}

SHEETS = (
    "## How a sheet is read",
    "",
    "- **Header**: the row that names most fields; rows above it are titles. A header of two lines (a title over",
    "  several columns; SurveyMonkey's choices under a question) gives columns named `upper – lower`.",
    "- **Groups**: what stands before a name (`nominee/email`) or over it says of whom the column speaks.",
    "- **A column for each choice** (`areas/1`, `area[1]`, `Which areas? [Borders]`, or SurveyMonkey's): the marked",
    "  choices together are the value; each cell stays in `raw`.",
    "- **KoboToolbox**: `_submission_time` is in UTC, so the import's zone is UTC unless a zone is given.",
    "- **A grid of languages** (`Languages [Spanish]` holding `Advanced`): those that are spoken; how well stays in",
    "  `raw`.",
    "- **Merged cells**: what is merged over several rows counts for each nominee in them; a nominee's name and the",
    "  number of a response count for the first row only.",
    "- **Names in parts**: first and second given and family names make the whole name, in this order; `Nom` beside",
    "  `Prénom` is the family name, `Nombre` beside `Apellidos` the given one.",
    "- **Signs that nobody sees** (controls, marks that turn the direction of writing) are left out of what is read;",
    "  `raw` keeps them.",
    "- **Left out, and said with the rows**: totals, notes, another table below (until the same header is repeated).",
    "- **Said as a warning**: other and hidden sheets, hidden rows and columns (they are read), merged cells, an",
    "  encoding that the file does not say, formulas without a result and cells with an error (known of xlsx only),",
    "  the order of day and month, numbers read as dates.",
)


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
    lines += ["", *SHEETS]
    TARGET.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
