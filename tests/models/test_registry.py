"""The models that a caller may name."""

from __future__ import annotations

import subprocess
import sys

import pytest

from service.core.errors import UnknownModel
from service.models.base import Encoder
from service.models.registry import MODELS, check, load


@pytest.mark.parametrize("name", ["", "embeded", "EMBEDDED", "../embedded", "gpt"])
def test_unknown_model_names_those_there_are(name: str) -> None:
    with pytest.raises(UnknownModel) as caught:
        check(name)
    assert repr(name) in caught.value.detail
    assert all(known in caught.value.detail for known in MODELS)


def test_loading_an_unknown_model() -> None:
    with pytest.raises(UnknownModel):
        load("gpt", threads=1)


@pytest.mark.parametrize("name", MODELS)
def test_known_model(name: str) -> None:
    check(name)


def test_load_passes_the_threads_on(monkeypatch: pytest.MonkeyPatch, encoder: Encoder) -> None:
    asked: list[int] = []

    def make(threads: int) -> Encoder:
        asked.append(threads)
        return encoder

    monkeypatch.setitem(MODELS, "mine", make)
    assert load("mine", threads=3) is encoder
    assert asked == [3]


def test_the_registry_does_not_load_torch() -> None:
    code = "import sys, service.models.registry as r; r.check('embedded'); sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
