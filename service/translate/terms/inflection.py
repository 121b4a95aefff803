"""Forms of one word: a crude key that all of them share, and whether two words are forms of one.

The key finds candidates and may be shared by strangers (партия, парта); `related` then looks at what is left after the
common beginning, which must be an ending of the language on both sides. No dictionary.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

NOUN = frozenset("а я о е ы и у ю ь й ой ей ом ем ою ею ов ев ам ям ами ями ах ях".split()) | {""}
ADJECTIVE = frozenset("ый ий ой ая яя ое ее ые ие ого его ому ему ую юю ым им ых их ыми ими ом ем ей".split())
RUSSIAN = NOUN | ADJECTIVE
ENGLISH = frozenset({"", "s", "es", "'s"})
FRENCH = frozenset({"", "s", "x", "e", "es"})
PLURAL_AL = frozenset({"l", "le", "les", "ux"})  # national, nationaux
SPANISH = frozenset({"", "s", "es", "o", "a", "os", "as", "e"})
PLURAL_Z = frozenset({"z", "ces"})  # voz, voces
SHORT = 3  # letters that a key keeps at least


def fold(word: str) -> str:
    """Lower case, one apostrophe; Latin letters without accents, ё as е."""
    word = word.casefold().replace("’", "'").replace("ё", "е")
    if word.isascii() or not unicodedata.name(word[0], "").startswith("LATIN"):
        return word
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


@lru_cache(maxsize=65_536)
def key(word: str, language: str) -> str:
    """What every inflected form of a folded word shares; the word itself in a language that is not known."""
    if language == "ru":
        return _cut(word, RUSSIAN)
    if language == "fr":
        stem = _strip(word, "sx")
        if stem.endswith("au") and not stem.endswith("eau") and stem != word:
            stem = stem[:-1] + "l"
        return _strip(stem, "e")
    if language == "es":
        stem = _strip(_strip(word, "s"), "e")
        if stem != word and stem.endswith("c"):
            stem = stem[:-1] + "z"
        return _strip(stem, "oa")
    if language == "en":
        stem = _strip(word.removesuffix("'s"), "s'")
        return _strip(stem[:-2] + "y" if stem.endswith("ie") and len(stem) > SHORT + 1 else stem, "e")
    return word


def common(one: str, other: str) -> int:
    """How many letters both begin with."""
    return next(
        (at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right),
        min(len(one), len(other)),
    )


@lru_cache(maxsize=65_536)
def made_of(rest: str, pieces: frozenset[str]) -> bool:
    """Whether a string is nothing but pieces, each as often as it likes; in time linear in the string."""
    longest = max(map(len, pieces))
    reached = [True]
    for end in range(1, len(rest) + 1):
        starts = range(max(0, end - longest), end)
        reached.append(any(reached[start] and rest[start:end] in pieces for start in starts))
    return reached[-1]


def related(one: str, other: str, language: str) -> bool:
    """Whether two folded words are forms of one."""
    if one == other:
        return True
    shared = common(one, other)
    rests = {one[shared:], other[shared:]}
    if language == "ru":
        return shared >= SHORT and any(_endings(rests, one, shared, endings) for endings in (NOUN, ADJECTIVE))
    if language == "fr":
        return shared >= SHORT and ((rests < FRENCH and rests != {"s", "x"}) or rests <= PLURAL_AL)
    if language == "es":
        return shared >= SHORT and (rests <= SPANISH or rests <= PLURAL_Z)
    if language == "en":
        if rests in ({"y", "ies"}, {"an", "en"}, {"f", "ves"}, {"fe", "ves"}, {"is", "es"}, {"um", "a"}, {"us", "i"}):
            return True
        return rests <= ENGLISH and shared >= 2
    return False


def _endings(rests: set[str], word: str, shared: int, endings: frozenset[str]) -> bool:
    """Rests that are endings; a first letter that both share may belong to them (новая, новый: нов-ая, нов-ый)."""
    if rests <= endings:
        return True
    before = word[shared - 1]
    return shared > SHORT and before in "аеиоыуюяй" and {before + rest for rest in rests} <= endings


def _cut(word: str, endings: frozenset[str]) -> str:
    """Endings off again and again, so that one that only looks like one (остров) is off in every form."""
    while True:
        size = next((n for n in (3, 2, 1) if len(word) - n >= SHORT and word[-n:] in endings), 0)
        if not size:
            return word
        word = word[:-size]


def _strip(word: str, letters: str) -> str:
    end = len(word)
    while end > SHORT and word[end - 1] in letters:
        end -= 1
    return word[:end]
