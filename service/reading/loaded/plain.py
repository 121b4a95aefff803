"""Loaded wording of a language whose grammar no rule here knows, reworded only where the sentence stays right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from service.core.loaded import Loaded
from service.reading.loaded.find import PATTERNS, find
from service.reading.loaded.lexicon import SPACED, put_as_it_stands
from service.reading.words import WORD

# Words behind which an adjective is what is told, or one of several, and before which it is.
HELD_BY = frozenset(
    """
    es son era eran fue fueron ser será sea está están muy más tan como y e o ni lo
    est sont était étaient fut être sera soit reste très plus aussi si et ou cet l d qu
    был была было были будет стал стала стали очень более самый самая самое и или не об со во
    """.split()
)
JOINED_BY = frozenset("y e o ni et ou и или".split())
PREPOSITIONS = frozenset("в во на с со к ко по о об для от при под над у до за из перед между без".split())
LETTERS = re.compile(r"[^\W\d_]+")
HAN = re.compile(r"[\u3400-\u9fff]")
HOLDS_HAN = frozenset("在把被将对以从是很更最和与及")
ADVERB = re.compile(r"(?:mente|ment|но|ски)$")
PAIR = re.compile(r"(?P<closed>[은이을과])/(?P<open>[는가를와])")


class Edit(NamedTuple):
    """What is put for the characters [start, end) of a sentence, "" where they go."""

    start: int
    end: int
    put: str


def edits(sentence: str, language: str) -> list[Edit]:
    """What makes `sentence` plainer, in order, none inside another; words are put for whole words."""
    found: list[Edit] = []
    words: dict[tuple[int, int], list[Edit]] = {}
    for item in find(sentence, language):
        if language in SPACED:
            found += _apart(sentence, item, language)
        elif item.neutral == "" and sentence[item.end - 1].isspace():
            found += (
                [Edit(item.start, item.end, "")] if not sentence[max(0, item.start - 1) : item.start].isalnum() else []
            )
        elif item.neutral or (item.neutral == "" and _goes_in_chinese(sentence, item)):
            around = _words_around(sentence, item)
            words.setdefault(around, []).append(
                Edit(item.start, item.end, _fitting(item.neutral, sentence, item.start))
            )
    found += [Edit(*place, _applied(sentence, place, inner)) for place, inner in words.items()]
    return sorted(edit for edit in found if edit.put != sentence[edit.start : edit.end])


def puts(source: str, text: str) -> bool:
    """Whether `text` is what `edits` puts for the words `source`, in any of the languages."""
    for language in PATTERNS:
        if [edit.put for edit in edits(source, language) if (edit.start, edit.end) == (0, len(source))] == [text]:
            return True
    return False


def _words_around(sentence: str, item: Loaded) -> tuple[int, int]:
    """The words that have a part in `item`: a Korean one with its particle, a Chinese clause."""
    spans = [match.span() for match in WORD.finditer(sentence)]
    touched = [span for span in spans if span[0] < item.end and item.start < span[1]]
    return min([item.start, *(start for start, _ in touched)]), max([item.end, *(end for _, end in touched)])


def _applied(sentence: str, place: tuple[int, int], inner: list[Edit]) -> str:
    at, parts = place[0], list[str]()
    for edit in inner:
        parts += [sentence[at : edit.start], edit.put]
        at = edit.end
    return "".join(parts) + sentence[at : place[1]]


def _fitting(put: str, sentence: str, at: int) -> str:
    """`은/는` as it stands behind the syllable before it."""
    pair = PAIR.fullmatch(put)
    if pair is None:
        return put
    before = ord(sentence[at - 1]) - 0xAC00
    return pair["closed"] if 0 <= before < 11_172 and before % 28 else pair["open"]


def _goes_in_chinese(sentence: str, item: Loaded) -> bool:
    before, after = sentence[max(0, item.start - 1) : item.start], sentence[item.end : item.end + 1]
    return bool(HAN.match(sentence, item.start) and HAN.match(after)) and before not in HOLDS_HAN


def _apart(sentence: str, item: Loaded, language: str) -> Iterator[Edit]:
    """Of a language with spaces and endings: an adjective or an adverb goes, a wording of one form is put."""
    wording = sentence[item.start : item.end]
    if item.neutral and wording.lower() in put_as_it_stands(language):
        yield Edit(item.start, item.end, item.neutral)
    if item.neutral != "":
        return
    if wording.endswith(" "):
        yield Edit(item.start, item.end, "")
        return
    before = [word.lower() for word in LETTERS.findall(sentence, 0, item.start)[-1:]]
    space = sentence[max(0, item.start - 1) : item.start]
    behind = LETTERS.match(sentence, item.end + 1) if sentence[item.end : item.end + 1] == " " else None
    following = behind.group().lower() if behind else ""
    if HELD_BY.intersection(before) or following in JOINED_BY or space.strip():
        return
    ahead = language == "ru" and not ADVERB.search(wording)  # an adjective before its noun
    if ahead and (not following or following in PREPOSITIONS):
        return
    if space and not ahead:
        yield Edit(item.start - 1, item.end, "")
    elif following:
        yield Edit(item.start, item.end + 1, "")
