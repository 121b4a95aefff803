"""What the API's documentation says of every answer. Bodies are the vocabulary itself."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from service.core import errors
from service.core.errors import PlumblineError
from service.core.problem import Problem

Responses = dict[int | str, dict[str, Any]]
PROBLEM = "application/problem+json"
RETRY_AFTER = {"Retry-After": {"description": "Seconds to wait", "schema": {"type": "string"}}}
ALLOW = {"Allow": {"description": "The methods that the path takes", "schema": {"type": "string"}}}

ANYWHERE = (
    errors.Unauthorized,
    errors.Forbidden,
    errors.SlowUpload,
    errors.TooLarge,
    errors.QuotaExceeded,
    errors.StoreFailed,
    PlumblineError,
)
STORED = (errors.InFlight, errors.KeyReused, errors.StoreFull, errors.StoreUnusable)
WORK = (
    errors.EmptyDocument,
    errors.TooShort,
    errors.InvalidRequest,
    errors.MissingExtra,
    errors.Cancelled,
    errors.TooManyRequests,
    errors.NotReady,
    errors.Busy,
    errors.EngineDied,
    errors.EngineTimeout,
    errors.EngineMemory,
    errors.ModelCorrupt,
    *STORED,
)
FILES = (
    errors.NotText,
    errors.DocumentDamaged,
    errors.DocumentLocked,
    errors.NoTextInside,
    errors.ReadingTooLong,
)
EXCHANGE = (errors.InvalidExchange,)
MODELS = (
    errors.UnknownModel,
    errors.NothingVerified,
    errors.InvalidPrompt,
    errors.ModelUnusable,
    errors.ModelUnreachable,
    errors.ModelTimeout,
    errors.ModelFailed,
    errors.BrokenCompletion,
    errors.EmptyCompletion,
    errors.ModelRefused,
    errors.PromptTruncated,
)


def plain(status: HTTPStatus, detail: str) -> Problem:
    """An error of HTTP itself."""
    return Problem(
        title=status.phrase,
        status=status,
        detail=detail,
        code=status.phrase.lower().replace(" ", "_"),
        retryable=False,
        hint="See /docs for the paths and methods.",
    )


def problems(*known: type[PlumblineError]) -> Responses:
    """The answers of a route on which these errors may come, beside those that may come on any; with examples."""
    errors_here: tuple[type[PlumblineError], ...] = (*ANYWHERE, *known)
    found = [Problem.of(error(f"{error.title}.")) for error in errors_here]
    found += [plain(status, status.phrase) for status in (HTTPStatus.BAD_REQUEST, HTTPStatus.METHOD_NOT_ALLOWED)]
    responses: Responses = {}
    for problem in sorted(found, key=lambda problem: problem.status):
        response = responses.setdefault(problem.status, _response(problem.status))
        response["content"][PROBLEM]["examples"][problem.code] = {"value": problem.model_dump(mode="json")}
        if problem.retryable:
            response["headers"] = RETRY_AFTER
    responses[405]["headers"] = ALLOW
    return responses


def _response(status: int) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": HTTPStatus(status).phrase, "content": {PROBLEM: {"schema": schema, "examples": {}}}}


ACCEPTED = {
    "description": "A job; ask for it at its Location",
    "headers": RETRY_AFTER
    | {
        "Location": {"description": "Path of the job", "schema": {"type": "string"}},
        "Preference-Applied": {
            "description": "respond-async, when it was asked for and given",
            "schema": {"type": "string"},
        },
    },
}


def _header(name: str, description: str) -> dict[str, Any]:
    return {"name": name, "in": "header", "description": description, "schema": {"type": "string"}}


IDEMPOTENCY_KEY = _header("Idempotency-Key", "The same request with the same key is answered once, and then again")
PREFER = _header("Prefer", "respond-async gives a job at once")
CACHE_CONTROL = _header("Cache-Control", "no-cache: no stored result will do")
