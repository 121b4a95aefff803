"""The translation memory: what people translated before, found again by the same or a like text; TMX in and out."""

from service.translate.memory.store import Memory

__all__ = ["Memory"]
