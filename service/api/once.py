"""Idempotency-Key: the same request is answered once, however often it is sent.

https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Awaitable, Callable

from anyio import CancelScope
from anyio.to_thread import run_sync
from fastapi import Request, Response

from service.api.problems import problem
from service.core.errors import InvalidRequest, PlumblineError
from service.store.answers import Answers, Stored

KEPT = ("content-type", "location", "retry-after", "preference-applied")
KEY = re.compile(r'"(?P<quoted>(?:[ !#-\[\]-~]|\\["\\]){1,255})"|(?P<bare>[!#-~]{1,255})')  # RFC 8941, 3.3.3; or bare
REPLAYED = "Idempotency-Replayed"


async def once(
    request: Request, caller: str, fingerprint: str, answer: Callable[[str], Awaitable[Response]]
) -> Response:
    """What `answer` gives, or gave when the same request came first; errors that may pass are not kept.

    `answer` is called with the id of the job that it may make: the same for the same request and key, none without.
    Raises InFlight, KeyReused, InvalidRequest, and as `answer` does.
    """
    key = _key(request.headers.get("idempotency-key"))
    if key is None:
        return await answer("")
    answers: Answers = request.app.state.answers
    fingerprint = hashlib.sha256(f"{request.method} {request.url.path} {fingerprint}".encode()).hexdigest()
    stored = await run_sync(answers.begin, caller, key, fingerprint)
    if stored is not None:
        return Response(stored.body, stored.status, {**stored.headers, REPLAYED: "true"})
    try:
        response = await answer(hashlib.sha256(f"{caller}\n{key}\n{fingerprint}".encode()).hexdigest()[:32])
        await run_sync(answers.keep, caller, key, _stored(response))
    except PlumblineError as error:
        if error.retryable or error.status >= 500 or error.code == "cancelled":
            await _drop(answers, caller, key)
        else:
            await run_sync(answers.keep, caller, key, _stored(problem(error)))
        raise
    except BaseException:
        await _drop(answers, caller, key)
        raise
    return response


async def _drop(answers: Answers, caller: str, key: str) -> None:
    with CancelScope(shield=True):
        await run_sync(answers.drop, caller, key)


def _stored(response: Response) -> Stored:
    headers = {name: value for name, value in response.headers.items() if name in KEPT}
    return Stored(response.status_code, headers, bytes(response.body).decode())


def _key(value: str | None) -> str | None:
    if value is None:
        return None
    match = KEY.fullmatch(value.strip())
    if match is None:
        raise InvalidRequest("Idempotency-Key: give 1 to 255 printable ASCII characters, in quotation marks.")
    return match["quoted"] or match["bare"]
