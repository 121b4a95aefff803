"""Which sentences stand together in an abstract: as much value as fits into the budget, nothing twice.

A knapsack by beam search, in place of greedy choice (McDonald, 2007, compares the two): the best sentence first, then
the next best that fits, leaves room that nothing fills. Redundancy is counted as in maximal marginal relevance
(Carbonell and Goldstein, 1998): what is like a chosen sentence is worth less.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from service.draft.sentences import Candidate
from service.draft.signs import content
from service.models.base import Vectors

ASKED = 0.15  # value that a sentence loses whose subject nothing before it tells of
REDUNDANT = 0.3  # of a sentence's value that is lost when another says the same
SAME = 0.93  # cosine above which two sentences say the same
WITHIN = 0.95  # share of its words that the longer one has, above which they do too: a name alone can be most of both
HALF = 0.5  # share of its words that is enough where both speak of one thing as well
LIKE = 0.65  # cosine above which they do
LEAST = 4  # words of content below which words alone do not tell
WIDTH = 12  # choices kept side by side
CONSIDER = 120  # candidates looked at; more cannot change a short text
HEARD = 0.6  # value of hearing once who speaks in all sentences of the document


@dataclass(frozen=True)
class _Choice:
    """Rows that were chosen, what they are worth, the words they take, and how like them each row is."""

    rows: tuple[int, ...]
    value: float
    words: int
    nearest: Vectors


def choose(
    candidates: Sequence[Candidate],
    values: Vectors,
    vectors: Vectors,
    heard: Mapping[str, float],
    most: int,
    count: int | None = None,
    needs: Mapping[int, frozenset[int]] | None = None,
    *,
    edited: bool = False,
) -> list[Candidate]:
    """At most `count`, of at most `most` words together, that are worth most, in the order of the article.

    `candidates` are those that may be chosen; `values` and `vectors` are of all sentences of the document, `heard` is
    the share of them that each speaker says, `needs` the sentences of which one tells what another speaks of. Where
    `edited`, what half of a sentence's words tell of the same thing, with no other figure, is not told again.
    """
    fit = sorted(candidates, key=lambda c: (-float(values[c.index]), c.index))[:CONSIDER]
    if not fit:
        return []
    index = [c.index for c in fit]
    worth, words = values[index], np.array([c.words for c in fit])
    alike = np.clip(vectors[index] @ vectors[index].T, 0, 1)
    shared, figures = _shared(fit)
    alike[(shared >= WITHIN) | (edited & (shared >= HALF) & (alike >= LIKE) & ~figures)] = 1
    voices, context = _Voices(fit, heard), _Context(index, needs or {})
    best = _Choice((), 0.0, 0, np.zeros(len(fit), dtype=np.float32))
    beam = [best]
    while beam and (count is None or len(beam[0].rows) < count):
        grown: dict[tuple[int, ...], _Choice] = {}
        for choice in beam:
            gains = worth * (1 - REDUNDANT * choice.nearest) + voices.gains(choice.rows) + context.gains(choice.rows)
            open_ = (words <= most - choice.words) & (choice.nearest < SAME)
            open_[list(choice.rows)] = False
            for row in np.flatnonzero(open_)[np.argsort(-gains[open_], kind="stable")[:WIDTH]]:
                rows = tuple(sorted((*choice.rows, int(row))))
                value = choice.value + float(gains[row])
                if rows not in grown or value > grown[rows].value:
                    nearest = np.maximum(choice.nearest, alike[row])
                    grown[rows] = _Choice(rows, value, choice.words + int(words[row]), nearest)
        beam = sorted(grown.values(), key=lambda choice: (-choice.value, choice.rows))[:WIDTH]
        best = max([best, *beam[:1]], key=lambda choice: choice.value)
    return sorted((fit[row] for row in best.rows), key=lambda c: c.index)


class _Voices:
    """Whoever speaks much is to be heard once."""

    def __init__(self, fit: Sequence[Candidate], heard: Mapping[str, float]) -> None:
        names = [c.voice.name or "" for c in fit]
        known = {name: number for number, name in enumerate(dict.fromkeys(names))}
        self._voice = np.array([known[name] for name in names])
        self._said = np.array([HEARD * heard.get(name, 0.0) for name in names], dtype=np.float32)

    def gains(self, rows: tuple[int, ...]) -> Vectors:
        """What each row's voice adds to its value after `rows`."""
        heard = (self._voice[:, None] == self._voice[list(rows)]).any(axis=1)
        return np.where(heard, np.float32(0), self._said)


class _Context:
    """What a sentence speaks of is to be told before it."""

    def __init__(self, index: Sequence[int], needs: Mapping[int, frozenset[int]]) -> None:
        self._asks = np.array([number in needs for number in index])
        self._told = np.array([[other in needs.get(number, ()) for other in index] for number in index])

    def gains(self, rows: tuple[int, ...]) -> Vectors:
        """What each row adds after `rows`, less what it asks for, with what it tells those that ask."""
        chosen = list(rows)
        lost = self._asks & ~self._told[:, chosen].any(axis=1)
        waiting = [row for row in chosen if lost[row]]
        gains: Vectors = np.float32(ASKED) * (self._told[waiting].sum(axis=0) - lost).astype(np.float32)
        return gains


def _shared(fit: Sequence[Candidate]) -> tuple[Vectors, np.typing.NDArray[np.bool_]]:
    """The share of its words that the one with fewer words has in common with the other, 0 where it has hardly any.

    And whether each of the two has a figure that the other lacks.
    """
    words = [content(candidate.text) for candidate in fit]
    known = {word: column for column, word in enumerate(sorted(frozenset[str]().union(*words)))}
    table = np.zeros((len(fit), len(known)), dtype=np.float32)
    for row, own in enumerate(words):
        table[row, [known[word] for word in own]] = 1
    sizes = table.sum(axis=1)
    fewer = np.minimum(sizes[:, None], sizes[None, :])
    shared: Vectors = table @ table.T / np.maximum(fewer, 1) * (fewer >= LEAST)
    figures = table[:, [column for word, column in known.items() if word[0].isdigit()]]
    lacks = figures.sum(axis=1)[:, None] > figures @ figures.T
    return shared, lacks & lacks.T
