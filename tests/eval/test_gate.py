"""Floors hold or do not, and are for one state of the references."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from eval.dataset import load_suite
from eval.gate import FLOORS, Floors, gate
from service.core.errors import FileUnreadable, InvalidReference
from service.engine import Engine


def silent(_model: str, _article: str) -> None:
    pass


def floors(folder: Path, **changes: object) -> Path:
    path = folder.parent / "floors.yaml"
    fields = {
        "model": "embedded",
        "suite": str(folder),
        "split": "dev",
        "references_sha256": load_suite(str(folder)).sha256,
        "floors": {"claim_recall": 0.3, "loaded_per_100": 0.0, "words": 1_000, "checker.true_passed": 0.0},
    }
    path.write_text(yaml.safe_dump(fields | changes))
    return path


def test_floors_are_held_one_by_one(folder: Path, tmp_path: Path, engine: Engine) -> None:
    held = gate(floors(folder), tmp_path / "run", engine, silent)
    assert {item.metric: item.held for item in held} == {
        "claim_recall": True,
        "loaded_per_100": True,
        "words": False,
        "checker.true_passed": True,
    }


def test_changed_references_need_new_floors(folder: Path, tmp_path: Path, engine: Engine) -> None:
    with pytest.raises(InvalidReference, match="by hand"):
        gate(floors(folder, references_sha256="0" * 64), tmp_path / "run", engine, silent)
    with pytest.raises(InvalidReference, match="which is not measured"):
        gate(floors(folder, floors={"fluency": 1.0}), tmp_path / "run", engine, silent)
    with pytest.raises(FileUnreadable, match=r"none\.yaml cannot be read"):
        gate(tmp_path / "none.yaml", tmp_path / "run", engine, silent)
    (tmp_path / "notes.yaml").write_text("- a list", "utf-8")
    with pytest.raises(InvalidReference, match="not a file of floors"):
        gate(tmp_path / "notes.yaml", tmp_path / "run", engine, silent)


def test_ours_are_for_the_references_as_they_are() -> None:
    ours = Floors.model_validate(yaml.safe_load(FLOORS.read_text("utf-8")))
    assert ours.references_sha256 == load_suite(ours.suite, split=ours.split).sha256
