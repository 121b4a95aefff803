"""The table of checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from service.core.translation import Issue, Severity
from service.translate import names, numbers, terms
from service.translate.checks import meaning, surface
from service.translate.checks.pair import Pair

READ = frozenset("en es fr ko ru zh".split())  # languages whose numbers are read


def figures(pair: Pair) -> Iterator[Issue]:
    """Numbers, dates and units, by what they amount to."""
    if {pair.source_language, pair.target_language} <= READ:
        yield from numbers.issues(pair.source, pair.target, pair.source_language, pair.target_language)


def terminology(pair: Pair) -> Iterator[Issue]:
    """Terms of the glossary that are put in another way."""
    found = pair.glossary.find(pair.source, pair.source_language)
    yield from terms.issues(pair.source, pair.target, found, pair.target_language)


def persons(pair: Pair) -> Iterator[Issue]:
    """Names that are missing, or not as the ledger has them."""
    yield from names.issues(pair.source, pair.target, pair.source_language, pair.target_language, pair.ledger)


CHECKS: tuple[Callable[[Pair], Iterator[Issue]], ...] = (
    surface.untranslated,
    surface.copied,
    surface.repeated,
    figures,
    persons,
    terminology,
    meaning.length,
    meaning.attribution,
    meaning.certainty,
    meaning.wording,
    surface.punctuation,
)


def check(pair: Pair) -> list[Issue]:
    """What is wrong with a translation, what matters most first."""
    return worst(found for run in CHECKS for found in run(pair))


def worst(issues: Iterable[Issue]) -> list[Issue]:
    """Major ones first, else as they were found."""
    return sorted(issues, key=lambda found: found.severity is not Severity.MAJOR)
