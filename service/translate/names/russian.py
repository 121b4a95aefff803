"""Russian names in Latin letters.

- `bgn`: BGN/PCGN 1947 (as checked in June 2019), its notes 1 and 2; `interpuncts` are note 3, which it leaves free.
- `scholarly`: ISO/R 9:1954, the scientific transliteration.
"""

from __future__ import annotations

import re

CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
BGN = dict(zip(CYRILLIC, (
    "a b v g d e ë zh z i y k l m n o p r s t u f kh ts ch sh shch ” y ’ e yu ya"
).split(), strict=True))  # fmt: skip
ISO = dict(zip(CYRILLIC, (
    "a b v g d e ë ž z i j k l m n o p r s t u f h c č š šč ʺ y ʹ ė ju ja"
).split(), strict=True))  # fmt: skip
OPENED = frozenset("аеёиоуыэюяйъь")  # letters after which е is ye
VOWELS = frozenset("аеёиоуыэюя")
LIMITED = frozenset("ауыэ")


def bgn(name: str, *, interpuncts: bool = False) -> str:
    """A name of any number of words; what is not Russian stays as it is."""
    text = ""
    for at, letter in enumerate(name):
        lower, before = letter.lower(), name[at - 1 : at].lower()
        if lower not in BGN:
            text += letter
            continue
        put = BGN[lower]
        if lower in "её" and (before in OPENED or not before.isalpha()):
            put = "y" + put
        if interpuncts:
            put = _marked(put, lower, before, name[at + 1 : at + 2].lower())
        text += _cased(put, letter, name, at)
    return text


def scholarly(name: str) -> str:
    """Letter by letter."""
    return "".join(
        _cased(ISO[letter.lower()], letter, name, at) if letter.lower() in ISO else letter
        for at, letter in enumerate(name)
    )


def _marked(put: str, letter: str, before: str, after: str) -> str:
    """Note 3: points in sequences that Russian words do not have."""
    consonant = before.isalpha() and before not in OPENED
    if (letter == "ы" and before in VOWELS) or (letter == "э" and consonant):
        put = "·" + put
    if letter + before in {"ст", "чш"}:
        put = "·" + put
    return put + "·" if letter in "йы" and after in LIMITED and after else put


def _cased(put: str, letter: str, name: str, at: int) -> str:
    if not letter.isupper():
        return put
    word = re.search(r"[^\W\d_]*$", name[:at])
    rest = re.match(r"[^\W\d_]*", name[at:])
    whole = (word.group() if word else "") + (rest.group() if rest else "")
    return put.upper() if len(whole) > 1 and whole.isupper() else put[:1].upper() + put[1:]
