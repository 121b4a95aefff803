"""The metrics are measured against judgements; here against a few of our own, whose answers are known."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from eval.meta import auc, balanced_accuracy, meta, read_trust
from service.core.errors import FileUnreadable
from service.engine import Engine
from tests.eval.conftest import ARTICLE

TRUE = "Dockers at Port Aden stopped work on March 3 over pay."
FALSE = "The navy sent two ships to unload grain at night."


def write(folder: Path, name: str, **record: Any) -> None:
    (folder / name).mkdir()
    (folder / name / "dev.jsonl").write_text(json.dumps({"input": {"article": ARTICLE}, **record}) + "\n")


def test_perfect_judgements_are_met(tmp_path: Path, engine: Engine) -> None:
    units = ["Dockers stopped work.", "Ships unloaded grain at night."]
    items = [
        {"system": "good", "summary": TRUE, "scu_present": [1, 0]},
        {"system": "bad", "summary": FALSE, "scu_present": [0, 1]},
        {"system": "empty", "summary": "", "scu_present": [0, 0]},
    ]
    write(tmp_path, "scu_pyrxsum", gold={"scus": units, "items": items})
    judged = [
        {"system": "good", "sentences": [TRUE], "factuality": 1.0},
        {"system": "bad", "sentences": [FALSE], "factuality": 0.0},
    ]
    write(tmp_path, "frank", gold={"items": judged}, meta={"source_corpus": "CNN/DailyMail"})
    sentences = [{"sentence": TRUE, "supported_majority": True}, {"sentence": FALSE, "supported_majority": False}]
    write(tmp_path, "qags", gold={"items": sentences})
    trust = {line.set: line.figures for line in meta(tmp_path, engine)}
    assert trust["scu_pyrxsum"]["balanced_accuracy"] == 1.0
    assert trust["frank"]["auc_cnn"] == 1.0
    assert trust["qags"] == {"balanced_accuracy": 1.0, "auc": 1.0}


def test_without_data_it_says_so(tmp_path: Path, engine: Engine) -> None:
    with pytest.raises(FileUnreadable, match="holds none of the sets"):
        list(meta(tmp_path, engine))


def test_figures_are_never_nan() -> None:
    nothing = np.array([True, True])
    assert auc(np.array([0.1, 0.2]), nothing) == 0.5
    assert balanced_accuracy(nothing, nothing) == 1.0
    assert auc(np.array([0.1, 0.9, 0.9]), np.array([0, 1, 0])) == 0.75


def test_the_trust_table_has_every_set(tmp_path: Path) -> None:
    names = {"scu_realsumm", "scu_pyrxsum", "frank", "qags", "xsum_faith", "wice"}
    assert {line.set for line in read_trust()} == names
    assert read_trust(tmp_path / "none.json") == []


def test_on_people_s_judgements(engine: Engine) -> None:
    """The figures of the trust table are those that are measured, on the first records of a set."""
    data = os.environ.get("PLUMBLINE_EVAL_DATA", "")
    if not data:
        pytest.skip("PLUMBLINE_EVAL_DATA names no folder of human-made sets")
    trust = {line.set: line for line in meta(Path(data), engine, limit=6)}
    assert set(trust) == {line.set for line in read_trust()}
    assert trust["scu_realsumm"].figures["auc"] > 0.7
