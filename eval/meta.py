"""The metrics measured themselves, against people's judgements: how far may each be trusted?

The claim judge is held against presence labels of content units (scu_realsumm, scu_pyrxsum), the checker against
judgements of faithfulness (frank, qags, xsum_faith, wice). DATASETS.md says what each set is and where it comes from.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from eval.case import Embedder
from eval.metrics.judge import THRESHOLD, presence
from service.core.check import Verdict
from service.core.document import Frozen
from service.core.errors import FileUnreadable
from service.engine import Engine
from service.segment import split
from service.verify.check import Checker

Record = dict[str, Any]
Floats = NDArray[np.float64]
TRUST = Path(__file__).parent / "trust.json"


class Trust(Frozen):
    """One line of the trust table: what stands behind `metrics`, on which set, how much, and each figure."""

    set: str
    metrics: tuple[str, ...]
    judged: int
    figures: dict[str, float]


def meta(data: Path, engine: Engine, *, limit: int | None = None) -> Iterator[Trust]:
    """One `Trust` for each set of people's judgements in `data`. Raises FileUnreadable when there is none."""
    found = False
    for name, measure in SETS.items():
        path = data / name / "dev.jsonl"
        if path.exists():
            found = True
            with path.open(encoding="utf-8") as stream:
                records = [json.loads(line) for line in stream]
            yield measure(name, records[:limit], engine)
    if not found:
        raise FileUnreadable(f"{data} holds none of the sets {', '.join(SETS)}.")


def _judge(name: str, records: Sequence[Record], engine: Engine) -> Trust:
    """Agreement with presence labels, and the correlation of the coverage of summaries and of systems."""
    embed = Embedder(engine.models.encoder)
    scores: list[Floats] = []
    labels: list[Floats] = []
    systems: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for record in records:
        units = record["gold"]["scus"]
        for item in record["gold"]["items"]:
            score = presence(units, _sentences(item["summary"]), embed)
            label = np.asarray(item["scu_present"], dtype=np.float64)
            scores.append(score)
            labels.append(label)
            systems[item["system"]].append((float((score >= THRESHOLD).mean()), float(label.mean())))
    flat, truth = np.concatenate(scores), np.concatenate(labels)
    said = flat >= THRESHOLD
    summaries = np.array([pair for pairs in systems.values() for pair in pairs])
    means = np.array([np.mean(pairs, axis=0) for pairs in systems.values()])
    return Trust(
        set=name,
        metrics=("claim_coverage",),
        judged=len(truth),
        figures={
            "balanced_accuracy": balanced_accuracy(said, truth),
            "kappa": _kappa(said, truth),
            "auc": auc(flat, truth),
            "best_threshold": _best_threshold(flat, truth),
            "pearson_per_summary": _pearson(summaries[:, 0], summaries[:, 1]),
            "pearson_per_system": _pearson(means[:, 0], means[:, 1]),
            "kendall_per_system": _kendall(means[:, 0], means[:, 1]),
        },
    )


def _frank(name: str, records: Sequence[Record], engine: Engine) -> Trust:
    """Share of supported sentences against people's, and their correlation with the systems held constant."""
    rows = []
    for record in records:
        checker = _checker(record["input"]["article"], engine)
        for item in record["gold"]["items"]:
            checks = [checker.check(text) for text in item["sentences"]]
            every = all(check.verdict is Verdict.SUPPORTED for check in checks)
            mean = float(np.mean([check.support for check in checks]))
            rows.append((item["system"], every, mean, item["factuality"], record["meta"]["source_corpus"]))
    systems, corpora = [row[0] for row in rows], [row[4] for row in rows]
    passed, support, people = (np.array([row[at] for row in rows], dtype=np.float64) for at in (1, 2, 3))
    truth = people >= 1 - 1e-9
    figures = {
        "partial_pearson": _pearson(_within(support, systems), _within(people, systems)),
        "balanced_accuracy": balanced_accuracy(passed, truth),
        "auc": auc(support, truth),
    }
    for corpus in sorted(set(corpora)):
        of = np.array([item == corpus for item in corpora])
        figures[f"auc_{'cnn' if 'CNN' in corpus else 'xsum'}"] = auc(support[of], truth[of])
    return Trust(set=name, metrics=("supported",), judged=len(rows), figures=figures)


