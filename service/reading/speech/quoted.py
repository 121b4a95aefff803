"""What is quoted through and through, and whose a quotation of several sentences is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from service.core.document import Document
from service.reading.speech.heard import Heard
from service.reading.voice import Voice
from service.reading.words import quoted_spans

QUOTED = 0.75  # share of what is said that stands in quotation marks
DASH = re.compile(r"[—–]\s?(?=\w|¿|¡)")


class Row(NamedTuple):
    """A sentence by its index, where its paragraph starts, and what was read off it."""

    at: int
    paragraph: int
    heard: Heard | None
    quotes: list[tuple[int, int]]


def quoted_through(text: str, heard: Heard, quotes: list[tuple[int, int]]) -> bool:
    """Whether what is said is a quotation nearly through and through."""
    report = heard.report
    if report.form == "after" and DASH.match(text):
        return True
    parts = [report.content]
    if report.form == "after":
        behind = max(*report.cue, *report.subject)
        parts += [(behind, len(text))] if any(end > behind for _, end in quotes) else []
    total = inside = 0
    for start, end in parts:
        total += len(text[start:end].strip(" ,.:—–-。，："))
        inside += sum(max(0, min(b, end) - max(a, start)) for a, b in quotes)
    return total > 0 and inside >= QUOTED * total


def marked(text: str) -> bool:
    """Whether the sentence itself shows that it is a quotation: one that runs over several has its marks elsewhere."""
    return bool(quoted_spans(text)) or bool(DASH.match(text))


def one_voice(found: list[Voice], rows: Sequence[Row], document: Document) -> None:
    """A quotation that stands before the sentence that says whose it is has that speaker."""
    for (at, paragraph, heard, quotes), (after, same, told, _) in pairwise(rows):
        if paragraph != same or heard is not None or told is None or not found[after].name or found[at].name:
            continue
        sentence = document.sentences[at]
        if quotes and sum(b - a for a, b in quotes) >= sentence.end - sentence.start - 3:
            speaker = found[after]
            found[at] = Voice(
                None,
                speaker.name,
                speaker.cue,
                None,
                speaker.antecedent or speaker.subject,
                carried=True,
                quoted=marked(document.slice(sentence)),
            )
