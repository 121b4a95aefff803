"""What a claim needs to stand alone: people with their titles; people, bodies and meetings by their full names.

English.

Every word put in stands in another sentence of the article, which becomes evidence of the claim.
"""

from __future__ import annotations

import re
from dataclasses import replace

from service.core.document import Document, Span
from service.draft.neutral import neutral
from service.draft.sentences import Candidate, Reader
from service.draft.wording import Wording, whole
from service.reading.bodies import COMPANY, PART, SHORT, Body, called
from service.reading.called import OFFICE, only
from service.reading.people import CAP, FUNCTION, PARTICLE, ROLE_NOUN, Person, office_of
from service.reading.reporting import MAX
from service.reading.titles import ROLE
from service.reading.voice import Voice
from service.reading.words import UPPER, quoted_spans, word_count

# `Transport Minister`, `Opposition leader`; not the `Asked President` of an opening.
TITLE = re.compile(
    rf"(?<![\w’'-])(?P<title>(?![A-Z][a-z]*(?:ed|ing)\b|The\b|On\b|In\b)(?=[{UPPER}])"
    rf"(?:[{UPPER}][\w-]* |(?i:{ROLE_NOUN}) ){{0,3}}(?i:{ROLE_NOUN}) )$"
)
LONGEST = 64  # characters before a name in which its title stands
STYLED = re.compile(
    r"(?:(?:His|Her|Their) )?(?:(?:Royal|Imperial) )?(?:Majesty|Highness|Excellency|Holiness|Eminence) "
)
NEAR = 8  # characters before a title that tell what it belongs to
OF = re.compile(r"\b(?:of|for)(?: the)? $")
RANK = re.compile(rf"(?i:{ROLE_NOUN}) $")
# What can follow a body that is called by a short name, so that it is no attribute and no other's: not `the union
# leader`, not `the council of Orla`.
GOES_ON = (
    r"(?=[,.;:]| (?:is|was|has|had|have|would|will|could|may|might|can|must|should|to|in|on|for|by|from|with|"
    r"at|and|or|but|that|which|also|now|says?|said|told|wants?|plans?|expects?|makes?|made|paid|put|\w+ed)\b)"
)
BODY = re.compile(
    rf"(?<!percent of )(?<!per cent of )(?<!% of )\b(?:[Tt]he [A-Z]?[a-z]+|(?:[Tt]he )?[{UPPER}]{{2,8}})\b{GOES_ON}"
)
# One name by itself, or an office.
CALLED = re.compile(
    rf"(?:\b[Tt]he\s+(?:respected\s+)?(?P<office>(?:[\w-]+\s+){{0,2}}?(?i:{OFFICE}))\b"
    rf"|(?<![\w’'-])(?P<one>[{UPPER}][^\W\d_]+(?:-[^\W\d_]+)*))(?![\w-]|\s[{UPPER}])"
    r"(?!\s(?:of|for|at)\b)(?P<own>['’]s?(?!\w))?"
)
APPOSED = re.compile(rf", (?P<name>(?:{PART} ){{1,5}}{PART}),")  # The supplier, Hartwell Motors, denied
PLACED = re.compile(r"\b(?:of|in|at|from) (?:the )?[A-Z][\w’' -]*$")  # Residents of Orla, North Ardal, said
QUALIFIED = re.compile(r"(?:Former|Then|Original|Acting|Retired|Veteran|Longtime) ")  # opened a sentence
MOST = 2  # bodies named in full in one claim; more would make it long


def standing(reader: Reader, candidate: Candidate) -> Candidate:
    """The candidate worded so that a reader who sees nothing else knows who and what is meant."""
    document, span, voice = reader.document, candidate.span, candidate.voice
    if not reader.english or not reader.own[candidate.index] or len(candidate.source) > MAX or reader.speech(span):
        return candidate
    told = with_title(document, span, voice)
    speaker, named = _speaker(document, span, voice)
    if speaker and voice.antecedent:
        told = replace(voice, name=speaker)  # `it said`
    wording = neutral(document, span, told, decorated=reader.decorated, company=reader.of_company(span))
    put = full_names(wording, document, span)
    met = people(wording, reader, span, voice)
    text, swaps = wording.render()
    if not whole(text, caseless=reader.caseless):  # a rule goes wrong here
        text, swaps, put, met, told = candidate.text, candidate.swaps, {}, [], voice
    attribution = candidate.attribution.model_copy(update={"speaker": speaker}) if speaker else candidate.attribution
    places = [
        told.antecedent,
        *(sharer.antecedent for sharer in told.sharers),
        named,
        *(Span(start=body.start, end=body.end) for body in put.values()),
        *met,
    ]
    return replace(
        candidate,
        text=text,
        swaps=swaps,
        sources=reader.sources(span, *places),
        attribution=attribution,
        words=word_count(text),
    )


def _speaker(document: Document, span: Span, voice: Voice) -> tuple[str, Span | None]:
    """The full name of a speaker that is a body, "" for others; and where it stands, when not in the sentence."""
    if not voice.name:
        return "", None
    aside = APPOSED.match(document.text, voice.subject.end, span.end) if voice.subject else None
    if voice.subject and aside and voice.name not in aside["name"] and not PLACED.search(document.slice(voice.subject)):
        return aside["name"], None
    body = full_name(document, span, voice.name)
    return (re.sub("^The ", "the ", body.name), Span(start=body.start, end=body.end)) if body else ("", None)


