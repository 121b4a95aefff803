"""Runs of capitalised words: the names of a text, and what else begins with a capital. Latin, Greek and Cyrillic."""

from __future__ import annotations

import re
from typing import NamedTuple

from service.reading.words import UPPER

_WORD = rf"[{UPPER}][\w’'-]*(?<!['’]s)(?<!['’])"
NAME = re.compile(rf"(?<![\w'’-])(?:(?:[A-Z]\.){{2,}}|{_WORD})")
RUN = re.compile(
    rf"(?<![\w'’-])(?:(?:[A-Z]\.){{2,}}|{_WORD})(?: (?:(?:of|the|for|and|de|van|von|bin|al)(?: the)? )?{_WORD})*"
)
# Where a capital says nothing: after a full stop or an opening mark.
OPENING = re.compile(rf"(?:^|[.!?:;]['\"”’)]*\s+|[\"“‘(])(?=[{UPPER}])")


class Word(NamedTuple):
    """One capitalised word; `opens` when it stands where any word has a capital."""

    text: str
    start: int
    end: int
    opens: bool


class Run(NamedTuple):
    """Capitalised words that follow each other, small ones between: `the National Union of Ferry Workers`."""

    text: str
    start: int
    end: int
    words: tuple[Word, ...]


def runs(text: str, at: int = 0) -> list[Run]:
    """Those of `text`, which stands at the offset `at`: offsets count from there."""
    openings = {match.end() for match in OPENING.finditer(text)} | {0}
    return [
        Run(
            match.group(),
            match.start() + at,
            match.end() + at,
            tuple(
                Word(word.group(), word.start() + at, word.end() + at, word.start() in openings)
                for word in NAME.finditer(text, match.start(), match.end())
            ),
        )
        for match in RUN.finditer(text)
    ]
