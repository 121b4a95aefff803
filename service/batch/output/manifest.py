"""What a run did, in one file beside its output."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from pydantic import JsonValue

from service.batch.output.disk import whole
from service.batch.output.lines import Result
from service.core.document import Frozen
from service.core.errors import StoreFull
from service.core.receipt import Options


class Counts(Frozen):
    """`articles` is what the archive held as far as it was read; of these `summaries` and `errors` (by code) say what
    became of them, and `duplicates` are the summaries that are marked as another's near-duplicate.

    `done_before` were done, or had failed, when the run began, `done_now` is what it did itself, failures too.
    `passed_over` are members that are no articles, `repeated` those with the id of an earlier one, `gone` results of
    articles that the archive did not hold, or that were not reached.
    """

    articles: int
    summaries: int
    errors: dict[str, int]
    duplicates: int
    passed_over: int
    repeated: int
    gone: int
    done_before: int
    done_now: int


class OutputFile(Frozen):
    """`name` is relative to the manifest's folder."""

    name: str
    bytes: int
    sha256: str


class Manifest(Frozen):
    """`complete` is false where the run was interrupted. `started` and `finished` are UTC in ISO 8601.

    `inputs_sha256` is that of one line of JSON, ["id","sha256"], for each article that was summarised or failed, in
    the order of the ids' bytes in UTF-8; the second is null where the bytes could not be read. `receipt` has the parts
    that all receipts share.
    """

    service_version: str
    engine: str
    options: Options
    complete: bool
    started: str
    finished: str
    seconds: float
    articles_per_second: float
    counts: Counts
    inputs_sha256: str
    receipt: dict[str, JsonValue]
    outputs: tuple[OutputFile, ...]

    def write(self, path: Path) -> None:
        """All of it or nothing. Raises StoreFull, OutputUnusable."""
        with whole(path) as file:
            file.write(self.model_dump_json(indent=2).encode() + b"\n")


class Tally:
    """Counts results as they are read from the output.

    The pairs for `inputs_sha256` are sorted by SQLite in a temporary database, which holds a few megabytes in memory
    and the rest in a file without a name.
    """

    def __init__(self) -> None:
        self.summaries = self.duplicates = 0
        self.errors: Counter[str] = Counter()
        self.receipt: dict[str, JsonValue] | None = None

    def inputs_sha256(self, results: Iterable[Result]) -> str:
        """Count `results`, which come from the archive as it is now. Raises StoreFull."""
        digest = hashlib.sha256()
        with closing(sqlite3.connect("")) as pairs:
            pairs.execute("CREATE TABLE pairs (id BLOB, sha256 TEXT)")
            try:
                counted = ((result.id.encode(), result.sha256) for result in map(self._count, results))
                pairs.executemany("INSERT INTO pairs VALUES (?, ?)", counted)
                for id, sha256 in pairs.execute("SELECT id, sha256 FROM pairs ORDER BY id"):
                    pair = json.dumps([id.decode(), sha256], ensure_ascii=False, separators=(",", ":"))
                    digest.update(pair.encode() + b"\n")
            except sqlite3.OperationalError as error:
                raise StoreFull(f"The inputs cannot be sorted in the folder for temporary files: {error}.") from error
        return digest.hexdigest()

    def _count(self, result: Result) -> Result:
        if result.error is not None:
            self.errors[result.error.code] += 1
        else:
            self.summaries += 1
            self.duplicates += result.duplicate_of is not None
        if result.summary is not None:
            made = result.summary.receipt
            known = made if self.receipt is None else self.receipt
            self.receipt = {name: value for name, value in known.items() if name in made and made[name] == value}
        return result


def described(files: Iterable[Path], folder: Path) -> tuple[OutputFile, ...]:
    """The files that are there."""
    found = []
    for path in files:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        found.append(OutputFile(name=path.relative_to(folder).as_posix(), bytes=path.stat().st_size, sha256=digest))
    return tuple(found)
