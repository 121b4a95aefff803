"""From what a file is to what reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from service.batch.archive import parquet, records, warc
from service.batch.archive.compression import unpack
from service.batch.archive.member import Item, Member
from service.batch.archive.names import Kind, Selection, kind_of
from service.batch.archive.streams import whole
from service.batch.article import Article, Unreadable
from service.core.errors import MemberUnreadable, PlumblineError


def article(member: Member, limit: int) -> Iterator[Item]:
    """The file itself. Raises TooLarge, MemberUnreadable."""
    yield Article(member.id, whole(member.stream, limit, member.id), member.name)


READERS: dict[Kind, Callable[[Member, int], Iterator[Item]]] = {
    Kind.ARTICLE: article,
    Kind.RECORDS: records.read,
    Kind.PARQUET: parquet.read,
    Kind.WARC: warc.read,
}


def read(member: Member, selection: Selection, limit: int) -> Iterator[Item]:
    """What lies in a member of a tar or zip; what goes wrong with it is an Unreadable."""
    try:
        stream, name = unpack(member.stream, member.name)
        kind = kind_of(name, stream.head)
        if kind in (Kind.TAR, Kind.ZIP):
            raise MemberUnreadable(f"{member.id} is {kind} in an archive; unpack the outer one.")
        if kind not in READERS and not selection.globs:
            selection.pass_over(member.id)
            return
        yield from READERS.get(kind, article)(replace(member, stream=stream, name=name), limit)
    except PlumblineError as error:
        yield Unreadable(member.id, error)
