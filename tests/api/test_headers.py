"""What a browser may do with an answer."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest
from fastapi import Response
from fastapi_offline import FastAPIOffline
from playwright.sync_api import sync_playwright

from service.api import headers
from tests.conftest import Service

CHROMIUM = Path("/usr/bin/chromium")


def _get(path: str) -> httpx.Response:
    app = FastAPIOffline(redoc_url=None)
    app.add_middleware(headers.SecurityHeaders)

    @app.get("/v1/thing")
    async def thing() -> dict[str, str]:
        return {}

    @app.get("/v1/kept")
    async def kept() -> Response:
        return Response(headers={"Cache-Control": "private, max-age=5", "Content-Security-Policy": "sandbox"})

    @app.get("/web/app.js")
    async def script() -> None: ...

    async def run() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://service") as client:
            return await client.get(path)

    return asyncio.run(run())


@pytest.mark.parametrize(
    "path", ["/v1/thing", "/nothing", "/web/app.js", "/docs", "/static-offline-docs/swagger-ui.css"]
)
def test_every_answer_has_them(path: str) -> None:
    answer = _get(path)
    for name, value in headers.ALWAYS.items():
        assert answer.headers[name] == value
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "access-control-allow-origin" not in answer.headers


def test_the_api_is_not_stored_and_loads_nothing() -> None:
    answer = _get("/v1/thing")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-security-policy"] == headers.API
    assert "cache-control" not in _get("/web/app.js").headers


def test_what_an_answer_says_itself_stays() -> None:
    answer = _get("/v1/kept")
    assert answer.headers["cache-control"] == "private, max-age=5"
    assert answer.headers["content-security-policy"] == "sandbox"


def test_the_page_runs_its_own_files_only() -> None:
    for path in ("/web/app.js", "/"):
        policy = _get(path).headers["content-security-policy"]
        assert policy == headers.PAGE
        assert "unsafe" not in policy


def test_the_documentation_runs_its_own_script_and_no_other() -> None:
    answer = _get("/docs")
    assert answer.headers.get_list("content-security-policy") == [headers.docs_policy(answer.content)]
    script = answer.headers["content-security-policy"].split("script-src ")[1].split(";")[0]
    assert script.startswith("'self' 'sha256-")
    assert "unsafe" not in script
    # the digest of a script in Content Security Policy Level 2, section 7.17.1
    assert "sha256-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc=" in headers.docs_policy(
        b"<script>doSomething();</script>"
    )


@pytest.mark.skipif(not CHROMIUM.exists(), reason="no browser")
def test_the_documentation_works_in_a_browser(service: Service) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        page = browser.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.goto(f"{service.url}/docs")
        page.wait_for_selector("text=Summarise an article, verified", timeout=60_000)
        browser.close()
    assert [text for text in said if "Content Security Policy" in text] == []
