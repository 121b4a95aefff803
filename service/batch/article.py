"""An article of an archive, as it lies there."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import JsonValue

from service.core.errors import PlumblineError


@dataclass(frozen=True)
class Article:
    """`content` is the file's bytes, or a record's text as UTF-8.

    `id` is unique within the archive: a path with / inside it, or the record's own id. `name` is the file's, for its
    media type and for messages. `metadata` is what the archive says besides (date, author, url), passed through.
    """

    id: str
    content: bytes
    name: str = ""
    title: str = ""
    language: str = ""
    metadata: Mapping[str, JsonValue] = field(default_factory=dict)

    @property
    def sha256(self) -> str:
        """Of the content, in hex."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Unreadable:
    """A member that cannot be read: it becomes an error line, and the run goes on."""

    id: str
    error: PlumblineError
