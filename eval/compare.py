"""Two systems on the same articles, each metric with a verdict in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.metrics.base import Better
from eval.metrics.registry import BETTER
from eval.predict import open_run
from eval.score import read_scores
from eval.statistics import Paired, compare, holm
from service.core.errors import InvalidRun

ALPHA = 0.05


@dataclass(frozen=True)
class Line:
    """One metric: `p` is Holm's."""

    metric: str
    better: Better
    paired: Paired
    p: float
    verdict: str


@dataclass(frozen=True)
class Scored:
    """One system of one run: where it came from, its articles, and each metric's scores in their order."""

    label: str
    signature: str
    articles: tuple[str, ...]
    metrics: dict[str, tuple[float, ...]]


def open_scored(name: str) -> Scored:
    """The system that RUN or RUN:MODEL names. Raises InvalidRun when RUN holds several and none is named."""
    cuts = [len(name), *(at for at in range(len(name) - 1, 0, -1) if name[at] == ":")]
    cut = next((at for at in cuts if (Path(name[:at]) / "run.json").is_file()), len(name))
    folder, model = name[:cut], name[cut + 1 :]  # a model's name may hold a colon too
    open_run(Path(folder))
    scores = read_scores(Path(folder))
    models = list(scores.systems)
    if not model and len(models) > 1:
        raise InvalidRun(f"{folder} holds {', '.join(models)}; name one of them, as in {folder}:{models[0]}.")
    model = model or models[0]
    if model not in scores.systems:
        raise InvalidRun(f"{folder} has no model {model!r}; it holds {', '.join(models)}.")
    return Scored(f"{folder}:{model}", scores.signature, scores.articles, scores.systems[model])


def compare_systems(first: Scored, second: Scored) -> list[Line]:
    """Every metric that has a better side. Raises InvalidRun when the two were not measured in one way."""
    if first.signature != second.signature:
        apart = " and ".join(sorted(set(first.signature.split("|")) ^ set(second.signature.split("|"))))
        raise InvalidRun(
            f"{first.label} and {second.label} were measured differently ({apart}); they cannot be paired."
        )
    if len(first.articles) < 2:
        raise InvalidRun("One article says nothing about the next; compare needs at least two.")
    names = [
        name for name in first.metrics if name in second.metrics and BETTER.get(name, Better.NEITHER) != Better.NEITHER
    ]
    paired = [compare(first.metrics[name], second.metrics[name]) for name in names]
    # A metric on which the two are equal everywhere tests nothing, so it is not counted among the tests.
    tested = [index for index, item in enumerate(paired) if item.low != item.high or item.difference != 0]
    adjusted = [1.0] * len(paired)
    for index, p in zip(tested, holm([paired[index].p for index in tested]), strict=True):
        adjusted[index] = p
    return [
        Line(name, BETTER[name], item, p, verdict(item, p, BETTER[name]))
        for name, item, p in zip(names, paired, adjusted, strict=True)
    ]


def verdict(paired: Paired, p: float, better: Better) -> str:
    """better, worse, the same, or cannot tell and why."""
    if paired.difference == 0 and paired.low == paired.high:
        return "the same on every article"
    if p <= ALPHA:
        return "better" if (paired.difference > 0) == (better is Better.HIGHER) else "worse"
    if paired.needed is None:
        return f"cannot tell, n={paired.n}; the difference is too small for any number of articles to show"
    if paired.p > ALPHA and paired.needed <= paired.n:
        return f"cannot tell, n={paired.n} is too few"
    if paired.needed <= paired.n:
        return f"cannot tell, n={paired.n}: clear alone (p={paired.p:.3f}), not among this many metrics"
    return f"cannot tell, n={paired.n} would need {paired.needed:,} for this metric alone"


def markdown(first: Scored, second: Scored, lines: Iterable[Line]) -> str:
    """The comparison as a table for a pull request."""
    rows = [
        f"`{first.label}` against `{second.label}`, {len(first.articles)} articles; 95% intervals, p after Holm",
        "",
        "| metric | first | second | difference | 95% interval | p | detectable | verdict |",
        "|---|---|---|---|---|---|---|---|",
    ]
    rows.extend("| " + " | ".join(cells(line)) + " |" for line in lines)
    return "\n".join(rows) + "\n"


def cells(line: Line) -> Sequence[str]:
    paired = line.paired
    return (
        line.metric + (" (lower is better)" if line.better is Better.LOWER else ""),
        f"{paired.first:.3f}",
        f"{paired.second:.3f}",
        f"{paired.difference:+.3f}",
        f"{paired.low:+.3f} to {paired.high:+.3f}",
        f"{line.p:.3f}",
        f"{paired.detectable:.3f}",
        line.verdict,
    )
