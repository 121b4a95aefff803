"""What a reader takes out of a file, before it is one text."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field

from service.core.document import Frozen, Text


class Mark(Frozen):
    """Where `offset` in a block's text came from: the 1-based line of the file, and its page where it has pages.

    In a format without lines (HTML, DOCX, ODT) the line is the number of the block in the file.
    """

    offset: int
    line: int
    page: int = 0


class Block(Frozen):
    """A paragraph or a heading, on one line. `level` of a heading: 1 is the highest, 0 is not known."""

    text: Text
    heading: bool = False
    level: int = 0
    marks: tuple[Mark, ...] = ()


class Note(StrEnum):
    """What a reader of a summary should know of how the file was read."""

    NO_MAIN_TEXT = "no_main_text"  # a page whose article could not be told from the rest: all its text was taken
    PAGES_WITHOUT_TEXT = "pages_without_text"  # pictures of pages among others
    ATTACHMENTS = "attachments"  # of a mail, not read


class Content(Frozen):
    """The blocks in reading order, and what the file says of itself; empty when it does not."""

    blocks: tuple[Block, ...]
    title: Text = ""
    author: Text = ""
    published: date | None = None
    language: str = Field(default="", description="BCP 47, as the file states it")
    notes: tuple[Note, ...] = ()


class Limits(Frozen):
    """What one file may take: characters of its text, pages, bytes when unpacked, seconds, bytes of memory."""

    characters: int = 2_500_000
    pages: int = 2_000
    unpacked_bytes: int = 256_000_000
    seconds: float = 60
    memory_bytes: int = 2_000_000_000
