"""Chunks: spans that tile the text on sentence borders, each within a token budget."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from service.core.document import Document, Span


def chunks(document: Document, tokens: Sequence[int], budget: int) -> list[Span]:
    """Spans that together are the whole text, in order, without overlap.

    `tokens` counts each sentence of `document`; a chunk holds at most `budget` of them, or one sentence.
    """
    borders = [0]
    used = 0
    for sentence, count in zip(document.sentences, tokens, strict=True):
        if used and used + count > budget:
            borders.append(sentence.start)
            used = 0
        used += count
    borders.append(len(document.text))
    return [Span(start=start, end=end) for start, end in pairwise(borders) if start < end]
