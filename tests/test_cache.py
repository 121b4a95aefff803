"""Results on disk: what comes back is what was kept, whatever happens to the files."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.cache import FOLDERS, ResultCache, key_of
from service.core.receipt import Options, Receipt
from service.core.summary import Neutrality, Summary, Usage
from service.ingest import read_text
from service.segment import segment
from tests.summaries import RECEIPT, small

KEY = "a" * 64
ROOM = 1_000_000


def summary(text: str = "The council met.", *, title: str = "", score: float = 0.1, seconds: float = 1.25) -> Summary:
    return small(
        text,
        title=title,
        neutrality=Neutrality(source_per_100=score, abstract_per_100=0, left=()),
        usage=Usage(words=3, tokens=4, seconds=seconds),
    )


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def key(number: int, folder: str = "a") -> str:
    return f"{folder}{number:063x}"


SIZE = len(summary().to_json()) + 65  # of a file: a hash and a line's end stand before the result


def test_what_was_kept_comes_back_to_the_byte(tmp_path: Path) -> None:
    ResultCache(tmp_path, ROOM).put(KEY, summary())
    again = ResultCache(tmp_path, ROOM).get(KEY)
    assert again == summary()
    assert again.to_json() == summary().to_json()
    (file,) = files(tmp_path)
    assert file.parent.parent == tmp_path
    assert not file.stat().st_mode & 0o077, "others can read it"


@given(
    text=st.text(st.characters(exclude_categories=["Cs"])),
    score=st.floats(allow_nan=False, allow_infinity=False),
    seconds=st.floats(min_value=0, allow_infinity=False),
)
def test_any_text_and_number_comes_back(
    tmp_path_factory: pytest.TempPathFactory, text: str, score: float, seconds: float
) -> None:
    cache = ResultCache(tmp_path_factory.getbasetemp() / "any", ROOM)
    kept = summary(text, score=score, seconds=seconds)
    cache.put(KEY, kept)
    again = cache.get(KEY)
    assert again is not None
    assert again.to_json() == kept.to_json()


def test_what_was_never_kept_is_not_there(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert ResultCache(tmp_path / "nothing", ROOM).get(KEY) is None
    assert not caplog.records


def _shorter(stored: bytes) -> bytes:
    return stored[: len(stored) // 2]


def _flipped(stored: bytes) -> bytes:
    at = stored.index(b"council")
    return stored[:at] + bytes([stored[at] ^ 1]) + stored[at + 1 :]


def _empty(_: bytes) -> bytes:
    return b""


def _longer(stored: bytes) -> bytes:
    return stored + b" "


@pytest.mark.parametrize("harm", [_shorter, _flipped, _empty, _longer])
def test_a_damaged_file_is_a_miss_and_goes(tmp_path: Path, caplog: pytest.LogCaptureFixture, harm: object) -> None:
    assert callable(harm)
    cache = ResultCache(tmp_path, ROOM)
    cache.put(KEY, summary())
    (file,) = files(tmp_path)
    file.write_bytes(harm(file.read_bytes()))
    with caplog.at_level(logging.WARNING, logger="plumbline"):
        assert cache.get(KEY) is None
    (record,) = caplog.records
    assert "damaged" in record.getMessage()
    assert "council" not in record.getMessage()
    assert files(tmp_path) == []
    cache.put(KEY, summary())
    assert cache.get(KEY) == summary()


def test_every_flipped_bit_is_seen(tmp_path: Path) -> None:
    cache = ResultCache(tmp_path, ROOM)
    cache.put(KEY, summary())
    (file,) = files(tmp_path)
    stored = file.read_bytes()
    for at in range(0, len(stored), 7):
        file.write_bytes(stored[:at] + bytes([stored[at] ^ 0x10]) + stored[at + 1 :])
        assert cache.get(KEY) is None, at


def test_a_result_under_another_name_is_a_miss(tmp_path: Path) -> None:
    cache = ResultCache(tmp_path, ROOM)
    cache.put(KEY, summary())
    (file,) = files(tmp_path)
    file.rename(file.with_name(key(1)))
    assert cache.get(key(1)) is None


def test_the_longest_unused_goes_first(tmp_path: Path) -> None:
    cache = ResultCache(tmp_path, FOLDERS * SIZE * 3)
    for number in range(3):
        cache.put(key(number), summary())
        _age(tmp_path, key(number), 100 - number)
    assert cache.get(key(0)) is not None  # and now it is the one used last
    cache.put(key(3), summary())
    assert [number for number in range(4) if cache.get(key(number))] == [0, 2, 3]


def _age(folder: Path, name: str, seconds: float) -> None:
    at = time.time() - seconds
    os.utime(folder / name[0] / name, (at, at))


def test_the_limit_holds_for_all_folders_together(tmp_path: Path) -> None:
    limit = FOLDERS * SIZE * 2
    cache = ResultCache(tmp_path, limit)
    for number in range(10):
        for folder in "0123456789abcdef":
            cache.put(key(number, folder), summary())
    assert sum(file.stat().st_size for file in files(tmp_path)) <= limit
    assert len(files(tmp_path)) == 2 * FOLDERS


def test_what_is_too_large_is_not_kept_and_drives_nothing_out(tmp_path: Path) -> None:
    cache = ResultCache(tmp_path, FOLDERS * SIZE * 2)
    cache.put(key(0), summary())
    cache.put(key(1), summary("The council met. " * 1_000))
    assert cache.get(key(1)) is None
    assert cache.get(key(0)) is not None


def test_what_a_killed_process_left_makes_room_first(tmp_path: Path) -> None:
    cache = ResultCache(tmp_path, FOLDERS * SIZE * 3)
    cache.put(key(0), summary())
    left = tmp_path / "a" / "unfinished-left"
    left.write_bytes(b"x" * 2 * SIZE)
    os.utime(left, (1, 1))
    cache.put(key(1), summary())
    assert not left.exists()
    assert cache.get(key(0))
    assert cache.get(key(1))


def test_a_limit_of_nothing_keeps_nothing(tmp_path: Path) -> None:
    cache = ResultCache(tmp_path, 0)
    cache.put(KEY, summary())
    assert cache.get(KEY) is None
    assert files(tmp_path) == []


def test_a_folder_that_cannot_be_is_said_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    blocked = tmp_path / "results"
    blocked.write_text("not a folder")
    cache = ResultCache(blocked, ROOM)
    with caplog.at_level(logging.WARNING, logger="plumbline"):
        for number in range(3):
            cache.put(key(number), summary())
            assert cache.get(key(number)) is None
    (record,) = caplog.records
    assert str(blocked) in record.getMessage()


FAILING = """
import logging, resource, sys
from pathlib import Path
from service.cache import ResultCache
from tests.test_cache import KEY, ROOM, summary, files
logging.basicConfig(format="%(message)s")
if sys.argv[2] == "full":
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))  # a file takes no more bytes, as on a full disk
else:
    import os
    os.setgid(65534), os.setuid(65534)  # root may write anywhere
