"""The examples say what the API takes, and work."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import httpx
import pytest
from pydantic import BaseModel

from service.core.request import CheckRequest, SummaryRequest, TranslationCheck, TranslationRequest
from tests.conftest import ARTICLE, ROOT, Service

CURL = (ROOT / "examples" / "curl.md").read_text("utf-8")
BODIES = re.findall(r"\$URL(/v1/[\w-]+) [^\n]*-d '(\{.*?\})'", CURL, re.DOTALL)


def test_every_body_is_one_that_the_api_takes() -> None:
    kinds: dict[str, type[BaseModel]] = {
        "/v1/summaries": SummaryRequest,
        "/v1/checks": CheckRequest,
        "/v1/translations": TranslationRequest,
        "/v1/translation-checks": TranslationCheck,
    }
    assert {path for path, _ in BODIES} == kinds.keys()
    for path, body in BODIES:
        kinds[path].model_validate_json(body)


def test_every_line_of_the_batch_is_one_that_the_api_takes() -> None:
    (lines,) = re.findall(r"<< 'END'[^\n]*\n(.*?)\nEND", CURL, re.DOTALL)
    articles = [json.loads(line) for line in lines.split("\n")]
    assert [article.pop("id") for article in articles] == ["monday", "tuesday"]
    for article in articles:
        SummaryRequest.model_validate(article)


def test_curl_is_shown_for_every_route(service: Service) -> None:
    shown = {re.sub(r"\$\w+", "{}", path) for path in re.findall(r"\$URL(/[^\s'\"|]+)", CURL)}
    routes = httpx.get(f"{service.url}/openapi.json", timeout=10).json()["paths"]
    assert {re.sub(r"\{\w+\}", "{}", path) for path in routes} <= shown


def _example(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "examples" / "client.py"), *arguments]
    own = {**os.environ, "PYTHONPATH": str(ROOT)}  # the package beside the example, wherever another is installed
    return subprocess.run(command, capture_output=True, text=True, env=own, timeout=120, check=False)


def test_the_client_example(service: Service) -> None:
    done = _example(str(ARTICLE), service.url)
    assert done.returncode == 0, done.stderr
    abstract, claims = done.stdout.split("\n\n")
    assert len(abstract.split()) > 20
    assert re.search(r"^Dorvan Kelmarec, line \d+(?:, \d+)*: ", claims, re.MULTILINE)
    assert re.search(r"\.\.\. (?:verifying|cached)", done.stderr)


@pytest.mark.parametrize(("arguments", "told"), [((), "python examples/client.py"), (("none.txt",), "none.txt cannot")])
def test_the_client_example_without_an_article(arguments: tuple[str, ...], told: str) -> None:
    done = _example(*arguments)
    assert done.returncode in (1, 2)
    assert told in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "nowhere"])
def test_the_client_example_without_a_service(address: str) -> None:
    done = _example(str(ARTICLE), address)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
