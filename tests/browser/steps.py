"""What a reader does on the page."""

from __future__ import annotations

import json
import time
from typing import Any, Literal

from playwright.sync_api import Page

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SCHEMES: tuple[Literal["dark", "light"], ...] = ("dark", "light")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LIT = "['lit', 'also'].flatMap(name => [...(CSS.highlights.get(name) ?? [])].map(String))"


def summarise(page: Page, text: str, **options: int) -> None:
    """Paste, choose, and wait for the summary."""
    page.fill("#article-text", text)
    if options:
        page.locator("details.options > summary").click()
        for name, value in options.items():
            page.fill(f"#summary-{name}", str(value))
    page.click("text=Summarise")
    page.wait_for_selector(".statements-pane")


def until(page: Page, condition: str) -> None:
    """Wait until an expression is true; Playwright's own waiting evaluates strings, which the page's policy forbids."""
    end = time.monotonic() + 60
    while not page.evaluate(condition):
        assert time.monotonic() < end, condition
        page.wait_for_timeout(20)


def choose(page: Page, example: str) -> None:
    """Take one of the page's examples, and wait for its summary."""
    page.select_option("#article-text-example", example)
    until(page, "document.getElementById('article-text').value.length > 400")
    page.click("text=Summarise")
    page.wait_for_selector(".statements-pane")


def prepare(page: Page, text: str, language: str = "ko") -> None:
    """Paste, choose the language, and wait for the segments."""
    page.fill("#translate-text", text)
    page.select_option("#translate-from", language)
    page.click("text=Prepare")
    page.wait_for_selector(".segments .row")


def write(page: Page, text: str) -> None:
    """What is typed over the target that has the focus."""
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(text)  # does not wait for the page, and a key pressed next may overtake it
    until(page, f"document.activeElement.textContent === {json.dumps(text)}")


def lit(page: Page) -> list[str]:
    """The words of the article that are lit."""
    found: list[str] = page.evaluate(LIT)
    return found


def saved(page: Page, form: str) -> str:
    """What a button of the toolbar gives."""
    with page.expect_download() as download:
        page.click(f"button[aria-label='Save as {form}']")
    return download.value.path().read_text("utf-8-sig")


def each_lit(page: Page) -> list[list[str]]:
    """What each statement lights, in order, when it has the focus."""
    found: list[list[str]] = page.evaluate(
        f"[...document.querySelectorAll('.statements-pane a.statement')].map(a => {{ a.focus(); return {LIT}; }})"
    )
    return found


def words(item: dict[str, Any]) -> list[str]:
    """The words of a statement's evidence as the page shows them: paragraphs have no line ends."""
    return [place["exact"].replace("\n", "") for place in item["evidence"]]


def faults(page: Page, axe: str) -> list[str]:
    """What axe-core, its text given, finds on the page."""
    page.evaluate(axe)
    found = page.evaluate(f"axe.run(document, {{runOnly: {json.dumps(TAGS)}}})")
    assert len(found["passes"]) > 10
    return [f"{one['id']}: {node['html'][:200]}" for one in found["violations"] for node in one["nodes"]]
