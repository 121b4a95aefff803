"""What the checker catches, by kind of fault, and how often it cries wolf on true statements.

True statements: the key claims of our references (paraphrases), their abstracts' sentences, and sentences of PolNeAR
articles taken as they are (where PLUMBLINE_EVAL_DATA has them). Beside it two plain checkers: "a number that is not in
the source", and word overlap at the threshold that gives the same false alarms.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from eval.dataset import load_suite
from eval.mutate import MUTATIONS, mutations
from service.core.check import Check, Verdict
from service.core.document import Document
from service.engine import Engine
from service.reading.facts import numbers
from service.reading.stems import words
from service.reading.words import quotations
from service.segment import split
from service.settings import settings
from service.verify.check import Checker

SEED = 20_240_301
ARTICLES = 60  # of PolNeAR
EACH = 12  # sentences of one article


@dataclass(frozen=True)
class Source:
    """An article, its checker, and statements that are true of it."""

    corpus: str
    text: str
    checker: Checker
    true: tuple[str, ...]


@dataclass(frozen=True)
class Trial:
    corpus: str
    kind: str  # "true", or what was made false
    text: str
    check: Check
    number_missing: bool
    overlap: float

    @property
    def caught(self) -> bool:
        return self.check.verdict is not Verdict.SUPPORTED


def sources(engine: Engine, data: Path | None) -> Iterator[Source]:
    for example in load_suite("references").examples:
        if example.language == "en" and example.reference is not None:
            checker = Checker(engine.read(example.text, language="en"))
            claims = tuple(claim.text for claim in example.reference.claims)
            yield Source("claims", example.text, checker, claims)
            abstracts = tuple(text[s.start : s.end] for text in example.abstracts for s in split(text))
            yield Source("abstracts", example.text, checker, abstracts)
    path = data / "polnear" / "dev.jsonl" if data else None
    if path is None or not path.exists():
        return
    rng = random.Random(SEED)
    with path.open(encoding="utf-8") as stream:
        records = [json.loads(line) for line in stream]
    for record in rng.sample(records, ARTICLES):
        text = record["input"]["text"]
        document = engine.read(text, language="en")
        every = [document.slice(span) for span in document.sentences]
        spoken = [sentence for sentence in every if 8 <= len(sentence.split()) <= 45]
        chosen = rng.sample(spoken, min(EACH, len(spoken)))
        inside = _inside_quotations(document)
        if true := tuple(sentence for sentence in chosen if sentence not in inside):
            yield Source("polnear", text, Checker(document), true)


def _inside_quotations(document: Document) -> set[str]:
    """Sentences that begin in the middle of a quotation: told alone, they would be told as facts, which is not true."""
    found = set()
    for section in document.sections:
        for paragraph in section.paragraphs:
            for start, end in quotations(document.slice(paragraph)):
                for sentence in document.sentences:
                    if paragraph.start + start < sentence.start < paragraph.start + end - 1:
                        found.add(document.slice(sentence))
    return found


def trials(engine: Engine, data: Path | None) -> Iterator[Trial]:
    rng = random.Random(SEED)
    every = list(sources(engine, data))
    for source in every:
        others = [other for other in every if other.text != source.text]
        for text in source.true:
            yield _trial(source, "true", text)
            for mutation in mutations(text, source.text, rng):
                yield _trial(source, mutation.kind, mutation.text)
        for _ in range(min(4, len(source.true))):
            yield _trial(source, "invented", rng.choice(rng.choice(others).true))


def _trial(source: Source, kind: str, text: str) -> Trial:
    there = {token.stem for token in words(source.text) if token.content}
    own = {token.stem for token in words(text) if token.content}
    return Trial(
        corpus=source.corpus,
        kind=kind,
        text=text,
        check=source.checker.check(text),
        number_missing=bool(numbers(text) - numbers(source.text)),
        overlap=len(own & there) / max(1, len(own)),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--missed", help="print what passed of this kind; true prints the false alarms")
    arguments = parser.parse_args()
    found = list(trials(Engine(settings()), settings().eval_data))
    console = Console(width=140)
    if arguments.missed:
        for trial in found:
            if trial.kind == arguments.missed and trial.caught == (trial.kind == "true"):
                faults = "; ".join(f"{fault.kind}: {fault.detail}" for fault in trial.check.faults)
                console.print(f"{trial.corpus} {trial.check.support:.2f} {trial.text}  [{faults}]", markup=False)
    for corpus in dict.fromkeys(trial.corpus for trial in found):
        console.print(_table(corpus, [trial for trial in found if trial.corpus == corpus]))


def _table(corpus: str, found: list[Trial]) -> Table:
    true = [trial for trial in found if trial.kind == "true"]
    alarms = sum(trial.caught for trial in true)
    lowest = sorted(trial.overlap for trial in true)[alarms] if alarms < len(true) else 1.1
    table = Table("kind", "n", "caught", "kind named", "number missing", "overlap", title=corpus)
    groups: dict[str, list[Trial]] = defaultdict(list)
    for trial in found:
        groups[trial.kind].append(trial)
    for kind in ("true", *MUTATIONS, "invented"):
        if rows := groups.get(kind):
            named = sum(kind.split(",")[0].split(" ")[0] in trial.check.flags for trial in rows)
            plain = sum(trial.number_missing for trial in rows)
            overlap = sum(trial.overlap < lowest for trial in rows)
            shares = (f"{count / len(rows):.3f}" for count in (sum(t.caught for t in rows), named, plain, overlap))
            table.add_row("true (false alarms)" if kind == "true" else kind, str(len(rows)), *shares)
    return table


if __name__ == "__main__":
    main()
