"""XLIFF 1.2 in (OASIS, http://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html); it is not written.

Approved is what has `approved="yes"`, or a `state` of final or signed-off, and no `state` that says that work is left.
Where nothing says that a segment is translated, and its target is a copy of the source, as some tools begin, it is
open.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from service.core.errors import InvalidExchange
from service.core.translation import State, Translation
from service.translate.exchange.inline import text
from service.translate.exchange.records import UNDETERMINED, Row, gathered
from service.translate.exchange.units import language_of, once, to_translate
from service.translate.exchange.xml import language, preserved
from service.translate.safe_xml import XML_LANG

FINAL = {"final", "signed-off"}
UNTOUCHED = {"", "new", "needs-translation"}


def read(root: etree._Element) -> Translation:
    """The translation in all files of a tree. Raises InvalidExchange as `xliff_read.read` does."""
    files = list(root.iterchildren("{*}file"))
    rows = [row for file in files for row in _rows(file)]
    if not files:
        raise InvalidExchange(f"Line {root.sourceline}: <xliff> has no <file>.")
    source = _one({language_of(file, "source-language") for file in files}, "source-language")
    needed = any(row.target for row in rows) and not _told(root)
    targets = {language_of(file, "target-language", needed=needed) for file in files} | _told(root)
    target = _one(targets - {""}, "target-language") or UNDETERMINED
    return gathered(rows, source, target, files[0].get("original", ""))


def _rows(file: etree._Element) -> Iterator[Row]:
    for unit in once(file, {"trans-unit"}):
        row = _row(unit)
        if to_translate(unit) and row.source.strip():
            yield row


def _row(unit: etree._Element) -> Row:
    source, target = (next(unit.iterchildren("{*}" + tag), None) for tag in ("source", "target"))
    trimmed = str if preserved(unit) else str.strip
    read = "" if source is None else trimmed(text(source))
    written = "" if target is None else trimmed(text(target))
    state = "" if target is None else target.get("state", "")
    said = unit.get("approved") == "yes"
    if not written.strip() or (state in UNTOUCHED and written == read and not said):
        return Row(read, None, State.OPEN)
    approved = (said or state in FINAL) and state != "new" and not state.startswith("needs-")
    return Row(read, written, State.APPROVED if approved else State.DRAFTED)


def _told(root: etree._Element) -> set[str]:
    """The languages that targets of units name themselves."""
    targets = root.iterfind(".//{*}trans-unit/{*}target")
    return {language(said) for target in targets if (said := target.get(XML_LANG))}


def _one(languages: set[str], attribute: str) -> str:
    if len(languages) > 1:
        raise InvalidExchange(f"The file has more than one {attribute}: {', '.join(sorted(languages))}.")
    return next(iter(languages), "")
