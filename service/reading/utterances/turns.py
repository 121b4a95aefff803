"""Who speaks in a transcript, where each turn begins with who takes it: `Ada Brenn: The pier cost 40 million crowns.`

In languages with capitals. What is said in a turn is told like what is said in a speech.
"""

from __future__ import annotations

import bisect
from collections import Counter

from service.core.document import Document, Span
from service.reading.utterances.labels import LABEL, speaks
from service.reading.utterances.utterance import Utterance

LANGUAGES = frozenset("en ru fr es".split())
TAKEN = 2  # turns that somebody takes who takes part
LEAST = 6  # turns of a transcript
COVERED = 0.6  # share of its sentences that stand in turns


def turns(document: Document) -> list[Utterance]:
    """Each turn of a transcript, in order; none where the document is something else."""
    if document.language not in LANGUAGES or document.text.count(": ") < LEAST:
        return []
    labels = [LABEL.match(document.text, span.start, span.end) for span in document.sentences]
    taken = Counter(label["who"] for label in labels if label)
    parts = [label for label in labels if label and taken[label["who"]] >= TAKEN]
    named = {label["who"] for label in parts}
    if len(parts) < LEAST or len(named) < 2 or not any(speaks(name) for name in named):
        return []
    first = document.sentences.index(next(span for span in document.sentences if span.start == parts[0].start()))
    if len(document.sentences) - first < COVERED * len(document.sentences):
        return []
    starts = [label for label in labels if label and (label["who"] in named or speaks(label["who"]))]
    closing = [section.end for section in document.sections]  # what a heading of its own follows is nobody's turn
    after = [label.start() for label in starts[1:]] + [len(document.text)]
    ends = [
        min(end, closing[bisect.bisect_right(closing, label.start())]) for label, end in zip(starts, after, strict=True)
    ]
    return [
        Utterance(
            label["who"],
            Span(start=label.start("who"), end=label.end("who")),
            label.start(),
            end,
            "",
            document.language,
        )
        for label, end in zip(starts, ends, strict=True)
    ]
