"""The lines that a run writes, one JSON object each: a summary's, and an error's."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from pydantic import BaseModel, Field, JsonValue, model_validator

from service.batch.article import Article, Unreadable
from service.core.document import Frozen
from service.core.problem import Problem
from service.core.receipt import Options
from service.core.summary import Summary


class SummaryLine(Frozen):
    """An article's result. `summary` is absent only where `duplicate_of` names the article whose summary stands for it.

    `key` says what it was made of (see `Keys`), `sha256` is of the article's bytes; `summary` holds no timing.
    """

    id: str
    key: str
    sha256: str
    metadata: dict[str, JsonValue] = Field(default_factory=dict)
    duplicate_of: str | None = None
    summary: Summary | None = None

    @model_validator(mode="after")
    def _says_something(self) -> SummaryLine:
        if self.summary is None and self.duplicate_of is None:
            raise ValueError("neither a summary nor the id of the article that it is a duplicate of")
        return self


class Head(BaseModel):
    """What tells one line from another; the rest of the line has to be JSON, and is not kept."""

    id: str
    key: str = Field(pattern="^[0-9a-f]{64}$")


class Made(BaseModel):
    """Of a summary, what it was made with."""

    receipt: dict[str, JsonValue]


class Failed(BaseModel):
    code: str


class Result(Head):
    """What is counted of a line, of either kind."""

    sha256: str | None = None
    duplicate_of: str | None = None
    summary: Made | None = None
    error: Failed | None = None


@dataclass(frozen=True)
class Row:
    """A result on its way to the output. `summary` is the JSON of `Summary.untimed()`, as `to_json` writes it.

    Raises ValueError for a summary that has timings or line breaks.
    """

    id: str
    key: str
    sha256: str
    metadata: Mapping[str, JsonValue]
    duplicate_of: str | None
    summary: str | None

    def __post_init__(self) -> None:
        if self.summary is not None and ('"seconds":' in self.summary or "\n" in self.summary):
            raise ValueError("a summary without timings on one line is needed: Summary.untimed().to_json()")

    def to_line(self) -> bytes:
        """The row as a line, with its end."""
        parts: dict[str, Any] = {"id": self.id, "key": self.key, "sha256": self.sha256}
        if self.metadata:
            parts["metadata"] = dict(self.metadata)
        if self.duplicate_of is not None:
            parts["duplicate_of"] = self.duplicate_of
        head = json_bytes(parts)
        if self.summary is None:
            return head + b"\n"
        return head[:-1] + b',"summary":' + self.summary.encode() + b"}\n"


@dataclass(frozen=True)
class Failure:
    """An error on its way to the output. `sha256` is None where the article's bytes could not be read."""

    id: str
    key: str
    sha256: str | None
    problem: Problem

    def to_line(self) -> bytes:
        """The failure as a line, with its end."""
        parts: dict[str, Any] = {"id": self.id, "key": self.key}
        if self.sha256 is not None:
            parts["sha256"] = self.sha256
        return json_bytes({**parts, "error": self.problem.model_dump(mode="json")}) + b"\n"


def json_bytes(value: object) -> bytes:
    """Strict JSON in UTF-8: what is no character becomes ?, what is no number becomes null."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    if b"NaN" not in text and b"Infinity" not in text:
        return text
    finite = json.loads(text, parse_constant=lambda _: None)
    return json.dumps(finite, ensure_ascii=False, separators=(",", ":")).encode()


def same_id(id: str) -> bytes:
    """16 bytes that stand for an id, as it is written: SHA-256, cut."""
    return hashlib.sha256(id.encode("utf-8", "replace")).digest()[:16]


class Keys:
    """Says what a result is made of: an article whose key is in the output is not done again.

    A key is the SHA-256, in hex, of canonical JSON: the article's bytes (their SHA-256), title, language, suffix and
    metadata, the options, the service's version, and `more`: what else decides the line, such as what is done with
    duplicates. Metadata is in it for it stands in the line: a run over what changed ends with the lines of a new run.
    """

    def __init__(self, options: Options, version: str, more: Mapping[str, str | int] | None = None) -> None:
        self._run = {"options": options.model_dump(mode="json"), "version": version, "more": dict(more or {})}

    def of(self, item: Article | Unreadable) -> str:
        """The key; that of a member that cannot be read is made of its error's code."""
        if isinstance(item, Unreadable):
            return self._key({"unreadable": item.error.code})
        return self._key(
            {
                "sha256": item.sha256,
                "title": item.title,
                "language": item.language,
                "suffix": PurePosixPath(item.name).suffix.lower(),
                "metadata": dict(item.metadata),
            }
        )

    def _key(self, parts: Mapping[str, Any]) -> str:
        canonical = json.dumps({**self._run, **parts}, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()
