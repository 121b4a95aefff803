"""What a request asks for beside its body, and whether it may."""

from __future__ import annotations

import re
from collections.abc import Iterable

from anyio.to_thread import run_sync
from fastapi import Request, Response

from service.api.auth import Caller
from service.api.jobs import accepted
from service.core.request import SummaryRequest, TranslationRequest
from service.store.jobs import Article, Jobs
from service.workers import Asked, Engines, Work
from service.workers.answer import Request as Asks
from service.workers.answer import tokens

STREAM = "text/event-stream"
JSON = "application/json"
QUALITY = re.compile(r"q=(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")


def stream(request: Request) -> bool:
    """Whether the caller wants to be told how far the work is."""
    return STREAM in request.headers.get("accept", "")


def wanted(request: Request, offered: Iterable[str]) -> str:
    """The media type of `offered` that `Accept` asks for first, "" for none (RFC 9110, section 12.5.1).

    A range such as */* asks for none of them.
    """
    offers, asked = set(offered), dict[str, float]()
    for item in ",".join(request.headers.getlist("accept")).lower().split(","):
        kind, *parameters = (part.strip() for part in item.split(";"))
        quality = next((part[2:] for part in parameters if QUALITY.fullmatch(part)), "1")
        asked.setdefault(kind, float(quality))
    found = [kind for kind in asked if asked[kind] and kind in offers]
    return max(found, key=asked.__getitem__, default="")


def respond_async(request: Request) -> bool:
    """Whether the caller would rather have a job than wait (RFC 7240, section 4.1)."""
    preferences = ",".join(request.headers.getlist("prefer")).split(",")
    return any(item.split(";")[0].strip().lower() == "respond-async" for item in preferences)


def no_cache(request: Request) -> bool:
    """Whether no stored result will do (RFC 9111, section 5.2.1.4)."""
    directives = ",".join(request.headers.getlist("cache-control")).split(",")
    return any(item.strip().lower() in ("no-cache", "no-store") for item in directives)


async def later(request: Request, caller: Caller, body: SummaryRequest | TranslationRequest, job: str) -> Response:
    """The request as a job: 202. Raises QuotaExceeded, StoreFull."""
    jobs: Jobs = request.app.state.jobs
    caller.spend(tokens(body))
    article = Article("", body.model_dump_json())
    row = await run_sync(lambda: jobs.get(jobs.add(caller.id, [article], batch=False, job=job)))
    request.app.state.runner.wake()
    return accepted(row, preferred=respond_async(request))


def admitted(request: Request, body: Asks, caller: Caller) -> Work:
    """The work that the caller asks for, taken from the caller's quota.

    Raises Busy, TooManyRequests, QuotaExceeded, Forbidden.
    """
    engines: Engines = request.app.state.engines
    work = engines.ask(body, Asked(caller.id, fresh=no_cache(request)))
    try:
        caller.spend(tokens(body))
    except BaseException:
        work.give_up()
        raise
    return work
