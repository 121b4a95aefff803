"""Request bodies. Responses are the vocabulary itself."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from service.core.receipt import Options


def _whole(value: object) -> object:
    """JSON may carry lone surrogates, which are no characters: each becomes U+FFFD."""
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if isinstance(value, str) else value


Text = Annotated[str, BeforeValidator(_whole)]


class SummaryRequest(BaseModel):
    """An article, and what is wanted of it."""

    model_config = ConfigDict(extra="forbid")

    text: Text = Field(description="The article as plain text; hard-wrapped lines are repaired")
    title: Text = Field(default="", description="Its title, when the text does not begin with it")
    language: str = Field(default="", pattern=r"^(?:[a-z]{2,3})?$", description="BCP 47 code; detected when left out")
    options: Options = Options()


class Problem(BaseModel):
    """RFC 9457, with a stable `code`, whether the same request may work later, and what to do."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
    retryable: bool
    hint: str
