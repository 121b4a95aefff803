"""An article of an archive, as it lies there."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import JsonValue

from service.core.errors import PlumblineError


@dataclass(frozen=True)
class Article:
    """`content` is the file's bytes, or a record's text as UTF-8; `metadata` is what the archive says besides.

    `id` is unique within the archive: a path with / inside it, or the record's own. `name` is the file's.
    """

    id: str
    content: bytes
    name: str = ""
    title: str = ""
    language: str = ""
    metadata: Mapping[str, JsonValue] = field(default_factory=dict)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Unreadable:
    """A member that cannot be read: it becomes a line among the errors, and the run goes on."""

    id: str
    error: PlumblineError
