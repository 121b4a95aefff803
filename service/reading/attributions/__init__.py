"""Who says what: each attribution of a document with its source, its cue and the exact stretches of its content.

The three parts and their names are those of PARC and PolNeAR (Pareti, 2012; Newell et al., 2018). This is wider than
`speakers.voices`, which names the speaker of a claim: it takes in thoughts, wishes and judgements, and half sentences.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from service.core.document import Document, Span
from service.reading.attributions.read import opening, read
from service.reading.attributions.sentence import FEW, Found
from service.reading.attributions.units import Unit, units
from service.reading.speakers import voices
from service.reading.voice import Voice

MARKS = "\"'“”«„"
# Who is named beside a quotation with a verb that is no cue elsewhere: "...," remembered Ada Brenn.
BESIDE = re.compile(
    r",? ?(?:\w+(?:ed|s) (?P<last>(?:[A-Z][\w.’'-]*(?: |\b)){1,5})|"
    r"(?P<first>(?:[A-Z][\w.’'-]* ){1,5}|(?:he|she|they) )\w+(?:ed|s)\b)"
)


@dataclass(frozen=True)
class Attributed:
    """All spans are into the document. `source` is None where nobody is named; `speaker` is who it stands for.

    said: it is told in words or as a clause, and not only wanted, judged or mentioned.
    """

    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    speaker: str | None
    said: bool = True


def attributions(document: Document, spoken: list[Voice] | None = None) -> list[Attributed]:
    """In the order of the text; a quotation that runs over several sentences is one. `spoken`: its voices."""
    spoken = voices(document) if spoken is None else spoken
    starts = [span.start for span in document.sentences]
    found: list[Attributed] = []
    before = 0  # the first of those of the sentence before
    for section in document.sections:
        for paragraph in section.paragraphs:
            first, end = (bisect.bisect_left(starts, at) for at in (paragraph.start, paragraph.end))
            for unit in units(document, list(document.sentences[first:end])):
                text = document.text[unit.start : unit.end]
                if found[before:] and _goes_on(document, unit, text):
                    speech = _spoken(document, found, before)
                    found[speech] = _longer(found[speech], unit)
                    continue
                before = len(found)
                voice = spoken[bisect.bisect_right(starts, unit.start) - 1]
                found += _unit(document, unit, voice, found[-1] if found else None)
    return found


def _spoken(document: Document, found: list[Attributed], first: int) -> int:
    """Of the attributions from `first` on, the last with a quotation, else the last."""
    quoting = (at for at in range(len(found) - 1, first - 1, -1) if document.text[found[at].content[0].start] in MARKS)
    return next(quoting, len(found) - 1)


def _longer(item: Attributed, unit: Unit) -> Attributed:
    return replace(item, content=(*item.content, Span(start=unit.start, end=unit.end)))


def _unit(document: Document, unit: Unit, voice: Voice, last: Attributed | None) -> Iterator[Attributed]:
    text = document.text[unit.start : unit.end]
    found = read(text, unit.quotes)
    taken = [stretch for item in found for stretch in item.content]
    for first, end in unit.quotes:
        words = text[first:end].split()
        if len(words) < FEW or all(word.strip("\"“”'").istitle() or len(word) < 4 for word in words):  # a title
            continue
        if not any(low < end and first < high for low, high in taken):
            source = _beside(text, end) or (found[-1].source if found else opening(text, unit.quotes))
            found.append(Found(((first, end),), None, source, said=False))
    for item in found:
        if item.content:
            yield _placed(unit, item, voice, last)


def _beside(text: str, end: int) -> tuple[int, int] | None:
    match = BESIDE.match(text, end)
    return match.span("last" if match.group("last") else "first") if match else None


def _goes_on(document: Document, unit: Unit, text: str) -> bool:
    """Whether the unit is a quotation through and through, right after something said, or what a colon announces."""
    if re.search(r":\s*$", document.text[max(0, unit.start - 4) : unit.start]):
        return True
    outside = len(text)
    for first, end in unit.quotes:
        outside -= end - first
    return bool(unit.quotes) and outside < 4 and not re.search(r"\w", _outside(text, unit))


def _outside(text: str, unit: Unit) -> str:
    at, kept = 0, ""
    for first, end in (*unit.quotes, (len(text), len(text))):
        kept += text[at:first]
        at = end
    return kept


def _placed(unit: Unit, item: Found, voice: Voice, last: Attributed | None) -> Attributed:
    def at(stretch: tuple[int, int]) -> Span:
        return Span(start=unit.start + stretch[0], end=unit.start + stretch[1])

    content = tuple(at(part) for part in item.content)
    cue = at(item.cue) if item.cue else voice.cue
    source = at(item.source) if item.source else None
    if source is None:
        named = voice.subject or (last.source if last else None)
        return Attributed(content, cue, named, voice.name or (last.speaker if last else None), item.said)
    same = voice.subject is not None and voice.subject.start < source.end and source.start < voice.subject.end
    return Attributed(content, cue, source, voice.name if same else None, item.said)
