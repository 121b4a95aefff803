"""What a page carries beside its text stays out of its sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Spacer, Table

from tests.ingest.pdf.articles import FIRST, FOURTH, PARAGRAPHS, SECOND, THIRD, prose, read_pdf, texts
from tests.ingest.pdf.made import BODY, EDGE, HEIGHT, WIDTH, Drawing, drawn, set_in_columns, story, write

SMALL = ParagraphStyle("small", parent=BODY, fontSize=8, leading=9.5)
CAPTION = ParagraphStyle("caption", parent=BODY, fontSize=9, leading=11)
LONG = " ".join(prose(3_600))


def head(canvas: Canvas, page: int) -> None:
    canvas.setFont("Times-Italic", 9)
    canvas.drawString(EDGE, HEIGHT - 40, "The Ardal Gazette")
    canvas.drawRightString(WIDTH - EDGE, HEIGHT - 40, f"No. {page + 40} of 2026")


def facing(canvas: Canvas, page: int) -> None:
    canvas.setFont("Times-Italic", 9)
    if page % 2:
        canvas.drawRightString(WIDTH - EDGE, HEIGHT - 40, f"On bridges   {page}")
    else:
        canvas.drawString(EDGE, HEIGHT - 40, f"{page}   The Ardal Gazette")


def numbered(form: Callable[[int], str]) -> Drawing:
    def draw(canvas: Canvas, page: int) -> None:
        canvas.setFont("Times-Roman", 9)
        canvas.drawCentredString(WIDTH / 2, 30, form(page))

    return draw


def roman(page: int) -> str:
    return ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")[page]


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize(
    "furniture",
    [
        head,
        facing,
        numbered(str),
        numbered("- {} -".format),
        numbered("[{}]".format),
        numbered("Page {}".format),
        numbered("Page {} of 12".format),
        numbered("{}/12".format),
        numbered("Seite {} von 12".format),
        numbered("— {} —".format),
        numbered(roman),
        numbered("The Ardal Gazette | {}".format),
    ],
    ids="head facing number dashes brackets page page-of slash seite em-dashes roman foot".split(),
)
def test_what_runs_on_every_page_is_left_out(furniture: Drawing, columns: int) -> None:
    assert texts(set_in_columns(story([("p", LONG)]), columns, furniture)) == [LONG]


def test_on_two_pages_too() -> None:
    short = " ".join(prose(1_600))
    assert texts(set_in_columns(story([("p", short)]), 1, head)) == [short]


def test_a_number_on_its_one_page() -> None:
    assert texts(set_in_columns(story([("p", FIRST)]), 1, numbered(str))) == [FIRST]


def test_a_first_line_that_comes_once_stays() -> None:
    assert texts(set_in_columns(story([("h", "The Ardal Gazette"), ("p", LONG)]))) == ["The Ardal Gazette", LONG]


def test_a_year_in_the_first_line_stays() -> None:
    assert texts(set_in_columns(story([("p", "2026 was a good year. " + FIRST)]))) == ["2026 was a good year. " + FIRST]


VOTES = Table(
    [
        ["District", "For", "Against"],
        ["Upper town", "1,204", "310"],
        ["Lower town", "988", "1,020"],
        ["Tamsk", "7", "2"],
    ]
)


def test_a_table_is_left_out() -> None:
    flowables = [*story([("p", FIRST)]), VOTES, *story([("p", SECOND)])]
    assert texts(set_in_columns(flowables)) == [FIRST, SECOND]


def test_a_table_of_two_columns_of_figures_is_left_out() -> None:
    rows = [["Cement", "2.18"], ["Grain, with that of the Lower Sarn plain", "4.7"], ["Coal", "12.04"]]
    flowables = [*story([("p", FIRST)]), Table(rows), *story([("p", SECOND)])]
    assert texts(set_in_columns(flowables)) == [FIRST, SECOND]


def test_a_numbered_list_is_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        y = write(canvas, FIRST, HEIGHT - EDGE)
        for number, text in enumerate(("more houses", "a new bridge", "lower fares"), 1):
            canvas.setFont("Times-Roman", 10)
            canvas.drawString(EDGE, y - 10, f"{number}.")
            canvas.drawString(EDGE + 36, y - 10, text)
            y -= 14
        write(canvas, SECOND, y)

    assert texts(drawn(draw)) == [FIRST, "1. more houses", "2. a new bridge", "3. lower fares", SECOND]


def test_a_document_of_nothing_but_a_table_is_read() -> None:
    assert "Upper town 1,204 310" in " ".join(texts(set_in_columns([VOTES])))


@pytest.mark.parametrize("caption", ["Figure 3: The old bridge, before the flood", "Table 1. Votes by district"])
@pytest.mark.parametrize("style", [CAPTION, BODY], ids=["small", "as the text"])
def test_a_caption_is_a_block_of_its_own(caption: str, style: ParagraphStyle) -> None:
    flowables = [*story([("p", FIRST)]), Spacer(1, 100), Paragraph(caption, style), *story([("p", SECOND)])]
    assert texts(set_in_columns(flowables)) == [FIRST, caption, SECOND]


def test_a_caption_that_parts_a_sentence_comes_after_its_paragraph() -> None:
    words = FIRST.split()
    middle = words.index("traders")

    def first(canvas: Canvas) -> None:
        last = ParagraphStyle("last", parent=BODY, justifyLastLine=1)
        write(canvas, " ".join(words[:middle]), HEIGHT - EDGE, last)
        write(canvas, "Figure 1: The bridge of last year", 120, CAPTION)

    def second(canvas: Canvas) -> None:
        y = write(canvas, "Figure 2: The bridge of next year", HEIGHT - EDGE, CAPTION)
        write(canvas, SECOND, write(canvas, " ".join(words[middle:]), y - 10))

    assert texts(drawn(first, second)) == [
        FIRST,
        "Figure 1: The bridge of last year",
        "Figure 2: The bridge of next year",
        SECOND,
    ]


def with_notes(canvas: Canvas) -> None:
    marked = FIRST.replace("winter.", "winter.<super size=6>1</super>").replace(
        "favour,", "favour,<super size=6>2</super>"
    )
    write(canvas, THIRD, write(canvas, marked, HEIGHT - EDGE))
    y = write(canvas, "<super size=5>1</super> The letter is kept in the town's archive.", 100, SMALL)
    write(canvas, "<super size=5>2</super> Two members were ill and did not vote.", y, SMALL)


def second_page(canvas: Canvas) -> None:
    write(canvas, FOURTH, write(canvas, SECOND, HEIGHT - EDGE))
    write(canvas, "3 So the mayor's office says.", 80, SMALL)


def test_footnotes_come_after_the_text_and_their_marks_go() -> None:
    assert texts(drawn(with_notes, second_page)) == [
        FIRST,
        THIRD,
        SECOND,
        FOURTH,
        "The letter is kept in the town's archive.",
        "Two members were ill and did not vote.",
        "3 So the mayor's office says.",
    ]


def test_a_footnote_keeps_its_page() -> None:
    content = read_pdf(drawn(with_notes, second_page))
    assert [block.marks[0].page for block in content.blocks] == [1, 1, 2, 2, 1, 1, 2]


def test_a_sentence_goes_on_past_the_footnotes() -> None:
    words = LONG.split()[:400]
    middle = 214
    last = ParagraphStyle("last", parent=BODY, justifyLastLine=1)

    def first(canvas: Canvas) -> None:
        write(canvas, " ".join(words[:middle]), HEIGHT - EDGE, last)
        write(canvas, "* The letter is kept in the town's archive.", 100, SMALL)

    def second(canvas: Canvas) -> None:
        write(canvas, " ".join(words[middle:]), HEIGHT - EDGE)

    assert texts(drawn(first, second)) == [" ".join(words), "* The letter is kept in the town's archive."]


def test_raised_letters_and_figures_that_are_no_marks_stay() -> None:
    text = (
        'On the 2<super size="6">nd</super> day 40 m<super size="6">2</super> of CO<sub size="6">2</sub> tiles came. '
    )
    assert texts(set_in_columns(story([("p", text + FIRST)]))) == ["On the 2nd day 40 m2 of CO2 tiles came. " + FIRST]


def test_turned_text_is_left_out() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, FIRST, HEIGHT - EDGE)
        for angle, size in ((90, 10), (45, 60), (180, 10)):
            canvas.saveState()
            canvas.translate(300, 400)
            canvas.rotate(angle)
            canvas.setFont("Helvetica", size)
            canvas.drawString(0, 0, "DRAFT OF MAY")
            canvas.restoreState()

    assert texts(drawn(draw)) == [FIRST]


def test_paragraphs_are_told_apart_on_every_page() -> None:
    text = [("p", part) for part in PARAGRAPHS * 8]
    assert texts(set_in_columns(story(text), 1, head)) == list(PARAGRAPHS * 8)
