"""XLIFF 2.1 out (OASIS, http://docs.oasis-open.org/xliff/xliff-core/v2.1/os/xliff-core-v2.1-os.html).

A unit is a segment. Other tools see its terms (Glossary module), matches of the memory (Translation Candidates module)
and notes: the line, what the checks found, names, and why it is open. Our own reader needs none of these: all that has
no place in the core stands in the Metadata module as well, field by field. So what another tool has no word for, as the
penalties of a match, is not lost to us.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree

from service.core.translation import FoundName, Match, Segment, Status, Term, Translation
from service.translate.exchange.records import fields, settled
from service.translate.exchange.xml import FORBIDDEN, XML_SPACE, legal

CORE = "urn:oasis:names:tc:xliff:document:2.0"  # of 2.0 and 2.1
MODULES = {
    "gls": "urn:oasis:names:tc:xliff:glossary:2.0",
    "mda": "urn:oasis:names:tc:xliff:metadata:2.0",
    "mtc": "urn:oasis:names:tc:xliff:matches:2.0",
}
CATEGORY = "plumbline"  # of our groups of metadata; notes have it as a prefix
TARGET_SHA256 = "target_sha256"
IN_CONTEXT = 101  # per cent
MATCHED = "m1"  # the span of the source that matches are for


def write(translation: Translation) -> bytes:
    """A file in UTF-8, which `xliff_read.read` gives back as the same translation, `records.settled`.

    Raises InvalidExchange for a translation without segments, with two of one number, or without language codes.
    """
    translation = settled(translation, needed=True)
    root = etree.Element(f"{{{CORE}}}xliff", nsmap={None: CORE} | MODULES)
    root.set("version", "2.1")
    root.set("srcLang", translation.source_language)
    root.set("trgLang", translation.target_language)
    file = _core(root, "file", id="f1", canResegment="no")
    if translation.name:
        file.set("original", legal(translation.name))
    _metadata(file, fields(translation, "segments", "source_language", "target_language"))
    texts: list[_Text] = []
    for segment in translation.segments:
        texts += _unit(file, segment)
    etree.indent(root)
    for text in texts:  # after the indentation, which would put white space between their parts
        text.fill()
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"


class _Text(NamedTuple):
    """An element, and the text that it is to have; in a span that matches refer to, if `matched`."""

    element: etree._Element
    text: str
    matched: bool = False

    def fill(self) -> None:
        """With a `<cp>` for each character that XML has no place for."""
        element = _core(self.element, "mrk", id=MATCHED, type="mtc:match") if self.matched else self.element
        end, code = 0, None
        for match in FORBIDDEN.finditer(self.text):
            _add(element, code, self.text[end : match.start()])
            code, end = _core(element, "cp", hex=f"{ord(match[0]):04X}"), match.end()
        _add(element, code, self.text[end:])


def _unit(file: etree._Element, segment: Segment) -> Iterator[_Text]:
    """Adds the unit; gives its texts, still to be filled in."""
    unit = _core(file, "unit", id=f"u{segment.number}")
    unit.set(XML_SPACE, "preserve")
    _glossary(unit, (found.term for found in segment.terms))
    yield from _matches(unit, segment.matches)
    record = fields(segment, "source", "target")
    if segment.target is not None:
        record[TARGET_SHA256] = f'"{sha256(segment.target)}"'
    _metadata(unit, record)
    _notes(unit, segment)
    pair = _core(unit, "segment", state=segment.state.value)
    yield _Text(_core(pair, "source"), segment.source, matched=bool(segment.matches))
    if segment.target is not None:
        yield _Text(_core(pair, "target"), segment.target)


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _matches(unit: etree._Element, matches: tuple[Match, ...]) -> Iterator[_Text]:
    around = _module(unit, "mtc", "matches") if matches else None
    for match in matches:
        element = _module(around, "mtc", "match", ref=f"#{MATCHED}", type="tm")
        if match.percent >= IN_CONTEXT:
            element.set("type", "icm")
        element.set("similarity", _percent(match.percent + sum(match.penalties.values())))
        element.set("matchQuality", _percent(match.percent))
        yield _Text(_core(element, "source"), match.source)
        yield _Text(_core(element, "target"), match.target)


def _percent(points: int) -> str:
    return f"{min(max(points, 0), 100)}.0"


def _glossary(unit: etree._Element, terms: Iterable[Term]) -> None:
    """Each term once. What it is not to be called is no translation, so it stands in its definition."""
    told = [(term, _definition(term)) for term in dict.fromkeys(terms)]
    told = [(term, definition) for term, definition in told if _usable(term) or definition]
    around = _module(unit, "gls", "glossary") if told else None
    for term, definition in told:
        entry = _module(around, "gls", "glossEntry")
        _module(entry, "gls", "term").text = legal(term.source)
        for text in _usable(term):
            _module(entry, "gls", "translation").text = legal(text)
        if definition:
            _module(entry, "gls", "definition").text = legal(definition)


def _usable(term: Term) -> list[str]:
    return [rendering.text for rendering in term.renderings if rendering.status is not Status.FORBIDDEN]


def _definition(term: Term) -> str:
    never = ", ".join(rendering.text for rendering in term.renderings if rendering.status is Status.FORBIDDEN)
    parts = (f"literally: {term.literal}" if term.literal else "", term.note, f"not: {never}" if never else "")
    return "; ".join(part for part in parts if part)


def _metadata(parent: etree._Element, record: dict[str, str]) -> None:
    group = _module(_module(parent, "mda", "metadata"), "mda", "metaGroup", category=CATEGORY)
    for field, value in record.items():
        _module(group, "mda", "meta", type=field).text = value


def _notes(unit: etree._Element, segment: Segment) -> None:
    notes = _core(unit, "notes")
    _note(notes, "line", "source", f"Line {segment.line} of the document")
    for found in segment.names:
        _note(notes, "name", "source", _forms(found))
    for issue in segment.issues:
        _note(notes, "issue", "target", f"{issue.severity.value}, {issue.category}: {issue.message}")
    if segment.why_open:
        _note(notes, "why_open", "target", segment.why_open)


def _note(notes: etree._Element, kind: str, applies_to: str, text: str) -> None:
    _core(notes, "note", category=f"{CATEGORY}:{kind}", appliesTo=applies_to).text = legal(text)


def _forms(found: FoundName) -> str:
    forms = [f"{form} ({system})" for system, form in found.forms.items()]
    return f"{found.source}: {', '.join(([found.chosen] if found.chosen else []) + forms)}"


def _add(element: etree._Element, code: etree._Element | None, text: str) -> None:
    if code is None:
        element.text = text
    else:
        code.tail = text


def _core(parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{CORE}}}{tag}", attributes)


def _module(parent: etree._Element, prefix: str, tag: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{MODULES[prefix]}}}{tag}", attributes)
