"""The table of checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from service.core.translation import Issue, Severity
from service.translate.checks import meaning, surface
from service.translate.checks.pair import Pair
from service.translate.numbers import issues as numbers

READ = frozenset("en es fr ko ru zh".split())  # languages whose numbers are read


def figures(pair: Pair) -> Iterator[Issue]:
    """Numbers, dates and units, by what they amount to."""
    if {pair.source_language, pair.target_language} <= READ:
        yield from numbers(pair.source, pair.target, pair.source_language, pair.target_language)


CHECKS: tuple[Callable[[Pair], Iterator[Issue]], ...] = (
    surface.untranslated,
    surface.copied,
    surface.repeated,
    figures,
    meaning.length,
    meaning.attribution,
    meaning.certainty,
    meaning.wording,
    surface.punctuation,
)


def check(source: str, target: str, source_language: str, target_language: str) -> list[Issue]:
    """What is wrong with `target` as a translation of `source`, what matters most first."""
    pair = Pair(source, target, source_language, target_language)
    return worst(found for run in CHECKS for found in run(pair))


def worst(issues: Iterable[Issue]) -> list[Issue]:
    """Major ones first, else as they were found."""
    return sorted(issues, key=lambda found: found.severity is not Severity.MAJOR)
