"""Articles for the tests of this room: text in, an English document with sentences out."""

from __future__ import annotations

from service.core.document import Document
from service.core.summary import Swap
from service.draft.neutral import neutral
from service.draft.sentences import Candidate, Reader
from service.ingest import read_text
from service.reading.speakers import voices
from service.segment import segment


def article(*paragraphs: str, title: str = "Council Meets", language: str = "en") -> Document:
    """A document: a heading, then the paragraphs."""
    text = "\n\n".join([title, *paragraphs])
    return segment(read_text(text, max_characters=100_000), language=language)


def candidates(*paragraphs: str) -> list[Candidate]:
    return Reader(article(*paragraphs)).candidates()


def candidate(*paragraphs: str) -> Candidate:
    """The last sentence of an article."""
    return candidates(*paragraphs)[-1]


def reworded(text: str, *, decorated: bool = False, keep_pronoun: bool = False) -> tuple[str, tuple[Swap, ...]]:
    """The last sentence of `text` as the rules word it, and the swaps that it takes."""
    document = article(text)
    wording = neutral(
        document, document.sentences[-1], voices(document)[-1], decorated=decorated, keep_pronoun=keep_pronoun
    )
    return wording.render()
