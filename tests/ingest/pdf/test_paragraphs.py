"""Lines become paragraphs and headings."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reportlab.lib.enums import TA_CENTER, TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Spacer

from tests.ingest.pdf.articles import FIRST, FOURTH, PARAGRAPHS, SECOND, THIRD, headings, prose, read_pdf, texts
from tests.ingest.pdf.made import BODY, EDGE, HEIGHT, TITLE, drawn, set_in_columns, story, write

FILLED = ParagraphStyle("filled", parent=BODY, justifyLastLine=1)
SUBTITLE = ParagraphStyle("subtitle", parent=TITLE, fontSize=12, leading=15)
RUN_IN = ParagraphStyle("run-in", parent=BODY, fontName="Times-Bold", alignment=TA_LEFT)


def typed(rows: list[str], *, leading: float = 12, font: str = "Courier") -> bytes:
    """Rows of a typewriter's text, as they are."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, 10)
        for index, row in enumerate(rows):
            canvas.drawString(EDGE, HEIGHT - EDGE - leading * index, row)

    return drawn(draw)


def test_hyphens_of_line_ends_go_and_those_of_words_stay() -> None:
    rows = [
        "The members spoke at length of the Juche-oriented work and of the imple-",
        "mentation of the plan that was still to be done. They were told once more",
        "in the evening to look to the coop\u00ad",
        "eration of the villages and to the self-",
        "reliance of the town, and to the years 2021-",
        "25 of the plan, as the Juche-",
        "oriented congress had said.",
    ]
    assert texts(typed(rows)) == [
        "The members spoke at length of the Juche-oriented work and of the implementation of the plan that was still "
        "to be done. They were told once more in the evening to look to the cooperation of the villages and to the "
        "self-reliance of the town, and to the years 2021-25 of the plan, as the Juche-oriented congress had said."
    ]


def test_a_quotation_goes_on_over_the_page() -> None:
    quotation = (
        'The mayor said: "When the old people of the lower town trust us, we have no right to sleep until that trust '
        'is repaid with a bridge, with lamps and with benches."'
    )
    words = quotation.split()
    for middle in range(4, len(words), 3):

        def first(canvas: Canvas, end: int = middle) -> None:
            write(canvas, " ".join(words[:end]), write(canvas, FIRST, HEIGHT - EDGE), FILLED)

        def second(canvas: Canvas, start: int = middle) -> None:
            write(canvas, SECOND, write(canvas, " ".join(words[start:]), HEIGHT - EDGE))

        assert texts(drawn(first, second)) == [FIRST, quotation, SECOND]


@pytest.mark.parametrize("leading", [11, 12, 15, 20, 24])
def test_any_leading(leading: int) -> None:
    style = ParagraphStyle("led", parent=BODY, leading=leading, spaceAfter=leading / 2)
    assert texts(set_in_columns(story([("p", text) for text in PARAGRAPHS], style))) == list(PARAGRAPHS)


@pytest.mark.parametrize("size", [7, 10, 14, 20])
def test_any_size(size: int) -> None:
    style = ParagraphStyle("sized", parent=BODY, fontSize=size, leading=1.2 * size, firstLineIndent=1.5 * size)
    style.spaceAfter = 0
    assert texts(set_in_columns(story([("p", text) for text in PARAGRAPHS], style))) == list(PARAGRAPHS)


def test_paragraphs_without_gap_or_indent_end_where_a_word_had_room() -> None:
    style = ParagraphStyle("plain", parent=BODY, spaceAfter=0)
    assert texts(set_in_columns(story([("p", text) for text in PARAGRAPHS], style))) == list(PARAGRAPHS)


def test_an_indented_quotation_is_a_paragraph() -> None:
    inset = ParagraphStyle("inset", parent=BODY, leftIndent=30, rightIndent=30)
    flowables = [Paragraph(FIRST, BODY), Paragraph(SECOND, inset), Paragraph(THIRD, BODY)]
    assert texts(set_in_columns(flowables)) == [FIRST, SECOND, THIRD]


def test_items_of_a_list_stay_apart() -> None:
    item = ParagraphStyle("item", parent=BODY, leftIndent=14, bulletIndent=2, spaceAfter=0)
    flowables = [Paragraph(FIRST, BODY), *(Paragraph(text, item, bulletText="•") for text in (SECOND, THIRD))]
    assert texts(set_in_columns([*flowables, Spacer(1, 6), Paragraph(FOURTH, BODY)])) == [
        FIRST,
        f"• {SECOND}",
        f"• {THIRD}",
        FOURTH,
    ]


