"""Bytes or a string in, a `Document` out."""

from service.ingest.plain import decode
from service.ingest.readers import read_bytes, read_text

__all__ = ["decode", "read_bytes", "read_text"]
