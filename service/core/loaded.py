"""Loaded wording: what kind it is, and what may be put for it."""

from __future__ import annotations

from enum import StrEnum

from service.core.document import Span


class Category(StrEnum):
    """What makes a wording loaded."""

    HONORIFIC = "honorific"
    PRAISE = "praise"
    SLOGAN = "slogan"
    INTENSIFIER = "intensifier"
    PEJORATIVE = "pejorative"
    EUPHEMISM = "euphemism"
    SCARE_QUOTES = "scare_quotes"
    UNATTRIBUTED_EVALUATION = "unattributed_evaluation"
    PRESUPPOSITION = "presupposition"


class Loaded(Span):
    """A loaded wording at [start, end), half-open offsets in code points.

    `neutral` is the wording to put for it, "" when it can be left out, None when only a person could reword it.
    `mild`: plain enough in many contexts to be pointed out only; not counted, and no reason to withhold anything.
    """

    category: Category
    neutral: str | None
    mild: bool = False
