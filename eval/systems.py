"""The systems that a run may name: the product's models, the baselines, and recorded outputs of others."""

from __future__ import annotations

import re
import resource
import sys
from collections.abc import Callable
from pathlib import Path

from eval import baselines
from eval.baselines import Limits
from eval.dataset import Example
from eval.predictions import Prediction, read_recorded
from service.core.document import Document
from service.core.errors import InvalidPredictions, UnknownModel
from service.core.receipt import Options
from service.engine import Engine

System = Callable[[Example, Document], Prediction]
LEAD = re.compile(r"lead-(\d+)")
BASELINES = ("lead-K", "lexrank", "random", "human", "oracle")


def system(name: str, engine: Engine, limits: Limits) -> System:
    """The system `name`: a baseline, or a model of the engine. Raises UnknownModel."""
    ranked = baselines.predict_ranked
    if found := LEAD.fullmatch(name):
        most = int(found[1])
        return lambda example, document: ranked(example, document, baselines.lead, limits, most=most)
    match name:
        case "lexrank":
            return lambda example, document: ranked(example, document, baselines.lexrank, limits, most=10_000)
        case "random":
            return lambda example, document: ranked(example, document, baselines.shuffled, limits, most=10_000)
        case "human":
            return baselines.human
        case "oracle":
            return lambda example, document: baselines.oracle(example, document, limits)
    options = Options(model=name, max_words=limits.max_words, max_claims=limits.max_claims)
    try:
        engine.load(name)
    except UnknownModel as error:
        raise UnknownModel(f"{error.detail} Baselines: {', '.join(BASELINES)}.") from error

    def summarize(example: Example, _document: Document) -> Prediction:
        summary = engine.summarize(example.text, options, title=example.title, language=example.language)
        return Prediction.of_summary(example.id, summary, peak_mb=peak_mb())

    return summarize


def recorded(path: Path) -> System:
    """The system whose outputs are in the JSON Lines file `path`. Raises FileUnreadable, InvalidPredictions."""
    outputs = read_recorded(path)

    def look_up(example: Example, _document: Document) -> Prediction:
        if example.id not in outputs:
            raise InvalidPredictions(f"{path} has no output for {example.id!r}.")
        if not outputs[example.id].abstract.strip():
            raise InvalidPredictions(f"{path} has an empty text for {example.id!r}.")
        return outputs[example.id]

    return look_up


def peak_mb() -> float:
    """Peak resident memory of this process, in MiB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / 1024 if sys.platform != "darwin" else peak / 1024**2, 1)
