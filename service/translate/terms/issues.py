"""Whether a translation uses the glossary's renderings.

A term check is about the choice of words, not about grammar: `use.py` says what counts as used. A rendering that is
there only in part (mask for face mask) is a minor finding. A forbidden rendering is only one that stands as it is,
inflected, and not inside an allowed one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from service.core.document import Span
from service.core.translation import FoundTerm, Issue, Rendering, Segment, Severity, Status, Term
from service.translate.terms.units import Unit, units
from service.translate.terms.use import Use, code_kept, in_a_name_left, index_of, kept_as_it_is, use


def issues(source: str, target: str, found: Sequence[FoundTerm], target_language: str) -> list[Issue]:
    """`term_forbidden` for each place of a forbidden rendering, else `term_not_used` once for a term that has none of
    its renderings in the target. Spans point into `source` and `target`.
    """
    reported: list[Issue] = []
    parts = units(target, target_language)
    free = _free(parts, found, target, target_language)
    for one in _first_places(found):
        words = source[one.span.start : one.span.end]
        forbidden = _forbidden(one.term, target, target_language)
        for span in forbidden:
            reported.append(_forbidden_issue(one, words, target, span))
        allowed = _allowed(one.term)
        left = kept_as_it_is(words, target, target_language) or in_a_name_left(
            source, one.span.start, one.span.end, target
        )
        if allowed and not forbidden and not left:
            most = max(use(rendering.text, target, parts, free, target_language) for rendering in allowed)
            if most is Use.NONE and code_kept(words, target, target_language):
                most = Use.PART
            if most is not Use.WHOLE:
                reported.append(_missing_issue(one, words, [rendering.text for rendering in allowed], most))
    return reported


def inconsistent(segments: Iterable[Segment], target_language: str) -> dict[int, list[Issue]]:
    """`term_inconsistent` by segment number: the segment puts a term in another way than most of the document does,
    both ways being allowed; of two that are as frequent, than the first.
    """
    uses: dict[Term, list[tuple[Segment, FoundTerm, list[str]]]] = {}
    for segment in segments:
        if segment.target is None:
            continue
        parts = units(segment.target, target_language)
        for one in _first_places(segment.terms):
            ways = [
                rendering.text
                for rendering in _allowed(one.term)
                if use(rendering.text, segment.target, parts, [], target_language) is Use.WHOLE
            ]
            if ways:
                uses.setdefault(one.term, []).append((segment, one, ways))
    reported: dict[int, list[Issue]] = {}
    for places in uses.values():
        usual = Counter(way for _, _, ways in places for way in ways).most_common(1)[0][0]
        for segment, one, ways in places:
            if usual not in ways:
                reported.setdefault(segment.number, []).append(_inconsistent_issue(segment, one, ways[0], usual))
    return reported


def _missing_issue(one: FoundTerm, words: str, ways: list[str], most: Use) -> Issue:
    has = "has only in part" if most is Use.PART else "does not have"
    return Issue(
        code="term_not_used",
        severity=Severity.MINOR if one.term.advice or most is Use.PART else Severity.MAJOR,
        category="terminology/wrong-term",
        message=f"“{words}” is “{'” or “'.join(ways)}” in the glossary, which the translation {has}.",
        source_span=one.span,
    )


def _forbidden_issue(one: FoundTerm, words: str, target: str, span: Span) -> Issue:
    instead = next((rendering.text for rendering in _allowed(one.term)), "")
    advice = f"; the glossary has “{instead}”" if instead else ""
    return Issue(
        code="term_forbidden",
        severity=Severity.MINOR if one.term.advice else Severity.MAJOR,
        category="terminology/wrong-term",
        message=f"“{target[span.start : span.end]}” is not to be used for “{words}”{advice}.",
        source_span=one.span,
        target_span=span,
    )


def _inconsistent_issue(segment: Segment, one: FoundTerm, way: str, usual: str) -> Issue:
    words = segment.source[one.span.start : one.span.end]
    return Issue(
        code="term_inconsistent",
        severity=Severity.MINOR,
        category="terminology/inconsistent-use-of-terminology",
        message=f"“{words}” is “{way}” here, and “{usual}” elsewhere in the document.",
        source_span=one.span,
    )


def _first_places(found: Sequence[FoundTerm]) -> list[FoundTerm]:
    """Each term once."""
    first: dict[str, FoundTerm] = {}
    for one in found:
        first.setdefault(one.term.source, one)
    return list(first.values())


def _allowed(term: Term) -> list[Rendering]:
    return [rendering for rendering in term.renderings if rendering.status is not Status.FORBIDDEN]


def _free(parts: list[Unit], found: Sequence[FoundTerm], target: str, language: str) -> list[Unit]:
    """Units outside the renderings that stand in the target as they are, each as often as its term in the source."""
    taken = bytearray(len(target))
    for term, count in Counter(one.term for one in found).items():
        ways = tuple(rendering.text for rendering in _allowed(term))
        for hit in index_of(ways, language).find(target)[:count]:
            taken[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
    return [unit for unit in parts if not any(taken[unit.start : unit.end])]


def _forbidden(term: Term, target: str, language: str) -> list[Span]:
    renderings = sorted(term.renderings, key=lambda rendering: rendering.status is Status.FORBIDDEN)
    if not renderings or renderings[-1].status is not Status.FORBIDDEN:
        return []
    hits = index_of(tuple(rendering.text for rendering in renderings), language).find(target)
    return [Span(start=hit.start, end=hit.end) for hit in hits if renderings[hit.phrase].status is Status.FORBIDDEN]
