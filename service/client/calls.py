"""The calls that the API takes."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, TypeVar
from urllib.parse import quote
from uuid import uuid4

from pydantic import ValidationError

from service.core.document import Frozen
from service.core.errors import FileUnreadable, InvalidRequest
from service.core.objection import objection
from service.core.receipt import Options
from service.core.request import CheckRequest, File, SummaryRequest

OPTIONS = Options()
JSON = "application/json"
JSON_LINES = "application/jsonl"
EVENTS = "text/event-stream"

Lines = Iterable[tuple[str, SummaryRequest]] | str | os.PathLike[str]
Body = TypeVar("Body", bound=Frozen)


@dataclass(frozen=True)
class Call:
    """What is sent, `after` seconds from now. A file is sent from its beginning, as often as it takes."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes | BinaryIO | None = None
    after: float = 0.0


def summary(
    article: str | os.PathLike[str],
    *,
    title: str,
    language: str,
    published: date | None,
    options: Options,
    key: str | None,
    fresh: bool,
    accept: str = JSON,
    prefer: str = "",
) -> Call:
    """POST /v1/summaries, of a text or of the file at a path; `fresh` goes round the service's cache.

    Raises InvalidRequest, FileUnreadable.
    """
    source = {"text": article} if isinstance(article, str) else {"file": _file(Path(article))}
    body = _valid(SummaryRequest, **source, title=title, language=language, published=published, options=options)
    headers = {"Accept": accept}
    if prefer:
        headers["Prefer"] = prefer
    if fresh:
        headers["Cache-Control"] = "no-cache"
    return _post("/v1/summaries", body.model_dump_json().encode(), JSON, key, headers)


def _file(path: Path) -> File:
    """Raises FileUnreadable."""
    try:
        return File(content=path.read_bytes(), name=path.name)
    except OSError as error:
        raise FileUnreadable(f"{path}: {error.strerror}.") from error


def check(source: str, text: str, language: str) -> Call:
    """POST /v1/checks. Raises InvalidRequest."""
    body = _valid(CheckRequest, source=source, text=text, language=language)
    return _post("/v1/checks", body.model_dump_json().encode(), JSON, None, {})


def batch(file: BinaryIO, key: str | None) -> Call:
    """POST /v1/batches, `file` being JSON Lines."""
    length = str(os.fstat(file.fileno()).st_size)
    return _post("/v1/batches", file, JSON_LINES, key, {"Content-Length": length})


def job(id: str, *, after: float = 0.0) -> Call:
    return Call("GET", _job_path(id), after=after)


def cancel(id: str) -> Call:
    return Call("DELETE", _job_path(id))


def forget(id: str) -> Call:
    return Call("DELETE", f"{_job_path(id)}/results")


def results(id: str) -> Call:
    return Call("GET", f"{_job_path(id)}/results", {"Accept": JSON_LINES})


def models() -> Call:
    return Call("GET", "/v1/models")


def opened(lines: Lines) -> BinaryIO:
    """A batch as a file of JSON Lines: the one at a path, or a temporary one that the articles are written to.

    So a batch is never in memory as a whole, an iterator that fails has sent nothing, and a lost connection can be
    tried again. Raises FileUnreadable for a path that cannot be opened.
    """
    if isinstance(lines, str | os.PathLike):
        try:
            return open(lines, "rb")
        except OSError as error:
            raise FileUnreadable(f"{os.fspath(lines)}: {error.strerror}.") from error
    file = tempfile.TemporaryFile()  # noqa: SIM115
    try:
        for id, request in lines:
            file.write(json.dumps({"id": id} | request.model_dump(mode="json")).encode() + b"\n")
        file.flush()
    except BaseException:
        file.close()
        raise
    return file


def header_value(key: str) -> str:
    """The key as it is. Raises InvalidRequest for one that a header cannot hold."""
    if not key or not (key.isascii() and key.isprintable()):
        raise InvalidRequest("The key is empty, or has characters that an HTTP header cannot hold.")
    return key


def _post(path: str, content: bytes | BinaryIO, kind: str, key: str | None, headers: dict[str, str]) -> Call:
    """One key for the call and all its repetitions, so that the service does its work once."""
    always = {"Content-Type": kind, "Idempotency-Key": str(uuid4()) if key is None else header_value(key)}
    return Call("POST", path, always | headers, content)


def _job_path(id: str) -> str:
    return f"/v1/jobs/{quote(id, safe='')}"


def _valid(cls: type[Body], **fields: Any) -> Body:
    try:
        return cls(**fields)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InvalidRequest(f"{where}: {objection(first)}.") from error
