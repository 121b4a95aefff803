"""An archive's page, opened from disk in a browser."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page, sync_playwright

from service.batch.pages import _base36, _words, bucket, write_index
from service.core.errors import FileUnreadable, InvalidRequest
from tests.batch.results import claim, line, summary, write

CHROMIUM = Path("/usr/bin/chromium")
HOSTILE = "</script><img src=x onerror=\"document.title='taken'\"><script>alert(1)</script>\u2028__proto__ constructor"
LINES = [
    line("old", summary([claim("Stale.")], title="Superseded zeppelin"), date="2026-01-01"),
    line(
        "a/ferry.txt",
        summary(
            [
                claim(
                    "The ferry will sail in June.",
                    "Åda Brenn",
                    line=7,
                    said="It sails in June.",
                    again={90: "In June it sails."},
                )
            ],
            title="Ferries",
        ),
        date="2026-03-02",
    ),
    line("b", summary([claim(HOSTILE, HOSTILE, said=HOSTILE)], title=HOSTILE, abstract=HOSTILE), date="2026-02-02"),
    line("c", summary([claim("市长说选举将在六月举行。", "布伦")], title="مدينة", language="ar"), duplicate_of="b"),
    line("old", summary([], title="Wheat harvest"), date="2026-04-01"),
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page") / "html"
    assert write_index(LINES, folder, title=f"News {HOSTILE}") == 0
    return folder


@pytest.fixture
def page(archive: Path) -> Iterator[Page]:
    if not CHROMIUM.exists():
        pytest.skip("no browser")
    asked: list[str] = []
    problems: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda message: problems.append(message.text))
        page.on("dialog", lambda dialog: problems.append(dialog.message))
        page.goto((archive / "index.html").as_uri())
        page.wait_for_function("document.getElementById('status').textContent")
        yield page
        assert "taken" not in page.title().split("'")[0]
        browser.close()
    assert problems == []
    assert [url for url in asked if not url.startswith(archive.as_uri() + "/")] == []


def titles(page: Page, words: str) -> list[str]:
    page.fill("#search", words)
    page.wait_for_selector("#list[aria-busy=false]", state="attached")
    return page.locator("#list li > a").all_inner_texts()


def test_list_search_and_article(page: Page) -> None:
    assert page.locator("#list li > a").all_inner_texts()[:2] == ["Wheat harvest", "Ferries"]
    assert page.locator("#list li").count() == 4
    assert titles(page, "ferr") == ["Ferries"]
    assert titles(page, "ADA june") == ["Ferries"]
    assert titles(page, "选举") == ["مدينة"]
    assert titles(page, "مدينة") == ["مدينة"]
    assert titles(page, "zeppelin") == []  # another line took its place
    assert page.locator("#status").inner_text() == "0 articles found"
    assert len(titles(page, "constructor")) == 1
    assert titles(page, "ada") == ["Ferries"]
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#article h2")
    text = page.locator("#article").inner_text()
    assert "a/ferry.txt" in text
    assert "lines 7, 90 · statement" in text
    page.click("#article summary")
    assert page.locator("#article blockquote").all_inner_texts() == ["It sails in June.", "In June it sails."]
    assert page.locator("#article mark").all_inner_texts() == ["Åda"]
    assert "900 of 900 characters" in text
    assert "loaded wording (shame): A shame." in text
    page.keyboard.press("Escape")
    page.wait_for_selector("#list")
    page.wait_for_function("document.activeElement.id === 'search'")


def test_what_an_article_says_stays_text(page: Page) -> None:
    page.locator("#list a", has_text="onerror").click()
    page.wait_for_selector("#article h2")
    page.click("#article summary")
    assert page.locator("#article h2").inner_text().startswith("</script><img src=x onerror=")
    assert page.locator("#article img, #list img, body script").count() == 0
    assert page.locator("#article [dir=auto]").count() > 3


def test_labels_and_both_schemes(page: Page) -> None:
    assert page.get_by_label("Search titles").count() == 1
    seen = set()
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        seen.add(page.evaluate("getComputedStyle(document.querySelector('.facts')).color"))
    assert len(seen) == 2


@given(st.text(max_size=40))
def test_words_fit_their_index(text: str) -> None:
    for word in _words(text):
        assert _words(word) >= {word}
        assert 0 <= bucket(word, 7) < 7


def test_the_browser_finds_the_bucket_that_was_written(archive: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node")
    words = sorted(
        {word for text in ("ferry", "Ünï ﬁne", "选举 六", "𐐀𐐁x", "straße", "정부는", "2026") for word in _words(text)}
    )
    script = (
        archive / "words.js"
    ).read_text() + f"console.log(JSON.stringify({json.dumps(words)}.map(w => bucket(w, 97))))"
    done = subprocess.run([node, "-e", script], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [bucket(word, 97) for word in words]


@given(st.integers(min_value=0, max_value=10**9))
def test_base36(number: int) -> None:
    assert int(_base36(number), 36) == number


def test_an_earlier_page_is_replaced_and_nothing_else(tmp_path: Path) -> None:
    out = write(tmp_path / "out.jsonl", LINES)
    with out.open("a") as file:
        file.write("none\n")
    folder = tmp_path / "html"
    assert write_index(out, folder) == 1
    (folder / "data" / "stale.js").touch()
    assert write_index(out, folder) == 1
    assert not (folder / "data" / "stale.js").exists()
    other = tmp_path / "other"
    other.mkdir()
    (other / "mine.txt").touch()
    with pytest.raises(InvalidRequest, match="something else"):
        write_index(out, other)
    assert (other / "mine.txt").exists()


def test_a_page_that_cannot_be_finished_leaves_the_earlier_one(tmp_path: Path) -> None:
    folder = tmp_path / "html"
    write_index(LINES, folder)
    before = (folder / "data" / "head.js").read_bytes()
    with pytest.raises(FileUnreadable):
        write_index(tmp_path / "none.jsonl", folder)
    assert (folder / "data" / "head.js").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["html"]


def test_an_archive_without_articles(tmp_path: Path) -> None:
    assert write_index([], tmp_path / "html") == 0
    assert (tmp_path / "html" / "data" / "words-0.js").exists()
