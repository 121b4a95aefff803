"""Terms found in human translations, and false alarms on them, beside Translate Toolkit's matching by substrings.

Sets in the folder that PLUMBLINE_EVAL_DATA names: wmt21_term_fr (terms marked in both languages; the glossary is made
of the set's own pairs, in their dictionary form) and tico19 (term lists of two companies, into English). Every term
that is found in a source should be kept to by the person's translation; one that is not is a false alarm, or an entry
that people do not follow.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from service.core.translation import FoundTerm, Rendering, Term
from service.settings import settings
from service.translate.terms import Glossary, issues

LANGUAGES = ("fr", "es", "ru", "zh")
Finder = Callable[[str], list[Term]]
Judge = Callable[[str, str, list[Term]], list[Term]]


class System(NamedTuple):
    """`find` gives the terms of a source, `wrong` those of them that the translation is said not to keep to."""

    find: Finder
    wrong: Judge


def ours(glossary: Glossary, language: str) -> System:
    kept: dict[str, tuple[FoundTerm, ...]] = {}

    def find(source: str) -> list[Term]:
        kept[source] = glossary.find(source, language)
        return list(dict.fromkeys(found.term for found in kept[source]))

    def wrong(source: str, target: str, _: list[Term]) -> list[Term]:
        spans = {issue.source_span for issue in issues(source, target, kept[source], "en")}
        return [found.term for found in kept[source] if found.span in spans]

    return System(find, wrong)


def substrings(glossary: Glossary, _: str) -> System:
    """As Translate Toolkit's and Weblate's oldest term checks do: the entry's letters, anywhere, small or capital."""
    lowered = [(term.source.lower(), term) for term in glossary.terms]

    def find(source: str) -> list[Term]:
        source = source.lower()
        return [term for form, term in lowered if form in source]

    def wrong(_: str, target: str, found: list[Term]) -> list[Term]:
        target = target.lower()
        return [term for term in found if not any(way.text.lower() in target for way in term.renderings)]

    return System(find, wrong)


def toolkit(glossary: Glossary, _: str) -> System | None:
    """Translate Toolkit's terminology matcher (`match.terminologymatcher`), as its pretranslation uses it."""
    try:
        from translate.search.match import terminologymatcher
        from translate.storage.base import TranslationStore
    except ImportError:
        sys.stderr.write("translate-toolkit is not installed: .venv/bin/pip install -e '.[dev]'\n")
        return None
    store: Any = TranslationStore()
    by_source = {term.source: term for term in glossary.terms}
    for term in glossary.terms:
        unit = store.addsourceunit(term.source)
        unit.target = term.renderings[0].text
    matcher: Any = terminologymatcher(store, max_candidates=50)

    def find(source: str) -> list[Term]:
        found = (str(unit.source) for unit in matcher.matches(source))
        return list({by_source[form].source: by_source[form] for form in found if form in by_source}.values())

    return System(find, substrings(glossary, "").wrong)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def row(name: str, system: System, pairs: Sequence[tuple[str, str]], marked: list[list[str]] | None, show: int) -> str:
    """`marked` are the words that are terms in each source, where people marked them."""
    started = time.perf_counter()
    found = [system.find(source) for source, _ in pairs]
    seconds = time.perf_counter() - started
    count, alarms = sum(map(len, found)), []
    for (source, target), terms in zip(pairs, found, strict=True):
        alarms += [(term, source, target) for term in system.wrong(source, target, terms)]
    recall = ""
    if marked is not None:
        hits = total = 0
        for words, terms in zip(marked, found, strict=True):
            forms = {squeezed(form) for term in terms for form in (term.source, *term.note.split("|"))}
            total += len(words)
            hits += sum(squeezed(word) in forms for word in words)
        recall = f"{hits / total:.1%} of {total}"
    for term, source, target in random.Random(9).sample(alarms, min(show, len(alarms))):
        ways = "/".join(way.text for way in term.renderings)
        print(f"    {term.source} -> {ways}\n      {source}\n      {target}")
    share = len(alarms) / max(count, 1)
    return (
        f"{name:<20} {recall:>15} {count:>8} {1 - share:>10.1%} {len(alarms):>7} {share:>7.1%}"
        f" {len(pairs) / max(seconds, 1e-9):>11,.0f}"
    )


