"""Which sentences stand together in an abstract: as much value as fits into the budget, nothing twice.

A knapsack by beam search, in place of greedy choice (McDonald, 2007, compares the two): the best sentence first, then
the next best that fits, leaves room that nothing fills. Redundancy is counted as in maximal marginal relevance
(Carbonell and Goldstein, 1998): what is like a chosen sentence is worth less.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from service.draft.sentences import Candidate
from service.draft.signs import content
from service.models.base import Vectors
from service.reading.stems import words

ASKED = 0.15  # value that a sentence loses whose subject nothing before it tells of
REDUNDANT = 0.3  # of a sentence's value that is lost when another says the same
SAME = 0.93  # cosine above which two sentences say the same
WITHIN = 0.95  # share of its words that the longer one has, above which they do too: a name alone can be most of both
BOTH = 1.15  # that share and the cosine together above which they do, names and ages aside
# Names inside a sentence and ages: whom it is about, not what it says.
WHOM = re.compile(r"(?<=[\w,’'”\"] )[A-Z][\w’'-]*|, \d{1,3}(?=[,.])|\b\d{1,3}-year-old\b")
LEAST = 5  # words of content below which words alone do not tell
WIDTH = 12  # choices kept side by side
CONSIDER = 120  # candidates looked at; more cannot change a short text
HEARD = 0.6  # value of hearing once who speaks in all sentences of the document

Flags = NDArray[np.bool_]
Chosen = Flags  # of shape (choices side by side, candidates)


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
    `edited`, what another tells in other words, with no other figure, is not told again.
    """
    fit = sorted(candidates, key=lambda c: (-float(values[c.index]), c.index))[:CONSIDER]
    if not fit:
        return []
    index = [c.index for c in fit]
    worth, words = values[index], np.array([c.words for c in fit])
    alike = np.clip(vectors[index] @ vectors[index].T, 0, 1)
    alike[_doubles(fit, alike, edited=edited)] = 1
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


def _doubles(fit: Sequence[Candidate], alike: Vectors, *, edited: bool) -> Flags:
    """Whether one of two says nothing that the other does not."""
    found: Flags = _shares([content(c.text) for c in fit]) >= WITHIN
    if edited:
        stems = [_stems(WHOM.sub(" ", c.text)) for c in fit]
        found |= (_shares(stems) + alike >= BOTH) & ~_other_figures(stems)
    return found


def _stems(text: str) -> frozenset[str]:
    return frozenset(word.stem for word in words(text) if word.content)


def _shares(words: Sequence[Set[str]]) -> Vectors:
    """The share of its words that the one with fewer has in common with the other; 0 where it has hardly any."""
    table = _table(words)
    sizes = table.sum(axis=1)
    fewer = np.minimum(sizes[:, None], sizes[None, :])
    shares: Vectors = table @ table.T / np.maximum(fewer, 1)
    shares[fewer < LEAST] = 0
    return shares


def _other_figures(words: Sequence[Set[str]]) -> Flags:
    """Whether each of the two has a figure that the other lacks."""
    figures = _table([{word for word in own if word[0].isdigit()} for own in words])
    lacks: Flags = figures.sum(axis=1)[:, None] > figures @ figures.T
    return lacks & lacks.T


def _table(words: Sequence[Set[str]]) -> Vectors:
    """A row for each, a column for each word that one has."""
    known = {word: column for column, word in enumerate(sorted({word for own in words for word in own}))}
    table = np.zeros((len(words), len(known)), dtype=np.float32)
    for row, own in enumerate(words):
        table[row, [known[word] for word in own]] = 1
    return table
