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
from service.reading.people import FUNCTION, HONORIFIC, NAME, ROLE_NOUN, TITLE_WORD, is_person, split_title
from service.reading.speech.heard import table
from service.reading.speech.tongues import LANGUAGES
from service.reading.voice import Voice
from service.reading.words import UPPER, unquoted

RULE = "address"  # the name of the swap that puts who said it before a sentence
# A title is read as a whole: `Doubts After Speech by Tam Orrin` is no speech. So all that may stand in it is listed.
WHICH = (
    r"(?:(?:New|Years?(?:['’]s)?|Opening|Closing|Inaugural|Welcome|Welcoming|Farewell|Keynote|Policy|Press|Open|"
    r"Official|Written|Televised|Radio|Congratulatory|Christmas|Easter|Budget|Acceptance|State of the Union|\d{4}) )"
)
KIND = rf"{WHICH}{{0,4}}(?:Address|Speech|Remarks|Statement|Message|Lecture|Sermon|Homily|Letter)"
SPEECH = re.compile(rf"\b(?:{KIND})\b", re.IGNORECASE)
OFFICE = (
    r"(?P<office>(?:the )?(?:(?!(?:to|for|of|on|and|with)\b)[\w’'-]+ ){0,5}?"
    rf"{ROLE_NOUN} (?:(?:of|for) [^,:.]{{2,60}}, )?)"
)
ANY = r"[^:?!]{2,150}"
WHERE = rf"(?P<rest> (?:to|at|in|on|before|during|for) {ANY})?"
WHO = rf"(?:the )?(?P<who>(?-i:{NAME}))"
TITLES = tuple(
    re.compile(title, re.IGNORECASE)
    for title in (
        rf"{KIND}(?: (?:to|before) the {ANY}?)?? (?P<by>by|from) {OFFICE}??{WHO}(?:{WHERE}|(?P<held>, {ANY}))",
        rf"{KIND} (?P<by>of) {OFFICE}??{WHO}(?:{WHERE}|(?P<held>, {ANY}))",
        rf"{WHO}['’]s? {KIND}{WHERE}",
        rf"{WHO}(?::| [–—-]) {KIND}{WHERE}",
    )
)
ASKED = frozenset("What Why How Where Who Which Inside Behind".split())
HOLDS = re.compile(rf", (?:[\w’'-]+ ){{0,8}}?{ROLE_NOUN}\b", re.IGNORECASE)
# What others have a part in, and what is about another's words.
SHARED = re.compile(
    r"\b(?:joint|interview|conference with|press conference|debate|questions?|q ?& ?a|discussion|conversation|panel|"
    r"review|analysis|opinion)\b",
    re.IGNORECASE,
)
# The whole of a heading: `Statement by the Foreign Ministry of Ardal`, `Ardal Foreign Ministry's Press Statement`.
DOCUMENT = (
    r"(?:(?:[Pp]ress|[Jj]oint|[Oo]fficial|[Oo]pen) )?"
    r"(?P<kind>[Ss]tatement|[Cc]ommuniqu[eé]|[Dd]eclaration|[Aa]ppeal|[Ll]etter)"
)
BODY_NOUN = (
    r"(?:ministry|committee|council|government|party|assembly|parliament|union|spokes(?:man|woman|person)|department|"
    r"bureau|commission|academy|institute|association|federation|headquarters|staff|command|army|embassy|mission|"
    r"office|agency|organi[sz]ation|board|bank|church|society|foundation|company|league)"
)
BODY = (
    rf"(?:the )?(?:[A-Z][\w’'-]* ){{0,6}}?(?i:{BODY_NOUN})"
    r"(?: (?:of|for) (?:the )?[A-Z][\w’'-]*(?:(?: of| for| and)?(?: the)? [A-Z][\w’'-]*){0,6})?"
)
BODYS = (
    re.compile(
        rf"(?:Text of (?:the )?)?{DOCUMENT} (?:by|of|from|issued by) (?P<who>{BODY})(?: (?:on|to|about) .{{2,99}})?"
    ),
    # A word in -s may be a verb: `Ardal Denounces Foreign Ministry's Statement`.
    re.compile(rf"(?P<who>(?:(?!\w+s )[A-Z][\w-]* ){{1,6}}?(?i:{BODY_NOUN}))['’]s? {DOCUMENT}"),
)
OPENING = 300  # characters; a longer heading, or first sentence, is no title
TEXT_OF = re.compile(
    r"(?:(?:(?:the )?following|here|below|this) (?:is|are) (?:the )?)?"
    r"(?:(?:full )?(?:text|transcript)(?: of|:) (?:the |an? )?)?",
    re.IGNORECASE,
)
BYLINE = re.compile(rf"By (?P<who>{NAME})")
# Who asks, interprets or leads over, in a text of several.
LABEL = re.compile(rf"(?:Q|A|Question|Answer|Moderator|Host|Chair|Interpreter|[{UPPER} .'’-]{{3,40}}|{NAME}): ")
NOTE = re.compile(r"[(\[](?:applause|laughter|cheers|cheering|audience)", re.IGNORECASE)
LEAST = 8  # sentences; less is an excerpt
STATED = 4  # of a statement
REPORTED = r"(?:statement|communiqu[eé]|declaration|appeal|letter)"  # what a report of it says it in
SPOKEN = 0.2  # share of sentences in the first person
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
    english = document.language == "en"
    for section in document.sections if english or document.language in LANGUAGES else ():
        own = _speaker(document, section) if english else _titled(document, section)
        who = own or (None if _titled_anew(document, section) else who)
        if who is None or not _theirs(document, section, who, first=own is not None):
            who = None  # another article, after which nothing goes on
        elif own:
            start = max(section.start, who.place.end)
            found.append(Address(who.name, who.place, start, section.end, who.kind, document.language))
        else:
            found[-1] = replace(found[-1], end=section.end)
    return found


