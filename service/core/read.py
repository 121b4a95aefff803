"""What was read, as a summary tells it: the document, and how much of it."""

from __future__ import annotations

from collections import Counter
from datetime import date
from enum import StrEnum

from pydantic import Field

from service.core.document import Document, Frozen, Span, absent, empty


class ChunkStatus(StrEnum):
    READ = "read"
    FAILED = "failed"


class ChunkCoverage(Span):
    """`code` is that of the error that the chunk failed with."""

    status: ChunkStatus
    code: str | None = None


class Coverage(Frozen):
    """Chunks tile the text: every character is in exactly one, read or failed."""

    characters: int
    read: int
    chunks: tuple[ChunkCoverage, ...]


class SectionInfo(Span):
    title: str


class LanguageShare(Frozen):
    """A BCP 47 code and its share of the characters, 0 to 1."""

    language: str
    share: float


class DocumentInfo(Frozen):
    """What was read. `text` and `sentence_spans` are there only when they were asked for.

    `author` and `published` are the file's own words about itself, `published` the caller's before them. `languages`
    are those of its paragraphs, by share of the characters, when there are several.
    """

    title: str
    language: str
    characters: int
    sentences: int
    sections: tuple[SectionInfo, ...]
    sha256: str
    media_type: str = "text/plain"
    author: str | None = Field(default=None, exclude_if=absent)
    published: date | None = Field(default=None, exclude_if=absent)
    languages: tuple[LanguageShare, ...] = Field(default=(), exclude_if=empty)
    notes: tuple[str, ...] = Field(default=(), exclude_if=empty)
    text: str | None = Field(default=None, exclude_if=absent)
    sentence_spans: tuple[Span, ...] | None = Field(default=None, exclude_if=absent)

    @classmethod
    def of(cls, document: Document, *, with_text: bool) -> DocumentInfo:
        return cls(
            title=document.title,
            language=document.language,
            characters=len(document.text),
            sentences=len(document.sentences),
            sections=tuple(SectionInfo(start=s.start, end=s.end, title=s.title) for s in document.sections),
            sha256=document.sha256,
            media_type=document.media_type,
            author=document.author or None,
            published=document.published,
            languages=_languages(document),
            notes=document.notes,
            text=document.text if with_text else None,
            sentence_spans=document.sentences if with_text else None,
        )


def _languages(document: Document) -> tuple[LanguageShare, ...]:
    """The languages of its paragraphs by their share of the characters, the largest first; empty when it has one."""
    if not document.languages:
        return ()
    characters: Counter[str] = Counter()
    for section in document.sections:
        for paragraph in section.paragraphs:
            characters[document.language_at(paragraph.start)] += paragraph.end - paragraph.start
    total = characters.total()
    shares = [LanguageShare(language=code, share=round(n / total, 3)) for code, n in characters.most_common()]
    return tuple(shares) if len(shares) > 1 else ()
