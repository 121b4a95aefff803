"""Bytes or a string in, a `Document` out."""

from service.ingest.plain import clean, decode
from service.ingest.readers import read_bytes, read_text

__all__ = ["clean", "decode", "read_bytes", "read_text"]
