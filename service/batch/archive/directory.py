"""A directory with all that lies in it, and a list of files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from service.batch.archive import files
from service.batch.archive.member import Item, Member
from service.batch.archive.names import Selection, shown
from service.batch.archive.streams import lines, reason
from service.batch.article import Unreadable
from service.core.errors import FileUnreadable, TooLarge

LONGEST = 10_000  # bytes of a path in a list


def read(folder: Path, selection: Selection, limit: int) -> Iterator[Item]:
    """The files in `folder` and below, sorted by path; archives among them are opened.

    A link to a file within the folder is that file. A link that leads out of it is not followed, nor is one to a
    folder. Raises FileUnreadable when the folder itself cannot be read.
    """
    try:
        root = folder.resolve()
        entries = _sorted(folder)
    except (OSError, RuntimeError) as error:
        raise FileUnreadable(f"{shown(str(folder))} cannot be read: {reason(error)}.") from error
    yield from _below(entries, "", root, selection, limit)


def _sorted(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name)


def _below(entries: list[os.DirEntry[str]], path: str, root: Path, selection: Selection, limit: int) -> Iterator[Item]:
    for entry in entries:
        name = path + entry.name
        try:
            if selection.apart and Path(entry.path).resolve() in selection.apart:
                continue
            if entry.is_dir(follow_symlinks=False):
                if entry.name.startswith("."):
                    continue
                inner = _sorted(Path(entry.path))
            elif entry.is_symlink() and not entry.is_file() and entry.is_dir():
                selection.pass_over(name)
                continue
            elif not selection.takes(name):
                continue
            elif not Path(entry.path).resolve().is_relative_to(root):
                raise FileUnreadable(f"{shown(name)} is a link that leads out of the folder.")
            else:
                yield from files.read_inside(
                    Path(entry.path), shown(name), selection, limit, named=bool(selection.globs)
                )
                continue
        except (OSError, RuntimeError) as error:  # it went away, or a link leads to itself
            yield Unreadable(shown(name), FileUnreadable(f"{shown(name)} cannot be read: {reason(error)}."))
        except FileUnreadable as error:
            yield Unreadable(shown(name), error)
        else:
            yield from _below(inner, name + "/", root, selection, limit)


def read_list(member: Member, folder: Path, selection: Selection, limit: int) -> Iterator[Item]:
    """The files that the lines of a list name, from `folder` if not absolute; archives among them are opened."""
    for number, line in lines(member.stream, LONGEST):
        where = f"{member.id}:{number}"
        if line is None:
            yield Unreadable(where, TooLarge(f"{where} is longer than a path can be."))
        elif name := os.fsdecode(line.rstrip(b"\r\n")):
            yield from files.read_inside(folder / name, shown(name), selection, limit, named=True)
    if member.stream.broken:
        yield member.rest(member.stream.broken)
