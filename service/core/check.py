"""What a check of a statement against its source says."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from service.core.document import Evidence, Frozen, Span, absent


class Verdict(StrEnum):
    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"  # the source has the statement with another fact; `faults` say which
    NOT_FOUND = "not_found"


class FaultKind(StrEnum):
    """What is wrong with a statement."""

    NUMBER = "number"
    UNIT = "unit"
    DATE = "date"
    NAME = "name"
    BOUND = "bound"  # more than, at least, at most
    QUANTITY = "quantity"  # all, most, some, few
    NEGATION = "negation"
    OPPOSITE = "opposite"  # rose for fell
    CERTAINTY = "certainty"
    SPEAKER = "speaker"
    ATTRIBUTION = "attribution"  # what somebody said, told as a fact
    ROLES = "roles"  # who did it to whom
    QUOTATION = "quotation"
    REFERENCE = "reference"  # a pronoun whose antecedent was lost


class Fault(Frozen):
    """One fact that differs. `span` is into the statement, `source` into the document where it says otherwise."""

    kind: FaultKind
    detail: str
    span: Span | None = None
    source: Span | None = None


class Check(Frozen):
    """One statement's verdict. `evidence` is the place it was held against, the closest first.

    `support` is the probability, 0 to 1, that a careful reader finds the statement supported; `flags` are the kinds of
    its faults.
    """

    text: str
    verdict: Verdict
    evidence: tuple[Evidence, ...]
    support: float
    flags: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


class Checks(Frozen):
    """A text against its source, statement by statement; offsets are into the source as it was read.

    `source_text` is the source as it was read, there only when it was asked for.
    """

    statements: tuple[Check, ...]
    document_sha256: str
    source_text: str | None = Field(default=None, exclude_if=absent)
