"""How much of a rendering a translation has.

Whole: in any inflected form, with or without hyphen, space and capitals; with its words apart or in another order (the
party's Central Committee), or as one (handwashing for washing hands); as words of the same family (hospitalized for
hospitalization); as its initials (WHO); without what it has in brackets. In part: half of its words or more, or words
that differ from them in a prefix, or deny in two words what one denies (asymptomatic, without symptoms). Renderings in
Han characters: `characters.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import IntEnum
from functools import lru_cache

from service.translate.terms import characters
from service.translate.terms.derivation import akin, denied, kindred
from service.translate.terms.index import Index, Phrase, acronym
from service.translate.terms.inflection import key, related
from service.translate.terms.units import HAN, Unit, base, units

FUNCTION = frozenset(
    "a an the of in on at to for from by with and or s be "
    "one ones one's oneself someone somebody something your yourself "
    "de du des la le les l d en et au aux el los las del y un une una "
    "в во на с со к ко о об от из до для и по за при у под".split()
)
BRACKETS = re.compile(r"\s*[\[(（][^\])）]*[\])）]")
KEPT = re.compile(r"[A-Za-z\d\s.-]*(?:\d|[A-Z]{2})[A-Za-z\d\s.-]*")  # what stays as it is in any language: N95, UNICEF
HALF = 0.5
WORD = re.compile(r"[^\W\d_]+")
CAPITAL = re.compile(r"\b[A-Z][a-z]+\b")
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
    bare = BRACKETS.sub("", rendering).strip() or rendering
    return max(_use(way, target, parts, free, language) for way in dict.fromkeys((rendering, bare)))


def _use(rendering: str, target: str, parts: list[Unit], free: list[Unit], language: str) -> Use:
    if index_of((rendering,), language).find(target):
        return Use.WHOLE
    if re.search(f"[{HAN}]", rendering):
        if characters.whole(rendering, target):
            return Use.WHOLE
        return Use.PART if characters.in_part(rendering, target) else Use.NONE
    code = base(language)
    wanted = [unit.word for unit in units(rendering, language)]
    content = [word for word in wanted if word not in FUNCTION and (len(word) > 1 or word.isdigit())]
    if not content:
        return Use.NONE
    if (
        _shortened(wanted, content, target, parts)
        or _spelt_out(rendering, target, parts)
        or _as_one(content, parts, code)
        or _there(content, parts, code, _same) == 1
    ):
        return Use.WHOLE
    telling = [word for word in content if not word.isdigit()]
    if telling and _there(telling, free, code, _near) >= HALF:
        return Use.PART
    return Use.PART if len(telling) == 1 and denied(telling[0], [part.word for part in free], code) else Use.NONE


def _there(content: list[str], parts: list[Unit], language: str, same: Callable[[str, str, str], bool]) -> float:
    """The share of the words that stand somewhere."""
    return sum(any(same(word, other.word, language) for other in parts) for word in content) / len(content)


def _as_one(content: list[str], parts: list[Unit], language: str) -> bool:
    """Whether two words stand there as one, either of them first."""
    if len(content) != 2:
        return False
    one, other = content
    joined = {key(key(first, language) + second, language) for first, second in ((one, other), (other, one))}
    return any(unit.key in joined for unit in parts)


def _shortened(wanted: list[str], content: list[str], target: str, parts: list[Unit]) -> bool:
    """Whether the initials of the words stand there, or the first and most of them."""
    initials = {"".join(word[0] for word in words) for words in (wanted, content) if len(words) > 1}
    return any(
        acronym(target[unit.start : unit.end]) and any(_initials(unit.word, all_of_them) for all_of_them in initials)
        for unit in parts
    )


def _initials(word: str, all_of_them: str) -> bool:
    if word == all_of_them:
        return True
    letters = iter(all_of_them)
    most = max(SPELT_OUT, len(all_of_them) * HALF)
    return word[0] == all_of_them[0] and len(word) >= most and all(letter in letters for letter in word)


def _spelt_out(rendering: str, target: str, parts: list[Unit]) -> bool:
    """Whether words with capitals stand there whose initials the rendering is."""
    if len(rendering) < SPELT_OUT or not acronym(rendering):
        return False
    initials = "".join(target[unit.start] for unit in parts if unit.word not in FUNCTION)
    return rendering in initials


def kept_as_it_is(words: str, target: str, language: str) -> bool:
    """Whether words of the source that no language translates, such as a code, stand in the target."""
    return bool(KEPT.fullmatch(words)) and bool(index_of((words,), language).find(target))


def code_kept(words: str, target: str, language: str) -> bool:
    """Whether one of the words is a code that stands in the target: COVID-19 of COVID-19 cases."""
    return any(kept_as_it_is(word, target, language) for word in words.split())


def in_a_name_left(source: str, start: int, end: int, target: str) -> bool:
    """Whether the words belong to a name that the target has in the source's words, as a journal's title.

    A name is told by a word with a capital beside them that stands in the target with them.
    """
    if source[start:end] not in target:
        return False
    words = [match.span() for match in WORD.finditer(source)]
    before = [at for at, _ in words if at < start][-2:]
    after = [stop for _, stop in words if stop > end][:2]
    around = [source[at:end] for at in before] + [source[start:stop] for stop in after]
    return any(text in target and CAPITAL.search(text.replace(source[start:end], "")) for text in around)


def _same(one: str, other: str, language: str) -> bool:
    return related(one, other, language) or akin(one, other, language)


def _near(one: str, other: str, language: str) -> bool:
    return _same(one, other, language) or kindred(one, other, language)
