"""The report as a Word document: the same words as the PDF, each marked with its language."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from rapporteur_app.outputs.widths import GAP, SIDE, TEXT_WIDTH, small

if TYPE_CHECKING:
    from rapporteur_app.outputs.wording import Document, Run, WordedBlock

INK = "1F2A37"
ACCENT = "1D4E72"
RULE = "C9D2DA"
SOFT = "F3F6F8"
SHORT = 15
"""A table of so many rows, or fewer, is not parted."""


def docx_bytes(document: Document) -> bytes:
    """The Word document of a report in one language."""
    import docx

    made = docx.Document()
    _dress(made, document)
    _front(made, document)
    letters = iter("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    for section in document["sections"]:
        mark = f"{document['annex']} {next(letters)}. " if section["annex"] else ""
        made.add_heading(mark + section["title"], 1)
        for place, block in enumerate(section["blocks"]):
            _block(made, block)
            if block["kind"] != "table" and leads_to_table(section["blocks"][place + 1 :]):
                made.paragraphs[-1].paragraph_format.keep_with_next = True
    _runs(made.add_paragraph(style="Note"), [{"text": document["made"], "lang": document["lang"]}])
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def leads_to_table(after: list[WordedBlock]) -> bool:
    """Whether a table is next, or a remark and then a table: the text before it stays on its page."""
    if after and after[0].get("style") == "note":
        after = after[1:]
    return bool(after) and after[0]["kind"] == "table"


def _dress(made: Any, document: Document) -> None:
    """Page, styles, properties and the running foot."""
    from docx.shared import Cm

    page = made.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.3)
    page.top_margin = page.bottom_margin = Cm(2.4)
    title = " ".join(run["text"] for run in document["title"])
    made.core_properties.title = f"{document['kind']} – {title}"
    made.core_properties.author, made.core_properties.comments = "", ""
    made.core_properties.language = document["lang"]
    _styles(made, document["lang"])
    foot = page.footer.paragraphs[0]
    _run(foot, {"text": f"{title}   ·   {document['page']} ", "lang": document["lang"]})
    _field(foot, "PAGE")
    _run(foot, {"text": " / ", "lang": document["lang"]})
    _field(foot, "NUMPAGES")


def _styles(made: Any, language: str) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm, Pt

    normal = made.styles["Normal"]
    _font(normal, 10.5, INK)
    _set_language(normal.element.get_or_add_rPr(), language)
    normal.paragraph_format.space_after = Pt(6)
    for name, size in (("Title", 25), ("Heading 1", 15)):
        _font(made.styles[name], size, INK if name == "Title" else ACCENT)
    made.styles["Heading 1"].paragraph_format.space_before = Pt(20)
    made.styles["Heading 1"].paragraph_format.space_after = Pt(8)
    note = made.styles.add_style("Note", WD_STYLE_TYPE.PARAGRAPH)
    note.base_style = normal
    _font(note, 9, "606060")
    said = made.styles.add_style("Said", WD_STYLE_TYPE.PARAGRAPH)
    said.base_style = normal
    said.paragraph_format.left_indent = Cm(0.6)
    _border(said.element.get_or_add_pPr(), "left", 12)
    _font(made.styles["Footer"], 8.5, "606060")


def _font(style: Any, size: float, colour: str) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size = "Cambria", Pt(size)
    style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), "Cambria")


def _front(made: Any, document: Document) -> None:
    """The head of the report: kind, title, position, the facts at a glance."""
    from docx.shared import Pt

    kind = made.add_paragraph()
    kind.paragraph_format.space_before = Pt(30)
    _run(kind, {"text": document["kind"].upper(), "lang": document["lang"]})
    kind.runs[0].font.size = Pt(11)
    _runs(made.add_paragraph(style="Title"), document["title"])
    if document["subtitle"][0]["text"]:
        _runs(made.add_paragraph(), document["subtitle"])
    table = made.add_table(rows=0, cols=2)
    for label, value in document["facts"]:
        cells = table.add_row().cells
        _runs(cells[0].paragraphs[0], label)
        _runs(cells[1].paragraphs[0], value, bold=True)
    _finish(table, [1.7, 2.3])


def _block(made: Any, block: WordedBlock) -> None:
    if block["kind"] == "table":
        _table(made, block)
        return
    style = {"quote": "Said", "note": "Note"}.get(block["style"], "Normal")
    _runs(made.add_paragraph(style=style), block["runs"])


def _table(made: Any, block: WordedBlock) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    table = made.add_table(rows=0, cols=len(block["header"]))
    size = small(len(block["header"]))
    for number, row in enumerate([block["header"], *block["rows"]]):
        added = table.add_row()
        once = added._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no other way to repeat a header
        once.append(OxmlElement("w:cantSplit"))
        if number == 0:
            header = OxmlElement("w:tblHeader")
            header.set(qn("w:val"), "true")
            once.append(header)
        for cell, runs, right, gap in zip(added.cells, row, block["numbers"], block["gaps"], strict=True):
            _cell(cell, runs, right=right, header=number == 0, size=size)
            if gap:
                cell.paragraphs[0].paragraph_format.left_indent = Cm(GAP)
    _keep_together(table)
    _finish(table, block["widths"])
    made.add_paragraph().paragraph_format.space_after = Pt(2)


def _keep_together(table: Any) -> None:
    """A short table stays on one page; of a longer one no page holds only the first row, or only the last."""
    last = len(table.rows) - 1
    for number, row in enumerate(table.rows):
        if number < last and (last <= SHORT or number < 2 or number == last - 1):
            for cell in row.cells:
                cell.paragraphs[0].paragraph_format.keep_with_next = True


def _cell(cell: Any, runs: list[Run], *, right: bool, header: bool, size: float) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    paragraph = cell.paragraphs[0]
    _runs(paragraph, runs, bold=header)
    paragraph.paragraph_format.space_after = Pt(1)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for run in paragraph.runs:
        run.font.size = Pt(size)
    if header:
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", SOFT)):
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - python-docx has no other way to shade a cell


def _finish(table: Any, widths: list[float]) -> None:
    """Thin rules between the rows, and the widths of the columns."""
    from docx.oxml import OxmlElement
    from docx.shared import Cm

    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(_line(OxmlElement(f"w:{side}"), 4))
    table.autofit = False
    table._tbl.tblPr.append(borders)  # noqa: SLF001 - python-docx has no other way to set rules
    table._tbl.tblPr.append(_margins())  # noqa: SLF001
    for column, width in enumerate(widths):
        size = Cm(TEXT_WIDTH * width / sum(widths))
        table.columns[column].width = size
        for cell in table.columns[column].cells:
            cell.width = size


def _margins() -> Any:
    """The room on either side of the text in every cell of a table."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm

    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(Cm(SIDE).twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    return margins


def _border(properties: Any, side: str, size: int) -> None:
    from docx.oxml import OxmlElement

    borders = OxmlElement("w:pBdr")
    borders.append(_line(OxmlElement(f"w:{side}"), size))
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")


def _line(element: Any, size: int) -> Any:
    from docx.oxml.ns import qn

    for name, value in (("val", "single"), ("sz", str(size)), ("space", "6"), ("color", RULE)):
        element.set(qn(f"w:{name}"), value)
    return element


def _runs(paragraph: Any, runs: list[Run], *, bold: bool = False) -> None:
    for number, run in enumerate(runs):
        if number:
            paragraph.add_run().add_break()
        _run(paragraph, run, bold=bold)


def _run(paragraph: Any, run: Run, *, bold: bool = False) -> None:
    made = paragraph.add_run(run["text"])
    made.bold = bold or None
    _set_language(made._r.get_or_add_rPr(), run["lang"])  # noqa: SLF001 - python-docx has no other way to set it


def _set_language(properties: Any, language: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), language)
    properties.append(mark)


def _field(paragraph: Any, code: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    shown = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    shown.append(text)
    field.append(shown)
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no other way to number pages
