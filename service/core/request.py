"""What a caller asks for."""

from __future__ import annotations

from datetime import date
from operator import not_
from typing import Annotated, Self

from pydantic import ConfigDict, Discriminator, Field, Tag, model_validator

from service.core.document import Frozen, Text, absent
from service.core.languages import Language, LanguageIfGiven
from service.core.receipt import Options


class File(Frozen):
    """An article as its file has it; in JSON its bytes are base64 (RFC 4648)."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_bytes="base64", val_json_bytes="base64")

    content: bytes
    name: Text = Field(default="", description="Its name, whose suffix tells Markdown from plain text")
    media_type: str = Field(default="", description="As its sender states it; its bytes are believed before it")


class Sent(Frozen):
    """An article. Exactly one of `text`, `html` and `file` holds it."""

    text: Text | None = Field(
        default=None, exclude_if=absent, description="The article as plain text; hard-wrapped lines are repaired"
    )
    html: Text | None = Field(default=None, exclude_if=absent, description="The article's page; its main text is read")
    file: File | None = Field(
        default=None,
        exclude_if=absent,
        description="The article's file: plain text, HTML, PDF, DOCX, ODT, Markdown or EML",
    )
    title: Text = Field(default="", description="Its title, when the text does not begin with it")

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        given = [name for name in ("text", "html", "file") if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(f"give one of text, html and file, not {' and '.join(given) or 'none of them'}")
        return self

    @property
    def size(self) -> int:
        """Characters, or of a file its bytes."""
        if self.file is not None:
            return len(self.file.content)
        return len(self.text or self.html or "")


class SummaryRequest(Sent):
    """An article, and what is wanted of it."""

    language: LanguageIfGiven = Field(default="", description="BCP 47 code; detected when left out")
    published: date | None = Field(
        default=None, exclude_if=absent, description="The day it appeared, from which `on Monday` is reckoned"
    )
    split: bool = Field(default=False, description="Give a summary for each article in it, not one for the whole")
    options: Options = Options()


class TranslationRequest(Sent):
    """An article to be translated."""

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True, validate_by_name=True)

    source_language: LanguageIfGiven = Field(
        default="", alias="from", description="BCP 47 code; detected when left out"
    )
    target_language: Language = Field(default="en", alias="to", description="BCP 47 code")
    model: str = Field(
        default="", description="What drafts; PLUMBLINE_TRANSLATOR when left out, and without that segments stay open"
    )


class TranslationFile(Frozen):
    """A translation as another tool saved it: XLIFF, or one of our tables or JSON."""

    file: File

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.file.content)


class TranslationCheck(Frozen):
    """A text and its translation."""

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True, validate_by_name=True)

    source: Text
    target: Text
    source_language: Language = Field(alias="from", description="BCP 47 code")
    target_language: Language = Field(default="en", alias="to", description="BCP 47 code")


def _which(given: object) -> str:
    return "file" if isinstance(given, dict | File) else "text"


Given = Annotated[Annotated[Text, Tag("text")] | Annotated[File, Tag("file")], Discriminator(_which)]


class CheckRequest(Frozen):
    """A source, and a text that says something of it; each as plain text, or as a file of any format that is read."""

    source: Given = Field(description="The article")
    text: Given = Field(description="What is to be checked: a summary, or a single sentence")
    language: LanguageIfGiven = Field(default="", description="Of the source; detected when left out")
    include_text: bool = Field(
        default=False, exclude_if=not_, description="Return the source's text that the offsets point into"
    )

    @property
    def size(self) -> int:
        """Characters, or of files their bytes."""
        return sum(len(one.content if isinstance(one, File) else one) for one in (self.source, self.text))
