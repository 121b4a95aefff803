"""What the README tells people to type works."""

from __future__ import annotations

import json
import re
import shlex

import httpx

from service.cli import app
from service.core.summary import Summary
from service.settings import Settings
from tests.conftest import ROOT, Service

README = (ROOT / "README.md").read_text("utf-8")
RUNNING = (ROOT / "docs" / "running.md").read_text("utf-8")


def test_it_is_short() -> None:
    assert len(README.splitlines()) < 150


def test_the_curl_command_gives_a_summary(service: Service) -> None:
    block = next(part for part in re.findall(r"```\n(.*?)```", README, re.DOTALL) if part.startswith("curl"))
    words = shlex.split(block.replace("\\\n", " "))
    header, body = words[words.index("-H") + 1], words[words.index("-d") + 1]
    name, _, value = header.partition(": ")
    url = next(word for word in words if word.startswith("http")).replace("http://127.0.0.1:8000", service.url)
    answer = httpx.post(url, content=body.encode(), headers={name: value}, timeout=60)
    assert answer.status_code == 200
    summary = Summary.model_validate_json(answer.content)
    assert "Ada Brenn" in {claim.attribution.speaker for claim in summary.claims}
    for key in re.findall(r"The JSON holds (.*?)\.", README, re.DOTALL)[0].replace(" and ", ", ").split(","):
        assert key.strip().strip("`") in json.loads(answer.content)


def test_make_targets_and_commands_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"`?make ([a-z-]+)", README):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE) or target == "are"
    names = {command.name or getattr(command.callback, "__name__", "") for command in app.registered_commands} | {
        "eval"
    }
    assert set(re.findall(r"bin/plumbline (\w+)", README)) <= names


def test_settings_are_the_real_ones() -> None:
    real = {"PLUMBLINE_" + name.upper() for name in Settings.model_fields}
    assert set(re.findall(r"PLUMBLINE_[A-Z_]+", RUNNING)) == real
    assert set(re.findall(r"PLUMBLINE_[A-Z_]+", README)) <= real
