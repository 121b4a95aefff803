"""What is taken out of a page before its main text is looked for."""

from __future__ import annotations

import re

from lxml.etree import XPath, _Element

EXSLT = {"re": "http://exslt.org/regular-expressions"}
HIDDEN = XPath(
    ".//*[not(self::body)]"
    "[@hidden or re:test(@style, '(^|;)\\s*(display\\s*:\\s*none|visibility\\s*:\\s*hidden)', 'i')]",
    namespaces=EXSLT,
)
MAX_HIDDEN = 0.5  # share of a page's text that is hidden; more of it is hidden only until a script shows it
CAPTION = XPath(
    ".//*[self::div or self::p or self::span or self::small or self::li or self::em]"
    "[re:test(@class, '(^|[ _-])(caption|credits?|copyright|legend)($|[ _-]|text)', 'i')]",
    namespaces=EXSLT,
)
MAX_CAPTION = 600  # characters
LINKED = 0.9  # share of a paragraph in links that leaves it nothing of its own
LABEL = re.compile(r"[^.!?:：。]{0,40}[:：]\W*")  # what stands before the link in "Read more: ..."
ADDRESS = re.compile(r"@|www\.|https?:")  # a link that is said, not one to follow
CELL_WORDS = 40  # in a cell that holds an article's text, and no figure of a table
TABLE_PARTS = ("tr", "tbody", "thead", "tfoot", "td", "th", "colgroup", "col", "caption")


def clean(page: _Element) -> None:
    """Hidden parts, captions, links to other pages and tables out; tables that lay the page out become containers."""
    _remove_hidden(page)
    for caption in CAPTION(page):
        if _length(caption) <= MAX_CAPTION:
            _remove(caption)
    for paragraph in list(page.iter("p")):
        if _only_links(paragraph):
            _remove(paragraph)
    _clean_tables(page)


def _remove_hidden(page: _Element) -> None:
    hidden = HIDDEN(page)
    if sum(map(_length, hidden)) <= MAX_HIDDEN * _length(page):
        for element in hidden:
            _remove(element)


def _only_links(paragraph: _Element) -> bool:
    """Whether it sends the reader elsewhere: nothing but links, or one link after a label with a colon."""
    links = [text for link in paragraph.iter("a") if (text := "".join(link.itertext()).strip())]
    if not links or ADDRESS.search(links[0]):
        return False
    text = "".join(paragraph.itertext()).strip()
    if sum(map(len, links)) >= LINKED * len(text):
        return True
    return len(links) == 1 and text.endswith(links[0]) and bool(LABEL.fullmatch(text.removesuffix(links[0])))


def _clean_tables(page: _Element) -> None:
    for table in list(page.iter("table")):
        if _is_layout(table):
            parts = [part for part in table.iter(*TABLE_PARTS) if next(part.iterancestors("table")) is table]
            for part in (table, *parts):
                part.tag = "div"
    for table in list(page.iter("table")):
        _remove(table)


def _is_layout(table: _Element) -> bool:
    """Whether it has one cell, or a cell with another table, a heading of the page or much text."""
    if table.get("role") in ("presentation", "none"):
        return True
    if next(table.iterdescendants("table", "h1", "h2"), None) is not None:
        return True
    cells = list(table.iter("td", "th"))
    return len(cells) == 1 or any(len(" ".join(cell.itertext()).split()) > CELL_WORDS for cell in cells)


def _length(element: _Element) -> int:
    return sum(map(len, element.itertext()))


def _remove(element: _Element) -> None:
    """Out of the tree, without the text that follows it."""
    parent = element.getparent()
    if parent is None:  # with something around it that is out already
        return
    before = element.getprevious()
    if before is None:
        parent.text = (parent.text or "") + (element.tail or "")
    else:
        before.tail = (before.tail or "") + (element.tail or "")
    parent.remove(element)
