"""Fit the weights of `service/verify/support.py` and write them to its data folder.

Trained on the dev halves of frank (MIT) and xsum_faith (CC BY 4.0) and on our own dev references, and on nothing else.
A logistic regression with no weight below 0 (every signal is built so that more is better), by L-BFGS-B. Prints the
cross-validated AUC on the training sets, folds by article.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from scipy.optimize import minimize

from eval.dataset import load_suite
from eval.meta import auc
from eval.predictions import write_json
from service.core.errors import FileUnreadable
from service.engine import Engine
from service.segment import split
from service.settings import settings
from service.verify import support
from service.verify.check import Checker

TARGET = Path(support.__file__).parent / "data" / "support.json"
MIX = {"frank": 1.0, "xsum_faith": 0.3, "references": 0.5}  # what each set counts in all
FOLDS = 5
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Row:
    set: str
    article: str
    label: float  # 1 supported; between 0 and 1 for a summary of which people found a part supported
    signals: list[float]  # with the encoder's at the end


def rows(data: Path, engine: Engine) -> Iterator[Row]:
    """Every judged statement with its signals. Raises FileUnreadable."""
    for name in ("frank", "xsum_faith"):
        for record in _records(data / name / "dev.jsonl"):
            checker = Checker(engine.read(record["input"]["article"], language="en"), engine.models.encode)
            for item in record["gold"]["items"]:
                judged = item["factuality"] if name == "frank" else float(not item["hallucinated_majority"])
                for text in item["sentences"] if name == "frank" else [item["summary"]]:
                    if (found := checker.signals(text)) is not None:
                        yield Row(name, record["group"], judged, found)
    for example in load_suite("references").examples:
        if example.language != "en" or example.reference is None:
            continue
        checker = Checker(engine.read(example.text, language="en"), engine.models.encode)
        true = [claim.text for claim in example.reference.claims]
        true += [text[span.start : span.end] for text in example.abstracts for span in split(text)]
        false = [statement.text for statement in example.reference.false_statements]
        for label, texts in ((1.0, true), (0.0, false)):
            yield from (
                Row("references", example.id, label, found)
                for text in texts
                if (found := checker.signals(text)) is not None
            )


def fit(signals: Floats, labels: Floats, counts: Floats) -> tuple[float, Floats]:
    """Bias and weights for signals of shape (n, k), labels and counts of shape (n,)."""
    mean, spread = signals.mean(axis=0), signals.std(axis=0) + 1e-9
    scaled = (signals - mean) / spread

    def loss(theta: Floats) -> tuple[float, Floats]:
        p = 1 / (1 + np.exp(-(scaled @ theta[1:] + theta[0])))
        fitted = labels * np.log(p + 1e-12) + (1 - labels) * np.log(1 - p + 1e-12)
        slope = np.r_[(counts * (p - labels)).sum(), scaled.T @ (counts * (p - labels)) + 2 * theta[1:]]
        return float(-(counts * fitted).sum() + (theta[1:] ** 2).sum()), slope

    bounds = [(None, None), *[(0, None)] * signals.shape[1]]
    theta = minimize(loss, np.zeros(signals.shape[1] + 1), jac=True, bounds=bounds, method="L-BFGS-B").x
    found = theta[1:] / spread
    return float(theta[0] - (found * mean).sum()), found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=TARGET)
    output = parser.parse_args().output
    data = settings().eval_data
    if data is None:
        raise FileUnreadable("There are no judgements to fit to: set PLUMBLINE_EVAL_DATA.")
    found = list(rows(data, Engine(settings())))
    sets = np.array([row.set for row in found])
    labels = np.array([row.label for row in found])
    every = np.array([row.signals for row in found])
    counts = np.array([600 * MIX[name] / (sets == name).sum() for name in sets])
    folds = np.array([int(hashlib.sha256(row.article.encode()).hexdigest(), 16) % FOLDS for row in found])
    console = Console()
    models: dict[str, dict[str, Any]] = {}
    for name, width in (("lexical", every.shape[1] - 1), ("encoder", every.shape[1])):
        signals = every[:, :width]
        held = np.zeros(len(found))
        for fold in range(FOLDS):
            bias, weights = fit(signals[folds != fold], labels[folds != fold], counts[folds != fold])
            held[folds == fold] = signals[folds == fold] @ weights + bias
        for set_ in MIX:
            of = sets == set_
            console.print(
                f"{name} {set_}: AUC {auc(held[of], labels[of] >= 0.999):.3f} (cross-validated, n={of.sum()})"
            )
        bias, weights = fit(signals, labels, counts)
        models[name] = {"bias": round(bias, 4), "weights": [round(float(weight), 4) for weight in weights]}
        console.print(name, dict(zip(support.SIGNALS, models[name]["weights"], strict=False)))
    write_json(output, models)


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as stream:
        yield from (json.loads(line) for line in stream)


if __name__ == "__main__":
    main()
