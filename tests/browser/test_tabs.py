"""A translator with two tabs: nothing that is typed in one is lost by the other."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.conftest import Open, picture
from tests.browser.steps import faults, prepare, until, write

FIRST = "회의가 열렸다. 모두 일어섰다."
SECOND = "날씨가 매우 맑다. 바람이 분다."
KEPT = "JSON.stringify(localStorage)"


def _another(page: Page) -> Page:
    """A tab of the same browser."""
    tab = page.context.new_page()
    tab.on("dialog", lambda dialog: dialog.accept())
    tab.goto(page.url)
    tab.wait_for_selector("main h1")
    return tab


def _targets(page: Page) -> list[str]:
    page.wait_for_selector(".segments .row")
    return page.locator(".target").all_inner_texts()


def test_each_tab_keeps_its_own(open_page: Open) -> None:
    page = open_page("translate", expect="beforeunload")
    page.on("dialog", lambda dialog: dialog.accept())
    prepare(page, FIRST)
    write(page, "The meeting opened.")
    other = _another(page)
    assert other.locator("#translate-text").is_visible()  # what is at work elsewhere is offered, not taken
    prepare(other, SECOND)
    write(other, "The weather is fine.")
    until(other, f"{KEPT}.includes('The weather') && {KEPT}.includes('The meeting')")
    page.reload()
    other.reload()
    assert _targets(page) == ["The meeting opened.", ""]
    assert _targets(other) == ["The weather is fine.", ""]


def test_one_translation_is_at_work_in_one_tab(open_page: Open, axe: str) -> None:
    page = open_page("translate", expect="beforeunload")
    prepare(page, FIRST)
    write(page, "The meeting opened.")
    until(page, f"{KEPT}.includes('The meeting')")
    other = _another(page)
    kept = other.locator("[aria-label='Kept in this browser']")
    kept.get_by_text("open in another tab").wait_for()
    offered = kept.inner_text()
    assert "Korean to English · 0 of 2 segments final" in offered
    assert faults(other, axe) == []
    picture(other, "translate-kept")
    other.get_by_role("button", name="Go on").click()
    assert _targets(other) == ["The meeting opened.", ""]
    page.wait_for_selector("[role=alert] >> text=open in another tab")
    assert page.locator(".desk-body").evaluate("body => body.inert")
    assert faults(page, axe) == []
    picture(page, "translate-elsewhere")
    other.locator(".target").nth(1).click()
    write(other, "All stood up.")
    until(other, f"{KEPT}.includes('All stood')")
    page.get_by_role("button", name="Go on here").click()
    assert _targets(page) == ["The meeting opened.", "All stood up."]
    other.wait_for_selector("[role=alert] >> text=open in another tab")
    other.click(".notice >> text=Another article")
    other.get_by_role("button", name="Forget").click()  # it is at work in the first: that one keeps it
    until(page, f"{KEPT}.includes('All stood')")
    page.click("text=Another article")
    page.click("text=Close it, and lose them")
    until(page, "localStorage.length === 0")


def test_a_translation_of_a_closed_tab_is_forgotten_when_that_is_wanted(open_page: Open) -> None:
    page = open_page("translate")
    prepare(page, SECOND)
    other = _another(page)
    page.close()
    until(other, "navigator.locks.query().then(({ held }) => held.length === 0)")  # nobody is told that it is open
    other.get_by_role("button", name="Forget").click()
    assert other.locator("[aria-label='Kept in this browser']").is_hidden()
    assert other.evaluate("localStorage.length") == 0
