"""What a metric is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from eval.case import Case


class Better(StrEnum):
    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"  # it describes; no system is better for it


class Needs(StrEnum):
    """What an article must have for the metric to be measured on it."""

    NOTHING = "nothing"
    ABSTRACTS = "abstracts"
    CLAIMS = "claims"  # texts of key claims or content units
    REFERENCE = "reference"  # the full annotations


@dataclass(frozen=True)
class Metric:
    """`names` maps each figure to which way is better; `score` gives exactly those figures for one article.

    `score` is never called for a failed prediction: a failure is 0 where higher is better and where nothing is, and
    `worst`, 1 for a figure that it leaves out, where lower is better.
    """

    names: dict[str, Better]
    score: Callable[[Case], dict[str, float]]
    needs: Needs = Needs.NOTHING
    worst: dict[str, float] = field(default_factory=dict)
