"""Who speaks in English sentences that stand between what one speaker says."""

from __future__ import annotations

import re

from service.core.document import Document
from service.draft.neutral import LABEL
from service.reading.indirect import tells_of
from service.reading.voice import Voice

OUGHT, PAST = re.compile(r"\b(?:should|must)\b"), re.compile(r"\b(?:was|were|had)\b")
AGAIN = re.compile(r"(?:he|she|it|they|the report\w*|the speaker)$", re.IGNORECASE)
STATIVE = re.compile(r"\b(?:is|are|has been|have been|should|must|will|can|may|shows?|proves?|means?)\b")


def run_on(document: Document, found: list[Voice]) -> list[Voice]:
    """A statement without a cue between two of the same speaker is that speaker's: the content runs on."""
    out = list(found)
    for index in range(1, len(found) - 1):
        before, here, after = out[index - 1], found[index], found[index + 1]
        text = document.slice(document.sentences[index])
        if here.name or not before.name or before.name != after.name or not (before.subject or before.carried):
            continue
        if tells_of(text, before.name):
            continue
        if not after.subject or not AGAIN.match(document.slice(after.subject)):
            continue
        if STATIVE.search(text) and (OUGHT.search(text) or not PAST.search(text)) and not LABEL.match(text):
            out[index] = before.goes_on()
    return out
