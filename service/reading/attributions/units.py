"""A paragraph as stretches to be read at once: sentences, those of one quotation together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.core.document import Document, Span
from service.reading import reporting

OPENING = re.compile(r"[“«„]|(?<!\S)”(?=\w)|(?<![\w.,!?…'’])\"(?=\S)|(?<![\w'’])''(?=[^\s'])|(?<=[\s(—–-])\"(?=\S)")
ROUND = re.compile(r"”|\"(?!\w)")  # typists mix the two
CLOSING = {"“": ROUND, "”": ROUND, '"': ROUND, "«": re.compile("»"), "„": re.compile("[“”]"), "''": re.compile(r"'?''")}
# A quotation that ends with a mark of its own, and who said it: the sentence is not over.
ASKED = re.compile(rf"[?!][”\"'] (?:[A-Z][\w.’'-]* ){{1,5}}(?:{'|'.join(sorted(reporting.verbs(), key=len, reverse=True))})\b")
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
    first = start
    for sentence in sentences:
        if sentence is not sentences[-1] and (
            any(low < sentence.end < high for low, high in marked)
            or ASKED.match(document.text[max(start, sentence.end - 2) : sentence.end + 80])
        ):
            continue
        if sentence.end - first <= MAX:
            inside = tuple((low - first, high - first) for low, high in marked if first <= low and high <= sentence.end)
            yield Unit(first, sentence.end, inside, opens=first == start)
        first = _next(document.text, sentence.end)


def _next(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def quotations(text: str) -> list[tuple[int, int]]:
    """The quotations of a paragraph with their marks, ascending, none inside another."""
    found: list[tuple[int, int]] = []
    at = 0
    while opening := OPENING.search(text, at):
        closing = CLOSING[opening.group()].search(text, opening.end())
        at = closing.end() if closing else len(text)
        found.append((opening.start(), at))
    return found
