"""Readers of formats that a stranger's file may break run in a process of their own.

The libraries that read PDF, HTML and Office files are large and partly native code: what makes one of them loop, crash
or grow must not take the service along. The process reads one file after the other, with limits on its memory and on
its time that the kernel holds, and is started anew when it dies.
"""

from __future__ import annotations

import select
import signal
import struct
import subprocess
import sys
import weakref
from contextlib import suppress
from typing import IO

from pydantic import BaseModel

from service.core.document import Frozen
from service.core.errors import DocumentDamaged, ReadingTooLong
from service.core.problem import Problem
from service.ingest.content import Content, Limits

SIZE = struct.Struct(">Q")  # before each message, its bytes
MARGIN = 5.0  # seconds beyond its limit that the process has to end by itself
START = 60.0  # seconds that it has besides, to load its libraries


class Ask(Frozen):
    """What is asked of the process; the file's bytes follow."""

    media_type: str
    limits: Limits


class Reply(Frozen):
    content: Content | None = None
    problem: Problem | None = None


class Isolated:
    """Holds the process, which is started for the first file. Not for several threads."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, data: bytes, media_type: str) -> Content:
        """What the reader of `media_type` makes of `data`. Raises InputError."""
        process = self._process
        if process is None or process.poll() is not None:
            process = self._start()
        assert process.stdin
        assert process.stdout
        try:
            send(process.stdin, Ask(media_type=media_type, limits=self._limits), data)
            answer = _receive(process.stdout, START + self._limits.seconds + MARGIN)
        except (OSError, EOFError):
            raise self._why() from None
        reply = Reply.model_validate_json(answer)
        if reply.problem:
            raise reply.problem.error()
        assert reply.content is not None
        return reply.content

    def _start(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "service.ingest.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what a library says of an article is not for the log
        )
        self.close()
        self._process, self._end = process, weakref.finalize(self, _end, process)
        return process

    def close(self) -> None:
        """End the process; so does whoever drops this."""
        if self._process:
            self._end()
            self._process = None

    def _why(self) -> ReadingTooLong | DocumentDamaged:
        """Why the process is gone, or silent; the next file gets a new one."""
        process = self._process
        assert process is not None
        with suppress(subprocess.TimeoutExpired):
            process.wait(MARGIN)
        ended = process.returncode
        self.close()
        if ended in (None, -signal.SIGALRM):
            limit = self._limits.seconds
            return ReadingTooLong(f"Reading the file took longer than {limit:g} seconds.", limit=limit)
        return DocumentDamaged("The file broke the library that reads it.")


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    with suppress(OSError):  # what it did not take any more
        process.communicate()


def send(stream: IO[bytes], message: BaseModel, data: bytes = b"") -> None:
    """One message, and one part of bytes after it."""
    for part in (message.model_dump_json().encode(), data):
        stream.write(SIZE.pack(len(part)) + part)
    stream.flush()


def _receive(stream: IO[bytes], seconds: float) -> bytes:
    """The next message. Raises EOFError when the process is gone, or silent for so long."""
    ready, _, _ = select.select([stream], [], [], seconds)
    if not ready:
        raise EOFError
    message = receive(stream)
    receive(stream)
    return message


def receive(stream: IO[bytes]) -> bytes:
    """The next part. Raises EOFError at the end."""
    size = SIZE.unpack(exactly(stream, SIZE.size))[0]
    return exactly(stream, size)


def exactly(stream: IO[bytes], size: int) -> bytes:
    """So many bytes. Raises EOFError when there are fewer."""
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data
