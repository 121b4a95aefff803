"""A text as the units on whose borders a term may begin and end.

- Where words are divided, words: parted at hyphens and apostrophes too (l'élection, COVID-19).
- Han characters each are a unit: Chinese does not divide words, so 中国 is found in 中国人民 unless a longer term is.
  A term of one character is found only where its neighbours are not Han, or are function words (党的, not 党章).
- A run of one kana is one unit: a term in kana never ends inside it (あんな is not in あんなに), and one that ends in
  kanji may be followed by it.
- Korean: `korean.py`.

A mark that parts clauses is a unit of its own, so that no term reaches over it unless it has that mark.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from service.translate.terms.inflection import fold, key

HAN = r"\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
UNIT = re.compile(
    rf"(?P<han>[{HAN}])|[\u3041-\u309f]+|[\u30a1-\u30fa\u30fc-\u30ff\uff66-\uff9f]+"
    rf"|(?P<word>(?:(?![{HAN}\u3041-\u30ff\uff66-\uff9f_])\w)+(?:['’]s\b)?)"
    r"|(?P<mark>[,;:!?()\[\]、，。；：！？（）…]|\.(?=\s|$)|\n)"
)
ALONE = frozenset("的和与及或在是了对向把被让由从也都就为之以将而")  # function words beside a term of one character
AFTER_NATURE = frozenset("质别格能命情")  # 性 before them begins a word and ends none: 感染性质 has no 感染性
GUARDS = ("发展中国家", "發展中國家")  # words across whose inner borders another word seems to stand


class Unit(NamedTuple):
    """`key` is shared by all forms, `word` is the folded form; half-open offsets into the text."""

    key: str
    word: str
    start: int
    end: int


def base(language: str) -> str:
    """A BCP 47 code's language."""
    return language.lower().partition("-")[0]


def units(text: str, language: str) -> list[Unit]:
    """The units of a text, ascending, not overlapping."""
    if base(language) == "ko":
        from service.translate.terms.korean import korean_units

        return korean_units(text)
    return plain_units(text, base(language))


def plain_units(text: str, language: str) -> list[Unit]:
    found: list[Unit] = []
    for match in UNIT.finditer(text):
        if match["mark"] == "." and _abbreviates(found, match.start()):
            continue
        word = fold(match.group()) or match.group()
        found.append(Unit(key(word, language) if match["word"] else word, word, match.start(), match.end()))
    return found


def stands(text: str, start: int, end: int, language: str) -> bool:
    """Whether a place may hold a term of Han characters, as the module says; True in other scripts."""
    if not re.fullmatch(f"[{HAN}]+", text[start:end]):
        return True
    for guard in GUARDS:
        at = text.find(guard, max(start - len(guard), 0), end + len(guard))
        if at >= 0 and at < end and start < at + len(guard) and not (start <= at and at + len(guard) <= end):
            return False
    if text[end - 1] == "性" and text[end : end + 1] in AFTER_NATURE and end < len(text):
        return False
    if end - start > 1 or base(language) != "zh":
        return True
    around = (text[start - 1 : start], text[end : end + 1])
    return all(not re.fullmatch(f"[{HAN}]", one) or one in ALONE for one in around)


def _abbreviates(found: list[Unit], at: int) -> bool:
    """U.S. and т. е.: the full stop of a single letter ends no clause."""
    return bool(found) and found[-1].end == at and found[-1].end - found[-1].start == 1
