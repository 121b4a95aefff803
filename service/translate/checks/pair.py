"""A segment beside its target, and how findings about it are made."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from service.core.document import Span
from service.core.translation import Issue, Severity
from service.translate.names import Ledger
from service.translate.terms import Glossary


@dataclass(frozen=True)
class Pair:
    """Both sides, their BCP 47 codes, and what they are held to."""

    source: str
    target: str
    source_language: str
    target_language: str
    glossary: Glossary = field(default_factory=lambda: Glossary(()))
    ledger: Ledger | None = None


def issue(
    code: str,
    category: str,
    message: str,
    *,
    severity: Severity = Severity.MAJOR,
    source: re.Match[str] | None = None,
    target: re.Match[str] | None = None,
) -> Issue:
    """A finding at the places of two matches."""
    return Issue(
        code=code,
        severity=severity,
        category=category,
        message=message,
        source_span=_span(source),
        target_span=_span(target),
    )


def _span(match: re.Match[str] | None) -> Span | None:
    return Span(start=match.start(), end=match.end()) if match else None
