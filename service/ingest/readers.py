"""The table of input formats beside plain text: a media type, and the module whose `read` takes its bytes."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from service.ingest import media
from service.ingest.content import Content, Limits

READERS = {
    media.HTML: "html",
    media.MARKDOWN: "markdown",
    media.MAIL: "mail",
    media.PDF: "pdf",
    media.DOCX: "docx",
    media.ODT: "odt",
}


def reader(media_type: str) -> Callable[[bytes, Limits], Content]:
    """What reads a media type of the table; its library is loaded only now."""
    read: Callable[[bytes, Limits], Content] = import_module(f"service.ingest.{READERS[media_type]}").read
    return read
