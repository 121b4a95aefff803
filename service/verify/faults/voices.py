"""Who says it: speakers changed or lost, and quotation marks round what nobody said."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from service.core.check import Fault, FaultKind
from service.core.document import Span
from service.reading import modality
from service.reading.attributions import Attributed
from service.reading.attributions.read import read
from service.reading.named import given_names
from service.reading.passage import STANDS_FOR, TITLES, plain_words
from service.reading.people import NAME
from service.reading.reporting import report
from service.reading.stems import FUNCTION
from service.reading.words import quotations, quoted_spans
from service.verify.faults.pair import Pair

CAPITAL = re.compile(r"\b([A-Z])[a-z]")
ACRONYM = re.compile(r"\b[A-Z]{3,}\b")
ARTICLE = re.compile(r"^(?:The|A|An|Its|Their|His|Her) ")
PERSON = re.compile(NAME)
MARKS = "\"'“”„«»「」『』 "
MUCH = 0.37  # of what a statement shares with the window: told by somebody alone, it has to be given to somebody
ALL_BUT = 0.8  # share of a statement's words that the sentence has which tells the same
NEAR = 2  # sentences before a pronoun
REACH = 5  # sentences before one in which its speaker may have been named


def quotation_faults(pair: Pair) -> Iterator[Fault]:
    """Quotation marks round what is not in the source word for word."""
    for span in quoted_spans(pair.text):
        inside = pair.text[span.start : span.end].strip(MARKS).rstrip(",.;")
        as_it_may_stand = (inside, inside[:1].lower() + inside[1:], inside[:1].upper() + inside[1:])
        if inside and not any(pair.index.source.find(words) for words in as_it_may_stand):
            yield Fault(kind=FaultKind.QUOTATION, detail=f"{inside[:60]!r} is not in the source", span=span)


def speaker_faults(pair: Pair) -> Iterator[Fault]:
    """A statement given to another speaker, or told as a fact when somebody said it."""
    if not pair.same_matter:
        return
    at = pair.best
    voice = pair.index.voices[at]
    told = _content(pair, at)
    if not (voice.report or voice.quoted or voice.carried):
        item = _within(pair)
        if item is None:
            yield from _unsaid(pair, at)
            return
        at = pair.index.sentence(item.cue.start if item.cue else item.content[0].start)
        voice = replace(pair.index.voices[at], name=_name(pair, item))
        told = " ".join(pair.index.document.slice(span) for span in item.content)
    name = voice.name or pair.index.subject(at)
    said = report(pair.text)
    if said and (other := _joined(pair, pair.text[slice(*said.subject)], at, name)):
        yield Fault(
            kind=FaultKind.SPEAKER,
            detail=f"{other} is not among who says it; the source names {name or 'another'}",
            span=Span(start=said.subject[0], end=said.subject[1]),
        )
        return
    if _names(name) & pair.said.plain or _initials(name, pair.text):
        return
    if said is None:
        if not _quotes(pair.text) and not _tells(pair, told):
            yield Fault(kind=FaultKind.ATTRIBUTION, detail=f"the source gives it to {name or 'somebody'}")
        return
    subject = pair.text[said.subject[0] : said.subject[1]]
    if not _proper(subject):
        return
    # Who is called by a name may be called by a title or a pronoun where it is said, but then by the name not far off.
    if _proper(name) and voice.name and not voice.carried:
        there = _tellers(pair.index.passage(at, at).text)
    else:
        there = pair.index.passage(max(0, at - REACH), at).plain
    if not _names(subject) & there or _other_pronoun(subject, pair.index.subject(at)):
        yield Fault(
            kind=FaultKind.SPEAKER,
            detail=f"{subject} is not the speaker; the source names {name or 'another'}",
            span=Span(start=said.subject[0], end=said.subject[1]),
        )


def pronoun_faults(pair: Pair) -> Iterator[Fault]:
    """A person named for a `he` or `she` that stands for another in the source."""
    meant, named = pair.index.voices[pair.best].meant, PERSON.match(pair.text)
    if not pair.same_matter or meant is None or named is None or named.group().split()[0] not in given_names():
        return
    names = _names(named.group())
    there = pair.index.passage(pair.best, pair.best)
    rest = {token.stem for token in pair.said.content if token.start >= named.end()}
    near = pair.index.passage(max(0, pair.best - NEAR), pair.best)  # who is named there may be meant after all
    if _names(meant) & pair.said.plain or names & near.plain or len(rest & there.stems) < ALL_BUT * len(rest):
        return
    yield Fault(
        kind=FaultKind.ROLES,
        detail=f"{named.group()} is named for {meant}, whom the source speaks of",
        span=Span(start=named.start(), end=named.end()),
    )


def _joined(pair: Pair, subject: str, at: int, name: str) -> str:
    """The person whom the statement joins with who says it, and who tells nothing there; "" when there is none."""
    people = re.split(r", | and |, and ", subject)
    if len(people) < 2 or not all(PERSON.fullmatch(person) for person in people):
        return ""
    there = _tellers(pair.index.passage(at, at).text) | _names(name)
    return next((person for person in people if not _names(person) & there), "")


def _unsaid(pair: Pair, at: int) -> Iterator[Fault]:
    """What the article tells itself, given to somebody who is not heard anywhere near."""
    said = report(pair.text)
    subject = pair.text[slice(*said.subject)] if said else ""
    if said is None or not _proper(subject):
        return
    first, last = max(0, at - REACH), min(len(pair.index.voices) - 1, at + REACH)
    heard = plain_words(" ".join(voice.name or "" for voice in pair.index.voices[first : last + 1]))
    if not _names(subject) & (heard | pair.index.passage(max(0, at - 1), at).plain):
        yield Fault(
            kind=FaultKind.SPEAKER,
            detail=f"the source does not say that {subject} says so",
            span=Span(start=said.subject[0], end=said.subject[1]),
        )


def _other_pronoun(subject: str, there: str) -> bool:
    """Whether the source has "she" for whom the statement calls by a man's name, or "he" for a woman's."""
    words = [word for word in ARTICLE.sub("", subject).split() if word in given_names()]
    return there.lower() in ("he", "she") and bool(words) and given_names()[words[0]] != there.lower()


def _within(pair: Pair) -> Attributed | None:
    """What somebody is said to say that alone holds a good part of what the statement shares with the window."""
    items = [item for at in range(pair.window.first, pair.window.last + 1) for item in pair.index.said.get(at, ())]
    spans = [(span.start, span.end, number) for number, item in enumerate(items) for span in item.content]
    holders: dict[str, set[int]] = defaultdict(set)  # of each stem, the items that hold it; -1: none does
    for token in pair.there.tokens:
        if token.stem in pair.said.stems:
            holders[token.stem] |= {number for start, end, number in spans if start <= token.start < end} or {-1}
    total = sum(pair.index.weight(stem) for stem in holders)
    held = [
        sum(pair.index.weight(stem) for stem, who in holders.items() if at in who and -1 not in who)
        for at in range(len(items))
    ]
    best = max(range(len(items)), key=held.__getitem__, default=None)
    return items[best] if best is not None and held[best] > MUCH * total else None


def _name(pair: Pair, item: Attributed) -> str | None:
    return item.speaker or (pair.index.document.slice(item.source) if item.source else None)


def _names(words: str) -> set[str]:
    return {word for word in plain_words(words) - TITLES - FUNCTION if len(word) > 1}


def _tellers(sentence: str) -> set[str]:
    """The words that may name who tells it: all but what is told, and in that who tells it there."""
    outer = report(sentence)
    if outer is None or outer.content[0] < 0:
        return plain_words(sentence)
    content = sentence[outer.content[0] : outer.content[1]]
    inner = report(content.strip(" ,.").removeprefix("that "))
    rest = plain_words(sentence[: outer.content[0]] + " " + sentence[outer.content[1] :])
    return rest | (_tellers(content.strip(" ,.").removeprefix("that ")) if inner else set())


def _content(pair: Pair, at: int) -> str:
    """What the sentence `at` says that somebody said: all of it, where its cue stands elsewhere."""
    outer = pair.index.voices[at].report
    text = pair.index.passage(at, at).text
    return text[slice(*outer.content)] if outer and outer.content[0] >= 0 else text


def _tells(pair: Pair, told: str) -> bool:
    """Whether the statement itself tells that somebody says it, in words that are not among what is said."""
    marks = [mark.text for mark in pair.said.marks(modality.TELLS)]
    own = read(pair.text, tuple(quotations(pair.text)))
    marks += [pair.text[slice(*item.cue)] for item in own if item.said and item.cue]
    return any(mark.lower() not in told.lower() for mark in marks)


def _proper(name: str) -> bool:
    """Whether it is a name, and no description."""
    return bool(re.search(r"[A-Z]", ARTICLE.sub("", name))) and not STANDS_FOR.fullmatch(name)


def _quotes(text: str) -> bool:
    """Whether the statement, or a quotation it is a piece of, has its marks, which tell that somebody said it."""
    quotes = quoted_spans(text)
    inside = sum(span.end - span.start for span in quotes)
    whole = text.strip()
    return inside > 0.8 * len(whole) or (not quotes and (whole[:1] in MARKS or whole[-1:] in MARKS))


def _initials(name: str, text: str) -> bool:
    """Whether one of the two has the other's initials as a word: the NUFW, the National Union of Ferry Workers."""
    for full, brief in ((name, text), (text, name)):
        letters = "".join(CAPITAL.findall(full))
        if any(word in letters for word in ACRONYM.findall(brief)):
            return True
    return False
