"""McCune and Reischauer, Transactions of the Korea Branch of the Royal Asiatic Society XXIX, 1939.

Places have a hyphen before the generic term (BGN/PCGN 1945 Agreement).
"""

from __future__ import annotations

from service.translate.names.hangul import HANGUL, Syllable, assimilated, linked, syllables
from service.translate.names.korean import FINAL, OPEN, VOICED, VOWEL, letters, parted, tables

OLD = letters("k kk n t tt r m p pp s ss  ch tch ch’ k’ t’ p’ h")


def reischauer(name: str, kind: str = "person") -> str:
    """A given name of two syllables has a hyphen; sounds change inside it."""
    if kind == "person" and (person := parted(name)):
        family, given = person
        put = tables()["reischauer"].get(family) or "".join(_old(linked(syllables(family)))).capitalize()
        parts = _old(assimilated(linked(syllables(given))))
        return f"{put} {'-'.join(parts).replace('’g', 'g').capitalize()}"
    return " ".join(_old_place(part, kind) for part in name.split())


def _old(parts: list[Syllable]) -> list[str]:
    """McCune and Reischauer, a string for each syllable."""
    put: list[str] = []
    for at, part in enumerate(parts):
        before = parts[at - 1] if at else None
        initial = OLD[part.initial]
        if part.initial == "ㅅ" and part.vowel == "ㅟ":
            initial = "sh"
        if before is not None:
            if part.initial == "ㄹ" and before.final == "ㄹ":
                initial = "l"
            elif part.initial in "ㄱㄷㅂㅈ" and before.final in OPEN and not before.cluster:
                hard = before.final == "ㄹ" and part.initial in "ㄷㅈ"
                initial = initial if hard else {**VOICED, "ㅈ": "j"}[part.initial]
            if before.final == "ㄴ" and initial == "g":
                initial = "’g"
            if before.final == "ㄹ" and part.initial == "ㅎ":
                put[-1] = put[-1][:-1] + "r"
        put.append(initial + VOWEL[part.vowel] + FINAL[part.final])
    return put


def _old_place(word: str, kind: str) -> str:
    run = HANGUL.fullmatch(word)
    if not run:
        return word
    parts = _old(assimilated(linked(syllables(tables()["sound"].get(word, word)))))
    tail = next((tail for tail in ("고개", *"리동강령촌도군시구읍면") if word.endswith(tail)), "")
    if kind != "place" or not tail or len(word) - len(tail) < 2:
        return "".join(parts).capitalize()
    border = len(word) - len(tail)
    return "".join(parts[:border]).capitalize() + "-" + "".join(parts[border:]).removeprefix("’")
