"""The table of checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from service.core.translation import Issue, Severity
from service.translate.checks import meaning, surface
from service.translate.checks.pair import Pair

CHECKS: tuple[Callable[[Pair], Iterator[Issue]], ...] = (
    surface.untranslated,
    surface.copied,
    surface.repeated,
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
