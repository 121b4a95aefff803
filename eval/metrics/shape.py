"""What the abstract is like: its length, how much shorter it is, how much of it is new, how hard it reads."""

from __future__ import annotations

import itertools

from eval.case import Case
from eval.metrics.base import Better, Metric
from service.reading.words import WORD, word_count

LONG = 6  # a word of more letters is long


def _score(case: Case) -> dict[str, float]:
    text, source = case.prediction.abstract, case.document.text
    words = word_count(text)
    return {
        "words": float(words),
        "compression": words / max(1, word_count(source)),
        "novelty": _novelty(text, source),
        "lix": _lix(text, len(case.sentences)),
    }


def _novelty(text: str, source: str) -> float:
    """The share of the abstract's pairs of neighbouring words that the source does not have."""
    there = set(_pairs(source))
    own = _pairs(text)
    return sum(pair not in there for pair in own) / max(1, len(own))


def _pairs(text: str) -> list[tuple[str, str]]:
    words = [word.casefold() for word in WORD.findall(text)]
    return list(itertools.pairwise(words))


def _lix(text: str, sentences: int) -> float:
    """Words a sentence plus the per cent of long words (LIX: Björnsson, 1968): 30 is easy, 60 is hard."""
    words = WORD.findall(text)
    long = sum(len(word) > LONG for word in words)
    return len(words) / max(1, sentences) + 100 * long / max(1, len(words))


SHAPE = Metric(names=dict.fromkeys(("words", "compression", "novelty", "lix"), Better.NEITHER), score=_score)
