"""Whose speech, letter or statement a heading says that a text is; the words of headings: `data/addresses.yaml`."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import NamedTuple

import yaml

from service.core.document import Document, Section, Span
from service.reading.people import FUNCTION, HONORIFIC, NAME, ROLE_NOUN, TITLE_WORD, is_person, split_title
from service.reading.speech.heard import table

_words: dict[str, list[str]] = yaml.safe_load(
    files("service.reading").joinpath("data/addresses.yaml").read_text("utf-8")
)


def either(key: str) -> str:
    """The words of a list as one regular expression."""
    return f"(?:{'|'.join(_words[key])})"


KIND = rf"(?:{either('which')} ){{0,4}}{either('kinds')}"
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
ASKING = re.compile(either("asking"))
SHARED = re.compile(rf"\b{either('shared')}\b", re.IGNORECASE)
HOLDS = re.compile(rf", (?:[\w’'-]+ ){{0,8}}?{ROLE_NOUN}\b", re.IGNORECASE)
# The whole of a heading: `Statement by the Foreign Ministry of Ardal`, `Ardal Foreign Ministry's Press Statement`.
DOCUMENT = rf"(?i:(?:{either('document_kinds')} )?(?P<kind>{either('documents')}))"
BODY = (
    rf"(?:the )?(?:[A-Z][\w’'-]* ){{0,6}}?(?i:{either('bodies')})"
    r"(?: (?:of|for) (?:the )?[A-Z][\w’'-]*(?:(?: of| for| and)?(?: the)? [A-Z][\w’'-]*){0,6})?"
)
BODYS = (
    re.compile(
        rf"(?:Text of (?:the )?)?{DOCUMENT} (?:by|of|from|issued by) (?P<who>{BODY})(?: (?:on|to|about) .{{2,99}})?"
    ),
    # A word in -s may be a verb: `Ardal Denounces Foreign Ministry's Statement`.
    re.compile(rf"(?P<who>(?:(?!\w+s )[A-Z][\w-]* ){{1,6}}?(?i:{either('bodies')}))['’]s? {DOCUMENT}"),
)
LONGEST = 300  # characters; a longer heading, or first sentence, is no title
TEXT_OF = re.compile(
    r"(?:(?:(?:the )?following|here|below|this) (?:is|are) (?:the )?)?"
    r"(?:(?:full )?(?:text|transcript)(?: of|:) (?:the |an? )?)?",
    re.IGNORECASE,
)


class Speaker(NamedTuple):
    """As the heading calls them, and where; `kind` is what a body speaks in, "" of a person."""

    name: str
    place: Span
    kind: str


def named(document: Document, section: Section, first: Span | None) -> Speaker | None:
    """Who speaks in the section, as its headings tell, or its sentence `first` where it has none."""
    if document.language != "en":
        return _titled(document, section)
    for place in section.headings or ((first,) if first else ()):
        lead = TEXT_OF.match(document.text, place.start, place.end)
        start = lead.end() if lead else place.start
        text = document.text[start : place.end].rstrip(".:")
        if len(text) > LONGEST or not (section.headings or start > place.start):
            continue
        for title in BODYS if section.headings else ():
            if (found := title.fullmatch(text)) and " " in found["who"]:
                at = start + found.start("who")
                return Speaker(found["who"], Span(start=at, end=at + len(found["who"])), found["kind"].lower())
        for title in () if SHARED.search(text) else TITLES:
            if (found := title.fullmatch(text)) and (name := _one_person(found.groupdict(""))):
                at = start + found.end("who")
                return Speaker(name, Span(start=at - len(name), end=at), "")
    return None


def titled_anew(document: Document, section: Section) -> bool:
    """Whether a heading calls the section a speech, whosever it is."""
    return any(SPEECH.search(document.text, place.start, place.end) for place in section.headings)


def _titled(document: Document, section: Section) -> Speaker | None:
    """In another language than English; where names are inflected, the heading itself is who speaks."""
    title = re.compile(table(document.language)["address.title"])
    for place in section.headings:
        if found := title.fullmatch(document.text, place.start, place.end):
            return Speaker(found["who"], Span(start=found.start("who"), end=found.end("who")), found["kind"])
    return None


def _one_person(title: dict[str, str]) -> str:
    """Who a title of `TITLES` names, when that is surely one person; `Letter from Port Ellison` is from a place."""
    name = HONORIFIC.sub("", title["who"])
    bare, office = split_title(name)
    # `Speech by Tam Orrin Angers Fishermen`
    if any(part in FUNCTION or ASKING.fullmatch(part) for part in bare.split()) or any(
        part.endswith(("s", "ed")) for part in bare.split()[2:]
    ):
        return ""
    held = title.get("held", "")
    other = re.match(f", ({NAME})", held)
    if other and is_person(split_title(other[1])[0]) and not TITLE_WORD.fullmatch(other[1].split()[-1]):
        return ""
    told = office or name != title["who"] or title.get("office") or HOLDS.match(held)
    to = title.get("by", "").lower() == "from" and title["rest"].lower().startswith(" to ")
    return name if is_person(bare) and (told or to or title.get("by", "by").lower() == "by") else ""
