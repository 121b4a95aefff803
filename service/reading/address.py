"""A speech or a letter of one person, or a body's statement, published whole: every sentence is theirs.

Its title says whose it is; its first person, or a title that is nothing else, that it is no report of one. Told of, it
is quoted: the words stand as they are, behind who said them.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from service.core.document import Document, Section, Span
from service.reading.company import FIRST_PERSON
from service.reading.people import HONORIFIC, NAME, is_person, split_title
from service.reading.speech.heard import table
from service.reading.speech.tongues import LANGUAGES
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
# The whole of a heading: `Statement by the Foreign Ministry of Ardal`, `Ardal Foreign Ministry's Press Statement`.
DOCUMENT = (
    r"(?:(?:[Pp]ress|[Jj]oint|[Oo]fficial|[Oo]pen) )?"
    r"(?P<kind>[Ss]tatement|[Cc]ommuniqu[eé]|[Dd]eclaration|[Aa]ppeal|[Ll]etter)"
)
BODY = (
    r"(?:the )?(?:[A-Z][\w’'-]* |(?:of|for|and|on) (?:the )?){0,8}?"
    r"(?i:ministry|committee|council|government|party|assembly|parliament|union|spokes(?:man|woman|person)|department|"
    r"bureau|commission|academy|institute|association|federation|headquarters|staff|command|army|embassy|mission|"
    r"office|agency|organi[sz]ation|board|bank|church|society|foundation|company|league)"
    r"(?: (?:of|for|on|in|at|to) [\w’' -]{2,60})?"
)
BODYS = (
    re.compile(rf"(?:Text of (?:the )?)?{DOCUMENT} (?:by|of|from|issued by) (?P<who>{BODY})"),
    re.compile(rf"(?P<who>(?=[A-Z]){BODY})(?:['’]s?)? {DOCUMENT}"),
)
OPENING = 300  # characters of a heading, or of a text without one, in which it is told whose the words are
TEXT_OF = re.compile(r"\b(?:full text|text of|transcript of|following is|following are)\b", re.IGNORECASE)
CAPITALS = re.compile(r"(?:[A-Z][\w-]* )*")  # what begins a text so may be its title
LEAST = 8  # sentences; less is an excerpt
STATED = 4  # of a statement
REPORTED = r"(?:statement|communiqu[eé]|declaration|appeal|letter)"  # what a report of it says it in
SPOKEN = 0.2  # share of sentences in the first person
SHORT = 5  # sentences; a part that has less, under a heading of its own, goes on as the part before
SAYS = r"(?:said|says|told|added|stressed|noted|stated|declared|warned|announced|called)"


@dataclass(frozen=True)
class Address:
    """`speaker` as the title calls them, at `place`; the sentences that begin in [start, end) are theirs.

    `kind` is what a body speaks in: `statement`; "" of a person.
    """

    speaker: str
    place: Span
    start: int
    end: int
    kind: str
    language: str

    @property
    def voice(self) -> Voice:
        return Voice(name=self.speaker, antecedent=self.place, quoted=True)

    @property
    def frames(self) -> tuple[str, str]:
        """What goes before their words: the first time, and once they were named. Outside English, only who it is."""
        if self.language != "en":
            return (f"{self.speaker}{'：' if self.language == 'zh' else ':'}",) * 2
        again = f"The {self.kind}" if self.kind else split_title(self.speaker)[0]
        return f"{self.speaker[0].upper()}{self.speaker[1:]} said:", f"{again} said:"


class _Speaker(NamedTuple):
    name: str
    place: Span
    kind: str


def addresses(document: Document) -> list[Address]:
    """The parts of the document that are somebody's speech or statement, in order."""
    found: list[Address] = []
    who: _Speaker | None = None
    last = False  # whether the section before was theirs
    english = document.language == "en"
    for section in document.sections if english or document.language in LANGUAGES else ():
        own = _speaker(document, section) if english else _titled(document, section)
        who = own or who
        theirs = who is not None and _theirs(document, section, who, first=own is not None or not last)
        if who and theirs and last and not own:
            found[-1] = replace(found[-1], end=section.end)
        elif who and theirs:
            found.append(Address(who.name, who.place, section.start, section.end, who.kind, document.language))
        last = theirs
    return found


