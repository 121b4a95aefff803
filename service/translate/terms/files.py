"""Glossaries as files: TBX or CSV, as their content says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from service.core.errors import FileUnreadable, InputError, InvalidRequest
from service.core.translation import Term
from service.translate.terms import csv, tbx


def load(path: Path, source: str, target: str, *, needed: bool = True) -> list[Term]:
    """The terms of a file from one language into another (BCP 47).

    A CSV names no languages: it is taken to be in these. Raises FileUnreadable, TooLarge, NotText, DocumentDamaged and
    InvalidRequest, which name the file; where none is `needed`, a TBX of other languages has no terms and raises
    nothing.
    """
    try:
        data = path.expanduser().read_bytes()
    except OSError as error:
        raise FileUnreadable(f"{path} cannot be read: {error.strerror or error}.") from error
    try:
        if data.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0").startswith(b"<"):
            return tbx.read(data, source, target, needed=needed)
        return csv.read(data)
    except InputError as error:
        error.detail = f"{path}: {error.detail}"
        raise


def dump(terms: Sequence[Term], suffix: str, source: str, target: str) -> bytes:
    """The bytes of a glossary file. Raises InvalidRequest for another suffix than .tbx and .csv."""
    match suffix.lower():
        case ".tbx":
            return tbx.write(terms, source, target)
        case ".csv":
            return csv.write(terms)
    raise InvalidRequest(f"A glossary is written as .tbx or .csv, not as {suffix or 'a file without a suffix'}.")
