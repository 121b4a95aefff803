"""Cues that stand after what is said: "C, X said", "C, said X", "C, according to X"."""

from __future__ import annotations

import re

from service.reading.attributions.clauses import DETERMINERS, PREPOSITIONS, SUBORDINATE, clause_end
from service.reading.attributions.cues import Cue
from service.reading.attributions.lexicon import Frame
from service.reading.attributions.sentence import FEW, Found, Sentence

WHEN = re.compile(
    r"(?:\w+day|yesterday|today|tonight|earlier|later|recently|last|this|that|when|while|as|\w+ly|via|again|then)$",
    re.I,
)


def behind(sentence: Sentence) -> tuple[Found, int] | None:
    """The last cue that stands after what is said, with what is left to read after it."""
    tokens = sentence.tokens
    for cue in reversed(sentence.cues):
        if cue.tense == "according" and cue.first > 3:
            last = sentence.phrase(cue.last)
            first = cue.first - (tokens[cue.first - 1].text == ",")
            return sentence.found([(0, first)], cue, (cue.last, last)), last
        if Frame.SPEECH not in cue.frames or cue.passive or cue.tense in ("to", "noun"):
            continue
        following = tokens[cue.last] if cue.last < len(tokens) else None
        if cue.source:
            mark = cue.source[0] - 1
            if mark < 0 or not _ends_words(sentence, mark):
                continue
            quoted = tokens[mark].quoted or (mark > 0 and tokens[mark - 1].quoted)
            if (
                not quoted
                and not _inside(sentence, cue.last)
                and (not _tail(sentence, cue.last) or (tokens[0].lower in PREPOSITIONS and mark < 12))
            ):
                continue
            if _asked(sentence, cue.last) or (following and following.lower == "that"):
                continue
            if following and (following.lower in ("that", "whether") or (following.quoted and not quoted)):
                continue
            return _both_sides(sentence, cue, mark, cue.source, cue.last)
        if cue.first and _ends_words(sentence, cue.first - 1) and cue.tense != "ing":
            mark = cue.first - 1
            quoted = tokens[mark].quoted or (mark > 0 and tokens[mark - 1].quoted)
            names = following and (following.capital or following.lower in DETERMINERS | {"many", "most"})
            if following and following.word and (quoted or names):
                last = sentence.phrase(cue.last)
                return _both_sides(sentence, cue, mark, (cue.last, last), last)
    return None


def _both_sides(sentence: Sentence, cue: Cue, mark: int, source: tuple[int, int], after: int) -> tuple[Found, int]:
    """What stands before the mark, and the rest of it after the cue."""
    tokens = sentence.tokens
    parts = [(0, mark + tokens[mark].quoted)]
    end = after if cue.source else _tail_end(sentence, after)
    rest = next((k for k in range(after, len(tokens)) if tokens[k].quoted or tokens[k].text in ",.:;"), len(tokens))
    if rest + 1 < len(tokens) and not tokens[rest].quoted and tokens[rest + 1].quoted:
        rest += 1
    if rest < len(tokens) and tokens[rest].quoted and len(tokens[rest].text.split()) >= FEW:
        end = clause_end(tokens, rest)
        parts.append((rest, end))
    elif (
        rest < len(tokens)
        and cue.source is not None
        and rest == after
        and tokens[rest].text in (",", ":")
        and not tokens[mark].quoted
        and not any(other.first == rest + 1 and other.tense == "ing" for other in sentence.cues)
    ):
        end = clause_end(tokens, rest + 1)
        parts.append((rest + 1, end))
    sentence.source = source
    return sentence.found(parts, cue, source), end


def _inside(sentence: Sentence, at: int) -> bool:
    """Whether what was said goes on at token `at`: "the port, she said, was closed"."""
    tokens = sentence.tokens
    return at + 1 < len(tokens) and tokens[at].text == "," and tokens[at + 1].word and tokens[at + 1].lower != "and"


def _asked(sentence: Sentence, at: int) -> bool:
    """Whether a subordinate clause comes first, and what is said comes after the cue: "Asked, she said"."""
    lead = sentence.tokens[0].lower
    if lead not in SUBORDINATE and not lead.endswith("ed"):
        return False
    return any(token.quoted for token in sentence.tokens[at : at + 4])


def _ends_words(sentence: Sentence, at: int) -> bool:
    token = sentence.tokens[at]
    if token.quoted:
        return len(token.text.split()) > 1 or token.text.rstrip("\"”'’»")[-1:] in ",?!"
    return token.text in (",", "—", "–", "--", "?")


def _tail(sentence: Sentence, at: int) -> bool:
    """Whether no clause follows at token `at`, only when or where it was said."""
    if at >= len(sentence.tokens):
        return True
    token = sentence.tokens[at]
    return not token.quoted and (not token.word or token.lower in PREPOSITIONS or bool(WHEN.match(token.text)))


def _tail_end(sentence: Sentence, at: int) -> int:
    """After "said X": the token at which something else begins than who X is."""
    for k in range(at, len(sentence.tokens)):
        if sentence.tokens[k].quoted or any(cue.first == k and cue.tense == "ing" for cue in sentence.cues):
            return k
    return len(sentence.tokens)
