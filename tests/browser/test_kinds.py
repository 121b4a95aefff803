"""The kind of summary and its length, as the API has them."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page

from service.core.receipt import LIMITS, Length, Options, Type
from tests.browser.conftest import Open, picture
from tests.browser.steps import PHONE, choose, faults, lit, saved, words

PARTY = "party-conference"


def _receipt(page: Page) -> str:
    page.click("text=Receipt")
    return page.locator(".receipt").inner_text()


def test_key_points_are_a_list(open_page: Open, axe: str) -> None:
    page = open_page(**PHONE)
    page.select_option("#summary-type", "key-points")
    page.select_option("#summary-length", "short")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert faults(page, axe) == []
    picture(page, "phone-kinds")
    choose(page, PARTY)
    summary = json.loads(saved(page, "JSON"))
    points = [item["text"] for item in summary["abstract"]["statements"]]
    assert 1 < len(points) <= 3
    assert page.locator("ul.points > li").all_inner_texts() == points
    assert page.locator("[aria-label='Key points'] h2").inner_text() == "Key points short"
    assert page.locator(".toolbar >> text=Copy the key points").is_visible()
    page.locator("ul.points a.statement").first.tap()
    assert lit(page) == words(summary["abstract"]["statements"][0])
    page.click(".switch >> text=Summary")
    receipt = _receipt(page)
    assert "type key-points, length short" in receipt
    assert faults(page, axe) == []
    page.locator(".statements-pane").evaluate("pane => pane.scrollTo(0, 0)")
    picture(page, "phone-key-points")
    lines = saved(page, "Markdown").splitlines()
    assert len([line for line in lines[: lines.index("## Claims")] if line.startswith("- ")]) == len(points)
    assert "<h2>Key points</h2>" in saved(page, "HTML")
    page.click("text=Another article")
    assert [page.input_value(f"#summary-{name}") for name in ("type", "length")] == ["key-points", "short"]


def test_key_points_are_a_list_from_the_first_on(open_page: Open) -> None:
    page = open_page()
    found = page.evaluate(
        """async () => {
          const { told } = await import("/web/js/told.js");
          const progress = told(() => {}, "key-points");
          for (const text of ["The bridge is open.", "It cost 4 million."]) progress.hear("statement", { text });
          return [...progress.element.querySelectorAll("ul.points > li")].map((point) => point.textContent);
        }"""
    )
    assert found == ["The bridge is open.", "It cost 4 million."]


@pytest.mark.parametrize(("kind", "length"), [("abstract", ""), ("headline", "medium"), ("tldr", "long")])
def test_what_is_chosen_is_asked_for_and_told(open_page: Open, kind: str, length: str) -> None:
    page = open_page()
    page.select_option("#summary-type", kind)
    assert page.locator("#summary-length").is_visible() == bool(length)
    if length:
        page.select_option("#summary-length", length)
    with page.expect_request("**/v1/summaries") as asked:
        choose(page, PARTY)
    sent = json.loads(asked.value.post_data or "")["options"]
    assert (sent["type"], sent.get("length", "")) == (kind, length)
    told = _receipt(page)
    assert f"type {kind}" in told
    assert ("length" in told) == bool(length)
    options = Options(type=Type(kind), length=Length(length or "medium"))
    statements = page.locator(".statements-pane .abstract a.statement").all_inner_texts()
    assert 0 < len(statements) <= (options.statements or 99)
    if kind == "headline":
        assert len(statements[0].split()) <= options.words


def test_the_page_knows_every_kind_and_limit(open_page: Open) -> None:
    page = open_page()
    found = page.evaluate(
        """async () => {
          const { kinds, lengths } = await import("/web/js/kinds.js");
          return kinds().map(([type]) => [type, lengths(type)]);
        }"""
    )
    assert [type_ for type_, _ in found] == [one.value for one in Type]
    for type_, offered in found:
        limits = LIMITS.get(Type(type_), ())
        assert [value for value, _ in offered] == [one.value for one in Length][: len(limits)]
        assert [int("".join(filter(str.isdigit, label))) for _, label in offered] == list(limits)
