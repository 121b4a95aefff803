"""Chunks: spans that tile the text on sentence borders, each within a token budget."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from service.core.document import Document, Span

FULL = 0.8  # how much of the budget the parts of an endless sentence take: its tokens are not spread evenly
REACH = 200  # characters in which a part looks for a space to end at


def pieces(document: Document) -> list[Span]:
    """One span for each sentence, with the headings and blank lines before it; together they are the whole text."""
    ends = [sentence.end for sentence in document.sentences[:-1]]
    borders = [0, *ends, len(document.text)]
    return [Span(start=start, end=end) for start, end in pairwise(borders)]


def chunks(document: Document, tokens: Sequence[int], budget: int) -> list[Span]:
    """Spans that together are the whole text, in order, without overlap.

    `tokens` counts each of `pieces(document)`; a chunk holds at most `budget` of them. A piece that is longer is cut
    at white space.
    """
    borders = [0]
    used = 0
    for piece, count in zip(pieces(document), tokens, strict=True):
        if used and used + count > budget:
            borders.append(piece.start)
            used = 0
        if count > budget:
            borders += _cuts(document.text, piece, math.ceil(count / (FULL * budget)))
            used = budget  # what follows begins a new chunk
        else:
            used += count
    borders.append(len(document.text))
    return [Span(start=start, end=end) for start, end in pairwise(borders) if start < end]


def _cuts(text: str, piece: Span, parts: int) -> list[int]:
    """Places inside `piece` that cut it in `parts` of about the same length, after a space where there is one near."""
    length = piece.end - piece.start
    cuts = [piece.start]
    for part in range(1, min(parts, length)):
        at = piece.start + length * part // min(parts, length)
        last = max(cuts[-1], at - REACH)
        space = max(text.rfind(" ", last, at), text.rfind("\n", last, at))
        cuts.append(space + 1 if space > cuts[-1] else at)
    return cuts[1:]
