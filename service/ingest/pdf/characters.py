"""The characters of a page, with where they stand and what they are set in, as PDFium tells them."""

from __future__ import annotations

import ctypes
import re
import struct
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

BOLD = 600  # weight, of 400 for regular
FORCE_BOLD = 1 << 18  # ISO 32000-1, 9.8.2
MOST_NAME = 64  # characters of a font's name
BOLD_NAME = re.compile(rb"bold|black|heavy|demi", re.I)
RECT = struct.Struct("4f")
LINE_ENDS = (10, 13)  # which PDFium adds
LINE_END_HYPHEN = "\x02"  # how PDFium tells a hyphen that it takes for a line's end
# Latin and Armenian ligatures, presentation forms of Hebrew and Arabic: letters by their shape.
SHAPES = re.compile(r"[\ufb00-\ufdff\ufe70-\ufefc]")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff\ue000-\uf8ff\U000f0000-\U0010ffff]")
UNKNOWN = "\ufffd"  # a character for which its font gives no letter
ASLANT = -1  # neither level nor upright
SLANT = 0.1  # of one leg to the other


@dataclass(frozen=True, slots=True)
class Style:
    """Of a run of characters: size in points, its baseline in points from the page's bottom as it is turned."""

    size: float
    bold: bool
    baseline: float
    turn: int  # quarters to the left; ASLANT


class Glyph(NamedTuple):
    """A character with its marks; its box ends where the next one's may begin, in points along the line."""

    text: str
    left: float
    right: float
    style: Style


def glyphs(page: Any) -> Iterator[Glyph]:
    """The characters of a text page in the order of the file.

    With a letter come its combining marks, and those that share its box: a ligature that was taken apart.
    """
    held: Glyph | None = None
    for glyph in _characters(page):
        if held is None:
            held = glyph
        elif glyph.left == held.left and glyph.right == held.right and glyph.style is held.style:
            held = held._replace(text=held.text + glyph.text)
        elif glyph.text > "\u02ff" and unicodedata.combining(glyph.text[0]):
            held = held._replace(text=held.text + glyph.text, right=max(held.right, glyph.right))
        else:
            yield held
            held = glyph
    if held:
        yield held


def _characters(page: Any) -> Iterator[Glyph]:
    rect = pdfium.FS_RECTF()
    code_of, box_of, unpack = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox, RECT.unpack
    style, line, known = None, (0.0, 0.0), True
    high = ""
    for index in range(pdfium.FPDFText_CountChars(page)):
        code = code_of(page, index)
        if code in LINE_ENDS or not box_of(page, index, rect):
            continue
        left, top, right, bottom = unpack(rect)
        if style is None or style.turn or (bottom, top) != line:
            if pdfium.FPDFText_IsGenerated(page, index) == 1:
                continue
            style, line = _style(page, index), (bottom, top)
            known = pdfium.FPDFText_HasUnicodeMapError(page, index) != 1
        if known and 32 <= code < 127 and not style.turn:  # most there are
            yield Glyph(chr(code), left, right, style)
            continue
        text = chr(code) if code <= 0x10FFFF else UNKNOWN
        if "\ud800" <= text <= "\udbff":
            high = text
            continue
        if high and "\udc00" <= text <= "\udfff":
            text = (high + text).encode("utf-16", "surrogatepass").decode("utf-16")
        high = ""
        if text == LINE_END_HYPHEN:
            text = "-"
        elif CONTROL.match(text) or pdfium.FPDFText_HasUnicodeMapError(page, index) == 1:
            text = UNKNOWN
        ends = ((left, right), (bottom, top), (-left, -right), (-bottom, -top))[style.turn]
        yield Glyph(SHAPES.sub(_letters, text), min(ends), max(ends), style)


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
    name, flags = ctypes.create_string_buffer(MOST_NAME), ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(page, index, name, MOST_NAME, flags)
    named = length <= MOST_NAME and bool(BOLD_NAME.search(name.value))
    return named or bool(flags.value & FORCE_BOLD) or pdfium.FPDFText_GetFontWeight(page, index) >= BOLD
