"""A file on disk, whatever it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from service.batch.archive import members, packed
from service.batch.archive.compression import unpack
from service.batch.archive.member import Item, Member
from service.batch.archive.names import Kind, Selection, kind_of
from service.batch.archive.streams import Stream, reason
from service.batch.article import Unreadable
from service.core.errors import FileUnreadable, InvalidRequest, PlumblineError

PACKED: dict[Kind, Callable[[Member, Selection, int], Iterator[Item]]] = {
    Kind.TAR: packed.read_tar,
    Kind.ZIP: packed.read_zip,
}

WANTED = "a folder, JSON Lines, Parquet, a tar, a zip, a WARC or a .list of files"


def read(path: Path, name: str, selection: Selection, limit: int, *, prefix: str = "") -> Iterator[Item]:
    """The articles in the file at `path`, which is called `name`; a file that is an article itself is one.

    Raises FileUnreadable, InvalidRequest (nothing that is read), and what its reader raises before its first article.
    """
    try:
        if not path.is_file():  # a pipe or a device might never end
            raise FileUnreadable(f"{name} is {'no file' if path.exists() else 'not there'}.")
        file = path.open("rb")
    except (OSError, ValueError) as error:
        raise FileUnreadable(f"{name} cannot be read: {reason(error)}.") from error
    with Stream(file) as packed_stream:
        stream, inner = unpack(packed_stream, path.name)
        kind = kind_of(inner, stream.head)
        if not stream.head and stream.broken:
            raise FileUnreadable(f"{name} cannot be read: {stream.broken}.")
        member = Member(name, inner, stream, prefix, path.parent, path if stream is packed_stream else None)
        if kind in PACKED:
            yield from PACKED[kind](member, selection, limit)
        elif selection.globs:
            raise InvalidRequest(f"{name} is {kind}; --glob selects files of a folder, a tar or a zip.")
        elif kind in members.READERS:
            yield from members.READERS[kind](member, limit)
        elif kind is Kind.LIST or inner.lower().endswith(".json") or b"\x00" in stream.head:
            raise InvalidRequest(f"{name} is neither an article nor an archive of them: give {WANTED}.")
        else:
            yield from members.article(member, limit)


def read_inside(path: Path, name: str, selection: Selection, limit: int, *, named: bool) -> Iterator[Item]:
    """As `read`, for one of many files: what lies in it is called NAME/ID, and what goes wrong is an Unreadable.

    A file that is nothing that is read is passed over, unless it was `named`.
    """
    try:
        yield from read(path, name, Selection(passed=selection.passed), limit, prefix=f"{name}/")
    except PlumblineError as error:
        if named or not isinstance(error, InvalidRequest):
            yield Unreadable(name, error)
        else:
            selection.pass_over(name)
