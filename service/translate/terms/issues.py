"""Whether a translation uses the glossary's renderings.

A rendering counts as used in any inflected form, with or without hyphen, space and capitals, as an English word of the
same stem (hospitalized for hospitalization), with its words apart or in another order (the party's Central Committee),
or as its initials (WHO): a term check is about the choice of words, not about grammar. A forbidden rendering is only
one that stands as it is, inflected, and not inside an allowed one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from service.core.document import Span
from service.core.translation import FoundTerm, Issue, Rendering, Segment, Severity, Status, Term
from service.translate.terms.index import Index, Phrase
from service.translate.terms.inflection import related
from service.translate.terms.units import Unit, base, units

FUNCTION = frozenset(
    "a an the of in on at to for from by with and or s "
    "de du des la le les l d en et au aux el los las del y un une una".split()
)


def issues(source: str, target: str, found: Sequence[FoundTerm], target_language: str) -> list[Issue]:
    """`term_forbidden` for each place of a forbidden rendering, else `term_not_used` once for a term that has none of
    its renderings in the target. Spans point into `source` and `target`.
    """
    reported: list[Issue] = []
    parts = units(target, target_language)
    for one in _first_places(found):
        words = source[one.span.start : one.span.end]
        forbidden = _forbidden(one.term, target, target_language)
        for span in forbidden:
            reported.append(_forbidden_issue(one, words, target, span))
        allowed = _allowed(one.term)
        if (
            allowed
            and not forbidden
            and not any(
                _used(rendering.text, target, parts, target_language) for rendering in (*allowed, Rendering(text=words))
            )
        ):
            ways = " or ".join(rendering.text for rendering in allowed)
            reported.append(
                Issue(
                    code="term_not_used",
                    severity=Severity.MINOR if one.term.advice else Severity.MAJOR,
                    category="terminology/wrong-term",
                    message=f"“{words}” is “{ways}” in the glossary, which the translation does not have.",
                    source_span=one.span,
                )
            )
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
                if _used(rendering.text, segment.target, parts, target_language)
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


def _forbidden(term: Term, target: str, language: str) -> list[Span]:
    renderings = sorted(term.renderings, key=lambda rendering: rendering.status is Status.FORBIDDEN)
    if not renderings or renderings[-1].status is not Status.FORBIDDEN:
        return []
    hits = _index(tuple(rendering.text for rendering in renderings), language).find(target)
    return [Span(start=hit.start, end=hit.end) for hit in hits if renderings[hit.phrase].status is Status.FORBIDDEN]


@lru_cache(4096)
def _index(texts: tuple[str, ...], language: str) -> Index:
    """Kept, since a document asks for the same renderings in segment after segment."""
    return Index([Phrase(text) for text in texts], language)


def _used(rendering: str, target: str, parts: list[Unit], language: str) -> bool:
    if _index((rendering,), language).find(target):
        return True
    wanted = [unit.word for unit in units(rendering, language)]
    content = [word for word in wanted if word not in FUNCTION]
    if not content or not all(len(word) > 1 or word.isdigit() for word in content):
        return False  # characters of Chinese say nothing when apart
    code = base(language)
    there = [unit.word for unit in parts]
    if all(any(related(word, other, code, derived=True) for other in there) for word in content):
        return True
    initials = {"".join(word[0] for word in words) for words in (wanted, content) if len(words) > 1}
    return any(target[unit.start : unit.end].isupper() and unit.word in initials for unit in parts)
