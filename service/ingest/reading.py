"""The ways in: a file's bytes, or a text."""

from __future__ import annotations

from datetime import date

from service.core.document import Document
from service.core.errors import TooLarge
from service.ingest import plain
from service.ingest.content import Content, Limits
from service.ingest.document import document
from service.ingest.isolated import Isolated
from service.ingest.media import PLAIN, media_type
from service.ingest.split import articles

BYTES_A_CHARACTER = 4  # at most, in any encoding


class Reading:
    """Reads files of any format that there is a reader for; see `readers`. Not for several threads."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._isolated = Isolated(limits)

    def close(self) -> None:
        self._isolated.close()

    def read(
        self,
        source: bytes | str,
        *,
        stated: str = "",
        title: str = "",
        published: date | None = None,
        name: str = "",
    ) -> Document:
        """The document in a file's bytes, or in a text. `stated` is the media type that its sender gives.

        Raises NotText, TooLarge, EmptyDocument, DocumentDamaged, DocumentLocked, NoTextInside, ReadingTooLong.
        """
        content, kind = self._content(source, stated, name)
        return self._document(content, kind, title, published, name)

    def read_each(
        self, source: bytes | str, *, stated: str = "", published: date | None = None, name: str = ""
    ) -> list[Document]:
        """As `read`, a document for each article in the file."""
        content, kind = self._content(source, stated, name)
        return [self._document(part, kind, "", published, name) for part in articles(content)]

    def _content(self, source: bytes | str, stated: str, name: str) -> tuple[Content, str]:
        if isinstance(source, bytes):
            return self._of_bytes(source, stated, name)
        kind = stated or PLAIN
        if kind != PLAIN:
            return self._isolated.read(source.encode("utf-8", "replace"), kind), kind
        _require_fits(len(source), self._limits.characters, "characters")
        return plain.of_text(source), PLAIN

    def _of_bytes(self, data: bytes, stated: str, name: str) -> tuple[Content, str]:
        kind = media_type(data, name=name, stated=stated)
        if kind != PLAIN:
            return self._isolated.read(data, kind), kind
        _require_fits(len(data), BYTES_A_CHARACTER * (self._limits.characters + 1), "bytes")
        text = plain.decode(data)
        _require_fits(len(text), self._limits.characters, "characters")
        return plain.of_text(text), PLAIN

    def _document(self, content: Content, kind: str, title: str, published: date | None, name: str) -> Document:
        return document(
            content,
            max_characters=self._limits.characters,
            title=title,
            published=published,
            source=name,
            media_type=kind,
        )


def read_text(text: str, *, max_characters: int, title: str = "", source: str = "") -> Document:
    """The document in a plain text. Raises EmptyDocument, TooLarge."""
    _require_fits(len(text), max_characters, "characters")
    return document(plain.of_text(text), max_characters=max_characters, title=title, source=source)


def _require_fits(actual: int, limit: int, unit: str) -> None:
    """Raises TooLarge."""
    if actual > limit:
        raise TooLarge(f"The document has {actual:,} {unit}; the limit is {limit:,}.", limit=limit, actual=actual)
