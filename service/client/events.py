"""Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html) of a summary at work."""

from __future__ import annotations

from collections.abc import Iterator

from service.client.answers import Lines, parsed, stated
from service.core.errors import ServiceUnreachable
from service.core.events import Event
from service.core.summary import Claim, Statement, Summary

# A Claim is a Statement: ask for it first.
Streamed = Event | Claim | Statement | Summary

NAMES: dict[str, type[Streamed]] = {
    "progress": Event,
    "claim": Claim,
    "statement": Statement,
    "summary": Summary,
}


class EventStream:
    """Bytes of a stream, as they come, into what they tell. `address` is where they come from, for errors.

    The service ends its lines with a line feed, or a carriage return before it; events of other names are passed over.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._lines = Lines()
        self._name = ""
        self._data: list[bytes] = []
        self.ended = False  # whether the summary was told

    def read(self, part: bytes) -> Iterator[Streamed]:
        """What `part` completes. Raises the error of a problem, and ServiceUnreachable for what cannot be read."""
        for line in self._lines.read(part):
            yield from self._line(line.removesuffix(b"\r"))

    def close(self) -> None:
        """Raises ServiceUnreachable when the stream was over before the summary."""
        if not self.ended:
            raise ServiceUnreachable(f"{self._address} broke off before the summary.")

    def _line(self, line: bytes) -> Iterator[Streamed]:
        if not line:
            yield from self._event()
            return
        name, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        if name == b"event":
            self._name = value.decode("utf-8", "replace")
        elif name == b"data":
            self._data.append(value)

    def _event(self) -> Iterator[Streamed]:
        name, data = self._name, b"\n".join(self._data)
        self._name, self._data = "", []
        if name == "problem" and (problem := stated(data, 500, self._address)) is not None:
            raise problem.error()
        if name in NAMES and data:
            told = parsed(NAMES[name], data, self._address)
            self.ended = isinstance(told, Summary)
            yield told
