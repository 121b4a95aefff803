"""Several articles in one file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from service.ingest.content import Block, Content

SHORTEST = (
    60  # words (or wide characters) under a heading that can be an article; a smaller part goes with its neighbour
)
WIDE_A_WORD = 2  # characters of a script without spaces


def articles(content: Content) -> list[Content]:
    """The articles in `content`, in order; the whole when it is one.

    Where headings have levels, an article begins at each of the highest level that occurs more than once with text
    below it; without levels, at each run of headings. A part too short for an article belongs to the one before it, the
    first to the one after it.
    """
    starts = _starts(content.blocks)
    parts: list[list[Block]] = []
    for start, end in zip(starts, [*starts[1:], len(content.blocks)], strict=True):
        part = list(content.blocks[start:end])
        if parts and (_size(part) < SHORTEST or _size(parts[0]) < SHORTEST):
            parts[-1] += part
        else:
            parts.append(part)
    if len(parts) < 2:
        return [content]
    return [content.model_copy(update={"blocks": tuple(part), "title": ""}) for part in parts]


def _starts(blocks: Sequence[Block]) -> list[int]:
    """Where a run of headings of the chosen level begins, and 0."""
    levels = Counter(
        block.level
        for at, block in enumerate(blocks)
        if block.heading and at + 1 < len(blocks) and not blocks[at + 1].heading
    )
    level = min((level for level, count in levels.items() if level and count > 1), default=0)
    found = [
        at
        for at, block in enumerate(blocks)
        if block.heading and block.level == level and not (at and blocks[at - 1].heading)
    ]
    return [0, *(at for at in found if at)]


def _size(blocks: Sequence[Block]) -> float:
    """Words of the paragraphs."""
    texts = [block.text for block in blocks if not block.heading]
    return sum(max(len(text.split()), _wide(text) / WIDE_A_WORD) for text in texts)


def _wide(text: str) -> int:
    return sum("\u3040" <= character <= "\u9fff" for character in text)
