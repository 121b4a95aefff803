"""One self-contained HTML file, or Markdown, of what a run found."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from eval.case import Case
from eval.dataset import Example, locate
from eval.meta import Trust, read_trust
from eval.metrics.base import Better
from eval.metrics.claims import matches
from eval.metrics.judge import THRESHOLD, presence
from eval.metrics.registry import BETTER
from eval.predict import Run, open_run, predictions_path
from eval.predictions import read_predictions
from eval.score import HUMAN, Scorer, Scores, read_scores, suite_of
from eval.statistics import interval
from service.core.check import Check, Verdict
from service.core.document import Span
from service.engine import Engine

WIDTH = 360  # of a plot, in CSS pixels
GROUPS = ("style", "language")


@dataclass(frozen=True)
class Bar:
    """One system's mean of one metric with its 95% interval, and where they stand in the plot, in pixels."""

    model: str
    mean: float
    low: float
    high: float
    x: float
    x_low: float
    x_high: float


@dataclass(frozen=True)
class Row:
    metric: str
    better: Better
    bars: tuple[Bar, ...]
    trust: str


@dataclass(frozen=True)
class Piece:
    """A stretch of the source, with what it is evidence of: `own` of the system, `reference` of the people."""

    text: str
    own: bool
    reference: bool


@dataclass(frozen=True)
class Output:
    model: str
    abstract: str
    error: str | None
    source: tuple[Piece, ...]
    claims: tuple[tuple[str, str, str], ...]  # speaker, kind, text
    missed: tuple[str, ...]
    false: tuple[Check, ...]
    scores: dict[str, float]


@dataclass(frozen=True)
class Article:
    example: Example
    outputs: tuple[Output, ...]


def write_report(folder: Path, output: Path, engine: Engine) -> None:
    """Raises FileUnreadable, InvalidRun."""
    run, scores = open_run(folder), read_scores(folder)
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,  # articles and outputs are not to be trusted
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    html = templates.get_template("report.html.j2").render(
        run=run,
        scores=scores,
        rows=rows(scores),
        groups=_groups(run, scores),
        trust=read_trust(),
        articles=_articles(folder, run, scores, engine),
        width=WIDTH,
    )
    temporary = output.with_name(output.name + ".part")
    temporary.write_text(html, encoding="utf-8")
    temporary.replace(output)


def as_markdown(folder: Path) -> str:
    """The table of means with intervals, for a pull request."""
    run, scores = open_run(folder), read_scores(folder)
    lines = [
        f"{len(scores.articles)} articles of {run.suite} ({run.split}); means with 95% intervals",
        "",
        "| metric | " + " | ".join(scores.systems) + " | how far to trust it |",
        "|---|" + "---|" * (len(scores.systems) + 1),
    ]
    for row in rows(scores):
        cells = [f"{bar.mean:.3f} ({bar.low:.3f} to {bar.high:.3f})" for bar in row.bars]
        lines.append(f"| {row.metric}{_arrow(row.better)} | " + " | ".join(cells) + f" | {row.trust} |")
    for name, values in scores.checker.items():
        lines.append(f"| checker: {name} | {sum(values) / len(values):.3f} |" + " |" * len(scores.systems))
    return "\n".join([*lines, "", f"`{scores.signature}`", ""])


def rows(scores: Scores) -> list[Row]:
    trust = read_trust()
    found = []
    for metric in next(iter(scores.systems.values())):
        figures = []
        for model, metrics in scores.systems.items():
            values = np.asarray(metrics[metric])
            figures.append((model, float(values.mean()), *interval(values)))
        low, high = min(0.0, *(figure[2] for figure in figures)), max(figure[3] for figure in figures)
        scale = WIDTH / (high - low) if high > low else 0.0
        bars = tuple(
            Bar(model, mean, start, end, *((value - low) * scale for value in (mean, start, end)))
            for model, mean, start, end in figures
        )
        found.append(Row(metric, BETTER.get(metric, Better.NEITHER), bars, trusted(metric, trust)))
    return found


