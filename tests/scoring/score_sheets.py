"""What people and spreadsheet programs do to a score sheet, for tests."""

import json
import shutil
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from rapporteur_app.scoring.sheet_marks import HIDDEN, IDENTITY_FIELDS, Identity, parse_identity

SCORES, TOTALS = 1, 2
"""Places of the sheets."""
FIRST_ROW = 6

WITHOUT_OFFICE = shutil.which("soffice") is None


def scores_of(book: Workbook):
    """The sheet on which a member scores."""
    return book.worksheets[SCORES]


def fill(path: Path, *, score="4", comment="good", skip=()) -> Path:
    """Type an answer into every row."""
    book = load_workbook(path)
    sheet = scores_of(book)
    for row in range(FIRST_ROW, sheet.max_row + 1):
        if row not in skip:
            sheet.cell(row, 5, "pass" if sheet.cell(row, 3).value == "INTEG" else score)
            sheet.cell(row, 6, comment)
    book.save(path)
    return path


def with_identity(path: Path, *, whole: bool = True, **changed: object) -> Path:
    """Change the hidden identity; with `whole`, by somebody who makes the check digits anew."""
    book = load_workbook(path)
    cell = book[HIDDEN]["A1"]
    known = parse_identity(cell.value)
    assert known is not None
    fields = {**vars(known), **changed}
    if whole:
        cell.value = Identity(**{name: fields[name] for name in IDENTITY_FIELDS}).text
    else:
        cell.value = json.dumps({**json.loads(str(cell.value)), **changed})
    book.save(path)
    return path


def saved_by_office(path: Path, folder: Path, ending: str, *options: str) -> Path:
    """The workbook as LibreOffice saves it, which computes its formulas."""
    kind = ":".join((ending, *options))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind,
         "--outdir", str(folder / "saved"), str(path)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    (found,) = (folder / "saved").glob(f"{path.stem}*.{ending}")
    return found


def edited_by_office(path: Path, folder: Path, cells: dict[str, str | float]) -> Path:
    """LibreOffice opens the workbook, types into cells of the sheet of scores, and saves it under its own name."""
    office = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    # A new profile is made at the first start, over whatever lies there.
    subprocess.run([*office, "--terminate_after_init"], check=True, capture_output=True, timeout=180)
    typed = "\n".join(
        f'sheet.getCellRangeByName("{place}").{"setString" if isinstance(value, str) else "setValue"}('
        f"{quoted(value) if isinstance(value, str) else value})"
        for place, value in cells.items()
    )
    module = MODULE.format(code=MACRO.format(url=path.as_uri(), scores=SCORES, typed=typed))
    basic = folder / "profile" / "user" / "basic" / "Standard"
    basic.mkdir(parents=True, exist_ok=True)
    (basic / "Module1.xba").write_text(module, "utf-8")
    (basic / "script.xlb").write_text(LIBRARY, "utf-8")
    (basic.parent / "script.xlc").write_text(LIBRARIES, "utf-8")
    subprocess.run([*office, "macro:///Standard.Module1.Fill"], check=True, capture_output=True, timeout=180)
    return path


def quoted(text: str) -> str:
    """A text in a macro, and that in an XML file."""
    return escape('"' + text.replace('"', '""') + '"')


MACRO = """Sub Fill
doc = StarDesktop.loadComponentFromURL(&quot;{url}&quot;, &quot;_blank&quot;, 0, Array())
sheet = doc.Sheets.getByIndex({scores})
{typed}
doc.store()
doc.close(True)
StarDesktop.terminate()
End Sub
"""
MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
{code}</script:module>
"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Module1"/></library:library>
"""
LIBRARIES = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">
<library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple"
 library:link="false"/></library:libraries>
"""
