"""The words of a page, from the boxes of its characters, in rows from top to bottom."""

from __future__ import annotations

import ctypes
import re
import struct
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from math import hypot
from statistics import median
from typing import Any

import pypdfium2.raw as pdfium

from service.ingest.pdf.direction import in_reading_order, turned

GAP = 0.17  # em between two letters that makes a space; without space characters, the narrowest that TeX sets
WIDE_GAP = 0.8  # em between two characters of a script that sets no spaces
LETTERSPACING = 0.6  # em at most, that a whole row is spaced out by
SAME_ROW = 0.35  # em by which the baselines of one row differ
ATTACHED = 0.6  # em that a raised or lowered character may stand off its row
RAISED = 0.12  # em above the baseline
INITIAL = 1.8  # times the size of what follows it
SMALL = 0.85  # of the row's size
BOLD = 600  # weight, of 400 for regular
FORCE_BOLD = 1 << 18  # ISO 32000-1, 9.8.2
MOST_FONTS = 64  # characters of a font's name
BOLD_NAME = re.compile(rb"bold|black|heavy|semibold|demi", re.I)
RECT = struct.Struct("4f")
# Ideographs and kana; Hangul is set with spaces.
UNSPACED = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
# Latin and Armenian ligatures, presentation forms of Hebrew and Arabic: letters by their shape.
SHAPES = re.compile(r"[\ufb00-\ufdff\ufe70-\ufefc]")
ASLANT = -1  # neither level nor upright
SLANT = 0.1  # of one leg to the other
LINE_END_HYPHEN = "\x02"  # how PDFium tells a hyphen that it takes for a line's end
NOTE_MARK = re.compile(r"[\d*†‡§¶,]{1,4}|\(\d{1,3}\)|\[\d{1,3}\]")
AFTER_WORD = re.compile(r"(?:[^\W\d_]{3}|[.,;:!?…)\]}'\"’”»。！？」』）])$")
UNKNOWN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd-\uffff\ue000-\uf8ff\U000f0000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Style:
    """Of a run of characters: size in points, its baseline in points from the page's bottom as it is turned."""

    size: float
    bold: bool
    baseline: float
    turn: int  # quarters to the left; ASLANT


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character with its marks; its box ends where the next one's may begin, in points."""

    text: str
    left: float
    right: float
    style: Style


@dataclass(frozen=True, slots=True)
class Word:
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
    glyphs = list(_glyphs(text_page))
    seen = [glyph for glyph in glyphs if not glyph.text.isspace()]
    unknown = sum(bool(UNKNOWN.match(glyph.text)) for glyph in seen)
    turn = Counter(glyph.style.turn for glyph in seen).most_common(1)[0][0] if seen else 0
    kept = [glyph for glyph in glyphs if glyph.style.turn == turn != ASLANT and not UNKNOWN.match(glyph.text)]
    rows = _rows(_without_note_marks(fragment) for fragment in _fragments(kept))
    return Read([words for row in rows if (words := _words(row))], len(seen), unknown)


def _glyphs(page: Any) -> Iterator[Glyph]:
    """The characters in the order of the file; with a letter its combining marks, and those that share its box."""
    held: Glyph | None = None
    for text, left, right, style in _characters(page):
        if held and held.style == style and (left, right) == (held.left, held.right):  # a ligature, taken apart
            held = replace(held, text=held.text + text)
        elif held and unicodedata.combining(text[0]):
            held = replace(held, text=held.text + text, right=max(held.right, right))
        else:
            if held:
                yield held
            held = Glyph(text, left, right, style)
    if held:
        yield held


def _characters(page: Any) -> Iterator[tuple[str, float, float, Style]]:
    """Each character, where it begins and ends on its line, and its style."""
    rect = pdfium.FS_RECTF()
    style, line = None, (0.0, 0.0)
    high = ""
    for index in range(pdfium.FPDFText_CountChars(page)):
        code = pdfium.FPDFText_GetUnicode(page, index)
        if code in (10, 13) or not pdfium.FPDFText_GetLooseCharBox(page, index, rect):
            continue
        left, top, right, bottom = RECT.unpack(rect)
        if style is None or style.turn or (bottom, top) != line:
            if pdfium.FPDFText_IsGenerated(page, index) == 1:
                continue
            style, line = _style(page, index), (bottom, top)
        known = code <= 0x10FFFF and pdfium.FPDFText_HasUnicodeMapError(page, index) != 1
        text = chr(code) if known else "\ufffd"
        if "\ud800" <= text <= "\udbff":
            high = text
            continue
        if high and "\udc00" <= text <= "\udfff":
            text = (high + text).encode("utf-16", "surrogatepass").decode("utf-16")
        high = ""
        text = "-" if text == LINE_END_HYPHEN else SHAPES.sub(_letters, text)
        ends = ((left, right), (bottom, top), (-left, -right), (-bottom, -top))[style.turn]
        yield text, min(ends), max(ends), style


def _letters(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match.group()).strip()


def _style(page: Any, index: int) -> Style:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(page, index, matrix)
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(page, index, x, y)
    along, across = matrix.a, matrix.b
    size = pdfium.FPDFText_GetFontSize(page, index) * hypot(matrix.c, matrix.d)
    if min(abs(along), abs(across)) > SLANT * max(abs(along), abs(across)):
        turn = ASLANT
    elif abs(along) >= abs(across):
        turn = 0 if along >= 0 else 2
    else:
        turn = 1 if across > 0 else 3
    return Style(max(size, 0.1), _bold(page, index), (y.value, -x.value, -y.value, x.value)[turn], turn)


