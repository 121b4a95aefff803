"""Names that are not there, stand in another's place, or have changed places."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from service.core.check import Fault, FaultKind
from service.core.document import Span
from service.reading.dates import CALENDAR
from service.reading.passage import TITLES, parts_of, plain_words
from service.reading.reporting import report
from service.reading.stems import Token, words
from service.reading.words import UPPER
from service.verify.faults.pair import Pair
from service.verify.index import Index

DEMONYM = frozenset("n an ian ean ese ish i ns ans ians s es".split())
BESIDE = 24  # characters of small words between two words that stand beside each other
COMMON = frozenset(
    "both many some most several fourteen fifteen twenty thirty prosecutors officials police critics".split()
)
NAME = re.compile(rf"(?<![\w'’-])(?:(?:[A-Z]\.){{2,}}|[{UPPER}][\w’'-]*(?<!['’]s)(?<!['’]))")
_WORD = rf"[{UPPER}][\w’'-]*(?<!['’]s)(?<!['’])"
RUN = re.compile(
    rf"(?<![\w'’-])(?:(?:[A-Z]\.){{2,}}|{_WORD})(?: (?:(?:of|the|for|and|de|van|von|bin|al)(?: the)? )?{_WORD})*"
)
INITIAL = re.compile(rf"(?:^|[.!?:;]['\"”’)]*\s+|[\"“‘(])(?=[{UPPER}])")


def name_faults(pair: Pair) -> Iterator[Fault]:
    """Names that the source does not have, or that stand where the source has another."""
    starts = {match.end() for match in INITIAL.finditer(pair.text)} | {0}
    said = report(pair.text)
    own_words, source_words = pair.said.plain, pair.there.plain
    for run in RUN.finditer(pair.text):
        names = [match for match in NAME.finditer(pair.text, run.start(), run.end()) if _is_name(pair, match, starts)]
        unknown = [
            match
            for match in names
            if not parts_of(match.group()) <= pair.index.all_words and not _form_of(match.group(), pair.index)
        ]
        if unknown and unknown[0].start() in starts and len(names) > len(unknown):
            unknown = unknown[1:]  # a title that opens the sentence
        if unknown:
            match = unknown[0]
            yield Fault(
                kind=FaultKind.NAME,
                detail=f"{match.group()} is not in the source",
                span=Span(start=match.start(), end=match.end()),
            )
            continue
        told = any(parts_of(match.group()) & source_words or _derived(match.group(), source_words) for match in names)
        speaks = said is not None and said.subject[0] <= run.start() < said.subject[1]  # for the speaker's check to say
        if names and not told and not speaks and pair.same_matter and (rival := _in_place_of(pair, run, own_words)):
            yield Fault(
                kind=FaultKind.NAME,
                detail=f"{run.group()} is not there; the source has {rival.group()}",
                span=Span(start=run.start(), end=run.end()),
                source=pair.in_source(rival.start(), rival.end()),
            )


def _is_name(pair: Pair, match: re.Match[str], starts: set[int]) -> bool:
    word = match.group()
    if word.casefold() in TITLES or CALENDAR.fullmatch(word) or word == "I":
        return False
    if match.start() in starts:
        return (
            len(word) > 3
            and not re.search(r"(?:ing|ed|ly)$", word)
            and word.lower() not in pair.index.lower_words
            and word.lower() not in COMMON
        )
    return True


def _in_place_of(pair: Pair, name: re.Match[str], own_words: set[str]) -> re.Match[str] | None:
    """The name of the source that stands right beside the word beside `name`, and is not told; None when none does."""
    before = [token for token in pair.said.tokens if token.content and token.end <= name.start()][-1:]
    after = [token for token in pair.said.tokens if token.content and token.start >= name.end()][:1]
    starts = {match.end() for match in INITIAL.finditer(pair.source)} | {0}
    rivals = [
        run
        for run in RUN.finditer(pair.source)
        if not plain_words(run.group()) & own_words
        and any(_is_name(pair, match, starts) for match in NAME.finditer(pair.source, run.start(), run.end()))
    ]
    for token in pair.there.tokens:
        for stems, on_left in ((before, False), (after, True)):
            if not stems or stems[0].stem != token.stem:
                continue
            for run in rivals:
                gap = pair.source[run.end() : token.start] if on_left else pair.source[token.end : run.start()]
                close = (run.end() <= token.start) if on_left else (token.end <= run.start())
                if close and len(gap) <= BESIDE and not any(word.content for word in words(gap)) and "." not in gap:
                    return run
    return None


def _form_of(word: str, index: Index) -> bool:
    """Whether a name is a form of a word of the source: Verania, Veranian."""
    return _derived(word, index.beginnings.get(word[:4].casefold(), set()))


def _derived(word: str, known: Collection[str]) -> bool:
    """Whether a name and one of `known` differ in their last letters as a country and its people do."""
    name = word.casefold()
    pairs = ((name, other) for other in known if len(other) > 3 and other != name)
    return any(
        long.startswith(stem) and long[len(stem) :] in DEMONYM
        for one, other in pairs
        for long, brief in ((one, other), (other, one))
        for stem in (brief, brief[:-1])
        if len(stem) > 3
    )


def role_faults(pair: Pair) -> Iterator[Fault]:
    """Two names that changed places: the word beside one of them has the other beside it in the source."""
    if not pair.same_matter:
        return
    own = [run for run in RUN.finditer(pair.text) if _proper_run(pair, run)]
    there = [run for run in RUN.finditer(pair.source) if _proper_run(pair, run)]
    if len(own) < 2 or len(there) < 2:
        return
    for run in own:
        parts = plain_words(run.group()) - TITLES
        for token, on_left in _neighbours(pair.said.tokens, run):
            held = [
                other
                for other in there
                if any(t.stem == token.stem and side == on_left for t, side in _neighbours(pair.there.tokens, other))
            ]
            if not held or any(plain_words(other.group()) & parts for other in held):
                continue
            rival = held[0]
            names = plain_words(rival.group()) - TITLES
            moved = any(names & plain_words(other.group()) for other in own if other is not run)
            if moved and any(parts & plain_words(other.group()) for other in there):
                yield Fault(
                    kind=FaultKind.ROLES,
                    detail=f"{run.group()} stands where the source has {rival.group()}",
                    span=Span(start=run.start(), end=run.end()),
                    source=pair.in_source(rival.start(), rival.end()),
                )
                return


def _proper_run(pair: Pair, run: re.Match[str]) -> bool:
    first = run.group().split()[0]
    return (
        not CALENDAR.fullmatch(run.group())
        and (" " in run.group() or first.lower() not in pair.index.lower_words)
        and len(run.group()) > 2
    )


def _neighbours(tokens: list[Token], run: re.Match[str]) -> list[tuple[Token, bool]]:
    """The content words right before and right after a name; the flag says that the name is on the word's left."""
    before = [token for token in tokens if token.content and token.end <= run.start()][-1:]
    after = [token for token in tokens if token.content and token.start >= run.end()][:1]
    near = [(token, False) for token in before if run.start() - token.end == 1]
    return near + [(token, True) for token in after if token.start - run.end() == 1]
