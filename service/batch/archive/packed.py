"""tar and zip, read from start to end. Nothing is ever written to disk."""

from __future__ import annotations

import stat
import tarfile
import zipfile
from collections.abc import Iterator
from posixpath import basename
from typing import IO

from service.batch.archive import members
from service.batch.archive.member import Item, Member
from service.batch.archive.names import Kind, Selection, clean, kind_of
from service.batch.archive.streams import BROKEN, PIECE, Stream, reason
from service.batch.article import Unreadable
from service.core.errors import MemberUnreadable, TooLarge

HEADER = 64_000  # bytes of a long name or of extended headers, which are held
GLOBAL = 100  # headers that hold for all members
EXTENDED = (
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
)


class _Header(tarfile.TarInfo):
    """A member's header. One that is damaged ends the archive with an error, not in silence."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> _Header:
        try:
            return super().frombuf(buf, encoding, errors)
        except tarfile.HeaderError as error:
            if buf.strip(b"\0"):  # no end, which is nothing or zeros
                raise tarfile.ReadError(reason(error)) from error
            raise

    def _proc_member(self, tar: tarfile.TarFile) -> tarfile.TarInfo:  # the entry point for members of other kinds
        if self.type in EXTENDED and self.size > HEADER:
            raise tarfile.ReadError("a header is too long")
        if self.type == tarfile.GNUTYPE_SPARSE:
            raise tarfile.ReadError("sparse files are not read")
        return super()._proc_member(tar)  # type: ignore[misc, no-any-return]

    def _proc_gnusparse_10(self, *_: object) -> None:
        raise tarfile.ReadError("sparse files are not read")


class _Forward:
    """A stream as a file that is read from start to end. Past its end there is nothing, however far a header points."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._position = 0

    def tell(self) -> int:
        return self._position

    def read(self, size: int) -> bytes:
        data = self._stream.read(size)
        self._position += len(data)
        return data

    def seek(self, position: int) -> None:
        if position < self._position:
            raise tarfile.ReadError("its members overlap")
        while self._position < position and self.read(min(PIECE, position - self._position)):
            pass


def read_tar(member: Member, selection: Selection, limit: int) -> Iterator[Item]:
    """The members in the order they lie in. Raises MemberUnreadable when the first header is none."""
    try:
        tar = tarfile.TarFile(fileobj=_Forward(member.stream), tarinfo=_Header, errors="surrogateescape")  # type: ignore[arg-type]
    except BROKEN as error:
        raise MemberUnreadable(f"{member.id} is not a sound tar archive: {reason(error)}.") from error
    with tar:
        number = 0
        while True:
            try:
                if (info := tar.next()) is None:
                    break
                if len(tar.pax_headers) > GLOBAL:
                    raise tarfile.ReadError("it has too many headers")
            except BROKEN as error:
                yield member.rest(member.stream.broken or reason(error))
                return
            tar.members = []  # type: ignore[attr-defined]  # it would keep them all
            number += 1
            path = clean(info.name) or f"member {number}"
            if info.isdir() or not selection.takes(path):
                continue
            inner = member.prefix + path
            if not info.isreg():
                yield Unreadable(inner, MemberUnreadable(f"{inner} is a link or a device in the archive, not a file."))
            elif file := tar.extractfile(info):
                yield from _read(inner, file, info.size, selection, limit)
    if member.stream.broken:
        yield member.rest(member.stream.broken)


def read_zip(member: Member, selection: Selection, limit: int) -> Iterator[Item]:
    """The members in the order of the archive's directory. Raises MemberUnreadable when that cannot be read."""
    if member.file is None:
        raise MemberUnreadable(f"{member.id} is a zip archive within another file; unpack that.")
    try:
        archive = zipfile.ZipFile(member.file)
    except BROKEN as error:
        raise MemberUnreadable(f"{member.id} is not a sound zip archive: {reason(error)}.") from error
    with archive:
        for number, info in enumerate(archive.infolist(), 1):
            path = clean(info.filename) or f"member {number}"
            if info.filename.endswith("/") or not selection.takes(path):
                continue
            inner = member.prefix + path
            mode = info.external_attr >> 16
            if stat.S_IFMT(mode) and not stat.S_ISREG(mode):
                yield Unreadable(inner, MemberUnreadable(f"{inner} is a link or a device in the archive, not a file."))
                continue
            try:
                file = archive.open(info)
            except BROKEN as error:
                yield Unreadable(inner, MemberUnreadable(f"{inner} cannot be read: {reason(error)}."))
            else:
                yield from _read(inner, file, info.file_size, selection, limit)


def _read(path: str, file: IO[bytes], size: int, selection: Selection, limit: int) -> Iterator[Item]:
    name = basename(path)
    with Stream(file) as stream:
        if size > limit and kind_of(name, b"") is Kind.ARTICLE:  # others are read piece by piece
            yield Unreadable(path, TooLarge(f"{path} is over {limit:,} bytes (PLUMBLINE_MAX_BODY_BYTES)."))
        else:
            yield from members.read(Member(path, name, stream, prefix=f"{path}/"), selection, limit)
