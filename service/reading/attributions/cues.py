"""Where the cues of a sentence are, and which of them are cues there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from service.reading.attributions.clauses import (
    AUXILIARY,
    BE,
    DETERMINERS,
    EDGES,
    PREPOSITIONS,
    PRONOUNS,
    Token,
    before_verb,
    is_adverb,
    noun_phrase,
    subject,
)
from service.reading.attributions.lexicon import Form, Frame, adjectives, nouns, records, verbs

OPENS_CLAUSE = frozenset("that whether if how why what when where who".split())
OPENS_SENTENCE = frozenset("he she they it we i you there this these those".split())
FINITE = AUXILIARY | frozenset("it's he's she's that's they're we're you're i'm i've we've they've there's".split())
AFTER_NOUN = frozenset("that to of about over for on against with toward towards".split())
COPULAS = BE | frozenset("feel feels felt seem seems seemed become became remain remains remained sounded".split())
AFTER_ADJECTIVE = frozenset("that to about of with by over at in for on he she they it".split())
PLURALS = frozenset("people many some most others both voters few women men i we you they who police".split())
NUMBERS = frozenset("two three four five six seven eight nine ten dozen several".split())
JOINS = frozenset("and or but then".split())


@dataclass(frozen=True)
class Cue:
    """Tokens `first` to `last` (excluded) are the cue; `source` the tokens that name who, None: the clause's subject.

    tense: base, s, ed, ing, to, noun, adjective, according. `passive`: what stands before it is the content.
    """

    first: int
    last: int
    source: tuple[int, int] | None
    tense: str
    frames: frozenset[Frame]
    passive: bool = False


def cues(tokens: list[Token]) -> Iterator[Cue]:
    title = sum(token.capital for token in tokens) > 0.6 * sum(token.word for token in tokens)
    for at, token in enumerate(tokens):
        if token.quoted or not token.word or (token.capital and at and not title):
            continue
        lower = token.lower
        if lower == "according" and at + 1 < len(tokens) and tokens[at + 1].lower == "to":
            yield Cue(at, at + 2, None, "according", frozenset())
        elif lower == "in" and (end := _poll(tokens, at + 1)):
            yield Cue(at, at + 1, (at + 1, end), "according", frozenset())
        elif (cue := _verb(tokens, at)) or (cue := _noun(tokens, at)) or (cue := _adjective(tokens, at)):
            yield cue


def _verb(tokens: list[Token], at: int) -> Cue | None:
    for form in verbs().get(tokens[at].lower, ()):
        last = at + 1 + len(form.rest)
        if tuple(token.lower for token in tokens[at + 1 : last]) == form.rest and (
            cue := _reading(tokens, at, last, form)
        ):
            return cue
    return None


def _reading(tokens: list[Token], at: int, last: int, form: Form) -> Cue | None:
    left, helpers = before_verb(tokens, at)
    before = tokens[left] if left >= 0 else None
    be = bool(helpers & BE)
    passive = form.tense == "ed" and (be or (last < len(tokens) and tokens[last].lower == "by"))
    if passive:
        if last < len(tokens) and tokens[last].lower == "by" and (by := _by(tokens, last + 1)):
            return Cue(at, last + 1, by, "ed", form.frames, passive=True)
        return None
    if form.tense in ("base", "s") and last < len(tokens) and tokens[last].lower in AUXILIARY:
        return None
    if before is None:
        return Cue(at, last, None, form.tense, form.frames) if form.tense == "ing" or helpers else None
    if form.tense == "ing" and not be:
        if before.lower in DETERMINERS or before.lower.endswith("'s"):
            return None
        plain = before.word and before.lower not in PREPOSITIONS | JOINS | EDGES | {"to"}
        return Cue(at, last, noun_phrase(tokens, left) if plain else None, "ing", form.frames)
    if form.tense in ("base", "s") and before.lower.endswith("ed") and not before.capital:
        return None
    if before.lower == "to":
        return Cue(at, last, None, "to", form.frames) if form.tense == "base" else None
    if before.quoted or (before.text == "," and tokens[left - 1].quoted):
        return Cue(at, last, None, form.tense, form.frames)
    if before.lower in JOINS:
        return Cue(at, last, None, form.tense, form.frames)
    if form.tense == "ed" and (before.lower in NUMBERS or before.text[0].isdigit()):
        return None
    if before.lower in DETERMINERS or before.lower in PREPOSITIONS or before.lower.endswith(("'s", "s'")):
        return None
    named = before.capital or before.lower.endswith("s")
    noun = form.tense in ("base", "s") and tokens[at].lower in nouns() and not opens_clause(tokens, last)
    if noun and not helpers and not named and before.lower not in PRONOUNS:
        return None
    if form.tense == "base" and not helpers and before.word and not named and before.lower not in PLURALS:
        return None
    return Cue(at, last, subject(tokens, left), form.tense, form.frames)


def _poll(tokens: list[Token], at: int) -> int:
    """Where a noun phrase from `at` ends that is a poll's name; 0 when there is none."""
    for end in range(at, min(at + 9, len(tokens))):
        if not tokens[end].word or tokens[end].lower in PREPOSITIONS or tokens[end].lower == "to":
            return 0
        if tokens[end].lower == "the" and end + 1 < len(tokens) and tokens[end + 1].lower == "polls":
            return 0
        if tokens[end].lower in ("poll", "polls", "survey", "surveys"):
            return end + 1
    return 0


