"""A page's bytes become characters, and these a tree of bounded depth."""

from __future__ import annotations

import codecs
import re

from lxml.etree import ParserError, _Element, strip_elements
from lxml.html import HTMLParser, document_fromstring

from service.core.errors import DocumentDamaged
from service.ingest import plain

DECLARED_WITHIN = 4_096  # bytes; the standard says 1,024, and pages do not keep to it
DECLARED = re.compile(rb"<(?:meta|\?xml)\b[^>]{0,500}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w:.-]{1,40})", re.I)
# What these names mean on the web is wider than what they say (WHATWG Encoding Standard, 4.2).
WIDER = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
}
STATEFUL = frozenset({"iso2022_jp", "hz"})  # pages in these are ASCII, and so UTF-8, to look at
MAX_REPLACED = 0.01  # share of characters that a declared encoding may fail on

NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Entities of one's own, which HTML has not.
SUBSET = re.compile(r"\s*(?:<\?xml[^>]{0,500}>\s*)?<!DOCTYPE[^\[>]{0,500}\[[^\]]{0,100000}\]\s*>", re.I)
TAG = re.compile(r"""<([a-z][^\s<>/]*+)((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>""", re.I)
MANY_ATTRIBUTES = 1_000  # of one element, and the parser takes the square of their number
# Elements that only wrap: where they are nested beyond what the parser takes, the text is read without them.
WRAPPER = re.compile(r"<(/?)(div|section|article|span|font|center|b|i|u|em|strong|small|big|a)\b[^<>]*>", re.I)
PARAGRAPHS = re.compile(r"<p>(?:\s*<p>)+")
INLINE = frozenset("span font b i u em strong small big a".split())
TOO_MUCH = "ERR_RESOURCE_LIMIT"
ASIDE = ("rt", "rp", "rtc", "template")  # how a word sounds, and what is not shown


def decode(data: bytes) -> str:
    """The page's characters. Whole UTF-8 is UTF-8, whatever the page says. Raises NotText."""
    if any(data.startswith(bom) for bom, _ in plain.BOMS):
        return plain.decode(data)
    declared = _declared(data)
    if declared not in STATEFUL and (not declared or _is_utf8(data)):
        return plain.decode(data)
    text = data.decode(declared, errors="replace")
    return text if text.count("\ufffd") <= MAX_REPLACED * len(text) else plain.decode(data)


def _declared(data: bytes) -> str:
    """The codec of the encoding that the page names; "" for none, for UTF-8 and for names that are not known."""
    if not (match := DECLARED.search(data[:DECLARED_WITHIN])):
        return ""
    try:
        codec = codecs.lookup(match.group(1).decode("ascii"))
    except LookupError:
        return ""
    if codec.name.startswith("utf") or not codec._is_text_encoding:
        return ""
    return WIDER.get(codec.name, codec.name)


def _is_utf8(data: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)  # the last character may be cut
    except UnicodeDecodeError:
        return False
    return True


def tree(text: str) -> _Element | None:
    """The page, parsed; None when nothing is in it. Raises DocumentDamaged when its elements are nested too deep."""
    text = TAG.sub(_sparse, _without_subset(NO_TEXT.sub("", text)))
    page, whole = _parse(text)
    if not whole:
        page, whole = _parse(PARAGRAPHS.sub("<p>", WRAPPER.sub(_flat, text)))
    if not whole:
        raise DocumentDamaged("The page nests its elements too deep, or holds a part too large, to be read whole.")
    if page is not None:
        strip_elements(page, *ASIDE, with_tail=False)
    return page


def _without_subset(text: str) -> str:
    return text[match.end() :] if (match := SUBSET.match(text)) else text


def _sparse(match: re.Match[str]) -> str:
    """The tag, without attributes where they are too many."""
    attributes = match[2]
    if len(attributes) < 2 * MANY_ATTRIBUTES or len(attributes.split(None, MANY_ATTRIBUTES)) <= MANY_ATTRIBUTES:
        return match[0]
    return f"<{match[1]}>"


def _flat(match: re.Match[str]) -> str:
    return "" if match[2].lower() in INLINE else "<p>"


def _parse(text: str) -> tuple[_Element | None, bool]:
    """The tree, and whether it is the whole page: the parser stops at its limits."""
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=False, no_network=True
    )
    try:
        page = document_fromstring(text.encode("utf-8"), parser=parser)
    except ParserError:  # an empty page
        page = None
    return page, all(entry.type_name != TOO_MUCH for entry in parser.error_log)
