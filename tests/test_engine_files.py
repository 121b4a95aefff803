"""Files through the engine: several articles in one, their day, and the same article in other formats."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from eval.renderings import RENDERINGS, parts_of_file
from service.core.errors import TooShort
from service.core.receipt import Options
from service.core.request import File, SummaryRequest
from service.core.summary import Summaries, Summary
from service.engine import Engine
from service.ingest.media import DOCX, HTML, PDF

ARTICLE = Path("eval/references/party-conference.txt")
HARBOUR = (
    "Harbour Closed For Winter\n\nThe council of Ardal closed the old harbour on Monday. Mayor Ada Brenn said that the "
    "ice had damaged 14 of the 20 piers. She said that repairs would cost 2.5 million crowns. The harbour will be "
    "opened again on April 2. The fishermen of Ardal asked for the loss of their catch to be paid for. The council "
    "promised an answer within a month.\n\n"
)
BRIDGE = (
    "Bridge Opened In Orla\n\nThe province opened a bridge over the Orla last week. Governor Karl Voss said that 4,000 "
    "cars would cross it each day. The bridge cost 31 million crowns, 6 million more than was planned. Auditors said "
    "that two contracts had been awarded without a tender. Voss said that he would publish both contracts. The old "
    "ferry was sold to a museum.\n\n"
)
OPTIONS = Options(max_words=60, max_claims=5)


def test_each_article_of_a_file_has_its_summary(engine: Engine) -> None:
    both = engine.answer(SummaryRequest(text=HARBOUR + BRIDGE, split=True, options=OPTIONS))
    assert isinstance(both, Summaries)
    assert [summary.document.title for summary in both.summaries] == [
        "Harbour Closed For Winter",
        "Bridge Opened In Orla",
    ]
    assert [summary.abstract for summary in both.summaries] == [
        engine.summarize(text, OPTIONS).abstract.model_copy(update={"statements": summary.abstract.statements})
        for text, summary in zip((HARBOUR, BRIDGE), both.summaries, strict=True)
    ]
    line = HARBOUR.count("\n") + 3
    assert both.summaries[1].abstract.statements[0].evidence[0].line == line  # of the file, not of the article
    whole = engine.answer(SummaryRequest(text=HARBOUR + BRIDGE, options=OPTIONS))
    assert isinstance(whole, Summary)
    assert len(whole.document.sections) == 2


def test_an_article_that_cannot_be_summarised_leaves_the_others(engine: Engine) -> None:
    words = "Tables Of The Day\n\nSome " + "words " * 100 + "\n\n"
    both = engine.answer(SummaryRequest(text=HARBOUR + words, split=True, options=OPTIONS))
    assert isinstance(both, Summaries)
    assert len(both.summaries) == 1
    assert [(failed.index, failed.title, failed.problem.code) for failed in both.failed] == [
        (1, "Tables Of The Day", "too_short")
    ]
    with pytest.raises(TooShort):
        engine.answer(SummaryRequest(text=words, split=True))


def test_days_are_reckoned_from_the_day_it_appeared(engine: Engine) -> None:
    day = date(2026, 3, 5)
    summary = engine.answer(SummaryRequest(text=HARBOUR, published=day, options=Options(max_words=150)))
    assert isinstance(summary, Summary)
    assert summary.document.published == day
    found = {words.text: words.date for claim in summary.claims for words in claim.dates}
    assert found == {"on Monday": "2026-03-02", "on April 2": "2026-04-02"}
    without = engine.answer(SummaryRequest(text=HARBOUR))
    assert isinstance(without, Summary)
    assert not any(claim.dates for claim in without.claims)
    assert '"published"' not in without.to_json()


@pytest.mark.parametrize("kind", [HTML, PDF, DOCX])
def test_the_same_article_in_another_format_has_the_same_abstract(engine: Engine, kind: str) -> None:
    file = File(content=RENDERINGS[kind](parts_of_file(ARTICLE)))
    summary = engine.answer(SummaryRequest(file=file))
    assert isinstance(summary, Summary)
    plain = engine.summarize(ARTICLE.read_bytes(), Options())
    assert summary.abstract.text == plain.abstract.text
    assert [claim.text for claim in summary.claims] == [claim.text for claim in plain.claims]
    assert summary.document.media_type == kind
    assert (summary.claims[0].evidence[0].page is not None) == (kind == PDF)
