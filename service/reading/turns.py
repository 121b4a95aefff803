"""Who speaks in a transcript, where each turn begins with who takes it: `Ada Brenn: The pier cost 40 million crowns.`

In languages with capitals. What is said in a turn is told like what is said in a speech.
"""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Sequence

from service.core.document import Document, Span
from service.reading.address import Address, addresses
from service.reading.people import ROLE_NOUN, is_person, split_title
from service.reading.words import UPPER

WORD = rf"[{UPPER}][\w’'-]*\.?"
LABEL = re.compile(
    rf"(?P<label>{WORD}(?: (?:{WORD}|of|the|de|van|von|al|bin)){{0,6}})(?: \([^()]{{1,60}}\))?: (?=[\"“‘«]?\w)"
)
CAPITALS = re.compile(rf"(?:[{UPPER}][{UPPER}.’'-]+ ?){{1,6}}")  # `PRESIDENT ORRIN`
OFFICE = re.compile(rf"(?:The )?(?:[{UPPER}]\w+ ){{0,3}}(?i:{ROLE_NOUN})")
LANGUAGES = frozenset("en ru fr es".split())
TAKEN = 2  # turns that somebody takes who takes part
LEAST = 6  # turns of a transcript
COVERED = 0.6  # share of its sentences that stand in turns


def utterances(document: Document) -> list[Address]:
    """The parts of the document that are somebody's words: speeches that are published whole, else turns."""
    return addresses(document) or turns(document)


def whose(found: Sequence[Address], at: int) -> Address | None:
    """The utterance, of those in order, that the sentence at the offset `at` is of."""
    place = bisect.bisect_right(found, at, key=lambda utterance: utterance.start) - 1
    return found[place] if place >= 0 and at < found[place].end else None


def turns(document: Document) -> list[Address]:
    """Each turn of a transcript, in order; none where the document is something else."""
    if document.language not in LANGUAGES or document.text.count(": ") < LEAST:
        return []
    labels = [LABEL.match(document.text, span.start, span.end) for span in document.sentences]
    taken = Counter(label["label"] for label in labels if label)
    parts = [label for label in labels if label and taken[label["label"]] >= TAKEN]
    named = {label["label"] for label in parts}
    if len(parts) < LEAST or len(named) < 2 or not any(_speaks(name) for name in named):
        return []
    first = document.sentences.index(next(span for span in document.sentences if span.start == parts[0].start()))
    if len(document.sentences) - first < COVERED * len(document.sentences):
        return []
    starts = [label for label in labels if label and (label["label"] in named or _speaks(label["label"]))]
    closing = [section.end for section in document.sections]  # what a heading of its own follows is nobody's turn
    after = [label.start() for label in starts[1:]] + [len(document.text)]
    ends = [
        min(end, closing[bisect.bisect_right(closing, label.start())]) for label, end in zip(starts, after, strict=True)
    ]
    return [
        Address(
            label["label"],
            Span(start=label.start("label"), end=label.end("label")),
            label.start(),
            end,
            "",
            document.language,
        )
        for label, end in zip(starts, ends, strict=True)
    ]


def without_label(sentence: str, speaker: str = "") -> str:
    """The sentence without the label of its turn, of `speaker` where one is given."""
    label = LABEL.match(sentence)
    return sentence[label.end() :] if label and speaker in ("", label["label"]) else sentence


def _speaks(name: str) -> bool:
    """Whether a label is a person's or an office's, and no heading's."""
    return bool(is_person(split_title(name)[0]) or CAPITALS.fullmatch(name) or OFFICE.fullmatch(name))
