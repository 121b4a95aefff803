"""Predictions are read back as they were stored, and wrong ones are refused with their place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.predictions import Prediction, read_predictions, read_recorded, write_json
from service.core.errors import FileUnreadable, InvalidPredictions


def test_a_line_cut_short_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    line = Prediction.of_text("a", "One thing. Another.").model_dump_json()
    path.write_text(f"{line}\n{line[:40]}")
    assert list(read_predictions(path)) == ["a"]
    path.write_text(f"{line[:40]}\n{line}\n")
    with pytest.raises(InvalidPredictions, match=r"p\.jsonl:1"):
        read_predictions(path)
    assert read_predictions(tmp_path / "none.jsonl") == {}


def test_text_has_its_sentences_as_statements() -> None:
    prediction = Prediction.of_text("a", "One thing. Another.")
    assert [item.text for item in prediction.statements] == ["One thing.", "Another."]


def test_outputs_of_others(tmp_path: Path) -> None:
    path = tmp_path / "theirs.jsonl"
    row = {"id": "a", "text": "One.", "claims": [{"text": "One.", "speaker": "Ada", "kind": "event"}]}
    path.write_text(json.dumps(row) + "\n\n")
    assert read_recorded(path)["a"].claims[0].speaker == "Ada"
    path.write_text(json.dumps(row) + "\n" + json.dumps(row) + "\n")
    with pytest.raises(InvalidPredictions, match="twice"):
        read_recorded(path)
    path.write_text('{"id": "a"}\n')
    with pytest.raises(InvalidPredictions, match=r"theirs\.jsonl:1: text"):
        read_recorded(path)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(FileUnreadable):
        read_recorded(path)


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    with pytest.raises(TypeError):
        write_json(path, {"a": object()})
    assert not path.exists()
