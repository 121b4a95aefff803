"""Which language a text is in, and which of its paragraphs are in another."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from lingua import Language, LanguageDetector, LanguageDetectorBuilder

from service.core.document import Document, Foreign
from service.reading.words import UPPER

PIECE = 400  # characters that are told at once: more tell nothing new, and two languages in one hide each other
PIECES = 24  # of a document that vote on its language
FEWEST_LETTERS = 40  # a shorter paragraph is in the language of its document; a wide letter counts twice
SURE = 0.9  # of another language, before a paragraph is said to be in it
LETTER = re.compile(r"[^\W\d_]")
WIDE = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
NAME = re.compile(rf"\b[{UPPER}]\w*")  # or what may be one: names tell nothing of the language around them
# Words that no other language is written with: two or more, one in every so many characters, and a text is English.
ENGLISH = frozenset(
    """
    about and been because before could from his into its many other than that the their them then there these they
    this through were what when where which while who with would you your
    """.split()
)
EVERY = 50
# What paragraphs are told apart among, besides the document's own: rare languages only look like others in few words.
COMMON = frozenset(
    """
    ar bg cs da de el en es fa fi fr he hi hu id it ja ko nb nl pl pt ro ru sv th tr uk ur vi zh
    """.split()
)


@cache
def _detector() -> LanguageDetector:
    return LanguageDetectorBuilder.from_all_languages().with_low_accuracy_mode().build()


@cache
def _known() -> dict[str, Language]:
    """Every language by its BCP 47 code."""
    return {_code(language): language for language in Language.all()}


@cache
def _among(codes: frozenset[str]) -> LanguageDetector:
    languages = [_known()[code] for code in sorted(codes)]
    return LanguageDetectorBuilder.from_languages(*languages).with_low_accuracy_mode().build()


def _code(language: Language) -> str:
    return language.iso_code_639_1.name.lower()


def detect(text: str) -> str:
    """The BCP 47 code of the language most of `text` is in, `und` when there is none."""
    votes: Counter[str] = Counter()
    pieces = [(piece, letters) for piece in _pieces(text) if (letters := _letters(piece)) >= FEWEST_LETTERS]
    left = sum(letters for _, letters in pieces)
    for piece, letters in sorted(pieces, key=lambda pair: -pair[1]):  # the longest first: few of them may do
        if language := _told(piece):
            votes[language] += letters
        left -= letters
        most = max(votes.values(), default=0)
        if most > votes.total() - most + left:
            break  # the rest cannot outvote it
    if votes:
        return max(votes, key=votes.__getitem__)
    return _told(text[:PIECE]) or "und"


def _told(text: str) -> str:
    """The language of one piece, "" when there is none to tell."""
    if _english(text):
        return "en"
    language: Language | None = _detector().detect_language_of(text)
    return _code(language) if language else ""


def _english(text: str) -> bool:
    """Whether its commonest words show it to be English: most English texts need no detector, which takes long."""
    found = sum(word in ENGLISH for word in text.lower().split())
    return found > 1 and EVERY * found >= len(text)


def _pieces(text: str) -> list[str]:
    """Pieces of single paragraphs, evenly spread over the text when there are many."""
    starts = [
        at
        for line in re.finditer(r"[^\n]+", text)
        for at in range(line.start(), max(line.start() + 1, line.end() - FEWEST_LETTERS), PIECE)
    ]
    step = max(1, len(starts) // PIECES)
    return [text[at : at + PIECE].partition("\n")[0] for at in starts[::step]]


def _letters(text: str) -> int:
    return len(LETTER.findall(text)) + len(WIDE.findall(text))


def of_paragraphs(document: Document) -> tuple[Foreign, ...]:
    """The paragraphs that are surely in another language than the document, ascending. Linear in its length.

    None where the document's language is not known, or is one that paragraphs cannot be compared with.
    """
    found = []
    for section in document.sections:
        for paragraph in section.paragraphs:
            text = document.text[paragraph.start : min(paragraph.end, paragraph.start + PIECE)]
            if language := another(text, document.language):
                found.append(Foreign(start=paragraph.start, end=paragraph.end, language=language))
    return tuple(found)


def another(text: str, expected: str) -> str:
    """The language that `text`, a short one, is surely in, when that is not `expected`; else "". BCP 47 codes.

    "" also where there is too little to tell by, and where texts cannot be compared with `expected`.
    """
    own = expected.split("-", maxsplit=1)[0].lower()
    if own not in _known() or (own == "en" and _english(text)):
        return ""
    if _letters(text) < FEWEST_LETTERS or _letters(text := NAME.sub("", text)) < FEWEST_LETTERS / 2:
        return ""
    detector = _among(COMMON | {own})
    language: Language | None = detector.detect_language_of(text)
    if language is None or _code(language) == own:
        return ""
    return _code(language) if detector.compute_language_confidence(text, language) >= SURE else ""


def language_name(code: str) -> str:
    """What English calls the language of a BCP 47 code; for a code that is not known, words that fit any article."""
    language = _known().get(code)
    return language.name.capitalize() if language else "the language of the article"
