"""GET and DELETE /v1/jobs/{id}, and its results."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from service.api.auth import Caller, needs
from service.api.schemas import RETRY_AFTER, problems
from service.core.errors import StoreFull, UnknownJob
from service.core.job import FINISHED, Job, Outcome, Progress
from service.core.key import Scope
from service.store.jobs import JobRow, Jobs, Result

LINES = "application/jsonl"
ASK_AGAIN_SECONDS = 2

PROBLEMS = problems(UnknownJob, StoreFull)
OPEN = {"description": "The job; Retry-After while it is open", "headers": RETRY_AFTER}

router = APIRouter(prefix="/v1", tags=["jobs"])


class Lines(StreamingResponse):
    media_type = LINES


@router.get(
    "/jobs/{job}",
    response_model=Job,
    responses=PROBLEMS | {200: OPEN},
    summary="How far a job is, and what it gave",
)
async def read(job: str, request: Request, caller: Annotated[Caller, needs(Scope.JOBS)]) -> Response:
    row, result = await run_sync(_read, request.app.state.jobs, caller.id, job)
    return _answer(row, result)


@router.delete(
    "/jobs/{job}",
    response_model=Job,
    responses=PROBLEMS | {200: OPEN},
    summary="Cancel a job; what is done of it stays",
)
async def cancel(job: str, request: Request, caller: Annotated[Caller, needs(Scope.JOBS)]) -> Response:
    row, result = await _cancelled(job, request, caller)
    return _answer(row, result)


@router.get(
    "/jobs/{job}/results",
    response_class=Lines,
    responses=PROBLEMS | {200: {"model": Outcome, "description": "A line for each article that is done"}},
    summary="What is done so far, in the order of the batch, as JSON Lines",
)
async def results(job: str, request: Request, caller: Annotated[Caller, needs(Scope.JOBS)]) -> Response:
    jobs: Jobs = request.app.state.jobs
    await run_sync(_read, jobs, caller.id, job)
    return Lines(_lines(jobs, job))


@router.delete(
    "/jobs/{job}/results", status_code=204, responses=PROBLEMS, summary="Forget a job, its articles and its results"
)
async def forget(job: str, request: Request, caller: Annotated[Caller, needs(Scope.JOBS)]) -> None:
    await _cancelled(job, request, caller)
    await run_sync(request.app.state.jobs.delete, job)


async def _cancelled(job: str, request: Request, caller: Caller) -> tuple[JobRow, Result | None]:
    """The job, when nobody works on it any more. Raises UnknownJob."""
    jobs: Jobs = request.app.state.jobs
    await run_sync(_read, jobs, caller.id, job)
    await run_sync(jobs.cancel, job)
    request.app.state.runner.cancel(job)
    return await run_sync(_read, jobs, caller.id, job)


def accepted(row: JobRow, *, preferred: bool) -> Response:
    """202, and where to ask."""
    response = _answer(row, None)
    response.status_code = 202
    response.headers["Location"] = f"/v1/jobs/{row.id}"
    if preferred:
        response.headers["Preference-Applied"] = "respond-async"
    return response


def _read(jobs: Jobs, caller: str, job: str) -> tuple[JobRow, Result | None]:
    """The job, and what a single article gave. Raises UnknownJob, also for another caller's."""
    row = jobs.get(job)
    if row.caller != caller:
        raise UnknownJob("There is no such job.")
    return row, None if row.batch else next(jobs.results(job), None)


def _answer(row: JobRow, result: Result | None) -> Response:
    job = Job(id=row.id, status=row.status, progress=Progress(done=row.done, total=row.total))
    body = job.model_dump_json(exclude_none=True)
    if result is not None:  # as it was stored, byte for byte
        body = f'{body[:-1]},"{"error" if result.failed else "result"}":{result.body}}}'
    headers = {} if row.status in FINISHED else {"Retry-After": str(ASK_AGAIN_SECONDS)}
    return Response(body, media_type="application/json", headers=headers)


def _lines(jobs: Jobs, job: str) -> Iterator[str]:
    for result in jobs.results(job):
        kind = "error" if result.failed else "summary"
        yield f'{{"id":{json.dumps(result.id, ensure_ascii=False)},"{kind}":{result.body}}}\n'
