"""An archive of articles, whatever form it has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from service.batch.archive import directory, files
from service.batch.archive.ids import Ids
from service.batch.archive.member import Item, Member
from service.batch.archive.names import Kind, Selection, kind_of, shown, unpacked_name
from service.batch.archive.streams import Stream, reason
from service.batch.article import Article, Unreadable
from service.core.errors import FileUnreadable, InvalidRecord

TWICE = "{} is there twice; only the first was read."


def read(
    archive: Path,
    *,
    limit_bytes: int,
    globs: Sequence[str] = (),
    passed: Counter[str] | None = None,
    apart: frozenset[Path] = frozenset(),
) -> Iterator[Article | Unreadable]:
    """The articles of `archive`, one after the other; only one of them is held.

    It is a directory, JSON Lines (.jsonl, .ndjson), Parquet, a tar or zip, a WARC, a list of files (.list) or a single
    article, each of the files also with .gz, .bz2, .xz or .zst. A tar or zip may hold all of these but another tar or
    zip. `limit_bytes` is the longest article, unpacked. `globs` select files of a directory, tar or zip by their path;
    without them the files that are not known for texts are passed over, and `passed` counts these by suffix. Files and
    folders `apart`, resolved, are no part of a directory.

    What cannot be read is an Unreadable, named by its path, its line or its row; so is an article whose id another one
    had before.

    Raises FileUnreadable, MemberUnreadable, MissingExtra, InvalidRequest before the first article, when the archive as
    a whole cannot be read; a single article also TooLarge.
    """
    return _unique(_items(archive, Selection(globs, Counter() if passed is None else passed, apart), limit_bytes))


def _items(archive: Path, selection: Selection, limit: int) -> Iterator[Item]:
    name = shown(archive.name or str(archive))
    if archive.is_dir():
        return directory.read(archive, selection, limit)
    kind = kind_of(unpacked_name(archive.name), b"")
    if kind is Kind.LIST:
        return _listed(archive, name, selection, limit)
    return files.read(archive, name, selection, limit)


def _listed(archive: Path, name: str, selection: Selection, limit: int) -> Iterator[Item]:
    try:
        file = archive.open("rb")
    except OSError as error:
        raise FileUnreadable(f"{name} cannot be read: {reason(error)}.") from error
    with Stream(file) as stream:
        yield from directory.read_list(Member(name, name, stream), archive.parent, selection, limit)


def _unique(items: Iterable[Item]) -> Iterator[Item]:
    ids = Ids()
    for number, item in enumerate(items, 1):
        if ids.add(item.id):
            yield item
        else:
            error = item.error if isinstance(item, Unreadable) else InvalidRecord(TWICE.format(item.id))
            yield Unreadable(f"{item.id} (item {number})", error)
