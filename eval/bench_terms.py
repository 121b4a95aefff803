"""Terms found in human translations, and false alarms on them, beside Translate Toolkit's matching by substrings.

Sets in the folder that PLUMBLINE_EVAL_DATA names: wmt21_term_fr (terms marked in both languages; the glossary is made
of the set's own pairs, in their dictionary form) and tico19 (term lists of two companies, into English). Every term
that is found in a source should be kept to by the person's translation; one that is not is a false alarm, or an entry
that people do not follow. Detection, beside it: where the rendering stands in the target it is replaced by that of
another term, left out, or replaced by the source's words, and the check must say so. Documents are drawn into two
halves: alarms are read in one of them only (`--half seen`), and figures are of the other.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from eval.term_errors import WAYS, Broken, Pairs, breakages
from service.core.translation import Rendering, Segment, Severity, Term
from service.settings import settings
from service.translate.terms import Glossary, issues, told_once

LANGUAGES = ("fr", "es", "ru", "zh")
SEED = 9
Finder = Callable[[str], list[Term]]
Judge = Callable[[Pairs], list[dict[Term, Severity]]]


class System(NamedTuple):
    """`find` gives the terms of a source, `wrong` those of each pair of a document that are said not to be kept to."""

    find: Finder
    wrong: Judge


def ours(glossary: Glossary, from_to: tuple[str, str]) -> System:
    found = cache(partial(glossary.find, language=from_to[0]))

    def find(source: str) -> list[Term]:
        return list(dict.fromkeys(one.term for one in found(source)))

    @cache
    def checked(source: str, translation: str) -> Segment:
        reported = tuple(issues(source, translation, found(source), from_to[1]))
        return Segment(
            number=0, start=0, end=0, line=1, source=source, target=translation, terms=found(source), issues=reported
        )

    def wrong(document: Pairs) -> list[dict[Term, Severity]]:
        segments = (checked(*pair).model_copy(update={"number": number}) for number, pair in enumerate(document, 1))
        return [
            {
                one.term: issue.severity
                for issue in segment.issues
                for one in segment.terms
                if one.span == issue.source_span
            }
            for segment in told_once(segments)
        ]

    return System(find, wrong)


def substrings(glossary: Glossary) -> System:
    """As Translate Toolkit's and Weblate's oldest term checks do: the entry's letters, anywhere, small or capital."""
    lowered = [(term.source.lower(), term) for term in glossary.terms]

    @cache
    def find(source: str) -> list[Term]:
        source = source.lower()
        return [term for form, term in lowered if form in source]

    return System(find, partial(_without_substring, find))


def _without_substring(find: Finder, document: Pairs) -> list[dict[Term, Severity]]:
    return [
        {
            term: Severity.MAJOR
            for term in find(source)
            if not any(way.text.lower() in target.lower() for way in term.renderings)
        }
        for source, target in document
    ]


def toolkit(glossary: Glossary) -> System | None:
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

    @cache
    def find(source: str) -> list[Term]:
        found = (str(unit.source) for unit in matcher.matches(source))
        return list({by_source[form].source: by_source[form] for form in found if form in by_source}.values())

    return System(find, partial(_without_substring, find))


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def row(name: str, system: System, documents: Sequence[Pairs], marked: list[list[str]] | None,
        broken: Sequence[Broken], show: int) -> str:  # fmt: skip
    """`marked` are the words that are terms in each source, where people marked them."""
    pairs = [pair for document in documents for pair in document]
    started = time.perf_counter()
    found = [system.find(source) for source, _ in pairs]
    seconds = time.perf_counter() - started
    said = [missed for document in documents for missed in system.wrong(document)]
    alone = [how for pair in pairs for how in system.wrong([pair])[0].values()]
    alarms = [(term, how, *pair) for pair, missed in zip(pairs, said, strict=True) for term, how in missed.items()]
    recall = ""
    if marked is not None:
        hits = total = 0
        for words, terms in zip(marked, found, strict=True):
            forms = {squeezed(form) for term in terms for form in (term.source, *term.note.split("|"))}
            total += len(words)
            hits += sum(squeezed(word) in forms for word in words)
        recall = f"{hits / total:.1%} of {total}"
    for term, how, source, target in random.Random(SEED).sample(alarms, min(show, len(alarms))):
        ways = "/".join(way.text for way in term.renderings)
        print(f"    {how}: {term.source} -> {ways}\n      {source}\n      {target}")
    count = sum(map(len, found))
    majors = (alone.count(Severity.MAJOR), sum(how is Severity.MAJOR for _, how, _, _ in alarms), len(alarms))
    shares = " ".join(f"{number / max(count, 1):>7.1%}" for number in majors)
    caught = " ".join(f"{detected(system, broken, way):>15}" for way in WAYS)
    return f"{name:<20} {recall:>13} {count:>6} {shares} {caught} {len(pairs) / max(seconds, 1e-9):>11,.0f}"


def detected(system: System, broken: Sequence[Broken], way: str) -> str:
    """The share that is reported as a major fault, and that reported at all, of the terms that the system finds."""
    said = [
        system.wrong(one.document)[one.at].get(one.term)
        for one in broken
        if one.way == way and one.term in system.find(one.document[one.at][0])
    ]
    if not said:
        return ""
    count = len(said)
    return f"{said.count(Severity.MAJOR) / count:.1%} {sum(map(bool, said)) / count:.1%}"


