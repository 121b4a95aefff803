"""Whose place a name stands in: the name that the source has where the statement has another."""

from __future__ import annotations

from itertools import takewhile

from service.reading.dates import CALENDAR
from service.reading.names import Run
from service.reading.passage import STANDS_FOR, plain_words
from service.reading.people import TITLE_WORD
from service.reading.romanisation import parts
from service.reading.stems import FUNCTION
from service.reading.titles import titled
from service.verify.faults.pair import Pair
from service.verify.index import Index

ENOUGH = 3  # words round a name that have to be the same, one on each side at least
CLOSE = 24  # characters of small words between a name and the word beside it
BACK = 5  # sentences before a place in which somebody may have been named who is there called otherwise


def in_slot(pair: Pair, run: Run) -> Run | None:
    """The name that has the words round it in the source that `run` has in the statement; None when `run` has them."""
    if not _names_somebody(run, pair.index):
        return None
    left, right = pair.said.surroundings[run]
    best, found = ENOUGH, list[Run]()
    for other, (before, after) in pair.there.surroundings.items():
        if left[0] != before[0] or right[0] != after[0] or not _names_somebody(other, pair.index):
            continue
        same = _same(left, before) + _same(right, after)
        if same >= best:
            found = [*(found if same == best else []), other]
            best = same
    if not found or any(_alike(run, other) for other in found):
        return None
    if plain_words(found[0].text) & pair.said.plain and not plain_words(run.text) & pair.there.plain:
        return None  # it is told as well, and `run` is put in
    return found[0]


def absent(pair: Pair, run: Run) -> Run | None:
    """The untold name of the window when `run` is named neither there nor near it; None when it may be meant there."""
    known = parts(run.text)
    if len(run.words) < 2:
        return None
    near = pair.index.passage(max(0, pair.window.first - BACK), pair.window.last)
    if any(part in passage.plain for part in known for passage in (near, *pair.around)):
        return None
    untold = (other for other in pair.there.names if len(other.words) > 1 and not _alike(run, other))
    return next((other for other in untold if not plain_words(other.text) & pair.said.plain), None)


def beside(pair: Pair, run: Run) -> Run | None:
    """The untold name that stands in the window beside the word of content which `run` stands beside."""
    before, after = pair.said.before(run.start, 1), pair.said.after(run.end, 1)
    rivals = [
        other
        for other in pair.there.names
        if _names_somebody(other, pair.index) and not plain_words(other.text) & pair.said.plain
    ]
    for token in pair.there.content if rivals else ():
        for near, on_left in ((before, False), (after, True)):
            if not near or near[0].stem != token.stem:
                continue
            for other in rivals:
                start, end = (other.end, token.start) if on_left else (token.end, other.start)
                small = 0 <= end - start <= CLOSE and not pair.there.between(start, end)
                if small and "." not in pair.source[start:end]:
                    return other
    return None


def by_title(pair: Pair, run: Run) -> str:
    """The name that has the title which the statement gives to `run`; "" when `run` has it, or nobody."""
    for name, title in titled(pair.text, 0, run):
        holders = pair.index.holders(title)
        others = [holder for holder in holders if not holder & name]
        if others and len(others) == len(holders) and not pair.index.together(name, title, others[0]):
            return " ".join(sorted(others[0]))
    return ""


def _alike(one: Run, other: Run) -> bool:
    """Whether one of two names ends in a word of the other, or has its initials: the NUFW, the Union of Workers."""
    first, second = parts(one.text), parts(other.text)
    if first[-1].startswith(second[-1]) or second[-1].startswith(first[-1]):
        return True
    if not _tails(first).isdisjoint(second) or not _tails(second).isdisjoint({*first, *_tails(first)}):
        return True
    initials = ["".join(part[0] for part in row if part != "of") for row in (first, second)]
    return any(len(row[-1]) > 1 and row[-1] in letters for row, letters in zip((second, first), initials, strict=True))


def _tails(row: list[str]) -> set[str]:
    """The last words of a name, each with those before it: won, yongwon, joyongwon."""
    return {"".join(row[at:]) for at in range(max(0, len(row) - 3), len(row))}


def _names_somebody(run: Run, index: Index) -> bool:
    """Whether it is no small word, month, pronoun or title, nor one word that the source also has in lower case."""
    if len(run.words) == 1 and run.text.lower() in index.lower_words:
        return False
    return not all(
        word.text.lower() in FUNCTION
        or STANDS_FOR.fullmatch(word.text)
        or CALENDAR.fullmatch(word.text)
        or TITLE_WORD.fullmatch(word.text)
        for word in run.words
    )


def _same(first: list[str], second: list[str]) -> int:
    """How many of two rows are the same from their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))
