"""What the service answers, as values and errors of the vocabulary."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import httpx
from pydantic import BaseModel, ValidationError

from service import __version__
from service.core.errors import PlumblineError, ServiceUnreachable
from service.core.job import Outcome
from service.core.problem import Problem
from service.core.retry_after import retry_seconds

LONGEST_PAUSE = 60.0  # seconds; who is asked to come back later than that is told so, and decides
GATEWAY = frozenset({502, 503, 504})  # what a proxy says while the service behind it starts again
SHOWN = 200  # characters of foreign words in an error

Value = TypeVar("Value", bound=BaseModel)


def value(cls: type[Value], answer: httpx.Response) -> Value:
    """The body as a `cls`. Raises ServiceUnreachable for one that is none: something else listens there."""
    return parsed(cls, answer.content, origin(answer))


def origin(answer: httpx.Response) -> str:
    """The address of an answer as errors show it, without a password."""
    return str(answer.url.copy_with(userinfo=b""))


def parsed(cls: type[Value], text: bytes | str, address: str) -> Value:
    """As `value`, of a part of an answer."""
    try:
        return cls.model_validate_json(text)
    except ValidationError as error:
        raise ServiceUnreachable(
            f"{address} answered with what this client (plumbline {__version__}) cannot read as {cls.__name__}."
        ) from error


def problem(answer: httpx.Response) -> Problem | None:
    """The problem that an answer states, with what it leaves out put in; None when it states none."""
    if answer.headers.get("content-type", "").partition(";")[0].strip() != "application/problem+json":
        return None
    return stated(answer.content, answer.status_code, origin(answer))


def stated(body: bytes, status: int, address: str) -> Problem | None:
    """The problem of a body, whoever wrote it: a proxy's has less in it, a later service's more."""
    try:
        said = json.loads(body)
        known = {name: said[name] for name in Problem.model_fields if name in said}
        bare = Problem.of(PlumblineError(f"{address} answered {status}.")).model_dump()
        bare |= {"status": status, "retryable": status in GATEWAY}
        return Problem.model_validate(bare | known)
    except (ValueError, TypeError, RecursionError):
        return None


def raise_error(answer: httpx.Response) -> None:
    """Raises the error that an answer, read as a whole, tells of; ServiceUnreachable when it is not the service's."""
    if answer.is_success:
        return
    told = problem(answer)
    if told is not None:
        raise told.error()
    words = " ".join(answer.text.split())[:SHOWN]
    raise ServiceUnreachable(
        f"{origin(answer)} answered {answer.status_code}, not as Plumbline does: {words or '(empty)'}"
    )


def may_pass(answer: httpx.Response) -> bool:
    """Whether the same call may do better soon."""
    if answer.is_success or retry_after(answer) > LONGEST_PAUSE:
        return False
    told = problem(answer)
    return answer.status_code in GATEWAY if told is None else told.retryable


def retry_after(answer: httpx.Response) -> float:
    """Seconds from now that the answer asks to wait; 0 when it asks for none."""
    return retry_seconds(answer.headers.get("retry-after", ""))


def is_stream(answer: httpx.Response) -> bool:
    kind: str = answer.headers.get("content-type", "")
    return kind.startswith("text/event-stream")


def outcome(line: bytes, answer: httpx.Response) -> Iterator[Outcome]:
    """The outcome that a line of a batch's results holds; an empty line holds none."""
    if line.strip():
        yield parsed(Outcome, line, origin(answer))


@contextmanager
def reaching(address: str, seconds: float) -> Iterator[None]:
    """Raises ServiceUnreachable for whatever goes wrong on the way."""
    try:
        yield
    except httpx.ConnectTimeout as error:
        raise ServiceUnreachable(f"No connection to {address}: it timed out.") from error
    except httpx.TimeoutException as error:
        raise ServiceUnreachable(f"{address} did not answer within {seconds:g} seconds.") from error
    except httpx.ConnectError as error:
        raise ServiceUnreachable(f"No connection to {address}: {str(error).rstrip('.')}.") from error
    except httpx.RequestError as error:
        raise ServiceUnreachable(f"{address} broke off: {str(error).rstrip('.') or type(error).__name__}.") from error


class Lines:
    """Bytes as they come, into lines that end in a line feed.

    Not httpx's `iter_lines`: that one ends lines at U+2028 and its like as well, which JSON may hold as they are.
    """

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def read(self, part: bytes) -> Iterable[bytes]:
        """The lines that `part` completes, without their ends."""
        first, *rest = part.split(b"\n")
        self._parts.append(first)
        if not rest:
            return []
        whole = b"".join(self._parts)
        self._parts = [rest[-1]]
        return [whole, *rest[:-1]]

    def rest(self) -> bytes:
        """What stands after the last line's end."""
        return b"".join(self._parts)
