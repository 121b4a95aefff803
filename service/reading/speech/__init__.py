"""Who says what in Korean, Russian, Chinese, French and Spanish, and what a sentence of theirs is worth."""

from __future__ import annotations

from service.core.document import Document
from service.reading.speech.naming import named_for
from service.reading.speech.prose import Prose, prose
from service.reading.speech.tongues import tongue
from service.reading.speech.voices import voices
from service.reading.voice import Voice

__all__ = ["Prose", "named_for", "prose", "spoken", "tongue"]


def spoken(document: Document) -> list[Voice]:
    """A `Voice` for each sentence of a document; of one in a language that is not known, none speaks."""
    known = tongue(document.language)
    return voices(document, known) if known else [Voice()] * len(document.sentences)
