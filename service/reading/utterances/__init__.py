"""What is somebody's own words throughout: a speech or statement that is published whole, or the turns of a talk."""

from __future__ import annotations

from service.core.document import Document
from service.reading.utterances.addresses import addresses
from service.reading.utterances.turns import turns
from service.reading.utterances.utterance import Utterance


def utterances(document: Document) -> list[Utterance]:
    """The parts of the document that are somebody's words, in order: speeches that are published whole, else turns."""
    return addresses(document) or turns(document)
