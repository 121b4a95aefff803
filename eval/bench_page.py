"""The page in a browser: whether statements light the words that they come from, and how soon the first appears.

`python -m eval.bench_page` measures; `--article FILE` names the article that is timed, `--screenshot FILE.png` makes a
picture instead.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from eval.bench_service import Running, articles, machine, percentile

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync "
    "--no-first-run"
).split()
ARTICLE = Path(__file__).parent / "references" / "local-planning.txt"
STATEMENTS = 1_000
WORDS = 2_000  # of a generated document
CLAIMS = 200
TIMES = 5
ASTRAL = ["😀", "𐐀𐐁", "🏳️‍🌈", "𠮷", "🚜", "é", "한국"]
LIT = """[...document.querySelectorAll(".statements-pane a.statement")].map((link) => {
  const start = performance.now();
  link.focus();
  const lit = ["lit", "also"].flatMap((name) => [...(CSS.highlights.get(name) ?? [])].map(String));
  return { lit, took: performance.now() - start };
})"""
SECONDS = """(performance.getEntriesByName(name)[0].startTime - performance.getEntriesByName("asked")[0].startTime)"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--article", type=Path, default=ARTICLE)
    parser.add_argument("--screenshot", type=Path)
    asked = parser.parse_args()
    with browsing() as (url, page):
        if asked.screenshot:
            screenshot(page, url, asked.screenshot)
            return
        print(machine(), flush=True)
        first(page, url, asked.article)
        if not all_lit(page, url):
            sys.exit(1)


@contextmanager
def browsing() -> Iterator[tuple[str, Page]]:
    """A service without a cache, and a browser."""
    with tempfile.TemporaryDirectory() as folder, Running(Path(folder)) as service, sync_playwright() as playwright:
        service.wait_until_ready()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_default_timeout(600_000)
        yield service.url, page
        browser.close()


def summarise(page: Page, url: str, text: str, claims: int = 20) -> None:
    page.goto(url)
    page.fill("#article-text", text)
    page.evaluate("claims => { document.getElementById('summary-claims').value = claims }", claims)
    page.click("text=Summarise")
    page.wait_for_selector(".statements-pane")


def first(page: Page, url: str, article: Path) -> None:
    """Prints the seconds from the request to the first statement on the page, and to the whole."""
    text = article.read_text("utf-8")
    times: dict[str, list[float]] = {"first statement": [], "summary": []}
    for _ in range(TIMES):
        summarise(page, url, text)
        for name, held in times.items():
            held.append(page.evaluate(f"name => {SECONDS}", name) / 1000)
    for name, held in times.items():
        seconds = percentile(held, 50)
        print(f"{article.name}, {len(text.split()):,} words: {name} after {seconds:.2f} s (median of {TIMES})")


def all_lit(page: Page, url: str) -> bool:
    """Focuses every statement of generated documents until there are enough; whether each lit its own words."""
    chance = random.Random(19)
    right, wrong, took = 0, 0, []
    for article in articles(WORDS, 19):
        text = _decorated(article, chance)
        summarise(page, url, text, CLAIMS)
        found = page.evaluate(LIT)
        for item, seen in zip(_statements(page), found, strict=True):
            words = [place["exact"].replace("\n", "") for place in item["evidence"]]
            right, wrong = right + (seen["lit"] == words), wrong + (seen["lit"] != words)
            took.append(seen["took"])
        if right + wrong >= STATEMENTS:
            break
    many = right + wrong
    print(f"statements lit exactly: {right:,} of {many:,}")
    print(f"milliseconds to light one: {percentile(took, 50):.1f}, of the slowest hundredth {percentile(took, 99):.1f}")
    return wrong == 0


def _decorated(text: str, chance: random.Random) -> str:
    """The same with characters of every width between its words."""
    return "".join(f" {chance.choice(ASTRAL)} " if sign == " " and chance.random() < 0.05 else sign for sign in text)


def _statements(page: Page) -> list[dict[str, Any]]:
    """Those of the summary that the page shows, in its order."""
    with page.expect_download() as download:
        page.click("button[aria-label='Save as JSON']")
    summary = json.loads(download.value.path().read_text("utf-8"))
    found: list[dict[str, Any]] = [*summary["abstract"]["statements"], *summary["claims"]]
    return found


def screenshot(page: Page, url: str, file: Path) -> None:
    summarise(page, url, (ARTICLE.parent / "party-conference.txt").read_text("utf-8"))
    page.locator(".abstract a.statement").nth(2).hover()
    page.wait_for_timeout(1_000)  # for the article to move
    page.screenshot(path=file)


if __name__ == "__main__":
    main()
