"""HTML: the main text of a page, found by trafilatura (https://trafilatura.readthedocs.io). Nothing is fetched."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

from lxml.etree import _Element, iterwalk
from trafilatura import bare_extraction
from trafilatura.settings import Document

from service.core.errors import TooLarge
from service.ingest import html_about as about
from service.ingest.content import Block, Content, Limits, Mark, Note
from service.ingest.html_clean import clean
from service.ingest.html_furniture import without_furniture
from service.ingest.html_tree import decode, tree

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it cannot read is ours to say

# Elements of a page beyond which trafilatura's result is not compared with that of others, which takes their square.
MAX_COMPARED = 4_000
MAX_ELEMENTS = 500_000  # of a page that is read at all
MAX_SEARCHED = 50_000  # elements of a page beyond which no main text is looked for
LEAST_SHARE = 0.03  # of a page's visible text that its main text has
DUMP_SHARE = 0.5
MIN_VISIBLE = 1_000  # characters of visible text below which a share says nothing
# Of HTML and of trafilatura's own tree, where a text run ends.
BLOCKS = frozenset(
    """
    address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 head header hr item li list main nav ol p pre quote section summary table td th tr ul
    """.split()
)
BREAKS = frozenset({"br", "lb"})
UNSEEN = frozenset(
    """
    script style noscript nav svg math iframe object select option textarea button template head audio video canvas
    """.split()
)
SPACES = re.compile(r"[ \t\r\n\f]+")
PARAGRAPHS = re.compile(r"\n[ \n]*\n")  # two breaks


def read(data: bytes, limits: Limits) -> Content:  # noqa: ARG001
    """The page's article. Raises NotText, DocumentDamaged, TooLarge."""
    page = tree(decode(data))
    if page is None:
        return Content(blocks=())
    elements = sum(1 for _ in page.iter())
    if elements > MAX_ELEMENTS:
        raise TooLarge(
            f"The page has {elements:,} elements; the limit is {MAX_ELEMENTS:,}.", limit=MAX_ELEMENTS, actual=elements
        )
    published, language = about.published(page), about.language(page)
    clean(page)
    found = _find(page, elements)
    blocks, notes = _main_text(page, found.body)
    title = blocks[0].text if blocks and blocks[0].level == 1 else ""
    title = title or about.title(page, found.title or "", found.sitename or "")
    return Content(
        blocks=tuple(_numbered(_with_title(blocks, title))),
        title=title,
        author=found.author or "",
        published=published,
        language=language,
        notes=notes,
    )


def _find(page: _Element, elements: int) -> Document:
    """What trafilatura finds; empty when it finds nothing."""
    if elements > MAX_SEARCHED:
        return Document()
    found = bare_extraction(
        page,
        output_format="python",
        fast=elements > MAX_COMPARED,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    return found if isinstance(found, Document) else Document()


def _main_text(page: _Element, found: _Element) -> tuple[list[Block], tuple[Note, ...]]:
    """The blocks of the main text that was found, or else of all that the page shows."""
    shown = list(_blocks(page))
    blocks = list(_blocks(found))
    if _is_dump(found) and _size(blocks) > DUMP_SHARE * _size(shown):
        blocks = []
    if _size(blocks) >= LEAST_SHARE * _size(shown) or (blocks and _size(shown) < MIN_VISIBLE):
        return without_furniture(blocks) or blocks, ()
    return shown, (Note.NO_MAIN_TEXT,) if shown else ()


def _is_dump(found: _Element) -> bool:
    """Whether trafilatura may have taken the whole page for want of better: one paragraph, a line for each part."""
    return len(found) == 1 and found[0].tag == "p" and not len(found[0]) and "\n" in (found[0].text or "")


def _size(blocks: list[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def _blocks(root: _Element) -> Iterator[Block]:
    """A block for each run of text between the bounds of block elements and double line breaks, in order."""
    run: list[str] = []
    level = 0
    walk = iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in UNSEEN and not element.get("rend"):
                walk.skip_subtree()
                continue
            if tag in BLOCKS:
                yield from _flush(run, level)
                level = _level(element) or level
            run.append("\n" if tag in BREAKS else SPACES.sub(" ", element.text or ""))
        else:
            if tag in BLOCKS:
                yield from _flush(run, level)
                level = 0 if _level(element) else level
            run.append(SPACES.sub(" ", element.tail or ""))
    yield from _flush(run, level)


def _level(element: _Element) -> int:
    """Of a heading; 0 for any other element. trafilatura keeps the name of the heading's element in `rend`."""
    name = (element.get("rend") or "") if element.tag == "head" else element.tag
    return int(name[1]) if len(name) == 2 and name[0] == "h" and name[1] in "123456" else 0


def _flush(run: list[str], level: int) -> Iterator[Block]:
    for part in PARAGRAPHS.split("".join(run)):
        if text := " ".join(part.replace("\u00ad", "").split()):
            yield Block(text=text, heading=level > 0, level=level)
    run.clear()


def _with_title(blocks: list[Block], title: str) -> list[Block]:
    """With the title before the text, where the text does not begin with it."""
    if not blocks or not title or any(block.text == title for block in blocks[:3]):
        return blocks
    return [Block(text=title, heading=True, level=1), *blocks]


def _numbered(blocks: list[Block]) -> Iterator[Block]:
    for number, block in enumerate(blocks, 1):
        yield block.model_copy(update={"marks": (Mark(offset=0, line=number),)})
