"""Each model is loaded once, and what is not English has another reader than the embedded one."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.core.errors import InvalidRequest, UnknownModel
from service.models.held import Models
from service.models.lexical import Trigrams
from service.models.scripted import Scripted
from service.settings import Settings


def test_a_model_is_loaded_once_and_counted_once(tmp_path: Path) -> None:
    script = tmp_path / "script.yaml"
    script.write_text("- text: The council met.\n", encoding="utf-8")
    models = Models(Settings())
    assert models.count == 0
    first = models.load(f"scripted:{script}")
    assert models.writer(f"scripted:{script}") is first
    assert models.translator(f"scripted:{script}") is first
    assert models.count == 1


def test_a_name_stands_for_what_it_was_given() -> None:
    models = Models(Settings())
    own = Scripted([{"text": "The council met."}])
    models.use("own", own)
    assert models.writer("own") is own


def test_no_model_is_said_to_be_none() -> None:
    models = Models(Settings())
    with pytest.raises(UnknownModel):
        models.writer("nowhere")
    with pytest.raises(InvalidRequest, match="does not translate"):
        models.translator("embedded")
    assert models.count == 0


def test_the_embedded_encoder_is_for_english() -> None:
    models = Models(Settings())
    english = Trigrams()
    models.encoder = english
    assert models.encoder_of("en") is english
    assert models.encoder_of("ko") is not english
    assert models.encode_of("ko") is None
    assert models.judge_of("ko") is None
