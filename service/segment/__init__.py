"""A `Document` in; the same with its languages and sentences, and the chunks that tile it."""

from service.segment.chunks import chunks, pieces
from service.segment.language import detect, language_name
from service.segment.sentences import segment, split

__all__ = ["chunks", "detect", "language_name", "pieces", "segment", "split"]
