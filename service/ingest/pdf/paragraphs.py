"""Printed lines become paragraphs and headings: by their type, by the room at their ends, by gaps and indents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import quantiles

from service.ingest.content import Block
from service.ingest.layout import BULLET, OPEN_ENDED, joined
from service.ingest.pdf.asides import CAPTION, NOTE, SMALL
from service.ingest.pdf.lines import EXACT, Printed
from service.ingest.rows import FULL_STOP, TERMINAL, Line

SAME_SIZE = 0.05  # by which sizes of one kind of type differ
SMALLER = 0.88  # of the text's size, down to which a line can be one of its lines with much small type
LARGE = 1.1  # times the text's size, from which on type is a heading's
MORE_LEADING = 1.25  # times the usual distance of two lines, from which on there is a gap
LEADING = 1.2  # em from line to line, where there is nothing to measure
INDENT = 0.8  # em
ROOM = 0.3  # em beside the next word that a line must have to spare before its end counts as meant
SENTENCE = 16  # words; a longer text with a full stop is no heading, however large
LONGEST_HEADING = 30  # words
BOLD_HEADING = 20  # words in bold type of the text's size
PLAIN_HEADING = 12  # words in type that is the text's in all
HEADING_LINES = 4
GOING_ON = "–—-,.;:!?…%)]}»”’、，。"  # what can stand first on a line in mid-sentence
LEVELS = 6


@dataclass(frozen=True)
class Type:
    """What most of the text is set in: size in points, leading in em."""

    size: float
    bold: bool
    leading: float
    stops_end: bool = False  # a full line that ends in a full stop mostly ends a paragraph


@dataclass
class Group:
    """The lines of one block."""

    lines: list[Printed]
    gap: bool = True  # before it
    heading: bool = field(default=False)


def body_type(lines: Sequence[Printed]) -> Type:
    """The type of most characters, and how its paragraphs are set."""
    count: Counter[tuple[float, bool]] = Counter()
    for line in lines:
        count[round(2 * line.size) / 2, line.bold] += len(line.text)
    size, bold = max(count, key=lambda kind: count[kind])
    distances = [
        (before.baseline - line.baseline) / size
        for before, line in pairwise(lines)
        if before.region == line.region and _same_size(before.size, size) and _same_size(line.size, size)
    ]
    steps = [distance for distance in distances if 0.5 < distance < 4]
    body = Type(size, bold, quantiles(steps, n=4, method="inclusive")[0] if len(steps) > 1 else LEADING)
    ends = [
        _gap(before, line, body) or line.left - before.left > INDENT * size
        for before, line in pairwise(lines)
        if before.region == line.region and TERMINAL.search(before.text) and _full(before, line)
    ]
    return replace(body, stops_end=sum(ends) > 0.5 * len(ends))


def laid_out(lines: list[Printed], notes: list[Printed], body: Type) -> list[Block]:
    """The blocks of the text, the paragraphs of its footnotes after them."""
    groups = _groups(lines, body)
    for index, group in enumerate(groups):
        group.heading = _styled_heading(group, body)
        if group.heading and index + 1 == len(groups):
            group.heading = len(groups) == 1
    if not any(group.heading for group in groups):
        _plain_headings(groups)
    sizes = sorted({_rank(group) for group in groups if group.heading}, reverse=True)
    groups += _notes(notes, body)
    blocks = joined([([_line(line) for line in group.lines], group.heading) for group in groups])
    return [
        block.model_copy(update={"level": min(sizes.index(_rank(group)) + 1, LEVELS)}) if group.heading else block
        for block, group in zip(blocks, groups, strict=True)
    ]


def _groups(lines: list[Printed], body: Type) -> list[Group]:
    """The lines of each block. Captions and small type that stand in a paragraph's way come after it."""
    groups: list[Group] = []
    asides: list[Group] = []
    current: Group | None = None
    before: Printed | None = None
    for line in lines:
        if _goes_on_aside(asides, before, line, body):
            asides[-1].lines.append(line)
        elif CAPTION.match(line.text) or _set_apart(before, line, body):
            asides.append(Group([line]))
        elif current and not _begins(current, line, body):
            current.lines.append(line)
        else:
            if current:
                groups.append(current)
            groups += asides
            asides = []
            current = Group([line], gap=current is None or _gap(current.lines[-1], line, body))
        before = line
    return [*groups, *([current] if current else []), *asides]


def _set_apart(before: Printed | None, line: Printed, body: Type) -> bool:
    """Whether small type begins here, and not only a line with much of it."""
    if line.size >= SMALL * body.size:
        return False
    return before is None or line.size < SMALLER * body.size or _gap(before, line, body)


def _goes_on_aside(asides: list[Group], before: Printed | None, line: Printed, body: Type) -> bool:
    """Whether the line goes on with the caption or the small type right before it."""
    if not asides or asides[-1].lines[-1] is not before or CAPTION.match(line.text):
        return False
    return not _begins(asides[-1], line, body)