def _titled_anew(document: Document, section: Section) -> bool:
    """Whether a heading calls the section a speech, whosever it is."""
    return any(SPEECH.search(document.text, place.start, place.end) for place in section.headings)


def framed(frame: str, words: str) -> str:
    """What somebody said, as a statement."""
    return f"{frame}{'' if frame.endswith('：') else ' '}“{words}”"


def words_in(text: str, frame: str) -> str:
    """The words that `framed` put behind the frame; "" where it did not."""
    found = re.search(r"“([^“”\"]+)”$", text)
    return found.group(1) if found and framed(frame, found.group(1)) == text else ""


def _speaker(document: Document, section: Section) -> _Speaker | None:
    """Who speaks in the section, as its headings or its first sentence tells, and where they are named."""
    for place in section.headings or tuple(_spans(document, section))[:1]:
        lead = TEXT_OF.match(document.text, place.start, place.end)
        start = lead.end() if lead else place.start
        text = document.text[start : place.end].rstrip(".:")
        if len(text) > OPENING or not (section.headings or start > place.start):
            continue
        for title in BODYS if section.headings else ():
            if (found := title.fullmatch(text)) and " " in found["who"]:
                return _Speaker(found["who"], _moved(found, start), found["kind"].lower())
        for title in () if SHARED.search(text) else TITLES:
            if (found := title.fullmatch(text)) and (name := _one_person(found.groupdict(""))):
                at = start + found.end("who")
                return _Speaker(name, Span(start=at - len(name), end=at), "")
    return None


def _moved(found: re.Match[str], start: int) -> Span:
    return Span(start=start + found.start("who"), end=start + found.end("who"))


