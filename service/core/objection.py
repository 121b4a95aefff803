"""What is wrong with a value, in words for who gave it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

SHOWN = 40  # characters of a value that are told again

# By the type of pydantic's error, or its first word (https://docs.pydantic.dev/latest/errors/validation_errors/).
SAID = {
    "missing": "it is needed",
    "extra_forbidden": "there is no such field",
    "greater_than_equal": "give {ge} or more, not {input}",
    "less_than_equal": "give {le} or less, not {input}",
    "greater_than": "give more than {gt}, not {input}",
    "enum": "give {expected}, not {input}",
    "literal_error": "give {expected}, not {input}",
    "value_error": "{error}",
    "json_invalid": "it is no JSON: {error}",
    "int": "give a whole number, not {input}",
    "float": "give a number, not {input}",
    "finite_number": "give a number",
    "bool": "give true or false, not {input}",
    "date": "give a day as 2026-03-02, not {input}",
    "string_type": "give a text",
    "bytes_invalid_encoding": "give base64",
    "model": "give a JSON object",
    "dict": "give a JSON object",
    "list": "give a JSON list",
    "tuple": "give a JSON list",
    "path": "give a path",
}


def objection(error: Mapping[str, Any]) -> str:
    """What pydantic reports of a field, without a full stop. `error` is one of `ValidationError.errors()`."""
    kind = str(error["type"])
    said = SAID.get(kind) or SAID.get(kind.partition("_")[0])
    if said is None:
        return str(error["msg"]).rstrip(".")
    compared = kind.startswith(("greater", "less"))  # a number, which the command line gives as a string
    shown = str(error.get("input")) if compared else repr(error.get("input"))
    shown = shown if len(shown) <= SHOWN else f"{shown[:SHOWN]}…"
    return said.format(**error.get("ctx", {}) | {"input": shown})
