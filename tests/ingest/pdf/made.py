"""PDFs that tests make: real ones, laid out by ReportLab."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, FrameBreak, NextPageTemplate, PageTemplate, Paragraph

WIDTH, HEIGHT = A4
EDGE = 60.0  # points
HEAD = 110.0  # points of the first page that the headings have for themselves above columns
BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=10, leading=12, alignment=TA_JUSTIFY, spaceAfter=6)
INDENTED = ParagraphStyle("indented", parent=BODY, spaceAfter=0, firstLineIndent=14)
TITLE = ParagraphStyle(
    "title", fontName="Helvetica-Bold", fontSize=16, leading=19, alignment=TA_CENTER, spaceAfter=6, spaceBefore=6
)
Drawing = Callable[[Canvas, int], None]


def drawn(*pages: Callable[[Canvas], object], **settings: object) -> bytes:
    """A PDF of pages that are drawn one by one."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=True, **settings)
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def write(
    canvas: Canvas, text: str, top: float, style: ParagraphStyle = BODY, left: float = EDGE, width: float = 0
) -> float:
    """Set a paragraph below `top`; where the next one begins."""
    paragraph = Paragraph(text, style)
    height: float = paragraph.wrap(width or WIDTH - 2 * EDGE, HEIGHT)[1]
    paragraph.drawOn(canvas, left, top - height)
    return top - height - float(style.spaceAfter)


def story(
    blocks: Sequence[tuple[str, str]], body: ParagraphStyle = BODY, title: ParagraphStyle = TITLE
) -> list[Flowable]:
    """Flowables of blocks: ("h", a heading) or ("p", a paragraph)."""
    return [Paragraph(text.replace("&", "&amp;"), title if kind == "h" else body) for kind, text in blocks]


def set_in_columns(flowables: Sequence[Flowable], columns: int = 1, every_page: Drawing | None = None) -> bytes:
    """A PDF of pages with so many columns; what is drawn on every page gets the page's number."""
    target = io.BytesIO()
    template = BaseDocTemplate(target, pagesize=A4, invariant=True)

    def draw(canvas: Canvas, document: BaseDocTemplate) -> None:
        if every_page:
            every_page(canvas, document.page)

    template.addPageTemplates(PageTemplate("all", _frames(columns, HEIGHT - 2 * EDGE), onPage=draw))
    template.build(list(flowables))
    return target.getvalue()


def below_headlines(headlines: Sequence[Flowable], flowables: Sequence[Flowable], columns: int = 2) -> bytes:
    """A PDF with headlines as wide as the page above the columns of its first page."""
    target = io.BytesIO()
    template = BaseDocTemplate(target, pagesize=A4, invariant=True)
    above = Frame(EDGE, HEIGHT - EDGE - HEAD, WIDTH - 2 * EDGE, HEAD, 0, 0, 0, 0)
    first = PageTemplate("first", [above, *_frames(columns, HEIGHT - 2 * EDGE - HEAD - 12)])
    template.addPageTemplates([first, PageTemplate("later", _frames(columns, HEIGHT - 2 * EDGE))])
    template.build([NextPageTemplate("later"), *headlines, FrameBreak(), *flowables])
    return target.getvalue()


def _frames(columns: int, height: float, gutter: float = 18) -> list[Frame]:
    width = (WIDTH - 2 * EDGE - gutter * (columns - 1)) / columns
    return [Frame(EDGE + index * (width + gutter), EDGE, width, height, 0, 0, 0, 0) for index in range(columns)]


def bands(parts: Sequence[tuple[int, Sequence[str]]]) -> bytes:
    """One page of bands below each other, each with so many columns and a paragraph or more in each."""

    def draw(canvas: Canvas) -> None:
        top = HEIGHT - EDGE
        for columns, paragraphs in parts:
            share = len(paragraphs) // columns
            heights = []
            for index, frame in enumerate(_frames(columns, 0)):
                y = top
                for text in paragraphs[index * share : (index + 1) * share]:
                    y = write(canvas, text, y, BODY, frame._x1, frame._width)
                heights.append(y)
            top = min(heights) - BODY.leading

    return drawn(draw)
