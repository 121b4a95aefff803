"""Which sentences stand together in an abstract: as much value as fits into the budget, nothing twice.

A knapsack by beam search, in place of greedy choice (McDonald, 2007, compares the two): the best sentence first, then
the next best that fits, leaves room that nothing fills. Redundancy is counted as in maximal marginal relevance
(Carbonell and Goldstein, 1998): what is like a chosen sentence is worth less.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from service.draft.sentences import Candidate
from service.draft.signs import content
from service.models.base import Vectors

ASKED = 0.15  # value that a sentence loses whose subject nothing before it tells of
REDUNDANT = 0.3  # of a sentence's value that is lost when another says the same
SAME = 0.93  # cosine above which two sentences say the same
WITHIN = 0.95  # share of its words that the longer one has, above which they do too: a name alone can be most of both
LEAST = 4  # words of content below which words alone do not tell
WIDTH = 12  # choices kept side by side
CONSIDER = 120  # candidates looked at; more cannot change a short text
HEARD = 0.6  # value of hearing once who speaks in all sentences of the document

Chosen = NDArray[np.bool_]  # of shape (choices side by side, candidates)


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
) -> list[Candidate]:
    """At most `count`, of at most `most` words together, that are worth most, in the order of the article.

    `candidates` are those that may be chosen; `values` and `vectors` are of all sentences of the document, `heard` is
    the share of them that each speaker says, `needs` the sentences of which one tells what another speaks of.
    """
    fit = sorted(candidates, key=lambda c: (-float(values[c.index]), c.index))[:CONSIDER]
    if not fit:
        return []
    index = [c.index for c in fit]
    worth, words = values[index], np.array([c.words for c in fit])
    alike = np.maximum(np.clip(vectors[index] @ vectors[index].T, 0, 1), _within(fit))
    voices, context = _Voices(fit, heard), _Context(index, needs or {})
    best = _Choice((), 0.0, 0, np.zeros(len(fit), dtype=np.float32))
    beam = [best]
    while beam and (count is None or len(beam[0].rows) < count):
        chosen = np.array([[row in choice.rows for row in range(len(fit))] for choice in beam])
        nearest = np.stack([choice.nearest for choice in beam])
        gains = worth * (1 - REDUNDANT * nearest) + voices.gains(chosen) + context.gains(chosen)
        left = most - np.array([[choice.words] for choice in beam])
        open_ = (words <= left) & (nearest < SAME) & ~chosen
        grown: dict[tuple[int, ...], tuple[float, _Choice, int]] = {}
        for choice, gain, free in zip(beam, gains, open_, strict=True):
            for row in np.flatnonzero(free)[np.argsort(-gain[free], kind="stable")[:WIDTH]].tolist():
                rows = tuple(sorted((*choice.rows, row)))
                value = choice.value + float(gain[row])
                if rows not in grown or value > grown[rows][0]:
                    grown[rows] = value, choice, row
        kept = sorted(grown.items(), key=lambda item: (-item[1][0], item[0]))[:WIDTH]
        beam = [
            _Choice(rows, value, choice.words + fit[row].words, np.maximum(choice.nearest, alike[row]))
            for rows, (value, choice, row) in kept
        ]
        best = max([best, *beam[:1]], key=lambda choice: choice.value)
    return sorted((fit[row] for row in best.rows), key=lambda c: c.index)


class _Voices:
    """Whoever speaks much is to be heard once."""

    def __init__(self, fit: Sequence[Candidate], heard: Mapping[str, float]) -> None:
        names = np.array([c.voice.name or "" for c in fit])
        self._same = names[:, None] == names[None, :]
        self._said = np.array([HEARD * heard.get(name, 0.0) for name in names], dtype=np.float32)

    def gains(self, chosen: Chosen) -> Vectors:
        """What each row's voice adds to the value of each choice."""
        return np.where(chosen @ self._same, np.float32(0), self._said)


class _Context:
    """What a sentence speaks of is to be told before it."""

    def __init__(self, index: Sequence[int], needs: Mapping[int, frozenset[int]]) -> None:
        self._asks = np.array([number in needs for number in index])
        self._told = np.array([[other in needs.get(number, ()) for other in index] for number in index])

    def gains(self, chosen: Chosen) -> Vectors:
        """What each row adds to each choice, less what it asks for, with what it tells those that ask."""
        lost = self._asks & ~(chosen @ self._told.T)
        waiting = (chosen & lost).astype(np.float32)
        gains: Vectors = np.float32(ASKED) * (waiting @ self._told.astype(np.float32) - lost)
        return gains


def _within(fit: Sequence[Candidate]) -> Vectors:
    """1 where the one with fewer words has hardly any that the other lacks, else 0."""
    words = [content(candidate.text) for candidate in fit]
    known = {word: column for column, word in enumerate(sorted(frozenset[str]().union(*words)))}
    table = np.zeros((len(fit), len(known)), dtype=np.float32)
    for row, own in enumerate(words):
        table[row, [known[word] for word in own]] = 1
    sizes = table.sum(axis=1)
    fewer = np.minimum(sizes[:, None], sizes[None, :])
    within: Vectors = ((table @ table.T >= WITHIN * fewer) & (fewer >= LEAST)).astype(np.float32)
    return within
