"""The report as PDF, set by typst. The words go to the template as data, so that none of them can become markup."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from rapporteur_app.paths import resources_dir

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rapporteur_app.outputs.wording import Document

TEMPLATE = "report.typ"


def pdf_bytes(document: Document) -> bytes:
    """The PDF of a report in one language."""
    return set_page(TEMPLATE, document)


def set_page(template: str, content: Mapping[str, Any]) -> bytes:
    """A PDF set from one of our templates; typst's own fonts are used, whatever the machine has."""
    import typst

    found = typst.compile(
        str(resources_dir() / "documents" / template),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"content": json.dumps(content, ensure_ascii=False)},
    )
    assert isinstance(found, bytes)
    return found
