"""gzip, bzip2, xz and Zstandard around a file."""

from __future__ import annotations

import bz2
import gzip
import lzma
from collections.abc import Callable
from typing import IO, cast

from service.batch.archive.names import Kind, kind_of, shown, unpacked_name
from service.batch.archive.streams import Stream
from service.core.errors import MemberUnreadable, MissingExtra


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


def unpack(stream: Stream, name: str) -> tuple[Stream, str]:
    """`stream` without the compression that its first bytes show, once, and the name without that suffix.

    A file that is called an article is left as it is. Raises MissingExtra, and MemberUnreadable when the name has such
    a suffix and the bytes do not."""
    article = kind_of(name, b"") is Kind.ARTICLE
    for magic, opener in () if article else PACKED.items():
        if stream.head.startswith(magic):
            return Stream(opener(stream)), unpacked_name(name)
    if unpacked_name(name) != name:
        raise MemberUnreadable(f"{shown(name)} is not compressed, as its name says; it may be damaged.")
    return stream, name
