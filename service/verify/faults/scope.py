"""What a small word bears on, and whether the other text has an answer to it there."""

from __future__ import annotations

import re
from itertools import pairwise

from service.reading.modality import Mark
from service.reading.passage import Passage

NEAR = 40  # characters between a small word and the words that it bears on
SCOPE = 3  # content words after a small word that it bears on
SENTENCE_END = re.compile(r"[.!?][\"”’')]*\s")


def scope(passage: Passage, mark: Mark) -> list[str]:
    """The stems of the content words that a small word bears on: those right after it."""
    return [token.stem for token in passage.after(mark.end, SCOPE)]


def beside(passage: Passage, mark: Mark) -> set[str]:
    """The stems of the two content words on either side of `mark`."""
    return {token.stem for token in (*passage.before(mark.start, 2), *passage.after(mark.end, 2))}


def same_sentence(passage: Passage, start: int, end: int) -> bool:
    """Whether no sentence ends between two places of a passage."""
    return not SENTENCE_END.search(passage.text, start - passage.at, end - passage.at)


def answered(passage: Passage, stems: list[str], answers: list[Mark]) -> bool | None:
    """Whether one of `answers` stands near where the other text speaks of `stems`; None when it does not."""
    places = [token for token in passage.content if token.stem in stems]
    if not places:
        return None
    return any(
        -NEAR <= token.start - answer.end <= NEAR or answer.start <= token.start < answer.end
        for token in places
        for answer in answers
    )


def missing_between(passage: Passage, mark: Mark, other: Passage, answers: list[Mark]) -> bool:
    """Whether the content words on both sides of `mark` are neighbours in the other text, and never with an answer."""
    before, after = passage.before(mark.start, 1), passage.after(mark.end, 1)
    if not before or not after or not {before[0].stem, after[0].stem} <= other.stems:
        return False
    places = [
        (first.start - 1, second.end + 1)
        for first, second in pairwise(other.content)
        if first.stem == before[0].stem and second.stem == after[0].stem
    ]
    return bool(places) and not any(
        low <= answer.start and answer.end <= high for low, high in places for answer in answers
    )


def lost(mark: Mark, there: Passage, said: Passage, answers: list[Mark]) -> bool:
    """Whether `said` speaks of what the source's `mark` bears on, and answers it with none of `answers`."""
    stems = scope(there, mark)[:2]
    unheard = bool(stems) and stems[0] in said.stems and answered(said, stems, answers) is False
    return unheard or missing_between(there, mark, said, answers)
