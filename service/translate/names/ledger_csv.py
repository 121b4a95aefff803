"""A ledger as CSV: a header, then a row for each name; source, language, chosen, approved (yes or no), kind, note."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from service.core.errors import InvalidLedger, NotText, TooLarge
from service.core.spreadsheet import guarded, unguarded
from service.ingest import decode
from service.translate.names.ledger import LANGUAGE, LONGEST, Kind, NameEntry

MAX_BYTES = 64 * 1024 * 1024
COLUMNS = ("source", "language", "chosen", "approved", "kind", "note")
NEEDED = COLUMNS[:3]
YES = {"yes": True, "true": True, "1": True, "": False, "no": False, "false": False, "0": False}


def read(data: bytes, *, max_bytes: int = MAX_BYTES) -> list[NameEntry]:
    """In order. What parts the columns is a comma, a semicolon or a tab, as in the header.

    Raises TooLarge, and InvalidLedger that names the line (1-based, of the file) and what is wrong with it.
    """
    if len(data) > max_bytes:
        raise TooLarge(
            f"The ledger has {len(data):,} bytes; the limit is {max_bytes:,}.", limit=max_bytes, actual=len(data)
        )
    try:
        text = decode(data).removeprefix("\ufeff")
    except NotText as error:
        raise InvalidLedger("The ledger is no text.") from error
    delimiter = next((mark for mark in "\t;," if mark in text.lstrip("\n").partition("\n")[0]), ",")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns: list[str] = []
    entries, line = [], 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                row = [unguarded(" ".join(cell.split())) for cell in cells]
                if columns:
                    entries.append(_entry(line, columns, row))
                else:
                    columns = _columns(line, row)
            line = reader.line_num + 1
    except csv.Error as error:
        raise InvalidLedger(f"Line {line} of the ledger cannot be read: {error}.") from error
    if not columns:
        raise InvalidLedger("The ledger is empty.")
    return entries


def write(entries: Iterable[NameEntry]) -> bytes:
    """Comma-separated, UTF-8; a cell that a spreadsheet would take for a formula has an apostrophe before it, which
    `read` takes away."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        approved = "yes" if entry.approved else "no"
        cells = (entry.source, entry.language, entry.chosen, approved, entry.kind.value, entry.note)
        writer.writerow(map(guarded, cells))
    return out.getvalue().encode()


def _columns(line: int, row: list[str]) -> list[str]:
    names = [cell.lower() for cell in row]
    missing = [name for name in NEEDED if name not in names]
    unknown = [name for name in names if name not in COLUMNS]
    if missing or unknown or len(set(names)) < len(names):
        wrong = (
            f"has no column {missing[0]}"
            if missing
            else f"has the column {unknown[0] or 'without a name'}"
            if unknown
            else "has a column twice"
        )
        raise InvalidLedger(f"Line {line} of the ledger {wrong}.")
    return names


def _entry(line: int, columns: list[str], row: list[str]) -> NameEntry:
    if len(row) > len(columns):
        raise InvalidLedger(f"Line {line} of the ledger has too many cells: put a cell with commas in quotes.")
    cells = dict.fromkeys(COLUMNS, "") | dict(zip(columns, row, strict=False))
    for name in NEEDED:
        if not cells[name]:
            raise InvalidLedger(f"Line {line} of the ledger has no {name}.")
    if not LANGUAGE.fullmatch(cells["language"]):
        raise InvalidLedger(
            f"Line {line} of the ledger has {cells['language'][:40]} as its language; give a code, as ko."
        )
    for name in COLUMNS:
        if len(cells[name]) > LONGEST:
            raise InvalidLedger(f"Line {line} of the ledger has a {name} of {len(cells[name]):,} characters.")
    approved, kind = cells["approved"].lower(), cells["kind"].lower() or Kind.PERSON.value
    if approved not in YES:
        raise InvalidLedger(f"Line {line} of the ledger has {approved} as approved; it is yes or no.")
    if kind not in set(Kind):
        known = ", ".join(one.value for one in Kind)
        raise InvalidLedger(f"Line {line} of the ledger has the kind {kind}; it is one of {known}.")
    return NameEntry(
        source=cells["source"], language=cells["language"], chosen=cells["chosen"], approved=YES[approved],
        kind=Kind(kind), note=cells["note"],
    )  # fmt: skip
