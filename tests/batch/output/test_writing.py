"""A run's output from one run to the next: what is done, what is redone, and what is left at the end."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from service.batch.article import Article, Unreadable
from service.batch.output.disk import Format
from service.batch.output.lines import Result, SummaryLine
from service.batch.output.manifest import Manifest
from service.batch.output.writing import Output, Standing
from service.core.errors import MissingExtra, NotText, OutputUnusable, StoreFull
from service.core.problem import Problem
from tests.batch.output.made import OPTIONS, PROBLEM, article, summary
from tests.batch.output.room import MEMORY, room

FORMATS: tuple[Format, ...] = ("jsonl", "parquet")


def run(
    path: Path,
    archive: Iterable[Article | Unreadable],
    bad: frozenset[str] = frozenset(),
    *,
    stop_after: int | None = None,
    prune: bool = False,
    retry_failed: bool = False,
    format: Format = "jsonl",
    max_words: int = 60,
) -> Manifest:
    """A run with an engine that fails at the ids `bad`."""
    options = OPTIONS.model_copy(update={"max_words": max_words})
    with Output.open(path, options, format=format, retry_failed=retry_failed) as output:
        for number, item in enumerate(archive):
            if number == stop_after:
                return output.finish("local", complete=False)
            if output.standing(item) is not Standing.TODO:
                continue
            if isinstance(item, Unreadable):
                output.put_error(item.id, output.key(item), Problem.of(item.error))
            elif item.id in bad:
                output.put_error(item.id, output.key(item), PROBLEM, item.sha256)
            else:
                output.put_summary(item, summary(item).to_json())
        return output.finish("local", prune=prune, passed_over=1)


def content(folder: Path) -> dict[str, list[bytes]]:
    """What is in the folder's files of lines, sorted."""
    return {path.name: sorted(path.read_bytes().splitlines()) for path in sorted(folder.glob("*.jsonl"))}


def fresh(
    tmp_path: Path, archive: list[Article | Unreadable], bad: frozenset[str] = frozenset()
) -> dict[str, list[bytes]]:
    folder = tmp_path / "fresh"
    folder.mkdir()
    run(folder / "out.jsonl", archive, bad)
    return content(folder)


@pytest.fixture
def folder() -> Iterator[Path]:
    with TemporaryDirectory(dir=MEMORY) as folder:
        yield Path(folder)


ARCHIVE: list[Article | Unreadable] = [
    *(article(number) for number in range(8)),
    Unreadable("x.bin", NotText("Bytes.")),
]
BAD = frozenset({article(3).id})


def test_run_leaves_a_line_for_each_article(folder: Path) -> None:
    manifest = run(folder / "out.jsonl", ARCHIVE, BAD)
    made = [SummaryLine.model_validate_json(line) for line in content(folder)["out.jsonl"]]
    assert [line.id for line in made] == [article(number).id for number in range(8) if number != 3]
    assert made[0].summary == summary(article(0))
    errors = [Result.model_validate_json(line) for line in content(folder)["out.errors.jsonl"]]
    assert [(line.id, line.error and line.error.code, line.sha256) for line in errors] == [
        (article(3).id, "too_short", article(3).sha256),
        ("x.bin", "not_text", None),
    ]
    assert manifest.counts.model_dump() == {
        "articles": 9,
        "summaries": 7,
        "errors": {"not_text": 1, "too_short": 1},
        "duplicates": 0,
        "passed_over": 1,
        "repeated": 0,
        "gone": 0,
        "done_before": 0,
        "done_now": 9,
    }


def test_same_command_again_does_nothing(folder: Path) -> None:
    run(folder / "out.jsonl", ARCHIVE, BAD)
    before = {path: path.read_bytes() for path in folder.glob("*.jsonl")}
    manifest = run(folder / "out.jsonl", ARCHIVE)
    assert {path: path.read_bytes() for path in folder.glob("*.jsonl")} == before
    assert (manifest.counts.done_before, manifest.counts.done_now) == (9, 0)


def test_failed_ones_are_tried_again_on_request_only(folder: Path, tmp_path: Path) -> None:
    run(folder / "out.jsonl", ARCHIVE, BAD)
    manifest = run(folder / "out.jsonl", ARCHIVE, retry_failed=True)
    assert manifest.counts.errors == {"not_text": 1}
    assert manifest.counts.done_now == 2
    assert content(folder) == fresh(tmp_path, ARCHIVE)


def test_one_that_fails_again_has_one_line(folder: Path, tmp_path: Path) -> None:
    run(folder / "out.jsonl", ARCHIVE, BAD)
    run(folder / "out.jsonl", ARCHIVE, BAD, retry_failed=True)
    assert content(folder) == fresh(tmp_path, ARCHIVE, BAD)


