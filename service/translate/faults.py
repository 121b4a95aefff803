"""Why a draft is no use as it is: faults that models have and people have not.

What a translator may have meant is left to the checks (`service.translate.checks`); these are for a draft that is to
be asked for once more. Guards against false alarms come first: `make bench-drafts` counts them on people's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from service.segment.language import another
from service.translate.checks.meaning import LENGTHS
from service.translate.checks.pair import Pair
from service.translate.checks.table import READ
from service.translate.leaks import leaked
from service.translate.loops import looped
from service.translate.numbers import amounts
from service.translate.numbers import issues as numbers
from service.translate.scripts import LETTERS, SCRIPTS

LATIN = re.compile(r"[A-Za-z\u00aa-\u024f\u1e00-\u1eff]+")
IN_LATIN = frozenset(
    "af ca cs da de en es et eu fi fr gl hr hu id is it lt lv ms nb nl no pl pt ro sk sl sv sw tr vi".split()
)
APART = re.compile(  # in brackets or quotation marks
    r"\((?:[^()]|\([^()]{0,30}\)){1,60}\)|（(?:[^（）()]|\([^()]{0,30}\)){1,60}）|\[[^\[\]]{1,60}\]"
    r"|[“\"«「『《‘][^”\"»」』》’]{1,40}[”\"»」』》’]|(?<!\w)'[^']{1,40}'(?!\w)"
)
SMALL = re.compile(r"(?<![\w@./-])[^\W\d_A-Z][^\W\d_]+(?![\w@/]|\.\w)")  # with a small letter first, no addresses
TOLD = 60  # letters by which a language can be told
FEWEST_SMALL = 4  # of them, before a text that was only copied should have been translated
FAR, ROOM = 4.0, 40  # times the usual length, and characters besides, beyond which a draft has lost its way
SHORT, LEAST = 0.15, 120  # part of the usual length, and characters that are usual, under which most is left out
WEIGHT = 2.2  # of a wide letter, in others
SHOWN = 60  # characters
WIDE = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
MENTIONS = {"ru": 2, "uk": 2, "zh": 1, "ko": 1, "ja": 1, "ar": 2}  # letters of a source's script that stand for words


@dataclass(frozen=True)
class Fault:
    """`message` is one sentence, for a person and for the model that is asked again."""

    code: str
    message: str


Check = Callable[[Pair, Sequence[str]], str | None]


def find(
    source: str, draft: str, source_language: str, target_language: str, *, names: Iterable[str] = ()
) -> Fault | None:
    """The first fault of `draft`, None when it has none. Languages are BCP 47 codes.

    `names` may stand in the draft as the source writes them.
    """
    pair = Pair(source, draft, primary(source_language), primary(target_language))
    allowed = sorted((name for name in names if name), key=len, reverse=True)
    for code, check in FAULTS.items():
        if message := check(pair, allowed):
            return Fault(code, message)
    return None


def empty(pair: Pair, _: Sequence[str] = ()) -> str | None:
    """No word, where the source has one."""
    if not LETTERS.search(pair.target) and LETTERS.search(pair.source):
        return "The draft has no word."
    if not pair.target.strip() and pair.source.strip():
        return "The draft is empty."
    return None


def leak(pair: Pair, _: Sequence[str] = ()) -> str | None:
    """Words about the task instead of the translation."""
    if words := leaked(pair.source, pair.target):
        return f"The draft holds words about the task: {words!r}."
    return None


def loop(pair: Pair, _: Sequence[str] = ()) -> str | None:
    """The same words again and again, where the source has no such thing."""
    run = looped(pair.target, pair.target_language)
    if run and not looped(pair.source, pair.source_language):
        return f"The draft repeats {run!r} again and again."
    return None


def copy(pair: Pair, _: Sequence[str] = ()) -> str | None:
    """The source itself; names, numbers, addresses and headings in capitals may stay."""
    if pair.source_language == pair.target_language or _words(pair.source) != _words(pair.target):
        return None
    if len(SMALL.findall(pair.source)) >= FEWEST_SMALL:
        return "The draft is the source itself."
    return None


def script(pair: Pair, _: Sequence[str] = ()) -> str | None:
    """Most letters in another script than the target's; words of the source may stay as they are."""
    own = LATIN if pair.target_language in IN_LATIN else SCRIPTS.get(pair.target_language)
    if own is None:
        return None
    text = pair.target
    if own is not LATIN:
        kept = set(_words(pair.source))
        text = LATIN.sub(lambda word: "" if word.group().casefold() in kept else word.group(), text)
    letters = "".join(LETTERS.findall(text))
    right = sum(map(len, own.findall(letters)))
    if len(letters) - right > right:
        return f"The draft is not in the script of the language {pair.target_language}."
    return None


