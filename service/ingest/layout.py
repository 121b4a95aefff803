"""Repair of text that lost its layout: lines to headings, paragraphs and sections.

A line break is a wrap when the next word would not have fitted on the line; it is real when it would
have. Blank lines and page markers inside a sentence are scars of pages. Everything here is linear.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from service.ingest.content import Block, Mark
from service.ingest.joints import CJK, CLOSING, Joints, columns
from service.ingest.rows import FULL_STOP, TERMINAL, Line

BULLET = re.compile(r"(?:[-–—*•·▪◦○●□■◆※] |\(?(?:\d{1,3}|[^\W\d_]|[ivxIVX]{1,5})[.)] |#{1,6} )")
BYLINE = re.compile(r"(?:By|BY) [A-Z]")
# Words that cannot be the last of a heading.
OPEN_ENDED = frozenset(
    """
    a an the of and or to in on at by for with from as its his her their our into over under after before
    that which
    """.split()
)
MAX_WRAP = 140  # columns; longer lines are paragraphs of their own
MAX_HEADING_WORDS = 16
MAX_TITLE_WORDS, MAX_TITLE = 28, 220  # words and characters of a first line that stands alone where nothing is wrapped
SLACK = 0.1  # of the width: room that no wrapped line has left
HEADING_SLACK = 4  # columns that a word must have to spare before a break in a heading counts as real


def blocks(lines: Iterable[Line]) -> list[Block]:
    """The paragraphs and headings that the lines are."""
    lines = list(lines)
    if not lines:
        return []
    page = _Page(lines)
    found: list[Block] = []
    index = 0
    while index < len(lines):
        run = page.heading_run(index)
        if run:
            found.extend(page.join(part, heading=True) for part in page.headings(lines[index : index + run]))
            index += run
            continue
        end = index + 1
        while end < len(lines) and page.continues(end) and not page.heading_run(end):
            end += 1
        found.append(page.join(lines[index:end], heading=False))
        index = end
    return found


def joined(groups: Sequence[tuple[list[Line], bool]]) -> list[Block]:
    """The blocks of lines that are known to belong together; True for a heading."""
    if not groups:
        return []
    page = _Page([line for lines, _ in groups for line in lines])
    return [page.join(lines, heading=heading) for lines, heading in groups]


class _Page:
    """What all lines together say about the layout."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        widths = sorted(line.columns for line in lines)
        width = widths[int(0.95 * (len(widths) - 1))]
        long = [line for line in lines if line.columns > 0.6 * width]
        cut = sum(not FULL_STOP.search(line.text) for line in long)
        prose = width > 40 or any(FULL_STOP.search(line.text) for line in lines)
        self.wrapped = len(lines) > 1 and prose and width <= MAX_WRAP and cut >= 0.35 * len(long)
        self.width = width
        self.indent = int(median(line.indent for line in lines))
        self.joints = Joints([line.text for line in lines] if self.wrapped else [], width)
        self.line_by_line = self._line_by_line() if self.wrapped else bytearray(len(lines))

    def _line_by_line(self) -> bytearray:
        """1 for each line of verse, of an address or of a table: the end of the line before it was meant."""
        found = bytearray(len(self.lines))
        starts = [index for index, line in enumerate(self.lines) if line.gap or not index]
        for start, end in pairwise([*starts, len(self.lines)]):
            if self._is_set_by_line(self.lines[start:end]):
                found[start + 1 : end] = b"\x01" * (end - start - 1)
        return found

    def _is_set_by_line(self, stanza: Sequence[Line]) -> bool:
        """Whether the ends of lines between two gaps were meant: what is wrapped has no room for the next word.

        Addresses are short beside the paragraphs; verse begins each line with a capital though it has few of them.
        """
        breaks = [
            (before, after)
            for before, after in pairwise(stanza)
            if not TERMINAL.search(before.text) and not BULLET.match(after.text)
        ]
        if not breaks:
            return False
        lower = any(after.text[0].islower() or after.text[0] in CLOSING for _, after in breaks)
        widest = max(line.columns for line in stanza)
        if not lower and (widest < 0.6 * self.width or _chance_of_capitals(stanza) < 0.005):
            return True
        spare = sum(_room(before, after, widest) > SLACK * widest for before, after in breaks)
        return len(stanza) > 3 and spare >= 0.4 * len(breaks)

    def fits(self, line: Line, following: Line) -> bool:
        """Whether the next word would have fitted on `line`: then its end was meant."""
        return _room(line, following, self.width) >= 2

    def continues(self, index: int) -> bool:
        """Whether line `index` belongs to the paragraph of the line before it."""
        line, following = self.lines[index - 1], self.lines[index]
        first = following.text[0]
        room = self.fits(line, following)
        if BULLET.match(following.text) and (FULL_STOP.search(line.text) or room or BULLET.match(line.text)):
            return False
        if self.line_by_line[index]:
            return False
        if TERMINAL.search(line.text):
            if following.gap or following.indent > self.indent + 1 or not self.wrapped:
                return False
            return not room
        if first in CLOSING:
            return True
        if room and self.width <= MAX_WRAP and line.columns < 0.5 * self.width:
            return False
        if line.text.endswith((",", "-")) or _open_ended(line.text):
            return True
        if first.islower():
            return self.wrapped or line.columns > 40
        if not self.wrapped:
            return False
        if following.gap or following.indent > self.indent + 1:
            return line.columns >= 0.75 * self.width and not room
        return line.columns >= 0.6 * self.width

    def heading_run(self, index: int) -> int:
        """How many lines from `index` on are headings; 0 when that line begins a paragraph."""
        if index and not (FULL_STOP.search(self.lines[index - 1].text) or self.lines[index].gap):
            return 0
        if index and not TERMINAL.search(self.lines[index - 1].text) and self.continues(index):
            return 0
        end = index
        while end < len(self.lines) and end - index < 8 and self._like_heading(end, end > index):
            end += 1
        while end > index and not self._may_end(end):
            end -= 1
        return end - index

    def _like_heading(self, index: int, inside: bool) -> bool:
        line = self.lines[index].text
        words = line.split()
        if line.startswith("#"):
            return True
        if TERMINAL.search(line) or line.endswith(",") or not self._short_enough(index, len(words)):
            return False
        if BULLET.match(line):
            return False
        if line[0].islower() and not inside:
            return False
        if _title_case(words):
            return True
        if inside and line[0].islower() and self.lines[index].gap:
            return False
        alone = self.lines[index].gap and (index + 1 == len(self.lines) or self.lines[index + 1].gap)
        if not self.wrapped:
            return alone or index == 0 or len(words) <= 8
        return (alone and len(line) < 0.75 * self.width) or (inside and not self.lines[index].gap and alone)

    def _short_enough(self, index: int, words: int) -> bool:
        length = len(self.lines[index].text)
        if not (index or self.wrapped) and len(self.lines) > 1 and self.lines[1].gap:
            return words <= MAX_TITLE_WORDS and length <= MAX_TITLE
        return words <= MAX_HEADING_WORDS and length <= MAX_WRAP

    def _may_end(self, end: int) -> bool:
        """Whether a heading may end before line `end`: not in mid-phrase, not in mid-sentence."""
        last = self.lines[end - 1].text
        if last.startswith("#"):
            return True
        if _open_ended(last) or last.endswith((",", "-")):
            return False
        if end == len(self.lines):
            return len(self.lines) > 1 or len(last.split()) < 4
        following = self.lines[end]
        if following.text[0].islower():
            return False
        # The first line of a paragraph can look like a heading; then the sentence goes on at full width.
        body = self.wrapped and len(last) > 0.8 * self.width and not following.gap
        return not body

    def headings(self, run: list[Line]) -> list[list[Line]]:
        """The headings in a run of heading lines: a break is real when the next word had room to spare.

        Many lines much shorter than those of the paragraphs were not wrapped either: they are names and addresses.
        """
        width = max(line.columns for line in run)
        short = width < (0.45 if len(run) > 3 else 0.25) * self.width
        groups = [[run[0]]]
        for before, line in pairwise(run):
            spare = _room(before, line, width) >= HEADING_SLACK
            apart = BYLINE.match(line.text) or before.text.isupper() != line.text.isupper()
            open_ended = line.text[0].islower() or _open_ended(before.text)
            if line.text.startswith("#") or ((short or spare or apart) and not open_ended):
                groups.append([line])
            else:
                groups[-1].append(line)
        return groups

    def join(self, lines: list[Line], *, heading: bool) -> Block:
        """One block of `lines`, the marks of its source lines with it."""
        parts: list[str] = []
        marks: list[tuple[int, Line]] = []
        length = 0
        for line in lines:
            text = line.text.lstrip("# ") if heading else line.text
            if parts:
                glue = self.joints.glue(parts[-1], text)
                if glue is None:  # a hyphen that only the line end needed
                    parts[-1] = parts[-1][:-1]
                    length -= 1
                    glue = ""
                parts[-1] += glue
                length += len(glue)
            marks.append((length, line))
            parts.append(text)
            length += len(text)
        joined = "".join(parts)
        text = unicodedata.normalize("NFC", joined)  # two lines may join to one character
        return Block(
            text=text,
            heading=heading,
            level=_level(lines[0].text) if heading else 0,
            marks=tuple(Mark(offset=min(at, len(text)), line=line.number, page=line.page) for at, line in marks),
        )


