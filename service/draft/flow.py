"""Chosen statements as a text: who speaks is heard in one go, a body and a place named once. English."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from service.core.draft import Drafted
from service.core.summary import Drop
from service.draft.naming import named
from service.draft.sentences import Candidate, Reader
from service.draft.short_names import names_of
from service.reading.bodies import Body, plain, read_bodies
from service.reading.people import NAME, ROLE_NOUN
from service.reading.words import quoted_spans, word_count

# `On Monday,`, `In Port Ellison,`: what needs no saying twice.
LEADING = re.compile(r"(?P<when>(?:On|In|At) [A-Z][\w’'-]*(?: [A-Z\d][\w’'-]*){0,3}), (?=(?:the|an?) |[A-Z])")
HEAD = re.compile(r"^[Tt]he .*?(?P<head>[^\W\d_]+)(?: (?:of|for) .*)?$")
CONTESTS = frozenset("league cup trophy championship".split())  # of one kind there are many
INITIALS = re.compile(r" \([A-Z]{2,8}\)")
SAID = re.compile(r"\b(?:said|says|told)\b")  # other verbs may tell what was done
OFFICE = re.compile(rf"\b(?:the|an?|his|her|its|their) (?:[\w-]+ ){{0,3}}?{ROLE_NOUN}\b", re.IGNORECASE)
STATED = ("before", "participle")  # forms of a report that begin with who speaks


def flow(reader: Reader, chosen: Sequence[Candidate], max_words: float = math.inf) -> list[Drafted]:
    """The chosen sentences as they follow each other: a speaker named just before stays `he` or `she`.

    Not where the sentence tells of another before it: `The mayor paid, he said`.
    A name is put in full only as far as the text stays within `max_words`.
    """
    out: list[Drafted] = []
    before: Candidate | None = None
    all_told = " ".join(candidate.text for candidate in chosen)
    names = names_of(reader, all_told)
    room = max_words - sum(candidate.words for candidate in chosen)
    for candidate in together(chosen):
        pick = candidate
        if before and _goes_on(reader, before, candidate):
            again = reader.candidate(candidate.index, keep_pronoun=True)
            pick = again if again.whole and again.alone else candidate
        drafted = Drafted(pick.text, pick.sources, pick.swaps, candidate.flags, drops=pick.drops)
        if reader.english and not reader.speech(candidate.span):
            drafted = _unrepeated(drafted, out[-1].text if out else "")
            drafted = named(reader, names, drafted, [told.text for told in out], room)
            drafted = _short_bodies(drafted, [told.text for told in out], reader.document.text)
        room += candidate.words - word_count(drafted.text)
        out.append(drafted)
        before = pick
    return out


def together(chosen: Sequence[Candidate]) -> list[Candidate]:
    """What one speaker says in one go, where only other speakers come between."""
    out: list[Candidate] = []
    for candidate in chosen:
        name = candidate.voice.name
        last = max((place for place, told in enumerate(out) if told.voice.name == name), default=-1) if name else -1
        between = out[last + 1 :]
        if last >= 0 and between and all(told.voice.name and SAID.search(told.text) for told in between):
            out.insert(last + 1, candidate)
        else:
            out.append(candidate)
    return out


def _goes_on(reader: Reader, before: Candidate, candidate: Candidate) -> bool:
    """Whether who speaks need not be named anew: the statement before begins with them, or is of the same speech."""
    if speech := reader.speech(candidate.span):
        return reader.speech(before.span) == speech
    return _subject(before) == candidate.voice.name and not _others_before(reader, candidate)


def _subject(candidate: Candidate) -> str:
    """Who `he` or `she` after this statement is: the one it begins with; "" for nobody."""
    name = candidate.voice.name
    if name and candidate.voice.report and candidate.voice.report.form in STATED:
        return name
    found = re.match(NAME, candidate.text)
    return found.group() if found else ""


def _others_before(reader: Reader, candidate: Candidate) -> bool:
    """Whether another person, or an office, stands before the words for who speaks."""
    report, name = candidate.voice.report, candidate.voice.name or ""
    before = candidate.source[: report.subject[0]] if report and reader.english else ""
    named = {re.sub(r"['’]s?$", "", word) for word in re.findall(r"[\w’'-]+", before)} - set(name.split())
    return OFFICE.search(before) is not None or any(word in reader.people.by_surname for word in named)


def _short_bodies(drafted: Drafted, before: Sequence[str], article: str) -> Drafted:
    """With `the conference`, as the article calls it, for a full name that a statement before tells.

    Not where they name another conference. Initials in brackets that were told go too.
    """
    told = [body for text in before for body in read_bodies(text)]
    here = read_bodies(drafted.text)
    quotes = quoted_spans(drafted.text)
    parts, gone, at = list[str](), list[str](), 0
    for body in here:
        alike = [other for other in (*told, *here) if other.heads & body.heads]
        if body.start < at or not any(other in told for other in alike):
            continue
        if len({plain(other.name, article) for other in alike}) > 1 or not (short := _called(body, article)):
            continue
        if any(body.name.casefold() in swap.text.casefold() for swap in drafted.swaps):
            continue  # it was put in for a pronoun
        if any(span.start < body.end and body.start < span.end for span in quotes):
            continue
        initials = INITIALS.match(drafted.text, body.end)
        if initials and not any(initials.group() in text for text in before):
            continue
        end = initials.end() if initials else body.end
        parts += [drafted.text[at : body.start], f"{body.name[:3]} {short}"]
        gone.append(drafted.text[body.start : end])
        at = end
    drops = tuple(Drop(source=name, rule="named before") for name in gone)
    return replace(drafted, text="".join(parts) + drafted.text[at:], drops=(*drafted.drops, *drops))


def _called(body: Body, article: str) -> str:
    """The last word of a body's name, in the case in which the article calls it so for short; "" where it does not."""
    head = HEAD.search(body.name)
    word = head["head"] if head else ""
    if not word or word.lower() in CONTESTS or body.heads != {word.lower()}:
        return ""
    forms = (word.lower(), word.capitalize())
    return next((form for form in forms if re.search(rf"\b[Tt]he {form}\b(?! (?:[A-Z]|of\b|for\b))", article)), "")


def _unrepeated(drafted: Drafted, before: str) -> Drafted:
    """Without the place or day that it opens with, when the statement before it tells the same."""
    found = LEADING.match(drafted.text)
    if not found or not re.search(rf"\b{re.escape(found['when'])}\b", before, re.IGNORECASE):
        return drafted
    rest = drafted.text[found.end() :]
    drop = Drop(source=found["when"], rule="told before")
    return replace(drafted, text=rest[0].upper() + rest[1:], drops=(*drafted.drops, drop))
