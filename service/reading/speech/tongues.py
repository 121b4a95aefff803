"""The languages other than English whose reporting forms are known."""

from __future__ import annotations

from functools import cache

from service.reading.speech.alphabetic import Alphabetic, Verbs
from service.reading.speech.chinese import Chinese
from service.reading.speech.heard import Tongue, table
from service.reading.speech.korean import Korean
from service.reading.speech.nouns import Nouns

LANGUAGES = ("ko", "ru", "zh", "fr", "es")


@cache
def tongue(language: str) -> Tongue | None:
    """By its BCP 47 code; None for another language."""
    if language not in LANGUAGES:
        return None
    if language == "ko":
        return Korean()
    if language == "zh":
        return Chinese()
    words = table(language)
    verbs = _french(words) if language == "fr" else _plain(words)
    return Alphabetic(Nouns(words), verbs, words, drops=language == "es", cases=language == "ru")


def _plain(words: dict[str, str]) -> Verbs:
    return Verbs(words["clause"], words["object"], words["directive"], words["that"], words["adverb"])


def _french(words: dict[str, str]) -> Verbs:
    """A French verb is a participle behind a form of avoir, or a form of its own."""
    said = rf"(?:a|ont|avait|avaient|aura) (?:(?:{words['adverb']}|\w+ment) )?"

    def forms(key: str) -> str:
        return f"{said}(?:{words[key + 'participles']})|{words[key + 'presents']}"

    behind = "-(?:t-)?(?:il|elle|ils|elles)"
    turned = (
        rf"(?:(?:a|ont|avait|avaient){behind} (?:(?:{words['adverb']}|\w+ment) )?(?:{words['participles']})"
        rf"|s['’](?:est|était)-(?:il|elle) (?:{words['reflexives']})|(?:{words['presents']}){behind})"
    )
    clause = rf"{forms('')}|s['’](?:est|était) (?:{words['reflexives']})e?s?"
    return Verbs(clause, forms("object_"), forms("directive_"), words["that"], words["adverb"], turned)
