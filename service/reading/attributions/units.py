"""A paragraph as stretches to be read at once: sentences, those of one quotation together."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.core.document import Document, Span
from service.reading.attributions.lexicon import Frame, verbs
from service.reading.words import quotations

# A quotation that ends with a mark of its own, and who said it: the sentence is not over.
SAYING = "|".join(
    sorted({word for word, forms in verbs().items() if any(Frame.SPEECH in form.frames for form in forms)})
)
ASKED = re.compile(rf"[?!][”\"'] (?:[A-Z][\w.’'-]* ){{1,5}}(?:{SAYING})\b")
MAX = 1_500  # characters of one stretch; what is longer is no sentence that a person wrote


@dataclass(frozen=True)
class Unit:
    """Half-open offsets into the document; `quotes` are into the unit's text, with their marks."""

    start: int
    end: int
    quotes: tuple[tuple[int, int], ...]
    opens: bool  # whether it begins its paragraph


def units(document: Document, sentences: list[Span]) -> Iterator[Unit]:
    """Of one paragraph's sentences. A quotation without an end runs to the end of its paragraph."""
    if not sentences:
        return
    start, end = sentences[0].start, sentences[-1].end
    marked = [(start + first, start + last) for first, last in quotations(document.text[start:end])]
    opens = [low for low, _ in marked]
    first = start
    for sentence in sentences:
        near = bisect.bisect_left(opens, sentence.end) - 1
        if sentence is not sentences[-1] and (
            (near >= 0 and sentence.end < marked[near][1])
            or ASKED.match(document.text[max(start, sentence.end - 2) : sentence.end + 80])
        ):
            continue
        if sentence.end - first <= MAX:
            here = marked[bisect.bisect_left(opens, first) : near + 1]
            inside = tuple((low - first, high - first) for low, high in here if high <= sentence.end)
            yield Unit(first, sentence.end, inside, opens=first == start)
        first = _next(document.text, sentence.end)


def _next(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at
