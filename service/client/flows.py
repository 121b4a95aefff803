"""Which call follows which answer: generators that yield a call and are sent its answer, as httpx's own `auth_flow`."""

from __future__ import annotations

import time
from collections.abc import Generator
from typing import TypeVar

import httpx
from pydantic import BaseModel

from service.client import calls
from service.client.answers import Value, retry_after, value
from service.client.calls import Call
from service.core.errors import Cancelled, JobUnfinished, PlumblineError
from service.core.job import FINISHED, Job, JobStatus
from service.core.summary import Summary

POLL_SECONDS = 1.0

T = TypeVar("T")
Flow = Generator[Call, httpx.Response, T]


class _ListedModel(BaseModel):
    id: str


class _ListedModels(BaseModel):
    models: list[_ListedModel]


def one(cls: type[Value], call: Call) -> Flow[Value]:
    """One call, one answer."""
    return value(cls, (yield call))


def names(call: Call) -> Flow[list[str]]:
    return [model.id for model in value(_ListedModels, (yield call)).models]


def summary(call: Call) -> Flow[Summary]:
    return (yield from settled((yield call)))


def settled(answer: httpx.Response) -> Flow[Summary]:
    """The summary that an answer holds, or that the job comes to which the service made of a long text.

    Raises the job's error, and Cancelled when somebody cancelled it.
    """
    if answer.status_code != httpx.codes.ACCEPTED:
        return value(Summary, answer)
    job = yield from ended(value(Job, answer), poll=POLL_SECONDS, timeout=None, asked=retry_after(answer))
    if isinstance(job.result, Summary):
        return job.result
    if job.error is not None:
        raise job.error.error()
    if job.status is JobStatus.CANCELLED:
        raise Cancelled(f"The job {job.id} was cancelled.")
    raise PlumblineError(f"The job {job.id} {job.status} without a summary and without an error.")


def ended(job: Job, *, poll: float, timeout: float | None, asked: float = 0.0) -> Flow[Job]:
    """The job when it has ended, asked for every `poll` seconds or as the service says, if that is more.

    `asked`: seconds that the service asked to wait before the first time. Raises JobUnfinished after `timeout` seconds.
    """
    end = time.monotonic() + timeout if timeout is not None else float("inf")
    after = asked
    while job.status not in FINISHED:
        if time.monotonic() + after > end:
            raise JobUnfinished(f"The job {job.id} is {job.status} after {timeout:g} seconds.")
        answer = yield calls.job(job.id, after=after)
        job = value(Job, answer)
        after = max(poll, retry_after(answer))
    return job
