"""Repair of text that lost its layout: lines to headings, paragraphs and sections.

A line break is a wrap when the next word would not have fitted on the line; it is real when it would
have. Blank lines and page markers inside a sentence are scars of pages. Everything here is linear.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from service.ingest.content import Block, Mark

PAGE_MARKER = re.compile(r"(?:\[\d{1,4}\]|[-–—] ?\d{1,4} ?[-–—]|\d{1,4}|(?i:page|p\.) ?\d{1,4}(?: (?:of|/) ?\d{1,4})?)")
BULLET = re.compile(r"(?:[-–—*•·▪◦○●□■◆※] |\(?\w{1,3}[.)] |#{1,6} )")
TERMINAL = re.compile(r"[.!?:;…。！？：．]['\"’”»)\]」』）]*$")
FULL_STOP = re.compile(r"[.!?…。！？．]['\"’”»)\]」』）]*$")
DASH = re.compile(r" *[－﹣] *")
SPACE_BEFORE_STOP = re.compile(r"(?<=[^\W\d_]) +(?=[,.](?: (?!\.)|$))")
LEADERS = re.compile(r" *\.{5,} *(?:\d[\d–-]*$)?")  # the dots of a table of contents, and its page
SPACES = re.compile(r" {2,}")
HYPHENED = re.compile(r"([^\W\d_]+|\d+)-$")
WORD = re.compile(r"\w+")
HYPHEN_WORD = re.compile(r"\w+-\w+")
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef\u3000-\u303f]")
# Words that cannot be the last of a heading.
OPEN_ENDED = frozenset(
    """
    a an the of and or to in on at by for with from as its his her their our into over under after before
    that which
    """.split()
)
PREFIXES = frozenset(
    """
    all anti co cross ex far full half high long low mid multi non one pre pro self semi short state three
    two well
    """.split()
)
MAX_WRAP = 140  # columns; longer lines are paragraphs of their own
MAX_HEADING_WORDS = 16
HEADING_SLACK = 4  # columns that a word must have to spare before a break in a heading counts as real


@dataclass(frozen=True)
class Line:
    text: str
    number: int  # 1-based, in the source
    indent: int
    gap: bool  # a blank line or a page marker stands before it
    page: int = 0  # 1-based, where there are pages


def blocks(lines: Iterable[Line]) -> list[Block]:
    """The paragraphs and headings that the lines are."""
    return _blocks(list(lines))


def joined(groups: Sequence[tuple[list[Line], bool]]) -> list[Block]:
    """The blocks of lines that are known to belong together; True for a heading."""
    if not groups:
        return []
    page = _Page([line for lines, _ in groups for line in lines])
    return [page.join(lines, heading=heading) for lines, heading in groups]


def lines_of(text: str) -> Iterator[Line]:
    """The lines with words in them; page markers alone on a line count as gaps."""
    gap = True
    rows = text.split("\n")
    for number, row in enumerate(rows, 1):
        bare = row.strip()
        if not bare.strip("# ") or (len(bare) > 2 and set(bare) <= set("_-=*~. ")):
            gap = True
            continue
        # A bare number is a marker only with blank lines around it: a table has numbers on lines too.
        if PAGE_MARKER.fullmatch(bare) and gap and (number == len(rows) or not rows[number].strip()):
            continue
        text = tidy(bare)
        if not text:
            continue
        yield Line(text, number, len(row) - len(row.lstrip()), gap)
        gap = False


def tidy(row: str) -> str:
    """A line with single spaces, none before a full stop, its dashes like others, and without leaders."""
    text = SPACES.sub(" ", DASH.sub(_dash, SPACES.sub(" ", row))).strip()
    return LEADERS.sub(" ", SPACE_BEFORE_STOP.sub("", text)).strip()


def _dash(match: re.Match[str]) -> str:
    before, after = match.string[: match.start()], match.string[match.end() :]
    return "-" if before[-1:].isdigit() and after[:1].isdigit() else " – "


def _blocks(lines: list[Line]) -> list[Block]:
    if not lines:
        return []
    page = _Page(lines)
    blocks: list[Block] = []
    index = 0
    while index < len(lines):
        run = page.heading_run(index)
        if run:
            blocks.extend(page.join(part, heading=True) for part in _headings(lines[index : index + run]))
            index += run
            continue
        end = index + 1
        while end < len(lines) and page.continues(lines[end - 1], lines[end]) and not page.heading_run(end):
            end += 1
        blocks.append(page.join(lines[index:end], heading=False))
        index = end
    return blocks


class _Page:
    """What all lines together say about the layout."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        lengths = sorted(len(line.text) for line in lines)
        width = lengths[int(0.95 * (len(lengths) - 1))]
        long = [line for line in lines if len(line.text) > 0.6 * width]
        cut = sum(not FULL_STOP.search(line.text) for line in long)
        prose = width > 40 or any(FULL_STOP.search(line.text) for line in lines)
        self.wrapped = len(lines) > 1 and prose and width <= MAX_WRAP and cut >= 0.35 * len(long)
        self.width = width
        self.indent = int(median(line.indent for line in lines))
        self.words = set(_whole_words(lines)) if self.wrapped else set()
        self.compounds = (
            {word.lower() for line in lines for word in HYPHEN_WORD.findall(line.text)} if self.wrapped else set()
        )

    def fits(self, line: Line, following: Line) -> bool:
        """Whether the next word would have fitted on `line`: then its end was meant."""
        return len(line.text) + 1 + len(following.text.split(" ", 1)[0]) <= self.width - 2

    def continues(self, line: Line, following: Line) -> bool:
        """Whether `following` belongs to the paragraph of `line`."""
        first = following.text[0]
        if BULLET.match(following.text) and (
            FULL_STOP.search(line.text) or self.fits(line, following) or BULLET.match(line.text)
        ):
            return False
        if TERMINAL.search(line.text):
            if following.gap or following.indent > self.indent + 1 or not self.wrapped:
                return False
            return not self.fits(line, following)
        if first in ",.;:!?)]}»”’%" or line.text.endswith((",", "-")) or _open_ended(line.text):
            return True
        if first.islower():
            return self.wrapped or len(line.text) > 40
        if not self.wrapped:
            return False
        if following.gap or following.indent > self.indent + 1:
            return len(line.text) >= 0.75 * self.width and not self.fits(line, following)
        return len(line.text) >= 0.6 * self.width

    def heading_run(self, index: int) -> int:
        """How many lines from `index` on are headings; 0 when that line begins a paragraph."""
        if index and not (FULL_STOP.search(self.lines[index - 1].text) or self.lines[index].gap):
            return 0
        if (
            index
            and not TERMINAL.search(self.lines[index - 1].text)
            and self.continues(self.lines[index - 1], self.lines[index])
        ):
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
        if TERMINAL.search(line) or line.endswith(",") or len(words) > MAX_HEADING_WORDS or len(line) > MAX_WRAP:
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

    def join(self, lines: list[Line], *, heading: bool) -> Block:
        """One block of `lines`, the marks of its source lines with it."""
        parts: list[str] = []
        marks: list[tuple[int, Line]] = []
        length = 0
        for line in lines:
            text = line.text.lstrip("# ") if heading else line.text
            if parts:
                glue = self._glue(parts[-1], text)
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

    def _glue(self, before: str, after: str) -> str | None:
        """What stands between two lines of a paragraph: a space, nothing, or None for a hyphen to drop."""
        if before.endswith("\u00ad"):
            return None
        hyphen = HYPHENED.search(before)
        if hyphen and (word := WORD.match(after)):
            return "" if self._keeps_hyphen(hyphen.group(1), word.group()) else None
        if after[0] in ",.;:!?)]}»”’%" or (CJK.match(before[-1]) and CJK.match(after[0])):
            return ""
        return " "

    def _keeps_hyphen(self, left: str, right: str) -> bool:
        """`Juche-` / `oriented` keeps its hyphen, `imple-` / `mentation` loses it."""
        if f"{left}-{right}".lower() in self.compounds:
            return True
        if (left + right).lower() in self.words:
            return False
        if left.isdigit() or not right[0].islower() or left.lower() in PREFIXES:
            return True
        return left.lower() in self.words and right.lower() in self.words


def _whole_words(lines: list[Line]) -> Iterator[str]:
    """The words of the page in lower case, without the halves that a line end left."""
    cut = False
    for line in lines:
        words = WORD.findall(line.text)
        first = 1 if cut else 0
        cut = bool(HYPHENED.search(line.text))
        yield from (word.lower() for word in (words[first:-1] if cut else words[first:]))


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


def _headings(run: list[Line]) -> list[list[Line]]:
    """The headings in a run of heading lines: a break is real when the next word had room to spare."""
    width = max(len(line.text) for line in run)
    groups = [[run[0]]]
    for before, line in pairwise(run):
        room = len(before.text) + 1 + len(line.text.split(" ", 1)[0]) <= width - HEADING_SLACK
        if line.text.startswith("#") or (room and not line.text[0].islower() and not _open_ended(before.text)):
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def _level(heading: str) -> int:
    """Of a heading that is marked with #; else it is not known."""
    return len(heading) - len(heading.lstrip("#"))
