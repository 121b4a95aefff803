"""The claims of an archive's results in a file beside them, where they can be searched: SQLite with FTS5.

It holds nothing that the results do not: a file that does not fit them, or is damaged, is made again. What was only
appended to the results is appended here; a line that takes an earlier one's place takes it here as well.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock

from service.batch.claim_search import Name, spaced
from service.batch.kept import kept, read
from service.core.errors import FileUnreadable
from service.core.summary import Claim

FORM = "1"  # of the tables below
LINES = 500  # in a transaction
BLOCK = 1 << 20  # bytes
TABLES = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE articles (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, first TEXT NOT NULL, date TEXT NOT NULL, language TEXT NOT NULL
);
CREATE TABLE speakers (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, keys TEXT NOT NULL);
CREATE TABLE claims (
    number INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles, speaker INTEGER REFERENCES speakers,
    kind TEXT NOT NULL, claim TEXT NOT NULL, vector BLOB
);
CREATE INDEX by_article ON claims (article);
CREATE INDEX by_speaker ON claims (speaker);
CREATE VIRTUAL TABLE words USING fts5 (body, content='', tokenize='unicode61 remove_diacritics 2');
"""


class ClaimIndex:
    """The index of the results in `out`, brought up to date by `update`. Raises FileUnreadable, MissingExtra."""

    def __init__(self, out: Path) -> None:
        if not out.exists():
            raise FileUnreadable(f"{out} cannot be read: No such file or directory.")
        self.out = out
        self.path = out.with_name(out.name.removesuffix(".jsonl") + ".claims.sqlite")
        self.unreadable = 0  # lines that are no article's
        with self._writing():
            self.database = self._opened()
            try:
                self._update()
                self._require_results()
            except BaseException:
                self.database.close()  # what was not committed goes
                raise

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One process at a time writes."""
        try:
            with FileLock(self.path.with_suffix(".lock")):
                yield
        except (OSError, sqlite3.OperationalError) as error:
            raise FileUnreadable(f"The index {self.path} cannot be written: {error}.") from error

    def _opened(self) -> sqlite3.Connection:
        database = sqlite3.connect(self.path)
        try:
            self._ready(database)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:  # damaged: it holds nothing that the results do not
            database.close()
            self.path.unlink()
            database = sqlite3.connect(self.path)
            self._ready(database)
        return database

    def _ready(self, database: sqlite3.Connection) -> None:
        tables = database.execute("SELECT 1 FROM sqlite_master WHERE name = 'facts'").fetchone()
        if not tables or self._fact(database, "form") != FORM:
            self._make(database)

    def _make(self, database: sqlite3.Connection) -> None:
        """Empty tables in place of whatever is there."""
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE %TABLE%'")]
        for name in ("words", "claims", "speakers", "articles", "facts"):
            if name in names:
                database.execute(f"DROP TABLE {name}")
        database.executescript(f"BEGIN; {TABLES} INSERT INTO facts VALUES ('form', '{FORM}'); COMMIT;")

    @staticmethod
    def _fact(database: sqlite3.Connection, name: str) -> str:
        row = database.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def _update(self) -> None:
        stamp = _stamp(self.out)
        self.unreadable = int(self._fact(self.database, "unreadable") or 0)
        if stamp == self._fact(self.database, "stamp"):
            return
        done = int(self._fact(self.database, "bytes") or 0)
        digest = hashlib.sha256() if self.out.is_dir() else _digest(self.out, done)
        if self.out.is_dir() or digest.hexdigest() != self._fact(self.database, "sha256"):
            self._make(self.database)
            done, digest, self.unreadable = 0, hashlib.sha256(), 0
        pending = 0
        for line in read(self.out) if self.out.is_dir() else _lines(self.out, done):
            if isinstance(line, bytes):
                done += len(line)
                digest.update(line)
            self._add(line)
            pending += 1
            if pending == LINES:
                self._commit(done, digest.hexdigest(), "")
                pending = 0
        self._commit(done, digest.hexdigest(), stamp)

    def _require_results(self) -> None:
        """Raises FileUnreadable, and leaves no index, where nothing of `out` is an article's; one just begun may be."""
        begun = not self.unreadable and self.out.is_file() and _first(self.out) in (b"", b"{")
        if begun or self.database.execute("SELECT 1 FROM articles LIMIT 1").fetchone():
            return
        self.path.unlink()
        raise FileUnreadable(f"{self.out} is not what `plumbline batch` wrote: it holds no article's summary.")

    def _commit(self, done: int, sha256: str, stamp: str) -> None:
        facts = {"bytes": done, "sha256": sha256, "stamp": stamp, "unreadable": self.unreadable}
        self.database.executemany(
            "INSERT OR REPLACE INTO facts VALUES (?, ?)", [(name, str(value)) for name, value in facts.items()]
        )
        self.database.commit()

    def _add(self, line: bytes | dict[str, Any]) -> None:
        article = kept(line)
        if article is None:
            self.unreadable += 1
            return
        self._forget(article.id)
        first = article.duplicate_of or article.id
        number = self.database.execute(
            "INSERT INTO articles (id, first, date, language) VALUES (?, ?, ?, ?)",
            (article.id, first, article.date, article.summary.document.language),
        ).lastrowid
        for claim in article.summary.claims:
            row = self.database.execute(
                "INSERT INTO claims (article, speaker, kind, claim) VALUES (?, ?, ?, ?)",
                (number, self._speaker(claim.attribution.speaker), claim.kind.value, claim.model_dump_json()),
            ).lastrowid
            self.database.execute("INSERT INTO words (rowid, body) VALUES (?, ?)", (row, searched(claim)))

    def _forget(self, id: str) -> None:
        """A later line of the same article takes the place of an earlier one."""
        row = self.database.execute("SELECT number FROM articles WHERE id = ?", (id,)).fetchone()
        if row is None:
            return
        for number, claim in self.database.execute(
            "SELECT number, claim FROM claims WHERE article = ?", row
        ).fetchall():
            self.database.execute(
                "INSERT INTO words (words, rowid, body) VALUES ('delete', ?, ?)",
                (number, searched(Claim.model_validate_json(claim))),
            )
        self.database.execute("DELETE FROM claims WHERE article = ?", row)
        self.database.execute("DELETE FROM articles WHERE number = ?", row)

    def _speaker(self, name: str | None) -> int | None:
        if not name:
            return None
        row = self.database.execute("SELECT number FROM speakers WHERE name = ?", (name,)).fetchone()
        if row:
            return int(row[0])
        insert = "INSERT INTO speakers (name, keys) VALUES (?, ?)"
        return self.database.execute(insert, (name, Name(name).keys)).lastrowid

    def put_vectors(self, rows: list[tuple[bytes, int]]) -> None:
        """Keep the vectors of claims, by their numbers."""
        with self._writing(), self.database:
            self.database.executemany("UPDATE claims SET vector = ? WHERE number = ?", rows)


def searched(claim: Claim) -> str:
    """The words that a claim is found by: its own and those of its evidence."""
    return spaced("\n".join([claim.text, *(evidence.exact for evidence in claim.evidence)]))


def _stamp(out: Path) -> str:
    """What changes with the results: sizes and times."""
    files = sorted(out.glob("*.parquet")) if out.is_dir() else [out]
    states = [(file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in files]
    return json.dumps(states)


def _digest(file: Path, size: int) -> Any:
    """Of the first `size` bytes."""
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while size > 0 and (block := stream.read(min(BLOCK, size))):
            digest.update(block)
            size -= len(block)
    return digest


def _first(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(1)


def _lines(file: Path, start: int) -> Iterator[bytes]:
    """Whole lines from the offset `start` on; a last one without its end is still being written."""
    with file.open("rb") as stream:
        stream.seek(start)
        for line in stream:
            if line.endswith(b"\n"):
                yield line
