"""An error as a reader gets it."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from service.core.document import Frozen, absent
from service.core.errors import PlumblineError


def _leaves(cls: type[PlumblineError]) -> Iterator[type[PlumblineError]]:
    children = cls.__subclasses__()
    for child in children:
        yield from _leaves(child)
    if not children:
        yield cls


BY_CODE = {cls.code: cls for cls in _leaves(PlumblineError)}


class Problem(Frozen):
    """RFC 9457, with a stable `code`, whether the same request may work later, and what to do.

    `limit` and `actual` are there when a limit was passed, in the unit that the detail names; `actual` only when it
    is known.
    """

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
    retryable: bool
    hint: str
    limit: float | None = Field(default=None, exclude_if=absent)
    actual: float | None = Field(default=None, exclude_if=absent)

    @classmethod
    def of(cls, error: PlumblineError) -> Problem:
        return cls(
            title=error.title,
            status=error.status,
            detail=error.detail,
            code=error.code,
            retryable=error.retryable,
            hint=error.hint,
            limit=error.limit,
            actual=error.actual,
        )

    def error(self) -> PlumblineError:
        """The error that it tells of, with what the problem says of it; PlumblineError itself for an unknown code."""
        error = BY_CODE.get(self.code, PlumblineError)(self.detail)
        vars(error).update(self.model_dump(include={"code", "status", "retryable", "title", "hint", "limit", "actual"}))
        return error
