"""Whether a Latin text has a name, in whatever spelling: Cho Yong-won, Jo Yong Won and Yongwon Jo are one person.

Two spellings are compared by what is left when all that systems differ in is taken away; the rest may differ by a
little (Alexander, Aleksandr). `service.reading.romanisation` has the syllables that a rule would not bring together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from service.core.errors import MissingExtra
from service.reading.romanisation import fold
from service.translate.terms.units import base

WORD = re.compile(r"[^\W\d_]+(?:[’'ʼʹ·][^\W\d_]+)*[’ʹ]?")
LONGEST = 4  # words of a name
ALIKE = {"ko": 92.0, "zh": 92.0}  # of 100: one name in two spellings; a syllable makes it another person's
ALIKE_ELSEWHERE = 82.0
OWN = {"im": "rim", "li": "ri", "i": "ri", "yu": "ryu", "noh": "ro", "no": "ro", "yang": "ryang", "ra": "na"}
_RULES: dict[str, tuple[tuple[str, str], ...]] = {
    "ko": (
        ("eo|eu|oo|ou", "o"), ("ee|ie", "i"), ("ae|ai", "e"), ("oi|oe", "e"), ("[cs]h", "s"), ("j", "s"),
        ("([ktpg])h", r"\1"), ("(?<=[aou])h(?=[^aeiou]|$)", ""), ("g", "k"), ("d", "t"), ("b", "p"), ("[lr]", "r"),
        ("u", "o"), ("w(?=o)", ""), ("(.)\\1+", r"\1"),
    ),
    "ru": (
        ("tch|tsch", "ch"), ("shch|sch|šč", "š"), ("sh", "š"), ("ch", "č"), ("zh", "ž"), ("kh", "h"), ("ts|tz", "c"),
        ("x", "ks"), ("y[eë]|[yi]o|ë|jo|je", "e"), ("iy|yy|ij|yj|ii|yi", "i"), ("[jy]", "i"), ("ph", "f"), ("w", "v"),
        ("ff", "v"), ("č", "c"), ("[šž]", "s"), ("ė", "e"), ("(.)\\1+", r"\1"),
    ),
    "zh": (("ü", "u"),),
}  # fmt: skip
RULES = {language: tuple((re.compile(pattern), put) for pattern, put in rules) for language, rules in _RULES.items()}


class Place(NamedTuple):
    """Words of a target that may be the name; half-open code points. `score` is of 100."""

    start: int
    end: int
    score: float


@lru_cache(maxsize=16_384)
def bare(words: str, language: str) -> str:
    """What is left of a spelling when all that systems differ in is gone; no spaces."""
    text = "".join(_own(word) for word in WORD.findall(words)) if language == "ko" else words
    keep = "ëėšžčü" if language in RULES else ""
    text = "".join(letter for letter in unicodedata.normalize("NFC", text.casefold()) if letter.isalpha())
    text = "".join(letter if letter in keep else _plain(letter) for letter in text)
    for pattern, put in RULES.get(language, ()):
        text = pattern.sub(put, text)
    return "".join(_plain(letter) for letter in text)


def places(target: str, spellings: Iterable[str], language: str, *, least: float | None = None) -> list[Place]:
    """Where one of the spellings of a name from `language` may stand: best first, then first.

    Raises MissingExtra without rapidfuzz.
    """
    language = base(language)
    enough = ALIKE.get(language, ALIKE_ELSEWHERE) if least is None else least
    wanted = {form for spelling in spellings for form in _orders(spelling, language)}
    words = [(word.start(), word.end()) for word in WORD.finditer(target)]
    found = []
    for first, (start, _) in enumerate(words):
        if not target[start].isupper():
            continue
        for last in range(first, min(first + LONGEST, len(words))):
            end = words[last][1]
            if re.search(r"[^\W]\s*[.,;:!?()]\s", target[start:end]):
                break
            here = bare(target[start:end].removesuffix("’s").removesuffix("'s"), language)
            score = max((_alike()(here, form) for form in wanted), default=0.0)
            if here and score >= enough:
                found.append(Place(start, end, score))
    return sorted(found, key=lambda place: (-place.score, place.start, place.end))


def stands(form: str, target: str) -> bool:
    """Whether a form stands in the target letter for letter, capitals, hyphens and apostrophes aside."""
    return _stood(form, target) is not None


def _stood(form: str, target: str) -> re.Match[str] | None:
    words = [re.escape(word) for word in re.split(r"[\s-]+", form.replace("ʼ", "’").replace("'", "’").strip()) if word]
    pattern = r"(?<!\w)" + r"[\s-]*".join(words) + r"(?!\w)"
    return re.search(pattern, target.replace("ʼ", "’").replace("'", "’"), re.IGNORECASE) if words else None


def _orders(spelling: str, language: str) -> set[str]:
    """The family name first or last."""
    words = re.split(r"\s+", spelling.strip())
    turned = " ".join([*words[1:], words[0]]) if language in {"ko", "zh"} else " ".join([words[-1], *words[:-1]])
    return {bare(" ".join(words), language), bare(turned, language)} - {""}


def _own(word: str) -> str:
    """A Korean syllable in the one spelling of those that people have for it."""
    folded = fold(word)
    return OWN.get(folded, folded)


def _plain(letter: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFD", letter) if part.isalpha() and not _mark(part))


def _mark(letter: str) -> bool:
    return bool(unicodedata.combining(letter)) or unicodedata.category(letter) == "Lm"


@lru_cache(maxsize=1)
def _alike() -> Callable[[str, str], float]:
    try:
        from rapidfuzz.fuzz import ratio
    except ImportError as error:
        raise MissingExtra("Names are compared by rapidfuzz: pip install 'plumbline[translate]'.") from error
    return ratio
