"""A text as a document."""

from __future__ import annotations

from service.core.document import Document
from service.ingest import read_text


def lay_out(text: str, *, title: str = "", source: str = "") -> Document:
    return read_text(text, max_characters=10_000_000, title=title, source=source)
