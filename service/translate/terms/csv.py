"""A glossary as CSV or TSV: a header with `source` and `target`, and `status`, `note`, `literal`, `case` where wanted;
or two columns, source and target, without a header. One row for one rendering.

`status` is preferred, admitted or forbidden; without one the first row of a source is preferred, later ones are
admitted. `case` is `exact` where capitals matter. What parts the columns is a tab, a semicolon or a comma.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from service.core.errors import InvalidRequest, TooLarge
from service.core.languages import TWO
from service.core.spreadsheet import guarded, unguarded
from service.core.translation import Rendering, Status, Term
from service.ingest import decode

MAX_BYTES = 64 * 1024 * 1024
COLUMNS = ("source", "target", "status", "note", "literal", "case")
EXACT = {
    "exact": True,
    "yes": True,
    "true": True,
    "1": True,
    "": False,
    "any": False,
    "no": False,
    "false": False,
    "0": False,
}


def read(data: bytes, *, max_bytes: int = MAX_BYTES) -> list[Term]:
    """One term for each row, in order; `Glossary.of` joins those with the same source.

    Raises TooLarge, NotText, and InvalidRequest that names the line (1-based, of the file) and what is wrong with it.
    """
    if len(data) > max_bytes:
        raise TooLarge(
            f"The glossary has {len(data):,} bytes; the limit is {max_bytes:,}.", limit=max_bytes, actual=len(data)
        )
    text = decode(data).removeprefix("\ufeff")
    rows = _rows(text)
    if not rows:
        raise InvalidRequest("The glossary has no rows: give one for each term, source and target.")
    columns, rows = _columns(rows)
    seen: set[str] = set()
    terms = []
    for line, cells in rows:
        term = _term(line, dict(zip(columns, cells, strict=False)), len(cells) - len(columns), seen)
        seen.add(term.source.casefold())
        terms.append(term)
    return terms


def write(terms: Iterable[Term]) -> bytes:
    """Comma-separated, UTF-8, with a header. A row is a rendering, so a term without one is left out; a cell that a
    spreadsheet would take for a formula has an apostrophe before it, which `read` takes away."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for term in terms:
        case = "exact" if term.exact_case else ""
        for one in term.renderings:
            cells = (term.source, one.text, one.status.value, term.note, term.literal, case)
            writer.writerow(map(guarded, cells))
    return out.getvalue().encode()


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Rows that are not empty, each with the line on which it begins."""
    first = text.lstrip("\n").partition("\n")[0]
    delimiter = next((mark for mark in "\t;," if mark in first), ",")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows, line = [], 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((line, [unguarded(" ".join(cell.split())) for cell in cells]))
            line = reader.line_num + 1
    except csv.Error as error:
        raise InvalidRequest(f"Line {line} of the glossary cannot be read: {error}.") from error
    return rows


def _columns(rows: list[tuple[int, list[str]]]) -> tuple[tuple[str, ...], list[tuple[int, list[str]]]]:
    """The columns' names and the rows below them."""
    line, names = rows[0][0], tuple(cell.lower() for cell in rows[0][1])
    if "source" not in names or "target" not in names:
        if len(names) == 2 and not TWO.issuperset(names) and not set(COLUMNS[:2]) & set(names):
            return COLUMNS[:2], rows
        raise InvalidRequest(
            f"Line {line} of the glossary names no columns source and target: put them above what they hold, or leave "
            "two columns without a header."
        )
    unknown = [name for name in names if name not in COLUMNS]
    if unknown or len(set(names)) < len(names):
        wrong = f"the column {unknown[0] or 'without a name'}" if unknown else "a column twice"
        raise InvalidRequest(f"Line {line} of the glossary has {wrong}; the columns are {', '.join(COLUMNS)}.")
    return names, rows[1:]


def _term(line: int, cells: dict[str, str], too_many: int, seen: set[str]) -> Term:
    source, target = cells.get("source", ""), cells.get("target", "")
    if too_many > 0:
        raise InvalidRequest(
            f"Line {line} of the glossary has {too_many} cells too many: put a cell with commas in quotes."
        )
    if not source or not target:
        missing = "source" if not source else "target"
        raise InvalidRequest(f"Line {line} of the glossary has no {missing}.")
    status = cells.get("status", "").lower()
    if status and status not in set(Status):
        known = ", ".join(one.value for one in Status)
        raise InvalidRequest(f"Line {line} of the glossary has the status {status}; it is one of {known}.")
    case = cells.get("case", "").lower()
    if case not in EXACT:
        raise InvalidRequest(f"Line {line} of the glossary has the case {case}; it is exact, or empty.")
    default = Status.ADMITTED if source.casefold() in seen else Status.PREFERRED
    return Term(
        source=source,
        renderings=(Rendering(text=target, status=Status(status) if status else default),),
        literal=cells.get("literal", ""),
        note=cells.get("note", ""),
        exact_case=EXACT[case],
    )
