"""What is taken away shows every place of a claim."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Open, picture
from tests.browser.steps import saved, summarise

ARTICLE = """The ferry of Ardal sails again in June. 🚢 Mayor Ada Brenn said that it had cost 4 million crowns.

The harbour was dredged in May.

It had cost 4 million crowns, Mayor Ada Brenn said.
"""
PLACES = [
    "Mayor Ada Brenn said that it had cost 4 million crowns.",
    "It had cost 4 million crowns, Mayor Ada Brenn said.",
]


def _evidence(exact: str) -> dict[str, Any]:
    start = ARTICLE.index(exact)
    line = ARTICLE.count("\n", 0, start) + 1
    return {"start": start, "end": start + len(exact), "exact": exact, "prefix": "", "suffix": "", "line": line}


@pytest.fixture
def page(open_page: Open) -> Page:
    page = open_page()
    summarise(page, ARTICLE)
    return page


@pytest.fixture
def summary(page: Page) -> dict[str, Any]:
    """A summary whose one claim is told at two places."""
    found: dict[str, Any] = json.loads(saved(page, "JSON"))
    assert found["document"]["text"] == ARTICLE.strip()
    claim = {**found["claims"][0], "evidence": [_evidence(exact) for exact in PLACES]}
    return {**found, "abstract": {**found["abstract"], "statements": []}, "claims": [claim]}


def _written(page: Page, form: str, summary: dict[str, Any]) -> str:
    write = "async ([form, summary]) => (await import(`/web/js/export/${form}.js`))[form](summary)"
    text: str = page.evaluate(write, [form, summary])
    return text


def test_mailed_page_links_every_place(page: Page, summary: dict[str, Any], browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "mailed.html"
    file.write_text(_written(page, "html", summary), "utf-8")
    mailed = browser.new_page()
    mailed.goto(file.as_uri())
    links = mailed.locator("li#s1 a")
    assert links.all_inner_texts() == ["line 1", "line 5"]
    marks = [mailed.locator(links.nth(at).get_attribute("href") or "") for at in range(2)]
    assert [mark.inner_text() for mark in marks] == PLACES
    assert mailed.locator("a[href='#s1']").count() == 2  # and back
    picture(mailed, "mailed-places")
    mailed.close()


def test_mailed_page_without_the_article_quotes_every_place(page: Page, summary: dict[str, Any]) -> None:
    summary["document"].pop("text")
    written = _written(page, "html", summary)
    assert all(f'<blockquote dir="auto">{exact}</blockquote>' in written for exact in PLACES)
    assert "<small>line 1, line 5</small>" in written


def test_table_has_every_place(page: Page, summary: dict[str, Any]) -> None:
    (row,) = csv.DictReader(io.StringIO(_written(page, "csv", summary).removeprefix("\ufeff")))
    first, second = summary["claims"][0]["evidence"]
    assert (row["exact"], row["start"], row["line"]) == (PLACES[0], str(first["start"]), "1")
    assert row["places"] == f"{first['start']}-{first['end']}; {second['start']}-{second['end']}"
    assert (row["lines"], row["quotes"]) == ("1; 5", " … ".join(PLACES))