def framed(frame: str, words: str) -> str:
    """What somebody said, as a statement."""
    return f"{frame}{'' if frame.endswith('：') else ' '}“{words}”"


def words_in(text: str, frame: str) -> str:
    """The words that `framed` put behind the frame; "" where it did not."""
    found = re.search(r"“([^“”\"]+)”$", text)
    return found.group(1) if found and framed(frame, found.group(1)) == text else ""


def _speaker(document: Document, section: Section) -> _Speaker | None:
    """Who speaks in the section, as its headings or its first words tell, and where they are named."""
    for place in section.headings or section.paragraphs[:1]:
        end = min(place.end, place.start + OPENING)
        for title in BODYS if section.headings else ():
            if found := title.fullmatch(document.text, place.start, place.end):
                return _Speaker(
                    found["who"], Span(start=found.start("who"), end=found.end("who")), found["kind"].lower()
                )
        titled = section.headings or TEXT_OF.search(document.text, place.start, end)
        for title in TITLES:
            found = title.search(document.text, place.start, end)
            if found is None or not (titled or _capital(document.text, place.start, found.start())):
                continue
            name = HONORIFIC.sub("", found["who"])
            if is_person(split_title(name)[0]):
                return _Speaker(name, Span(start=found.end("who") - len(name), end=found.end("who")), "")
    return None


def _capital(text: str, start: int, at: int) -> bool:
    """Whether words with capitals alone stand in [start, at), and go on."""
    return CAPITALS.fullmatch(text, start, at) is not None and text[at].isupper()


def _titled(document: Document, section: Section) -> _Speaker | None:
    """The same in another language than English; where names are inflected, the heading itself is who speaks."""
    title = re.compile(table(document.language)["address.title"])
    for place in section.headings:
        if found := title.fullmatch(document.text, place.start, place.end):
            return _Speaker(found["who"], Span(start=found.start("who"), end=found.end("who")), found["kind"])
    return None


def _theirs(document: Document, section: Section, who: _Speaker, *, first: bool) -> bool:
    """Whether the section is what they say and no report of it: a person's in the first person."""
    texts = [unquoted(text) for text in _sentences(document, section)]
    if not first and len(texts) < SHORT:
        return True
    own, reported, stated = _signs(document.language, who)
    spoken = stated or sum(bool(own.search(text)) for text in texts) >= SPOKEN * len(texts)
    least = (STATED if stated else LEAST) if first else SHORT
    return len(texts) >= least and spoken and not any(reported.search(text) for text in texts)


def _signs(language: str, who: _Speaker) -> tuple[re.Pattern[str], re.Pattern[str], bool]:
    """What tells the first person, and a report of the speech; and whether a body states it, in whatever person."""
    if language != "en":
        words = table(language)
        first, reported = words["cues.first"], words["address.reported"]
        return re.compile(first, re.IGNORECASE), re.compile(reported), who.kind in words["address.stated"].split("|")
    last = REPORTED if who.kind else re.escape(who.name.rsplit(maxsplit=1)[-1])
    reported = rf"\b{last} (?:also )?{SAYS}\b|\b{SAYS} (?:[\w’'-]+ ){{0,3}}{last}\b"
    return FIRST_PERSON, re.compile(reported), bool(who.kind)


def _sentences(document: Document, section: Section) -> Iterator[str]:
    spans = document.sentences
    at = bisect.bisect_left(spans, section.start, key=lambda span: span.start)
    while at < len(spans) and spans[at].start < section.end:
        yield document.slice(spans[at])
        at += 1