def _sentences_judged(name: str, records: Sequence[Record], engine: Engine) -> Trust:
    """Sentences or one-sentence summaries that people found supported or not."""
    verdicts, support, truth = [], [], []
    for record in records:
        checker = _checker(record["input"]["article"], engine)
        for item in record["gold"]["items"]:
            check = checker.check(item.get("sentence") or item["summary"])
            verdicts.append(check.verdict is Verdict.SUPPORTED)
            support.append(check.support)
            truth.append(item["supported_majority"] if "sentence" in item else not item["hallucinated_majority"])
    return _two_sided(name, np.array(verdicts), np.array(support), np.array(truth, dtype=bool))


def _wice(name: str, records: Sequence[Record], engine: Engine) -> Trust:
    """Claims against long web pages: supported, or only partly or not."""
    verdicts, support, truth = [], [], []
    for record in records:
        if record["meta"]["task"] == "claim":
            check = _checker("\n\n".join(record["input"]["evidence"]), engine).check(record["input"]["claim"])
            verdicts.append(check.verdict is Verdict.SUPPORTED)
            support.append(check.support)
            truth.append(record["gold"]["label"] == "supported")
    return _two_sided(name, np.array(verdicts), np.array(support), np.array(truth, dtype=bool))


def _two_sided(name: str, said: NDArray[np.bool_], support: Floats, truth: NDArray[np.bool_]) -> Trust:
    return Trust(
        set=name,
        metrics=("supported",),
        judged=len(truth),
        figures={"balanced_accuracy": balanced_accuracy(said, truth), "auc": auc(support, truth)},
    )


SETS: dict[str, Callable[[str, Sequence[Record], Engine], Trust]] = {
    "scu_realsumm": _judge,
    "scu_pyrxsum": _judge,
    "frank": _frank,
    "qags": _sentences_judged,
    "xsum_faith": _sentences_judged,
    "wice": _wice,
}


def read_trust(path: Path = TRUST) -> list[Trust]:
    """The trust table that was measured last; [] when it never was."""
    return [Trust.model_validate(row) for row in json.loads(path.read_text(encoding="utf-8"))] if path.exists() else []


def balanced_accuracy(said: NDArray[Any], truth: NDArray[Any]) -> float:
    """The mean of the shares of both sides that were told right; a side that is empty leaves the other."""
    sides = [float((said[truth == side] == side).mean()) for side in (0, 1) if (truth == side).any()]
    return sum(sides) / max(1, len(sides))


def auc(scores: NDArray[Any], truth: NDArray[Any]) -> float:
    """The chance that a true one scores above a false one, ties half; 0.5 when a side is empty."""
    positive = int((truth == 1).sum())
    negative = len(truth) - positive
    if not positive or not negative:
        return 0.5
    ranks = stats.rankdata(scores)
    return float((ranks[truth == 1].sum() - positive * (positive + 1) / 2) / (positive * negative))


def _kappa(said: NDArray[Any], truth: NDArray[Any]) -> float:
    """Agreement beyond chance (Cohen, 1960)."""
    agreed = float((said == truth).mean())
    chance = float(said.mean() * truth.mean() + (1 - said.mean()) * (1 - truth.mean()))
    return (agreed - chance) / (1 - chance) if chance < 1 else 1.0


def _best_threshold(scores: Floats, truth: Floats) -> float:
    grid = np.round(np.arange(0.2, 0.9, 0.01), 2)
    return float(max(grid, key=lambda threshold: balanced_accuracy(scores >= threshold, truth)))


def _pearson(first: Floats, second: Floats) -> float:
    """0 where one of them never varies."""
    if len(first) < 2 or np.ptp(first) == 0 or np.ptp(second) == 0:
        return 0.0
    return float(stats.pearsonr(first, second).statistic)


def _kendall(first: Floats, second: Floats) -> float:
    if len(first) < 2 or np.ptp(first) == 0 or np.ptp(second) == 0:
        return 0.0
    return float(stats.kendalltau(first, second).statistic)


def _within(values: Floats, groups: Sequence[str]) -> Floats:
    """Each value less its group's mean: what is left when the systems are held constant."""
    out = values.astype(np.float64).copy()
    for group in set(groups):
        of = np.array([item == group for item in groups])
        out[of] -= out[of].mean()
    return out


def _checker(article: str, engine: Engine) -> Checker:
    return Checker(engine.read(article, language="en"))


def _sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split(text)]
