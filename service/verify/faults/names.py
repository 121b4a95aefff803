"""Names that are not there, or stand in another's place."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise

from service.core.check import Fault, FaultKind
from service.core.document import Span
from service.reading.dates import CALENDAR
from service.reading.names import Run, Word
from service.reading.passage import TITLES, parts_of
from service.reading.reporting import report
from service.reading.romanisation import fold, korean, parts
from service.verify.faults.pair import Pair
from service.verify.faults.places import absent, beside, by_title, in_slot
from service.verify.index import Index

DEMONYM = frozenset("n an ian ean ese ish i ns ans ians s es".split())
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
        if rival := (in_slot(pair, run) or absent(pair, run) or _beside(pair, run, names)):
            moved = parts(rival.text)[-1] in pair.said.plain and parts(run.text)[-1] in pair.there.plain
            yield Fault(
                kind=FaultKind.ROLES if moved else FaultKind.NAME,
                detail=f"{run.text} stands where the source has {rival.text}",
                span=Span(start=run.start, end=run.end),
                source=Span(start=rival.start, end=rival.end),
            )
        elif holder := by_title(pair, run):
            yield Fault(
                kind=FaultKind.ROLES,
                detail=f"{run.text} has a title that the source gives to {holder}",
                span=Span(start=run.start, end=run.end),
            )


def _beside(pair: Pair, run: Run, names: list[Word]) -> Run | None:
    """The name beside the same word, for a name that the window does not have and that is not the one who speaks."""
    if _told(names, pair.there.plain):
        return None
    said = report(pair.text)
    speaks = said is not None and said.subject[0] <= run.start < said.subject[1]
    return None if speaks else beside(pair, run)


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
