"""Work that outlives the request that asked for it."""

from __future__ import annotations

from enum import StrEnum

from service.core.document import Frozen
from service.core.problem import Problem
from service.core.summary import Summaries, Summary
from service.core.translation import Translation


class JobStatus(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"  # a batch with an error for some of its articles, too
    FAILED = "failed"  # no article of it has a summary
    CANCELLED = "cancelled"


FINISHED = frozenset({JobStatus.SUCCEEDED, JobStatus.FAILED, JobStatus.CANCELLED})


class Progress(Frozen):
    """Articles: `done` have a summary or an error."""

    done: int
    total: int


class Job(Frozen):
    """`error` and `result` are those of a single article; what a batch gives is read from its results."""

    id: str
    status: JobStatus
    progress: Progress
    error: Problem | None = None
    result: Summary | Summaries | Translation | None = None


class Outcome(Frozen):
    """A line of a batch's results: the article's `id`, and its summary or what went wrong."""

    id: str
    summary: Summary | Summaries | None = None
    error: Problem | None = None
