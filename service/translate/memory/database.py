"""The memory's file: SQLite in WAL mode, so that many processes read while one writes."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import get_ident
from urllib.parse import quote

from service.core.errors import InvalidMemory, StoreFull
from service.translate.disk import disk_fault

APPLICATION = 0x504C4D45  # SQLite's application_id: PLME
VERSION = 1
BUSY_SECONDS = 30  # until another writer's lock counts as a failure
TABLES = """
CREATE TABLE segments (
    number INTEGER PRIMARY KEY,
    text BLOB NOT NULL,  -- digest of the source
    context BLOB NOT NULL,  -- digest of the sources before and after
    source_language TEXT NOT NULL,
    target_language TEXT NOT NULL,
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    approved TEXT NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (text, context, source_language, target_language)
) STRICT
"""


class Database:
    """Connects when there is something to read or to write; without a path it is in RAM. Not for two threads at once.

    Raises InvalidMemory where the file is none of ours, StoreFull, StoreFailed.
    """

    def __init__(self, path: Path | None, *, read_only: bool) -> None:
        self.where = "The memory in RAM" if path is None else str(path)
        self._path, self._read_only = path, read_only
        self._connection: sqlite3.Connection | None = None
        if read_only and path is not None and not path.exists():
            raise InvalidMemory(f"There is no translation memory at {path}.")
        self.reading()

    def reading(self) -> sqlite3.Connection | None:
        """None while nobody has written the file."""
        if self._connection is None and self._path is not None and self._path.exists():
            with self.told():
                self._connection = self._checked(self._open("ro" if self._read_only else "rw"))
        return self._connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction, of which all is kept or nothing; it makes the file where there is none."""
        if self._read_only:
            raise InvalidMemory(f"{self.where} was opened to be read only: open it to be written.")
        with self.told():
            connection = self.reading() or self._made()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @contextmanager
    def told(self) -> Iterator[None]:
        """What SQLite reports, in one sentence."""
        try:
            yield
        except sqlite3.Error as error:
            if fault := disk_fault(error, self.where):
                raise fault from error
            raise InvalidMemory(f"{self.where} cannot be used as a translation memory: {error}.") from error
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise StoreFull(f"{self.where}: there is no room on the disk.") from error
            raise InvalidMemory(f"{self.where} cannot be written: {error.strerror}.") from error

    def _open(self, mode: str) -> sqlite3.Connection:
        name = ":memory:" if self._path is None else f"file:{quote(str(self._path.absolute()))}?mode={mode}"
        if self._path is not None and mode == "ro" and not os.access(self._path.parent, os.W_OK):
            name += "&immutable=1"  # a reader in WAL mode would need a file beside it
        return sqlite3.connect(
            name, uri=self._path is not None, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )

    def _made(self) -> sqlite3.Connection:
        """The file appears whole, under its name, or not at all; where another process was faster, it is that one's."""
        if self._path is None:
            self._connection = _with_tables(self._open("memory"))
            return self._connection
        beside = self._path.with_name(f".{self._path.name}.{os.getpid()}-{get_ident()}")
        try:
            _with_tables(sqlite3.connect(beside, isolation_level=None)).close()
            with suppress(FileExistsError):
                os.link(beside, self._path)
        finally:
            beside.unlink(missing_ok=True)
        self._connection = self._checked(self._open("rw"))
        return self._connection

    def _checked(self, connection: sqlite3.Connection) -> sqlite3.Connection:
        try:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if application != APPLICATION:
                raise InvalidMemory(f"{self.where} holds no translation memory.")
            if version != VERSION:
                raise InvalidMemory(f"{self.where} was written by another version of Plumbline.")
        except BaseException:
            connection.close()
            raise
        return connection


def _with_tables(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(TABLES)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
    return connection
