"""A bilingual table: what its rows are, and what becomes of them when a translator gives it back.

A row is a segment: its number, source, target, state and issues. A file of ours carries a record of each segment as it
was written, so a target that nobody touched comes back exactly, whatever a word processor did to its white space. A
target that somebody wrote is approved and a person's, unless its state says draft. A row that is gone, or has no
target, is open. Without the record, as some programs save a table, its rows are read as those of another tool.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pydantic import TypeAdapter

from service.core.errors import InvalidExchange
from service.core.translation import Segment, State, Translation
from service.translate.exchange.records import Row, fields, gathered, returned, segment_of, settled, translation_of
from service.translate.exchange.xml import LANGUAGE, legal

NUMBER, SOURCE, TARGET, STATE = range(4)  # columns; issues come last, and are not read
WORDS = {State.OPEN: "open", State.DRAFTED: "draft", State.APPROVED: "approved"}
STATES = {word: state for state, word in WORDS.items()} | {state.value: state for state in State}
NUMERAL = re.compile(r"-?[0-9]{1,18}", re.A)
HEADING = re.compile(rf"\s*(?:source|target)\s*\(({LANGUAGE.pattern})\)\s*", re.I)
FIELDS = TypeAdapter(dict[str, str])
RIGHT_TO_LEFT = {"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}


class Cells(NamedTuple):
    """A row as it came back; `row` is its place in the table, from 1, headings among them."""

    texts: Sequence[str]
    row: int


class Record(NamedTuple):
    """What the file carries: fields as JSON, of the translation and of each segment."""

    about: Mapping[str, str]
    segments: Sequence[Mapping[str, str]]


def recorded(translation: Translation) -> tuple[Translation, Record]:
    """The translation as it is to be written, and the record. Raises InvalidExchange as `records.settled` does."""
    translation = settled(translation, needed=True)
    return translation, Record(fields(translation, "segments"), [fields(one) for one in translation.segments])


def record_of(texts: Iterable[str]) -> Record | None:
    """The record from its JSON, what it says of the translation first; None where a program left it out or broke it."""
    try:
        about, *segments = map(FIELDS.validate_json, texts)
    except ValueError:
        return None
    return Record(about, segments)


def headings(translation: Translation) -> tuple[str, ...]:
    """Of the columns; the languages stand in them."""
    return (
        "No.",
        f"Source ({translation.source_language})",
        f"Target ({translation.target_language})",
        "State",
        "Issues",
    )


def caption(translation: Translation) -> str:
    """What stands above the table."""
    name, *languages = translation.name, translation.source_language, translation.target_language
    return legal(
        f"{name or 'A translation'}, from {languages[0]} into {languages[1]}. "
        "Change targets only; one that you write counts as approved, unless you put draft as its state."
    )


def texts(segment: Segment) -> tuple[str, ...]:
    """Of the cells."""
    found = [f"{issue.severity.value}: {issue.message}" for issue in segment.issues]
    if segment.why_open:
        found.append(f"open: {segment.why_open}")
    cells = (str(segment.number), segment.source, segment.target or "", WORDS[segment.state], "\n".join(found))
    return tuple(legal(cell) for cell in cells)


def right_to_left(language: str) -> bool:
    return language.partition("-")[0].lower() in RIGHT_TO_LEFT


def read(tables: Iterable[Sequence[Cells]], record: Record | None) -> Translation:
    """The translation that the rows of a table give: the first with a number in a row; headings are among the rows.

    Raises InvalidExchange for no such table, a row without a number, with one that is not known or there twice, or
    with a changed source, and for a table without languages; each names the row.
    """
    rows = next((rows for rows in tables if any(has_number(row) for row in rows)), None)
    if rows is None:
        raise InvalidExchange("The file has no table whose rows begin with a number, a source and a target.")
    numbered = _numbered(rows)
    if record is None:
        return _foreign(rows, numbered)
    segments = {}
    for place, fields_ in enumerate(record.segments, 1):
        segment = segment_of(fields_, f"Segment {place} of the table")
        segments[segment.number] = segment
    for number, row in numbered.items():
        if number not in segments:
            raise InvalidExchange(f"Row {row.row} has the number {number}, which the translation has no segment of.")
    return translation_of(record.about, [_given_back(one, numbered.get(one.number)) for one in segments.values()])


def _numbered(rows: Iterable[Cells]) -> dict[int, Cells]:
    """The rows by their numbers, in order; what stands above them is headings."""
    found: dict[int, Cells] = {}
    for row in rows:
        if has_number(row):
            number = int(row.texts[NUMBER])
            if number in found:
                raise InvalidExchange(f"Row {row.row} has the number {number} a second time.")
            found[number] = row
        elif found and any(text.strip() for text in row.texts):
            raise InvalidExchange(f"Row {row.row} of the table needs a number, a source and a target.")
    return found


def has_number(row: Cells) -> bool:
    """And a source and a target."""
    return len(row.texts) > TARGET and NUMERAL.fullmatch(row.texts[NUMBER].strip()) is not None


def _given_back(was: Segment, row: Cells | None) -> Segment:
    if row is None:
        return returned(was, None, State.OPEN)
    if _visible(row.texts[SOURCE]) != _visible(was.source):
        raise InvalidExchange(
            f"Row {row.row}: the source of segment {was.number} was changed; put it back, and change targets only."
        )
    written, said = row.texts[TARGET].strip(), _said(row)
    if _spaced(written) == _spaced(was.target or ""):
        return returned(was, was.target, was.state if said in (None, State.OPEN) else said)
    if not written:
        return returned(was, None, State.OPEN)
    return returned(was, written, State.APPROVED if said in (None, State.OPEN, was.state) else said)


def _foreign(rows: Sequence[Cells], numbered: dict[int, Cells]) -> Translation:
    """What somebody put beside an open source is approved; where no state is told, a target is a draft."""
    found = [match[1] for row in rows for text in row.texts[SOURCE : TARGET + 1] if (match := HEADING.fullmatch(text))]
    if len(found) < 2:
        raise InvalidExchange("The table does not say its languages; head its columns Source (ko) and Target (en).")
    made = []
    for row in numbered.values():
        written, said = row.texts[TARGET].strip(), _said(row)
        state = State.APPROVED if said is State.OPEN else said or State.DRAFTED
        made.append(Row(row.texts[SOURCE].strip(), written or None, state if written else State.OPEN))
    return gathered(made, found[0], found[1])


def _said(row: Cells) -> State | None:
    return STATES.get(row.texts[STATE].strip().lower()) if len(row.texts) > STATE else None


def _spaced(text: str) -> str:
    """White space is what programs reflow."""
    return " ".join(legal(text).split())


def _visible(text: str) -> str:
    """A source is the same when it looks the same, marks of direction and soft hyphens aside."""
    composed = unicodedata.normalize("NFC", _spaced(text))
    return "".join(character for character in composed if unicodedata.category(character) != "Cf")