def test_changed_articles_are_redone(folder: Path, tmp_path: Path) -> None:
    """One changed, one that succeeded fails now, one that failed succeeds, and one has another date."""
    run(folder / "out.jsonl", ARCHIVE, BAD)
    changed = [*ARCHIVE]
    changed[1] = article(1, "The bridge at Ordel was closed.")
    changed[2] = article(2, "The bridge fell.")
    changed[3] = article(3, "The bridge stands.")
    changed[4] = replace(article(4), metadata={"date": "2031-02-03"})
    bad = frozenset({article(2).id})
    manifest = run(folder / "out.jsonl", changed, bad)
    assert manifest.counts.done_now == 4
    assert content(folder) == fresh(tmp_path, changed, bad)


def test_other_options_redo_all(folder: Path, tmp_path: Path) -> None:
    run(folder / "out.jsonl", ARCHIVE, BAD, max_words=80)
    run(folder / "out.jsonl", ARCHIVE, BAD)
    assert content(folder) == fresh(tmp_path, ARCHIVE, BAD)


def test_interrupted_run_goes_on(folder: Path, tmp_path: Path) -> None:
    first = run(folder / "out.jsonl", ARCHIVE, BAD, stop_after=5)
    assert not first.complete
    assert Manifest.model_validate_json((folder / "out.manifest.json").read_bytes()) == first
    last = run(folder / "out.jsonl", ARCHIVE, BAD)
    assert (last.complete, last.counts.done_before, last.counts.done_now) == (True, 5, 4)
    assert content(folder) == fresh(tmp_path, ARCHIVE, BAD)


def test_interrupted_run_keeps_what_it_did_not_reach(folder: Path) -> None:
    run(folder / "out.jsonl", ARCHIVE, BAD)
    before = content(folder)
    manifest = run(folder / "out.jsonl", ARCHIVE, BAD, stop_after=2)
    assert content(folder) == before
    assert (manifest.counts.articles, manifest.counts.summaries, manifest.counts.gone) == (2, 2, 7)


@pytest.mark.parametrize("format", FORMATS)
def test_results_whose_article_is_gone_stay_until_pruned(folder: Path, tmp_path: Path, format: Format) -> None:
    path = folder / f"out.{format}"
    run(path, ARCHIVE, BAD, format=format)
    left = ARCHIVE[:5]
    assert run(path, left, BAD, format=format).counts.gone == 4
    assert run(path, left, BAD, format=format, prune=True).counts.gone == 0
    assert run(path, left, BAD, format=format).counts.gone == 0
    if format == "jsonl":
        assert content(folder) == fresh(tmp_path, left, BAD)


def test_id_that_comes_twice_is_done_once(folder: Path) -> None:
    archive = [article(1), replace(article(1), content=b"Another."), article(1)]
    manifest = run(folder / "out.jsonl", archive)
    assert (manifest.counts.articles, manifest.counts.summaries, manifest.counts.repeated) == (1, 1, 2)


def test_duplicates_are_counted(folder: Path) -> None:
    with Output.open(folder / "out.jsonl", OPTIONS) as output:
        for number in range(3):
            assert output.standing(article(number)) is Standing.TODO
        output.put_summary(article(0), summary(article(0)).to_json())
        output.put_summary(article(1), summary(article(1)).to_json(), duplicate_of=article(0).id)
        output.put_summary(article(2), None, duplicate_of=article(0).id)
        with pytest.raises(ValueError, match="a summary, or"):
            output.put_summary(article(2), None)
        counts = output.finish("local").counts
    assert (counts.summaries, counts.duplicates) == (3, 2)


def test_manifest_does_not_depend_on_the_order(folder: Path, tmp_path: Path) -> None:
    one = run(folder / "out.jsonl", ARCHIVE, BAD)
    other = run(tmp_path / "out.jsonl", ARCHIVE[::-1], BAD)
    assert one.inputs_sha256 == other.inputs_sha256
    assert one.inputs_sha256 != run(tmp_path / "out.jsonl", ARCHIVE[:-1], BAD, prune=True).inputs_sha256


def test_manifest_tells_what_was_made_with_what(folder: Path) -> None:
    manifest = run(folder / "out.jsonl", ARCHIVE, BAD)
    assert manifest.receipt["model"] == {"id": "embedded", "sha256": "0" * 64}
    assert "document_sha256" not in manifest.receipt  # each has its own
    assert manifest.options == OPTIONS
    assert [file.name for file in manifest.outputs] == ["out.jsonl", "out.errors.jsonl"]
    for file in manifest.outputs:
        digest = subprocess.run(["sha256sum", folder / file.name], capture_output=True, text=True, check=True).stdout
        assert digest.split()[0] == file.sha256
        assert (folder / file.name).stat().st_size == file.bytes


