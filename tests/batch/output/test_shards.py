"""Shards hold what lines hold, and a shard is whole or not there."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from service.batch.article import Article
from service.batch.output.disk import Format
from service.batch.output.lines import Keys, Row, SummaryLine
from service.batch.output.results import summaries
from service.batch.output.shards import Shards
from service.batch.output.writing import Output
from service.core.errors import OutputUnusable, StoreFull
from service.engine import Engine
from tests.batch.output.made import OPTIONS, article, summary
from tests.batch.output.room import room

KEYS = Keys(OPTIONS, "1.0")


def row(number: int, text: str = "A bridge.") -> Row:
    of = article(number, text)
    return Row(of.id, KEYS.of(of), of.sha256, {"date": "2031-02-03"}, None, summary(of).to_json())


def put(shards: Shards, numbers: range) -> None:
    for number in numbers:
        shards.put(row(number))
    shards.sync()


def ids(folder: Path) -> list[str]:
    """As any reader of Parquet sees them: hidden files are passed over."""
    found: list[str] = pq.read_table(folder, columns=["id"]).column("id").to_pylist()
    return found


def test_same_summaries_in_both_formats(tmp_path: Path, engine: Engine, article: str) -> None:
    """A real article and others; a duplicate without a summary of its own."""
    real = Article("real.txt", article.encode(), name="real.txt", metadata={"date": "2031-02-03", "n": [1, None]})
    formats: tuple[Format, ...] = ("jsonl", "parquet")
    made = engine.summarize(article, OPTIONS).untimed()
    for format in formats:
        with Output.open(tmp_path / f"out.{format}", OPTIONS, format=format) as output:
            output.put_summary(real, made.to_json())
            output.put_summary(Article("b\udc80", b"B. \xe4\xbd\xa0"), None, duplicate_of="\udc80.txt")
            for number in range(3):
                of = Article(f"c{number}", b"The bridge was opened.")
                output.put_summary(of, summary(of, speaker=None).to_json(), duplicate_of="real.txt")
    lines, rows = (list(summaries(tmp_path / f"out.{format}")) for format in formats)
    assert lines == rows
    assert lines[0].summary == made
    assert len(lines) == 5
    assert (lines[1].id, lines[1].duplicate_of) == ("b?", "?.txt")  # of a file name that is no text


def test_columns_say_what_the_summary_says(tmp_path: Path) -> None:
    put(Shards(tmp_path / "out"), range(1))
    (found,) = pq.read_table(tmp_path / "out").to_pylist()
    of = article(0, "A bridge.")
    assert found.pop("summary") == summary(of).to_json()
    assert json.loads(found.pop("metadata")) == {"date": "2031-02-03"}
    assert found == {
        "id": of.id,
        "key": KEYS.of(of),
        "sha256": of.sha256,
        "duplicate_of": None,
        "title": "The bridge",
        "language": "en",
        "status": "complete",
        "abstract": "A bridge. 0",
        "claims": [
            {
                "text": "The bridge is “open”, she said.",
                "kind": "statement",
                "speaker": "Ada Brenn",
                "start": 0,
                "end": 10,
                "line": 1,
            }
        ],
        "withheld": [{"text": "It was long.", "reason": "over_length", "detail": "12 words"}],
    }


def test_shards_and_row_groups_end_by_size(tmp_path: Path) -> None:
    size = len(row(1).summary or "")
    shards = Shards(tmp_path / "out", group_bytes=2 * size, shard_bytes=5 * size)
    put(shards, range(12))
    assert [path.name for path in shards.files()] == [f"part-{number:05}.parquet" for number in range(3)]
    assert [pq.ParquetFile(path).metadata.num_rows for path in shards.files()] == [5, 5, 2]
    assert pq.ParquetFile(shards.files()[0]).num_row_groups == 3
    assert ids(tmp_path / "out") == [article(number).id for number in range(12)]


def test_shard_ends_by_time(tmp_path: Path) -> None:
    shards = Shards(tmp_path / "out", shard_seconds=0)
    shards.put(row(1))
    assert ids(tmp_path / "out") == [article(1).id]


def test_unfinished_shard_is_not_there_and_is_done_again(tmp_path: Path) -> None:
    size = len(row(1).summary or "")
    shards = Shards(tmp_path / "running", group_bytes=size, shard_bytes=4 * size)
    for number in range(6):
        shards.put(row(number))
    folder = shutil.copytree(tmp_path / "running", tmp_path / "out")  # as a kill would leave it
    shards.close()
    assert len(list(folder.iterdir())) == 2
    again = Shards(folder)
    assert (again.index.written, len(list(folder.iterdir()))) == (4, 1)
    put(again, range(4, 6))
    assert ids(folder) == [article(number).id for number in range(6)]


def test_shard_that_is_given_up_leaves_nothing(tmp_path: Path) -> None:
    shards = Shards(tmp_path / "out", group_bytes=1)
    shards.put(row(1))
    shards.close()
    assert list((tmp_path / "out").iterdir()) == []


def test_nothing_is_written_after_rows_were_lost(tmp_path: Path) -> None:
    shards = Shards(tmp_path / "out")
    with room(500), pytest.raises(StoreFull):
        put(shards, range(3))
    with pytest.raises(StoreFull):
        shards.put(row(3))
    with pytest.raises(StoreFull):
        shards.sync()
    assert list((tmp_path / "out").iterdir()) == []


def test_compacting_rewrites_only_the_shards_that_need_it(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    shards = Shards(folder)
    for numbers in (range(3), range(3, 6), range(6, 7)):
        put(shards, numbers)
    shards.put(row(4, "Changed."))
    shards.put(row(6, "Changed."))
    shards.sync()
    first = (folder / "part-00000.parquet").stat()
    shards.compact()
    assert (folder / "part-00000.parquet").stat().st_mtime_ns == first.st_mtime_ns
    assert not (folder / "part-00002.parquet").exists()
    assert ids(folder) == [article(number).id for number in (0, 1, 2, 3, 5, 4, 6)]
    assert shards.index.superseded == 0
    put(shards, range(7, 8))
    assert shards.index.written == len(ids(folder)) == 8
    texts = {line.id: line.summary.abstract.text for line in summaries(folder) if line.summary}
    assert texts[article(4).id] == "Changed. 4"


@pytest.mark.parametrize("damage", ["cut", "other", "name"])
def test_damaged_shard_is_named_and_left(tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "out"
    put(Shards(folder), range(3))
    shard = folder / "part-00000.parquet"
    if damage == "cut":
        shard.write_bytes(shard.read_bytes()[:-20])
    elif damage == "other":
        pq.write_table(pq.read_table(shard, columns=["id"]), shard)
    else:
        shard = shard.rename(folder / "part-mine.parquet")
    before = shard.read_bytes()
    with pytest.raises(OutputUnusable, match=f"{shard.name} "):
        Shards(folder)
    assert shard.read_bytes() == before


def test_newest_row_counts_before_compaction(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    shards = Shards(folder)
    for text in ("Old.", "New."):
        shards.put(row(1, text))
        shards.sync()
    lines: list[SummaryLine] = list(summaries(folder))
    assert [line.summary.abstract.text for line in lines if line.summary] == ["New. 1"]
