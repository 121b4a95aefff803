"""A unit of TMX (`tu`) as entries, and an entry as a unit; `tmx.py` says by what rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from service.core.errors import InvalidMemory, InvalidRequest
from service.core.translation import Entry, moment
from service.translate.memory.languages import canonical, fits
from service.translate.safe_xml import XML_LANG

ALL = "*all*"
CODES = frozenset({"bpt", "ept", "ph", "it", "ut"})
BREAKS = frozenset({"lb", "pb", "cb", "br", "x-br"})
BEFORE, AFTER, NAME = ("prev", "x-context-pre"), ("next", "x-context-post"), ("file", "x-document")
MARKUP = re.compile(r"</?seg>")  # of memoQ, around a context
FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2


class _Side(NamedTuple):
    """A `tuv` with a text."""

    language: str
    text: str
    element: etree._Element


def entries_of(unit: etree._Element, srclang: str, source: str, target: str) -> Iterator[Entry]:
    """Those of a unit whose source is in the language `srclang`; `source` and `target` are what is asked for, or "".

    Raises InvalidMemory.
    """
    sides = [side for side in map(_side, unit.iterchildren("{*}tuv")) if side.text.strip()]
    own = "" if srclang.lower() == ALL else _code(srclang, unit)
    from_own = not source and any(fits(side.language, own) for side in sides)
    for one in sides:
        if (from_own and not fits(one.language, own)) or (source and not fits(one.language, source)):
            continue
        about = [one.element, unit] if fits(one.language, own) else [one.element]
        for other in sides:
            if other.language == one.language or (target and not fits(other.language, target)):
                continue
            yield Entry(
                source=one.text,
                target=other.text,
                source_language=one.language,
                target_language=other.language,
                before=MARKUP.sub("", _property(about, BEFORE)),
                after=MARKUP.sub("", _property(about, AFTER)),
                approved=_date(other.element, unit),
                name=_property([one.element, unit], NAME),
            )


def _side(element: etree._Element) -> _Side:
    language = element.get(XML_LANG) or element.get("lang")
    if not language:
        raise InvalidMemory(f"Line {element.sourceline} of the TMX file has a <tuv> without a language.")
    segment = next(element.iterchildren("{*}seg"), None)
    if segment is None:
        raise InvalidMemory(f"Line {element.sourceline} of the TMX file has a <tuv> without a <seg>.")
    return _Side(_code(language, element), _text(segment), element)


def _text(element: etree._Element) -> str:
    parts = [element.text or ""]
    for child in element:
        if not isinstance(child.tag, str):
            raise InvalidMemory(
                f"Line {child.sourceline} of the TMX file has {child.text}, an entity that is not read."
            )
        name = local_name(child)
        if name == "ph" and child.get("type") in BREAKS:
            parts.append(" ")
        elif name not in CODES:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _code(language: str, element: etree._Element) -> str:
    try:
        return canonical(language)
    except InvalidRequest as error:
        raise InvalidMemory(f"Line {element.sourceline} of the TMX file: {error.detail}") from error


def _property(elements: list[etree._Element], kinds: tuple[str, ...]) -> str:
    for element in elements:
        for one in element.iterchildren("{*}prop"):
            if one.get("type") in kinds:
                return _text(one)
    return ""


def _date(*elements: etree._Element) -> str:
    """When it was last changed, else made; of the translation, else of the unit."""
    for element in elements:
        for name in ("changedate", "creationdate"):
            if value := element.get(name, "").strip():
                try:
                    return moment(value)
                except ValueError:
                    continue
    return ""


def unit_of(entry: Entry) -> etree._Element:
    """Raises InvalidRequest for a language that is no code."""
    languages = canonical(entry.source_language), canonical(entry.target_language)
    unit = etree.Element("tu", srclang=languages[0])
    for kind, value in ((NAME[0], entry.name), (BEFORE[0], entry.before), (AFTER[0], entry.after)):
        if value:
            etree.SubElement(unit, "prop", type=kind).text = FORBIDDEN.sub("", value)
    approved = {"changedate": entry.approved.replace("-", "").replace(":", "")} if entry.approved else {}
    for language, text, about in ((languages[0], entry.source, {}), (languages[1], entry.target, approved)):
        side = etree.SubElement(unit, "tuv", {XML_LANG: language, **about})
        etree.SubElement(side, "seg").text = FORBIDDEN.sub("", text)
    return unit


def local_name(element: etree._Element) -> str:
    return str(etree.QName(element).localname)