def squeezed(words: str) -> str:
    return re.sub(r"[\W_]", "", words.casefold())


def marked_set(records: list[dict[str, Any]]) -> tuple[Glossary, list[tuple[str, str]], list[list[str]]]:
    """Glossary entries are the set's first variant of each French term; what stands in the text may be inflected."""
    terms: dict[str, Term] = {}
    pairs, marked = [], []
    for record in records:
        rows = zip(
            record["input"]["segments"], record["gold"]["en"], record["gold"]["terms_fr"], record["gold"]["terms_en"],
            strict=True,
        )  # fmt: skip
        for source, target, french, english in rows:
            pairs.append((source if isinstance(source, str) else source["fr"], target))
            marked.append([term["surface"] for term in french])
            for term in (*french, *english):
                shortest = min(term["tgt"], key=len)
                terms[term["id"]] = Term(
                    source=shortest,
                    renderings=(Rendering(text=term["src"]),),
                    note="|".join(term["tgt"]),
                )
    joined = Glossary.of(terms.values())
    return joined, pairs, marked


def listed(entries: list[dict[str, Any]], language: str) -> Glossary:
    """Both lists as one glossary: each gives one rendering for a word that has several."""
    return Glossary.of(
        Term(
            source=entry["target"],
            renderings=tuple(Rendering(text=way.strip()) for way in entry["en"].split("/") if way.strip()),
        )
        for entry in entries
        if entry["lang"] == language and entry["target"] and entry["en"]
    )


def table(title: str, glossary: Glossary, language: str, pairs: Sequence[tuple[str, str]],
          marked: list[list[str]] | None, show: int) -> None:  # fmt: skip
    print(f"\n{title}: {len(glossary.terms)} terms, {len(pairs)} segments")
    print(f"{'':<20} {'marked, found':>15} {'found':>8} {'kept to':>10} {'alarms':>7} {'share':>7} {'segments/s':>11}")
    print(row("ours", ours(glossary, language), pairs, marked, show))
    print(row("substrings", substrings(glossary, language), pairs, marked, 0))
    peer = toolkit(glossary, language)
    if peer is not None:
        print(
            row("Translate Toolkit", peer, pairs[:TOOLKIT_SEGMENTS], marked and marked[:TOOLKIT_SEGMENTS], 0),
            flush=True,
        )


TOOLKIT_SEGMENTS = 200  # it compares every entry with every segment


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--show", type=int, default=0, help="alarms of ours to print for each table, drawn at random")
    show = parser.parse_args().show
    folder = settings().eval_data
    sets = [(folder or Path()) / name for name in ("wmt21_term_fr/dev.jsonl", "tico19/dev.jsonl", "tico19/terms.jsonl")]
    if folder is None or not all(path.is_file() for path in sets):
        sys.stderr.write("Set PLUMBLINE_EVAL_DATA to a folder that holds wmt21_term_fr and tico19.\n")
        return 2
    marked, parallel, entries = map(lines, sets)
    glossary, own, words = marked_set(marked)
    table("wmt21_term_fr, its own terms", glossary, "fr", own, words, show)
    for language in LANGUAGES:
        pairs = [
            (source[language], target)
            for record in parallel
            for source, target in zip(record["input"]["segments"], record["gold"]["en"], strict=True)
            if source.get(language)
        ]
        table(f"tico19 {language}, both lists", listed(entries, language), language, pairs, None, show)
    return 0


if __name__ == "__main__":
    sys.exit(main())
