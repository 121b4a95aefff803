"""Everybody can use the page: by keyboard, on a phone, in the dark, with a screen reader."""

from __future__ import annotations

import json

from playwright.sync_api import Page

from tests.browser.conftest import Open, picture
from tests.browser.steps import PHONE, SCHEMES, choose, faults, lit, saved, summarise, until, words

ARABIC = """اجتمع مجلس مدينة أردال يوم الاثنين. قالت رئيسة البلدية آدا برين إن الميزانية نمت بنسبة 4 في المئة.

وقال أمين الصندوق بير لوند يوم الثلاثاء إن الجسر سيكلف 31 مليون كرونة. وسيبدأ البناء في يونيو."""


def test_axe_finds_nothing(open_page: Open, axe: str) -> None:
    page = open_page(reduced_motion="reduce")

    def look(name: str) -> None:
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            assert faults(page, axe) == []
            picture(page, f"{name}-{scheme}")

    look("start")
    choose(page, "party-conference")
    for drawer in page.locator("details").all():
        drawer.evaluate("drawer => { drawer.open = true }")
    page.locator(".claims a.statement").first.focus()
    page.locator(".statements-pane").evaluate("pane => pane.scrollTo(0, 0)")
    look("summary")
    for view in ("check", "archive"):
        page.click(f"nav >> text={view.title()}")
        page.wait_for_selector(f".view.{view} h1")
        look(view)


def test_on_a_phone(open_page: Open, axe: str) -> None:
    page = open_page(**PHONE)
    assert faults(page, axe) == []
    choose(page, "korean-factory")
    assert page.locator(".article-pane").is_hidden()
    picture(page, "phone-summary")
    page.locator(".abstract a.statement").first.tap()
    assert page.locator(".article-pane").is_visible()
    page.wait_for_timeout(400)
    picture(page, "phone-article")
    assert lit(page) == words(json.loads(_json(page))["abstract"]["statements"][0])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("getComputedStyle(document.querySelector('article.text p')).wordBreak") == "keep-all"
    assert faults(page, axe) == []
    page.locator(".note").first.tap()
    assert page.locator(".statements-pane").is_visible()


def _json(page: Page) -> str:
    page.click(".switch >> text=Summary")
    text = saved(page, "JSON")
    page.click(".switch >> text=Article")
    return text


def test_by_keyboard_alone(open_page: Open) -> None:
    page = open_page()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.fill("#article-text", "")  # the field itself is reached by its label
    page.focus("#article-text")
    page.keyboard.insert_text("Mayor Ada Brenn said on Monday that the budget had grown by 4 percent. " * 2)
    until(page, "document.activeElement.value.length > 0")  # nothing waits for the page until it has the text
    _tab_to(page, "button.first")
    page.keyboard.press("Enter")
    page.wait_for_selector(".statements-pane")
    assert page.evaluate("document.activeElement.textContent") == "Another article"
    _tab_to(page, "a.statement")
    assert len(lit(page)) == 1
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.focus(".note")
    assert page.locator("a.statement.lit").count() >= 1
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('a.statement')")


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(f"document.activeElement.matches('{selector}')"):
            return
    raise AssertionError(f"{selector} is not reached")


def test_from_right_to_left(open_page: Open) -> None:
    page = open_page()
    summarise(page, ARABIC)
    assert page.locator("article.text").get_attribute("lang") == "ar"
    assert page.locator("article.text p").first.evaluate("p => getComputedStyle(p).direction") == "rtl"
    assert page.locator("p.abstract").evaluate("p => getComputedStyle(p).direction") == "rtl"
    picture(page, "right-to-left")
