"""Syllables of Hangul, and how they sound beside each other (표준 발음법, chapters 4 and 5, without tense sounds).

The rules know letters, not words: where a compound is read in its own way (학여울 as 항녀울) `data/korean.yaml` has it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
FIRST = 0xAC00
HANGUL = re.compile("[\uac00-\ud7a3]+")
CLUSTERS = dict(zip("ㄳㄵㄺㄻㄼㄽㄾㄿㅄ", "ㄱㅅ ㄴㅈ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㅂㅅ".split(), strict=True))
BREATHED = {"ㅎ": "", "ㄶ": "ㄴ", "ㅀ": "ㄹ"}  # finals with ㅎ, and what stays of them
ASPIRATE = {"ㄱ": "ㅋ", "ㄷ": "ㅌ", "ㅂ": "ㅍ", "ㅈ": "ㅊ"}
_HEARD = {
    "ㄱ": "ㄱㄲㅋㄳㄺ",
    "ㄴ": "ㄴㄵㄶ",
    "ㄷ": "ㄷㅅㅆㅈㅊㅌㅎ",
    "ㄹ": "ㄹㄼㄽㄾㅀ",
    "ㅁ": "ㅁㄻ",
    "ㅂ": "ㅂㅍㅄㄿ",
}
SOUND = {final: sound for sound, row in _HEARD.items() for final in row} | {"ㅇ": "ㅇ"}
NASAL = {"ㄱ": "ㅇ", "ㄷ": "ㄴ", "ㅂ": "ㅁ"}


class Syllable(NamedTuple):
    """Letters of the compatibility block. `cluster` when two consonants closed it: what follows is not voiced."""

    initial: str
    vowel: str
    final: str
    cluster: bool = False


def syllables(word: str) -> list[Syllable]:
    """Of a word of nothing but Hangul."""
    found = []
    for letter in word:
        number = ord(letter) - FIRST
        found.append(Syllable(INITIALS[number // 588], VOWELS[number // 28 % 21], FINALS[number % 28]))
    return found


def linked(parts: list[Syllable]) -> list[Syllable]:
    """Consonants before a vowel move over; ㅎ joins its neighbours; what closes a syllable is one of seven sounds."""
    row = list(parts)
    for at in range(len(row) - 1):
        row[at], row[at + 1] = _link(row[at], row[at + 1])
    last = row[-1]
    row[-1] = last._replace(final=SOUND.get(last.final, ""))
    return row


def assimilated(parts: list[Syllable], *, apart: bool = False) -> list[Syllable]:
    """Neighbours made alike, as in the South: 백마 뱅마, 종로 종노, 신라 실라. With `apart` ㄴㄹ is ㄴㄴ at the end of
    words of three syllables or more (신문로 신문노, 생산량; 표준 발음법 20)."""
    row = list(parts)
    for at in range(len(row) - 1):
        final, initial = row[at].final, row[at + 1].initial
        if final in NASAL and initial in "ㄴㅁㄹ":
            final, initial = NASAL[final], "ㄴ" if initial == "ㄹ" else initial
        elif initial == "ㄹ" and (final in {"ㅁ", "ㅇ"} or (final == "ㄴ" and apart and 0 < at == len(row) - 2)):
            initial = "ㄴ"
        elif {final, initial} == {"ㄴ", "ㄹ"}:
            final = initial = "ㄹ"
        row[at], row[at + 1] = row[at]._replace(final=final), row[at + 1]._replace(initial=initial)
    return row


def _link(one: Syllable, other: Syllable) -> tuple[Syllable, Syllable]:
    final, initial = one.final, other.initial
    if initial == "ㅇ" and final not in ("", "ㅇ"):
        stays, moves = _parted(final)
        if moves in {"ㄷ", "ㅌ"} and other.vowel == "ㅣ":  # 굳이 구지, 같이 가치
            moves = "ㅈ" if moves == "ㄷ" else "ㅊ"
        return one._replace(final=stays), other._replace(initial=moves or "ㅇ")
    if initial == "ㅎ" and (final in {"ㅈ", "ㄵ"} or (final == "ㄷ" and other.vowel in "ㅣㅕ")):  # 굳히다 구치다
        return one._replace(final="ㄴ" if final == "ㄵ" else ""), other._replace(initial="ㅊ")
    if final in BREATHED:
        if initial in ASPIRATE:
            return one._replace(final=BREATHED[final]), other._replace(initial=ASPIRATE[initial])
        if final == "ㅎ" and initial == "ㅅ":
            return one._replace(final=""), other
        if initial == "ㄴ":
            return one._replace(final=BREATHED[final] or "ㄴ"), other
    return one._replace(final=SOUND.get(final, ""), cluster=final in CLUSTERS), other


def _parted(final: str) -> tuple[str, str]:
    """What stays before a vowel, and what moves over to it."""
    if final in BREATHED:
        kept = BREATHED[final]
        return "", kept
    if final in CLUSTERS:
        return CLUSTERS[final][0], CLUSTERS[final][1]
    return "", final
