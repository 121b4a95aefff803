"""A sentence as tokens, with enough of its grammar: who the subject of a verb is, and where a clause ends. English."""

from __future__ import annotations

import re
from dataclasses import dataclass

from service.reading.attributions.lexicon import verbs

TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|St|Jr|Sr)\.|[\w$%](?:[\w’'%.&-]*[\w%’'])?|--|[^\w\s]"
)
AUXILIARY = frozenset(
    """
    has have had having is are was were be been being am will would can could may might should must shall do does did
    isn't aren't wasn't weren't hasn't haven't hadn't won't wouldn't can't cannot couldn't shouldn't don't doesn't
    didn't
    """.split()
)
BE = frozenset("is are was were be been being am isn't aren't wasn't weren't".split())
HAVE = frozenset("has have had".split())
ADVERBS = frozenset(
    """
    not never also then later often still even once always ever just already now again both further first instead
    perhaps rather too soon twice thus all long far quite so well much more less yet only almost
    """.split()
)
DETERMINERS = frozenset(
    "the a an his her its their our my your this these those some any no each every another such".split()
)
PREPOSITIONS = frozenset(
    """
    in on at by from with during after before until under over into through against between among of for about around
    as since without within despite amid like near toward towards upon via per
    """.split()
)
EDGES = frozenset(
    """
    that because when if while but after as before although though since until where why how what whether than so
    and or yet which who whom despite without
    """.split()
)
PRONOUNS = frozenset("i we you he she they it who which that everyone everybody nobody somebody one".split())
RELATIVE = frozenset("who which that".split())
MARKS = frozenset(", ; : — – -- - ( ) [ ] . ! ? …".split())
TURNS = frozenset("while although though whereas nor".split())
RELATIVES = frozenset("which who whose whom where with".split())
AFTERWARDS = frozenset("during after when before while".split())
SUBORDINATE = frozenset("when as if while although though because since after before even asked once until".split())
LEADS = PREPOSITIONS | frozenset("when while if although though because but and yet still meanwhile however".split())
DAYS = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$")
LONGEST = 16  # tokens of a subject


@dataclass(frozen=True)
class Token:
    """A word, a mark, or a whole quotation with its marks. Offsets are into the sentence, half-open."""

    text: str
    start: int
    end: int
    quoted: bool = False

    @property
    def lower(self) -> str:
        return self.text.lower().replace("’", "'")

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()

    @property
    def word(self) -> bool:
        return not self.quoted and self.text not in MARKS


def tokenize(text: str, quotes: list[tuple[int, int]]) -> list[Token]:
    """`quotes` are half-open, ascending and apart."""
    found: list[Token] = []
    at = 0
    for start, end in [*quotes, (len(text), len(text))]:
        found += [Token(match.group(), *match.span()) for match in TOKEN.finditer(text, at, start)]
        if end > start:
            found.append(Token(text[start:end], start, end, quoted=True))
        at = end
    return found


def is_adverb(token: Token) -> bool:
    return token.lower in ADVERBS or (token.word and not token.capital and token.lower.endswith("ly"))


def before_verb(tokens: list[Token], at: int) -> tuple[int, frozenset[str]]:
    """Where what stands before the verb at `at` and its auxiliaries ends (included), and the auxiliaries."""
    helpers = set()
    at -= 1
    while at >= 0:
        token = tokens[at]
        if DAYS.match(token.text):
            at -= at > 0 and tokens[at - 1].lower in ("on", "last", "this")
        elif token.lower in AUXILIARY:
            helpers.add(token.lower)
        elif not is_adverb(token) and not (token.lower == "since" and at and tokens[at - 1].lower in HAVE):
            break
        at -= 1
    return at, frozenset(helpers)


def noun_phrase(tokens: list[Token], last: int) -> tuple[int, int] | None:
    """The tokens, half-open, of the noun phrase that ends with `last`; None when none does."""
    first = last
    while first >= 0 and last - first < LONGEST:
        token = tokens[first]
        if token.lower == "who" and first > 0:
            first -= 1 + (tokens[first - 1].text == ",")
            continue
        if not token.word or token.lower in EDGES - {"and", "as"}:
            break
        if token.lower in ("and", "or", "as") and not _joins(tokens, first):
            break
        first -= 1
    first += 1
    while first <= last and (is_adverb(tokens[first]) or tokens[first].lower in ("and", "or")):
        first += 1
    return (first, last + 1) if first <= last else None


def _joins(tokens: list[Token], at: int) -> bool:
    """Whether the "and" at `at` joins names, not clauses."""
    if not 0 < at < len(tokens) - 1:
        return False
    return tokens[at - 1].capital and (tokens[at + 1].capital or tokens[at + 1].lower in DETERMINERS)


