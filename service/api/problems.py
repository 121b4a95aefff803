"""Every error as application/problem+json (RFC 9457)."""

from __future__ import annotations

import asyncio
import logging
from http import HTTPStatus
from math import ceil

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.api.schemas import PROBLEM, plain
from service.core.errors import InvalidRequest, PlumblineError, SlowUpload, TooLarge, Unauthorized
from service.core.objection import objection
from service.core.problem import Problem

NO_OBJECT = {"model_attributes_type", "model_type", "missing"}  # what pydantic says of a body that was not read as JSON
RETRY_AFTER = 2.0  # seconds, where nothing better is known
log = logging.getLogger("plumbline")


def problem(error: PlumblineError) -> JSONResponse:
    headers: dict[str, str] = {}
    if error.retryable:
        headers["Retry-After"] = str(ceil(RETRY_AFTER if error.retry_after is None else error.retry_after))
    if isinstance(error, Unauthorized):
        headers["WWW-Authenticate"] = "Bearer"
    return JSONResponse(Problem.of(error).model_dump(mode="json"), error.status, headers, media_type=PROBLEM)


def unexpected(error: Exception) -> JSONResponse:
    """The answer to an error that is nobody's but ours; its trace is logged."""
    log.error("unexpected %s", type(error).__name__, exc_info=error)
    return problem(PlumblineError("An unexpected error; the log of the service has its trace."))


def install(app: FastAPI) -> None:
    @app.exception_handler(PlumblineError)
    async def known(_: Request, error: PlumblineError) -> JSONResponse:
        return problem(error)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        sent = request.headers.get("content-type", "")
        if len(first["loc"]) == 1 and first["type"] in NO_OBJECT and "json" not in sent:
            return problem(InvalidRequest(f"The body is {sent[:80] or 'without a type'}: send it as application/json."))
        where = ".".join(str(part) for part in first["loc"][1:] if not isinstance(part, int))
        return problem(InvalidRequest(f"{where or 'The body'}: {objection(first)}."))

    @app.exception_handler(HTTPException)
    async def of_http(request: Request, error: HTTPException) -> JSONResponse:
        status = HTTPStatus(error.status_code)
        headers, said = error.headers, str(error.detail)
        if status == HTTPStatus.METHOD_NOT_ALLOWED:
            headers = {"Allow": _allowed(request)}
            said = f"This path takes {headers['Allow']}, not {request.method}."
        elif said == status.phrase:
            said = "There is no such path." if status == HTTPStatus.NOT_FOUND else f"{said}."
        return JSONResponse(plain(status, said).model_dump(), status, headers, media_type=PROBLEM)


def _allowed(request: Request) -> str:
    """The methods of all routes on the path; Starlette names those of the first."""
    found: set[str] = set()
    for method in ("DELETE", "GET", "PATCH", "POST", "PUT"):
        scope = {**request.scope, "method": method}
        if any(route.matches(scope)[0] is Match.FULL for route in request.app.routes):
            found.add(method)
    return ", ".join(sorted(found))


class BodyLimit:
    """Refuses a request body over `limit` bytes, declared or not, before it is held in memory.

    `seconds` is the longest time in which nothing of a body comes. Batches go to the disk and have their own limit.
    """

    def __init__(self, app: ASGIApp, limit: int, seconds: float, streamed: str) -> None:
        self._app = app
        self._limit = limit
        self._seconds = seconds
        self._streamed = streamed  # the path whose handler reads the body itself

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        if scope["path"] == self._streamed:
            await self._app(scope, receive, send)
            return
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if declared.isdigit() and int(declared) > self._limit:
            await problem(self._error(int(declared)))(scope, receive, send)
            return
        # FastAPI turns an error while it reads a body into a 400, so the body is read here.
        parts: list[bytes] = []
        more, size = True, 0
        while more:
            try:
                async with asyncio.timeout(self._seconds):
                    message = await receive()
            except TimeoutError:
                await problem(SlowUpload(f"Nothing came for {self._seconds:g} seconds."))(scope, receive, send)
                return
            if message["type"] == "http.disconnect":
                return
            parts.append(message.get("body", b""))
            size += len(parts[-1])
            more = message.get("more_body", False)
            if size > self._limit:
                await problem(self._error(size))(scope, receive, send)
                return
        body: Message = {"type": "http.request", "body": b"".join(parts), "more_body": False}
        read = False

        async def replayed() -> Message:
            nonlocal read
            if read:
                return await receive()
            read = True
            return body

        await self._app(scope, replayed, send)

    def _error(self, actual: int) -> TooLarge:
        """`actual` is as it was declared, or what had come by then."""
        return TooLarge(
            f"The request body has {actual:,} bytes or more; the limit is {self._limit:,}.",
            limit=self._limit,
            actual=actual,
        )
