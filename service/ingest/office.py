"""What documents of word processors have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from service.core.errors import TooLarge
from service.ingest.content import Block, Content, Limits, Mark

TITLE = 0  # the level of a document's title, above its headings
HYPHENS = {0x00AD: None, 0x2011: "-"}  # where a line may, or must not, break is nothing to quote
BREAKS = re.compile(r"\n\s*\n")
# What programs put there when nobody wrote a title or a name.
NO_TITLE = re.compile(
    r"(?:untitled|unnamed|title|document|word document|new document|microsoft word\b.*|.*\.(?:docx?|odt|rtf|txt|pdf)"
    r"|(?:document|untitled) ?\d+|powerpoint presentation)?",
    re.I,
)
NO_AUTHOR = re.compile(
    r"(?:python-docx|odfdo|author|user|admin|administrator|owner|unknown(?: author)?|un-?named"
    r"|(?:microsoft office|windows|office|default|ms) user|libreoffice|openoffice|user ?\d+)?",
    re.I,
)


class Paragraph(NamedTuple):
    """`text` with a newline at each line break; `level` of a heading, from `TITLE` on, None of a paragraph."""

    text: str
    level: int | None = None


def content(
    paragraphs: Iterable[Paragraph], otherwise: Iterable[Paragraph], *, title: str, author: str, limits: Limits
) -> Content:
    """What a document holds: its `paragraphs`, or others where it has none. Raises TooLarge.

    `title` and `author` are its properties, of which only what somebody wrote is kept. Properties outlive the text that
    they were written for (people begin with a copy of their last document), so a title that the text does not begin
    with gives way to the heading that it does begin with.
    """
    found = _parts(paragraphs, limits) or _parts(otherwise, limits)
    title = "" if NO_TITLE.fullmatch(_line(title)) else _line(title)
    if found and found[0].level is None and _same(found[0].text, title):
        found[0] = Paragraph(title, TITLE)
    lead = [part.text for part in found[:2] if part.level is not None]
    if lead and not any(_same(text, title) for text in lead):
        title = ""
    top = 1 if any(part.level == TITLE for part in found) else 0
    return Content(
        blocks=tuple(
            Block(
                text=part.text,
                heading=part.level is not None,
                level=0 if part.level is None else part.level + top,
                marks=(Mark(offset=0, line=number),),
            )
            for number, part in enumerate(found, 1)
        ),
        title=title,
        author="" if NO_AUTHOR.fullmatch(_line(author)) else _line(author),
    )


def _parts(paragraphs: Iterable[Paragraph], limits: Limits) -> list[Paragraph]:
    """Each on one line; an empty line that was made with line breaks parts paragraphs too. Raises TooLarge."""
    found: list[Paragraph] = []
    characters = 0
    for paragraph in paragraphs:
        rows = [paragraph.text] if paragraph.level is not None else BREAKS.split(paragraph.text)
        parts = [Paragraph(text, paragraph.level) for row in rows if (text := _line(row))]
        characters += sum(len(part.text) for part in parts)
        if characters > limits.characters:
            limit = limits.characters
            raise TooLarge(
                f"The document has over {limit:,} characters, which is the limit.", limit=limit, actual=characters
            )
        found += parts
    return found


def _line(text: str) -> str:
    return " ".join(text.translate(HYPHENS).split())


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
