"""What both clients are set up with."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

import httpx
from tenacity import (
    RetryCallState,
    retry_if_exception_type,
    retry_if_result,
    stop_after_attempt,
    wait_exponential,
    wait_random,
)

from service import __version__
from service.client import answers, calls
from service.core.errors import InvalidRequest, ServiceUnreachable

CHUNK = 65_536  # bytes of a file that are sent at a time
CONNECT_SECONDS = 10.0
BACKOFF = wait_exponential(multiplier=0.25, max=10) + wait_random(0, 0.25)  # seconds


class Sending:
    """`options` are those of an httpx client, `retrying` those of tenacity. Raises InvalidRequest."""

    def __init__(self, base_url: str, key: str | None, timeout: float, retries: int) -> None:
        url = _address(base_url)
        self._shown = str(url.copy_with(userinfo=b""))
        self._seconds = timeout
        self.options: dict[str, Any] = {
            "base_url": url,
            "headers": _headers(key),
            "trust_env": False,  # an article goes to the named service only
            "timeout": httpx.Timeout(timeout, connect=min(timeout, CONNECT_SECONDS)),
        }
        self.retrying: dict[str, Any] = {
            "retry": retry_if_exception_type(ServiceUnreachable) | retry_if_result(answers.may_pass),
            "stop": stop_after_attempt(retries + 1),
            "wait": _wait,
            "retry_error_callback": _last,
        }

    def reaching(self) -> AbstractContextManager[None]:
        return answers.reaching(self._shown, self._seconds)


def _address(base_url: str) -> httpx.URL:
    """Raises InvalidRequest for what is no address of a service."""
    try:
        url = httpx.URL(base_url)
    except httpx.InvalidURL as error:
        raise InvalidRequest(f"{base_url!r} is not the address of a service: {error}.") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise InvalidRequest(f"{base_url!r} is not the address of a service: http://127.0.0.1:8000 is one.")
    return url


def _headers(key: str | None) -> dict[str, str]:
    """Those of every call. Raises InvalidRequest for a key that a header cannot hold."""
    agent = {"User-Agent": f"plumbline/{__version__}"}
    return agent if key is None else agent | {"Authorization": f"Bearer {calls.header_value(key)}"}


def _wait(state: RetryCallState) -> float:
    assert state.outcome is not None
    asked = 0.0 if state.outcome.failed else answers.retry_after(state.outcome.result())
    return max(asked, BACKOFF(state))


def _last(state: RetryCallState) -> httpx.Response:
    """What the last attempt came to: its answer, or its error raised."""
    assert state.outcome is not None
    answer: httpx.Response = state.outcome.result()
    return answer
