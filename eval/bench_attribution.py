"""Who says what, against people's annotations (PolNeAR; Newell et al., 2018).

Content-character F1: characters that somebody is said to say, over the whole text. Attribution F1: attributions matched
one to one where their contents overlap by at least half of their union. Source accuracy: among the matched that have an
annotated source, those whose predicted source shares a word with it or stands in the same place. With `--people`, one
annotator is held against another on the articles that have several.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table
from scipy.optimize import linear_sum_assignment

from eval.attribution_errors import Errors, Said
from service.core.document import Document, Span
from service.core.errors import FileUnreadable
from service.engine import Engine
from service.reading.attributions import attributions
from service.settings import settings

OVERLAP = 0.5
SMALL = frozenset("the a an of and mr mrs ms his her their its who that he she they it i we you".split())


@dataclass
class Tally:
    shared: int = 0
    predicted: int = 0
    annotated: int = 0
    matched: int = 0
    made: int = 0
    there: int = 0
    sourced: int = 0
    right: int = 0
    errors: Errors = field(default_factory=Errors)

    def add(self, predicted: list[Said], annotated: list[Said]) -> None:
        one = frozenset[int]().union(*(item.content for item in predicted))
        other = frozenset[int]().union(*(item.content for item in annotated))
        self.shared += len(one & other)
        self.predicted += len(one)
        self.annotated += len(other)
        self.made += len(predicted)
        self.there += len(annotated)
        pairs = list(_matches(predicted, annotated))
        for mine, theirs in pairs:
            self.matched += 1
            if theirs.source:
                self.sourced += 1
                same = _same(mine, theirs)
                self.right += same
                if not same:
                    self.errors.misattribute(mine, theirs)
        for item in annotated:
            if all(item is not theirs for _, theirs in pairs):
                self.errors.miss(item, predicted)
        for item in predicted:
            if all(item is not mine for mine, _ in pairs):
                self.errors.invent(item, annotated)

    @property
    def characters(self) -> float:
        return 2 * self.shared / max(1, self.predicted + self.annotated)

    @property
    def f1(self) -> float:
        return 2 * self.matched / max(1, self.made + self.there)

    @property
    def accuracy(self) -> float:
        return self.right / max(1, self.sourced)


def _matches(predicted: list[Said], annotated: list[Said]) -> Iterator[tuple[Said, Said]]:
    if not predicted or not annotated:
        return
    scores = np.zeros((len(predicted), len(annotated)))
    for row, mine in enumerate(predicted):
        for column, theirs in enumerate(annotated):
            shared = len(mine.content & theirs.content)
            scores[row, column] = shared / max(1, len(mine.content | theirs.content)) if shared else 0.0
    rows, columns = linear_sum_assignment(scores, maximize=True)
    for row, column in zip(rows, columns, strict=True):
        if scores[row, column] >= OVERLAP:
            yield predicted[row], annotated[column]


def _same(mine: Said, theirs: Said) -> bool:
    words = [{word.casefold() for word in re.findall(r"\w+", item.source)} - SMALL for item in (mine, theirs)]
    return bool(words[0] & words[1] or mine.place & theirs.place)


def annotated(annotation: dict[str, Any]) -> list[Said]:
    found = []
    for item in annotation["attributions"]:
        content = frozenset(at for part in item["content"] for start, end in part["spans"] for at in range(start, end))
        place = frozenset(at for part in item["source"] for start, end in part["spans"] for at in range(start, end))
        if content:
            words = [" ".join(part["text"] for part in item[name]) for name in ("source", "cue", "content")]
            found.append(Said(content, words[0], place, *words[1:]))
    return found


def predicted(text: str, document: Document) -> list[Said]:
    """Ours, moved from the document's offsets to the text's: the reader may have joined or dropped white space."""
    move = _alignment(document.text, text)
    found = []
    for item in attributions(document):
        content = frozenset[int]().union(*(_moved(span, move) for span in item.content))
        place = _moved(item.source, move)
        name = item.speaker or ""
        words = document.slice(item.source) if item.source else ""
        cue = document.slice(item.cue) if item.cue else ""
        said = " ".join(document.slice(span) for span in item.content)
        found.append(Said(content, f"{name} {words}", place, cue, said))
    return found


def _moved(span: Span | None, move: dict[int, int]) -> frozenset[int]:
    """The same stretch in the text, white space within it included, as annotators count it."""
    places = [move[at] for at in range(span.start, span.end) if at in move] if span else []
    return frozenset(range(places[0], places[-1] + 1)) if places else frozenset()


def _alignment(document: str, text: str) -> dict[int, int]:
    """For each character of the document that is no white space, where it stands in the text."""
    found: dict[int, int] = {}
    at = 0
    for index, character in enumerate(document):
        if character.isspace():
            continue
        place = text.find(character, at, at + 200)
        if place >= 0:
            found[index] = place
            at = place + 1
    return found


def measure(engine: Engine, records: list[dict[str, Any]]) -> Tally:
    tally = Tally()
    for record in records:
        text = record["input"]["text"]
        tally.add(predicted(text, engine.read(text, language="en")), annotated(record["gold"]["annotations"][0]))
    return tally


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", action="store_true")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--most", type=int, default=12, help="how many kinds of error and cues to print")
    parser.add_argument(
        "--show", type=int, default=0, help="print what is missed and what is wrong in so many articles"
    )
    arguments = parser.parse_args()
    data = settings().eval_data
    if data is None:
        raise FileUnreadable("There is nothing to measure on: set PLUMBLINE_EVAL_DATA.")
    with (data / "polnear" / "dev.jsonl").open(encoding="utf-8") as stream:
        records = [json.loads(line) for line in stream][: arguments.limit]
    engine, console = Engine(settings()), Console()
    table = Table("", "articles", "content characters", "attributions", "sources right")
    found = measure(engine, records)
    table.add_row("ours", str(len(records)), f"{found.characters:.3f}", f"{found.f1:.3f}", f"{found.accuracy:.3f}")
    if arguments.people:
        several = [record["gold"]["annotations"] for record in records if len(record["gold"]["annotations"]) > 1]
        between = Tally()
        for first, second, *_ in several:
            between.add(annotated(second), annotated(first))
        table.add_row(
            "two people",
            str(len(several)),
            f"{between.characters:.3f}",
            f"{between.f1:.3f}",
            f"{between.accuracy:.3f}",
        )
    console.print(table)
    for title, kinds in (
        ("missed", found.errors.missed),
        ("wrong", found.errors.wrong),
        ("wrong source", found.errors.sources),
        ("cues of what is missed", found.errors.missed_cues),
        ("cues of false alarms", found.errors.wrong_cues),
    ):
        console.print(f"{title}: " + "; ".join(f"{kind} {count}" for kind, count in kinds.most_common(arguments.most)))
    for record in records[: arguments.show]:
        _show(record, engine, console)


def _show(record: dict[str, Any], engine: Engine, console: Console) -> None:
    text = record["input"]["text"]
    mine, theirs = predicted(text, engine.read(text, language="en")), annotated(record["gold"]["annotations"][0])
    pairs = list(_matches(mine, theirs))
    for item in theirs:
        if all(item is not other for _, other in pairs):
            console.print("MISSED", item.source, "|", _words(text, item), markup=False)
    for item in mine:
        if all(item is not other for other, _ in pairs):
            console.print("WRONG", item.source, "|", _words(text, item), markup=False)
    for one, other in pairs:
        if other.source and not _same(one, other):
            console.print("SOURCE", one.source, "for", other.source, "|", _words(text, other), markup=False)


def _words(text: str, item: Said) -> str:
    return text[min(item.content) : max(item.content) + 1].replace("\n", " ")[:160] if item.content else ""


if __name__ == "__main__":
    main()
