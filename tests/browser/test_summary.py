"""The summary beside its article, in a real browser with a real service."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from playwright.sync_api import Browser, Route

from eval.bench_service import articles
from tests.browser.conftest import Open, picture
from tests.browser.steps import choose, each_lit, lit, saved, summarise, until, words

PARTY = "party-conference"
IN_SIGHT = """(() => {
  const [range] = CSS.highlights.get('lit') ?? [];
  if (!range) return false;
  const box = range.getBoundingClientRect();
  return box.top > 50 && box.bottom <= innerHeight;
})()"""
HOSTILE = """<script>document.title = 'taken'</script><img src=x onerror="document.title='taken'">

MIRAVEL, May 4 - Mayor Ada Brenn said on Monday that </textarea><iframe src="/docs"></iframe> the budget had grown by \
4 percent. "The figures are &lt;b&gt;final&lt;/b&gt;," treasurer Per Lund said on Tuesday.

Councillor Eno Vask said that =HYPERLINK("x") was no answer. The council approved 31 million crowns for the bridge.
"""
ASTRAL = """🏛️ The 𝔠𝔬𝔲𝔫𝔠𝔦𝔩 of Ardal met on Monday

🎉🎉 Mayor Ada Brenn said on Monday that the budget had grown by 4 percent. 🐎 The horse fair 𐐀𐐁 opened on May 3.

