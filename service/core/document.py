"""A document and places in it.

Offsets everywhere are half-open, in Unicode code points, into `Document.text`, which never changes
after ingest.
"""

from __future__ import annotations

import bisect
import hashlib

from pydantic import BaseModel, ConfigDict

CONTEXT = 32  # characters of prefix and suffix kept with a quote


class Frozen(BaseModel):
    """Base of the vocabulary: immutable, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Frozen):
    """Half-open code-point offsets into `Document.text`."""

    start: int
    end: int


class Evidence(Span):
    """A place in the source with its words.

    A text position selector and a text quote selector of the W3C Web Annotation Data Model
    (https://www.w3.org/TR/annotation-model/#selectors). `line` is the 1-based line of the file as it was sent.
    """

    exact: str
    prefix: str
    suffix: str
    line: int


class Section(Span):
    """One article, or one part under its own heading. `headings` and `paragraphs` tile it, blank lines aside."""

    title: str
    headings: tuple[Span, ...]
    paragraphs: tuple[Span, ...]


class Document(Frozen):
    """A text as it was read: NFC, repaired, with its structure.

    `lines` pairs an offset with the 1-based source line that starts there, ascending.
    """

    text: str
    title: str
    language: str = "und"
    sections: tuple[Section, ...] = ()
    sentences: tuple[Span, ...] = ()
    lines: tuple[tuple[int, int], ...] = ()
    source: str = ""

    def slice(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def line_at(self, offset: int) -> int:
        """The 1-based line of the source that `offset` came from."""
        index = bisect.bisect_right(self.lines, offset, key=lambda pair: pair[0]) - 1
        return self.lines[index][1] if index >= 0 else 1

    def evidence(self, span: Span) -> Evidence:
        """The evidence for `span`, its context cut at the ends of the text."""
        return Evidence(
            start=span.start,
            end=span.end,
            exact=self.slice(span),
            prefix=self.text[max(0, span.start - CONTEXT) : span.start],
            suffix=self.text[span.end : span.end + CONTEXT],
            line=self.line_at(span.start),
        )

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()
