"""Parquet files."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import Any

import pytest

from service.batch.archive.sources import read
from service.core.errors import InvalidRecord, MemberUnreadable, MissingExtra, TooLarge
from tests.batch.archive.archives import LIMIT, contents, read_all, write_tar

pyarrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")


def write(path: Path, columns: dict[str, Any], **options: Any) -> Path:
    parquet.write_table(pyarrow.table(columns), path, **options)
    return path


def test_rows_are_records(tmp_path: Path) -> None:
    day = datetime.datetime(2024, 5, 1, 9, 30)
    write(
        tmp_path / "a.parquet",
        {
            "id": [1, None, 3],
            "text": ["One.", "Two.", None],
            "title": ["T", None, "U"],
            "language": ["en", "English", "ko"],
            "published": [day, None, None],
            "score": [0.5, float("nan"), 1.0],
            "by": [["A"], [], None],
        },
    )
    articles, unreadable = read_all(tmp_path / "a.parquet")
    assert [(item.id, item.content, item.title, item.language) for item in articles.values()] == [
        ("1", b"One.", "T", "en"),
        ("a.parquet:2", b"Two.", "", ""),
    ]
    assert articles["1"].metadata == {"published": "2024-05-01T09:30:00", "score": 0.5, "by": ["A"]}
    assert articles["a.parquet:2"].metadata["language"] == "English"
    assert isinstance(unreadable["a.parquet:3"].error, InvalidRecord)


def test_row_groups_are_read_one_after_the_other(tmp_path: Path) -> None:
    texts = [f"Text {number}." for number in range(1_000)]
    write(tmp_path / "a.parquet", {"text": texts}, row_group_size=100)
    assert contents(tmp_path / "a.parquet") == {f"a.parquet:{n + 1}": text.encode() for n, text in enumerate(texts)}


def test_the_rest_of_a_damaged_row_group_is_lost_and_no_more(tmp_path: Path) -> None:
    texts = [f"{number} " * 400 for number in range(90)]
    options = {"row_group_size": 30, "use_dictionary": False, "write_page_checksum": True}
    path = write(tmp_path / "a.parquet", {"text": texts}, **options)
    group = parquet.ParquetFile(path).metadata.row_group(1).column(0)
    stored = bytearray(path.read_bytes())
    stored[group.data_page_offset + group.total_compressed_size - 100] ^= 0xFF
    path.write_bytes(stored)
    articles, unreadable = read_all(path)
    assert {f"a.parquet:{row}" for row in (*range(1, 31), *range(61, 91))} <= set(articles)
    assert len(unreadable) == 1


def test_a_file_without_texts_and_one_that_is_cut(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", {"body": ["x"]})
    with pytest.raises(InvalidRecord, match="text"):
        list(read(path, limit_bytes=LIMIT))
    path = write(tmp_path / "b.parquet", {"text": ["x"] * 100})
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(MemberUnreadable):
        list(read(path, limit_bytes=LIMIT))
    assert set(read_all(tmp_path)[1]) == {"a.parquet", "b.parquet"}


def test_a_row_that_is_too_long(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", {"text": ["x" * 2_000, "y"]})
    articles, unreadable = read_all(path, limit=1_000)
    assert set(articles) == {"a.parquet:2"}
    assert isinstance(unreadable["a.parquet:1"].error, TooLarge)


def test_in_a_tar_it_is_held_up_to_the_limit(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", {"id": ["x"], "text": ["One."]})
    tar = write_tar(tmp_path / "a.tar", {"in.parquet": path.read_bytes(), "b.txt": b"Two."})
    assert contents(tar) == {"in.parquet/x": b"One.", "b.txt": b"Two."}
    assert set(read_all(tar, limit=100)[1]) == {"in.parquet"}


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    texts = [str(n).zfill(5) * 1_000 for n in range(10_000)]
    path = write(tmp_path / "a.parquet", {"text": texts}, use_dictionary=False)
    del texts
    pool = pyarrow.default_memory_pool()
    before, most = pool.bytes_allocated(), 0
    for _ in read(path, limit_bytes=LIMIT):
        most = max(most, pool.bytes_allocated() - before)
    assert most < 16_000_000  # of 50 MB


def test_without_pyarrow_a_sentence_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.parquet", {"text": ["x"]})
    (tmp_path / "a.jsonl.zst").write_bytes(pyarrow.compress(b"{}", codec="zstd", asbytes=True))
    for name in [name for name in sys.modules if name.split(".")[0] == "pyarrow"]:
        monkeypatch.setitem(sys.modules, name, None)
    for archive in (path, tmp_path / "a.jsonl.zst"):
        with pytest.raises(MissingExtra, match=r"plumbline\[parquet\]"):
            list(read(archive, limit_bytes=LIMIT))
    assert {type(item.error) for item in read_all(tmp_path)[1].values()} == {MissingExtra}
