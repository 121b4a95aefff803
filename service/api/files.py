"""An article as multipart/form-data (RFC 7578): what an HTML form or `curl -F` sends."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, ClassVar

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from service.core.errors import InvalidRequest

MULTIPART = "multipart/form-data"
PARTS = 16  # of a form; it has no more fields than this
PART_BYTES = 1_000_000  # of a field that is no file


def form(*fields: str) -> dict[str, Any]:
    """What OpenAPI says of a form with a file and these fields."""
    file = {"type": "string", "format": "binary", "description": "The article's file"}
    properties = {"file": file, **{name: {"type": "string"} for name in fields}}
    return {"content": {MULTIPART: {"schema": {"type": "object", "required": ["file"], "properties": properties}}}}


class FileRoute(APIRoute):
    """Reads a form as the JSON that says the same, so that there is one way on from here.

    Its fields are `file`, `words`, and those of the request's `options`.
    """

    words: ClassVar[Sequence[str]] = ()
    options: ClassVar[Sequence[str]] = ()

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def with_form(request: Request) -> Response:
            if request.headers.get("content-type", "").lower().startswith(MULTIPART):
                request = _as_json(request, await self._read(request))
            return await handle(request)

        return with_form

    async def _read(self, request: Request) -> dict[str, Any]:
        """The form as JSON. Raises InvalidRequest."""
        try:
            async with request.form(max_files=1, max_fields=PARTS, max_part_size=PART_BYTES) as sent:
                return await self._fields(sent)
        except HTTPException as error:
            raise InvalidRequest(f"The form cannot be read: {error.detail}") from error

    async def _fields(self, sent: FormData) -> dict[str, Any]:
        file = sent.get("file")
        if not isinstance(file, UploadFile):
            raise InvalidRequest("The form has no file; send one as the field `file`.")
        content = b64encode(await file.read()).decode("ascii")
        known: dict[str, Any] = {
            "file": {"content": content, "name": file.filename or "", "media_type": file.content_type or ""}
        }
        options: dict[str, Any] = {}
        for name, value in sent.multi_items():
            if name == "file":
                continue
            if name not in self.words and name not in self.options:
                raise InvalidRequest(f"The form has an unknown field, {name[:40]!r}.")
            (known if name in self.words else options)[name] = value
        return known | ({"options": options} if options else {})


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
