"""HTTP calls to a model's server that end: in time, within a size, retried only where that can help.

One deadline covers a call with its retries. Connection errors, 429 and 5xx (501 left out) are tried again, with
exponential back-off and jitter, or after the server's `Retry-After`. Redirects are not followed and proxies of the
environment are not used, so that an article goes to the configured host only.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, wait
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import anyio
import httpx
from anyio.from_thread import start_blocking_portal
from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception_type,
    stop_after_attempt,
    stop_before_delay,
    wait_exponential,
    wait_random,
)

from service.core.errors import InvalidRequest, ModelError, ModelFailed, ModelTimeout, ModelUnreachable
from service.core.retry_after import retry_seconds
from service.models.base import unwatched
from service.models.pulse import SECONDS

ATTEMPTS = 4
LONGEST_WAIT = 60.0  # seconds; a Retry-After over this is cut to it
LONGEST_BODY = 8_000_000  # bytes
CONNECT_SECONDS = 10.0
SHOWN = 300  # characters of a server's words in an error


@dataclass(frozen=True)
class Request:
    """A GET, or a POST of `body` as JSON; `url` is absolute."""

    url: str
    body: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Reply:
    """`body` is the parsed JSON of a 2xx; of a 4xx it is the server's message, shortened."""

    status: int
    body: Any

    @property
    def ok(self) -> bool:
        return self.status < 300


class _Again(Exception):
    """Worth another attempt, after `seconds` when the server named them; `error` is what it comes to in the end."""

    def __init__(self, error: ModelError, seconds: float = 0.0) -> None:
        super().__init__(str(error))
        self.error = error
        self.seconds = seconds