def _chance_of_capitals(stanza: Sequence[Line]) -> float:
    """How likely it is that each line but the first begins with a capital, as often as other words do."""
    if not all(line.text[0].isupper() for line in stanza):
        return 1.0
    words = [word for line in stanza for word in line.text.split()[1:]]
    share = max(0.05, sum(word[0].isupper() for word in words) / max(1, len(words)))
    return float(share ** (len(stanza) - 1))


def _room(line: Line, following: Line, width: int) -> int:
    """Columns that `line` would have had left in `width` with the next word on it."""
    text = following.text
    word = text[:2] if CJK.match(text) else text.split(" ", 1)[0]
    return width - line.columns - 1 - columns(word)


def _open_ended(line: str) -> bool:
    return line.rsplit(" ", 1)[-1].lower() in OPEN_ENDED


def _title_case(words: list[str]) -> bool:
    letters = [word.strip("\"'“”‘’()[]") for word in words]
    heavy = [word for word in letters if len(word) > 3 and word[0].isalpha() and word not in OPEN_ENDED]
    if not heavy:
        return bool(letters) and all(word[:1].isupper() or word[:1].isdigit() for word in letters)
    if not heavy[0][0].isupper() and not heavy[0][0].islower():
        return False  # a script without case says nothing
    return sum(word[0].isupper() for word in heavy) >= 0.75 * len(heavy)


def _level(heading: str) -> int:
    """Of a heading that is marked with #; else it is not known."""
    return len(heading) - len(heading.lstrip("#"))
