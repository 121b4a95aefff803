"""Jobs and their articles, as they lie in the database. An article is done when its outcome is in a committed row."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import DBAPIError

from service.core.errors import UnknownJob
from service.core.job import JobStatus
from service.store.clock import now
from service.store.database import Database, failure, tables

ARRIVING = "arriving"  # its articles are still being written; nobody sees it yet
OPEN = (JobStatus.QUEUED, JobStatus.RUNNING)
WAITING, SUMMARY, ERROR = 0, 1, 2
GROUP = 200  # articles written, or results read, at a time
JOBS_TRIED = 300  # of one caller, for an article that nobody works on: more than there are engines
ABANDONED_SECONDS = 86_400.0  # after which a job that still arrives at another service never will

jobs = Table(
    "jobs",
    tables,
    Column("id", String(64), primary_key=True),
    Column("caller", String(128), nullable=False),
    Column("batch", Boolean, nullable=False),
    Column("status", String(16), nullable=False),
    Column("total", Integer, nullable=False),
    Column("created", Float, nullable=False),
    Column("finished", Float),
    Index("jobs_by_status", "status", "caller", "batch", "created"),
)
articles = Table(
    "articles",
    tables,
    Column("job", ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("request", Text, nullable=False),
    Column("state", Integer, nullable=False),
    Column("outcome", Text),
    Index("articles_by_state", "job", "state", "position"),
)


@dataclass(frozen=True)
class Article:
    """An article of a job to come: `request` is a SummaryRequest as JSON, or `error` a Problem as JSON."""

    id: str
    request: str = ""
    error: str = ""


@dataclass(frozen=True)
class JobRow:
    id: str
    caller: str
    batch: bool
    status: JobStatus
    total: int
    done: int


@dataclass(frozen=True)
class Result:
    """`body` is a Summary, or a Problem when `failed`, as JSON."""

    position: int
    id: str
    failed: bool
    body: str


@dataclass
class Claim:
    """An article that this process works on, and no other: end it with `record` or `release`."""

    job: str
    position: int
    caller: str
    request: str
    connection: Connection | None = field(default=None, repr=False)  # holds the row's lock, where there are such


class Jobs:
    """Methods block: call them from a thread. Raise StoreFailed, StoreFull.

    Several services may share the jobs of a PostgreSQL: who works on an article holds the lock of its row in an open
    transaction, so that it is free at once when that service dies, and no clock decides. A SQLite file has one service.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._taken: set[tuple[str, int]] = set()
        self._lock = threading.Lock()

    def add(self, caller: str, lines: Iterable[Article], *, batch: bool, job: str = "") -> str:
        """The id of a new job; of the one that is there already when `job` names it, if it arrived whole.

        Written in groups; nobody sees a job before its last article is on the disk.
        """
        job = job or uuid.uuid4().hex
        if not self._open(job, caller, batch=batch):
            return job
        total, waiting = 0, False
        try:
            rest = iter(lines)
            while group := list(islice(rest, GROUP)):
                rows = [_row(job, total + index, article) for index, article in enumerate(group)]
                with self._database.begin() as connection:
                    connection.execute(insert(articles), rows)
                total += len(group)
                waiting = waiting or any(row["state"] == WAITING for row in rows)
            with self._database.begin() as connection:
                connection.execute(
                    update(jobs).where(jobs.c.id == job).values(status=JobStatus.QUEUED, total=total, created=now())
                )
        except BaseException:
            with suppress(Exception):  # what went wrong first is what counts; `clean` removes the rest
                self.delete(job)
            raise
        if not waiting:
            self.settle(job)
        return job

    def get(self, job: str) -> JobRow:
        """Raises UnknownJob."""
        if "\0" in job:  # PostgreSQL takes no such text
            raise UnknownJob("There is no such job.")
        with self._database.begin() as connection:
            row = connection.execute(select(jobs).where(jobs.c.id == job, jobs.c.status != ARRIVING)).one_or_none()
            if row is None:
                raise UnknownJob("There is no such job.")
            done = connection.execute(
                select(func.count()).where(articles.c.job == job, articles.c.state.in_((SUMMARY, ERROR)))
            ).scalar_one()
        return JobRow(row.id, row.caller, row.batch, JobStatus(row.status), row.total, done)

    def results(self, job: str) -> Iterator[Result]:
        """What is done so far, in the order of the batch."""
        after = -1
        while True:
            with self._database.begin() as connection:
                rows = connection.execute(
                    select(articles.c.position, articles.c.id, articles.c.state, articles.c.outcome)
                    .where(articles.c.job == job, articles.c.position > after, articles.c.state != WAITING)
                    .order_by(articles.c.position)
                    .limit(GROUP)
                ).all()
            if not rows:
                return
            for row in rows:
                yield Result(row.position, row.id, row.state == ERROR, row.outcome)
            after = rows[-1].position

    def callers(self) -> list[str]:
        """Those with jobs that are not finished."""
        with self._database.begin() as connection:
            return list(connection.execute(select(jobs.c.caller).where(jobs.c.status.in_(OPEN)).distinct()).scalars())

    def claim(self, caller: str) -> Claim | None:
        """The caller's next article that nobody works on: of single ones first, then of batches, oldest first."""
        with self._database.begin() as connection:
            open_jobs = connection.execute(
                select(jobs.c.id, jobs.c.status)
                .where(jobs.c.caller == caller, jobs.c.status.in_(OPEN))
                .order_by(jobs.c.batch, jobs.c.created, jobs.c.id)
                .limit(JOBS_TRIED)
            ).all()
        for job, status in open_jobs:
            claim = self._claim_row(job, caller) if self._database.shared else self._claim_in_memory(job, caller)
            if claim is None:
                continue
            if status == JobStatus.QUEUED:
                with self._database.begin() as connection:
                    connection.execute(
                        update(jobs)
                        .where(jobs.c.id == job, jobs.c.status == JobStatus.QUEUED)
                        .values(status=JobStatus.RUNNING)
                    )
            return claim
        return None

    def record(self, claim: Claim, body: str, *, failed: bool) -> None:
        """The article's outcome, for good. Another outcome that is there already stays, and so does a cancelled job."""
        still = select(jobs.c.id).where(jobs.c.id == claim.job, jobs.c.status.in_(OPEN))
        statement = (
            update(articles)
            .where(
                articles.c.job == claim.job,
                articles.c.position == claim.position,
                articles.c.state == WAITING,
                still.exists(),
            )
            .values(state=ERROR if failed else SUMMARY, outcome=body)
        )
        connection, claim.connection = claim.connection, None
        if connection is None:
            with self._database.begin() as own:
                own.execute(statement)
        else:
            try:
                with connection:
                    connection.execute(statement)
                    connection.commit()
            except DBAPIError as error:  # the lock is lost; `record` again takes another connection
                raise failure(error, self._database.where) from error
        self.release(claim)
        self.settle(claim.job)

    def release(self, claim: Claim) -> None:
        """Nobody works on the article any more."""
        connection, claim.connection = claim.connection, None
        if connection is not None:
            with suppress(DBAPIError):  # a connection that broke holds no lock
                connection.close()
        with self._lock:
            self._taken.discard((claim.job, claim.position))

    def settle(self, job: str | None = None) -> None:
        """Finish open jobs, or the one, whose articles are all done."""
        waiting = select(articles.c.job).where(articles.c.job == jobs.c.id, articles.c.state == WAITING)
        good = select(articles.c.job).where(articles.c.job == jobs.c.id, articles.c.state == SUMMARY)
        done = [jobs.c.status.in_(OPEN), ~waiting.exists()]
        if job is not None:
            done.append(jobs.c.id == job)
        with self._database.begin() as connection:
            for status, condition in ((JobStatus.SUCCEEDED, good.exists()), (JobStatus.FAILED, ~good.exists())):
                connection.execute(update(jobs).where(*done, condition).values(status=status, finished=now()))

    def cancel(self, job: str) -> None:
        """What is not done stays undone; a finished job stays as it is."""
        with self._database.begin() as connection:
            connection.execute(
                update(jobs)
                .where(jobs.c.id == job, jobs.c.status.in_(OPEN))
                .values(status=JobStatus.CANCELLED, finished=now())
            )

    def counts(self) -> dict[JobStatus, int]:
        """How many jobs there are of each status."""
        with self._database.begin() as connection:
            rows = connection.execute(
                select(jobs.c.status, func.count()).where(jobs.c.status != ARRIVING).group_by(jobs.c.status)
            ).all()
        return {JobStatus(status): number for status, number in rows}

    def closed(self, candidates: Sequence[str]) -> set[str]:
        """Those of `candidates` that are no longer open."""
        with self._database.begin() as connection:
            rows = connection.execute(select(jobs.c.id).where(jobs.c.id.in_(candidates), jobs.c.status.in_(OPEN)))
            return set(candidates) - set(rows.scalars())

    def delete(self, job: str) -> None:
        """The job and all that is known of it."""
        with self._database.begin() as connection:
            connection.execute(delete(articles).where(articles.c.job == job))
            connection.execute(delete(jobs).where(jobs.c.id == job))

    def expire(self, seconds: float) -> int:
        """Delete what was finished more than `seconds` ago; how many."""
        with self._database.begin() as connection:
            old = connection.execute(select(jobs.c.id).where(jobs.c.finished < now() - seconds)).scalars().all()
        for job in old:
            self.delete(job)
        return len(old)

    def clean(self) -> None:
        """Delete what never arrived whole, before this service takes jobs."""
        seconds = ABANDONED_SECONDS if self._database.shared else 0.0
        with self._database.begin() as connection:
            broken = (
                connection.execute(
                    select(jobs.c.id).where(jobs.c.status == ARRIVING, jobs.c.created <= now() - seconds)
                )
                .scalars()
                .all()
            )
        for job in broken:
            self.delete(job)

    def _open(self, job: str, caller: str, *, batch: bool) -> bool:
        row = {"id": job, "caller": caller, "batch": batch, "status": ARRIVING, "total": 0, "created": now()}
        with self._database.begin() as connection:
            # who names a job alone may add it: what still arrives under its name was left by a service that died
            broken = select(jobs.c.id).where(jobs.c.id == job, jobs.c.status == ARRIVING)
            connection.execute(delete(articles).where(articles.c.job.in_(broken)))
            connection.execute(delete(jobs).where(jobs.c.id == job, jobs.c.status == ARRIVING))
            if connection.execute(select(jobs.c.id).where(jobs.c.id == job)).first() is not None:
                return False
            connection.execute(insert(jobs).values(row))
        return True

    def _claim_row(self, job: str, caller: str) -> Claim | None:
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

    def _claim_in_memory(self, job: str, caller: str) -> Claim | None:
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


def _row(job: str, position: int, article: Article) -> dict[str, object]:
    return {
        "job": job,
        "position": position,
        "id": article.id,
        "request": article.request,
        "state": ERROR if article.error else WAITING,
        "outcome": article.error or None,
    }
