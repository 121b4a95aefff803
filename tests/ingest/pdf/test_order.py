"""Reading order: the same article in one, two and three columns is the same text."""

from __future__ import annotations

import pytest
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.styles import ParagraphStyle

from service.ingest import Reading
from service.ingest.content import Limits
from tests.ingest.pdf.articles import PARAGRAPHS, document_of, parts, plain, prose, texts
from tests.ingest.pdf.made import BODY, INDENTED, bands, below_headlines, set_in_columns, story

RAGGED = ParagraphStyle("ragged", parent=BODY, fontSize=9, leading=11, alignment=TA_LEFT)
STYLES = {"justified": BODY, "indented": INDENTED, "ragged": RAGGED}


@pytest.mark.parametrize(
    ("style", "columns"),
    [(style, columns) for style in STYLES for columns in (1, 2, 3)][:-1],  # the last: see below
)
def test_the_article_is_the_same_text_as_plain(style: str, columns: int) -> None:
    article = plain()
    read = document_of(set_in_columns(story(parts(article), STYLES[style]), columns))
    assert read.text == article.text
    assert [section.headings for section in read.sections] == [section.headings for section in article.sections]
    assert read.title == article.title


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("style", ["justified", "indented"])
def test_headlines_as_wide_as_the_page_come_first(style: str, columns: int) -> None:
    article = plain()
    blocks = parts(article)
    heads = [part for part in blocks if part[0] == "h"]
    rest = [part for part in blocks if part[0] == "p"]
    data = below_headlines(story(heads), story(rest, STYLES[style]), columns)
    assert document_of(data).text == article.text


def test_a_full_last_line_at_a_columns_end_cannot_be_told() -> None:
    """Nothing shows that a paragraph with a ragged edge ended there: it is joined with the next one."""
    article = plain()
    read = document_of(set_in_columns(story(parts(article), RAGGED), 3))
    assert " ".join(read.text.split()) == " ".join(article.text.split())
    assert article.text.count("\n\n") - read.text.count("\n\n") == 1


def test_through_the_process_that_reads_files() -> None:
    article = plain()
    reading = Reading(Limits())
    try:
        read = reading.read(set_in_columns(story(parts(article)), 2), name="article.pdf")
    finally:
        reading.close()
    assert (read.text, read.media_type) == (article.text, "application/pdf")
    assert read.pages[0] == (0, 1)
    assert read.pages[-1][1] > 1


def test_columns_between_text_as_wide_as_the_page() -> None:
    """Each band is read before the next one."""
    data = bands([(1, PARAGRAPHS[:1]), (2, PARAGRAPHS[1:3]), (1, PARAGRAPHS[3:])])
    assert texts(data) == list(PARAGRAPHS)


def test_a_column_of_one_line_on_the_last_page() -> None:
    words = prose(1_300)
    for count in range(1_200, 1_300, 25):
        text = " ".join(words[:count])
        assert " ".join(texts(set_in_columns(story([("p", text)]), 2))) == text


def test_a_short_text_in_one_column_is_not_cut() -> None:
    assert texts(set_in_columns(story([("h", "A Bridge"), ("p", PARAGRAPHS[0])]))) == ["A Bridge", PARAGRAPHS[0]]
