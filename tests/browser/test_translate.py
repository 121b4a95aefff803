"""A translator's work on the page, against the real service."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from playwright.sync_api import Page

from service.core.translation import Segment, State, Translation
from tests.browser.conftest import Open, picture
from tests.browser.steps import PHONE, SCHEMES, faults, prepare, until, write

FIRST = "조용원 비서는 3월 4일 강철공장을 돌아보았다. 공장은 강철 3만 5천 톤을 생산하였다. 모두 기뻐하였다."
SECOND = "비료공장이 문을 열었다. 공장은 강철 3만 5천 톤을 생산하였다. 조용원 비서는 5월 9일 강철공장을 돌아보았다."
TARGETS = [
    "Secretary Jo Yong Won toured the steel plant on March 4.",
    "The plant produced 35,000 tons of steel.",
    "All were glad.",
]
HOSTILE = "<img src=x onerror=alert(1)> 🐎 said 4 percent & “more” </textarea><script>alert(2)</script>."


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
    page.wait_for_selector(".line >> text=3 of 3 final")
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
    assert page.evaluate("[...CSS.highlights.get('fault')].map(String)") == ["90亿元", "90 billion yuan"]
    assert "1" in page.locator(".chip >> text=With findings").inner_text()
    picture(page, "translate-findings")
    write(page, "The investment was 9 billion yuan.")
    page.wait_for_selector(".issues .major", state="detached")
    until(page, "!CSS.highlights.has('fault')")
    page.click(".chip >> text=Open")
    page.locator(".target").focus()
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".line >> text=1 of 1 final")
    page.click("text=Another article")
    assert "no file holds" in page.locator("[role=alert]").inner_text()
    page.click("text=Close it, and lose them")
    assert page.locator("#translate-text").is_visible()
    assert page.evaluate("localStorage.length") == 0


def test_a_reload_loses_nothing(open_page: Open) -> None:
    page = open_page("translate", expect="beforeunload")
    page.on("dialog", lambda dialog: dialog.accept())
    prepare(page, "회의가 열렸다. 모두 일어섰다. 만세를 불렀다. 만세를 불렀다.")
    page.locator(".target").nth(2).click()
    write(page, "They cheered.")
    page.keyboard.press("Control+Enter")
    assert page.locator(".target").nth(3).inner_text() == "They cheered."  # it says the same
    assert "1 segment that say" in page.locator(".notice").inner_text()
    page.reload()
    page.wait_for_selector(".segments .row")
    assert page.locator(".target").all_inner_texts() == ["", "", "They cheered.", "They cheered."]
    assert page.locator(".row[data-number='3']").get_attribute("data-state") == "final"
    assert page.locator(".state").nth(3).inner_text() == "draft, from the memory"
    saved = Translation.model_validate_json(given(page, "JSON"))
    assert [one.state for one in saved.segments] == [State.OPEN, State.OPEN, State.APPROVED, State.DRAFTED]


def test_no_text_becomes_markup(open_page: Open, tmp_path: Path) -> None:
    span = {"start": 0, "end": 4}
    issue = {"code": "x", "severity": "major", "category": "x", "message": HOSTILE, "source_span": span}
    term = {"source": HOSTILE, "renderings": [{"text": HOSTILE}], "note": HOSTILE}
    match = {"source": HOSTILE.replace("4", "5"), "target": HOSTILE, "percent": 98, "penalties": {HOSTILE: 2}}
    segment: dict[str, Any] = {"start": 0, "end": len(HOSTILE), "line": 1, "source": HOSTILE}
    segments = [
        segment | {"number": 1, "target": HOSTILE, "state": "translated", "issues": [issue]},
        segment | {"number": 2, "matches": [match], "terms": [{"span": span, "term": term}], "why_open": HOSTILE},
    ]
    about = {"source_language": "en", "target_language": "fr", "title": HOSTILE, "document_sha256": ""}
    answer = Translation.model_validate(about | {"segments": segments}).model_dump_json()
    page = open_page("translate", route={"**/v1/translations/import": lambda route: route.fulfill(body=answer)})
    file = tmp_path / "any.json"
    file.write_text("{}", "utf-8")
    page.set_input_files("#translate-open", file)
    page.wait_for_selector(".segments .row")
    assert page.locator(".words").all_inner_texts() == [HOSTILE, HOSTILE]
    assert HOSTILE in page.locator(".issues .major").inner_text()
    assert HOSTILE in page.locator(".issues .note").inner_text()
    page.locator(".target").nth(1).focus()
    assert page.locator(".known .was ins").all_inner_texts() == ["4"]
    page.keyboard.press("Control+1")
    assert page.locator(".target").all_inner_texts() == [HOSTILE, HOSTILE]
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+c")
    page.keyboard.press("Control+v")
    page.keyboard.press("Enter")
    assert page.locator(".desk img, .desk script, .desk textarea, .target *").count() == 0
    assert json.loads(given(page, "JSON"))["segments"][1]["target"] == HOSTILE


@pytest.mark.parametrize("form", ["XLIFF", "HTML", "DOCX"])
def test_what_is_saved_is_opened_again(open_page: Open, tmp_path: Path, form: str) -> None:
    page = open_page("translate")
    prepare(page, "날씨가 매우 맑다. 바람이 분다.")
    write(page, "The weather is very clear.")
    page.keyboard.press("Control+Enter")
    file = tmp_path / f"saved.{form.lower()}"
    file.write_bytes(given(page, form))
    page.click("text=Another article")
    page.set_input_files("#translate-open", file)
    page.wait_for_selector(".segments .row")
    assert page.locator(".target").all_inner_texts() == ["The weather is very clear.", ""]


def test_what_is_no_translation_is_told(open_page: Open, tmp_path: Path) -> None:
    file = tmp_path / "broken.xlf"
    file.write_text("<xliff", "utf-8")
    page = open_page("translate", expect="422")
    page.set_input_files("#translate-open", file)
    page.wait_for_selector("[role=alert]")
    assert page.locator("#translate-text").is_visible()


def test_two_thousand_segments_without_a_stutter(open_page: Open, tmp_path: Path) -> None:
    segments = [
        Segment(number=n, start=0, end=1, line=n, source=f"Sentence {n} of a long article. " * 3)
        for n in range(1, 2001)
    ]
    whole = Translation(
        source_language="fr", target_language="en", title="", document_sha256="", segments=tuple(segments)
    )
    page = open_page(
        "translate", route={"**/v1/translations/import": lambda route: route.fulfill(body=whole.model_dump_json())}
    )
    file = tmp_path / "any.json"
    file.write_text("{}", "utf-8")
    page.set_input_files("#translate-open", file)
    page.wait_for_selector(".segments .row")
    took = page.evaluate(
        """async () => {
          const press = (key) => document.activeElement.dispatchEvent(
            new KeyboardEvent("keydown", { key, ctrlKey: true, bubbles: true, cancelable: true }));
          const took = [];
          for (let turn = 0; turn < 20; turn += 1) {
            const from = performance.now();
            document.execCommand("insertText", false, "A sentence");
            press("Enter");
            await new Promise(requestAnimationFrame);
            took.push(performance.now() - from);
          }
          return took.sort((a, b) => a - b)[10];
        }"""
    )
    assert active(page) == "21"
    assert "20 of 2000 final" in page.locator(".line").inner_text()
    assert took < 250, f"{took:.0f} ms"  # a keystroke with its confirmation; a busy machine is no failure


def test_on_a_phone(open_page: Open, axe: str) -> None:
    page = open_page("translate", **PHONE)
    assert faults(page, axe) == []
    prepare(page, "조용원 비서는 10월 9일 당중앙위원회 전원회의에 참석하였다. 회의가 끝났다.")
    page.locator(".beside summary").tap()
    page.locator(".target").nth(1).tap()
    page.locator(".target").first.tap()
    source, target = (page.locator(f".row[data-number='1'] {part}").bounding_box() for part in (".words", ".target"))
    assert source
    assert target
    assert source["y"] + source["height"] <= target["y"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert faults(page, axe) == []
    picture(page, "translate-phone")


def test_axe_finds_nothing(open_page: Open, axe: str) -> None:
    page = open_page("translate", reduced_motion="reduce")
    prepare(
        page, "조용원 비서는 6월 7일 당중앙위원회 전원회의에 참석하였다. 공장은 90억원을 투자하였다. 모두 기뻐하였다."
    )
    page.locator(".target").nth(1).click()
    write(page, "The plant invested 90 billion won.")
    page.wait_for_selector(".issues .major")
    page.locator(".target").first.click()
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert faults(page, axe) == []
        picture(page, f"translate-{scheme}")
    page.locator(".keys summary").click()
    page.click("text=Another article")
    assert faults(page, axe) == []
