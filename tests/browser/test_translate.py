"""A translator's work on the page, against the real service."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from playwright.sync_api import Page

from service.core.translation import State, Translation
from service.translate import exchange
from tests.browser.conftest import Open, picture
from tests.browser.steps import until

FIRST = "조용원 비서는 3월 4일 강철공장을 돌아보았다. 공장은 강철 3만 5천 톤을 생산하였다. 모두 기뻐하였다."
SECOND = "비료공장이 문을 열었다. 공장은 강철 3만 5천 톤을 생산하였다. 공장은 강철 2만 톤을 생산하였다."
TARGETS = [
    "Secretary Jo Yong Won toured the steel plant on March 4.",
    "The plant produced 35,000 tons of steel.",
    "All were glad.",
]
HOSTILE = "<img src=x onerror=alert(1)> 🐎 said 4 percent & “more” </textarea><script>alert(2)</script>."


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
    page.keyboard.insert_text(text)


def active(page: Page) -> str:
    found: str = page.evaluate("document.activeElement.closest('.row')?.dataset.number ?? ''")
    return found


def given(page: Page, form: str) -> bytes:
    with page.expect_download() as download:
        page.click(f"button[aria-label='Save as {form}']")
    return download.value.path().read_bytes()


def test_from_a_text_to_the_memory_and_back(open_page: Open) -> None:
    page = open_page("translate", expect="beforeunload")
    page.click("text=Prepare")
    assert "There is no article yet" in page.locator("[role=alert]").inner_text()
    assert "plumbline models pull" in page.locator(".translate .ask").inner_text()
    prepare(page, FIRST)
    assert active(page) == "1"
    assert page.locator(".words").first.get_attribute("lang") == "ko"
    mark = page.locator(".words .name").first
    mark.focus()
    assert "Jo Yong Won (dprk)" in page.locator(".told-tip").inner_text()
    page.keyboard.press("Escape")
    assert page.locator(".told-tip").is_hidden()
    mark.press("Enter")
    assert page.locator(".target").first.inner_text() == "Jo Yong Won"
    for target in TARGETS:
        write(page, target)
        page.keyboard.press("Control+Enter")
    assert "3 of 3 final" in page.locator(".line").inner_text()
    assert page.evaluate("document.activeElement.textContent") == "Reopen"
    page.click("text=Keep what is final in the memory")
    page.wait_for_selector(".notice >> text=New in the memory: 3 segments")
    root = etree.fromstring(given(page, "XLIFF"))
    assert [one.text for one in root.findall(".//{*}segment/{*}target")] == TARGETS
    assert {one.get("state") for one in root.findall(".//{*}segment")} == {"final"}
    page.click("text=Another article")  # nothing is asked: a file holds it

    prepare(page, SECOND)
    page.keyboard.press("Control+ArrowDown")
    assert active(page) == "2"
    assert page.locator(".target").nth(1).inner_text() == TARGETS[1]  # word for word in the memory
    assert "from the memory" in page.locator(".state").nth(1).inner_text()
    assert page.locator(".known .percent").first.inner_text() == "100 %"
    write(page, "Something else")
    page.keyboard.press("Control+1")
    assert page.locator(".target").nth(1).inner_text() == TARGETS[1]
    page.keyboard.press("Control+ArrowDown")
    assert page.locator(".known .was del").all_inner_texts()
    assert "numbers" in page.locator(".known .dim").first.inner_text()
    picture(page, "translate-match")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('button.confirm')")


def test_findings_are_shown_lit_and_checked_again(open_page: Open) -> None:
    page = open_page("translate")
    prepare(page, "投资额为90亿元。", "zh")
    write(page, "🐎 The investment was 90 billion yuan.")
    page.wait_for_selector(".issues .major")
    assert "90" in page.locator(".issues .major").inner_text()
    until(page, "CSS.highlights.has('fault')")
    assert page.evaluate("[...CSS.highlights.get('fault')].map(String)") == ["90亿", "90 billion"]
    assert "1" in page.locator(".chip >> text=With findings").inner_text()
    picture(page, "translate-findings")
    write(page, "The investment was 9 billion yuan.")
    page.wait_for_selector(".issues .major", state="detached")
    until(page, "!CSS.highlights.has('fault')")
    page.click(".chip >> text=Open")
    page.locator(".target").focus()
    page.keyboard.press("Control+Enter")
    assert "1 of 1 final" in page.locator(".line").inner_text()
    page.click("text=Another article")
    assert "no file holds" in page.locator("[role=alert]").inner_text()
    page.click("text=Close it, and lose them")
    assert page.locator("#translate-text").is_visible()
    assert page.evaluate("localStorage.length") == 0


def test_a_reload_loses_nothing(open_page: Open) -> None:
    page = open_page("translate", expect="beforeunload")
    page.on("dialog", lambda dialog: dialog.accept())
    prepare(page, f"{FIRST} 모두 기뻐하였다.")
    page.locator(".target").nth(2).click()
    write(page, TARGETS[2])
    page.keyboard.press("Control+Enter")
    assert page.locator(".target").nth(3).inner_text() == TARGETS[2]  # it says the same
    assert "1 segment that say" in page.locator(".notice").inner_text()
    page.reload()
    page.wait_for_selector(".segments .row")
    assert page.locator(".target").all_inner_texts() == ["", "", TARGETS[2], TARGETS[2]]
    assert page.locator(".row").nth(3).get_attribute("data-state") == "final"
    assert page.locator(".state").nth(4).inner_text() == "draft, from the memory"
    saved = Translation.model_validate_json(given(page, "JSON"))
    assert [one.state for one in saved.segments] == [State.OPEN, State.OPEN, State.APPROVED, State.DRAFTED]


def test_no_text_becomes_markup(open_page: Open, tmp_path: Path) -> None:
    file = tmp_path / "hostile.json"
    segment: dict[str, Any] = {"start": 0, "end": len(HOSTILE), "line": 1, "source": HOSTILE}
    match = {"source": HOSTILE.replace("4", "5"), "target": HOSTILE, "percent": 98, "penalties": {HOSTILE: 2}}
    segments = [segment | {"number": 1, "target": HOSTILE, "state": "translated"}, segment | {"number": 2, "matches": [match]}]
    about = {"source_language": "en", "target_language": "ar", "title": HOSTILE, "document_sha256": ""}
    translation = Translation.model_validate(about | {"segments": segments})
    file.write_bytes(exchange.write(translation, ".json"))
    page = open_page("translate")
    page.set_input_files("#translate-open", file)
    page.wait_for_selector(".segments .row")
    assert page.locator(".words").all_inner_texts() == [HOSTILE, HOSTILE]
    page.locator(".target").nth(1).focus()
    page.keyboard.press("Control+1")
    assert page.locator(".target").all_inner_texts() == [HOSTILE, HOSTILE]
    assert page.locator(".desk img, .desk script, .desk textarea").count() == 0
    assert json.loads(given(page, "JSON"))["segments"][1]["target"] == HOSTILE


@pytest.mark.parametrize("form", ["XLIFF", "HTML", "DOCX"])
def test_what_is_saved_is_opened_again(open_page: Open, tmp_path: Path, form: str) -> None:
    page = open_page("translate")
    prepare(page, FIRST)
    write(page, TARGETS[0])
    page.keyboard.press("Control+Enter")
    file = tmp_path / f"saved.{form.lower()}"
    file.write_bytes(given(page, form))
    page.click("text=Another article")
    page.set_input_files("#translate-open", file)
    page.wait_for_selector(".segments .row")
    assert page.locator(".target").all_inner_texts() == [TARGETS[0], "", ""]


def test_what_is_no_translation_is_told(open_page: Open, tmp_path: Path) -> None:
    file = tmp_path / "broken.xlf"
    file.write_text("<xliff", "utf-8")
    page = open_page("translate", expect="422")
    page.set_input_files("#translate-open", file)
    page.wait_for_selector("[role=alert]")
    assert page.locator("#translate-text").is_visible()