def test_two_runs_never_write_the_same_output(folder: Path) -> None:
    with Output.open(folder / "out.jsonl", OPTIONS):
        with pytest.raises(OutputUnusable, match="Another run is writing here"):
            Output.open(folder / "out.jsonl", OPTIONS)
        with pytest.raises(OutputUnusable, match="Another run is writing here"):
            Output.open(folder / "out.parquet", OPTIONS, format="parquet")  # their errors are in the same file
    with Output.open(folder / "out.jsonl", OPTIONS):
        pass


def test_damaged_output_leaves_no_lock(folder: Path) -> None:
    (folder / "out.jsonl").write_bytes(b"Notes\n")
    for _ in range(2):
        with pytest.raises(OutputUnusable, match="line 1 is damaged"):
            Output.open(folder / "out.jsonl", OPTIONS)


def test_output_of_the_wrong_kind(folder: Path) -> None:
    with pytest.raises(OutputUnusable, match="is not a folder: make it first"):
        Output.open(folder / "no" / "out.jsonl", OPTIONS)
    with pytest.raises(OutputUnusable, match="is not a file"):
        Output.open(folder, OPTIONS)


def test_parquet_without_pyarrow(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "service.batch.output.shards", raising=False)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match="plumbline\\[parquet\\]"):
        Output.open(folder / "out.parquet", OPTIONS, format="parquet")
    monkeypatch.undo()
    Output.open(folder / "out.jsonl", OPTIONS).__exit__(None, None, None)  # the lock was given back


@pytest.mark.parametrize("format", FORMATS)
def test_full_disk_at_any_moment_then_space(folder: Path, tmp_path: Path, format: Format) -> None:
    """Limits from nothing to all that the run writes: it stops with StoreFull, and goes on to the same result."""
    archive = ARCHIVE[2:6]
    expected = run(tmp_path / f"out.{format}", archive, BAD, format=format)
    largest = max(file.bytes for file in expected.outputs)
    stopped = 0
    for limit in range(1, largest + 1_500, 197):
        path = folder / f"{limit}.{format}"
        try:
            with room(limit):
                run(path, archive, BAD, format=format)
        except StoreFull:
            stopped += 1
        else:
            assert limit >= largest
        manifest = run(path, archive, BAD, format=format)
        assert manifest.counts.summaries == 3
        assert manifest.inputs_sha256 == expected.inputs_sha256
        assert not list(folder.rglob(".*"))
        if format == "jsonl":
            assert sorted(path.read_bytes().splitlines()) == sorted((tmp_path / "out.jsonl").read_bytes().splitlines())
    assert stopped > 10


WRITER = """
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from tests.batch.output.test_writing import run
from tests.batch.output.made import article
run(Path(sys.argv[1]), (article(number) for number in range(400)), frozenset(article(n).id for n in range(0, 400, 7)))
"""


def test_killed_runs_lose_nothing_and_do_nothing_twice(folder: Path, tmp_path: Path) -> None:
    """SIGKILL at random moments of one run after the other, and then to the end."""
    chance = random.Random(7)
    path = folder / "out.jsonl"
    killed, before = 0, b""
    for _ in range(6):
        process = subprocess.Popen([sys.executable, "-c", WRITER, str(path)])
        while process.poll() is None and not (path.exists() and path.stat().st_size > len(before)):
            time.sleep(0.002)
        time.sleep(chance.random() * 0.05)
        process.kill()
        killed += process.wait() == -signal.SIGKILL
        left = path.read_bytes()
        assert left.startswith(before[: before.rfind(b"\n") + 1])
        before = left
    assert killed
    archive: list[Article | Unreadable] = [article(number) for number in range(400)]
    bad = frozenset(article(number).id for number in range(0, 400, 7))
    manifest = run(path, archive, bad)
    assert manifest.counts.done_before + manifest.counts.done_now == 400
    assert content(folder) == fresh(tmp_path, archive, bad)


def test_memory_is_a_few_hashes_for_each_article(folder: Path) -> None:
    """Lines of 20 KB: what is held of 500 of them is far less than one tenth of them."""
    with Output.open(folder / "out.jsonl", OPTIONS) as output:
        for number in range(500):
            output.put_summary(article(number), summary(article(number), claim="Long. " * 3_300).to_json())
    tracemalloc.start()
    with Output.open(folder / "out.jsonl", OPTIONS) as output:
        held, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert output.standing(article(499)) is Standing.DONE
    assert held < 500 * 400
    assert peak < 1_000_000 < os.stat(folder / "out.jsonl").st_size / 9


def test_manifest_is_json_for_others(folder: Path) -> None:
    run(folder / "out.jsonl", ARCHIVE, BAD)
    manifest = json.loads((folder / "out.manifest.json").read_text("utf-8"))
    assert manifest["engine"] == "local"
    assert manifest["started"].endswith("+00:00")
    assert manifest["articles_per_second"] > 0