def squeezed(words: str) -> str:
    return re.sub(r"[\W_]", "", words.casefold())


def marked_set(records: list[dict[str, Any]], half: set[str]) -> tuple[Glossary, list[Pairs], list[list[str]]]:
    """Entries are the shortest variant of each French term, of all documents; what stands in the text may be inflected.
    Documents are those in `half`."""
    terms: dict[str, Term] = {}
    documents: list[Pairs] = []
    marked = []
    for record in records:
        pairs = []
        rows = zip(
            record["input"]["segments"], record["gold"]["en"], record["gold"]["terms_fr"], record["gold"]["terms_en"],
            strict=True,
        )  # fmt: skip
        for source, target, french, english in rows:
            pairs.append((source if isinstance(source, str) else source["fr"], target))
            if record["doc_id"] in half:
                marked.append([term["surface"] for term in french])
            for term in (*french, *english):
                shortest = min(term["tgt"], key=len)
                terms[term["id"]] = Term(
                    source=shortest,
                    renderings=(Rendering(text=term["src"]),),
                    note="|".join(term["tgt"]),
                )
        if record["doc_id"] in half:
            documents.append(pairs)
    return Glossary.of(terms.values()), documents, marked


def listed(entries: list[dict[str, Any]], language: str, *, out: bool) -> Glossary:
    """Both lists as one glossary, out of English, as they were made, or into it: a word that has several senses then
    has the rendering of one."""
    ways = [
        (entry["target"].strip(), way.strip())
        for entry in entries
        for way in (entry["en"] or "").split("/")
        if entry["lang"] == language and entry["target"] and way.strip()
    ]
    sides = ((english, foreign) if out else (foreign, english) for foreign, english in ways)
    return Glossary.of(Term(source=source, renderings=(Rendering(text=way),)) for source, way in sides)


def texts(record: dict[str, Any], language: str, *, out: bool) -> Pairs:
    rows = zip(record["input"]["segments"], record["gold"]["en"], strict=True)
    pairs = [(source[language], english) for source, english in rows if source.get(language)]
    return [(english, foreign) for foreign, english in pairs] if out else pairs


def table(title: str, glossary: Glossary, from_to: tuple[str, str], documents: Sequence[Pairs],
          marked: list[list[str]] | None, show: int) -> None:  # fmt: skip
    broken = breakages(glossary, from_to, documents)
    size = sum(map(len, documents))
    print(f"\n{title}: {len(glossary.terms)} terms, {size} segments, {len(broken) // len(WAYS)} broken each way")
    heads = " ".join(f"{way:>15}" for way in WAYS)
    print(
        f"{'':<20} {'marked, found':>13} {'found':>6} {'alone':>7} {'major':>7} {'all':>7} {heads} {'segments/s':>11}"
    )
    print(row("ours", ours(glossary, from_to), documents, marked, broken, show))
    print(row("substrings", substrings(glossary), documents, marked, broken, 0))
    peer = toolkit(glossary)
    if peer is not None:
        few = [pair for document in documents for pair in document][:TOOLKIT_SEGMENTS]
        print(row("Translate Toolkit", peer, [few], marked and marked[:TOOLKIT_SEGMENTS], (), 0), flush=True)


TOOLKIT_SEGMENTS = 200  # it compares every entry with every segment


def halves(records: Sequence[dict[str, Any]]) -> dict[str, set[str]]:
    """Ids of documents: those whose alarms may be read, and those that are measured."""
    names = sorted(record["doc_id"] for record in records)
    random.Random(SEED).shuffle(names)
    middle = len(names) // 2
    return {"seen": set(names[:middle]), "held": set(names[middle:]), "both": set(names)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--show", type=int, default=0, help="alarms of ours to print for each table, drawn at random")
    parser.add_argument("--half", choices=("seen", "held", "both"), default="held")
    arguments = parser.parse_args()
    show = arguments.show
    folder = settings().eval_data
    sets = [(folder or Path()) / name for name in ("wmt21_term_fr/dev.jsonl", "tico19/dev.jsonl", "tico19/terms.jsonl")]
    if folder is None or not all(path.is_file() for path in sets):
        sys.stderr.write("Set PLUMBLINE_EVAL_DATA to a folder that holds wmt21_term_fr and tico19.\n")
        return 2
    marked, parallel, entries = map(lines, sets)
    half = halves(parallel)[arguments.half]
    glossary, own, words = marked_set(marked, half)
    table("wmt21_term_fr, its own terms", glossary, ("fr", "en"), own, words, show)
    for language in LANGUAGES:
        for from_to in ((language, "en"), ("en", language)):
            out = from_to[0] == "en"
            documents = [texts(record, language, out=out) for record in parallel if record["doc_id"] in half]
            title = f"tico19 {'-'.join(from_to)}, both lists"
            table(title, listed(entries, language, out=out), from_to, documents, None, show)
    return 0


if __name__ == "__main__":
    sys.exit(main())
