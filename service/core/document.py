"""A document and places in it.

Offsets everywhere are half-open, in Unicode code points, into `Document.text`, which never changes
after ingest.
"""

from __future__ import annotations

import bisect
import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictInt

CONTEXT = 32  # characters of prefix and suffix kept with a quote


def absent(value: object) -> bool:
    """For `exclude_if` of a field that JSON holds only when there is something to say."""
    return value is None


def empty(value: object) -> bool:
    """Likewise, of a list or a table."""
    return value in ((), {})


class Frozen(BaseModel):
    """Base of the vocabulary: immutable, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _whole(value: object) -> object:
    """JSON and mails may carry lone surrogates, which are no characters: each becomes U+FFFD."""
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if isinstance(value, str) else value


Text = Annotated[str, BeforeValidator(_whole)]


class Span(Frozen):
    """Half-open code-point offsets into `Document.text`."""

    start: StrictInt
    end: StrictInt


class Evidence(Span):
    """A place in the source with its words.

    A text position selector and a text quote selector of the W3C Web Annotation Data Model
    (https://www.w3.org/TR/annotation-model/#selectors). `line` is the 1-based line of the file as it was sent, or of a
    format without lines the number of the paragraph or heading; `page` is 1-based, None where there are no pages.
    """

    exact: str
    prefix: str
    suffix: str
    line: int
    page: int | None = Field(default=None, exclude_if=absent)


def numbers(evidence: Iterable[Evidence], *, paged: bool = False) -> list[str]:
    """The lines of `evidence`, or with `paged` its pages, each once and in its order."""
    found = ((item.page if paged else item.line) for item in evidence)
    return list(dict.fromkeys(str(number) for number in found if number is not None))


class Section(Span):
    """One article, or one part under its own heading. `headings` and `paragraphs` tile it, blank lines aside."""

    title: str
    headings: tuple[Span, ...]
    paragraphs: tuple[Span, ...]


class Foreign(Span):
    """A paragraph in another language than its document's. `language` is a BCP 47 code."""

    language: str


class Document(Frozen):
    """A text as it was read: NFC, repaired, with its structure.

    `languages` are the paragraphs in another language than `language`, ascending. `lines` pairs an offset with the
    1-based source line that starts there, ascending; `pages` likewise, where there are pages. `author`, `published` and
    `notes` are what its file says, and how it was read.
    """

    text: str
    title: str
    language: str = "und"
    languages: tuple[Foreign, ...] = ()
    sections: tuple[Section, ...] = ()
    sentences: tuple[Span, ...] = ()
    lines: tuple[tuple[int, int], ...] = ()
    pages: tuple[tuple[int, int], ...] = ()
    source: str = ""
    author: str = ""
    published: date | None = None
    media_type: str = "text/plain"
    notes: tuple[str, ...] = ()

    def slice(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def line_at(self, offset: int) -> int:
        """The 1-based line of the source that `offset` came from."""
        return _at(self.lines, offset) or 1

    def page_at(self, offset: int) -> int | None:
        """The 1-based page that `offset` came from; None where there are no pages."""
        return _at(self.pages, offset)

    def evidence(self, span: Span) -> Evidence:
        """The evidence for `span`, its context cut at the ends of the text."""
        return Evidence(
            start=span.start,
            end=span.end,
            exact=self.slice(span),
            prefix=self.text[max(0, span.start - CONTEXT) : span.start],
            suffix=self.text[span.end : span.end + CONTEXT],
            line=self.line_at(span.start),
            page=self.page_at(span.start),
        )

    def language_at(self, offset: int) -> str:
        """The BCP 47 code of the paragraph that `offset` is in."""
        index = bisect.bisect_right(self.languages, offset, key=lambda foreign: foreign.start) - 1
        return self.languages[index].language if index >= 0 and offset < self.languages[index].end else self.language

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


def _at(numbers: Sequence[tuple[int, int]], offset: int) -> int | None:
    """The number of the last pair that does not begin after `offset`."""
    index = bisect.bisect_right(numbers, offset, key=lambda pair: pair[0]) - 1
    return numbers[index][1] if index >= 0 else None
