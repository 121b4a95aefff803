"""What a translator works on: segments with drafts, terms, names, matches of the memory and findings of the checks.

Offsets are half-open, in Unicode code points, into a segment's `source` or `target`, unless they are said to be the
document's.
"""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, StrictBool, StrictInt

from service.core.document import Frozen, Span, Text, absent, empty
from service.core.receipt import Model


class State(StrEnum):
    """As XLIFF 2.1 names them (https://docs.oasis-open.org/xliff/xliff-core/v2.1/, 4.3.1.36), and `open` before."""

    OPEN = "initial"  # no target
    DRAFTED = "translated"  # by a model or the memory; nobody has looked at it
    APPROVED = "final"  # by a person


class Origin(StrEnum):
    """Where a target comes from."""

    MODEL = "model"
    MEMORY = "memory"
    PERSON = "person"


class Severity(StrEnum):
    """Of MQM (https://themqm.org): what a reader is told wrongly, and what only looks wrong."""

    MAJOR = "major"
    MINOR = "minor"


class Issue(Frozen):
    """A finding of a check. `category` is MQM's; a span is None where nothing stands that could be shown."""

    code: str
    severity: Severity
    category: str
    message: Text
    source_span: Span | None = None
    target_span: Span | None = None


class Issues(Frozen):
    """What the checks found, what matters most first."""

    issues: tuple[Issue, ...]


class Status(StrEnum):
    PREFERRED = "preferred"
    ADMITTED = "admitted"
    FORBIDDEN = "forbidden"


class Rendering(Frozen):
    """One way to put a term in the target language."""

    text: Text
    status: Status = Status.PREFERRED


class Term(Frozen):
    """An entry of a glossary: words of the source, and how they are put.

    `literal` is word for word, for a translator to know, and is no rendering. With `exact_case` Party is not party.
    `advice` is a term of our own glossary: a translator may know better.
    """

    source: Text
    renderings: tuple[Rendering, ...]
    literal: Text = ""
    note: Text = ""
    exact_case: StrictBool = False
    advice: StrictBool = False


class FoundTerm(Frozen):
    """A term at a place of the segment's source."""

    span: Span
    term: Term


def moment(value: str) -> str:
    """A date of ISO 8601 in UTC to the second, so that the newest is the greatest; without an offset it is UTC already.

    Raises ValueError.
    """
    if not value:
        return ""
    try:
        moment = datetime.fromisoformat(value)
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{value[:40]!r} is no date of ISO 8601") from error
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ").zfill(20)


class Entry(Frozen):
    """A translation that the memory keeps.

    `before` and `after` are the source segments beside it, empty where there are none or they are not known.
    `approved` is when a person last did: ISO 8601, kept in UTC to the second, empty when nobody did. `name` is the
    document's.
    """

    source: Text
    target: Text
    source_language: str
    target_language: str
    before: Text = ""
    after: Text = ""
    approved: Annotated[str, AfterValidator(moment)] = ""
    name: Text = ""


class Match(Frozen):
    """A translation of the memory. `percent` is 101 in the same context, 100 for the same text, less for a like one.

    `penalties` are the points that were taken off, by reason; `percent` is without them already.
    """

    source: Text
    target: Text
    percent: StrictInt
    penalties: dict[str, StrictInt] = Field(default_factory=dict)
    approved: str = Field(default="", description="ISO 8601, when a person last did")


class FoundName(Frozen):
    """A name at a place of the segment's source, with the form that the ledger has, or those that rules give.

    `forms` are by system (`dprk`, `revised`, `mccune-reischauer`, `pinyin`, `bgn`, `scholarly`).
    """

    span: Span
    source: Text
    chosen: Text = ""
    approved: StrictBool = False
    forms: dict[str, str] = Field(default_factory=dict)


class Segment(Frozen):
    """A sentence or a heading. It has exactly one target, or is open.

    `start` and `end` are its place in the document. `repeats` is the number of the first segment with the same source.
    """

    number: StrictInt
    start: StrictInt
    end: StrictInt
    line: StrictInt
    source: Text
    heading: StrictBool = False
    target: Text | None = None
    state: State = State.OPEN
    origin: Origin | None = Field(default=None, exclude_if=absent)
    why_open: Text | None = Field(default=None, exclude_if=absent, description="What was wrong with the drafts")
    repeats: StrictInt | None = Field(default=None, exclude_if=absent)
    terms: tuple[FoundTerm, ...] = Field(default=(), exclude_if=empty)
    names: tuple[FoundName, ...] = Field(default=(), exclude_if=empty)
    matches: tuple[Match, ...] = Field(default=(), exclude_if=empty)
    issues: tuple[Issue, ...] = Field(default=(), exclude_if=empty)


class Translation(Frozen):
    """A document on its way into another language. `segments` are all its sentences and headings, in order.

    `source_language` and `target_language` are BCP 47 codes.
    """

    source_language: str
    target_language: str
    title: Text
    name: Text = ""
    document_sha256: Text
    segments: tuple[Segment, ...]
    model: Model | None = Field(default=None, exclude_if=absent, description="What drafted, where a model did")

    @property
    def open(self) -> int:
        """How many segments have no target."""
        return sum(segment.target is None for segment in self.segments)


class Learnt(Frozen):
    """What an edited translation left behind: translations that are new or changed, names that were suggested."""

    segments: int
    names: int