def subject(tokens: list[Token], at: int) -> tuple[int, int] | None:
    """The tokens, half-open, of the subject that ends at `at`, an aside or a relative pronoun after it included."""
    if at < 0:
        return None
    if tokens[at].text in (",", "—", "–", "--", ")"):
        mark = {")": "("}.get(tokens[at].text, tokens[at].text)
        opening = next((k for k in range(at - 1, max(-1, at - 30), -1) if tokens[k].text == mark), None)
        if opening is None or opening == 0 or not tokens[opening - 1].word:
            return None
        if mark == "," and _one_phrase(tokens, at):
            return (0, at)
        found = noun_phrase(tokens, opening - 1)
        return (found[0], at) if found and tokens[found[0]].lower not in LEADS else None
    if tokens[at].lower in RELATIVE:
        left = at - 1
        if left >= 0 and tokens[left].text == ",":
            left -= 1
        found = noun_phrase(tokens, left) if left >= 0 and tokens[left].word else None
        return (found[0] if found else at, at + 1)
    return noun_phrase(tokens, at) if tokens[at].word else None


def _one_phrase(tokens: list[Token], end: int) -> bool:
    """Whether the sentence up to `end` is a name with its asides: "Ada Brenn, 63, a docker raised in Holm,"."""
    if end > 40 or not tokens[0].capital or tokens[0].lower in LEADS:
        return False
    return not any(token.quoted or token.lower in AUXILIARY or token.text in ";:" for token in tokens[:end])


def opening_subject(tokens: list[Token], at: int = 0) -> tuple[int, int] | None:
    """The tokens of the noun phrase that the clause from `at` begins with, after a phrase of time or place."""
    while at < len(tokens) and (tokens[at].lower in LEADS or is_adverb(tokens[at])):
        comma = next((k for k in range(at, min(at + 25, len(tokens))) if tokens[k].text == ","), None)
        if comma is None or tokens[at].lower in ("but", "and", "yet", "still"):
            at += 1
        else:
            at = comma + 1
    end = at
    while end < len(tokens) and end - at < LONGEST and tokens[end].word and not _is_verb(tokens, end, at):
        end += 1
    return (at, end) if end > at else None


def _is_verb(tokens: list[Token], at: int, first: int, *, finite: bool = False) -> bool:
    if at >= len(tokens):
        return False
    token = tokens[at]
    if finite:
        return token.lower in AUXILIARY or any(form.tense in ("s", "ed") for form in verbs().get(token.lower, ()))
    if token.lower in AUXILIARY or token.lower in RELATIVE:
        return True
    if at == first or tokens[at - 1].lower in DETERMINERS:
        return False
    return not token.capital and (token.lower in verbs() or token.lower.endswith("ed"))


def clause_end(tokens: list[Token], start: int, *, clause: bool = True) -> int:
    """The token, excluded, at which a content that begins at `start` ends: a clause, or else a phrase."""
    depth = 0
    dashes = [at for at in range(start, len(tokens)) if _dash(tokens, at)]
    stops = [at for at in range(start, len(tokens)) if tokens[at].text == ";"]
    for at in range(start, len(tokens)):
        token = tokens[at]
        following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
        depth += (token.text == "(") - (token.text == ")")
        if depth < 0:
            return at
        if token.quoted or at == start:
            continue
        if (at in dashes and (len(dashes) == 1 or not clause)) or (at in stops and len(stops) == 1):
            return at
        if token.text == "," and (
            following in TURNS
            or (following in ("and", "but") and _new_clause(tokens, at + 2))
            or (not clause and following in RELATIVES)
        ):
            return at
        if not clause and (
            token.lower in AFTERWARDS
            or _when(tokens, at)
            or (token.lower == "and" and _is_verb(tokens, at + 1, at + 1, finite=True))
        ):
            return at
    return len(tokens)


def _when(tokens: list[Token], at: int) -> bool:
    """Whether "on Monday", "in 2012" or "as he" begins at `at`."""
    if at + 1 >= len(tokens):
        return False
    word, following = tokens[at].lower, tokens[at + 1]
    if word == "as":
        return following.lower in PRONOUNS
    return bool((word == "on" and DAYS.match(following.text)) or (word == "in" and following.text.isdigit()))


def _dash(tokens: list[Token], at: int) -> bool:
    if tokens[at].text in ("—", "–", "--"):
        return True
    return tokens[at].text == "-" and 0 < at < len(tokens) - 1 and _apart(tokens, at)


def _apart(tokens: list[Token], at: int) -> bool:
    """Whether there is space on both sides of the mark at `at`."""
    return tokens[at - 1].end < tokens[at].start and tokens[at].end < tokens[at + 1].start


def _new_clause(tokens: list[Token], at: int) -> bool:
    """Whether a noun phrase with a verb begins at `at`."""
    if at < len(tokens) and tokens[at].lower in LEADS:
        return False
    for token in tokens[at : at + 9]:
        if not token.word:
            return False
        if token.lower in AUXILIARY:
            return token is not tokens[at]
    return False
