"""A translation as TMX: what has a target, with its context."""

from __future__ import annotations

from service.core.translation import Translation
from service.translate.entries import entries
from service.translate.memory import tmx


def write(translation: Translation) -> bytes:
    """Raises InvalidMemory, as `tmx.write` does."""
    return tmx.write(entries(translation))
