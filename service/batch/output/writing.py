"""The output of a run: what is done already, what is new, and what is left when it ends."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from enum import StrEnum
from itertools import chain
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Protocol, Self

from service import __version__
from service.batch.article import Article, Unreadable
from service.batch.output.disk import Files, Format, only_run
from service.batch.output.done import Index
from service.batch.output.jsonl import JsonLines
from service.batch.output.lines import Failure, Keys, Result, Row, same_id
from service.batch.output.manifest import Counts, Manifest, Tally, described
from service.core.errors import MissingExtra, PlumblineError
from service.core.problem import Problem
from service.core.receipt import Options


class Standing(StrEnum):
    """What an article of the archive needs."""

    TODO = "todo"  # new, changed, or failed and to be tried again
    DONE = "done"
    FAILED = "failed"  # before, and not to be tried again
    REPEATED = "repeated"  # an earlier article of this run has its id


class _Summaries(Protocol):
    index: Index

    def put(self, row: Row) -> None: ...
    def sync(self) -> None: ...
    def compact(self) -> None: ...
    def close(self) -> None: ...
    def files(self) -> list[Path]: ...
    def results(self) -> Iterator[Result]: ...


class Output:
    """Summaries and errors on the disk, one result for each article. Open it with `open`, in a `with` block.

    An article is done when its summary is in the output under its key, failed when its error is; a result under another
    key is redone, and the newer one stands for it. Which is newer is seen by the key of the article as it is now. For
    each article a few hashes are in memory (about 300 bytes), and no result.

    Results whose article the archive no longer holds stay, unless the run ends with `prune`. Methods block, may be
    called from any thread, and raise StoreFull or OutputUnusable; after StoreFull what was on the disk still is, and
    the same run resumes there.
    """

    def __init__(self, files: Files, keys: Keys, options: Options, summaries: _Summaries, errors: JsonLines) -> None:
        self._files, self._keys, self._options = files, keys, options
        self._summaries, self._errors = summaries, errors
        self._retry_failed = False
        self._met: dict[bytes, bytes] = {}  # of this run: id and key, 16 bytes each
        self._repeated = self._before = self._now = 0
        self._started, self._begun = datetime.now(UTC), time.monotonic()
        self._lock = RLock()
        self._closing = ExitStack()

    @classmethod
    def open(
        cls,
        path: Path,
        options: Options,
        *,
        format: Format = "jsonl",
        retry_failed: bool = False,
        more: Mapping[str, str | int] | None = None,
    ) -> Output:
        """The output at `path`, new or gone on with; `more` is what else decides the results (see `Keys`).

        Reads once what is there, and cuts off a last line that a crash tore. Raises OutputUnusable when another run
        writes there or a file is damaged, MissingExtra for Parquet without pyarrow.
        """
        files = Files(path, format)
        with ExitStack() as stack:
            stack.callback(only_run(files.lock).release)
            summaries = _shards(path) if format == "parquet" else JsonLines(path)
            stack.callback(summaries.close)
            errors = JsonLines(files.errors)
            stack.callback(errors.close)
            output = cls(files, Keys(options, __version__, more), options, summaries, errors)
            output._retry_failed = retry_failed
            output._closing = stack.pop_all()
        return output

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        with self._closing:
            if error is None:
                self.sync()
            else:
                with suppress(PlumblineError):  # the block's own error says more
                    self.sync()

    def key(self, item: Article | Unreadable) -> str:
        return self._keys.of(item)

    def standing(self, item: Article | Unreadable) -> Standing:
        """What `item` needs; to be asked once for each member, as the archive is read."""
        id, key = same_id(item.id), _cut(self.key(item))
        with self._lock:
            if id in self._met:
                self._repeated += 1
                return Standing.REPEATED
            self._met[id] = key
            if self._summaries.index.has(id, key):
                self._before += 1
                return Standing.DONE
            if self._errors.index.has(id, key) and not self._retry_failed:
                self._before += 1
                return Standing.FAILED
            return Standing.TODO

    def put_summary(self, article: Article, summary: str | None, duplicate_of: str | None = None) -> None:
        """`summary` is the JSON of `Summary.untimed()`; None for a duplicate that was not summarised itself.

        On the disk soon, and for certain after `sync`. Raises ValueError for a summary that has timings or line breaks,
        or for neither a summary nor an original.
        """
        if summary is None and duplicate_of is None:
            raise ValueError("a summary, or the article that this one is a duplicate of")
        row = Row(article.id, self.key(article), article.sha256, article.metadata, duplicate_of, summary)
        with self._lock:
            self._summaries.put(row)
            self._count(row.id, row.key)

    def put_error(self, id: str, key: str, problem: Problem, sha256: str | None = None) -> None:
        """`key` is that of `key(item)`; `sha256` of the article's bytes, where they could be read."""
        with self._lock:
            self._errors.put(Failure(id, key, sha256, problem))
            self._count(id, key)

    def sync(self) -> None:
        """When it returns, all that was put is on the disk. With Parquet it ends a shard."""
        with self._lock:
            self._summaries.sync()
            self._errors.sync()

    def finish(self, engine: str, *, complete: bool = True, passed_over: int = 0, prune: bool = False) -> Manifest:
        """Sync, leave only the results that count, and write the manifest.

        `complete` says that the archive was read to its end; else the files are left as they are, and the next run
        puts them in order. `prune` removes results of articles that the archive no longer holds.
        """
        with self._lock:
            self.sync()
            self._settle(prune and complete)
            if complete:
                self._summaries.compact()
                self._errors.compact()
            manifest = self._manifest(engine, complete, passed_over)
            manifest.write(self._files.manifest)
            return manifest

    def _count(self, id: str, key: str) -> None:
        self._met.setdefault(same_id(id), _cut(key))
        self._now += 1

    def _settle(self, prune: bool) -> None:
        """Of an article's summary and its error one goes: the one that was made of what it no longer is.

        Of one that the archive does not hold, an error goes if its summary was made of the same.
        """
        summaries, errors = self._summaries.index, self._errors.index
        for id in errors:
            key = self._met.get(id, errors.key(id))
            if summaries.has(id, key):
                errors.drop(id)
            elif id in self._met and errors.has(id, key):
                summaries.drop(id)
        if prune:
            for index in (summaries, errors):
                for id in index:
                    if id not in self._met:
                        index.drop(id)

    def _manifest(self, engine: str, complete: bool, passed_over: int) -> Manifest:
        tally, gone = Tally(), 0

        def current() -> Iterator[Result]:
            nonlocal gone
            for result in chain(self._summaries.results(), self._errors.results()):
                if self._met.get(same_id(result.id)) == _cut(result.key):
                    yield result
                else:
                    gone += 1

        inputs = tally.inputs_sha256(current())
        seconds = time.monotonic() - self._begun
        return Manifest(
            service_version=__version__,
            engine=engine,
            options=self._options,
            complete=complete,
            started=self._started.isoformat(timespec="seconds"),
            finished=datetime.now(UTC).isoformat(timespec="seconds"),
            seconds=round(seconds, 3),
            articles_per_second=round(self._now / seconds, 3) if seconds else 0.0,
            counts=Counts(
                articles=len(self._met),
                summaries=tally.summaries,
                errors=dict(sorted(tally.errors.items())),
                duplicates=tally.duplicates,
                passed_over=passed_over,
                repeated=self._repeated,
                gone=gone,
                done_before=self._before,
                done_now=self._now,
            ),
            inputs_sha256=inputs,
            receipt=tally.receipt or {},
            outputs=described([*self._summaries.files(), *self._errors.files()], self._files.manifest.parent),
        )


def _cut(key: str) -> bytes:
    return bytes.fromhex(key)[:16]


def _shards(path: Path) -> _Summaries:
    try:
        from service.batch.output.shards import Shards
    except ImportError as error:
        raise MissingExtra("Parquet takes pyarrow: pip install 'plumbline[parquet]'.") from error
    return Shards(path)
