"""An article of ours in many formats: what its readers must give is what its plain text gives."""

from __future__ import annotations

from pathlib import Path

from service.core.document import Document
from service.ingest import read_text

SOURCE = Path(__file__).parents[2] / "eval/references/party-conference.txt"


def plain() -> Document:
    return read_text(SOURCE.read_text(), max_characters=100_000)


def parts(document: Document) -> list[tuple[bool, str]]:
    """Its headings and paragraphs in order: whether it is a heading, and the words."""
    return [
        (heading, document.slice(span))
        for section in document.sections
        for heading, spans in ((True, section.headings), (False, section.paragraphs))
        for span in spans
    ]
