"""The page's files over HTTP."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from fastapi import FastAPI

from service.api import headers, problems, web


def _ask(path: str, method: str = "GET", **sent: str) -> httpx.Response:
    app = FastAPI()
    app.add_middleware(headers.SecurityHeaders)
    problems.install(app)
    app.include_router(web.router)

    async def run() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://service") as client:
            return await client.request(method, path, headers={name.replace("_", "-"): sent[name] for name in sent})

    return asyncio.run(run())


def test_the_page_and_its_policy() -> None:
    answer = _ask("/")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-security-policy"] == headers.PAGE
    assert "<title>Plumbline</title>" in answer.text


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("js/main.js", "text/javascript; charset=utf-8"),
        ("css/base.css", "text/css; charset=utf-8"),
        ("icon.svg", "image/svg+xml"),
        ("examples/korean-factory.txt", "text/plain; charset=utf-8"),
        ("js/views/check.js", "text/javascript; charset=utf-8"),
    ],
)
def test_files_with_their_types(path: str, media_type: str) -> None:
    answer = _ask(f"/web/{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)
    assert answer.headers["cache-control"] == "no-cache"


def test_a_file_that_the_browser_has_is_not_sent_again() -> None:
    first = _ask("/web/js/main.js")
    tag = first.headers["etag"]
    for held in (tag, f'"other", {tag}', f"W/{tag}", "*"):
        again = _ask("/web/js/main.js", if_none_match=held)
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert _ask("/web/js/main.js", if_none_match='"other"').status_code == 200
    assert _ask("/web/js/dom.js").headers["etag"] != tag


def test_the_head_alone() -> None:
    answer = _ask("/web/js/main.js", "HEAD")
    assert answer.status_code == 200
    assert int(answer.headers["content-length"]) > 100


@pytest.mark.parametrize("path", ["../settings.py", "%2e%2e/settings.py", "js", "js/", "", "nothing.js", "/etc/passwd"])
def test_nothing_else_is_given(path: str) -> None:
    answer = _ask(f"/web/{path}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] in ("application/problem+json", "application/json")
