"""What a reader does on the page."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

LIT = "[...(CSS.highlights.get('lit') ?? [])].map(range => range.toString())"


def summarise(page: Page, text: str, **options: int) -> None:
    """Paste, choose, and wait for the summary."""
    page.fill("#article-text", text)
    if options:
        page.locator("details.options > summary").click()
        for name, value in options.items():
            page.fill(f"#summary-{name}", str(value))
    page.click("text=Summarise")
    page.wait_for_selector(".statements-pane")


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
