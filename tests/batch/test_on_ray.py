"""The same archive through Ray Data."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from service.batch import on_ray
from service.batch.article import Article
from service.batch.ledger import Ledger
from service.batch.output.writing import Output
from service.core.errors import MissingExtra
from service.core.receipt import Options
from service.core.request import SummaryRequest
from service.settings import Settings
from tests.faults.test_restart import ARTICLES


def test_without_ray_the_command_that_installs_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with Output.open(tmp_path / "out.jsonl", Options()) as output:
        ledger = Ledger(output, duplicates=None, once=False, tell=lambda _: None)
        with pytest.raises(MissingExtra, match=r"plumbline\[ray\]"):
            on_ray.run(iter([Article("a", b"A text.")]), ledger, Options(), Settings())


def test_an_actor_gives_a_summary_or_a_problem_for_each_article(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(on_ray, "Engine", _Engine)
    actor = on_ray.Summarizer(Settings())
    requests = [SummaryRequest(text=text).model_dump_json() for text in ("fine", "crash", "short")]
    done = actor({"number": [4, 5, 6], "request": requests})
    assert done["number"] == [4, 5, 6]
    assert done["summary"] == ["the summary", "", ""]
    assert [json.loads(problem)["code"] if problem else "" for problem in done["problem"]] == [
        "",
        "internal",
        "too_short",
    ]


class _Engine:
    def __init__(self, _: Settings) -> None:
        self.loaded = False
        self.models = self

    def load(self) -> None:
        self.loaded = True

    def answer(self, request: SummaryRequest) -> _Engine:
        from service.core.errors import TooShort

        assert self.loaded
        if request.text == "crash":
            raise ZeroDivisionError("of ours")
        if request.text == "short":
            raise TooShort("Too short.")
        return self

    def untimed(self) -> _Engine:
        return self

    def to_json(self) -> str:
        return "the summary"


def test_the_lines_are_those_of_a_run_on_this_machine(tmp_path: Path) -> None:
    pytest.importorskip("ray", reason="Ray is an extra: pip install 'plumbline[ray]'")
    archive = tmp_path / "archive.jsonl"
    records = [{"id": town, "text": text} for town, text in ARTICLES.items()] + [{"id": "short", "text": "Hm."}]
    archive.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    for engine in ("local", "ray"):
        command = [sys.executable, "-m", "service.cli", "batch", str(archive), "-o", str(tmp_path / f"{engine}.jsonl")]
        command += ["--engine", engine, "--workers", "2", "--progress", "none"]
        subprocess.run(command, check=True, timeout=600, capture_output=True)
    for name in ("jsonl", "errors.jsonl"):
        here, there = ((tmp_path / f"{engine}.{name}").read_bytes().splitlines() for engine in ("local", "ray"))
        assert sorted(here) == sorted(there)
        assert here
