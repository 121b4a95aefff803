"""PDF: its pages become the text that they show, in reading order.

What PDFium tells is where each character stands; `words` makes rows of words of it, `columns` finds the reading order,
`furniture` takes away what is not text, and `paragraphs` puts lines together. Text that is turned is left out, and
Chinese and Japanese in vertical writing is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing

import pypdfium2 as pdfium
from pypdfium2 import raw

from service.core.errors import DocumentDamaged, DocumentLocked, NoTextInside, TooLarge
from service.ingest.content import Block, Content, Limits, Note
from service.ingest.pdf.asides import footnotes, without_tables
from service.ingest.pdf.columns import regions
from service.ingest.pdf.furniture import without_running
from service.ingest.pdf.initials import with_initials
from service.ingest.pdf.lines import Printed, printed
from service.ingest.pdf.metadata import author, language, title
from service.ingest.pdf.paragraphs import body_type, laid_out
from service.ingest.pdf.words import read_words

MOST_UNKNOWN = 0.2  # share of characters without a letter above which a text is none
NAMED_PAGES = 10  # that a message names
END = re.compile(rb"startxref\s+\d+")


def read(data: bytes, limits: Limits) -> Content:
    """The paragraphs and headings of a PDF; footnotes after the text, without tables.

    A mark's line counts the lines that are printed in the file. The day that a PDF was made is not a day of
    publication: there is none. Raises DocumentDamaged, DocumentLocked, NoTextInside, TooLarge.
    """
    with closing(_opened(data)) as document:
        pages = len(document)
        if pages > limits.pages:
            raise TooLarge(
                f"The document has {pages:,} pages; the limit is {limits.pages:,}.", limit=limits.pages, actual=pages
            )
        if not pages:
            raise DocumentDamaged("The PDF has no pages; its end or its list of pages is lost.")
        reader = _Pages(document, limits)
        lines = list(reader.lines())
        blocks = _blocks(lines, pages)
        if not blocks:
            _require_no_pictures(document)
        stated = title(document)
        if blocks and stated and not blocks[0].heading and stated not in blocks[0].text:
            blocks.insert(0, Block(text=stated, heading=True, level=1, marks=blocks[0].marks[:1]))
        return Content(
            blocks=tuple(blocks),
            title=stated,
            author=author(document),
            language=language(document),
            notes=(Note.PAGES_WITHOUT_TEXT,) if reader.pictures else (),
        )


def _opened(data: bytes) -> pdfium.PdfDocument:
    """Raises DocumentDamaged, DocumentLocked."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise DocumentLocked("The PDF opens only with its password.") from error
        if error.err_code == raw.FPDF_ERR_SECURITY:
            raise DocumentLocked("The PDF is protected in a way that is not known here.") from error
        raise DocumentDamaged("The PDF cannot be opened: its structure is broken.") from error
    if not END.search(data, data.rfind(b"endobj") + 1):
        document.close()
        raise DocumentDamaged("The PDF stops before its end: it was cut off.")
    return document


class _Pages:
    """Reads one page after the other."""

    def __init__(self, document: pdfium.PdfDocument, limits: Limits) -> None:
        self._document = document
        self._limit = limits.characters
        self._characters = 0
        self._unknown = 0
        self.pictures = False  # a page shows something and has no text

    def lines(self) -> Iterator[Printed]:
        """All lines in reading order. Raises DocumentDamaged, NoTextInside, TooLarge."""
        region = number = 0
        gutters: list[float] = []
        for index in range(len(self._document)):
            try:
                page = self._document[index]
                text = page.get_textpage()
            except pdfium.PdfiumError as error:
                raise DocumentDamaged(f"Page {index + 1:,} of the PDF cannot be read.") from error
            with closing(page), closing(text):
                self._require_fits(text.count_chars(), index + 1)
                found = read_words(text.raw)
                self.pictures = self.pictures or (not found.characters and _shows(page))
            self._characters += found.characters
            self._unknown += found.unknown
            parts = list(regions(with_initials(found.rows), gutters))
            for line in printed(parts, index + 1, region, number + 1):
                number = line.number
                yield line
            region += len(parts)
        self._require_letters()

    def _require_fits(self, characters: int, page: int) -> None:
        total = self._characters + characters
        if total > self._limit:
            raise TooLarge(
                f"The document has more than {self._limit:,} characters: {total:,} up to page {page:,}.",
                limit=self._limit,
                actual=total,
            )

    def _require_letters(self) -> None:
        if self._unknown > MOST_UNKNOWN * self._characters:
            share = self._unknown / self._characters
            raise NoTextInside(
                f"The PDF's fonts do not say which letters they show: {share:.0%} of its characters are unknown."
            )


def _require_no_pictures(document: pdfium.PdfDocument) -> None:
    """Raises NoTextInside when what has no text shows pictures."""
    found = [index + 1 for index in range(len(document)) if _shows(document[index])]
    if found:
        named = ", ".join(map(str, found[:NAMED_PAGES]))
        more = f" and {len(found) - NAMED_PAGES:,} more" if len(found) > NAMED_PAGES else ""
        one = len(found) == 1
        raise NoTextInside(
            f"{'Page' if one else 'Pages'} {named}{more} of the PDF {'shows a picture' if one else 'show pictures'} "
            "and no text."
        )


def _shows(page: pdfium.PdfPage) -> bool:
    """Whether there is a picture on the page, or a form that may hold one."""
    return any(
        raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page.raw, index))
        in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM)
        for index in range(raw.FPDFPage_CountObjects(page.raw))
    )


def _blocks(lines: list[Printed], pages: int) -> list[Block]:
    text = without_running(lines, pages)
    text = without_tables(text) or text
    if not text:
        return []
    body = body_type(text)
    text, notes = footnotes(text, body.size)
    return laid_out(text, notes, body)
