"""Around every request: its id, its line in the log, its figures in the metrics, and the answer to a crash."""

from __future__ import annotations

import re
import time
import uuid

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.api.problems import unexpected
from service.core.errors import PlumblineError
from service.metrics import Metrics

HEADER = "X-Request-Id"
ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
QUIET = frozenset({"/livez", "/readyz", "/metrics", "/web/{path:path}"})  # asked every few seconds, or by the dozen
UNMATCHED = "unmatched"
GONE = 499  # the caller left before an answer began; as nginx has it

log = structlog.stdlib.get_logger("plumbline.access")


class Requests:
    """Hands bodies and streams on as they come; only counts their bytes. Goes round whatever may crash.

    A request keeps the X-Request-Id that it came with, if that is 1 to 64 of A-Z a-z 0-9 . _ -; else it gets a new one.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._request(scope, receive, send)
        else:
            await self._life(scope, receive, send)

    async def _life(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Say why a service cannot start: no article is in play yet, and an error of ours says what to do."""

        async def without_trace(message: Message) -> None:
            if "message" in message:
                message["message"] = ""
            await send(message)

        try:
            await self._app(scope, receive, without_trace)
        except PlumblineError as error:
            log.critical("the service failed", code=error.code, detail=error.detail, hint=error.hint)
            raise
        except Exception as error:
            log.critical("the service failed", exc_info=error)
            raise

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        given = Headers(scope=scope).get(HEADER, "")
        request_id = given if ID.fullmatch(given) else str(uuid.uuid4())
        status, sent, started = 0, 0, time.perf_counter()

        async def counted(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = request_id
            elif message["type"] == "http.response.body":
                sent += len(message.get("body", b""))
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await self._app(scope, receive, counted)
            except Exception as error:
                if status:  # too late for a problem: the server breaks the connection off
                    raise
                await unexpected(error)(scope, receive, counted)
            finally:
                self._tell(scope, status or GONE, time.perf_counter() - started, sent)

    def _tell(self, scope: Scope, status: int, seconds: float, sent: int) -> None:
        method = scope["method"] if scope["method"] in METHODS else "other"
        where = route(scope)
        self._metrics.answered(method, where, status, seconds)
        if where not in QUIET:
            caller = scope.get("state", {}).get("caller")
            who = {"caller": caller} if isinstance(caller, str) else {}
            log.info("request", method=method, route=where, status=status, seconds=round(seconds, 4), bytes=sent, **who)


def route(scope: Scope) -> str:
    """The path of the route that answered, as it is written in the code; never the path that was asked for."""
    return getattr(scope.get("route"), "path", "") or UNMATCHED
