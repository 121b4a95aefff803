"""The table of input formats, and the two ways in."""

from __future__ import annotations

from collections.abc import Callable

from service.core.document import Document
from service.core.errors import NotText, TooLarge
from service.ingest import plain
from service.ingest.layout import lay_out

READERS: dict[str, Callable[[bytes], str]] = {
    "text/plain": plain.decode,
}


def read_bytes(
    data: bytes, *, max_characters: int, media_type: str = "text/plain", title: str = "", source: str = ""
) -> Document:
    """The document in `data`.

    Raises NotText (no reader for the media type, or not text), and what `read_text` raises.
    """
    reader = READERS.get(media_type)
    if reader is None:
        raise NotText(f"There is no reader for {media_type}; send one of: {', '.join(READERS)}.")
    if len(data) > 4 * (max_characters + 1):  # at most 4 bytes a character, and a byte order mark
        raise TooLarge(f"The document has {len(data):,} bytes; the limit is {max_characters:,} characters.")
    return read_text(reader(data), max_characters=max_characters, title=title, source=source)


def read_text(text: str, *, max_characters: int, title: str = "", source: str = "") -> Document:
    """The document in `text`.

    Raises EmptyDocument, TooLarge.
    """
    if len(text) > max_characters:
        raise TooLarge(f"The document has {len(text):,} characters; the limit is {max_characters:,}.")
    return lay_out(plain.clean(text), title=title, source=source)
