"""The whole API against its own OpenAPI."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx

from service.core.errors import PlumblineError
from tests.conftest import ROOT, Service

EXAMPLES = 10  # of each operation, besides those for each keyword of the schema

# A schema cannot say that a text has no sentence, or that the model does not write a language: such are refused though
# they are valid. A job that was open when it was deleted is there still, as cancelled.
CONFIGURATION = """
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "404", "409", "415", "422"]
[checks.use_after_free]
enabled = false
"""
ELSEWHERE = {  # errors of the command line and of the harness
    "below_floor",
    "file_unreadable",
    "invalid_predictions",
    "invalid_record",
    "invalid_reference",
    "invalid_run",
    "invalid_setting",
    "job_unfinished",
    "member_unreadable",
    "output_unusable",
    "service_unreachable",
    "unknown_key",
    "unprotected",
}


def test_every_answer_is_as_documented(service: Service, tmp_path: Path) -> None:
    """By Schemathesis: right and wrong requests, a sequence of those that belong together, all that it checks."""
    configuration = tmp_path / "schemathesis.toml"
    configuration.write_text(CONFIGURATION, "utf-8")
    described = httpx.get(f"{service.url}/openapi.json", timeout=30).json()
    for path in described["paths"].values():
        for operation in path.values():
            operation.pop("security", None)  # a service without keys answers everybody
    document = tmp_path / "openapi.json"
    document.write_text(json.dumps(described), "utf-8")
    command = [
        *(sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()"),
        *("--config-file", str(configuration), "run", str(document), "--url", service.url),
        *("--max-examples", str(EXAMPLES), "--generation-deterministic", "--no-shrink", "--continue-on-failure"),
        *("--no-color", "--warnings", "off"),
    ]
    environment = os.environ | {"SCHEMATHESIS_HOOKS": "tests.api.contract_hooks", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_error_is_documented_under_its_status(service: Service) -> None:
    found: set[str] = set()
    for path in httpx.get(f"{service.url}/openapi.json", timeout=30).json()["paths"].values():
        for operation in path.values():
            for status, response in operation["responses"].items():
                for code, example in _examples(response).items():
                    found.add(code)
                    assert (example["value"]["code"], str(example["value"]["status"])) == (code, status)
                    assert "Retry-After" in response.get("headers", {}) or not example["value"]["retryable"]
    assert _codes(PlumblineError) - ELSEWHERE <= found
    assert not found & ELSEWHERE


def test_the_methods_of_a_path_are_told_together(service: Service) -> None:
    answer = httpx.put(f"{service.url}/v1/jobs/any", timeout=30)
    assert answer.status_code == 405
    assert answer.headers["allow"] == "DELETE, GET"


def _examples(response: dict[str, Any]) -> dict[str, Any]:
    examples: dict[str, Any] = response.get("content", {}).get("application/problem+json", {}).get("examples", {})
    return examples


def _codes(error: type[PlumblineError]) -> set[str]:
    return {error.code}.union(*(_codes(child) for child in error.__subclasses__()))
