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
from eval.predictions import Prediction, SaidClaim, read_recorded
from service.core.document import Document
from service.core.errors import InvalidPredictions, InvalidRequest, UnknownModel
from service.core.receipt import Options
from service.engine import Engine
from service.reading.words import word_count

System = Callable[[Example, Document], Prediction]
LEAD = re.compile(r"lead-(\d+)")
BASELINES = ("lead-K", "lexrank", "textrank", "random", "human", "oracle")


def system(name: str, engine: Engine, limits: Limits) -> System:
    """The system `name`: a baseline, or a model of the engine. Raises UnknownModel, InvalidRequest."""
    if found := LEAD.fullmatch(name):
        if not (most := int(found[1])):
            raise InvalidRequest("lead-0 has no sentence: give lead-1 or more.")
        return lambda example, document: baselines.predict_lead(example, document, limits, most=most)
    match name:
        case "lexrank":
            return lambda example, document: baselines.predict_ranked(example, document, baselines.lexrank, limits)
        case "textrank":
            return lambda example, document: baselines.predict_ranked(example, document, baselines.textrank, limits)
        case "random":
            return lambda example, document: baselines.predict_ranked(example, document, baselines.shuffled, limits)
        case "human":
            return baselines.human
        case "oracle":
            return lambda example, document: baselines.oracle(example, document, limits)
    options = Options(model=name, max_words=limits.max_words, max_claims=limits.max_claims)
    try:
        engine.models.load(name)
    except UnknownModel as error:
        raise UnknownModel(f"{error.detail} Baselines: {', '.join(BASELINES)}.") from error

    def summarize(example: Example, _document: Document) -> Prediction:
        document = engine.read(example.text, title=example.title, language=example.language)
        summary = engine.summarize(document, options)
        return Prediction.of_summary(example.id, summary, peak_mb=peak_mb())

    return summarize


def recorded(path: Path, limits: Limits) -> System:
    """The system whose outputs are in the JSON Lines file `path`, held to the same limits as all others.

    A system that makes no claims is judged by its sentences, as the baselines are. Raises FileUnreadable,
    InvalidPredictions, also when the file's name is a baseline's.
    """
    if LEAD.fullmatch(path.stem) or path.stem in BASELINES:
        raise InvalidPredictions(f"{path.stem} is the name of a baseline; rename {path}.")
    outputs = read_recorded(path)

    def look_up(example: Example, _document: Document) -> Prediction:
        if example.id not in outputs:
            raise InvalidPredictions(f"{path} has no output for {example.id!r}.")
        output = _within(outputs[example.id], limits)
        if not output.statements:
            raise InvalidPredictions(f"{path} has an empty text for {example.id!r}.")
        return output

    return look_up


def _within(output: Prediction, limits: Limits) -> Prediction:
    """The sentences that fit into `max_words`, the first in any case, and the first `max_claims` claims."""
    kept: list[str] = []
    for statement in output.statements:
        if kept and word_count(" ".join([*kept, statement.text])) > limits.max_words:
            break
        kept.append(statement.text)
    claims = output.claims or tuple(SaidClaim(text=text) for text in kept)
    return Prediction.of_text(output.id, " ".join(kept), claims[: limits.max_claims], output.seconds)


def peak_mb() -> float:
    """Peak resident memory of this process, in MiB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / 1024 if sys.platform != "darwin" else peak / 1024**2, 1)
