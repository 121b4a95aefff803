"""Rows of a text to lines: those with words in them, tidied, with what tells of the layout."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from service.ingest.furniture import furniture
from service.ingest.joints import columns

# How a line ends that does not break off, and one that ends a sentence.
TERMINAL = re.compile(r"[.!?:;…。！？：．]['\"’”»)\]」』）]*$")
FULL_STOP = re.compile(r"[.!?…。！？．]['\"’”»)\]」』）]*$")
DASH = re.compile(r" *[－﹣] *")
SPACE_BEFORE_STOP = re.compile(r"(?<=[^\W\d_]) +(?=[,.](?: (?!\.)|$))")
LEADERS = re.compile(r" *(?:\.{5,} *\d[\d–-]*$|\.{8,} *)")  # the dots of a table of contents, and its page
SPACES = re.compile(r" {2,}")


@dataclass(frozen=True)
class Line:
    text: str
    number: int  # 1-based, in the source
    indent: int
    gap: bool  # a blank line or a page marker stands before it
    page: int = 0  # 1-based, where there are pages

    @cached_property
    def columns(self) -> int:
        return columns(self.text)


def lines_of(text: str) -> Iterator[Line]:
    """The lines with words in them. Blank lines, rules and the furniture of pages count as gaps.

    Where a blank line follows each line, as in a manuscript, one blank line is no gap.
    """
    rows = text.split("\n")
    bare = [_bare(row) for row in rows]
    left_out = furniture(bare)
    kept = [index for index, row in enumerate(bare) if row and index not in left_out]
    spacing = 2 if _double_spaced(bare, kept) else 1
    last = -spacing - 1
    for index in kept:
        row = rows[index]
        gap = index - last > spacing
        last = index
        yield Line(tidy(bare[index]), index + 1, len(row) - len(row.lstrip()), gap)


def _bare(row: str) -> str:
    """The row without white space around it, "" when there is no word in it."""
    bare = row.strip()
    nothing = not bare.strip("# ") or (len(bare) > 2 and set(bare) <= set("_-=*~. "))
    return "" if nothing or not LEADERS.sub(" ", bare).strip() else bare


def _double_spaced(rows: Sequence[str], kept: Sequence[int]) -> bool:
    """Whether hardly a line has no blank line after it, and most break off in mid-sentence."""
    if len(kept) < 4:
        return False
    cut = sum(not TERMINAL.search(rows[index]) for index in kept)
    apart = sum(after - before > 1 for before, after in pairwise(kept))
    return apart >= 0.95 * (len(kept) - 1) and cut > 0.6 * len(kept)


def tidy(row: str) -> str:
    """A line with single spaces, none before a full stop, its dashes like others, and without leaders."""
    text = SPACES.sub(" ", DASH.sub(_dash, SPACES.sub(" ", row))).strip()
    return LEADERS.sub(" ", SPACE_BEFORE_STOP.sub("", text)).strip()


def _dash(match: re.Match[str]) -> str:
    before, after = match.string[: match.start()], match.string[match.end() :]
    return "-" if before[-1:].isdigit() and after[:1].isdigit() else " – "