def _bold(page: Any, index: int) -> bool:
    name, flags = ctypes.create_string_buffer(MOST_FONTS), ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(page, index, name, MOST_FONTS, flags)
    named = length <= MOST_FONTS and bool(BOLD_NAME.search(name.value))
    return named or bool(flags.value & FORCE_BOLD) or pdfium.FPDFText_GetFontWeight(page, index) >= BOLD


def _fragments(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Runs of characters that were set one after the other: raised ones stay with their word."""
    fragment: list[Glyph] = []
    for glyph in glyphs:
        if fragment and not _adjacent(fragment[-1], glyph):
            yield fragment
            fragment = []
        fragment.append(glyph)
    if fragment:
        yield fragment


def _adjacent(before: Glyph, glyph: Glyph) -> bool:
    size = max(before.style.size, glyph.style.size)
    if _initial(before, glyph):
        return False
    if abs(before.style.baseline - glyph.style.baseline) > ATTACHED * size:
        return False
    return -0.5 * size < glyph.left - before.right < size or -0.5 * size < before.left - glyph.right < size


def _initial(before: Glyph, glyph: Glyph) -> bool:
    """Whether the first is an initial that hangs beside lines, of which this is one."""
    return before.style.size > INITIAL * glyph.style.size and before.style.baseline <= glyph.style.baseline + 1


def _rows(fragments: Iterable[list[Glyph]]) -> list[list[Glyph]]:
    """The characters on one baseline together, from the top down."""
    placed = sorted(((_main(fragment), fragment) for fragment in fragments), key=lambda pair: -pair[0].baseline)
    rows: list[tuple[Style, list[Glyph]]] = []
    for style, fragment in placed:
        if rows and abs(rows[-1][0].baseline - style.baseline) <= SAME_ROW * min(style.size, rows[-1][0].size):
            rows[-1][1].extend(fragment)
        else:
            rows.append((style, list(fragment)))
    return [glyphs for _, glyphs in rows]


def _main(fragment: list[Glyph]) -> Style:
    """The style that a fragment stands on: of most of its characters, the larger of two."""
    count: dict[Style, int] = {}
    for glyph in fragment:
        if not glyph.text.isspace():
            count[glyph.style] = count.get(glyph.style, 0) + 1
    if not count:
        return fragment[0].style
    largest = max(style.size for style in count)
    return max((style for style in count if style.size > SMALL * largest), key=lambda style: count[style])


def _without_note_marks(fragment: list[Glyph]) -> list[Glyph]:
    """Raised numbers and signs after a word, or at the start, keep their place and lose their text."""
    main = _main(fragment)
    kept: list[Glyph] = []
    for raised, run in groupby(fragment, key=lambda glyph: _raised(glyph, main)):
        part = list(run)
        mark = raised and NOTE_MARK.fullmatch("".join(glyph.text for glyph in part).strip())
        if mark and (not kept or AFTER_WORD.search("".join(glyph.text for glyph in kept[-3:]))):
            part = [replace(glyph, text="") for glyph in part]
        kept += part
    return kept


def _raised(glyph: Glyph, main: Style) -> bool:
    above = glyph.style.baseline - main.baseline
    return glyph.style.size < SMALL * main.size and above > RAISED * main.size


def _words(glyphs: list[Glyph]) -> Row:
    """The words of a row; painted twice for boldness, a character counts once."""
    glyphs.sort(key=lambda glyph: glyph.left)
    space = _space(glyphs)
    groups: list[list[Glyph]] = []
    parted = True
    for glyph in glyphs:
        if glyph.text.isspace():
            parted = True
            continue
        if not parted:
            before = groups[-1][-1]
            size = max(before.style.size, glyph.style.size)
            if glyph.text == before.text and glyph.left - before.left < 0.1 * size:
                continue
            unspaced = UNSPACED.match(before.text) or UNSPACED.match(glyph.text)
            parted = glyph.left - before.right > (WIDE_GAP if unspaced else space) * size
            parted = parted or _initial(before, glyph)
        if parted:
            groups.append([])
            parted = False
        groups[-1].append(glyph)
    return [_word(group) for group in groups]


def _space(glyphs: list[Glyph]) -> float:
    """The gap between two words, in em; wider where all letters are spaced out."""
    gaps = [
        (after.left - before.right) / after.style.size
        for before, after in pairwise(glyphs)
        if not (before.text.isspace() or after.text.isspace())
    ]
    return GAP + min(max(median(gaps), 0), LETTERSPACING) if gaps else GAP


def _word(group: list[Glyph]) -> Word:
    style = max((glyph.style for glyph in group), key=lambda style: style.size)
    texts = [glyph.text for glyph in group]
    return Word(
        text="".join(in_reading_order(texts) if turned("".join(texts)) else texts),
        left=group[0].left,
        right=max(glyph.right for glyph in group),
        baseline=style.baseline,
        size=style.size,
        bold=all(glyph.style.bold for glyph in group),
        note=not group[0].text,
    )
