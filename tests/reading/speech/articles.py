"""Documents of a few sentences, and who is heard in them."""

from __future__ import annotations

from service.core.document import Document
from service.ingest import read_text
from service.reading.speech import spoken
from service.reading.voice import Voice
from service.segment import segment


def article(text: str, language: str) -> Document:
    return segment(read_text(text, max_characters=100_000), language=language)


def heard(text: str, language: str) -> list[Voice]:
    return spoken(article(text, language))


def names(text: str, language: str) -> list[str | None]:
    return [voice.name for voice in heard(text, language)]