def _by(tokens: list[Token], at: int) -> tuple[int, int] | None:
    end = at
    while end < len(tokens) and tokens[end].word and tokens[end].lower not in PREPOSITIONS - {"of"} and end - at < 10:
        end += 1
    return (at, end) if end > at else None


def _noun(tokens: list[Token], at: int) -> Cue | None:
    """A noun with what it is about, and with whose it is; "his claim that"."""
    if tokens[at].lower not in nouns() or at + 1 >= len(tokens) or tokens[at + 1].lower not in AFTER_NOUN:
        return None
    first = at - 1
    while first >= 0 and at - first < 5 and tokens[first].word:
        lower = tokens[first].lower
        if lower in ("his", "her", "their", "its", "my", "our", "your"):
            return Cue(at, at + 1, (first, first + 1), "noun", frozenset())
        if lower.endswith(("'s", "s'")) and (owner := noun_phrase(tokens, first)):
            return Cue(at, at + 1, owner, "noun", frozenset())
        if lower in PREPOSITIONS or lower in AUXILIARY:
            return None
        first -= 1
    return None


def _adjective(tokens: list[Token], at: int) -> Cue | None:
    if tokens[at].lower not in adjectives() or at + 1 >= len(tokens) or tokens[at + 1].lower not in AFTER_ADJECTIVE:
        return None
    left = at - 1
    while left >= 0 and is_adverb(tokens[left]):
        left -= 1
    if left < 1 or tokens[left].lower not in COPULAS:
        return None
    before, _ = before_verb(tokens, left)
    return Cue(at, at + 1, subject(tokens, before), "adjective", frozenset()) if before >= 0 else None


def takes(cue: Cue, tokens: list[Token], at: int) -> bool:
    """Whether what follows at token `at` is what the cue takes."""
    if at >= len(tokens):
        return False
    if not cue.frames:
        return True
    following = tokens[at].lower
    if following == "not" and at + 1 < len(tokens):
        following = tokens[at + 1].lower
    if Frame.WISH in cue.frames and following == "to":
        return True
    if following == "to" or following in ("by", "than"):
        return False
    if Frame.SPEECH in cue.frames:
        return following not in (".", ";", ")")
    if Frame.CLAUSE in cue.frames and (opens_clause(tokens, at) or _on_record(tokens, cue)):
        return True
    return Frame.JUDGEMENT in cue.frames and tokens[at].word and following not in PREPOSITIONS and following != "that"


def opens_clause(tokens: list[Token], at: int) -> bool:
    """Whether a clause or a quotation begins at token `at`, with or without a conjunction."""
    if at < len(tokens) and tokens[at].lower == "not":
        at += 1
    if at >= len(tokens):
        return False
    opening = tokens[at].lower
    return (
        tokens[at].quoted
        or opening in OPENS_CLAUSE
        or opening in OPENS_SENTENCE
        or opening in FINITE
        or opening == ":"
        or _finite(tokens, at)
    )


def _on_record(tokens: list[Token], cue: Cue) -> bool:
    return cue.source is not None and any(token.lower in records() for token in tokens[slice(*cue.source)])


def _finite(tokens: list[Token], at: int) -> bool:
    """Whether a clause without "that" begins here: a noun phrase with its verb."""
    for token in tokens[at : at + 9]:
        if not token.word or token.lower in PREPOSITIONS:
            return False
        if token.lower in FINITE:
            return True
    return False
