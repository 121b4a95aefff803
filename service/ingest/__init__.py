"""Bytes or a string in, a `Document` out."""

from service.ingest.plain import clean, decode
from service.ingest.reading import Reading, read_text

__all__ = ["Reading", "clean", "decode", "read_text"]
