"""Line breaks with labels: which are joined, and how. tests/ingest/joins/README.md says how the cases are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from service.ingest.content import Block
from service.ingest.plain import of_text

FOLDER = Path(__file__).parent / "joins"
CASES = sorted((FOLDER / "cases").glob("*.txt"))
HELD_OUT = sorted((FOLDER / "held_out").glob("*.txt"))
HYPHENS = "-\u00ad"


@dataclass(frozen=True, order=True)
class Join:
    """Two lines of one block, by their 1-based numbers, and the mark of what stands between them."""

    before: int
    after: int
    mark: str


@dataclass(frozen=True)
class Case:
    name: str
    text: str
    joins: frozenset[Join]
    furniture: frozenset[int]

    @property
    def rows(self) -> list[str]:
        return self.text.replace("\r\n", "\n").split("\n")


@dataclass(frozen=True)
class Score:
    """Counts over all cases; a join of the wrong kind is a false one and a missed one."""

    found: int
    labelled: int
    right: int
    furniture_kept: int
    lost: int

    @property
    def precision(self) -> float:
        return self.right / self.found

    @property
    def recall(self) -> float:
        return self.right / self.labelled


def load(path: Path) -> Case:
    written = path.read_text("utf-8").removesuffix("\n")
    body = written.removeprefix("newline: crlf\n")
    rows = [row.partition("|")[::2] for row in body.split("\n")]
    joins, furniture, last = set(), set(), 0
    for number, (mark, text) in enumerate(rows, 1):
        if mark == "x":
            furniture.add(number)
        elif text.strip():
            if mark in ("+", "&", "~"):
                joins.add(Join(last, number, mark))
            last = number
    newline = "\n" if body == written else "\r\n"
    return Case(path.stem, newline.join(text for _, text in rows), frozenset(joins), frozenset(furniture))


def found(case: Case, blocks: Iterable[Block]) -> set[Join]:
    """The joins in the blocks that the case was read as."""
    joins = set()
    for block in blocks:
        for before, after in pairwise(block.marks):
            joint = block.text[after.offset - 1]
            cut = case.rows[before.line - 1].rstrip()[-1] in HYPHENS and joint != "-"
            mark = "+" if joint == " " else "~" if cut else "&"
            joins.add(Join(before.line, after.line, mark))
    return joins


def misses(case: Case) -> list[str]:
    """A line for each wrong joint, for whoever reads the test's output."""
    blocks = of_text(case.text).blocks
    rows, joins = case.rows, found(case, blocks)
    return [
        f"{case.name}: {'false' if join in joins else 'missed'} {join.mark} "
        f"{rows[join.before - 1][-30:]!r} {rows[join.after - 1][:30]!r}"
        for join in sorted(joins ^ case.joins)
    ]


def score(cases: Iterable[Case]) -> Score:
    count = [0] * 5
    for case in cases:
        blocks = of_text(case.text).blocks
        joins = found(case, blocks)
        kept = {mark.line for block in blocks for mark in block.marks}
        lines = {number for number, row in enumerate(case.rows, 1) if row.strip()}
        count[0] += len(joins)
        count[1] += len(case.joins)
        count[2] += len(joins & case.joins)
        count[3] += len(kept & case.furniture)
        count[4] += len(lines - kept - case.furniture)
    return Score(*count)


def test_joins_of_labelled_cases() -> None:
    cases = [load(path) for path in CASES]
    result = score(cases)
    wrong = "\n".join(line for case in cases for line in misses(case))
    print(f"\n{len(cases)} cases: {result}, precision {result.precision:.4f}, recall {result.recall:.4f}\n{wrong}")
    assert len(cases) >= 40
    assert result.precision >= 0.99, wrong
    assert result.recall >= 0.99, wrong
    assert result.furniture_kept == 0
    assert result.lost == 0


def test_joins_of_held_out_cases(record_property: Callable[[str, object], None]) -> None:
    """Cases that no rule was made for. The floors are what was seen when the rules were done: 56 of 57, 56 of 56."""
    result = score([load(path) for path in HELD_OUT])
    print(f"\n{len(HELD_OUT)} held-out cases: {result}, {result.precision:.4f}, {result.recall:.4f}")
    record_property("precision", result.precision)
    record_property("recall", result.recall)
    assert result.precision >= 0.98
    assert result.recall >= 0.99
    assert result.furniture_kept == 0
    assert result.lost == 0


@pytest.mark.parametrize("path", CASES + HELD_OUT, ids=lambda path: path.stem)
def test_each_case_is_labelled_well(path: Path) -> None:
    """What is marked as cut ends in a hyphen, and no join crosses nothing."""
    case = load(path)
    for join in case.joins:
        assert join.before
        assert join.mark != "~" or case.rows[join.before - 1].rstrip()[-1] in HYPHENS
