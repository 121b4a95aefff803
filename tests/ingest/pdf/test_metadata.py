"""What a PDF says of itself."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.ingest.pdf.articles import FIRST, read_pdf
from tests.ingest.pdf.made import BODY, EDGE, HEIGHT, TITLE, drawn, write


def with_title(title: str, *, author: str = "", heading: str = "") -> bytes:
    def draw(canvas: Canvas) -> None:
        canvas.setTitle(title)
        canvas.setAuthor(author)
        y = HEIGHT - EDGE
        if heading:
            y = write(canvas, heading, y, TITLE)
        write(canvas, FIRST, y, BODY)

    return drawn(draw)


def test_title_and_author() -> None:
    content = read_pdf(with_title("A Bridge for Ardal", author=" Ada  Brenn "))
    assert (content.title, content.author) == ("A Bridge for Ardal", "Ada Brenn")


@pytest.mark.parametrize(
    "title",
    [
        *("Microsoft Word - bridge.doc", "untitled", "(anonymous)", "bridge_final.docx", "Document1", "Slide 1", ""),
        *(" - ", "C:\\texts\\bridge", "https://ardal.example/bridge", "unspecified", "Presentation 2"),
    ],
)
def test_a_title_that_no_person_gave_is_none(title: str) -> None:
    content = read_pdf(with_title(title))
    assert content.title == ""
    assert [block.text for block in content.blocks] == [FIRST]


@pytest.mark.parametrize("author", ["anonymous", "(anonymous)", "unknown", "user", "Admin", "Administrator", "--"])
def test_an_author_that_is_nobody_is_none(author: str) -> None:
    assert read_pdf(with_title("A Bridge", author=author)).author == ""


def test_a_title_that_is_not_printed_becomes_the_first_heading() -> None:
    content = read_pdf(with_title("A Bridge for Ardal"))
    assert [(block.text, block.heading) for block in content.blocks] == [("A Bridge for Ardal", True), (FIRST, False)]


def test_what_is_printed_as_heading_stands_alone() -> None:
    content = read_pdf(with_title("A Bridge for Ardal", heading="Ardal Gets Its Bridge"))
    assert content.title == "A Bridge for Ardal"
    assert [block.text for block in content.blocks] == ["Ardal Gets Its Bridge", FIRST]


def test_the_day_it_was_made_is_no_day_of_publication() -> None:
    data = with_title("A Bridge for Ardal")
    assert b"/CreationDate" in data
    assert read_pdf(data).published is None


def test_language_of_the_catalogue() -> None:
    data = drawn(lambda canvas: write(canvas, FIRST, HEIGHT - EDGE), lang="en-GB")
    assert read_pdf(data).language == "en-GB"
    assert read_pdf(with_title("A Bridge")).language == ""
