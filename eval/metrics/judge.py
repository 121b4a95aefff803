"""Whether a text states a claim: the judge that the claim metrics share.

The score of a claim against a text is the mean of three: the share of the claim's content words (stems) in the whole
text, the same in its best window of one or two sentences, and the best cosine of the encoder over those windows. The
numbers of the claim that the text lacks count against it. The threshold was set on people's presence labels of content
units (`plumbline eval meta` prints how well it agrees with them, and the best threshold for each set).
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from eval.case import Embedder
from service.reading import modality
from service.reading.facts import numbers
from service.reading.passage import Passage

THRESHOLD = 0.55
MISSING_NUMBER = 0.3


@lru_cache(maxsize=65_536)
def content(text: str) -> frozenset[str]:
    """The stems of the words that carry content."""
    return frozenset(Passage(text).stems)


def presence(claims: Sequence[str], sentences: Sequence[str], embed: Embedder) -> NDArray[np.float64]:
    """How far each claim is stated in the text made of `sentences`: shape (len(claims),), 0 to 1."""
    if not sentences or not claims:
        return np.zeros(len(claims))
    windows = [*sentences, *(f"{first} {second}" for first, second in itertools.pairwise(sentences))]
    cosine = (embed(claims) @ embed(windows).T).max(axis=1)
    whole = " ".join(sentences)
    recall = np.array([_recall(claim, whole) for claim in claims])
    local = np.array([max(_recall(claim, window) for window in windows) for claim in claims])
    there = numbers(whole)
    missing = np.array([_missing(claim, there) for claim in claims])
    return np.asarray(np.clip((cosine + recall + local) / 3 - MISSING_NUMBER * missing, 0, 1), dtype=np.float64)


def pairs(claims: Sequence[str], said: Sequence[str], embed: Embedder) -> NDArray[np.float64]:
    """How far each of `said` states each of `claims`: shape (len(claims), len(said)), 0 where they disagree.

    They disagree when fewer than half of the claim's numbers are there, or one denies and the other does not.
    """
    if not said or not claims:
        return np.zeros((len(claims), len(said)))
    cosine = embed(claims) @ embed(said).T
    scores = np.zeros((len(claims), len(said)))
    for row, claim in enumerate(claims):
        for column, text in enumerate(said):
            if _agree(claim, text):
                scores[row, column] = (float(cosine[row, column]) + 2 * _recall(claim, text)) / 3
    return scores


def _missing(claim: str, there: set[str]) -> float:
    """The share of the claim's numbers that are not among `there`."""
    wanted = numbers(claim)
    return len(wanted - there) / max(1, len(wanted))


def _recall(claim: str, text: str) -> float:
    words = content(claim)
    return len(words & content(text)) / max(1, len(words))


def _agree(claim: str, text: str) -> bool:
    wanted = numbers(claim)
    if wanted and 2 * len(wanted & numbers(text)) < len(wanted):
        return False
    denied, denies = bool(modality.NEGATION.search(claim)), bool(modality.NEGATION.search(text))
    # A much longer text may deny something else.
    return denies or not denied if len(text) > 1.5 * len(claim) else denied == denies
