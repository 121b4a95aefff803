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
from service.reading.attributions.sentence import FEW, Found, read
from service.reading.attributions.units import Unit, units
from service.reading.speakers import Voice, voices

BARE = re.compile(r"[\s.,;:!?–—-]*")


@dataclass(frozen=True)
class Attributed:
    """All spans are into the document. `source` is None where nobody is named; `speaker` is who it stands for."""

    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    speaker: str | None
    carried: bool = False  # the cue stands in an earlier sentence


def attributions(document: Document) -> Iterator[Attributed]:
    """In the order of the text; a quotation that runs over several sentences is one."""
    spoken = voices(document)
    starts = [span.start for span in document.sentences]
    last: Attributed | None = None
    for section in document.sections:
        for paragraph in section.paragraphs:
            first, end = (bisect.bisect_left(starts, at) for at in (paragraph.start, paragraph.end))
            for unit in units(document, list(document.sentences[first:end])):
                voice = spoken[bisect.bisect_right(starts, unit.start) - 1]
                for item in _unit(document, unit, voice, last):
                    if item.carried and last is not None:
                        last = replace(last, content=(*last.content, *item.content))
                    else:
                        if last is not None:
                            yield last
                        last = item
    if last is not None:
        yield last


def _unit(document: Document, unit: Unit, voice: Voice, last: Attributed | None) -> Iterator[Attributed]:
    text = document.text[unit.start : unit.end]
    if last is not None and _goes_on(document, unit, text, last):
        yield replace(last, content=(Span(start=unit.start, end=unit.end),), carried=True)
        return
    found = read(text, unit.quotes)
    taken = [stretch for item in found for stretch in item.content]
    for first, end in unit.quotes:
        words = text[first:end].split()
        if len(words) < FEW or all(word.strip("\"“”'").istitle() or len(word) < 4 for word in words):  # a title
            continue
        if not any(low < end and first < high for low, high in taken):
            found.append(Found(((first, end),), None, found[-1].source if found else None))
    for item in found:
        if item.content:
            yield _placed(unit, item, voice, last)


def _goes_on(document: Document, unit: Unit, text: str, last: Attributed) -> bool:
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

    source = at(item.source) if item.source else None
    if source is None:
        return Attributed(
            tuple(at(part) for part in item.content),
            at(item.cue) if item.cue else voice.cue,
            voice.subject or (last.source if last else None),
            voice.name or (last.speaker if last else None),
        )
    same = voice.subject is not None and voice.subject.start < source.end and source.start < voice.subject.end
    return Attributed(
        tuple(at(part) for part in item.content),
        at(item.cue) if item.cue else voice.cue,
        source,
        voice.name if same else None,
    )
