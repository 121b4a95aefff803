"""The DPRK's rules of 2002 and 2012 (Academy of Social Sciences; UN document E/CONF.94/INF.78), and what KCNA makes of
them: no breves, no hyphen between n and g, no doubled letter at the beginning."""

from __future__ import annotations

import re
from typing import Final

from service.translate.names.hangul import HANGUL, Syllable, linked, syllables
from service.translate.names.korean import FINAL, OPEN, VOICED, VOWEL, letters, parted, tables

PLAIN: Final = str.maketrans("ŏŭŎŬ", "ouOU")
NORTH = letters("k kk n t tt r m p pp s ss  j jj ch kh th ph h")
SEAM: Final = "\u2010"  # a hyphen between n and g, which stands in the strict form alone


def dprk(name: str, kind: str = "person", *, plain: bool = True) -> str:
    """`plain` as KCNA prints it. A given name's syllables stand apart; a native one of three is one word."""
    if kind == "person" and (person := parted(name)):
        family, given = ("리" if person[0] == "이" else person[0]), person[1]
        row = syllables(given)
        joined = len(given) > 2  # a native word: 꽃분이
        written = [_north(row)] if joined else _apart(row)
        put = [_north(syllables(family)), *written]
    else:
        put = [_north_place(part, kind) for part in name.split()]
    text = " ".join(_doubled(part) for part in put)
    if plain:
        text = re.sub(r"\b(KK|TT|PP|SS|JJ)", lambda double: double.group()[0], text)
        text = text.replace(SEAM, "").translate(PLAIN)
    return text.replace(SEAM, "-")


def _apart(row: list[Syllable]) -> list[str]:
    """Given syllables as words: the first never voiced, a later one as after its neighbour."""
    return [
        _letters(part, row[at - 1].final if at else None) + FINAL[_closing(part.final)] for at, part in enumerate(row)
    ]


def _closing(final: str) -> str:
    return linked([Syllable("ㅇ", "ㅏ", final)])[0].final


def _letters(part: Syllable, before: str | None) -> str:
    """Initial and vowel after a final; None at the beginning of a word. ㄱ after ㄱ is g, for kk is another letter."""
    initial = NORTH[part.initial]
    if before is not None and part.initial in VOICED and (before in OPEN or before == part.initial):
        initial = VOICED[part.initial]
    return initial + VOWEL[part.vowel]


def _north(row: list[Syllable]) -> str:
    parts = linked(row)
    text = ""
    for at, part in enumerate(parts):
        final = part.final
        if at + 1 < len(parts):
            following = parts[at + 1].initial
            if (final and final in "ㄱㄷㅂ" and following in "ㄴㅁ") or (final == "ㅂ" and following == "ㄹ"):
                final = {"ㄱ": "ㅇ", "ㄷ": "ㄴ", "ㅂ": "ㅁ"}[final]
        one = _letters(part, parts[at - 1].final if at else None) + FINAL[final]
        text += SEAM + one if one[0] == "g" and text.endswith("n") else one
    return text


def _north_place(word: str, kind: str) -> str:
    """A word or place; a hyphen before administrative units alone."""
    run = HANGUL.fullmatch(word)
    special = tables()["dprk"]
    if not run or word in special:
        return str(special.get(word, word))
    ending = tables()["generic"].get(word[-1]) if len(word) > 2 else None
    if not ending:
        return _north(syllables(word))
    stem = special.get(word[:-1]) or _north(syllables(word[:-1]))
    hyphen = "-" if kind == "place" and word[-1] in "도시군구읍면리동골" else ""
    if not hyphen and stem[-1] == "n" and ending[0] == "g":
        hyphen = SEAM
    return f"{stem}{hyphen}{ending}"


def _doubled(word: str) -> str:
    """Capitalised; a doubled consonant as one letter: KKonmaŭl."""
    double = re.match(r"(?:kk|tt|pp|ss|jj)", word)
    return double.group().upper() + word[2:] if double else word[:1].upper() + word[1:]
