"""Names, languages and white space of XML, and characters that it has no place for."""

from __future__ import annotations

import json
import re

from lxml import etree

from service.core.errors import InvalidExchange

# XML 1.0, 2.2 (https://www.w3.org/TR/xml/#charsets): what may not stand in it, nor be escaped.
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")  # xs:language, which every BCP 47 code is
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def legal(text: str) -> str:
    """The text with U+FFFD for each character that XML has no place for."""
    return FORBIDDEN.sub("\ufffd", text)


def as_json(value: object) -> str:
    """JSON that XML has a place for: what is forbidden there is escaped, as `\\ufffe`."""
    return FORBIDDEN.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))


def language(code: str) -> str:
    """The code, with a hyphen where some programs write a low line. Raises InvalidExchange for what is none."""
    code = code.strip().replace("_", "-")
    if not LANGUAGE.fullmatch(code):
        raise InvalidExchange(f"“{legal(code[:40])}” is no language code (BCP 47), as en or zh-Hant is.")
    return code


def name(element: etree._Element) -> str:
    """Without its namespace."""
    return str(etree.QName(element).localname)


def preserved(element: etree._Element) -> bool:
    """Whether its white space counts, by the nearest `xml:space`."""
    for one in (element, *element.iterancestors()):
        if space := one.get(XML_SPACE):
            return bool(space == "preserve")
    return False
