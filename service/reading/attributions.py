"""Who says what: each attribution of a document with its source, its cue and the exact stretches of its content.

The three parts and their names are those of PARC and PolNeAR (Pareti, 2012; Newell et al., 2018). This is wider than
`speakers.voices`, which names the speaker of a claim: it takes in thoughts, wishes and judgements, and half sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import yaml

from service.core.document import Document, Span
from service.reading.reporting import MAX
from service.reading.speakers import Voice, voices
from service.reading.words import quoted_spans

FEW = 3  # words of a quotation that is content by itself
WORDS = re.compile(r"\w+")
EDGE = " \t\n,;:—–-"
CLOSING = "\"”’'»"
NAMELIKE = r"(?:[A-ZÀ-Þ][\w’'.-]*)"
SUBJECT = re.compile(
    rf"(?P<source>(?:(?:[Tt]he|[Aa]n?|[Ss]ome|[Mm]any|[Mm]ost|[Ss]everal|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ne|[Tt]wo|[Oo]ther)"
    rf" (?:[\w’'-]+ ){{0,5}}?[\w’'-]+|(?:[\w’'-]+ ){{0,2}}?{NAMELIKE}(?: (?:{NAMELIKE}|of|the|for|and|de|van)){{0,6}}"
    r"|[Hh]e|[Ss]he|[Tt]hey|[Ww]e|I|[Yy]ou|[Ii]t|[Ww]ho|[a-z]+s))"
    r"(?:, [^,]{2,80},|,)?(?: (?:has|have|had|is|are|was|were|will|would|also|then|later|often|repeatedly|never|not|"
    r"do|does|did|been|still|even|once|always|recently|reportedly|\w+ly|can|could|should|may|might|to)){0,4} $"
)
STOPS = re.compile(r"; |, (?:but|while|although|though|which|who|and (?:he|she|they|the|it)|even as|as) | (?:—|–|--) ")


_NAME = rf"(?:[a-z]+ )?{NAMELIKE}(?: {NAMELIKE}){{0,4}}"
AFTER_QUOTE = re.compile(
    rf",? ?(?P<source>(?:[Tt]he|[Aa]n?|[Oo]ne|[Hh]is|[Hh]er)(?: [\w’'-]+){{1,4}}?|{_NAME}|he|she|they|I|we)"
    r" (?:\w+ed|says?|said|told|wrote|went on|reads?)\b"
)
SUBJECT_BEFORE = re.compile(rf"(?P<source>{NAMELIKE}(?: {NAMELIKE}){{0,4}}|[Hh]e|[Ss]he|[Tt]hey)\b[^.;]*$")
Stretch = tuple[int, int]


@dataclass(frozen=True)
class Attributed:
    """All spans are into the document. `source` is None where nobody is named; `speaker` is who it stands for."""

    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    speaker: str | None
    carried: bool = False  # the cue stands in an earlier sentence


@cache
def _cue() -> re.Pattern[str]:
    raw = yaml.safe_load(files("service.reading").joinpath("data/attitudes.yaml").read_text("utf-8"))
    verbs = (
        rf"(?:{'|'.join(raw['verbs'])})\b(?: (?:[A-Z][\w’'-]+ ){{1,3}}?(?=that\b)| (?:reporters|him|her|them|us|me)\b)?"
    )
    nouns = rf"(?:{'|'.join(raw['nouns'])})s?(?= (?:that|to|of|for)\b)"
    return re.compile(rf"\b(?:{verbs}|{nouns}\b)(?: that\b| whether\b| to\b| about\b| of\b| for\b)?")


def attributions(document: Document) -> Iterator[Attributed]:
    """In the order of the text; a quotation that runs over several sentences is one."""
    last: Attributed | None = None
    for sentence, voice in zip(document.sentences, voices(document), strict=True):
        found = list(_sentence(document, sentence, voice))
        if last is not None and len(found) == 1 and found[0].carried and _same_paragraph(document, last, found[0]):
            last = replace(last, content=(*last.content, *found[0].content))
            continue
        if last is not None:
            yield last
        yield from found[:-1]
        last = found[-1] if found else None
    if last is not None:
        yield last


def _same_paragraph(document: Document, first: Attributed, second: Attributed) -> bool:
    return "\n\n" not in document.text[first.content[-1].end : second.content[0].start]


def _sentence(document: Document, sentence: Span, voice: Voice) -> Iterator[Attributed]:
    text = document.slice(sentence)
    if len(text) > MAX:
        return

    def at(stretches: list[Stretch]) -> tuple[Span, ...]:
        trimmed = (_trimmed(text, start, end) for start, end in stretches)
        return tuple(Span(start=sentence.start + a, end=sentence.start + b) for a, b in trimmed if b > a)

    found = voice.report
    marked = [(span.start, span.end) for span in quoted_spans(text)]
    if found is not None and found.content[0] >= 0 and found.content[1] - found.content[0] > 8:
        start, end = found.content
        end = max([end, *(last for first, last in marked if first < end < last)])  # with its closing mark
        stretches = [(start, end)]
        if found.form == "after":  # "A," he said, "and B."
            stretches += [(first, last) for first, last in marked if first >= found.cue[1]]
        source = Span(start=sentence.start + found.subject[0], end=sentence.start + found.subject[1])
        yield Attributed(at(stretches), voice.cue, source, voice.name)
        return
    quotes = [
        (span.start, span.end) for span in quoted_spans(text) if len(WORDS.findall(text[span.start : span.end])) >= FEW
    ]
    covered = sum(end - start for start, end in quotes)
    if (voice.quoted or voice.carried) and found is None and (not quotes or covered > 0.7 * len(text)):
        after = AFTER_QUOTE.match(text, quotes[-1][1]) if quotes else None
        if after is None:
            yield Attributed(at([(0, len(text))]), voice.cue, voice.subject, voice.name, carried=True)
        else:
            yield Attributed(at(quotes), voice.cue, _moved(sentence, after.span("source")), voice.name)
        return
    for stretches, cue, named in _parts(text, quotes):
        if content := at(stretches):
            yield Attributed(
                content, _moved(sentence, cue) or voice.cue, _moved(sentence, named) or voice.subject, voice.name
            )


def _moved(sentence: Span, stretch: tuple[int, int] | None) -> Span | None:
    return Span(start=sentence.start + stretch[0], end=sentence.start + stretch[1]) if stretch else None


def _parts(text: str, quotes: list[Stretch]) -> Iterator[tuple[list[Stretch], Stretch | None, Stretch | None]]:
    """Content, cue and source: what follows each cue outside quotation marks, then the quotations that are left."""
    taken: list[Stretch] = []
    for match in _cue().finditer(text):
        if any(start <= match.start() < end for start, end in (*quotes, *taken)):
            continue
        before = SUBJECT.search(text[: match.start()])
        if before is None:
            continue
        end = _clause_end(text, match.end(), quotes)
        if len(WORDS.findall(text[match.end() : end])) < 2:
            continue
        taken.append((match.end(), end))
        yield [(match.end(), end)], match.span(), before.span("source")
    for start, end in quotes:
        if not any(low <= start < high for low, high in taken):
            found = AFTER_QUOTE.match(text, end) or SUBJECT_BEFORE.search(text[:start])
            yield [(start, end)], None, found.span("source") if found else None


def _clause_end(text: str, start: int, quotes: list[Stretch]) -> int:
    stop = STOPS.search(text, start + 12)
    if stop and not any(low <= stop.start() < high for low, high in quotes):
        return stop.start()
    return len(text)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the commas, spaces and full stop round it, a closing quotation mark kept."""
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    if end > start and text[end - 1] in ".!?" and text[start] not in "\"“'‘«":
        end -= 1
    return start, end
