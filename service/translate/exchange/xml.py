"""XML that comes from anywhere, read so that it can do no harm, and characters that XML has no place for."""

from __future__ import annotations

import json
import re

from lxml import etree

from service.core.errors import InvalidExchange, TooLarge

MAX_BYTES = 64 * 1024 * 1024
# XML 1.0, 2.2 (https://www.w3.org/TR/xml/#charsets): what may not stand in it, nor be escaped.
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
DECLARED = re.compile(rb"<!ENTITY\b")
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")  # xs:language, which every BCP 47 code is
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
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


def require_size(data: bytes) -> None:
    """Raises TooLarge."""
    if len(data) > MAX_BYTES:
        limit, actual = MAX_BYTES, len(data)
        raise TooLarge(f"The file has {actual:,} bytes; the limit is {limit:,}.", limit=limit, actual=actual)


def parsed(data: bytes) -> etree._Element:
    """The root, without comments. Nothing is fetched, and no entity expanded.

    Raises TooLarge, and InvalidExchange for what is no XML or has entities beyond those of XML, with the line.
    """
    require_size(data)
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        reason = error.msg.partition("\n")[0] if error.msg else "it is empty"
        raise InvalidExchange(f"Line {max(error.lineno or 1, 1)} of the file is not XML: {reason}.") from error
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        declared = DECLARED.search(data)
        line = data.count(b"\n", 0, declared.start()) + 1 if declared else 1
        raise InvalidExchange(f"Line {line} of the file declares an entity of its own, which is not read.")
    entity = next(root.iter(etree.Entity), None)
    if entity is not None:
        raise InvalidExchange(
            f"Line {entity.sourceline} of the file has {entity.text}, which stands for nothing known."
        )
    return root


def name(element: etree._Element) -> str:
    """Without its namespace."""
    return str(etree.QName(element).localname)


def preserved(element: etree._Element) -> bool:
    """Whether its white space counts, by the nearest `xml:space`."""
    for one in (element, *element.iterancestors()):
        if space := one.get(XML_SPACE):
            return bool(space == "preserve")
    return False