Treasurer Per Lund said 🚜 on Tuesday that 𠮷野 Farms had sold 31 tractors. "We will 🌾 sow in June," he said.
"""


def test_from_an_example_to_a_summary_beside_it(open_page: Open) -> None:
    page = open_page()
    assert page.title() == "Summary · Plumbline"
    until(page, "document.querySelector('#summary-model option').textContent === 'embedded'")
    choose(page, PARTY)
    summary = json.loads(saved(page, "JSON"))
    statements = [*summary["abstract"]["statements"], *summary["claims"]]
    assert each_lit(page) == [words(item) for item in statements]
    assert (page.get_attribute(".strip", "aria-label") or "").startswith("Read 7,040 of 7,040 characters")
    assert page.locator(".strip .place").count() == sum(bool(item["evidence"]) for item in statements)
    page.locator(".claims a.statement").nth(1).hover()
    page.wait_for_timeout(600)
    picture(page, "summary")
    assert page.locator("#status").inner_text().startswith("The summary is there: ")


def test_hovering_scrolls_to_the_place_and_back(open_page: Open) -> None:
    page = open_page()
    choose(page, PARTY)
    last = page.locator(".claims a.statement").last
    last.scroll_into_view_if_needed()
    last.hover()
    until(page, IN_SIGHT)
    assert page.locator(".statement.lit").count() == 1
    # and from the place back to its statements
    page.mouse.move(5, 5)
    last.click()
    box = page.evaluate("[...CSS.highlights.get('lit')][0].getClientRects()[0].toJSON()")
    page.locator(".statements-pane").evaluate("pane => pane.scrollTo(0, 0)")
    page.mouse.move(box["x"] + 3, box["y"] + box["height"] / 2)
    until(page, "document.querySelectorAll('.statement.lit').length > 0")
    page.mouse.click(box["x"] + 3, box["y"] + box["height"] / 2)
    assert page.evaluate("document.activeElement.classList.contains('statement')")
    assert words(json.loads(saved(page, "JSON"))["claims"][-1]) == lit(page)


def test_claims_and_statements_come_before_the_summary(open_page: Open) -> None:
    page = open_page()
    text = next(articles(400, 31))
    page.evaluate(
        "new MutationObserver(() => { window.seen = Math.max(window.seen ?? 0,"
        " document.querySelectorAll('.told .statement').length) })"
        ".observe(document.body, { childList: true, subtree: true })"
    )
    summarise(page, text)
    summary = json.loads(saved(page, "JSON"))
    assert page.evaluate("window.seen") == len(summary["claims"]) + len(summary["abstract"]["statements"])
    first, whole = page.evaluate(
        "['first statement', 'summary'].map(name => performance.getEntriesByName(name)[0].startTime)"
    )
    assert first < whole


def test_a_long_article_is_cancelled_and_the_service_goes_on(open_page: Open) -> None:
    page = open_page()
    page.fill("#article-text", next(articles(30_000, 5)))
    page.click("text=Summarise")
    page.wait_for_selector(".told progress[value]")
    page.click("text=Cancel")
    page.wait_for_selector("#article-text")
    assert page.locator("#status").inner_text() == "Cancelled."
    summarise(page, ASTRAL)
    assert page.locator(".claims a.statement").count() > 1


def test_offsets_count_code_points(open_page: Open) -> None:
    page = open_page()
    summarise(page, ASTRAL)
    summary = json.loads(saved(page, "JSON"))
    statements = [*summary["abstract"]["statements"], *summary["claims"]]
    assert any("🚜" in word for item in statements for word in words(item))
    assert each_lit(page) == [words(item) for item in statements]


def test_what_an_article_says_stays_text(open_page: Open, browser: Browser, tmp_path: Path) -> None:
    page = open_page()
    summarise(page, HOSTILE)
    assert page.locator("article.text").inner_text().count("<script>document.title = 'taken'</script>") == 1
    assert page.locator("main img, main iframe, main script").count() == 0
    assert page.title() == "Summary · Plumbline"
    rows = list(csv.reader(io.StringIO(saved(page, "CSV"))))
    assert len(rows) == page.locator(".claims > li").count() + 1
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert "<script" not in saved(page, "Markdown").replace("\\<script", "")
    _mailed(browser, tmp_path, saved(page, "HTML"))


def _mailed(browser: Browser, folder: Path, html: str) -> None:
    """The file stands alone, runs nothing, and links statements with their places."""
    file = folder / "mailed.html"
    file.write_text(html, "utf-8")
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    assert page.locator("script, img, iframe").count() == 0
    assert asked == [file.as_uri()]
    link = page.locator("li a").first
    place = page.locator(link.get_attribute("href") or "")
    assert place.evaluate("mark => mark.localName") == "mark"
    picture(page, "mailed")
    page.close()


def test_chips_choose_speakers(open_page: Open) -> None:
    page = open_page()
    summarise(page, HOSTILE)
    chip = page.locator(".chip", has_text="Per Lund")
    chip.click()
    assert chip.get_attribute("aria-pressed") == "true"
    assert {text.split(" · ")[0] for text in page.locator(".claims > li:visible .who").all_inner_texts()} == {
        "Per Lund"
    }
    chip.click()
    assert page.locator(".claims > li:visible").count() == page.locator(".claims > li").count()


LOADED = (
    "The great leader inspected the factory on Monday. The heroic workers achieved truly remarkable results, said "
    "Mayor Ada Brenn. The so-called reform cost 4 million crowns. Output grew by 4 percent."
)


def test_loaded_wording_is_underlined_and_told(open_page: Open) -> None:
    page = open_page()
    summarise(page, LOADED)
    painted = "name => [...(CSS.highlights.get(`loaded-${name}`) ?? [])].map(String)"
    assert page.evaluate(painted, "exalts") == ["great leader", "heroic", "remarkable"]
    assert page.evaluate(painted, "presses") == ["truly"]
    assert page.evaluate(painted, "belittles") == ["so-called"]
    page.click("text=Loaded wording (5)")
    told = page.locator(".loaded li").all_inner_texts()
    assert told[0] == "great leader Honorific: a person has to reword it"
    assert told[-1] == "so-called Scare quotes: a person has to reword it"
    box = page.evaluate("[...CSS.highlights.get('loaded-presses')][0].getBoundingClientRect().toJSON()")
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_selector(".tip:visible")
    assert page.locator(".tip").inner_text() == "Intensifier: can be left out"


def test_a_file_is_read(open_page: Open, tmp_path: Path) -> None:
    file = tmp_path / "astral.txt"
    file.write_text(ASTRAL, "utf-8")
    page = open_page()
    page.set_input_files("#article-text-file", file)
    assert page.locator(".chosen").inner_text().startswith("astral.txt")
    page.click("text=Summarise")
    page.wait_for_selector(".statements-pane")
    summary = json.loads(saved(page, "JSON"))
    assert each_lit(page) == [words(item) for item in [*summary["abstract"]["statements"], *summary["claims"]]]


def test_errors_are_told_in_words(open_page: Open) -> None:
    page = open_page(expect="422")
    page.click("text=Summarise")
    assert "There is no article yet" in page.locator("[role=alert]").inner_text()
    page.fill("#article-text", "Hm.")
    page.click("text=Summarise")
    page.wait_for_selector("[role=alert] >> text=too_short")
    assert page.input_value("#article-text") == "Hm."


def test_a_key_is_asked_for_and_kept_for_the_tab(open_page: Open) -> None:
    refusal = {"title": "A key is needed", "status": 401, "detail": "No key.", "code": "unauthorized"}

    def guard(route: Route) -> None:
        if route.request.headers.get("authorization") == "Bearer right":
            kept = {name: value for name, value in route.request.headers.items() if name != "authorization"}
            route.continue_(headers=kept)  # the service behind has no keys
        else:
            route.fulfill(status=401, content_type="application/problem+json", body=json.dumps(refusal))

    page = open_page(route={"**/v1/**": guard}, expect="401")
    page.wait_for_selector("#key:visible")
    page.fill("#key-field", "wrong")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=The service did not accept that key")
    page.fill("#key-field", "right")
    page.keyboard.press("Enter")
    summarise(page, HOSTILE)
    assert page.locator("#key").is_hidden()
    page.reload()
    page.wait_for_selector("main h1")
    page.wait_for_timeout(200)
    assert page.locator("#key").is_hidden()
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 1]


def test_a_silent_service_is_told(open_page: Open) -> None:
    page = open_page(route={"**/v1/summaries": lambda route: route.abort()}, expect="ERR_FAILED")
    page.fill("#article-text", HOSTILE)
    page.click("text=Summarise")
    page.wait_for_selector("[role=alert] >> text=No answer came from the service.")


def test_two_hundred_thousand_characters_without_a_stutter(open_page: Open) -> None:
    page = open_page(reduced_motion="reduce")
    text = next(articles(32_000, 9))[:200_000]
    claim = text.index(" said ")
    spans = [{"start": at, "end": at + 90} for at in range(claim, len(text) - 100, 997)]
    took = page.evaluate(
        """async ([text, spans]) => {
          const { Article } = await import("/web/js/article.js");
          const start = performance.now();
          const article = new Article(text);
          document.querySelector("main").replaceChildren(article.element);
          article.paint("evidence", spans);
          article.element.getBoundingClientRect();
          await new Promise(requestAnimationFrame);
          const built = performance.now() - start;
          const frame = () => new Promise(requestAnimationFrame);
          const steps = [];
          let seen = 0;
          for (let index = 0; index < 60; index += 1) {
            const span = spans[(index * 71) % spans.length]; // to and fro
            const begun = performance.now();
            article.paint("lit", [span]);
            article.show(span, document.documentElement);
            steps.push(performance.now() - begun);
            await frame();
            await frame();
            const place = article.range(span).getBoundingClientRect();
            seen += place.top >= 0 && place.bottom <= innerHeight;
          }
          return { built, step: steps.sort((a, b) => a - b)[54], seen };
        }""",
        [text, spans],
    )
    assert took["built"] < 1_500
    assert took["step"] < 100
    assert took["seen"] == 60


def test_a_browser_without_highlights_marks_the_paragraph(open_page: Open) -> None:
    page = open_page()
    page.evaluate("Object.defineProperty(CSS, 'highlights', { value: undefined })")
    summarise(page, ASTRAL)
    statement = page.locator(".claims a.statement").last
    statement.focus()
    assert "Per Lund" in page.locator(".block.lit").inner_text()
