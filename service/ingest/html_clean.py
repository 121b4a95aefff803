"""What is taken out of a page before its main text is looked for, and out of that text."""

from __future__ import annotations

import re

from lxml.etree import XPath, _Element

from service.ingest.content import Block

HIDDEN = XPath(
    ".//*[@hidden or re:test(@style, '(?:^|;)\\s*(?:display\\s*:\\s*none|visibility\\s*:\\s*hidden)', 'i')]"
    "[not(self::body)]",
    namespaces={"re": "http://exslt.org/regular-expressions"},
)
MAX_HIDDEN = 0.5  # share of a page's text that is hidden only until a script shows it
CELL_WORDS = 40  # in a cell that holds an article's text, and no figure of a table
CELLS = ("td", "th")
PARTS = ("tr", "tbody", "thead", "tfoot", "td", "th", "colgroup", "col", "caption")


def clean(page: _Element) -> None:
    """Hidden parts and tables out; tables that only lay the page out become plain containers."""
    _remove_hidden(page)
    for table in list(page.iter("table")):
        if _is_layout(table):
            for part in table.iter(*PARTS):
                if next(part.iterancestors("table"), None) is table:
                    part.tag = "div"
    for table in list(page.iter("table")):
        if table.find("div") is not None:
            table.tag = "div"
    for table in list(page.iter("table")):
        _remove(table)


def _remove_hidden(page: _Element) -> None:
    hidden = HIDDEN(page)
    if sum(map(_length, hidden)) <= MAX_HIDDEN * _length(page):
        for element in hidden:
            _remove(element)


def _length(element: _Element) -> int:
    return sum(map(len, element.itertext()))


def _is_layout(table: _Element) -> bool:
    """Whether a cell holds another table, headings, or much text."""
    if (
        table.get("role") in ("presentation", "none")
        or next(table.iterdescendants("table", "h1", "h2"), None) is not None
    ):
        return True
    cells = [cell for cell in table.iter(*CELLS)]
    return len(cells) == 1 or any(len(" ".join(cell.itertext()).split()) > CELL_WORDS for cell in cells)


def _remove(element: _Element) -> None:
    """Without its tail, which is the text after it."""
    parent, tail = element.getparent(), element.tail
    if parent is None:
        return
    if tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + tail
        else:
            before.tail = (before.tail or "") + tail
    parent.remove(element)


def without_furniture(blocks: list[Block]) -> list[Block]:
    return blocks
