"""`plumbline batch` killed in the middle: the same command goes on, and ends as if nothing had happened."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from service.batch.output.results import summaries
from tests.faults.test_restart import ARTICLES


def _command(archive: Path, out: Path) -> list[str]:
    batch = [sys.executable, "-m", "service.cli", "batch", str(archive), "-o", str(out), "--workers", "1"]
    return [*batch, "--type", "tldr", "--length", "short"]


def test_a_run_that_is_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    archive = tmp_path / "archive.jsonl"
    archive.write_text(
        "".join(json.dumps({"id": town, "text": text}) + "\n" for town, text in ARTICLES.items()), "utf-8"
    )
    whole, broken = tmp_path / "whole.jsonl", tmp_path / "broken.jsonl"
    subprocess.run([*_command(archive, whole), "--progress", "none"], check=True, timeout=180)

    running = subprocess.Popen([*_command(archive, broken), "--progress", "json"], stderr=subprocess.PIPE)
    assert running.stderr is not None
    while not (broken.exists() and broken.stat().st_size):
        assert running.poll() is None, "it was over before the kill"
        time.sleep(0.02)
    running.send_signal(signal.SIGKILL)
    running.wait(timeout=30)
    running.stderr.close()
    with broken.open("ab") as file:
        file.write(b'{"id":"Fanad","key":"')  # a line that a kill tore
    before = len(broken.read_bytes().splitlines()) - 1

    done = subprocess.run(
        [*_command(archive, broken), "--progress", "none"], check=True, timeout=180, capture_output=True, text=True
    )
    assert sorted(broken.read_bytes().splitlines()) == sorted(whole.read_bytes().splitlines())
    assert all(line.summary and len(line.summary.abstract.statements) == 1 for line in summaries(broken))
    assert f"{len(ARTICLES) - before} of them from this run" in done.stderr
    manifest = json.loads((tmp_path / "broken.manifest.json").read_text("utf-8"))
    assert manifest["complete"]
    assert manifest["counts"]["summaries"] == len(ARTICLES)
    assert not [name for name in os.listdir(tmp_path) if name.endswith(".tmp")]