def title_of(document: Document, name: str) -> Span | None:
    """Where the article first names the person `name` with a title before the name, title and name; None nowhere."""
    at = document.text.find(name)
    while at >= 0:
        before = TITLE.search(document.text, max(0, at - LONGEST), at)
        if not document.text[at + len(name) : at + len(name) + 1].isalnum():
            if before:
                return Span(start=_begins(document.text, before), end=at + len(name))
            start = _office(document.text, at)
            if start < at:
                return Span(start=start, end=at + len(name))
        at = document.text.find(name, at + len(name))
    return None


def _begins(text: str, title: re.Match[str]) -> int:
    """Where a title begins without a style, and what another office is of: Chief of the Guard | General Orrin."""
    start, end = title.span("title")
    rank = RANK.search(text, start, end)
    if rank and rank.start() > start and OF.search(text, max(0, start - NEAR), start):
        return rank.start()
    style = STYLED.match(text, start)
    return style.end() if style else start


def _office(text: str, at: int) -> int:
    """Where `Minister of Public Health` begins that ends before the name at `at`; `at` itself where none does."""
    charge = re.search(rf"(?:{CAP} )+$", text[max(0, at - LONGEST) : at])
    first = at - len(charge.group()) if charge else at
    start = first - len(office_of(text, first))
    return start if charge and start < first and text[start].isupper() else at


def people(wording: Wording, reader: Reader, sentence: Span, voice: Voice) -> list[Span]:
    """Put the full names of people for one name, or for an office; where the article gives those names before."""
    text, document = wording.source, reader.document
    quotes = quoted_spans(text)
    met: dict[str, Span] = {}
    for match in CALLED.finditer(text):
        if len(met) == MOST or any(quote.start <= match.start() < quote.end for quote in quotes):
            continue
        person = _called(reader, match, text)
        if person is None or person.name in met or person.name in (voice.name or ""):
            continue
        place = person.last_before(sentence.start)
        short = " ".join((match["one"] or "the " + match["office"]).split())
        if not place or person.name in " ".join(text.split()) or not only(document.text, short, person.name):
            continue
        if wording.swap(*match.span(), person.name + (match["own"] or ""), "person", over=True):
            met[person.name] = Span(start=place[0], end=place[1])
    return list(met.values())


def _called(reader: Reader, match: re.Match[str], text: str) -> Person | None:
    """Who is called by one name that stands by itself, or by an office."""
    if match["office"]:
        return reader.people.holder(match["office"])
    alone = not re.search(rf"(?:[{UPPER}][\w.’'-]*|\b{PARTICLE})\s$", text[: match.start()])
    opens = match.start() == 0 and re.search(rf"\b{match['one'].lower()}\b", reader.document.text)
    return reader.people.by_surname.get(match["one"]) if alone and not opens and match["one"] not in FUNCTION else None


def full_names(wording: Wording, document: Document, sentence: Span) -> dict[str, Body]:
    """Put full names for short ones in the `wording` of `sentence`; each body by what it was called."""
    text = wording.source
    quotes = quoted_spans(text)
    put: dict[str, Body] = {}
    for match in BODY.finditer(text):
        short = match.group()
        if any(quote.start <= match.start() < quote.end for quote in quotes) or len(put) == MOST:
            continue
        if short.lower() in put or not (body := full_name(document, sentence, short)):
            continue
        if wording.swap(match.start(), match.end(), _fitting(body.name, short, text), "full name"):
            put[short.lower()] = body
    return put


def full_name(document: Document, sentence: Span, short: str) -> Body | None:
    """The body that `short` stands for in `sentence`, where the sentence itself does not name it."""
    if not (SHORT.fullmatch(short) or short.rsplit(maxsplit=1)[-1].isupper()):
        return None
    body = called(document.text, short, sentence.start)
    named = body and re.sub(r"^[Tt]he ", "", body.name) in " ".join(document.slice(sentence).split())
    return None if named else body


def _fitting(name: str, short: str, text: str) -> str:
    """The name with its article in the case of the words it stands for."""
    bare = re.sub(r"^[Tt]he ", "", name)
    if bare == name and COMPANY & set(name.lower().split()):
        return name
    return f"{'The' if short[0] == 'T' or text.startswith(short) else 'the'} {bare}"


def with_title(document: Document, sentence: Span, voice: Voice) -> Voice:
    """The voice of `sentence`, its speaker named with the title that the article once gives.

    The same where the subject tells who the speaker is: by a title, or in apposition.
    """
    if not voice.name or " " not in voice.name:
        return voice
    if voice.carried:
        place = title_of(document, voice.name)
        return replace(voice, name=document.slice(place), antecedent=place) if place else voice
    if not voice.subject or not voice.report:
        return voice
    after = document.text[voice.subject.end : min(sentence.end, voice.subject.end + 2)]
    told = (after == ", " and voice.report.form != "after") or ROLE.search(document.slice(voice.subject))
    if told and voice.antecedent is None:
        return voice
    place = title_of(document, voice.name)
    if place is None or sentence.start <= place.start < sentence.end:
        return voice
    name = document.slice(place)
    if voice.subject.start > sentence.start and QUALIFIED.match(name):
        name = name[0].lower() + name[1:]
    return replace(voice, name=name, antecedent=place)
