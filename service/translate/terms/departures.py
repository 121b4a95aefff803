"""A term that a document's translation leaves in most places: one decision, of the translator or of a glossary that has
only one of a word's senses, and no slip here and there."""

from __future__ import annotations

from collections.abc import Iterable

from service.core.translation import Issue, Segment, Severity

CODE = "term_not_used"


def told_once(segments: Iterable[Segment]) -> list[Segment]:
    """The segments with their issues; of a term that is missed in most of the segments that have it, `term_not_used` is
    major in the first of them only. The others refer to that.
    """
    segments = list(segments)
    places: dict[str, int] = {}
    missed: dict[str, list[int]] = {}
    for segment in segments:
        if segment.target:
            for source in {one.term.source for one in segment.terms}:
                places[source] = places.get(source, 0) + 1
            for issue in segment.issues:
                source = _term(segment, issue)
                if source:
                    missed.setdefault(source, []).append(segment.number)
    first = {
        source: numbers[0]
        for source, numbers in missed.items()
        if len(numbers) >= 3 and len(numbers) * 2 > places[source]
    }
    return [
        segment.model_copy(update={"issues": tuple(_later(segment, issue, first) for issue in segment.issues)})
        for segment in segments
    ]


def _later(segment: Segment, issue: Issue, first: dict[str, int]) -> Issue:
    number = first.get(_term(segment, issue), segment.number)
    if number == segment.number:
        return issue
    message = f"{issue.message} So it is in most segments, first in {number}."
    return issue.model_copy(update={"severity": Severity.MINOR, "message": message})


def _term(segment: Segment, issue: Issue) -> str:
    """The source form of the term that is missed; empty for another issue."""
    if issue.code != CODE:
        return ""
    return next((one.term.source for one in segment.terms if one.span == issue.source_span), "")
