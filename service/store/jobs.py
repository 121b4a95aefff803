"""Jobs and their articles, as they lie in the database. An article is done when its outcome is in a committed row."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import delete, func, insert, select, update

from service.core.errors import UnknownJob
from service.core.job import JobStatus
from service.store.claims import Claim, Claims
from service.store.clock import now
from service.store.database import Database
from service.store.job_tables import ARRIVING, ERROR, OPEN, SUMMARY, WAITING, articles, jobs

GROUP = 200  # articles written, or results read, at a time
JOBS_TRIED = 300  # of one caller, for an article that nobody works on: more than there are engines
ABANDONED_SECONDS = 86_400.0  # after which a job that still arrives at another service never will


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


class Jobs:
    """Methods block: call them from a thread. Raise StoreFailed, StoreFull.

    Several services may share the jobs of a PostgreSQL; a SQLite file has one service.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._claims = Claims(database)

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
            claim = self._claims.take(job, caller)
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
        self._claims.write(claim, statement)
        self.settle(claim.job)

    def release(self, claim: Claim) -> None:
        """Nobody works on the article any more."""
        self._claims.release(claim)

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


def _row(job: str, position: int, article: Article) -> dict[str, object]:
    return {
        "job": job,
        "position": position,
        "id": article.id,
        "request": article.request,
        "state": ERROR if article.error else WAITING,
        "outcome": article.error or None,
    }
