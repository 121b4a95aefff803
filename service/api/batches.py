"""POST /v1/batches."""

from __future__ import annotations

import asyncio
import errno
import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, BinaryIO

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response
from pydantic import Field, ValidationError
from starlette.requests import ClientDisconnect

from service.api.auth import Caller, needs
from service.api.jobs import LINES, accepted
from service.api.once import once
from service.api.schemas import ACCEPTED, IDEMPOTENCY_KEY, STORED, problems
from service.core.errors import (
    Cancelled,
    EmptyDocument,
    InvalidRequest,
    NotText,
    PlumblineError,
    SlowUpload,
    StoreFull,
    StoreUnusable,
    TooLarge,
)
from service.core.job import Job
from service.core.key import Scope
from service.core.objection import objection
from service.core.problem import Problem
from service.core.request import SummaryRequest
from service.models import registry
from service.settings import Settings
from service.store.jobs import Article, Jobs
from service.workers.answer import CHARACTERS_PER_TOKEN

MEDIA = (LINES, "application/x-ndjson", "application/json-lines", "application/jsonlines", "application/octet-stream")


class NotLines(NotText):
    hint = "Send JSON Lines, one article a line."


router = APIRouter(prefix="/v1", tags=["jobs"])


class BatchLine(SummaryRequest):
    """A line of a batch: an article under an id of the caller's."""

    id: str = Field(min_length=1, max_length=500, pattern=r"^[^\x00]*$")  # PostgreSQL stores no NUL


@router.post(
    "/batches",
    status_code=202,
    response_model=Job,
    responses=problems(NotText, EmptyDocument, InvalidRequest, *STORED) | {202: ACCEPTED},
    summary="Summarise many articles: JSON Lines in, a job out",
    openapi_extra={
        "parameters": [IDEMPOTENCY_KEY],
        "requestBody": {"required": True, "content": {LINES: {"schema": {"type": "string", "format": "binary"}}}},
    },
)
async def batches(request: Request, caller: Annotated[Caller, needs(Scope.JOBS)]) -> Response:
    settings: Settings = request.app.state.settings
    jobs: Jobs = request.app.state.jobs
    media = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if media not in MEDIA:
        raise NotLines(f"A batch is JSON Lines, and not {media or 'without a type'}: send it as {LINES}.")
    with _spool(request.app.state.database.folder) as file:
        fingerprint = await _receive(request, file, settings)

        async def accept(job: str) -> Response:
            caller.spend(file.tell() // CHARACTERS_PER_TOKEN)
            row = await run_sync(lambda: jobs.get(jobs.add(caller.id, _articles(file, settings), batch=True, job=job)))
            request.app.state.runner.wake()
            return accepted(row, preferred=False)

        return await once(request, caller.id, fingerprint, accept)


def _spool(folder: Path) -> BinaryIO:
    """A file without a name: it is gone with us, whatever happens. Raises StoreUnusable."""
    try:
        return tempfile.TemporaryFile(dir=folder)
    except OSError as error:
        raise StoreUnusable(f"{folder} cannot be written: {error.strerror}.") from error


async def _receive(request: Request, file: BinaryIO, settings: Settings) -> str:
    """The body in `file`, and its SHA-256. Raises TooLarge, SlowUpload, Cancelled, StoreFull."""
    digest, size = hashlib.sha256(), 0
    parts = request.stream()
    while True:
        try:
            async with asyncio.timeout(settings.upload_seconds):
                part = await anext(parts, None)
        except TimeoutError as error:
            raise SlowUpload(f"Nothing came for {settings.upload_seconds:g} seconds.") from error
        except ClientDisconnect as error:
            raise Cancelled("The caller went away.") from error
        if part is None:
            return digest.hexdigest()
        size += len(part)
        if size > settings.max_batch_bytes:
            raise TooLarge(
                f"The batch is over {settings.max_batch_bytes:,} bytes.", limit=settings.max_batch_bytes, actual=size
            )
        digest.update(part)
        await run_sync(_write, file, part)


def _write(file: BinaryIO, part: bytes) -> None:
    try:
        file.write(part)
        file.flush()
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StoreFull("The batch does not fit on the disk.") from error
        raise


def _articles(file: BinaryIO, settings: Settings) -> Iterator[Article]:
    """The lines of `file` as articles; a wrong one becomes an article with its error.

    Raises EmptyDocument, TooLarge.
    """
    file.seek(0, os.SEEK_SET)
    seen: set[str] = set()
    number = 0
    while line := file.readline(settings.max_body_bytes + 1):
        number += 1
        whole = line
        while whole and not whole.endswith(b"\n") and len(whole) > settings.max_body_bytes:
            whole = file.readline(settings.max_body_bytes + 1)  # pass over the rest of a line that is too long
        if not line.strip():
            continue
        if len(seen) == settings.max_batch_articles:
            most = settings.max_batch_articles
            raise TooLarge(f"The batch has more than {most:,} articles.", limit=most)
        article = _article(line, number, seen, settings)
        seen.add(article.id)
        yield article
    if not seen:
        raise EmptyDocument("The batch has no line.")


def _article(line: bytes, number: int, seen: set[str], settings: Settings) -> Article:
    name = f"line {number}"
    try:
        if len(line) > settings.max_body_bytes:
            raise TooLarge(f"Line {number} is over {settings.max_body_bytes:,} bytes.", limit=settings.max_body_bytes)
        try:
            body = BatchLine.model_validate_json(line)
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            where = ".".join(str(part) for part in first["loc"])
            raise InvalidRequest(f"Line {number}{', ' + where if where else ''}: {objection(first)}.") from error
        if body.id in seen:
            raise InvalidRequest(f"Line {number}: the id {body.id} is another line's already.")
        name = body.id
        registry.known(body.options.model, settings)
    except PlumblineError as error:
        return Article(name, error=Problem.of(error).model_dump_json())
    return Article(name, request=body.model_dump_json(exclude={"id"}))
