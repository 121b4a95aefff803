"""The bilingual table as one page of HTML, which browsers and word processors open, edit and save.

The page fetches nothing and runs nothing. Its record stands in `<meta>` elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count, takewhile

from jinja2 import Environment, PackageLoader, StrictUndefined
from lxml.etree import _Element
from markupsafe import Markup, escape

from service.core.translation import Translation
from service.ingest.html_tree import decode, tree
from service.translate.exchange import table
from service.translate.exchange.table import Cells, Record
from service.translate.exchange.xml import as_json, legal
from service.translate.safe_xml import require_size

MARK = "plumbline"
BLOCKS = {"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6"}
LEFT_OUT = {"del", "script", "style", "table"}
SPACE, SPACES = re.compile(r"[ \t\n\r\f]+"), re.compile(r" +")


def write(translation: Translation) -> bytes:
    """A page in UTF-8, which `read` gives back as the same translation, `records.settled`.

    Raises InvalidExchange for two segments of one number, or without language codes.
    """
    translation, record = table.recorded(translation)
    environment = Environment(
        loader=PackageLoader("service.translate.exchange"), autoescape=True, undefined=StrictUndefined
    )
    environment.filters["lines"] = _lines
    page = environment.get_template("table.html.j2").render(
        mark=MARK,
        name=legal(translation.name),
        caption=table.caption(translation),
        about=as_json(record.about),
        records=[as_json(one) for one in record.segments],
        headings=table.headings(translation),
        languages=(translation.source_language, translation.target_language),
        rows=[table.texts(segment) for segment in translation.segments],
    )
    return page.encode()


def _lines(text: str) -> Markup:
    return Markup("<br>").join(escape(line) for line in text.split("\n"))


def read(data: bytes) -> Translation:
    """The translation in a page.

    Raises TooLarge, NotText, DocumentDamaged (nested too deep), and InvalidExchange as `table.read` does.
    """
    require_size(data)
    page = tree(decode(data))
    tables = [] if page is None else [list(_rows(one)) for one in page.iter("table")]
    return table.read(tables, None if page is None else _record(page))


def _record(page: _Element) -> Record | None:
    """None where a program left it out, or a part of it."""
    said = {meta.get("name", "").lower(): meta.get("content", "") for meta in page.iter("meta")}
    numbers = takewhile(lambda number: f"{MARK}-{number}" in said, count(1))
    return table.record_of([said.get(MARK, ""), *(said[f"{MARK}-{number}"] for number in numbers)])


def _rows(table_: _Element) -> Iterator[Cells]:
    for place, row in enumerate(table_.xpath("./tr | ./thead/tr | ./tbody/tr | ./tfoot/tr"), 1):
        yield Cells(tuple(_text(cell) for cell in row if cell.tag in ("td", "th")), place)


def _text(cell: _Element) -> str:
    """With a newline where a browser shows one."""
    lines = (SPACES.sub(" ", line).strip(" ") for line in "".join(_parts(cell)).split("\n"))
    return "\n".join(lines).strip("\n")


def _parts(element: _Element) -> Iterator[str]:
    yield _run_together(element.text)
    for child in element:
        if child.tag == "br":
            yield "\n"
        elif child.tag in BLOCKS:
            yield from ("\n", *_parts(child), "\n")
        elif child.tag not in LEFT_OUT:
            yield from _parts(child)
        yield _run_together(child.tail)


def _run_together(text: str | None) -> str:
    """As HTML takes white space."""
    return SPACE.sub(" ", text or "")