cache = ResultCache(Path(sys.argv[1]), ROOM)
kept = cache.get(KEY) == summary()
cache.put("b" * 64, summary())
cache.put("c" * 64, summary())
print(kept, cache.get("b" * 64), cache.get(KEY) == summary())
"""


@pytest.mark.parametrize("fault", ["full", "read-only"])
def test_on_a_full_or_read_only_disk_what_is_there_is_still_read(tmp_path: Path, fault: str) -> None:
    if fault == "read-only" and os.geteuid() != 0:
        pytest.skip("only root can become somebody who may not write here")
    ResultCache(tmp_path, ROOM).put(KEY, summary())
    folders = [path for path in (tmp_path, *tmp_path.parents) if "pytest-" in str(path)]
    if fault == "read-only":
        for path in (*folders, *tmp_path.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
    done = subprocess.run(
        [sys.executable, "-c", FAILING, str(tmp_path), fault], capture_output=True, text=True, check=True, timeout=60
    )
    for path in folders:
        path.chmod(0o755)
    assert done.stdout.split() == ["True", "None", "True"]
    assert done.stderr.count("are not cached") == 1
    assert [path.name for path in files(tmp_path)] == [KEY]


def test_files_may_vanish_under_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process makes room in the very moment: between the look and the removal, and between look and size."""
    cache = ResultCache(tmp_path, FOLDERS * SIZE * 2)
    for number in range(2):
        cache.put(key(number), summary())
    remove = os.unlink

    def both(path: str | Path) -> None:
        remove(path)
        remove(path)

    monkeypatch.setattr(os, "unlink", both)
    cache.put(key(2), summary())
    assert cache.get(key(2)) == summary()


WRITING = """
import sys
from pathlib import Path
from service.cache import FOLDERS, ResultCache
from tests.test_cache import SIZE, key, summary
cache = ResultCache(Path(sys.argv[1]), FOLDERS * SIZE * 4)
for turn in range(150):
    cache.put(key(turn % 9), summary())
    found = cache.get(key((turn * 5) % 9))
    assert found is None or found == summary()
print("done")
"""


def test_two_processes_write_at_once(tmp_path: Path) -> None:
    """No half of a file is ever read, nothing is logged, and the limit holds but for what is on its way."""
    both = [
        subprocess.Popen(
            [sys.executable, "-c", WRITING, str(tmp_path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    for process in both:
        out, err = process.communicate(timeout=120)
        assert (process.returncode, out, err) == (0, "done\n", "")
    assert 1 <= len(files(tmp_path)) <= 4 + 1
    assert not [file for file in files(tmp_path) if file.name.startswith("unfinished")]


TEXT = (
    "The council of Ardal met on Monday in the town hall.\n"
    "It adopted a budget of forty million crowns after a long debate.\n"
)


def test_the_key_is_of_all_that_decides_the_result() -> None:
    def made(
        text: str = TEXT, *, title: str = "", language: str = "en", receipt: Receipt = RECEIPT, **more: int
    ) -> str:
        return key_of(segment(read_text(text, max_characters=999, title=title), language=language), receipt, more)

    assert made() == made()
    other = RECEIPT.model_copy(update={"options": Options(max_words=20)})
    lines = TEXT.replace("\n", "\n\n")
    keys = [
        made(), made(lines), made(title="News"), made(language="de"), made(receipt=other), made(chunk_tokens=64),
        made(receipt=RECEIPT.model_copy(update={"document_sha256": "2" * 64})),
    ]  # fmt: skip
    assert len(set(keys)) == len(keys)
    assert all(len(one) == 64 for one in keys)


def test_the_same_text_with_other_lines_has_another_key() -> None:
    """A summary says on which line of the file its evidence stands."""
    first, second = (segment(read_text(text, max_characters=999), language="en") for text in (TEXT, "\n\n" + TEXT))
    assert first.text == second.text
    assert first.lines != second.lines
    assert key_of(first, RECEIPT, {}) != key_of(second, RECEIPT, {})


def test_the_name_of_the_file_is_no_part_of_the_key() -> None:
    one, two = (segment(read_text(TEXT, max_characters=999, source=name), language="en") for name in ("a", "b"))
    assert key_of(one, RECEIPT, {}) == key_of(two, RECEIPT, {})
