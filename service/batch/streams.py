"""Bytes of unknown length and soundness, read in pieces."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import IO, Any, cast

from service.core.errors import MemberUnreadable, MissingExtra, TooLarge

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


def _gzip(stream: Stream) -> IO[bytes]:
    return cast(IO[bytes], gzip.GzipFile(fileobj=stream))


def _zstd(stream: Stream) -> IO[bytes]:
    try:
        import pyarrow
    except ModuleNotFoundError as error:
        raise MissingExtra("Zstandard needs pyarrow: pip install 'plumbline[parquet]'.") from error
    file: IO[bytes] = pyarrow.CompressedInputStream(stream, "zstd")
    return file


PACKED: dict[bytes, Callable[[Stream], IO[bytes]]] = {
    b"\x1f\x8b": _gzip,
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ\x00": lzma.LZMAFile,
    b"\x28\xb5\x2f\xfd": _zstd,
}
SUFFIXES = (".gz", ".bz2", ".xz", ".zst")
SHORT = {".tgz": ".tar", ".tbz2": ".tar", ".txz": ".tar", ".tzst": ".tar"}


def unpack(stream: Stream, name: str) -> tuple[Stream, str]:
    """`stream` without the compression that its first bytes show, once, and the name without that suffix.

    Raises MissingExtra.
    """
    for magic, opener in PACKED.items():
        if stream.head.startswith(magic):
            return Stream(opener(stream)), unpacked_name(name)
    return stream, name


def unpacked_name(name: str) -> str:
    """story.txt for story.txt.gz, news.tar for news.tgz."""
    path = PurePosixPath(name)
    suffix = path.suffix.lower()
    if suffix in SHORT:
        return path.stem + SHORT[suffix]
    return path.stem if suffix in SUFFIXES else path.name


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
