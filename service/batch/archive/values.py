"""What a record holds, as JSON can say it."""

from __future__ import annotations

import base64
import math
import re
from collections.abc import Collection, Mapping
from datetime import date, datetime, time
from typing import Any

from pydantic import JsonValue

from service.core.errors import InvalidRecord

DEPTH = 32  # of lists and objects within each other
SURROGATES = re.compile(r"[\ud800-\udfff]")
LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_].*)?")


def described(record: Mapping[str, Any], used: Collection[str], what: str) -> tuple[str, str, dict[str, JsonValue]]:
    """Title, language and metadata of a record: all fields but these and the ones `used` elsewhere.

    A language is its first subtag; one of another form is metadata, and the text's own is detected.
    Raises InvalidRecord.
    """
    title, language = record.get("title") or "", record.get("language") or ""
    if not isinstance(title, str):
        raise InvalidRecord(f"{what} has a title that is not a string.")
    known = LANGUAGE.fullmatch(language) if isinstance(language, str) else None
    own = {"title", *used, *(("language",) if known or not language else ())}
    metadata = {whole(str(key)): plain(value, what) for key, value in record.items() if key not in own}
    return whole(title), known[1].lower() if known else "", metadata


def plain(value: Any, what: str, depth: int = DEPTH) -> JsonValue:
    """`value` as JSON: dates as ISO 8601, bytes as base64, a number that is none as null, what else as its string.

    Raises InvalidRecord when it is nested too deep.
    """
    if depth == 0:
        raise InvalidRecord(f"{what} has metadata that is nested more than {DEPTH} deep.")
    match value:
        case None | bool() | int():
            return value
        case float():
            return value if math.isfinite(value) else None
        case str():
            return whole(value)
        case bytes():
            return base64.b64encode(value).decode("ascii")
        case datetime() | date() | time():
            return value.isoformat()
        case list() | tuple():
            return [plain(item, what, depth - 1) for item in value]
        case dict():
            return {whole(str(key)): plain(item, what, depth - 1) for key, item in value.items()}
    return whole(str(value))


def whole(text: str) -> str:
    """`text` with U+FFFD for each lone surrogate, which is no character and cannot be written."""
    return SURROGATES.sub("\ufffd", text)