def untranslated(pair: Pair, names: Sequence[str] = ()) -> str | None:
    """Words in the source's script, save names that may stay and what stands in brackets or quotation marks."""
    left = SCRIPTS.get(pair.source_language)
    shared = {"zh", "ja"} >= {pair.source_language, pair.target_language} or {"ru", "uk"} >= {
        pair.source_language, pair.target_language,
    }  # fmt: skip
    if left is None or shared:
        return None
    text = APART.sub(" ", pair.target)
    for name in names:
        text = text.replace(name, " ")
    for match in left.finditer(text):
        if len(match.group()) >= MENTIONS.get(pair.source_language, 1):
            return f"The draft leaves {match.group()!r} untranslated."
    return None


def language(pair: Pair, _: Sequence[str] = ()) -> str | None:
    """Surely in another language than was asked for, or half of it still in the source's."""
    text = APART.sub(" ", pair.target)
    if _letters(text) < TOLD:
        return None
    if found := another(text, pair.target_language):
        return f"The draft is in the language {found}, not in {pair.target_language}."
    words = text.split()
    for half in (words[: len(words) // 2], words[len(words) // 2 :]):
        part = " ".join(half)
        if _letters(part) >= TOLD and another(part, pair.target_language) == pair.source_language:
            return f"Part of the draft is still in the language {pair.source_language}: {part[:SHOWN]!r}."
    return None


def length(pair: Pair, _: Sequence[str] = ()) -> str | None:
    """Far longer, or far shorter, than any translation of the source is."""
    usual = usual_length(pair.source, pair.source_language, pair.target_language)
    if len(pair.target) > FAR * usual + ROOM:
        return f"The draft has {len(pair.target):,} characters, where about {usual:,.0f} are usual."
    if usual >= LEAST and len(pair.target) < SHORT * usual:
        return f"The draft has only {len(pair.target):,} characters, where about {usual:,.0f} are usual."
    return None


def magnitude(pair: Pair, _: Sequence[str] = ()) -> str | None:
    """A number with the right figures and the wrong size: 90억 as 90 billion."""
    if not {pair.source_language, pair.target_language} <= READ:
        return None
    sides = (pair.source, pair.source_language), (pair.target, pair.target_language)
    for issue in numbers(pair.source, pair.target, pair.source_language, pair.target_language):
        if issue.code != "number_changed" or issue.source_span is None or issue.target_span is None:
            continue
        spans = issue.source_span, issue.target_span
        values = [
            amount.value for (text, code), span in zip(sides, spans, strict=True)
            for amount in amounts(text, code) if amount.span == span
        ]  # fmt: skip
        figures = {value.normalize().as_tuple().digits for value in values}
        if len(values) == 2 and len(figures) == 1 and values[0] != values[1]:
            return f"A number has the wrong size: {issue.message}"
    return None


FAULTS: dict[str, Check] = {
    "empty": empty,
    "leaked_prompt": leak,
    "copied": copy,
    "wrong_script": script,
    "untranslated": untranslated,
    "loop": loop,
    "wrong_language": language,
    "length": length,
    "wrong_magnitude": magnitude,
}


def _letters(text: str) -> int:
    """How many there are; a wide one counts twice."""
    return sum(map(len, LETTERS.findall(WIDE.sub("xx", text))))


def usual_length(source: str, source_language: str, target_language: str) -> float:
    """Characters that a translation of `source` has: as people's, or by the weight of its letters. Primary codes."""
    rates = {"en": 1.0, **LENGTHS}
    if source_language in rates and target_language in rates:
        return len(source) * rates[source_language] / rates[target_language]
    weight = len(source) + len(WIDE.findall(source)) * (WEIGHT - 1)
    return weight / WEIGHT if target_language in ("zh", "ja", "ko") else weight


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def primary(tag: str) -> str:
    """The language alone of a BCP 47 code."""
    return tag.split("-", maxsplit=1)[0].lower()
