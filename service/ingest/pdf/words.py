"""The words of a page, from its characters, in rows from top to bottom."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median
from typing import Any

from service.ingest.pdf.characters import ASLANT, UNKNOWN, Glyph, Style, glyphs
from service.ingest.pdf.direction import in_reading_order, turned

GAP = 0.17  # em between two letters that makes a space; without space characters, the narrowest that TeX sets
WIDE_GAP = 0.8  # em between two characters of a script that sets no spaces
LETTERSPACING = 0.6  # em at most, that a whole row is spaced out by
SAME_ROW = 0.35  # em by which the baselines of one row differ
ATTACHED = 0.6  # em that a raised or lowered character may stand off its row
RAISED = 0.12  # em above the baseline
INITIAL = 1.8  # times the size of what follows it
SMALL = 0.85  # of the row's size
# Ideographs and kana; Hangul is set with spaces.
UNSPACED = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
NOTE_MARK = re.compile(r"[\d*†‡§¶,]{1,4}|\(\d{1,3}\)|\[\d{1,3}\]")
AFTER_WORD = re.compile(r"(?:[^\W\d_]{3}|[.,;:!?…)\]}'\"’”»。！？」』）])$")


@dataclass(slots=True)
class Word:
    """Lengths in points."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    note: bool = False  # it began with the mark of a footnote


Row = list[Word]  # from left to right


@dataclass(frozen=True)
class Read:
    """A page's rows, and how many of its characters its fonts give no letter for."""

    rows: list[Row]
    characters: int
    unknown: int


def read_words(text_page: Any) -> Read:
    """The words of a text page of PDFium.

    Text that is turned otherwise than most of the page is left out: marks in a margin, watermarks, axes. Vertical
    writing of Chinese and Japanese is not read as such: each of its characters is a row.
    """
    found = list(glyphs(text_page))
    seen = [glyph for glyph in found if not glyph.text.isspace()]
    unknown = sum(glyph.text == UNKNOWN for glyph in seen)
    turn = Counter(glyph.style.turn for glyph in seen).most_common(1)[0][0] if seen else 0
    if turn == ASLANT:
        return Read([], len(seen), unknown)
    kept = (glyph for glyph in found if glyph.style.turn == turn and glyph.text != UNKNOWN)
    rows = _rows(_without_note_marks(fragment) for fragment in _fragments(kept))
    return Read([words for row in rows if (words := _words(row))], len(seen), unknown)


def _fragments(found: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Runs of characters that were set one after the other: raised ones stay with their word."""
    fragment: list[Glyph] = []
    for glyph in found:
        if fragment and not _adjacent(fragment[-1], glyph):
            yield fragment
            fragment = []
        fragment.append(glyph)
    if fragment:
        yield fragment


def _adjacent(before: Glyph, glyph: Glyph) -> bool:
    size = before.style.size
    if before.style is not glyph.style:
        size = max(size, glyph.style.size)
        if _initial(before, glyph) or abs(before.style.baseline - glyph.style.baseline) > ATTACHED * size:
            return False
    return -0.5 * size < glyph.left - before.right < size or -0.5 * size < before.left - glyph.right < size


def _initial(before: Glyph, glyph: Glyph) -> bool:
    """Whether the first is an initial that hangs beside lines, of which this is one."""
    return before.style.size > INITIAL * glyph.style.size and before.style.baseline <= glyph.style.baseline + 1


def _same_style(part: list[Glyph]) -> bool:
    first = part[0].style
    return all(glyph.style is first for glyph in part)


def _main(fragment: list[Glyph]) -> Style:
    """The style that a fragment stands on: of most of its characters, among the large ones."""
    if _same_style(fragment):
        return fragment[0].style
    count = Counter(glyph.style for glyph in fragment if not glyph.text.isspace())
    if not count:
        return fragment[0].style
    largest = max(style.size for style in count)
    return max((style for style in count if style.size > SMALL * largest), key=lambda style: count[style])


def _without_note_marks(fragment: list[Glyph]) -> list[Glyph]:
    """Raised numbers and signs after a word, or at the start, keep their place and lose their text."""
    if _same_style(fragment):
        return fragment
    main = _main(fragment)
    kept: list[Glyph] = []
    for raised, run in groupby(fragment, key=lambda glyph: _raised(glyph, main)):
        part = list(run)
        mark = raised and NOTE_MARK.fullmatch("".join(glyph.text for glyph in part).strip())
        if mark and (not kept or AFTER_WORD.search("".join(glyph.text for glyph in kept[-3:]))):
            part = [glyph._replace(text="") for glyph in part]
        kept += part
    return kept


def _raised(glyph: Glyph, main: Style) -> bool:
    above = glyph.style.baseline - main.baseline
    return glyph.style.size < SMALL * main.size and above > RAISED * main.size


def _rows(fragments: Iterable[list[Glyph]]) -> list[list[Glyph]]:
    """The characters on one baseline together, from the top down."""
    placed = sorted(((_main(fragment), fragment) for fragment in fragments), key=lambda pair: -pair[0].baseline)
    rows: list[tuple[Style, list[Glyph]]] = []
    for style, fragment in placed:
        if rows and abs(rows[-1][0].baseline - style.baseline) <= SAME_ROW * min(style.size, rows[-1][0].size):
            rows[-1][1].extend(fragment)
        else:
            rows.append((style, list(fragment)))
    return [row for _, row in rows]


def _words(row: list[Glyph]) -> Row:
    """The words of a row; painted twice for boldness, a character counts once."""
    row.sort(key=lambda glyph: glyph.left)
    space = _space(row)
    groups: list[list[Glyph]] = []
    before: Glyph | None = None  # in the same word
    for glyph in row:
        if glyph.text.isspace():
            before = None
        elif before is None:
            groups.append([glyph])
            before = glyph
        elif glyph.text != before.text or glyph.left - before.left >= 0.1 * glyph.style.size:
            if _parted(before, glyph, space):
                groups.append([])
            groups[-1].append(glyph)
            before = glyph
    return [_word(group) for group in groups]


def _parted(before: Glyph, glyph: Glyph, space: float) -> bool:
    """Whether there is a space between two characters that have none written between them."""
    size = before.style.size
    if before.style is not glyph.style:
        size = max(size, glyph.style.size)
        if _initial(before, glyph):
            return True
    gap = glyph.left - before.right
    if gap <= space * size:
        return False
    unspaced = UNSPACED.match(before.text) or UNSPACED.match(glyph.text)
    return not unspaced or gap > WIDE_GAP * size


def _space(row: list[Glyph]) -> float:
    """The gap between two words, in em; wider where all letters are spaced out."""
    gaps = [
        (after.left - before.right) / after.style.size
        for before, after in pairwise(row)
        if before.text.isalpha() and after.text.isalpha()
    ]
    return GAP + min(max(median(gaps), 0), LETTERSPACING) if gaps else GAP


def _word(group: list[Glyph]) -> Word:
    style, bold = group[0].style, group[0].style.bold
    if not _same_style(group):
        style = max((glyph.style for glyph in group), key=lambda style: style.size)
        bold = all(glyph.style.bold for glyph in group)
    text = "".join([glyph.text for glyph in group])
    if turned(text):
        text = "".join(in_reading_order([glyph.text for glyph in group]))
    return Word(text, group[0].left, group[-1].right, style.baseline, style.size, bold, not group[0].text)