def trusted(metric: str, trust: list[Trust]) -> str:
    """What stands behind `metric`, in words; "" when it is counted rather than judged."""
    parts = []
    for line in trust:
        if metric in line.metrics:
            figures = ", ".join(
                f"{name.replace('_', ' ')} {line.figures[name]:.2f}"
                for name in ("balanced_accuracy", "auc", "partial_pearson", "pearson_per_system")
                if name in line.figures
            )
            parts.append(f"{line.set}: {figures}")
    return "; ".join(parts)


def _arrow(better: Better) -> str:
    return {Better.HIGHER: " ↑", Better.LOWER: " ↓", Better.NEITHER: ""}[better]


def _groups(run: Run, scores: Scores) -> list[tuple[str, int, dict[str, float]]]:
    """The first metric's mean for each kind of article: where a system is weak."""
    examples = {example.id: example for example in suite_of(run).examples}
    main = next((name for name in ("claim_f1", "claim_coverage", "rouge1") if name in _first(scores)), "")
    if not main:
        return []
    found = []
    for group in GROUPS:
        tags = [
            examples[id_].language if group == "language" else examples[id_].tags.get(group, "")
            for id_ in scores.articles
        ]
        for tag in sorted(set(tags) - {""}):
            at = [index for index, value in enumerate(tags) if value == tag]
            means = {
                model: sum(metrics[main][index] for index in at) / len(at) for model, metrics in scores.systems.items()
            }
            found.append((f"{main}, {group} {tag}", len(at), means))
    return found


def _first(scores: Scores) -> dict[str, tuple[float, ...]]:
    return next(iter(scores.systems.values()))


def _articles(folder: Path, run: Run, scores: Scores, engine: Engine) -> list[Article]:
    scorer = Scorer(suite_of(run), engine)
    stored = {model: read_predictions(predictions_path(folder, model)) for model in scores.systems}
    found = []
    for at, example in enumerate(scorer.suite.examples):
        outputs = []
        for model, predictions in stored.items():
            case = scorer.case(example, predictions[example.id], human=model == HUMAN)
            figures = {name: values[at] for name, values in scores.systems[model].items()}
            outputs.append(_output(model, case, figures))
        found.append(Article(example, tuple(outputs)))
    return found


def _output(model: str, case: Case, figures: dict[str, float]) -> Output:
    said = (*case.prediction.statements, *case.prediction.claims)
    checks = [case.checker.check(text) for text in dict.fromkeys(item.text for item in said)]
    return Output(
        model=model,
        abstract=case.prediction.abstract,
        error=case.prediction.error,
        source=_pieces(case),
        claims=tuple((claim.speaker or "", claim.kind or "", claim.text) for claim in case.prediction.claims),
        missed=_missed(case),
        false=tuple(check for check in checks if check.verdict is not Verdict.SUPPORTED),
        scores=figures,
    )


def _missed(case: Case) -> tuple[str, ...]:
    """The reference's claims that neither the abstract nor a claim states."""
    claims = case.example.claims
    made = set()
    if case.example.reference is not None:
        made = {claim.text for claim, _ in matches(case)}
    stated = presence(claims, case.sentences, case.embed) >= THRESHOLD
    return tuple(claim for claim, there in zip(claims, stated, strict=True) if not there and claim not in made)


def _pieces(case: Case) -> tuple[Piece, ...]:
    """The source cut at every border of evidence."""
    text = case.document.text
    own = [span for said in (*case.prediction.statements, *case.prediction.claims) for span in said.evidence]
    people: list[Span] = []
    if case.example.reference is not None:
        passages = [passage for claim in case.reference.claims for passage in claim.evidence]
        people = [span for passage in passages if (span := locate(case.document, passage))]
    borders = sorted({0, len(text), *(at for span in (*own, *people) for at in (span.start, span.end))})
    return tuple(
        Piece(
            text[start:end],
            own=any(span.start <= start and end <= span.end for span in own),
            reference=any(span.start <= start and end <= span.end for span in people),
        )
        for start, end in itertools.pairwise(borders)
    )
