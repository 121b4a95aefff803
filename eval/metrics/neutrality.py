"""Whether the abstract keeps out of the article's voice, by the product's lexicon and by what annotators marked."""

from __future__ import annotations

import re

from eval.case import Case
from eval.dataset import Reference
from eval.metrics.base import Better, Metric, Needs
from service.core.document import Span
from service.reading.loaded import loaded
from service.reading.reporting import report
from service.reading.words import quoted_spans, word_count


def _score(case: Case) -> dict[str, float]:
    statements = case.sentences
    judging = [text for text in statements if loaded(text)]
    return {
        "loaded_source": _rate(len(loaded(case.document.text)), case.document.text),
        "loaded_per_100": _rate(len(loaded(case.prediction.abstract)), case.prediction.abstract),
        "unattributed": sum(report(text) is None for text in judging) / max(1, len(statements)),
    }


def _marked(case: Case) -> dict[str, float]:
    """Expressions that an annotator marked as loaded, for each 100 words of the abstract, outside quotation marks."""
    text = case.prediction.abstract
    return {"marked_per_100": _rate(marks(text, case.reference), text)}


def marks(text: str, reference: Reference) -> int:
    """Times that an expression which an annotator marked stands in `text` outside quotation marks."""
    quotes = quoted_spans(text)
    return sum(_outside(text, quotes, item.wording) for item in reference.loaded)


def _outside(text: str, quotes: list[Span], wording: str) -> int:
    pattern = r"\s+".join(re.escape(word) for word in wording.split())
    return sum(
        not any(quote.start <= found.start() < quote.end for quote in quotes)
        for found in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE)
    )


def _rate(count: int, text: str) -> float:
    return 100 * count / max(1, word_count(text))


NEUTRALITY = Metric(
    names={"loaded_source": Better.NEITHER, "loaded_per_100": Better.LOWER, "unattributed": Better.LOWER},
    score=_score,
    worst={"loaded_per_100": 100.0},
)
MARKED = Metric(
    names={"marked_per_100": Better.LOWER}, score=_marked, needs=Needs.REFERENCE, worst={"marked_per_100": 100.0}
)
