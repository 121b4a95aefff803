"""A file of lines: what was synced stays, what was torn goes, what is damaged is told."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.batch.output import jsonl
from service.batch.output.jsonl import JsonLines
from service.batch.output.lines import Keys, Row, same_id
from service.core.errors import OutputUnusable, StoreFull
from tests.batch.output.made import OPTIONS, PROBLEM, article
from tests.batch.output.room import MEMORY, room

KEYS = Keys(OPTIONS, "1.0")


def row(number: int, text: str = "A bridge.") -> Row:
    """A short one."""
    of = article(number, text)
    return Row(of.id, KEYS.of(of), of.sha256, {"city": "Ordél"}, "news/first.txt", None)


def ids(path: Path) -> list[str]:
    return [line.split(b'"')[3].decode() for line in path.read_bytes().splitlines()]


def put(lines: JsonLines, numbers: range) -> None:
    for number in numbers:
        lines.put(row(number))
    lines.sync()


def test_group_is_on_the_disk_when_it_is_full(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    lines = JsonLines(path, group_lines=3, group_seconds=1_000)
    sizes = []
    for number in range(7):
        lines.put(row(number))
        sizes.append(len(ids(path)))
    assert sizes == [1, 1, 1, 4, 4, 4, 7]  # the first does not wait: no group was written before it
    lines.close()


def test_lines_that_come_slowly_do_not_wait(tmp_path: Path) -> None:
    lines = JsonLines(tmp_path / "out.jsonl", group_lines=1_000, group_seconds=0.02)
    for number in range(3):
        time.sleep(0.03)
        lines.put(row(number))
        assert len(ids(lines.path)) == number + 1
    lines.close()


def written(path: Path, numbers: range) -> bytes:
    lines = JsonLines(path)
    put(lines, numbers)
    lines.close()
    return path.read_bytes()


@pytest.fixture
def memory() -> Iterator[Path]:
    with TemporaryDirectory(dir=MEMORY) as folder:
        yield Path(folder)


def test_file_cut_at_any_byte_loses_only_the_torn_line(memory: Path) -> None:
    path = memory / "out.jsonl"
    whole = written(path, range(3))
    ends = [index + 1 for index, byte in enumerate(whole) if byte == ord("\n")]
    for cut in range(len(whole) + 1):
        path.write_bytes(whole[:cut])
        lines = JsonLines(path)
        complete = sum(end <= cut for end in ends)
        assert lines.index.written == complete
        assert path.read_bytes() == whole[: ends[complete - 1] if complete else 0]
        lines.close()


@pytest.mark.parametrize("tail", [b"\0" * 700, b'{"id":"a\xc3', b'{"id":"a","key"\n', b'{"id":"a","key":"\0\0\0\n'])
def test_torn_tail_that_a_power_cut_leaves_is_cut_off(tmp_path: Path, tail: bytes) -> None:
    path = tmp_path / "out.jsonl"
    whole = written(path, range(2))
    path.write_bytes(whole + tail)
    JsonLines(path).close()
    assert path.read_bytes() == whole


def test_damaged_line_in_the_middle_is_an_error_that_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    lines = written(path, range(4)).splitlines(keepends=True)
    lines[1] = lines[1][:40] + b"\n"
    lines[3] = lines[3][:50]
    path.write_bytes(b"".join(lines))
    with pytest.raises(OutputUnusable, match=r"out\.jsonl, line 2 is damaged: remove it"):
        JsonLines(path)
    assert path.read_bytes() == b"".join(lines)


@pytest.mark.parametrize(
    "content",
    [
        b"Notes on a bridge, of one line",
        b'{"id": "a", "text": "An archive, not an output."}\n',
        b'{"id":"a","text":"An archive, not an output."}',
        b'{"id":"a","key":"short"}\n',
        b"\n",
        b"[1]\n",
    ],
)
def test_file_that_is_none_of_ours_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "out.jsonl"
    path.write_bytes(content)
    with pytest.raises(OutputUnusable, match=r"line 1 is"):
        JsonLines(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("group", [1, 3])
def test_disk_that_is_full_at_any_byte(memory: Path, group: int) -> None:
    """The disk has room for so many bytes; then it has more, and the same run is started again."""
    whole = written(memory / "whole.jsonl", range(3))
    for limit in range(0, len(whole), 1 if group == 3 else 7):
        path = memory / f"{limit}.jsonl"
        lines = JsonLines(path, group_lines=group, group_seconds=1_000)
        with room(limit), pytest.raises(StoreFull, match=r"cannot be written: File too large\.$"):
            put(lines, range(3))
        left = path.read_bytes()
        assert whole.startswith(left)
        assert left[-1:] in (b"", b"\n")
        lines.close()
        again = JsonLines(path)
        put(again, range(again.index.written, 3))
        again.close()
        assert path.read_bytes() == whole
        path.unlink()


def test_lines_that_did_not_fit_are_kept_for_the_next_sync(tmp_path: Path) -> None:
    lines = JsonLines(tmp_path / "out.jsonl", group_lines=1)
    with room(300), pytest.raises(StoreFull):
        put(lines, range(3))
    lines.sync()
    assert len(ids(lines.path)) == lines.index.written
    lines.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """256 KB of memory as a disk."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a disk can be mounted by root only")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_disk_that_is_really_full(small_disk: Path) -> None:
    ballast = small_disk / "ballast"
    ballast.write_bytes(b"0" * 200_000)
    lines = JsonLines(small_disk / "out.jsonl")
    with pytest.raises(StoreFull, match=r"No space left on device\.$"):
        put(lines, range(1_000))
    lines.close()
    ballast.unlink()
    again = JsonLines(small_disk / "out.jsonl")
    first = again.index.written
    assert 0 < first < 1_000
    put(again, range(first, 500))
    assert ids(again.path) == [article(number).id for number in range(500)]
    again.close()


