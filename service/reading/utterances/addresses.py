"""A speech or a letter of one person, or a body's statement, published whole: every sentence is theirs.

Its title says whose it is; its first person, or a title that is nothing else, that it is no report of one.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import replace

from service.core.document import Document, Section, Span
from service.reading.company import FIRST_PERSON
from service.reading.people import NAME, split_title
from service.reading.speech.heard import table
from service.reading.speech.tongues import LANGUAGES
from service.reading.utterances.headings import Speaker, either, named, titled_anew
from service.reading.utterances.labels import CAPITALS, LABEL
from service.reading.utterances.utterance import Utterance
from service.reading.words import unquoted

BYLINE = re.compile(rf"By (?P<who>{NAME})")
PART = re.compile(either("parts"))
SAYS, STATEMENT, BODY = either("says"), either("documents"), either("bodies")
LEAST = 8  # sentences; less is an excerpt
STATED = 4  # of a statement
SPOKEN = 0.2  # share of sentences in the first person


def addresses(document: Document) -> list[Utterance]:
    """The parts of the document that are somebody's speech or statement, in order."""
    found: list[Utterance] = []
    who: Speaker | None = None
    for section in document.sections if document.language in ("en", *LANGUAGES) else ():
        spans = _sentences(document, section)
        own = named(document, section, spans[0] if spans else None)
        who = own or (None if titled_anew(document, section) else who)
        if who is None or not _theirs(document, section, spans, who, first=own is not None):
            who = None  # another article, after which nothing goes on
        elif own:
            start = max(section.start, who.place.end)
            found.append(Utterance(who.name, who.place, start, section.end, who.kind, document.language))
        else:
            found[-1] = replace(found[-1], end=section.end)
    return found


def _sentences(document: Document, section: Section) -> tuple[Span, ...]:
    first, last = (
        bisect.bisect_left(document.sentences, at, key=lambda span: span.start) for at in (section.start, section.end)
    )
    return document.sentences[first:last]


def _theirs(document: Document, section: Section, spans: tuple[Span, ...], who: Speaker, *, first: bool) -> bool:
    """Whether the section is what they say and no report of it: in the first person, but for a body's statement."""
    texts = [unquoted(document.slice(span)) for span in spans if span.start >= who.place.end]
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


def _others(document: Document, section: Section, who: Speaker) -> bool:
    """Whether the section tells that another wrote it, or that several speak."""
    for place in (*section.headings, *section.paragraphs):
        byline = BYLINE.match(document.text, place.start, place.end)
        if byline and byline["who"] not in who.name:
            return True
    labels = (LABEL.match(document.text, place.start, place.end) for place in section.paragraphs)
    names = [label["who"] for label in labels if label]
    return any(" " in name or CAPITALS.fullmatch(name) or PART.fullmatch(name) for name in names)


def _signs(language: str, who: Speaker) -> tuple[re.Pattern[str], re.Pattern[str], bool]:
    """What tells the first person, and a report of the speech; and whether a body states it, in whatever person."""
    if language != "en":
        words = table(language)
        first, reported = words["cues.first"], words["address.reported"]
        return re.compile(first, re.IGNORECASE), re.compile(reported), who.kind in words["address.stated"].split("|")
    if who.kind:
        reported = rf"\b(?:(?i:{STATEMENT}|{BODY})|[Ii]t|[Hh]e|[Ss]he) (?:also )?{SAYS}\b"
        return FIRST_PERSON, re.compile(rf"{reported}|\b{SAYS} (?:[\w’'-]+ ){{0,3}}{STATEMENT}\b"), True
    bare, office = split_title(who.name)
    name, last = re.escape(bare), re.escape(bare.rsplit(maxsplit=1)[-1])
    held = rf"[Tt]he {re.escape(office.rsplit(maxsplit=1)[-1].lower())}" if office else last
    told = (
        rf"\b(?:{last}|{held})(?:['’]s\b| (?:also |then )?(?:{SAYS}|\w+ed|is|was|has|had|did|spoke|gave|took|made)\b)"
    )
    return FIRST_PERSON, re.compile(rf"\b{name}\b|{told}|\b{SAYS} (?:[\w’'-]+ ){{0,3}}{last}\b"), False
