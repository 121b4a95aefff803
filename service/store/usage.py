"""What each key used on each day (UTC)."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import BigInteger, Column, Date, ForeignKey, String, Table, select
from sqlalchemy.dialects import postgresql, sqlite

from service.core.errors import Forbidden, QuotaExceeded
from service.core.key import Key, Used
from service.store.database import Database, tables

usage = Table(
    "usage",
    tables,
    Column("key", String, ForeignKey("keys.id"), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("tokens", BigInteger, nullable=False),
    Column("requests", BigInteger, nullable=False),
)

Entries = dict[tuple[str, date], Used]  # by id of the key, and day


class Usage:
    """Counted in memory, so that no request waits for the database; `sync` writes what is new and reads the sums.

    What other processes count is seen at the next `sync`. A process that is killed loses what it has not written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sums: Entries = {}  # as the database has them
        self._writing: Entries = {}
        self._new: Entries = {}
        self._memory = threading.Lock()
        self._syncing = threading.Lock()

    def spent(self, key: Key) -> Used:
        """Today, by all processes."""
        with self._memory:
            return self._spent((key.id, _now().date()))

    def spend(self, key: Key, tokens: int = 0, requests: int = 0) -> None:
        """Take `tokens` and `requests` from today's quota, all or nothing.

        Raises QuotaExceeded when too little of the day's tokens is left, Forbidden when no day has so many.
        """
        now, limit = _now(), key.tokens_per_day
        entry = (key.id, now.date())
        with self._memory:
            if limit is not None and tokens > limit:
                raise Forbidden(f"This takes {tokens:,} tokens, and the key may use {limit:,} a day.")
            if limit is not None and tokens and self._spent(entry).tokens + tokens > limit:
                raise QuotaExceeded(
                    f"This takes {tokens:,} tokens, and fewer are left of the key's {limit:,} for today (UTC).",
                    retry_after=_until_midnight(now),
                )
            self._new[entry] = self._new.get(entry, Used()) + Used(tokens=tokens, requests=requests)

    def sync(self) -> None:
        """Write what is new, and read today's sums. Blocks. Raises StoreFailed, StoreFull; what is new is then kept."""
        insert = postgresql.insert if self._database.shared else sqlite.insert
        with self._syncing:
            with self._memory:
                self._writing, self._new = self._new, {}
            try:
                with self._database.begin() as connection:
                    for (key, day), used in sorted(self._writing.items(), key=lambda item: item[0]):  # no deadlocks
                        row = insert(usage).values(key=key, day=day, tokens=used.tokens, requests=used.requests)
                        added = {name: usage.c[name] + row.excluded[name] for name in ("tokens", "requests")}
                        connection.execute(row.on_conflict_do_update(index_elements=["key", "day"], set_=added))
                    rows = connection.execute(select(usage).where(usage.c.day == _now().date())).all()
            except BaseException:
                with self._memory:
                    for entry, used in self._writing.items():
                        self._new[entry] = self._new.get(entry, Used()) + used
                    self._writing = {}
                raise
            with self._memory:
                self._sums = {(row.key, row.day): Used(tokens=row.tokens, requests=row.requests) for row in rows}
                self._writing = {}

    def _spent(self, entry: tuple[str, date]) -> Used:
        parts = [entries.get(entry, Used()) for entries in (self._sums, self._writing, self._new)]
        return parts[0] + parts[1] + parts[2]


def _now() -> datetime:
    return datetime.now(UTC)


def _until_midnight(now: datetime) -> float:
    """Seconds until the next day begins."""
    return (datetime.combine(now.date() + timedelta(days=1), time.min, UTC) - now).total_seconds()