def test_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputUnusable, match="Not a directory"):
        JsonLines(tmp_path / "file" / "out.jsonl")


def test_compacting_leaves_the_newest_and_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    lines = JsonLines(path)
    for number, text in [(1, "Old."), (2, "Two."), (1, "New."), (3, "Three.")]:
        lines.put(row(number, text))
    lines.compact()
    assert path.read_bytes() == b"".join(row(*made).to_line() for made in [(2, "Two."), (1, "New."), (3, "Three.")])
    lines.put(row(4))
    lines.put(row(2, "Newer."))
    lines.compact()
    assert sorted(ids(path)) == [article(number).id for number in (1, 2, 3, 4)]
    assert row(2, "Newer.").to_line() in path.read_bytes()
    before = os.stat(path)
    lines.compact()
    assert os.stat(path).st_ino == before.st_ino  # nothing to remove, nothing written
    lines.close()
    assert os.listdir(tmp_path) == ["out.jsonl"]


def test_compacting_on_a_full_disk_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    lines = JsonLines(path)
    for text in ("Old.", "New."):
        lines.put(row(1, text))
    lines.sync()
    before = path.read_bytes()
    for limit in range(0, len(before) // 2 - 1, 5):
        with room(limit), pytest.raises(StoreFull):
            lines.compact()
        assert path.read_bytes() == before
        assert os.listdir(tmp_path) == ["out.jsonl"]
    lines.compact()
    assert path.read_bytes() == row(1, "New.").to_line()
    lines.close()


def test_file_of_a_compaction_that_was_killed_is_removed(tmp_path: Path) -> None:
    (tmp_path / ".out.jsonl.unfinished").write_bytes(b"half")
    JsonLines(tmp_path / "out.jsonl").close()
    assert os.listdir(tmp_path) == ["out.jsonl"]


def test_newest_is_read_while_a_line_is_being_written(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    lines = JsonLines(path)
    for number, text in [(1, "Old."), (1, "New."), (2, "Two.")]:
        lines.put(row(number, text))
    lines.sync()
    with path.open("ab") as file:
        file.write(row(3).to_line()[:30])
    assert list(jsonl.newest(path)) == [row(1, "New.").to_line(), row(2, "Two.").to_line()]
    lines.close()


def test_a_hundred_thousand_lines_are_read_in_seconds(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    rest = b'","error":' + PROBLEM.model_dump_json().encode() + b"}\n"
    with path.open("wb") as file:
        for number in range(100_000):
            file.write(b'{"id":"news/%d","key":"%064x' % (number, number) + rest)
    start = time.process_time()
    lines = JsonLines(path)
    assert time.process_time() - start < 20  # 1 to 2 seconds on a quiet machine
    assert lines.index.written == 100_000
    assert same_id("news/99999") in lines.index
    lines.close()


# What a run does between two crashes: put lines, sync; and where in what was written since the crash tears the file.
RUNS = st.lists(
    st.tuples(st.lists(st.sampled_from(["put", "put", "put", "change", "sync"]), max_size=12), st.floats(0, 1)),
    max_size=5,
)


@given(RUNS, st.integers(1, 4))
@settings(max_examples=60)
def test_each_article_once_and_nothing_lost_that_was_synced(runs: list[tuple[list[str], float]], group: int) -> None:
    with TemporaryDirectory(dir=MEMORY) as folder:
        path = Path(folder) / "out.jsonl"
        texts: dict[int, str] = {}  # what each article says now
        for steps, where in runs:
            lines = JsonLines(path, group_lines=group, group_seconds=1_000)
            for step in steps:
                if step == "sync":
                    lines.sync()
                elif step == "put" or not texts:
                    texts[len(texts)] = "New."
                    lines.put(row(len(texts) - 1))
                else:
                    number = len(texts) // 2
                    texts[number] = f"Changed, {len(texts)}."
                    lines.put(row(number, texts[number]))
            safe = path.stat().st_size
            lines.sync()
            lines.close()
            whole = path.read_bytes()
            path.write_bytes(whole[: safe + round(where * (len(whole) - safe))])
            again = JsonLines(path, group_lines=group)
            assert path.read_bytes() == whole[: whole.rfind(b"\n", 0, safe + round(where * (len(whole) - safe))) + 1]
            assert path.stat().st_size >= safe
            for number, text in texts.items():  # the same archive once more, from its beginning
                made = row(number, text)
                if not again.index.has(same_id(made.id), bytes.fromhex(made.key)[:16]):
                    again.put(made)
            again.compact()
            again.close()
        expected = sorted(row(number, text).to_line() for number, text in texts.items())
        assert (sorted(path.read_bytes().splitlines(keepends=True)) if runs else []) == expected
