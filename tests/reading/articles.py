"""Articles for the tests of this room: text in, an English document with sentences out."""

from __future__ import annotations

from service.core.document import Document
from service.ingest import read_text
from service.reading.speakers import voices
from service.reading.voice import Voice
from service.segment import segment


def article(*paragraphs: str, title: str = "Council Meets") -> Document:
    """An English document: a heading, then the paragraphs."""
    text = "\n\n".join([title, *paragraphs])
    return segment(read_text(text, max_characters=100_000), language="en")


def spoken(document: Document) -> dict[str, Voice]:
    """Each sentence with its voice."""
    sentences = [document.slice(sentence) for sentence in document.sentences]
    assert len(set(sentences)) == len(sentences), "the sentences of a test article differ from each other"
    return dict(zip(sentences, voices(document), strict=True))


def speakers(*paragraphs: str) -> list[str | None]:
    """Who speaks in each sentence."""
    return [voice.name for voice in spoken(article(*paragraphs)).values()]
