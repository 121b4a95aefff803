"""What the API's documentation says of every answer. Bodies are the vocabulary itself."""

from __future__ import annotations

from typing import Any

from service.core.problem import Problem

PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "content": {"application/problem+json": {}}}
    for status in (401, 403, 404, 413, 422, 429, 503, 504)
}
