"""GET / and /web/...: the page, from files of this package."""

from __future__ import annotations

import mimetypes
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

from fastapi import APIRouter, HTTPException, Request, Response

REVALIDATE = "no-cache"  # kept by the browser, and asked for anew each time: an answer of 304 is short
TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}

router = APIRouter(include_in_schema=False)


class Kept(NamedTuple):
    """A file of the page; `etag` is a strong one (RFC 9110, section 8.8.3)."""

    content: bytes
    media_type: str
    etag: str


@cache
def pages() -> dict[str, Kept]:
    """Every file of the page by its path below service/web; nothing else can be asked for."""
    return dict(_below(files("service").joinpath("web"), ""))


@router.api_route("/", methods=["GET", "HEAD"])
async def index(request: Request) -> Response:
    return _answer(request, "index.html")


@router.api_route("/web/{path:path}", methods=["GET", "HEAD"])
async def file(path: str, request: Request) -> Response:
    return _answer(request, path)


def _answer(request: Request, path: str) -> Response:
    kept = pages().get(path)
    if kept is None:
        raise HTTPException(404, "The page has no such file.")
    headers = {"ETag": kept.etag, "Cache-Control": REVALIDATE}
    wanted = [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]
    if kept.etag in wanted or "*" in wanted:
        return Response(status_code=304, headers=headers)
    return Response(kept.content, media_type=kept.media_type, headers=headers)


def _below(folder: Traversable, prefix: str) -> list[tuple[str, Kept]]:
    found = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found += _below(entry, f"{prefix}{entry.name}/")
        else:
            content = entry.read_bytes()
            etag = f'"{sha256(content).hexdigest()[:32]}"'
            found.append((prefix + entry.name, Kept(content, _media_type(entry.name), etag)))
    return found


def _media_type(name: str) -> str:
    suffix = name[name.rfind(".") :]
    guessed = TYPES.get(suffix) or mimetypes.types_map.get(suffix, "application/octet-stream")
    return f"{guessed}; charset=utf-8" if guessed in ("text/html", "text/plain") else guessed
