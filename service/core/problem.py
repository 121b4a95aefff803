"""An error as a reader gets it."""

from __future__ import annotations

from service.core.document import Frozen
from service.core.errors import PlumblineError


class Problem(Frozen):
    """RFC 9457, with a stable `code`, whether the same request may work later, and what to do."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
    retryable: bool
    hint: str

    @classmethod
    def of(cls, error: PlumblineError) -> Problem:
        return cls(
            title=error.title,
            status=error.status,
            detail=error.detail,
            code=error.code,
            retryable=error.retryable,
            hint=error.hint,
        )
