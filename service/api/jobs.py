"""GET and DELETE /v1/jobs/{id}, and its results."""

from __future__ import annotations

import json
from collections.abc import Iterator

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from service.api.schemas import RETRY_AFTER, problems
from service.core.errors import StoreFull, UnknownJob
from service.core.job import FINISHED, Job, Outcome, Progress
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
async def read(job: str, request: Request) -> Response:
    row, result = await run_sync(_read, request.app.state.jobs, _caller(request), job)
    return _answer(row, result)


@router.delete(
    "/jobs/{job}",
    response_model=Job,
    responses=PROBLEMS | {200: OPEN, 204: {"description": "A finished job is gone, with its results"}},
    summary="Cancel a job; delete a finished one",
)
async def cancel(job: str, request: Request) -> Response:
    jobs: Jobs = request.app.state.jobs
    row, _ = await run_sync(_read, jobs, _caller(request), job)
    if row.status in FINISHED:
        await run_sync(jobs.delete, job)
        return Response(status_code=204)
    await run_sync(jobs.cancel, job)
    request.app.state.runner.cancel(job)
    row, result = await run_sync(_read, jobs, _caller(request), job)
    return _answer(row, result)


@router.get(
    "/jobs/{job}/results",
    response_class=Lines,
    responses=PROBLEMS | {200: {"model": Outcome, "description": "A line for each article that is done"}},
    summary="What is done so far, in the order of the batch, as JSON Lines",
)
async def results(job: str, request: Request) -> Response:
    jobs: Jobs = request.app.state.jobs
    await run_sync(_read, jobs, _caller(request), job)
    return Lines(_lines(jobs, job))


def accepted(row: JobRow, *, preferred: bool) -> Response:
    """202, and where to ask."""
    response = _answer(row, None)
    response.status_code = 202
    response.headers["Location"] = f"/v1/jobs/{row.id}"
    if preferred:
        response.headers["Preference-Applied"] = "respond-async"
    return response


def _caller(request: Request) -> str:
    return request.client.host if request.client else ""


def _read(jobs: Jobs, caller: str, job: str) -> tuple[JobRow, Result | None]:
    """The job, and what a single article gave. Raises UnknownJob, also for another caller's."""
    row = jobs.get(job)
    if row.caller != caller:
        raise UnknownJob(f"There is no job {job}.")
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
