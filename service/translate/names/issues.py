"""Whether a translation calls people and places what the ledger calls them, and everybody by one name.

Without an approved entry any spelling will do, and the family name alone: only a name of which nothing is there is
reported. Rules for Latin letters say nothing about other scripts: there the ledger alone counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from service.core.document import Span
from service.core.translation import Issue, Segment, Severity
from service.translate.names import chinese
from service.translate.names.find import mentions
from service.translate.names.ledger import Kind, Ledger, NameEntry
from service.translate.names.mention import Mention
from service.translate.names.romanise import forms
from service.translate.names.spelling import Place, places, stands
from service.translate.scripts import SCRIPTS
from service.translate.terms.units import base

FAMILY = 74.0  # of 100: a family name alone in some spelling
CATEGORIES = {
    "name_missing": "accuracy/omission",
    "name_differs": "terminology/wrong-term",
    "name_form": "accuracy/mistranslation",
    "name_inconsistent": "terminology/inconsistent-use-of-terminology",
}


def issues(
    source: str, target: str, source_language: str, target_language: str, ledger: Ledger | None = None
) -> list[Issue]:
    """`name_differs` where an approved name is spelled otherwise, `name_missing` where it is not there, `name_form`
    where nobody approved a form and none is there; each name once. Spans point into `source` and `target`.

    Raises MissingExtra.
    """
    latin = base(target_language) not in SCRIPTS
    reported = []
    for mention in _first(mentions(source, source_language, ledger)):
        entry = ledger.get(mention.source, source_language) if ledger else None
        span = Span(start=mention.start, end=mention.end)
        found = _approved(entry, mention, target, source_language, latin) if entry and entry.approved else (
            _suggested(entry, mention, target, source_language) if latin else None
        )  # fmt: skip
        if found:
            reported.append(found.model_copy(update={"source_span": span}))
    return reported


class _Way(NamedTuple):
    segment: Segment
    span: Span
    words: str


def one_form(
    segments: Iterable[Segment], source_language: str, target_language: str, ledger: Ledger | None = None
) -> dict[int, list[Issue]]:
    """`name_inconsistent` by segment number: a full name is spelled in another way than most of the document has it; of
    two that are as frequent, than the first. Raises MissingExtra.
    """
    ways: dict[str, list[_Way]] = {}
    if base(target_language) in SCRIPTS:
        return {}
    for segment in segments:
        if segment.target is None:
            continue
        for mention in _first(mentions(segment.source, source_language, ledger)):
            place = _whole(mention, segment.target, source_language, ledger)
            if place:
                words = segment.target[place.start : place.end].removesuffix("’s").removesuffix("'s")
                span = Span(start=place.start, end=place.start + len(words))
                ways.setdefault(mention.source, []).append(_Way(segment, span, words))
    return _strays(ways)


def _approved(entry: NameEntry, mention: Mention, target: str, language: str, latin: bool) -> Issue | None:
    if stands(entry.chosen, target):
        return None
    spellings = [entry.chosen, *forms(mention.source, language, mention.kind.value).values()] if latin else []
    for place in places(target, spellings, language):
        return _issue(
            "name_differs",
            f"“{target[place.start : place.end]}” is “{entry.chosen}” in the ledger.",
            target=Span(start=place.start, end=place.end),
        )
    if mention.kind is Kind.PERSON and any(stands(word, target) for word in _families(entry.chosen, mention, language)):
        return None
    return _issue("name_missing", f"“{entry.chosen}”, for “{mention.source}”, is not in the translation.")


def named(mention: Mention, target: str, language: str, *, chosen: str = "") -> bool:
    """Whether the target has a person's name, or the family name, in any spelling. Raises MissingExtra."""
    spellings = {form for form in (chosen, *forms(mention.source, language).values()) if form}
    if any(stands(form, target) for form in spellings) or places(target, spellings, language):
        return True
    families = {word for form in spellings for word in _families(form, mention, language)}
    families.update(chinese.abroad(mention.family) if base(language) == "zh" else ())
    return any(stands(word, target) for word in families) or bool(places(target, families, language, least=FAMILY))


def _suggested(entry: NameEntry | None, mention: Mention, target: str, language: str) -> Issue | None:
    if mention.kind is not Kind.PERSON or not mention.sure:
        return None
    chosen = entry.chosen if entry else ""
    ways = dict.fromkeys([chosen] if chosen else forms(mention.source, language).values())
    if not ways or named(mention, target, language, chosen=chosen):
        return None
    quoted = " or ".join(f"“{form}”" for form in ways)
    return _issue("name_form", f"“{mention.source}” would be {quoted}; the translation has nothing like it.")


def _families(form: str, mention: Mention, language: str) -> set[str]:
    """The family name of a form: its first word in Korean and Chinese, its last one elsewhere."""
    words = form.split()
    if len(words) < 2:
        return set(words)
    if base(language) in {"ko", "zh"}:
        return {words[0]}
    return {words[-1]} if mention.family or len(words) < 3 else {words[0], words[-1]}


def _whole(mention: Mention, target: str, language: str, ledger: Ledger | None) -> Place | None:
    """The best place of the whole name."""
    if mention.kind is not Kind.PERSON or not mention.given:
        return None
    entry = ledger.get(mention.source, language) if ledger else None
    spellings = [*([entry.chosen] if entry else []), *forms(mention.source, language).values()]
    return next(iter(places(target, spellings, language)), None)


def _strays(ways: dict[str, list[_Way]]) -> dict[int, list[Issue]]:
    reported: dict[int, list[Issue]] = {}
    for source, row in ways.items():
        usual = Counter(way.words for way in row).most_common(1)[0][0]
        for way in row:
            if way.words != usual:
                reported.setdefault(way.segment.number, []).append(
                    _issue("name_inconsistent", f"“{source}” is “{way.words}” here, and “{usual}” elsewhere.", way.span)
                )
    return reported


def _first(found: Iterable[Mention]) -> list[Mention]:
    """Each name once."""
    return list({mention.source: mention for mention in reversed(list(found))}.values())[::-1]


def _issue(code: str, message: str, target: Span | None = None) -> Issue:
    severity = Severity.MAJOR if code in {"name_missing", "name_differs"} else Severity.MINOR
    return Issue(code=code, severity=severity, category=CATEGORIES[code], message=message, target_span=target)
