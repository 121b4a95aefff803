"""A speech, a message or a letter of one person, published whole: every sentence of it is theirs. English.

Its title says whose it is, and its first person that it is no report of one. Told of, it is quoted: the words stand
as they are, behind who said them.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.core.document import Document, Section, Span
from service.reading.company import FIRST_PERSON
from service.reading.people import HONORIFIC, NAME, is_person, split_title
from service.reading.voice import Voice
from service.reading.words import unquoted

RULE = "address"  # the name of the swap that puts who said it before a sentence
KIND = (
    r"(?:[Aa]ddress|[Ss]peech|[Rr]emarks|[Ss]tatement|[Mm]essage|[Ll]ecture|[Kk]eynote|[Oo]ration|[Ss]ermon|[Hh]omily|"
    r"[Tt]estimony|[Gg]reetings|[Ll]etter|[Aa]ppeal|ADDRESS|SPEECH|REMARKS|STATEMENT|MESSAGE|LETTER)"
)
TITLES = (
    re.compile(rf"\b{KIND}\b[^.:]{{0,60}}?\b(?:by|of|from|BY|OF)\b[^.]{{0,80}}?(?P<who>{NAME})"),
    re.compile(rf"(?P<who>{NAME})['’]s?(?: [\w’'-]+){{0,4}}? {KIND}\b"),
    re.compile(rf"^(?P<who>{NAME})(?::| [–—-]) (?:[\w’'-]+ ){{0,5}}?{KIND}\b"),
)
OPENING = 300  # characters of a heading, or of a text without one, in which it is told whose the words are
TEXT_OF = re.compile(r"\b(?:full text|text of|transcript of|following is|following are)\b", re.IGNORECASE)
CAPITALS = re.compile(r"(?:[A-Z][\w-]* )*")  # what begins a text so may be its title
LEAST = 8  # sentences; less is an excerpt
SPOKEN = 0.2  # share of sentences in the first person
SHORT = 5  # sentences; a part that has less, under a heading of its own, goes on as the part before
SAYS = r"(?:said|says|told|added|stressed|noted|stated|declared|warned|announced|called)"


@dataclass(frozen=True)
class Address:
    """`speaker` as the title calls them, at `place`; the sentences that begin in [start, end) are theirs."""

    speaker: str
    place: Span
    start: int
    end: int

    @property
    def voice(self) -> Voice:
        return Voice(name=self.speaker, antecedent=self.place, quoted=True)

    @property
    def frames(self) -> tuple[str, str]:
        """What goes before their words: the first time, and once they were named with their title."""
        return f"{self.speaker} said:", f"{split_title(self.speaker)[0]} said:"


def addresses(document: Document) -> list[Address]:
    """The parts of the document that are somebody's speech, in order."""
    found: list[Address] = []
    who: tuple[str, Span] | None = None
    for section in document.sections if document.language == "en" else ():
        own = _speaker(document, section)
        who = own or who
        first = own is not None or not found
        if who and _spoken(document, section, who[0], first=first):
            found.append(Address(*who, section.start, section.end))
    return found


def address_at(document: Document, at: int) -> Address | None:
    """The speech that the sentence at the offset `at` is of."""
    return next((found for found in addresses(document) if found.start <= at < found.end), None)


def framed(frame: str, words: str) -> str:
    """What somebody said, as a statement."""
    return f"{frame} “{words}”"


def words_in(text: str, frame: str) -> str:
    """The words that `framed` put behind the frame; "" where it did not."""
    found = re.fullmatch(rf"{re.escape(frame)} “([^“”\"]+)”", text)
    return found.group(1) if found else ""


def _speaker(document: Document, section: Section) -> tuple[str, Span] | None:
    """Who speaks in the section, as its headings or its first words tell, and where they are named."""
    for place in section.headings or section.paragraphs[:1]:
        end = min(place.end, place.start + OPENING)
        titled = section.headings or TEXT_OF.search(document.text, place.start, end)
        for title in TITLES:
            found = title.search(document.text, place.start, end)
            if found is None or not (titled or _capital(document.text, place.start, found.start())):
                continue
            name = HONORIFIC.sub("", found["who"])
            if is_person(split_title(name)[0]):
                return name, Span(start=found.end("who") - len(name), end=found.end("who"))
    return None


def _capital(text: str, start: int, at: int) -> bool:
    """Whether words with capitals alone stand in [start, at), and go on."""
    return CAPITALS.fullmatch(text, start, at) is not None and text[at].isupper()


def _spoken(document: Document, section: Section, speaker: str, *, first: bool) -> bool:
    """Whether the section is in the first person of the speaker, of whom nothing is told in the third."""
    texts = [unquoted(text) for text in _sentences(document, section)]
    if not first and len(texts) < SHORT:
        return True
    own = sum(bool(FIRST_PERSON.search(text)) for text in texts)
    last = re.escape(speaker.rsplit(maxsplit=1)[-1])
    reported = re.compile(rf"\b{last} (?:also )?{SAYS}\b|\b{SAYS} (?:[\w’'-]+ ){{0,3}}{last}\b")
    enough = len(texts) >= (LEAST if first else SHORT) and own >= SPOKEN * len(texts)
    return enough and not any(reported.search(text) for text in texts)


def _sentences(document: Document, section: Section) -> Iterator[str]:
    first = bisect.bisect_left(document.sentences, section.start, key=lambda span: span.start)
    for span in document.sentences[first:]:
        if span.start >= section.end:
            return
        yield document.slice(span)
