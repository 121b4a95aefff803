"""Blocks become one text that never changes again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import accumulate

from service.core.document import Document, Section, Span
from service.core.errors import EmptyDocument, TooLarge
from service.ingest.content import Block, Content
from service.ingest.plain import clean

BETWEEN = "\n\n"  # two blocks


def document(
    content: Content,
    *,
    max_characters: int,
    title: str = "",
    published: date | None = None,
    source: str = "",
    media_type: str = "text/plain",
) -> Document:
    """The document in `content`, cut into sections at headings. What is given goes before what the file says.

    Raises EmptyDocument, TooLarge.
    """
    blocks = [tidy for block in content.blocks if (tidy := _tidy(block)).text]
    if not blocks:
        raise EmptyDocument("The document holds nothing but white space.")
    text = BETWEEN.join(block.text for block in blocks)
    if len(text) > max_characters:
        raise TooLarge(
            f"The document has {len(text):,} characters; the limit is {max_characters:,}.",
            limit=max_characters,
            actual=len(text),
        )
    starts = list(accumulate((len(block.text) + len(BETWEEN) for block in blocks), initial=0))[:-1]
    sections = tuple(_sections(blocks, starts))
    marks = [(start + mark.offset, mark) for start, block in zip(starts, blocks, strict=True) for mark in block.marks]
    return Document(
        text=text,
        title=title or _line(content.title) or sections[0].title,
        author=_line(content.author),
        published=published or content.published,
        language=content.language or "und",
        sections=sections,
        lines=tuple((at, mark.line) for at, mark in marks),
        pages=tuple((at, mark.page) for at, mark in marks if mark.page),
        source=source,
        media_type=media_type,
        notes=tuple(content.notes),
    )


def _tidy(block: Block) -> Block:
    """With characters that are safe to show, on one line. Where that changes the text, only its first mark stays."""
    text = _line(block.text)
    if text == block.text:
        return block
    return block.model_copy(
        update={"text": text, "marks": tuple(mark.model_copy(update={"offset": 0}) for mark in block.marks[:1])}
    )


def _line(text: str) -> str:
    return " ".join(clean(text).split())


def _sections(blocks: Sequence[Block], starts: Sequence[int]) -> list[Section]:
    """A section for each run of headings and what follows it."""
    spans = [Span(start=start, end=start + len(block.text)) for start, block in zip(starts, blocks, strict=True)]
    groups: list[tuple[list[int], list[int]]] = []
    for index, block in enumerate(blocks):
        if not groups or (block.heading and groups[-1][1]):
            groups.append(([], []))
        groups[-1][0 if block.heading else 1].append(index)
    return [
        Section(
            start=spans[min(heads + bodies)].start,
            end=spans[max(heads + bodies)].end,
            title=" — ".join(blocks[index].text for index in heads),
            headings=tuple(spans[index] for index in heads),
            paragraphs=tuple(spans[index] for index in bodies),
        )
        for heads, bodies in groups
    ]
