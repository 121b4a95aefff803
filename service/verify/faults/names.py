"""Names that are not there, stand in another's place, or have changed places."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise

from service.core.check import Fault, FaultKind
from service.core.document import Span
from service.reading.dates import CALENDAR
from service.reading.names import Run, Word
from service.reading.passage import TITLES, Passage, parts_of, plain_words
from service.reading.reporting import report
from service.reading.romanisation import fold, korean, parts
from service.reading.stems import words
from service.verify.faults.pair import Pair
from service.verify.faults.places import absent, by_title, in_slot
from service.verify.index import Index

DEMONYM = frozenset("n an ian ean ese ish i ns ans ians s es".split())
BESIDE = 24  # characters of small words between two words that stand beside each other
COMMON = frozenset(
    "all both each every few half many none some most several "
    "fourteen fifteen twenty thirty prosecutors officials police critics".split()
)


def name_faults(pair: Pair) -> Iterator[Fault]:
    """Names that the source does not have, or that stand where the source has another."""
    for run in pair.said.names:
        names = [word for word in run.words if _is_name(pair, word)]
        unknown = [
            word
            for word in names
            if not parts_of(word.text) <= pair.index.all_words
            and not _form_of(word.text, pair.index)
            and not _spelt(word, run, pair.index)
        ]
        if unknown and unknown[0].opens and len(names) > len(unknown):
            unknown = unknown[1:]  # a title that opens the sentence
        if unknown:
            word = unknown[0]
            yield Fault(
                kind=FaultKind.NAME,
                detail=f"{word.text} is not in the source",
                span=Span(start=word.start, end=word.end),
            )
            continue
        if (whole := korean(run.text)) and whole.isdisjoint(pair.index.joined):
            yield Fault(
                kind=FaultKind.NAME,
                detail=f"{run.text} is not in the source",
                span=Span(start=run.start, end=run.end),
            )
            continue
        if not names or not pair.same_matter:
            continue
        if rival := (in_slot(pair, run) or absent(pair, run)):
            yield Fault(
                kind=FaultKind.NAME,
                detail=f"{run.text} is not there; the source has {rival.text}",
                span=Span(start=run.start, end=run.end),
                source=Span(start=rival.start, end=rival.end),
            )
            continue
        if holder := by_title(pair, run):
            yield Fault(
                kind=FaultKind.ROLES,
                detail=f"{run.text} has a title that the source gives to {holder}",
                span=Span(start=run.start, end=run.end),
            )
            continue
        if _told(names, pair.there.plain):
            continue
        said = report(pair.text)
        if said is not None and said.subject[0] <= run.start < said.subject[1]:
            continue  # for the speaker's check to say
        if rival := _in_place_of(pair, run):
            yield Fault(
                kind=FaultKind.NAME,
                detail=f"{run.text} is not there; the source has {rival.text}",
                span=Span(start=run.start, end=run.end),
                source=Span(start=rival.start, end=rival.end),
            )


def _spelt(word: Word, run: Run, index: Index) -> bool:
    """Whether the source has the name in another spelling, or its syllables joined or divided otherwise."""
    folded = {fold(part) for part in parts_of(word.text)}
    if folded <= index.all_words or not folded.isdisjoint(index.joined):
        return True
    beside = (pair for pair in pairwise(parts(run.text)) if not folded.isdisjoint(pair))
    return any(one + other in index.all_words for one, other in beside)


def _told(names: list[Word], known: set[str]) -> bool:
    """Whether one of `names` is among the words of the window."""
    return any(parts_of(word.text) & known or _derived(word.text, known) for word in names)


def _is_name(pair: Pair, word: Word) -> bool:
    text = word.text
    if text.casefold() in TITLES or CALENDAR.fullmatch(text) or text == "I":
        return False
    if word.opens:
        return (
            len(text) > 3
            and not text.endswith(("ing", "ed", "ly"))
            and text.lower() not in pair.index.lower_words
            and text.lower() not in COMMON
        )
    return True


def _in_place_of(pair: Pair, name: Run) -> Run | None:
    """The name of the source that stands right beside the word beside `name`, and is not told; None when none does."""
    before, after = pair.said.before(name.start, 1), pair.said.after(name.end, 1)
    rivals = [
        run
        for run in pair.there.names
        if not plain_words(run.text) & pair.said.plain and any(_is_name(pair, word) for word in run.words)
    ]
    if not rivals:
        return None
    for token in pair.there.tokens:
        for beside, on_left in ((before, False), (after, True)):
            if not beside or beside[0].stem != token.stem:
                continue
            for run in rivals:
                gap = pair.source[run.end : token.start] if on_left else pair.source[token.end : run.start]
                close = (run.end <= token.start) if on_left else (token.end <= run.start)
                if close and len(gap) <= BESIDE and not any(word.content for word in words(gap)) and "." not in gap:
                    return run
    return None


def _form_of(word: str, index: Index) -> bool:
    """Whether a name is a form of a word of the source: Verania, Veranian."""
    return _derived(word, index.beginnings.get(word[:4].casefold(), set()))


def _derived(word: str, known: Collection[str]) -> bool:
    """Whether a name and one of `known` differ in their last letters as a country and its people do."""
    name = word.casefold()
    pairs = [(name, other) for other in known if other[:4] == name[:4] and other != name]
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
    own = [run for run in pair.said.names if _proper_run(pair, run)]
    there = [run for run in pair.there.names if _proper_run(pair, run)] if len(own) > 1 else []
    if len(there) < 2:
        return
    beside = [(other, _neighbours(pair.there, other)) for other in there]
    for run in own:
        parts = plain_words(run.text) - TITLES
        for neighbour in _neighbours(pair.said, run):
            held = [other for other, neighbours in beside if neighbour in neighbours]
            if not held or any(plain_words(other.text) & parts for other in held):
                continue
            rival = held[0]
            names = plain_words(rival.text) - TITLES
            moved = any(names & plain_words(other.text) for other in own if other is not run)
            if moved and any(parts & plain_words(other.text) for other in there):
                yield Fault(
                    kind=FaultKind.ROLES,
                    detail=f"{run.text} stands where the source has {rival.text}",
                    span=Span(start=run.start, end=run.end),
                    source=Span(start=rival.start, end=rival.end),
                )
                return


def _proper_run(pair: Pair, run: Run) -> bool:
    first = run.text.split()[0]
    return (
        not CALENDAR.fullmatch(run.text)
        and (" " in run.text or first.lower() not in pair.index.lower_words)
        and len(run.text) > 2
    )


def _neighbours(passage: Passage, run: Run) -> list[tuple[str, bool]]:
    """The stems of the words right before and right after a name; the flag says that the name is on the word's left."""
    before = [(token.stem, False) for token in passage.before(run.start, 1) if run.start - token.end == 1]
    return before + [(token.stem, True) for token in passage.after(run.end, 1) if token.start - run.end == 1]
