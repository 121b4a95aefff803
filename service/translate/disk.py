"""What SQLite reports of the disk below a file of its own, in one sentence."""

from __future__ import annotations

import sqlite3

from service.core.errors import ServiceError, StoreFailed, StoreFull


def disk_fault(error: sqlite3.Error, where: str) -> ServiceError | None:
    """The error that `error` is for a user; None where the file, not the disk, is at fault. `where` names the file."""
    extended = getattr(error, "sqlite_errorcode", 0)
    code = extended & 0xFF
    if code == sqlite3.SQLITE_FULL or extended == sqlite3.SQLITE_IOERR_SHMSIZE:  # of the file beside it
        return StoreFull(f"{where}: there is no room on the disk.")
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreFailed(f"{where}: another process is writing to it for too long.")
    if code == sqlite3.SQLITE_IOERR:
        return StoreFailed(f"{where}: the disk cannot be read or written.")
    return None
