"""`plumbline batch` on the command line, where no engine is needed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from service.cli import app
from service.core.errors import FileUnreadable, InvalidRequest, OutputUnusable, UnknownModel

RUN = CliRunner()


@pytest.mark.parametrize("show", ["bar", "json", "none"])
def test_files_that_are_no_articles_are_counted_once(tmp_path: Path, show: str) -> None:
    archive, out = tmp_path / "archive", tmp_path / "out.jsonl"
    archive.mkdir()
    for name in ("one.png", "two.png", "three.mp4"):
        (archive / name).write_bytes(b"\x89PNG")
    done = RUN.invoke(app, ["batch", str(archive), "-o", str(out), "--progress", show])
    assert done.exit_code == 0, done.output
    manifest = json.loads((tmp_path / "out.manifest.json").read_text("utf-8"))
    assert manifest["counts"]["passed_over"] == 3
    assert manifest["counts"]["articles"] == 0


def test_wrong_input_is_one_error(tmp_path: Path) -> None:
    article, out = tmp_path / "a.txt", str(tmp_path / "out.jsonl")
    article.write_text("The council met on Monday.", "utf-8")
    for arguments, error in (
        ([str(tmp_path / "nowhere"), "-o", out], FileUnreadable),
        ([str(article), "-o", str(tmp_path / "none" / "out.jsonl")], OutputUnusable),
        ([str(article), "-o", str(article)], OutputUnusable),
        ([str(article), "-o", out, "--max-words", "0"], InvalidRequest),
        (["http://127.0.0.1:1/archive.zip", "-o", out], FileUnreadable),
        ([str(article), "-o", out, "--model", "none"], UnknownModel),
        ([str(article), "-o", out, "--model", "openai:http://127.0.0.1:1/v1"], InvalidRequest),
        ([str(article), "-o", out, "--model", "scripted:"], InvalidRequest),
        ([str(article), "-o", out, "--claims-csv", out], OutputUnusable),
        ([str(article), "-o", out, "--claims-csv", str(article)], OutputUnusable),
        ([str(article), "-o", out, "--claims-csv", str(tmp_path / "none" / "claims.csv")], OutputUnusable),
        ([str(article), "-o", out, "--html", str(tmp_path)], InvalidRequest),
        ([str(article), "-o", out, "--html", str(article)], OutputUnusable),
    ):
        done = RUN.invoke(app, ["batch", *arguments])
        assert isinstance(done.exception, error), done.exception
    assert article.read_text("utf-8") == "The council met on Monday."
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]  # nothing was begun


def test_what_a_run_writes_is_no_part_of_its_archive(tmp_path: Path) -> None:
    out, browse = tmp_path / "out.jsonl", tmp_path / "browse"
    (tmp_path / "map.png").write_bytes(b"\x89PNG")
    command = ["batch", str(tmp_path), "-o", str(out), "--html", str(browse), "--claims-csv", str(tmp_path / "c.csv")]
    for _ in range(2):
        done = RUN.invoke(app, [*command, "--progress", "none"])
        assert done.exit_code == 0, done.output
        assert "0 summaries and 0 errors of 0 articles in" in done.stderr
        assert "Passed over, of no format that is read: 1 file." in done.stderr
        assert f"{tmp_path} holds no article." in done.stderr
    assert (browse / "index.html").is_file()
