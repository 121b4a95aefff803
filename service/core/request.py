"""What a caller asks for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from pydantic import BeforeValidator, Field

from service.core.document import Frozen
from service.core.receipt import Options


def _whole(value: object) -> object:
    """JSON may carry lone surrogates, which are no characters: each becomes U+FFFD."""
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if isinstance(value, str) else value


Text = Annotated[str, BeforeValidator(_whole)]


class SummaryRequest(Frozen):
    """An article, and what is wanted of it."""

    text: Text = Field(description="The article as plain text; hard-wrapped lines are repaired")
    title: Text = Field(default="", description="Its title, when the text does not begin with it")
    language: str = Field(default="", pattern=r"^(?:[a-z]{2,3})?$", description="BCP 47 code; detected when left out")
    options: Options = Options()


@dataclass(frozen=True)
class FileRequest:
    """An article as its file has it, and what is wanted of it."""

    content: bytes
    name: str = ""
    title: str = ""
    language: str = ""
    options: Options = field(default_factory=Options)


class CheckRequest(Frozen):
    """A source, and a text that says something of it."""

    source: Text = Field(description="The article as plain text")
    text: Text = Field(description="What is to be checked: a summary, or a single sentence")
    language: str = Field(default="", pattern=r"^(?:[a-z]{2,3})?$", description="Of the source; detected when left out")
