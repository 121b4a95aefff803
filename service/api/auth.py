"""Who asks: a key in `Authorization: Bearer`, or a caller without one where that is allowed."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Annotated, Any

from anyio import to_thread
from fastapi import Depends, FastAPI, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from structlog.contextvars import bind_contextvars

from service.core.errors import Forbidden, PlumblineError, QuotaExceeded, Unauthorized
from service.core.key import Key, Scope
from service.store.database import Database
from service.store.keys import Keys

SYNC_SECONDS = 2.0
log = logging.getLogger("plumbline")
bearer = HTTPBearer(
    auto_error=False,
    scheme_name="key",
    description="A key that `plumbline keys create` made. A service without keys answers everybody on its machine.",
)


@dataclass(frozen=True)
class Caller:
    """`id` is that of the key, or `anonymous:` and the client's address."""

    id: str
    key: Key | None
    _keys: Keys = field(repr=False, compare=False)

    def spend(self, tokens: int) -> None:
        """Take the tokens of a text from the key's quota, before work on it begins. Raises QuotaExceeded, Forbidden."""
        if self.key is not None:
            self._keys.spend(self.key, tokens)


class Rates:
    """A token bucket for each key with `requests_per_minute`: a minute's requests may come at once, not more.

    On the monotonic clock, and of this process alone.
    """

    def __init__(self) -> None:
        self._buckets: dict[str, tuple[float, float]] = {}  # by id of the key: what is in it, and since when

    def take(self, key: Key) -> None:
        """Count one request. Raises QuotaExceeded."""
        if key.requests_per_minute is None:
            return
        size, now = float(key.requests_per_minute), time.monotonic()
        held, since = self._buckets.get(key.id, (size, now))
        held = min(size, held + (now - since) * size / 60)
        if held < 1:
            raise QuotaExceeded(
                f"The key may send {key.requests_per_minute:,} requests a minute.", retry_after=(1 - held) * 60 / size
            )
        self._buckets[key.id] = (held - 1, now)


def needs(scope: Scope | None = None) -> Any:
    """The dependency that gives a route its Caller: `caller: Annotated[Caller, needs(Scope.SUMMARIES)]`.

    None takes any key. The route then raises Unauthorized, Forbidden, QuotaExceeded, StoreFailed.
    """

    async def caller(
        request: Request, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]
    ) -> Caller:
        state = request.app.state
        keys: Keys = state.keys
        if keys.stale:
            await to_thread.run_sync(keys.freshen)
        found = _anonymous(request, keys) if credentials is None else _known(credentials.credentials, keys)
        request.state.caller = found.id
        bind_contextvars(caller=found.id)
        if found.key is not None:
            if scope is not None and scope not in found.key.scopes:
                raise Forbidden(f"The key lacks the scope {scope}.")
            rates: Rates = state.rates
            rates.take(found.key)
            keys.spend(found.key, requests=1)
        return found

    return Depends(caller)


@asynccontextmanager
async def guarded(app: FastAPI, database: Database) -> AsyncIterator[None]:
    """Keeps `app.state.keys` fresh, and writes what was used, every few seconds and at the end. Raises StoreFailed."""
    app.state.keys = keys = await to_thread.run_sync(Keys, database)
    app.state.rates = Rates()
    task = asyncio.create_task(_keep(keys))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        await to_thread.run_sync(keys.sync)


async def _keep(keys: Keys) -> None:
    while True:
        await asyncio.sleep(SYNC_SECONDS)
        for step in (keys.refresh, keys.sync):
            try:
                await to_thread.run_sync(step)
            except PlumblineError as error:  # the next round may work; until then requests try for themselves
                log.warning("keys: %s", error.detail)
            except Exception as error:
                log.error("keys: unexpected %s", type(error).__name__, exc_info=error)


def _known(token: str, keys: Keys) -> Caller:
    key = keys.find(token)
    return Caller(key.id, key, keys)


def _anonymous(request: Request, keys: Keys) -> Caller:
    if keys.any() and not request.app.state.settings.allow_anonymous:
        raise Unauthorized("No key came with the request.")
    address = request.client.host if request.client else "unknown"
    return Caller(f"anonymous:{address}", None, keys)
