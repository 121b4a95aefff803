"""Many articles, on the page."""

from __future__ import annotations

import json
from pathlib import Path

from tests.browser.conftest import Open, picture
from tests.browser.steps import lit

DAYS = {
    "2026-03-02": ("Ada Brenn", "budget", 4),
    "2026-03-09": ("Per Lund", "bridge", 31),
    "2026-05-04": ("Ada Brenn", "bridge", 7),
}


def _lines() -> str:
    lines = [
        {
            "id": day,
            "published": day,
            "title": f"The {what} of {day}",
            "text": f"Mayor {who} said on Monday that the {what} had grown by {number} percent. 🚜 More will follow.",
            "options": {"include_text": True},
        }
        for day, (who, what, number) in DAYS.items()
    ]
    return "\n".join(json.dumps(line) for line in [*lines, {"id": "broken", "text": "Hm."}])


def test_a_batch_from_its_file_to_an_article(open_page: Open, tmp_path: Path) -> None:
    file = tmp_path / "archive.jsonl"
    file.write_text(_lines(), "utf-8")
    page = open_page("archive")
    page.set_input_files("#batch-files", file)
    page.click("text=Send")
    page.wait_for_selector(".jobs >> text=succeeded, 4 of 4")
    page.reload()  # the browser remembers
    page.wait_for_selector(".jobs >> text=succeeded, 4 of 4")
    page.click(".jobs >> text=Results")
    page.wait_for_selector(".findings")
    assert "1 article without a summary" in page.locator(".findings .drawer").inner_text()
    assert page.locator(".months button").all_inner_texts() == ["2026-03", "2026-05"]
    assert page.locator(".days h3").all_inner_texts() == [*DAYS]
    picture(page, "archive-claims")
    page.fill("#who", "brènn")
    assert page.locator(".days h3").all_inner_texts() == ["2026-03-02", "2026-05-04"]
    page.fill("#about", "Bridge")
    assert page.locator(".days h3").all_inner_texts() == ["2026-05-04"]
    page.click(".days button.link")
    page.locator("a.statement").first.focus()
    assert "the bridge had grown by 7 percent" in lit(page)[0]
    page.click("text=Back to the claims")
    assert page.input_value("#about") == "Bridge"
    page.click("text=All jobs")
    page.click("text=Forget")
    page.wait_for_selector(".jobs > li", state="detached")
    page.reload()
    page.wait_for_selector("main h1")
    assert page.locator(".jobs > li").count() == 0


def test_files_of_other_formats_are_a_batch_as_well(open_page: Open, tmp_path: Path) -> None:
    for name, number in (("one.txt", 4), ("two.html", 9)):
        text = f"Mayor Ada Brenn said on Monday that the budget had grown by {number} percent. The council met."
        (tmp_path / name).write_text(f"<html><body><p>{text}</p></body></html>" if "html" in name else text, "utf-8")
    page = open_page("archive")
    page.set_input_files("#batch-files", [tmp_path / "one.txt", tmp_path / "two.html"])
    page.click("text=Send")
    page.wait_for_selector(".jobs >> text=succeeded, 2 of 2")
    page.click(".jobs >> text=Results")
    page.wait_for_selector(".findings")
    assert page.locator(".days h3").all_inner_texts()[0] == "No date"


def test_a_job_that_is_gone_is_told(open_page: Open) -> None:
    page = open_page("archive", expect="404")
    page.evaluate(
        'localStorage.setItem(\'plumbline.jobs\', \'[{"id": "gone", "name": "old", "since": "2026-01-01"}]\')'
    )
    page.reload()
    page.wait_for_selector("text=The service does not have it any more")
    page.click("text=Forget")
    page.wait_for_selector(".jobs > li", state="detached")
