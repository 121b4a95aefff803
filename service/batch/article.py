"""An article of an archive, as it lies there."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from email.utils import parsedate_to_datetime

from pydantic import JsonValue

from service.core.errors import PlumblineError
from service.core.receipt import Options
from service.core.request import File, SummaryRequest

DATED = ("published", "date")  # the fields of metadata that say when an article appeared


@dataclass(frozen=True)
class Article:
    """`content` is the file's bytes, or a record's text as UTF-8.

    `id` is unique within the archive: a path with / inside it, or the record's own id. `name` is the file's, for its
    media type and for messages. `metadata` is what the archive says besides (published, author, url), passed through.
    """

    id: str
    content: bytes
    name: str = ""
    title: str = ""
    language: str = ""
    metadata: Mapping[str, JsonValue] = field(default_factory=dict)

    @property
    def published(self) -> date | None:
        """The day on which it appeared, as its metadata have it; None when they do not tell a whole day."""
        return next((day for name in DATED if (day := day_of(self.metadata.get(name)))), None)

    def request(self, options: Options) -> SummaryRequest:
        """What an engine is asked."""
        return SummaryRequest(
            file=File(content=self.content, name=self.name),
            title=self.title,
            language=self.language,
            published=self.published,
            options=options,
        )

    @property
    def sha256(self) -> str:
        """Of the content, in hex."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Unreadable:
    """A member that cannot be read: it becomes an error line, and the run goes on."""

    id: str
    error: PlumblineError


def day_of(value: object) -> date | None:
    """The day of an ISO 8601 or an RFC 5322 date; None of anything else."""
    text = value.strip() if isinstance(value, str) else ""
    for day in (text, text[:10]):  # with and without its time, whatever that is
        try:
            return date.fromisoformat(day)
        except ValueError:
            continue
    try:
        return parsedate_to_datetime(text).date()
    except ValueError:
        return None
