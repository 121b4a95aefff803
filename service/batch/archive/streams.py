"""Bytes of unknown length and soundness, read in pieces."""

from __future__ import annotations

import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO, Any

from service.core.errors import MemberUnreadable, TooLarge

PIECE = 64_000  # bytes
HEAD = 512  # bytes that show what a file is
# What the readers of archives raise when they meet bytes that are damaged, or made to harm.
BROKEN = (
    OSError,
    EOFError,
    ValueError,
    LookupError,
    ArithmeticError,
    RuntimeError,  # an encrypted member, too deep a recursion
    zlib.error,
    lzma.LZMAError,
    struct.error,
    tarfile.TarError,
    zipfile.BadZipFile,
)


class _Source(io.RawIOBase):
    """Ends where `file` breaks, so that what was read before is not lost; `broken` says why."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._read: Callable[[int], bytes] = getattr(file, "read1", file.read)
        self.broken = ""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        filled = 0
        while not self.broken and filled < min(HEAD, len(buffer)):  # enough to see what the bytes are
            try:
                piece = self._read(len(buffer) - filled)
            except BROKEN as error:
                self.broken = reason(error)
                break
            if not piece:
                break
            buffer[filled : filled + len(piece)] = piece
            filled += len(piece)
        return filled

    def close(self) -> None:
        super().close()
        self._file.close()


class Stream(io.BufferedReader):
    """The bytes of `file`, which is closed with it; they end where they can be read no further."""

    def __init__(self, file: IO[bytes]) -> None:
        self._source = _Source(file)
        super().__init__(self._source, PIECE)

    @property
    def head(self) -> bytes:
        """The next bytes, up to HEAD of them, which stay to be read."""
        return self.peek(HEAD)[:HEAD]

    @property
    def broken(self) -> str:
        """Why the bytes ended too early; "" while they have not."""
        return self._source.broken


def reason(error: BaseException) -> str:
    """The one sentence in `error`, without its stop."""
    text = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return str(text).splitlines()[0].rstrip(". ")


def whole(stream: Stream, limit: int, what: str) -> bytes:
    """All that is left. Raises TooLarge when it is over `limit` bytes, MemberUnreadable when it breaks."""
    data = bytearray()
    while piece := stream.read1(PIECE):
        data += piece
        if len(data) > limit:
            raise TooLarge(f"{what} is over {limit:,} bytes (PLUMBLINE_MAX_BODY_BYTES).")
    if stream.broken:
        raise MemberUnreadable(f"{what} is damaged: {stream.broken}.")
    return bytes(data)


def lines(stream: Stream, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Each line with its number, from 1; None for one over `limit` bytes, which is never held.

    A line that the stream broke in is left out.
    """
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) <= limit or line.endswith(b"\n"):
            if line.endswith(b"\n") or not stream.broken:
                yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(PIECE)
        if line or not stream.broken:
            yield number, None
