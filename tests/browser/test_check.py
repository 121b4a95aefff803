"""A text checked against its source, on the page."""

from __future__ import annotations

from tests.browser.conftest import Open, picture
from tests.browser.steps import lit

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
