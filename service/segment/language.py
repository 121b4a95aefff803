"""Which language a text is in."""

from __future__ import annotations

from functools import cache

from lingua import Language, LanguageDetector, LanguageDetectorBuilder

SAMPLE = 3_000  # characters; more tell nothing new


@cache
def _detector() -> LanguageDetector:
    return LanguageDetectorBuilder.from_all_languages().with_low_accuracy_mode().build()


def detect(text: str) -> str:
    """The BCP 47 code of the language most of `text` is in, `und` when there is none."""
    middle = max(0, (len(text) - SAMPLE) // 2)
    language: Language | None = _detector().detect_language_of(text[:SAMPLE] + " " + text[middle : middle + SAMPLE])
    return language.iso_code_639_1.name.lower() if language else "und"


def language_name(code: str) -> str:
    """What English calls the language of a BCP 47 code; for a code that is not known, words that fit any article."""
    known = {iso.name.lower(): iso for iso in (language.iso_code_639_1 for language in Language.all())}
    iso = known.get(code)
    return Language.from_iso_code_639_1(iso).name.capitalize() if iso else "the language of the article"
