"""XLIFF in: 2.0 and 2.1 here, 1.2 in `xliff_1_2`; our own files with all that is known of them.

`state` reviewed counts as approved. A target that is a copy of the source, as some tools begin, and whose state is
still the initial one, is none. Segments that another tool split within a unit are joined. Units that are not to be
translated are left out of files that are not ours.
"""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from service.core.errors import InvalidExchange
from service.core.translation import Segment, State, Translation
from service.translate.exchange import xliff_1_2
from service.translate.exchange.inline import text
from service.translate.exchange.records import UNDETERMINED, Row, gathered, returned, segment_of, translation_of
from service.translate.exchange.units import furthest_behind, language_of, once, to_translate
from service.translate.exchange.xliff_write import CATEGORY, MODULES, TARGET_SHA256, sha256
from service.translate.exchange.xml import name, preserved
from service.translate.safe_xml import parsed

STATES = {"translated": State.DRAFTED, "reviewed": State.APPROVED, "final": State.APPROVED}
METADATA = f"{{{MODULES['mda']}}}metadata/{{{MODULES['mda']}}}metaGroup[@category='{CATEGORY}']"


def read(data: bytes) -> Translation:
    """The translation in a file.

    Raises TooLarge, and InvalidExchange for what is no XML, no XLIFF, without languages, or has an id twice.
    """
    root = parsed(data, InvalidExchange)
    version = root.get("version", "")
    if name(root) != "xliff":
        raise InvalidExchange(f"Line {root.sourceline} is <{name(root)}>: an XLIFF file begins with <xliff>.")
    if version.startswith("1."):
        return xliff_1_2.read(root)
    if not version.startswith("2."):
        raise InvalidExchange(f"Line {root.sourceline} names version “{version[:20]}” of XLIFF; 1.2 and 2 are read.")
    return _read(root)


class _Unit(NamedTuple):
    element: etree._Element
    row: Row
    record: dict[str, str]


def _read(root: etree._Element) -> Translation:
    files = list(root.iterchildren("{*}file"))
    units = [_unit(element) for file in files for element in once(file, {"unit"})]
    source = language_of(root, "srcLang")
    target = language_of(root, "trgLang", needed=any(unit.row.target for unit in units)) or UNDETERMINED
    about = _record(files[0]) if files else {}
    if about and all(unit.record for unit in units):
        segments = [_ours(unit) for unit in units]
        return translation_of(about, segments, source_language=source, target_language=target)
    rows = (unit.row for unit in units if to_translate(unit.element) and unit.row.source.strip())
    original = files[0].get("original", "") if files else ""
    return gathered((_blank_is_open(row) for row in rows), source, target, original)


def _unit(element: etree._Element) -> _Unit:
    """Joined of its segments and what stands between them; targets in their own order."""
    parts = [part for part in element if name(part) in {"segment", "ignorable"}]
    sources = [_child(part, "source") or "" for part in parts]
    targets = [_child(part, "target") for part in parts]
    segments = [index for index, part in enumerate(parts) if name(part) == "segment"]
    translated = [targets[index] for index in segments if targets[index]]
    trimmed = str if preserved(element) else str.strip
    row = Row(trimmed("".join(sources)), None, State.OPEN)
    if translated:
        order = sorted(range(len(parts)), key=lambda index: _order(parts[index], index))
        whole = trimmed("".join(targets[i] or ("" if i in segments else sources[i]) for i in order))
        empty = [index for index in segments if not targets[index] and sources[index].strip()]
        states = [parts[index].get("state", "initial") for index in segments]
        if empty:
            row = row._replace(why_open=f"Only a part of it is translated: {whole}")
        elif whole != row.source or set(states) & set(STATES):
            row = row._replace(target=whole, state=furthest_behind(STATES.get(one, State.DRAFTED) for one in states))
    return _Unit(element, row, _record(element))


def _child(part: etree._Element, tag: str) -> str | None:
    element = next(part.iterchildren("{*}" + tag), None)
    return None if element is None else text(element)


def _order(part: etree._Element, index: int) -> int:
    target = next(part.iterchildren("{*}target"), None)
    order = "" if target is None else target.get("order", "")
    return int(order) - 1 if order.isascii() and order.isdigit() else index


def _record(element: etree._Element) -> dict[str, str]:
    group = element.find(METADATA)
    return {} if group is None else {meta.get("type", ""): meta.text or "" for meta in group}


def _ours(unit: _Unit) -> Segment:
    """As it was written, but for what came back."""
    record = dict(unit.record)
    where = f"The unit on line {unit.element.sourceline}"
    same = unit.row.target is not None and record.pop(TARGET_SHA256, "").strip('"') == sha256(unit.row.target)
    record.pop(TARGET_SHA256, None)
    was = segment_of(record, where, source=unit.row.source, target=unit.row.target if same else None)
    row = unit.row if same else _blank_is_open(unit.row)
    if row.why_open:
        was = was.model_copy(update={"why_open": row.why_open})
    return returned(was, row.target, row.state)


def _blank_is_open(row: Row) -> Row:
    """An empty line is what is left of a target that nobody wrote."""
    return row if row.target is None or row.target.strip() else row._replace(target=None, state=State.OPEN)
