"""Shards of Parquet in a folder. Needs pyarrow (the extra `parquet`)."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from service.batch.output.columns import SCHEMA, columns
from service.batch.output.disk import UNFINISHED, failure, sync_folder, whole
from service.batch.output.done import Index
from service.batch.output.lines import Made, Result, Row
from service.core.errors import OutputUnusable, PlumblineError

GROUP_BYTES = 8_000_000  # of JSON in a row group: what is held in memory
SHARD_BYTES = 256_000_000  # of JSON in a shard
SHARD_SECONDS = 600.0  # the most work that a crash can cost
WRITING = {"compression": "zstd"}
ROW_BITS = 32  # of a place; the shard's number is before it


class _GivenUp(Exception):
    """A shard ends without a file."""


class Shards:
    """OUT.parquet/part-00000.parquet and so on. Methods block; raise StoreFull, OutputUnusable.

    A shard has a hidden name until it is whole and on the disk; what stands in a shard that was not ended is lost in a
    crash, and its articles are done again. A shard ends at `shard_bytes`, after `shard_seconds`, and at `sync`.
    """

    def __init__(
        self,
        folder: Path,
        group_bytes: int = GROUP_BYTES,
        shard_bytes: int = SHARD_BYTES,
        shard_seconds: float = SHARD_SECONDS,
    ) -> None:
        """Raises OutputUnusable for a shard that cannot be read."""
        self._folder = folder
        self._group_bytes, self._shard_bytes, self._shard_seconds = group_bytes, shard_bytes, shard_seconds
        self._rows: list[Row] = []  # the row group to come
        self._rows_bytes = 0
        self._shard: ExitStack | None = None
        self._lost: PlumblineError | None = None  # what rows were lost to; nothing is written after it
        try:
            if not folder.exists():
                folder.mkdir()
                sync_folder(folder.parent)
            for left in folder.glob(f".*{UNFINISHED}"):
                left.unlink()
        except OSError as error:
            raise failure(error, folder) from error
        self.index = _index(self.files())

    def put(self, row: Row) -> None:
        if self._lost is not None:
            raise self._lost
        if self._shard is None:
            self._begin()
        self.index.add(row.id, row.key, self._place)
        self._place += 1
        self._rows.append(row)
        size = len(row.summary or "")
        self._rows_bytes += size
        self._shard_left -= size
        late = time.monotonic() - self._begun >= self._shard_seconds
        if self._shard_left <= 0 or late:
            self.sync()
        elif self._rows_bytes >= self._group_bytes:
            self._write_group()

    def sync(self) -> None:
        """End the shard: when it returns, every row that was put is on the disk. Called often, it makes many."""
        if self._lost is not None:
            raise self._lost
        if self._shard is None:
            return
        self._write_group()
        shard, self._shard = self._shard, None
        try:
            shard.close()
        except PlumblineError as error:
            self._lost = error
            raise

    def compact(self) -> None:
        """Leave only the rows that count, if there are others, shard by shard."""
        self.sync()
        if not self.index.superseded:
            return
        for path in self.files():
            stand = [self.index.stands(row["id"], place) for place, row in _places(path, ["id"])]
            if all(stand):
                continue
            if any(stand):
                self._rewrite(path, stand)
            else:
                try:
                    path.unlink()
                    sync_folder(self._folder)
                except OSError as error:
                    raise failure(error, path) from error
        self.index = _index(self.files())

    def close(self) -> None:
        """Give up a shard that was not ended."""
        if self._shard is not None:
            shard, self._shard = self._shard, None
            with suppress(_GivenUp), shard:
                raise _GivenUp

    def files(self) -> list[Path]:
        return _shards(self._folder)

    def results(self) -> Iterator[Result]:
        """What counts of the rows on the disk."""
        for path in self.files():
            for place, row in _places(path, ["id", "key", "sha256", "duplicate_of", "summary"]):
                if self.index.stands(row["id"], place):
                    summary = row.pop("summary")
                    yield Result(**row, summary=None if summary is None else Made.model_validate_json(summary))

    def _begin(self) -> None:
        number = _number(self.files()[-1]) + 1 if self.files() else 0
        with ExitStack() as stack:
            file = stack.enter_context(whole(self._folder / f"part-{number:05}.parquet"))
            self._writer = stack.enter_context(pq.ParquetWriter(file, SCHEMA, **WRITING))
            self._shard = stack.pop_all()
        self._place = number << ROW_BITS
        self._shard_left, self._begun = self._shard_bytes, time.monotonic()

    def _write_group(self) -> None:
        rows, self._rows, self._rows_bytes = self._rows, [], 0
        table = pa.Table.from_pylist([columns(row) for row in rows], schema=SCHEMA)
        try:
            self._writer.write_table(table)
        except OSError as error:
            self._lost = failure(error, self._folder)
            self.close()
            raise self._lost from error

    def _rewrite(self, path: Path, stand: list[bool]) -> None:
        done = 0
        with pq.ParquetFile(path) as shard, whole(path) as file, pq.ParquetWriter(file, SCHEMA, **WRITING) as writer:
            for batch in shard.iter_batches():
                writer.write_batch(batch.filter(pa.array(stand[done : done + batch.num_rows])))
                done += batch.num_rows


def newest(folder: Path) -> Iterator[dict[str, Any]]:
    """The row that counts of each article, as columns by name; reads twice. Raises OutputUnusable."""
    shards = _shards(folder)
    index = _index(shards)
    for path in shards:
        for place, row in _places(path, ["id", "key", "sha256", "metadata", "duplicate_of", "summary"]):
            if index.stands(row["id"], place):
                yield row


def _shards(folder: Path) -> list[Path]:
    return sorted(folder.glob("part-*.parquet"), key=_number)


def _index(shards: list[Path]) -> Index:
    index = Index()
    for path in shards:
        for place, row in _places(path, ["id", "key"]):
            index.add(row["id"], row["key"], place)
    return index


def _number(path: Path) -> int:
    digits = path.stem.removeprefix("part-")
    if not digits.isdecimal():
        raise OutputUnusable(f"{path} is not a shard of a run: move it away.")
    return int(digits)


def _places(path: Path, columns: list[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each row with its place; as much as a row group in memory."""
    place = _number(path) << ROW_BITS
    try:
        with pq.ParquetFile(path) as shard:
            if not shard.schema_arrow.equals(SCHEMA):
                raise OutputUnusable(f"{path} has other columns than a run writes: move it away.")
            for batch in shard.iter_batches(columns=columns, batch_size=256):
                for row in batch.to_pylist():
                    yield place, row
                    place += 1
    except (pa.ArrowException, OSError) as error:
        raise OutputUnusable(f"{path} cannot be read: remove it, and its articles are done again.") from error
