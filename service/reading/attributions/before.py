"""Cues that stand before what is said, thought, wanted or judged: "X said that C"."""

from __future__ import annotations

from dataclasses import replace

from service.reading.attributions.clauses import (
    BE,
    DAYS,
    PREPOSITIONS,
    RELATIVE,
    SUBORDINATE,
    Token,
    clause_end,
    opening_subject,
)
from service.reading.attributions.cues import OPENS_SENTENCE as PRONOUNS
from service.reading.attributions.cues import Cue, opens_clause, takes
from service.reading.attributions.lexicon import Frame
from service.reading.attributions.sentence import Found, Sentence

ABOUT = frozenset("of about over for on against with by at in".split())
WHAT = frozenset("who whom which what".split())
TIMES = frozenset("on last this earlier later morning night evening afternoon week month yesterday today".split())


def before(sentence: Sentence, cue: Cue) -> tuple[Found | None, int]:
    """What follows the cue, up to the end of its clause or its next sister."""
    tokens = sentence.tokens
    if cue.tense == "according":
        last = sentence.phrase(cue.last)
        start = last + (last < len(tokens) and tokens[last].text == ",")
        end = clause_end(tokens, start)
        return (sentence.found([(start, end)], cue, (cue.last, last)), end) if end - start > 1 else (None, 0)
    lead_end = _lead_end(sentence, cue)
    source = cue.source or sentence.source or opening_subject(tokens)
    if cue.tense == "ing" and cue.first == 0 and lead_end < len(tokens):
        source = opening_subject(tokens, lead_end + 1)
    if cue.passive:
        first = opening_subject(tokens)
        if first is None or first[0] >= cue.first or cue.source is None:
            return None, 0
        return replace(sentence.found([first], cue, cue.source), said=False), cue.source[1]
    start_at = _skip(sentence, cue)
    if not takes(cue, tokens, start_at):
        return None, 0
    if tokens[start_at].text in (":", ",") or (cue.tense in ("noun", "adjective") and tokens[start_at].lower in ABOUT):
        start_at += 1
    clause = bool(cue.frames & {Frame.SPEECH, Frame.CLAUSE}) or tokens[start_at].lower == "that"
    end = min(clause_end(tokens, start_at, clause=clause), _sister(sentence, cue, start_at))
    if lead_end > start_at:
        end = min(end, lead_end)
    if end <= start_at or (end - start_at < 2 and not tokens[start_at].quoted and Frame.JUDGEMENT not in cue.frames):
        return None, 0
    if cue.tense in ("s", "ed", "base") and cue.source:
        sentence.source = cue.source
    parts = [(start_at, end)]
    if cue.source and cue.source[0] and tokens[cue.source[0] - 1].lower in WHAT:
        parts.insert(0, (cue.source[0] - 1, cue.source[0]))
    said = cue.frames >= {Frame.SPEECH} and opens_clause(tokens, start_at)
    return replace(sentence.found(parts, cue, source), said=said), end


def _lead_end(sentence: Sentence, cue: Cue) -> int:
    """The comma that ends the subordinate or relative clause that the cue is the verb of."""
    tokens = sentence.tokens
    lead = tokens[0].lower in SUBORDINATE or (cue.first == 0 and cue.tense == "ing")
    lead = lead and not any(token.text == "," for token in tokens[1 : cue.first])
    if cue.source and cue.source[0] > 1 and tokens[cue.source[0] - 1].lower in SUBORDINATE:
        lead = lead or tokens[cue.source[0] - 2].text in ("and", "but", ",")
    relative = (
        cue.source is not None
        and tokens[cue.source[1] - 1].lower in RELATIVE
        and any(token.text == "," for token in tokens[slice(*cue.source)])
    )
    relative = relative or bool(cue.source and cue.source[0] and tokens[cue.source[0] - 1].lower in WHAT)
    if lead or relative:
        for at in range(cue.last, len(tokens)):
            if tokens[at].text == "," and (lead or at > cue.last + 1):
                return at
    return len(tokens)


def _skip(sentence: Sentence, cue: Cue) -> int:
    """Where the content begins: after whom it was told to and where, when "that" or a quotation follows."""
    tokens, at = sentence.tokens, cue.last
    if Frame.SPEECH not in cue.frames or at >= len(tokens) or tokens[at].quoted:
        return at
    when = at
    while when < len(tokens) - 2 and (DAYS.match(tokens[when].text) or tokens[when].lower in TIMES):
        when += 1
    at = when if tokens[when - 1].lower not in ("on", "this", "last") else at
    for k in range(at, min(at + 16, len(tokens))):
        token = tokens[k]
        if token.quoted:
            return k if k and tokens[k - 1].text in (",", ":") else at
        if token.lower == "that" and (k == at or tokens[at].lower in PREPOSITIONS or _tells(tokens, cue)):
            return k
        if _tells(tokens, cue) and token.lower in PRONOUNS:
            return k
        if token.text in (":", ";"):
            return k if token.text == ":" else at
        if token.lower in BE or token.lower in ("will", "would", "has", "had", "have"):
            break
    return at


def _sister(sentence: Sentence, cue: Cue, start: int) -> int:
    """The token before the next cue of the same rank: ", adding", "and said", ", but he denied"."""
    tokens = sentence.tokens
    for other in sentence.cues:
        if other.first <= start:
            continue
        left = other.first - 1
        if other.tense == "ing" and (tokens[left].text == "," or tokens[left].quoted) and Frame.SPEECH in other.frames:
            return left + tokens[left].quoted
        if cue.tense in ("s", "ed") and other.tense == cue.tense and not other.passive:
            first = other.first
            while first > start and tokens[first - 1].lower not in ("and", "but"):
                first -= 1
                if other.first - first > 3:
                    break
            if first > start and tokens[first - 1].lower in ("and", "but") and other.source is None:
                return first - 1 - (tokens[first - 2].text == ",")
            if (
                other.source
                and tokens[other.source[0] - 1].lower in ("and", "but")
                and (tokens[other.source[0] - 2].text == ",")
            ):
                return other.source[0] - 2
    return len(tokens)


def _tells(tokens: list[Token], cue: Cue) -> bool:
    return tokens[cue.first].lower in ("tell", "tells", "told", "telling")