def _one_person(title: dict[str, str]) -> str:
    """Who a title of `TITLES` names, when that is surely one person; `Letter from Port Ellison` is from a place."""
    name = HONORIFIC.sub("", title["who"])
    bare, office = split_title(name)
    # `Speech by Tam Orrin Angers Fishermen`
    if set(bare.split()) & (FUNCTION | ASKED) or any(part.endswith(("s", "ed")) for part in bare.split()[2:]):
        return ""
    held = title.get("held", "")
    other = re.match(f", ({NAME})", held)
    if other and is_person(split_title(other[1])[0]) and not TITLE_WORD.fullmatch(other[1].split()[-1]):
        return ""
    told = office or name != title["who"] or title.get("office") or HOLDS.match(held)
    to = title.get("by", "").lower() == "from" and title["rest"].lower().startswith(" to ")
    return name if is_person(bare) and (told or to or title.get("by", "by").lower() == "by") else ""


def _titled(document: Document, section: Section) -> _Speaker | None:
    """The same in another language than English; where names are inflected, the heading itself is who speaks."""
    title = re.compile(table(document.language)["address.title"])
    for place in section.headings:
        if found := title.fullmatch(document.text, place.start, place.end):
            return _Speaker(found["who"], Span(start=found.start("who"), end=found.end("who")), found["kind"])
    return None


def _theirs(document: Document, section: Section, who: _Speaker, *, first: bool) -> bool:
    """Whether the section is what they say and no report of it: in the first person, but for a body's statement."""
    spans = [span for span in _spans(document, section) if span.start >= who.place.end]
    texts = [unquoted(document.slice(span)) for span in spans]
    own, reported, stated = _signs(document.language, who)
    # A speech may have headings of its own, so that its first part is short.
    count = len(texts) if stated or not first else sum(span.start >= who.place.end for span in document.sentences)
    if (
        not texts
        or count < ((STATED if stated else LEAST) if first else 1)
        or any(reported.search(text) for text in texts)
        or _others(document, section, who)
    ):
        return False
    return (first and stated) or sum(bool(own.search(text)) for text in texts) >= SPOKEN * len(texts)


def _others(document: Document, section: Section, who: _Speaker) -> bool:
    """Whether the section tells that another wrote it, or that several speak."""
    for place in (*section.headings, *section.paragraphs):
        byline = BYLINE.match(document.text, place.start, place.end)
        if byline and byline["who"] not in who.name:
            return True
        if place not in section.headings and LABEL.match(document.text, place.start, place.end):
            return True
    return False


def _signs(language: str, who: _Speaker) -> tuple[re.Pattern[str], re.Pattern[str], bool]:
    """What tells the first person, and a report of the speech; and whether a body states it, in whatever person."""
    if language != "en":
        words = table(language)
        first, reported = words["cues.first"], words["address.reported"]
        return re.compile(first, re.IGNORECASE), re.compile(reported), who.kind in words["address.stated"].split("|")
    if who.kind:
        reported = rf"\b(?:(?i:{REPORTED}|{BODY_NOUN})|[Ii]t|[Hh]e|[Ss]he) (?:also )?{SAYS}\b"
        return FIRST_PERSON, re.compile(rf"{reported}|\b{SAYS} (?:[\w’'-]+ ){{0,3}}{REPORTED}\b"), True
    bare, office = split_title(who.name)
    name, last = re.escape(bare), re.escape(bare.rsplit(maxsplit=1)[-1])
    held = rf"[Tt]he {re.escape(office.rsplit(maxsplit=1)[-1].lower())}" if office else last
    told = (
        rf"\b(?:{last}|{held})(?:['’]s\b| (?:also |then )?(?:{SAYS}|\w+ed|is|was|has|had|did|spoke|gave|took|made)\b)"
    )
    return FIRST_PERSON, re.compile(rf"\b{name}\b|{told}|\b{SAYS} (?:[\w’'-]+ ){{0,3}}{last}\b"), False


def _spans(document: Document, section: Section) -> Iterator[Span]:
    spans = document.sentences
    at = bisect.bisect_left(spans, section.start, key=lambda span: span.start)
    while at < len(spans) and spans[at].start < section.end:
        yield spans[at]
        at += 1
