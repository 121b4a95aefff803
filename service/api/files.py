"""An article as multipart/form-data (RFC 7578): what an HTML form or `curl -F` sends."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from service.core.errors import InvalidRequest
from service.core.receipt import Options

MULTIPART = "multipart/form-data"
PARTS = 16  # of a form; it has no more fields than this
PART_BYTES = 1_000_000  # of a field that is no file
WORDS = ("title", "language", "published", "split")
FORM: dict[str, Any] = {
    "content": {
        MULTIPART: {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {
                    "file": {"type": "string", "format": "binary", "description": "The article's file"},
                    **{name: {"type": "string"} for name in WORDS},
                    **{name: {"type": "string"} for name in Options.model_fields},
                },
            }
        }
    }
}


class FileRoute(APIRoute):
    """Reads a form as the JSON that says the same, so that there is one way on from here.

    Its fields are `file`, those of SummaryRequest, and those of its options.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def with_form(request: Request) -> Response:
            if request.headers.get("content-type", "").lower().startswith(MULTIPART):
                request = _as_json(request, await _read(request))
            return await handle(request)

        return with_form


async def _read(request: Request) -> dict[str, Any]:
    """The form as a SummaryRequest in JSON. Raises InvalidRequest."""
    try:
        async with request.form(max_files=1, max_fields=PARTS, max_part_size=PART_BYTES) as form:
            return await _fields(form)
    except HTTPException as error:
        raise InvalidRequest(f"The form cannot be read: {error.detail}") from error


async def _fields(form: FormData) -> dict[str, Any]:
    file = form.get("file")
    if not isinstance(file, UploadFile):
        raise InvalidRequest("The form has no file; send one as the field `file`.")
    content = b64encode(await file.read()).decode("ascii")
    known: dict[str, Any] = {
        "file": {"content": content, "name": file.filename or "", "media_type": file.content_type or ""}
    }
    options: dict[str, Any] = {}
    for name, value in form.multi_items():
        if name == "file":
            continue
        if name not in WORDS and name not in Options.model_fields:
            raise InvalidRequest(f"The form has an unknown field, {name[:40]!r}.")
        (known if name in WORDS else options)[name] = value
    return known | {"options": options}


def _as_json(request: Request, body: dict[str, Any]) -> Request:
    """The same request with another body."""
    headers = [
        (name, value) for name, value in request.scope["headers"] if name not in (b"content-type", b"content-length")
    ]
    scope = {**request.scope, "headers": [*headers, (b"content-type", b"application/json")]}
    content = json.dumps(body).encode()
    sent = False

    async def receive() -> Any:
        nonlocal sent
        if sent:  # whoever watches for the caller's leaving
            return await request.receive()
        sent = True
        return {"type": "http.request", "body": content, "more_body": False}

    return Request(scope, receive)
