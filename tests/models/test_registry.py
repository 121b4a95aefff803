"""How a name becomes a model."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from service.core.errors import FileUnreadable, InvalidRequest, UnknownModel
from service.models import registry
from service.models.base import Kind, Writer
from service.models.folder import Folder
from service.settings import Settings


@pytest.mark.parametrize("name", ["", "embeded", "EMBEDDED", "../embedded", "gpt", "scripted:/etc/passwd"])
def test_a_stranger_names_only_what_is_listed(name: str) -> None:
    settings = Settings(models={"mine": "./somewhere"})
    with pytest.raises(UnknownModel, match="embedded, mine") as caught:
        registry.known(name, settings)
    assert repr(name) in caught.value.detail
    registry.known("mine", settings)
    registry.known("embedded", settings)


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("", UnknownModel),
        ("gpt", UnknownModel),
        ("org/name", UnknownModel),
        ("./none", UnknownModel),
        ("openai:http://127.0.0.1:9/v1", InvalidRequest),
        ("openai:#model", InvalidRequest),
        ("scripted:/no/such/script.yaml", FileUnreadable),
    ],
)
def test_what_stands_for_no_model(name: str, error: type[Exception], tmp_path: Path) -> None:
    with pytest.raises(error):
        registry.writer(name, Settings(models_dir=tmp_path))


def test_a_folder_by_its_path_and_by_a_listed_name(tiny: Callable[[str], Folder]) -> None:
    path = str(tiny("bart").path)
    for name, settings in ((path, Settings()), ("mine", Settings(models={"mine": path}))):
        writer: Writer = registry.writer(name, settings)
        assert (writer.kind, writer.backend) == (Kind.SEQ2SEQ, "transformers")


def test_the_runtime_is_chosen_for_seq2seq_models_alone(tiny: Callable[[str], Folder], tmp_path: Path) -> None:
    settings = Settings(models_dir=tmp_path, runtime="ctranslate2", device="cpu")
    backends = {family: registry.writer(str(tiny(family).path), settings).backend for family in ("t5", "llama")}
    assert backends == {"t5": "ctranslate2", "llama": "transformers"}


def test_a_script(tmp_path: Path) -> None:
    script = tmp_path / "answers.yaml"
    script.write_text("- text: Yes.\n")
    assert registry.writer(f"scripted:{script}", Settings()).backend == "scripted"


def test_the_registry_does_not_load_torch() -> None:
    code = "import sys, service.models.registry; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
