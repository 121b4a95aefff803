"""One browser for the tests of the page. What it complains of, or asks of others, fails the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import ROOT, Service

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync "
    "--no-first-run"
).split()
SCREENSHOTS = ROOT / "build" / "screenshots"

Open = Callable[..., Page]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip("no browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The text of axe-core."""
    pytest.importorskip("axe_playwright_python")
    return (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


@pytest.fixture
def open_page(browser: Browser, service: Service) -> Iterator[Open]:
    """Opens the page at a view, in a browser's profile of its own; options are those of `Browser.new_context`.

    `route` maps patterns of addresses to handlers, `expect` are words of complaints that belong to the test.
    """
    problems: list[str] = []
    expected: list[str] = []
    contexts = []

    def start(view: str = "", *, route: Any = None, expect: str = "", **options: Any) -> Page:
        context = browser.new_context(**({"viewport": {"width": 1280, "height": 800}} | options))
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("request", lambda request: problems.append(request.url) if _foreign(request.url, service) else None)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda message: problems.append(message.text))
        page.on("dialog", lambda dialog: problems.append(f"{dialog.type}: {dialog.message}"))
        for pattern, handler in (route or {}).items():
            page.route(pattern, handler)
        if expect:
            expected.append(expect)
        page.goto(f"{service.url}/#{view}")
        page.wait_for_selector("main h1")
        return page

    yield start
    for context in contexts:
        context.close()
    assert [one for one in problems if not any(words in one for words in expected)] == []


def _foreign(url: str, service: Service) -> bool:
    return not url.startswith((service.url + "/", "blob:", "data:"))


def picture(page: Page, name: str) -> None:
    """A screenshot, kept in build/screenshots."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png")
