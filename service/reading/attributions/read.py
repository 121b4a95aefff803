"""The attributions of one sentence: for each cue its content and its source, the outermost only."""

from __future__ import annotations

from service.reading.attributions.before import before
from service.reading.attributions.behind import behind
from service.reading.attributions.clauses import opening_subject
from service.reading.attributions.sentence import Found, Sentence, Stretch


def read(text: str, quotes: tuple[Stretch, ...]) -> list[Found]:
    """In the order of the text. `quotes` are the quotations with their marks, half-open, ascending."""
    sentence = Sentence(text, quotes)
    found: list[Found] = []
    at = 0  # the token up to which everything is read
    if last := behind(sentence):
        found.append(last[0])
        at = last[1]
    for cue in sentence.cues:
        if cue.first >= at:
            item, end = before(sentence, cue)
            if item:
                found.append(item)
                at = end
    return found


def opening(text: str, quotes: tuple[Stretch, ...]) -> Stretch | None:
    """The noun phrase that the sentence begins with."""
    sentence = Sentence(text, quotes)
    found = opening_subject(sentence.tokens)
    return sentence.stretch(*found) if found else None
