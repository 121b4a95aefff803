"""How likely a careful reader finds a statement supported: signals of a pair, weighed by a logistic regression.

The weights were fitted by `python -m eval.train_support` on judgements whose licence allows it (see eval/DATASETS.md)
and on our own references; they are numbers in `data/support.json`, one set with the encoder's cosine and one without.
"""

from __future__ import annotations

import json
import math
from functools import cache
from importlib.resources import files
from itertools import pairwise

from service.core.check import Fault, FaultKind
from service.core.document import Frozen
from service.verify.faults import Pair

FACTS = (FaultKind.NUMBER, FaultKind.DATE, FaultKind.NAME)
TURNED = (
    FaultKind.NEGATION,
    FaultKind.OPPOSITE,
    FaultKind.CERTAINTY,
    FaultKind.ROLES,
    FaultKind.BOUND,
    FaultKind.QUANTITY,
    FaultKind.UNIT,
)
VOICES = (FaultKind.SPEAKER, FaultKind.ATTRIBUTION)
SIGNALS = (
    "share",  # of the weight of the statement's words, in the window
    "density",  # of stretches of words that the source has (Grusky et al., 2018), as a logarithm
    "facts",  # numbers, dates and names that are not there, less is better
    "turned",  # denials, opposites, certainty, roles, less is better
    "voices",  # speakers changed or lost, less is better
    "cosine",  # the encoder's, against the closest of the candidate sentences; only where it is run
)


LEAST = 0.001  # of a probability that is put together with another: a model that is too sure has no last word


class Weights(Frozen):
    """A logistic regression: `bias` and one weight for each signal, in the order of SIGNALS."""

    bias: float
    weights: tuple[float, ...]


@cache
def weights() -> dict[str, Weights]:
    """`lexical` and `encoder`."""
    raw = json.loads(files("service.verify").joinpath("data/support.json").read_text("utf-8"))
    return {name: Weights.model_validate(fields) for name, fields in raw.items()}


def signals(pair: Pair, found: tuple[Fault, ...]) -> list[float]:
    """The signals without the encoder's, in the order of SIGNALS: more is better for each."""
    kinds = [fault.kind for fault in found]
    return [
        pair.window.share,
        _density(pair),
        -float(min(3, sum(kind in FACTS for kind in kinds))),
        -float(min(2, sum(kind in TURNED for kind in kinds))),
        -float(min(1, sum(kind in VOICES for kind in kinds))),
    ]


def probability(found: list[float], cosine: float | None = None) -> float:
    """The calibrated probability, 0 to 1."""
    model = weights()["lexical" if cosine is None else "encoder"]
    values = found if cosine is None else [*found, cosine]
    score = model.bias + sum(weight * value for weight, value in zip(model.weights, values, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def both(ours: float, theirs: float) -> float:
    """One probability of two: the mean of their logits, as of two weak signals that err on their own.

    Ours counts words and facts, a model of entailment reads meaning. Both together were fitted to no judgements: the
    mean keeps the order where they agree and doubts where they do not, but it is not calibrated.
    """
    return 1 / (1 + math.exp(-(_logit(ours) + _logit(theirs)) / 2))


def _logit(probability: float) -> float:
    bounded = min(1 - LEAST, max(LEAST, probability))
    return math.log(bounded / (1 - bounded))


def _density(pair: Pair) -> float:
    """The log of the mean length of the source's stretch that a word of the statement stands in."""
    squares, run = 0, 1
    stems = [token.stem for token in pair.said.tokens]
    for neighbours in pairwise([*stems, ""]):
        if neighbours in pair.index.pairs:
            run += 1
        else:
            squares += run * run if run > 1 or neighbours[0] in pair.index else 0
            run = 1
    return math.log1p(squares / max(1, len(stems)))
