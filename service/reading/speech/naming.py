"""A speaker's name for the pronoun that stands for it, where the sentence stays right."""

from __future__ import annotations

import re

from service.core.document import Document, Span
from service.core.summary import Swap
from service.reading.voice import Voice

# Subjects, with the particle of a Korean one. A Chinese sentence has no words to swap.
PRONOUN = re.compile(
    r"(?:он|она|il|elle|él|ella|그(?:녀|이|분)?(?P<particle>께서는|께서|는|은|가|이|도))(?![\w-])", re.IGNORECASE
)
BARE = re.compile(r"(?<=[가-힣])(?:께서는|께서|는|은|가|이|도)$")
PAIRS = {"는": "은", "은": "는", "가": "이", "이": "가"}
OPEN_ENDED = frozenset("는가")  # the forms behind a vowel


def named_for(document: Document, sentence: Span, voice: Voice) -> tuple[str, tuple[Swap, ...]] | None:
    """The sentence with its speaker's name for the pronoun, and the swap; None when it has no such subject."""
    if not voice.report or not voice.subject or not voice.antecedent or not voice.name or voice.report.form != "before":
        return None
    text = document.slice(sentence)
    start = voice.subject.start - sentence.start
    match = PRONOUN.match(text, start)
    if match is None:
        return None
    name = voice.name + _particle(voice.name, match["particle"] or "")
    swap = Swap(source=match.group(), text=name, rule="speaker")
    return text[:start] + name + text[match.end() :], (swap,)


def without_particle(word: str) -> str:
    """`이베트 로산은` -> `이베트 로산`; other words as they are."""
    return BARE.sub("", word)


def _particle(name: str, particle: str) -> str:
    """As it stands behind the last syllable of the name."""
    if particle not in PAIRS:
        return particle
    open_ended = (ord(name[-1]) - 0xAC00) % 28 == 0
    return particle if (particle in OPEN_ENDED) == open_ended else PAIRS[particle]
