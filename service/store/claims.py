"""Who works on which article, so that nobody else does."""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import dataclass, field

from sqlalchemy import Connection, Executable, select
from sqlalchemy.exc import DBAPIError

from service.store.database import Database, failure
from service.store.job_tables import WAITING, articles


@dataclass
class Claim:
    """An article that this process works on, and no other: end it with `Jobs.record` or `Jobs.release`."""

    job: str
    position: int
    caller: str
    request: str
    connection: Connection | None = field(default=None, repr=False)  # holds the row's lock, where there are such


class Claims:
    """Of one process. Where several share the database, the lock of an article's row in an open transaction is the
    claim: it ends with the process that holds it, and no clock decides. Elsewhere it is kept in memory.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._taken: set[tuple[str, int]] = set()
        self._lock = threading.Lock()

    def take(self, job: str, caller: str) -> Claim | None:
        """The job's next article that nobody works on. Raises StoreFailed, StoreFull."""
        return self._lock_row(job, caller) if self._database.shared else self._remember(job, caller)

    def write(self, claim: Claim, statement: Executable) -> None:
        """Run what settles the claimed article, and let it go. Raises StoreFailed, StoreFull."""
        connection, claim.connection = claim.connection, None
        if connection is None:
            with self._database.begin() as own:
                own.execute(statement)
        else:
            try:
                with connection:
                    connection.execute(statement)
                    connection.commit()
            except DBAPIError as error:  # the lock is lost; the next try takes another connection
                raise failure(error, self._database.where) from error
        self.release(claim)

    def release(self, claim: Claim) -> None:
        """Nobody works on the article any more."""
        connection, claim.connection = claim.connection, None
        if connection is not None:
            with suppress(DBAPIError):  # a connection that broke holds no lock
                connection.close()
        with self._lock:
            self._taken.discard((claim.job, claim.position))

    def _lock_row(self, job: str, caller: str) -> Claim | None:
        connection: Connection | None = None
        try:
            connection = self._database.engine.connect()
            row = connection.execute(
                select(articles.c.position, articles.c.request)
                .where(articles.c.job == job, articles.c.state == WAITING)
                .order_by(articles.c.position)
                .limit(1)
                .with_for_update(skip_locked=True)
            ).one_or_none()
        except DBAPIError as error:
            if connection is not None:
                connection.close()
            raise failure(error, self._database.where) from error
        if row is None:
            connection.close()
            return None
        return Claim(job, row.position, caller, row.request, connection)

    def _remember(self, job: str, caller: str) -> Claim | None:
        with self._lock:
            taken = [position for name, position in self._taken if name == job]
            with self._database.begin() as connection:
                row = connection.execute(
                    select(articles.c.position, articles.c.request)
                    .where(articles.c.job == job, articles.c.state == WAITING, articles.c.position.not_in(taken))
                    .order_by(articles.c.position)
                    .limit(1)
                ).one_or_none()
            if row is None:
                return None
            self._taken.add((job, row.position))
            return Claim(job, row.position, caller, row.request)
