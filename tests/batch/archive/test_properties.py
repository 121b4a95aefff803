"""What was written is read back, and nothing that is read raises."""

from __future__ import annotations

import gzip
import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.batch.archive.names import clean, shown
from service.batch.archive.sources import read
from service.batch.article import Article, Unreadable
from service.core.errors import PlumblineError
from tests.batch.archive.archives import LIMIT, contents, json_lines, read_all, write_tar, write_zip
from tests.batch.archive.test_warc import RECORDS
from tests.batch.archive.test_warc import write as write_warc

NAMES = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="/\\."), min_size=1, max_size=20
)
FILES = st.dictionaries(
    st.lists(NAMES, min_size=1, max_size=3).map(lambda parts: "/".join(parts) + ".txt"),
    st.binary(max_size=2_000),
    max_size=8,
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
OWN = {"id", "text", "path", "title", "language"}


@contextmanager
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


@given(FILES)
@settings(max_examples=40)
def test_a_tar_and_a_zip_are_read_back(files: dict[str, bytes]) -> None:
    with folder() as path:
        assert contents(write_tar(path / "a.tar", files)) == files
        assert contents(write_tar(path / "a.tar.gz", files, "w:gz")) == files
        assert contents(write_zip(path / "a.zip", files)) == files


@given(st.lists(st.tuples(st.text(), st.dictionaries(st.text().filter(lambda key: key not in OWN), JSON)), max_size=8))
@settings(max_examples=25)
def test_json_lines_are_read_back(records: list[tuple[str, dict[str, Any]]]) -> None:
    with folder() as path:
        lines = [{"id": number, "text": text, **more} for number, (text, more) in enumerate(records)]
        (path / "a.jsonl").write_bytes(json_lines(*lines))
        articles, unreadable = read_all(path / "a.jsonl")
    assert not unreadable
    assert [(item.content.decode(), dict(item.metadata)) for item in articles.values()] == records


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), max_size=20), st.integers(0, 2_000))
@settings(max_examples=60)
def test_lines_before_a_cut_are_read_whole(texts: list[str], cut: int) -> None:
    with folder() as path:
        stored = json_lines(*({"id": number, "text": text} for number, text in enumerate(texts)))
        (path / "a.jsonl.gz").write_bytes(gzip.compress(stored)[: -max(1, cut)])
        try:
            items = list(read(path / "a.jsonl.gz", limit_bytes=LIMIT))
        except PlumblineError:
            return
    assert isinstance(items[-1], Unreadable)
    whole = [item.content.decode() for item in items if isinstance(item, Article)]
    assert whole == texts[: len(whole)]


def _tar(path: Path) -> Path:
    files = {f"{'long/' * 30}{number}.txt": b"Text. " * number for number in range(6)}
    return write_tar(path / "a.tar", files | {"b.jsonl": json_lines({"text": "One."}, {"text": "Two."})})


def _tar_gz(path: Path) -> Path:
    return write_tar(path / "a.tgz", {f"{number}.txt": b"Text. " * number for number in range(6)}, "w:gz")


def _zip(path: Path) -> Path:
    return write_zip(path / "a.zip", {f"{number}.txt": b"Text. " * number for number in range(6)})


def _lines(path: Path) -> Path:
    (path / "a.jsonl").write_bytes(json_lines(*({"id": n, "text": "é\n" * n, "m": [n, {"k": None}]} for n in range(9))))
    return path / "a.jsonl"


def _warc(path: Path) -> Path:
    return write_warc(path / "a.warc", RECORDS)


def _warc_gz(path: Path) -> Path:
    return write_warc(path / "a.warc.gz", RECORDS)


def _parquet(path: Path) -> Path:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    columns = {
        "id": list(range(40)),
        "text": [f"Text {n}. " * n for n in range(40)],
        "by": [["a"] * n for n in range(40)],
    }
    parquet.write_table(pyarrow.table(columns), path / "a.parquet", row_group_size=20)
    return path / "a.parquet"


@pytest.mark.parametrize("make", [_tar, _tar_gz, _zip, _lines, _warc, _warc_gz, _parquet])
@given(data=st.data())
@settings(max_examples=80)
def test_damage_is_an_error_line_or_one_sentence(make: Callable[[Path], Path], data: st.DataObject) -> None:
    with folder() as path:
        archive = make(path)
        stored = bytearray(archive.read_bytes())
        for _ in range(data.draw(st.integers(0, 4))):
            stored[data.draw(st.integers(0, len(stored) - 1))] = data.draw(st.integers(0, 255))
        stored = stored[: data.draw(st.integers(0, len(stored)))] if data.draw(st.booleans()) else stored
        archive.write_bytes(stored)
        try:
            items = list(read(archive, limit_bytes=LIMIT))
        except PlumblineError as error:
            items = [Unreadable("archive", error)]
    for item in items:
        item.id.encode()
        if isinstance(item, Article):
            json.dumps(dict(item.metadata), allow_nan=False, ensure_ascii=False).encode()
        else:
            assert item.error.detail.endswith(".")
            assert "\n" not in item.error.detail
    assert len({item.id for item in items}) == len(items)


@given(st.text(st.characters(exclude_categories=())))
def test_a_name_can_be_shown_and_leads_nowhere(name: str) -> None:
    for text in (shown(name), clean(name)):
        text.encode()
        assert text.isprintable() or not any(ord(character) < 32 for character in text)
    assert not {"", ".", ".."} & set(clean(name).split("/")) or clean(name) == ""
    assert not clean(name).startswith("/")