def test_headings_have_levels_by_their_size() -> None:
    flowables = [
        Paragraph("The Bridges of Ardal", TITLE),
        Paragraph(FIRST, BODY),
        Paragraph("What It Costs", SUBTITLE),
        Paragraph(SECOND, BODY),
        Paragraph("Who pays", RUN_IN),
        Paragraph(THIRD, BODY),
        Paragraph("What comes next?", SUBTITLE),
        Paragraph(FOURTH, BODY),
    ]
    data = set_in_columns(flowables)
    assert [(block.level, block.text) for block in headings(data)] == [
        (1, "The Bridges of Ardal"),
        (2, "What It Costs"),
        (3, "Who pays"),
        (2, "What comes next?"),
    ]
    assert [text for text in texts(data) if text in PARAGRAPHS] == list(PARAGRAPHS)


def test_a_headline_of_several_lines_is_one_heading() -> None:
    headline = "The Council of Ardal Votes for a New Bridge over the River and for the Road That Leads to It from Tamsk"
    assert [block.text for block in headings(set_in_columns(story([("h", headline), ("p", FIRST)]), 2))] == [headline]


def test_large_sentences_and_bold_paragraphs_are_no_headings() -> None:
    lead = ParagraphStyle("lead", parent=BODY, fontSize=12, leading=15, fontName="Times-Bold")
    flowables = [
        Paragraph("The Bridge", TITLE),
        Paragraph(FIRST, lead),
        Paragraph(SECOND, BODY),
        Paragraph(THIRD, BODY),
    ]
    data = set_in_columns(flowables)
    assert texts(data) == ["The Bridge", FIRST, SECOND, THIRD]
    assert [block.text for block in headings(data)] == ["The Bridge"]


def test_words_in_bold_inside_a_paragraph_change_nothing() -> None:
    marked = FIRST.replace("new bridge", "<b>new bridge</b>").replace(
        "The council of Ardal", "<b>The council</b> of Ardal"
    )
    assert texts(set_in_columns([Paragraph(marked, BODY), Paragraph(SECOND, BODY)])) == [FIRST, SECOND]


def test_headings_in_the_texts_own_type() -> None:
    centred = ParagraphStyle("centred", parent=BODY, alignment=TA_CENTER, spaceAfter=12)
    flowables = [
        Paragraph("A Bridge for Ardal", centred),
        Paragraph(FIRST, BODY),
        Spacer(1, 8),
        Paragraph("The price", centred),
        Paragraph(SECOND, BODY),
    ]
    data = set_in_columns(flowables)
    assert texts(data) == ["A Bridge for Ardal", FIRST, "The price", SECOND]
    assert [(block.text, block.level) for block in headings(data)] == [("A Bridge for Ardal", 1), ("The price", 1)]


def test_dots_of_a_table_of_contents_go() -> None:
    rows = ["What the bridge costs ............... 4", "Who pays for the bridge ............. 12", *[""], FIRST[:60]]
    assert texts(typed(rows))[:2] == ["What the bridge costs", "Who pays for the bridge"]


def test_dots_that_stand_apart_go_too() -> None:
    rows = [
        "2.1 What the bridge costs . . . . . . . . . . . . 4",
        "2.2 Who pays for it . . . . . . . . . . . . . . . 12",
    ]
    assert texts(typed([*rows, "", FIRST[:60]], font="Times-Roman"))[:2] == [
        "2.1 What the bridge costs",
        "2.2 Who pays for it",
    ]


def test_names_in_smaller_type_stay_in_their_sentence() -> None:
    small = '<font name="Courier" size="9">{}</font>'
    marked = FIRST.replace("the old market square in the lower town", small.format("/old/market/square /lower/town"))
    plain = FIRST.replace("the old market square in the lower town", "/old/market/square /lower/town")
    assert texts(set_in_columns([Paragraph(marked, BODY), Paragraph(SECOND, BODY)])) == [plain, SECOND]


def test_numbered_headings_at_the_top_of_following_pages_stay() -> None:
    def page(number: int, heading: str, text: str) -> Callable[[Canvas], object]:
        return lambda canvas: write(canvas, text, write(canvas, f"{number} {heading}", HEIGHT - EDGE, SUBTITLE))

    names = ["The bridge", "The road", "The lamps", "The benches"]
    data = drawn(*(page(at, name, text) for at, (name, text) in enumerate(zip(names, PARAGRAPHS, strict=True), 1)))
    assert [block.text for block in headings(data)] == [f"{at} {name}" for at, name in enumerate(names, 1)]


def test_every_word_knows_its_page() -> None:
    text = " ".join(prose(2_500))
    block = read_pdf(set_in_columns(story([("p", text)]))).blocks[0]
    pages = [mark.page for mark in block.marks]
    assert pages == sorted(pages)
    assert set(pages) == {1, 2}
    assert [mark.line for mark in block.marks] == list(range(1, len(block.marks) + 1))
    assert all(text[mark.offset - 1] == " " for mark in block.marks[1:])
