"""The commands about models, as a user runs them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from service.cli import app
from service.core.errors import InvalidRequest, InvalidSetting, UnknownModel
from service.models.encoder import PUBLISHED_SHA256
from service.settings import settings
from tests.tiny_models import make_t5
from tests.tiny_translators import make_nllb

RUN = CliRunner()


@pytest.fixture
def t5(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = make_t5(tmp_path / "t5")
    configure(monkeypatch, PLUMBLINE_MODELS=json.dumps({"short": str(folder)}), PLUMBLINE_MODELS_DIR=str(tmp_path))
    return folder


def configure(monkeypatch: pytest.MonkeyPatch, **environment: str) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()


@pytest.fixture(autouse=True)
def _other_tests_have_their_own_settings() -> Iterator[None]:
    yield
    settings.cache_clear()


def test_list_and_verify(t5: Path) -> None:
    listed = RUN.invoke(app, ["models", "list"], env={"COLUMNS": "200"})
    assert listed.exit_code == 0
    assert f"short: {t5}" in listed.output
    assert "not stated" in listed.output
    verified = RUN.invoke(app, ["models", "verify", str(t5)])
    assert verified.exit_code == 0, verified.output
    assert "without a record of a pull; licence: not stated; reads 127 tokens" in verified.output


def test_a_translator_is_tried_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make_nllb(tmp_path / "nllb-200-tiny")
    configure(monkeypatch, PLUMBLINE_MODELS=json.dumps({"nllb": str(folder)}), PLUMBLINE_MODELS_DIR=str(tmp_path))
    verified = RUN.invoke(app, ["models", "verify", str(folder)])
    assert verified.exit_code == 0, verified.output
    assert "translated into " in verified.output
    assert "ok      nllb: transformers translated into" in RUN.invoke(app, ["doctor", "--offline"]).output


def test_doctor_says_what_works_and_fails_for_what_does_not(t5: Path) -> None:
    well = RUN.invoke(app, ["doctor", "--offline"])
    assert well.exit_code == 0, well.output
    assert PUBLISHED_SHA256 in well.output
    assert "ok      short: transformers wrote" in well.output
    (t5 / "tokenizer.json").unlink()
    ill = RUN.invoke(app, ["doctor", "--offline"])
    assert ill.exit_code == 1
    assert f"failed  short: {t5} holds no tokenizer." in ill.output


def test_doctor_asks_servers_unless_it_is_offline(t5: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert t5.is_dir()
    configure(monkeypatch, PLUMBLINE_MODELS=json.dumps({"far": "openai:http://127.0.0.1:9/v1#far"}))
    assert "failed  far:" in RUN.invoke(app, ["doctor"]).output
    assert "127.0.0.1:9" not in RUN.invoke(app, ["doctor", "--offline"]).output


def test_doctor_names_variables_that_are_no_setting(t5: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert t5.is_dir()
    configure(monkeypatch, PLUMBLINE_MAX_CHARACTER="5", PLUMBLINE_OTHERWISE="5")
    told = RUN.invoke(app, ["doctor", "--offline"])
    assert told.exit_code == 0
    assert "ignored PLUMBLINE_MAX_CHARACTER: there is no such setting, but PLUMBLINE_MAX_CHARACTERS\n" in told.output
    assert "ignored PLUMBLINE_OTHERWISE: there is no such setting\n" in told.output
    assert "ignored PLUMBLINE_MODELS" not in told.output


def test_nothing_is_there_yet(t5: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    configure(monkeypatch, PLUMBLINE_MODELS="{}", PLUMBLINE_MODELS_DIR=str(t5 / "none"))
    assert "plumbline models pull org/name" in RUN.invoke(app, ["models", "list"]).output
    missing = RUN.invoke(app, ["models", "verify", "plumbline/none"])
    assert isinstance(missing.exception, UnknownModel)


def test_a_setting_that_cannot_be_is_wrong_input(monkeypatch: pytest.MonkeyPatch) -> None:
    configure(monkeypatch, PLUMBLINE_PORT="x")
    result = RUN.invoke(app, ["doctor"])
    assert isinstance(result.exception, InvalidSetting)
    assert "PLUMBLINE_PORT" in result.exception.detail


def test_the_embedded_model_is_listed_and_verified() -> None:
    assert "embedded" in RUN.invoke(app, ["models", "list"]).output
    verified = RUN.invoke(app, ["models", "verify", "embedded"])
    assert verified.exit_code == 0, verified.output
    assert PUBLISHED_SHA256 in verified.output


def test_a_hub_is_an_address() -> None:
    result = RUN.invoke(app, ["models", "pull", "plumbline/tiny", "--hub", "hub.example.org"])
    assert isinstance(result.exception, InvalidRequest)
    assert "give an address as https://" in result.exception.detail


def test_help_shows_how_a_revision_is_named() -> None:
    assert "org/name@revision" in " ".join(RUN.invoke(app, ["models", "pull", "--help"]).output.split())
