"""Translations as files that other tools read and write: XLIFF, bilingual tables for word processors, JSON."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePath
from typing import NamedTuple

from service.core.errors import InvalidExchange
from service.core.translation import Translation
from service.translate.exchange import as_json, as_tmx, docx_table, html_table, xliff_read, xliff_write


class Format(NamedTuple):
    """How a format is written and read; `read` is None where a file is no whole translation."""

    name: str
    media_type: str
    write: Callable[[Translation], bytes]
    read: Callable[[bytes], Translation] | None


XLIFF = Format("XLIFF", "application/xliff+xml", xliff_write.write, xliff_read.read)
HTML = Format("a table in HTML", "text/html", html_table.write, html_table.read)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOCX = Format("a table in DOCX", WORD, docx_table.write, docx_table.read)
JSON = Format("JSON", "application/json", as_json.write, as_json.read)

TMX = Format("TMX", "application/x-tmx+xml", as_tmx.write, None)

FORMATS = {".xlf": XLIFF, ".xliff": XLIFF, ".tmx": TMX, ".html": HTML, ".htm": HTML, ".docx": DOCX, ".json": JSON}
MEDIA_TYPES = {FORMATS[suffix].media_type: suffix for suffix in (".xlf", ".tmx", ".html", ".docx")}

SAMPLE = 65_536  # bytes
BEFORE = r"(?>(?:\s+|<\?.*?\?>|<!--.*?-->|<!doctype(?!\s+html)[^<>\[]*(?:\[[^\]]*\])?[^<>]*>)*)"
ROOT = re.compile(BEFORE + r"<(!doctype|(?:\w+:)?[a-z][\w.-]*)", re.I | re.S)
ROOTS = {"xliff": XLIFF, "html": HTML, "table": HTML, "meta": HTML}


def write(translation: Translation, suffix: str) -> bytes:
    """The translation in the format that a file's suffix names, as `.xlf`.

    Raises InvalidExchange for another suffix, and for what `records.settled` refuses.
    """
    return _named(suffix).write(translation)


def require(suffix: str) -> None:
    """Raises InvalidExchange for a suffix that names no format."""
    _named(suffix)


def read(data: bytes, name: str = "") -> Translation:
    """The translation in a file, by what is in it, and by its name where that does not tell.

    Raises InvalidExchange for what is none, as its format says, and TooLarge; DocumentDamaged, DocumentLocked and
    NotText of tables.
    """
    found = _seen(data) or _named(PurePath(name).suffix)
    if found.read is None:
        raise InvalidExchange(f"A file in {found.name} is no translation of a document: add it to the memory instead.")
    return found.read(data)


def _named(suffix: str) -> Format:
    try:
        return FORMATS[suffix.lower()]
    except KeyError as error:
        known = ", ".join(FORMATS)
        raise InvalidExchange(f"“{suffix[:20]}” names no format of translations; there are {known}.") from error


def _seen(data: bytes) -> Format | None:
    if data.startswith(b"PK"):
        return DOCX
    start = data[:SAMPLE].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if start.startswith(b"{"):
        return JSON
    root = ROOT.match(start.decode("latin-1"))
    found = root[1].lower().rpartition(":")[2] if root else ""
    return HTML if found.startswith("!") else ROOTS.get(found) or FORMATS.get(f".{found}")
