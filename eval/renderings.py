"""An article of ours as people have it: the same text as HTML, PDF, DOCX, ODT, Markdown and a mail."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from html import escape
from pathlib import Path

from docx import Document as WordDocument
from odfdo import Document as OpenDocument
from odfdo import Header, Paragraph
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph as PdfParagraph
from reportlab.platypus import SimpleDocTemplate

from service.core.document import Document
from service.ingest import decode, read_text
from service.ingest.media import DOCX, HTML, MAIL, MARKDOWN, ODT, PDF


@dataclass(frozen=True)
class Part:
    """A paragraph or a heading."""

    text: str
    heading: bool


def parts_of(document: Document) -> list[Part]:
    """All of a document, in order."""
    return [
        Part(document.slice(span), heading)
        for section in document.sections
        for heading, spans in ((True, section.headings), (False, section.paragraphs))
        for span in spans
    ]


def parts_of_file(path: Path) -> list[Part]:
    """Of a plain text. Raises OSError."""
    return parts_of(read_text(decode(path.read_bytes()), max_characters=10_000_000))


def html(parts: Sequence[Part]) -> bytes:
    """A page with a menu, a footer and an article."""
    title = next((part.text for part in parts if part.heading), "News")
    tags = ["p" if not part.heading else "h2" if at else "h1" for at, part in enumerate(parts)]
    body = "\n".join(f"<{tag}>{escape(part.text)}</{tag}>" for tag, part in zip(tags, parts, strict=True))
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)} - The Daily</title></head>'
        '<body><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>'
        f'<main><article>\n{body}\n</article></main><footer><p>All rights reserved. <a href="/terms">Terms</a></p>'
        "</footer></body></html>"
    ).encode()


def pdf(parts: Sequence[Part]) -> bytes:
    """One column on A4, by reportlab's own styles."""
    styles = getSampleStyleSheet()
    if font := _font("".join(part.text for part in parts)):
        for name in ("Heading1", "BodyText"):
            styles[name].fontName = font
            styles[name].wordWrap = "CJK"
    buffer = io.BytesIO()
    flow = [PdfParagraph(escape(part.text), styles["Heading1" if part.heading else "BodyText"]) for part in parts]
    SimpleDocTemplate(buffer, pagesize=A4).build(flow)
    return buffer.getvalue()


def _font(text: str) -> str:
    """One of reportlab's fonts for a script that its usual ones do not have; "" for Latin, and for the others."""
    for first, last, font in (("\uac00", "\ud7a3", "HYSMyeongJo-Medium"), ("\u4e00", "\u9fff", "STSong-Light")):
        if any(first <= character <= last for character in text):
            pdfmetrics.registerFont(UnicodeCIDFont(font))
            return font
    return ""


def docx(parts: Sequence[Part]) -> bytes:
    document = WordDocument()
    for part in parts:
        if part.heading:
            document.add_heading(part.text, level=1)
        else:
            document.add_paragraph(part.text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def odt(parts: Sequence[Part]) -> bytes:
    document = OpenDocument("text")
    document.body.clear()
    for part in parts:
        document.body.append(Header(1, part.text) if part.heading else Paragraph(part.text))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def markdown(parts: Sequence[Part]) -> bytes:
    marks = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>#"})
    return "\n\n".join(("# " if part.heading else "") + part.text.translate(marks) for part in parts).encode()


def mail(parts: Sequence[Part]) -> bytes:
    message = EmailMessage()
    message["From"] = "Desk <desk@example.org>"
    message["Date"] = "Mon, 02 Mar 2026 10:00:00 +0000"
    message["Subject"] = next((part.text for part in parts if part.heading), "Dispatch")
    message.set_content("\n\n".join(part.text for part in parts) + "\n", cte="quoted-printable")
    return message.as_bytes()


RENDERINGS: dict[str, Callable[[Sequence[Part]], bytes]] = {
    HTML: html,
    PDF: pdf,
    DOCX: docx,
    ODT: odt,
    MARKDOWN: markdown,
    MAIL: mail,
}