class Calls:
    """`address` is the API's base URL (`/v1` is added to a bare host); `base` and `root` are it with and without /v1.

    Raises InvalidRequest for an address or a key that HTTP cannot carry.
    """

    def __init__(
        self,
        address: str,
        *,
        api_key: str,
        timeout_seconds: float,
        concurrency: int,
        transport: httpx.AsyncBaseTransport | None = None,
        sleep: Callable[[float], Awaitable[None]] = anyio.sleep,
    ) -> None:
        try:
            url = httpx.URL(address)
        except httpx.InvalidURL as error:
            raise InvalidRequest(f"{address!r} is not the address of a model's server: {error}.") from error
        if url.scheme not in ("http", "https") or not url.host:
            raise InvalidRequest(f"{address!r} is not the address of a model's server: http://host:port/v1 is.")
        if not (api_key.isascii() and api_key.isprintable()):
            raise InvalidRequest("PLUMBLINE_MODEL_API_KEY has characters that an HTTP header cannot hold.")
        url = url.copy_with(path=url.path.rstrip("/") or "/v1", query=None, fragment=None)
        self.base = str(url)
        self.root = self.base.removesuffix("/v1")
        self.shown = str(url.copy_with(userinfo=b""))
        self._key = api_key
        self._seconds = timeout_seconds
        self._concurrency = concurrency
        self._transport = transport
        self._sleep = sleep
        self._still: Callable[[], None] = unwatched
        self._tls = httpx.create_ssl_context(trust_env=False)
        self._backoff = wait_exponential(multiplier=0.5, max=20) + wait_random(0, 0.5)

    @contextmanager
    def watched(self, still: Callable[[], None]) -> Iterator[None]:
        """Inside it `still` is called twice a second while replies are waited for; what it raises cancels the calls."""
        self._still = still
        try:
            yield
        finally:
            self._still = unwatched

    def one(self, request: Request) -> Reply:
        """The reply to one request. Raises ModelUnreachable, ModelTimeout, ModelFailed."""
        ((_, reply),) = self.each([request])
        if isinstance(reply, ModelError):
            raise reply
        return reply

    def each(self, requests: Sequence[Request]) -> Generator[tuple[int, Reply | ModelError], None, None]:
        """Each request's index with its reply or error, as they are done; closing it cancels the calls under way."""
        client = httpx.AsyncClient(
            headers={"accept": "application/json", "accept-encoding": "identity", "content-type": "application/json"}
            | ({"authorization": f"Bearer {self._key}"} if self._key else {}),
            timeout=httpx.Timeout(None, connect=CONNECT_SECONDS),
            limits=httpx.Limits(max_connections=self._concurrency),
            follow_redirects=False,
            trust_env=False,
            verify=self._tls,
            transport=self._transport,
        )
        free = anyio.Semaphore(self._concurrency)
        with start_blocking_portal() as portal:
            futures = {
                portal.start_task_soon(self._call, client, free, request): index
                for index, request in enumerate(requests)
            }
            try:
                waiting = set(futures)
                while waiting:
                    done, waiting = wait(waiting, timeout=SECONDS, return_when=FIRST_COMPLETED)
                    self._still()
                    for future in sorted(done, key=futures.__getitem__):
                        yield futures[future], future.result()
            finally:
                for future in reversed(futures):  # those that wait first, or each that goes would let one begin
                    future.cancel()
                portal.call(client.aclose)

    async def _call(self, client: httpx.AsyncClient, free: anyio.Semaphore, request: Request) -> Reply | ModelError:
        retrying = AsyncRetrying(
            retry=retry_if_exception_type(_Again),
            stop=stop_after_attempt(ATTEMPTS) | stop_before_delay(self._seconds),
            wait=self._wait,
            sleep=self._sleep,
            reraise=True,
        )
        async with free:
            try:
                with anyio.fail_after(self._seconds):
                    return await retrying(self._attempt, client, request)
            except TimeoutError:
                return ModelTimeout(f"{self.shown} did not answer within {self._seconds:g} seconds.")
            except _Again as again:
                return again.error
            except ModelError as error:
                return error

    def _wait(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = error.seconds if isinstance(error, _Again) else 0.0
        return max(asked, self._backoff(state))

    async def _attempt(self, client: httpx.AsyncClient, request: Request) -> Reply:
        method, content = ("GET", None) if request.body is None else ("POST", json.dumps(request.body))
        answering = False
        try:
            async with client.stream(method, request.url, content=content) as response:
                answering = True
                return self._reply(response, await self._body(response))
        except httpx.DecodingError as error:
            raise ModelFailed(f"{self.shown} answered with bytes that cannot be decoded.") from error
        except httpx.TransportError as error:
            if answering:
                raise _Again(ModelFailed(f"{self.shown} broke off in the middle of its answer.")) from error
            why = self._words(str(error)) or type(error).__name__
            raise _Again(ModelUnreachable(f"No connection to {self.shown}: {why}.")) from error

    async def _body(self, response: httpx.Response) -> bytes:
        body = bytearray()
        async for part in response.aiter_bytes():
            body += part
            if len(body) > LONGEST_BODY:
                raise ModelFailed(f"{self.shown} sent more than {LONGEST_BODY:,} bytes for one answer.")
        return bytes(body)

    def _reply(self, response: httpx.Response, body: bytes) -> Reply:
        status = response.status_code
        said = f"{self.shown} answered {status}: {self._words(_message(body))}"
        if status in (429, 503):
            raise _Again(ModelUnreachable(said), _asked(response))
        if status == 501:
            raise ModelFailed(said)
        if status >= 500:
            raise _Again(ModelFailed(said), _asked(response))
        if status in (401, 403):
            raise ModelFailed(f"{said} Set PLUMBLINE_MODEL_API_KEY to a key that the server takes.")
        if status >= 400:
            return Reply(status, self._words(_message(body)))
        if not 200 <= status < 300:
            to = self._words(response.headers.get("location", "nowhere"))
            raise ModelFailed(f"{self.shown} answered {status} and points to {to}; redirects are not followed.")
        kind = response.headers.get("content-type", "")
        if "json" not in kind:
            raise ModelFailed(f"{self.shown} answered with {self._words(kind) or 'no content type'}, not with JSON.")
        try:
            return Reply(status, json.loads(body))
        except (ValueError, RecursionError) as error:
            raise ModelFailed(f"{self.shown} answered with JSON that cannot be read.") from error

    def _words(self, text: str) -> str:
        """A server's words, on one line, shortened, and never with the key in them."""
        text = " ".join(text.replace(self._key, "***").split() if self._key else text.split())
        return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def _message(body: bytes) -> str:
    """The message of an error's body: OpenAI's, FastAPI's or Ollama's form, or whatever it says."""
    text = body.decode("utf-8", "replace")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return text
    for name in ("error", "detail", "message"):
        if isinstance(found, dict) and name in found:
            found = found[name]
    return found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)


def _asked(response: httpx.Response) -> float:
    """Seconds that the server asks to wait, as far as it is heeded."""
    return min(retry_seconds(response.headers.get("retry-after", "")), LONGEST_WAIT)