def _begins(group: Group, line: Printed, body: Type) -> bool:
    """Whether a new block begins with `line`, after those of `group`."""
    before = group.lines[-1]
    mixed = SMALLER * body.size <= min(before.size, line.size) and max(before.size, line.size) < LARGE * body.size
    if before.bold != line.bold or not (mixed or _same_size(before.size, line.size)):
        return True
    if line.region != before.region or line.baseline >= before.baseline:
        return _begins_elsewhere(group, line, body)
    goes_on, full = _goes_on(group, line), _full(before, line)
    if _gap(before, line, body):
        return not (goes_on and full)
    if _larger(line, body):
        return False
    item = bool(BULLET.match(group.lines[0].text))
    if BULLET.match(line.text) and (item or not full or TERMINAL.search(before.text)):
        return not goes_on
    step = line.left - before.left
    if step > INDENT * line.size and not (item and len(group.lines) == 1):
        return not goes_on
    if -step > INDENT * line.size and (len(group.lines) > 1 or item):
        return not goes_on
    return not full and not goes_on


def _begins_elsewhere(group: Group, line: Printed, body: Type) -> bool:
    """The same, where `line` stands in the next column or on the next page."""
    before = group.lines[-1]
    if TERMINAL.search(before.text):
        set_off = BULLET.match(line.text) or line.left - line.margin > INDENT * line.size
        return bool(set_off) or not _full(before, line) or body.stops_end
    if BULLET.match(line.text) and BULLET.match(group.lines[0].text):
        return True
    return not _full(before, line) and not _goes_on(group, line)


def _goes_on(group: Group, line: Printed) -> bool:
    """Whether the words of `line` go on with a sentence."""
    before = group.lines[-1].text
    if TERMINAL.search(before):
        return False
    if before.endswith((",", "-", "\u00ad")) or before.rsplit(" ", 1)[-1].lower() in OPEN_ENDED:
        return True
    return line.text[0].islower() or (line.text[0] in GOING_ON and not BULLET.match(group.lines[0].text))


def _full(before: Printed, line: Printed) -> bool:
    """Whether the first word of `line` would not have fitted on the line before it."""
    if before.justified:  # only a last line ends before the margin
        return before.room <= EXACT
    return before.room <= line.first_word + ROOM * line.size


def _gap(before: Printed, line: Printed, body: Type) -> bool:
    if line.region != before.region:
        return True
    distance = before.baseline - line.baseline
    return distance > MORE_LEADING * body.leading * max(line.size, before.size)


def _same_size(one: float, other: float) -> bool:
    return abs(one - other) <= SAME_SIZE * max(one, other)


def _larger(line: Printed, body: Type) -> bool:
    return line.size >= LARGE * body.size


def _styled_heading(group: Group, body: Type) -> bool:
    """A heading by its type: larger, or in bold when the text is not."""
    first = group.lines[0]
    if CAPTION.match(first.text) or not any(letter.isalpha() for letter in first.text):
        return False
    words = sum(len(line.text.split()) for line in group.lines)
    last = group.lines[-1].text
    if _larger(first, body):
        return words <= LONGEST_HEADING and not (words > SENTENCE and FULL_STOP.search(last))
    if first.bold and not body.bold and first.size >= SMALL * body.size:
        return (
            words <= BOLD_HEADING
            and len(group.lines) <= HEADING_LINES
            and not last.endswith((".", ",", ";", ":", "。"))
        )
    return False


def _plain_headings(groups: list[Group]) -> None:
    """Headings of a text in one type: short blocks without a stop, set apart, before a paragraph."""
    for index, group in enumerate(groups[:-1]):
        following = groups[index + 1]
        words = sum(len(line.text.split()) for line in group.lines)
        last = group.lines[-1].text
        group.heading = (
            group.gap
            and following.gap
            and words <= PLAIN_HEADING
            and len(group.lines) <= HEADING_LINES
            and not TERMINAL.search(last)
            and not last.endswith(",")
            and not group.lines[0].text[0].islower()
            and not BULLET.match(group.lines[0].text)
            and not CAPTION.match(group.lines[0].text)
        )


def _rank(group: Group) -> tuple[float, bool]:
    return round(2 * group.lines[0].size) / 2, group.lines[0].bold


def _notes(notes: list[Printed], body: Type) -> list[Group]:
    """A paragraph for each footnote that is more than its mark."""
    groups: list[Group] = []
    for line in notes:
        if not groups or line.note or NOTE.match(line.text) or _gap(groups[-1].lines[-1], line, body):
            groups.append(Group([]))
        groups[-1].lines.append(line)
    return [group for group in groups if any(character.isalpha() for line in group.lines for character in line.text)]


def _line(line: Printed) -> Line:
    return Line(line.text, line.number, 0, False, line.page)
