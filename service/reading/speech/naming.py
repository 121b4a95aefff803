"""A speaker's name for the pronoun that stands for it, or where a subject is left out, where the sentence stays right.

The name takes the place of a pronoun that is a word of its own; it goes behind a French verb that has one (`a-t-il
dit`) and before the rest of a Chinese clause that begins with one (`他说`). Where there is no subject it goes in front
of a Korean sentence, and in front of a Spanish one or behind the verb that follows a quotation (`“Sí”, dijo`).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from service.core.document import Document, Span
from service.core.summary import Swap
from service.reading.voice import Voice
from service.reading.words import WORD

RULE = "speaker"
# Subjects, with the particle of a Korean one.
PRONOUN = re.compile(
    r"(?:он|она|il|elle|él|ella|lui|그(?:녀|이|분)?(?P<particle>께서는|께서|는|은|가|이|도))(?![\w-])", re.IGNORECASE
)
HAN_PRONOUN = re.compile(r"[他她](?!们)")
INVERTED = re.compile(r"(?P<verb>[\w’']+)-(?:t-)?(?:ils?|elles?)(?P<rest>(?: [\w’'-]+)*)", re.IGNORECASE)
POSSESSED = re.compile(r"(?P<head>a|en) su (?P<noun>juicio|opinión)", re.IGNORECASE)
BARE = re.compile(r"(?<=[가-힣])(?:께서는|께서|는|은|가|이|도)$")
PAIRS = {"는": "은", "은": "는", "가": "이", "이": "가"}
OPEN_ENDED = frozenset("는가")  # the forms behind a vowel
HANGUL, LATIN = re.compile(r"[가-힣]"), re.compile(r"[A-Za-zÀ-ÿ]")


class Named(NamedTuple):
    """What is put for the characters [start, end) of the sentence."""

    start: int
    end: int
    put: str


def named_for(document: Document, sentence: Span, voice: Voice, opens: int = 0) -> Named | None:
    """The speaker's name and what it stands for; None when nothing is missing, or no rule knows how to put it.

    `opens` is where the sentence begins, in characters, behind words that only tie it to another.
    """
    if not voice.report or not voice.subject or not voice.antecedent or not voice.name:
        return None
    text = document.slice(sentence)
    start, end = voice.subject.start - sentence.start, voice.subject.end - sentence.start
    if start == end:
        return _left_out(text, start, opens, voice)
    if pronoun := PRONOUN.match(text, start):
        return Named(*pronoun.span(), voice.name + _particle(voice.name, pronoun["particle"] or ""))
    if inverted := INVERTED.fullmatch(text, start, end):
        return Named(start, end, f"{inverted['verb']}{inverted['rest']} {voice.name}")
    if HAN_PRONOUN.match(text, start) and (clause := WORD.match(text, start)):
        return Named(*clause.span(), voice.name + clause.group()[1:])
    if possessed := POSSESSED.fullmatch(text, start, end):
        return Named(start, end, f"{possessed['head']} {possessed['noun']} de {voice.name}")
    inside = [match.span() for match in PRONOUN.finditer(text, start, end)]  # selon lui
    return Named(*inside[-1], voice.name) if inside else None


def may_stand(swap: Swap, named: str) -> bool:
    """Whether the swap puts a name that stands in `named` in one of the ways above."""
    source, words = swap.source.casefold(), swap.text.casefold()
    if inverted := INVERTED.fullmatch(source):
        words = words.removeprefix(f"{inverted['verb']}{inverted['rest']} ")
    elif possessed := POSSESSED.fullmatch(source):
        words = words.removeprefix(f"{possessed['head']} {possessed['noun']} de ")
    elif HAN_PRONOUN.match(source):
        words = words.removesuffix(source[1:])
    elif words.startswith(f"{source} "):
        words = words.removeprefix(f"{source} ")
    elif not PRONOUN.fullmatch(source):
        if not words.endswith(f" {source}"):
            return False
        words = words.removesuffix(f" {source}").strip()
    return bool(words) and without_particle(words) in " ".join(named.casefold().split())


def without_particle(word: str) -> str:
    """`이베트 로산은` -> `이베트 로산`; other words as they are."""
    return BARE.sub("", word)


def _left_out(text: str, verb: int, opens: int, voice: Voice) -> Named | None:
    """Where the name goes in a sentence without a subject whose verb begins at `verb`."""
    assert voice.report
    assert voice.name
    assert voice.cue
    word = WORD.match(text, opens)  # none where a quotation opens the sentence
    end, first = word.span()[1] if word else opens, word.group() if word else ""
    if HANGUL.search(voice.name):
        return Named(opens, end, f"{voice.name}{_particle(voice.name, '는')} {first}")
    if not LATIN.match(voice.name):
        return None
    if voice.report.form == "after":
        end = verb + voice.cue.end - voice.cue.start
        return Named(verb, end, f"{text[verb:end]} {voice.name}")
    if text[:verb].rstrip().endswith(","):
        end = verb + voice.cue.end - voice.cue.start
        return Named(verb, end, f"{voice.name} {text[verb:end]}")
    return Named(opens, end, f"{voice.name} {first[:1].lower()}{first[1:]}") if word else None


def _particle(name: str, particle: str) -> str:
    """As it stands behind the last syllable of the name."""
    if particle not in PAIRS:
        return particle
    open_ended = (ord(name[-1]) - 0xAC00) % 28 == 0
    return particle if (particle in OPEN_ENDED) == open_ended else PAIRS[particle]
