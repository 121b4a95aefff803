"""Stored predictions to scores: no model is run, so scoring again is cheap."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from statistics import fmean

from eval.case import Case, Embedder
from eval.dataset import Example, Suite, load_suite
from eval.metrics.base import Better, Metric, Needs
from eval.metrics.registry import CHECKER, METRICS
from eval.predict import Run, Tick, open_run, predictions_path
from eval.predictions import Prediction, read_json, read_predictions, write_json
from service import __version__
from service.core.document import Document, Frozen
from service.core.errors import InvalidRun
from service.engine import Engine
from service.verify.check import Checker

HUMAN = "human"


class Scores(Frozen):
    """Per-article scores of every system of a run: `systems[model][metric]` is in the order of `articles`.

    `checker` holds the metrics of the checker itself, `signature` all that the figures depend on.
    """

    signature: str
    articles: tuple[str, ...]
    systems: dict[str, dict[str, tuple[float, ...]]]
    checker: dict[str, tuple[float, ...]]

    def mean(self, model: str, metric: str) -> float:
        return fmean(self.systems[model][metric])


class Scorer:
    """A suite made ready: documents read, checkers indexed, references encoded once for all systems."""

    def __init__(self, suite: Suite, engine: Engine) -> None:
        self.suite = suite
        self._engine = engine
        self.metrics = [metric for metric in METRICS if _has(metric.needs, suite)]

    @cached_property
    def _embed(self) -> Embedder:
        return Embedder(self._engine.models.encoder)

    @cached_property
    def _documents(self) -> dict[str, Document]:
        return {
            example.id: self._engine.read(example.text, title=example.title, language=example.language)
            for example in self.suite.examples
        }

    @cached_property
    def _checkers(self) -> dict[str, Checker]:
        return {id_: Checker(document) for id_, document in self._documents.items()}

    def case(self, example: Example, prediction: Prediction, *, human: bool = False) -> Case:
        return Case(
            example=example,
            document=self._documents[example.id],
            prediction=prediction,
            abstracts=example.abstracts[:-1] if human else example.abstracts,
            embed=self._embed,
            checker=self._checkers[example.id],
        )

    def score(self, case: Case) -> dict[str, float]:
        """Every metric of one article, a failure among them."""
        failed = case.prediction.error is not None
        scores = {"failed": float(failed)}
        for metric in self.metrics:
            scores |= _failure(metric) if failed else metric.score(case)
        return scores

    def checker(self) -> dict[str, tuple[float, ...]]:
        """The checker on the planted false statements; {} when the suite has none."""
        if not _has(CHECKER.needs, self.suite):
            return {}
        rows = [CHECKER.score(self.case(example, Prediction(id=example.id))) for example in self.suite.examples]
        return {name: tuple(row[name] for row in rows) for name in CHECKER.names}


def score_run(folder: Path, engine: Engine, tick: Tick) -> Scores:
    """Score what `folder` holds and write `scores.json`. Raises InvalidRun when an article was not predicted yet."""
    run = open_run(folder)
    suite = suite_of(run)
    scorer = Scorer(suite, engine)
    stored = {model: read_predictions(predictions_path(folder, model)) for model in run.models}
    for model, predictions in stored.items():
        if missing := [example.id for example in suite.examples if example.id not in predictions]:
            raise InvalidRun(f"{folder} has no prediction of {model} for {missing[0]} ({len(missing)} missing).")
    systems = {}
    for model, predictions in stored.items():
        rows = []
        for example in suite.examples:
            rows.append(scorer.score(scorer.case(example, predictions[example.id], human=model == HUMAN)))
            tick(model, example.id)
        systems[model] = {name: tuple(round(row[name], 6) for row in rows) for name in rows[0]}
    scores = Scores(signature=signature(run, engine), articles=run.articles, systems=systems, checker=scorer.checker())
    write_json(folder / "scores.json", scores.model_dump())
    return scores


def suite_of(run: Run) -> Suite:
    """The suite of `run`, read again. Raises InvalidRun when it has changed since."""
    suite = load_suite(run.suite, split=run.split)
    examples = tuple(example for example in suite.examples if example.id in set(run.articles))
    suite = Suite.of(suite.name, examples)
    if suite.sha256 != run.suite_sha256:
        raise InvalidRun(f"The suite {run.suite!r} has changed since the run was made; run it again.")
    return suite


def read_scores(folder: Path) -> Scores:
    """What `score_run` wrote. Raises InvalidRun."""
    missing = InvalidRun(f"{folder} has not been scored; run `plumbline eval score {folder}`.")
    return read_json(folder / "scores.json", Scores, missing)


def signature(run: Run, engine: Engine) -> str:
    """What a figure depends on, in one line: two figures with one signature were measured in one way."""
    code = hashlib.sha256()
    for path in sorted((Path(__file__).parent / "metrics").glob("*.py")):
        code.update(path.read_bytes())
    parts = (
        f"plumbline:{__version__}",
        f"suite:{Path(run.suite).name}",
        f"split:{run.split}",
        f"n:{len(run.articles)}",
        f"references:{run.suite_sha256[:12]}",
        f"metrics:{code.hexdigest()[:12]}",
        f"encoder:{engine.models.encoder.sha256[:12]}",
        f"words:{run.max_words}",
        f"claims:{run.max_claims}",
    )
    return "|".join(parts)


def _has(needs: Needs, suite: Suite) -> bool:
    """Whether every article of the suite has what the metric needs: a mean is over all of them or none."""
    match needs:
        case Needs.ABSTRACTS:
            return all(example.abstracts for example in suite.examples)
        case Needs.CLAIMS:
            return all(example.claims for example in suite.examples)
        case Needs.REFERENCE:
            return all(example.reference is not None for example in suite.examples)
    return True


def _failure(metric: Metric) -> dict[str, float]:
    """A failure counts as the worst, never as missing."""
    return {
        name: metric.worst.get(name, 1.0) if better is Better.LOWER else 0.0 for name, better in metric.names.items()
    }


def as_table(scores: Scores) -> Iterator[tuple[str, dict[str, float]]]:
    """Each metric with its mean for each system."""
    names = next(iter(scores.systems.values()))
    for name in names:
        yield name, {model: scores.mean(model, name) for model in scores.systems}
