"""A text checked against its source, on the page."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
from playwright.sync_api import Page

from tests.browser.conftest import Open, picture
from tests.browser.steps import PHONE, lit

SOURCE = """🐎 Ardal, May 4. Mayor Ada Brenn said on Monday that the budget had grown by 4 percent.

Treasurer Per Lund said on Tuesday that the bridge at Tolm would cost 31 million crowns."""
TEXT = (
    "Ada Brenn said that the budget had grown by 9 percent. Per Lund said that the bridge would cost 31 million crowns."
)


def test_faults_are_lit_on_both_sides(open_page: Open) -> None:
    page = open_page("check")
    page.click("button.first:visible")
    assert "Both texts are needed" in page.locator("[role=alert]").inner_text()
    page.fill("#check-source", SOURCE)
    page.fill("#check-text", TEXT)
    page.click("button.first:visible")
    page.wait_for_selector(".verdict")
    assert [one.split(" · ")[0] for one in page.locator(".verdict .who").all_inner_texts()] == [
        "contradicted",
        "supported",
    ]
    assert page.locator("mark.fault").all_inner_texts() == ["9 percent"]
    assert page.evaluate("[...CSS.highlights.get('fault')].map(String)") == ["4 percent"]
    page.locator(".verdict a").first.hover()
    assert lit(page)
    assert "grown by 4 percent" in lit(page)[0]
    picture(page, "checked")
    page.click(".chip >> text=supported >> nth=0")
    page.click("text=Another text")
    assert page.input_value("#check-text") == TEXT
    assert page.evaluate("CSS.highlights.size") == 0


def _drop(page: Page, field: str, name: str, content: bytes) -> None:
    page.evaluate(
        """([field, name, content]) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([new Uint8Array(content)], name));
          const told = { dataTransfer, bubbles: true, cancelable: true };
          document.getElementById(field).dispatchEvent(new DragEvent("drop", told));
        }""",
        [field, name, [*content]],
    )


def test_both_may_be_files(open_page: Open, tmp_path: Path) -> None:
    page = open_page("check", **PHONE)
    article = "".join(f"<p>{paragraph}</p>" for paragraph in SOURCE.split("\n\n"))
    file = tmp_path / "article.html"
    file.write_text(f"<html><title>The budget</title><article>{article}</article></html>", "utf-8")
    page.set_input_files("#check-source-file", file)
    summary, written = docx.Document(), BytesIO()
    summary.add_paragraph(TEXT)
    summary.save(written)
    _drop(page, "check-text", "summary.docx", written.getvalue())
    chosen = page.locator(".chosen:visible").all_inner_texts()
    assert [one.split(",")[0] for one in chosen] == ["article.html", "summary.docx"]
    picture(page, "phone-check-files")
    page.click("button.first:visible")
    page.wait_for_selector(".verdict")
    assert page.locator("mark.fault").all_inner_texts() == ["9 percent"]
    assert page.evaluate("[...CSS.highlights.get('fault')].map(String)") == ["4 percent"]


def test_a_file_that_cannot_be_read_is_told(open_page: Open) -> None:
    page = open_page("check", expect="422", **PHONE)
    page.fill("#check-text", TEXT)
    _drop(page, "check-source", "article.pdf", b"%PDF-1.7 and nothing more")
    page.click("button.first:visible")
    page.wait_for_selector("[role=alert]")
    assert page.locator("[role=alert]").evaluate("told => told.getBoundingClientRect().bottom <= innerHeight")
    assert "The source: " in page.locator("[role=alert]").inner_text()
    assert page.input_value("#check-text") == TEXT
    page.fill("#check-text", "")
    page.click("text=Remove the file")
    page.fill("#check-source", SOURCE)
    _drop(page, "check-text", "empty.txt", b"")
    page.click("button.first:visible")
    page.wait_for_selector("[role=alert] >> text=The text to check")
