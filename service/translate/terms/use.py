"""How much of a rendering a translation has.

Whole: in any inflected form, with or without hyphen, space and capitals; with its words apart or in another order (the
party's Central Committee); as words of the same family (hospitalized for hospitalization); as its initials
(WHO); in Chinese with 的 or without. In part: half of its words or more, or a run of half of its characters.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

from service.translate.terms.derivation import akin
from service.translate.terms.index import Index, Phrase, acronym
from service.translate.terms.inflection import related
from service.translate.terms.units import HAN, Unit, base, units

FUNCTION = frozenset(
    "a an the of in on at to for from by with and or s be "
    "one ones one's oneself someone somebody something your yourself "
    "de du des la le les l d en et au aux el los las del y un une una".split()
)
OPTIONAL = "的"
KEPT = re.compile(r"[A-Za-z\d\s.-]*(?:\d|[A-Z]{2})[A-Za-z\d\s.-]*")  # what stays as it is in any language: N95, UNICEF
HALF = 0.5
SPELT_OUT = 3  # letters of initials at least: those of two words are there by chance


class Use(IntEnum):
    NONE = 0
    PART = 1
    WHOLE = 2


@lru_cache(4096)
def index_of(texts: tuple[str, ...], language: str) -> Index:
    """Kept, since a document asks for the same renderings in segment after segment."""
    return Index([Phrase(text) for text in texts], language)


def use(rendering: str, target: str, parts: list[Unit], free: list[Unit], language: str) -> Use:
    """`parts` are the target's units, `free` those that no other term accounts for: only they can be a part."""
    if index_of((rendering,), language).find(target):
        return Use.WHOLE
    code = base(language)
    if re.fullmatch(f"[{HAN}]+", rendering):
        return _characters(rendering, target)
    wanted = [unit.word for unit in units(rendering, language)]
    content = [word for word in wanted if word not in FUNCTION and (len(word) > 1 or word.isdigit())]
    if not content:
        return Use.NONE
    if (
        _shortened(wanted, content, target, parts)
        or _spelt_out(rendering, target, parts)
        or _there(content, parts, code) == 1
    ):
        return Use.WHOLE
    telling = [word for word in content if not word.isdigit()]
    return Use.PART if telling and _there(telling, free, code) >= HALF else Use.NONE


def _there(content: list[str], parts: list[Unit], language: str) -> float:
    """The share of the words that stand somewhere."""
    return sum(any(_same(word, other.word, language) for other in parts) for word in content) / len(content)


def _shortened(wanted: list[str], content: list[str], target: str, parts: list[Unit]) -> bool:
    """Whether the initials of the words stand there."""
    initials = {"".join(word[0] for word in words) for words in (wanted, content) if len(words) > 1}
    return any(unit.word in initials and acronym(target[unit.start : unit.end]) for unit in parts)


def _spelt_out(rendering: str, target: str, parts: list[Unit]) -> bool:
    """Whether words with capitals stand there whose initials the rendering is."""
    if len(rendering) < SPELT_OUT or not acronym(rendering):
        return False
    initials = "".join(target[unit.start] for unit in parts if unit.word not in FUNCTION)
    return rendering in initials


def kept_as_it_is(words: str, target: str, language: str) -> bool:
    """Whether words of the source that no language translates, such as a code, stand in the target."""
    return bool(KEPT.fullmatch(words)) and bool(index_of((words,), language).find(target))


def _same(one: str, other: str, language: str) -> bool:
    return related(one, other, language) or akin(one, other, language)


def _characters(rendering: str, target: str) -> Use:
    bare, there = rendering.replace(OPTIONAL, ""), target.replace(OPTIONAL, "")
    if bare and bare in there:
        return Use.WHOLE
    size = max(2, (len(bare) + 1) // 2)
    runs = (bare[at : at + size] for at in range(len(bare) - size + 1))
    return Use.PART if any(run in there for run in runs) and len(bare) > size else Use.NONE
