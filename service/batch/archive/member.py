"""A file of an archive, opened."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from service.batch.archive.streams import Stream
from service.batch.article import Article, Unreadable
from service.core.errors import MemberUnreadable

Item = Article | Unreadable


@dataclass(frozen=True)
class Member:
    """`id` is its path within the archive, `name` the last part of it without a suffix of compression.

    The ids of what lies in it begin with `prefix`. `folder` is where its records may name files; None when it is not
    on disk itself. `file` is the same bytes as `stream`, for formats that are not read from start to end.
    """

    id: str
    name: str
    stream: Stream
    prefix: str = ""
    folder: Path | None = None
    file: Path | None = None

    def rest(self, why: str) -> Unreadable:
        """What cannot be reached any more, after what was read before."""
        return Unreadable(
            f"{self.id} (rest)", MemberUnreadable(f"{self.id} is damaged, and its rest cannot be read: {why}.")
        )
