"""The text of a source or target of XLIFF, without the codes in it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from service.core.errors import InvalidExchange
from service.translate.exchange.xml import name, preserved

# A code of the original that is written out in XLIFF 1.2 is no text of the document's.
WRITTEN_OUT = {"bpt", "ept", "it", "ph"}
LINE_BREAKS = {"lb", "xlf:lb"}  # `ctype` of 1.2 and `subType` of 2


def text(element: etree._Element) -> str:
    """What a reader would see: annotations and formatting leave their words, a placeholder what it says it stands for.

    White space counts as `xml:space` says; else a run of it is one space. Raises InvalidExchange for a `<cp>` that is
    no character, with its line.
    """
    found = "".join(_parts(element))
    if preserved(element):
        return found
    spaced = " ".join(found.split())
    return (" " if found[:1].isspace() else "") + spaced + (" " if spaced and found[-1:].isspace() else "")


def _parts(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element.iterchildren("{*}*"):
        yield from _code(child)
        yield child.tail or ""


def _code(element: etree._Element) -> Iterator[str]:
    tag = name(element)
    if tag == "cp":
        yield _character(element)
    elif element.get("ctype") in LINE_BREAKS or element.get("subType") in LINE_BREAKS:
        yield "\n"
    elif tag in {"ph", "x"} and (stands_for := element.get("equiv") or element.get("equiv-text")):
        yield stands_for
    elif tag not in WRITTEN_OUT:
        yield from _parts(element)


def _character(element: etree._Element) -> str:
    """Half a character, as a lone surrogate is, becomes U+FFFD."""
    written = element.get("hex", "")
    try:
        character = chr(int(written, 16))
    except (ValueError, OverflowError) as error:
        line = element.sourceline
        raise InvalidExchange(f"Line {line} has a <cp> whose hex, “{written[:20]}”, is no character.") from error
    return "\ufffd" if "\ud800" <= character <= "\udfff" else character
