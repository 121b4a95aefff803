"""Request bodies. Responses are the vocabulary itself."""

from __future__ import annotations

from typing import Annotated, Any

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


class CheckRequest(BaseModel):
    """A source, and a text that says something of it."""

    model_config = ConfigDict(extra="forbid")

    source: Text = Field(description="The article as plain text")
    text: Text = Field(description="What is to be checked: a summary, or a single sentence")
    language: str = Field(default="", pattern=r"^(?:[a-z]{2,3})?$", description="Of the source; detected when left out")


class Problem(BaseModel):
    """RFC 9457, with a stable `code`, whether the same request may work later, and what to do."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
    retryable: bool
    hint: str


PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "content": {"application/problem+json": {}}} for status in (404, 413, 422, 503, 504)
}
