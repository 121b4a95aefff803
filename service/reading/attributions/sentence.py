"""The attributions of one sentence: for each cue its content and its source, the outermost only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.reading.attributions.clauses import (
    DAYS,
    BE,
    DETERMINERS,
    LEADS,
    PREPOSITIONS,
    RELATIVE,
    Token,
    clause_end,
    opening_subject,
    tokenize,
)
from service.reading.attributions.cues import OPENS_SENTENCE as PRONOUNS
from service.reading.attributions.cues import Cue, cues, takes
from service.reading.attributions.lexicon import Frame

FEW = 3  # words of a quotation that is content by itself
SUBORDINATE = frozenset("when as if while although though because since after before even asked once until".split())
ABOUT = frozenset("of about over for on against with by at in".split())
WHAT = frozenset("who whom which what".split())
TIMES = frozenset("on last this earlier later morning night evening afternoon week month yesterday today".split())
WHEN = re.compile(
    r"(?:\w+day|yesterday|today|tonight|earlier|later|recently|last|this|that|when|while|as|\w+ly|via|again|then)$", re.I
)
Stretch = tuple[int, int]


@dataclass(frozen=True)
class Found:
    """Half-open offsets into the sentence."""

    content: tuple[Stretch, ...]
    cue: Stretch | None
    source: Stretch | None


def read(text: str, quotes: tuple[Stretch, ...]) -> list[Found]:
    """In the order of the cues."""
    return list(_Sentence(text, quotes).read())


class _Sentence:
    def __init__(self, text: str, quotes: tuple[Stretch, ...]) -> None:
        self.text = text
        self.tokens = tokenize(text, list(quotes))
        self.cues = list(cues(self.tokens))
        self.source: tuple[int, int] | None = None  # of the last finite verb

    def read(self) -> Iterator[Found]:
        at = 0  # the token up to which everything is read
        if behind := self._behind():
            yield behind[0]
            at = behind[1]
        for cue in self.cues:
            if cue.first < at:
                continue
            found, end = self._before(cue)
            if found:
                yield found
                at = end

    def _behind(self) -> tuple[Found, int] | None:
        """The last cue that stands after what is said, with what is left to read after it."""
        tokens = self.tokens
        for cue in reversed(self.cues):
            if cue.tense == "according" and cue.first > 3:
                last = self._phrase(cue.last)
                first = cue.first - (tokens[cue.first - 1].text == ",")
                return self._found([(0, first)], cue, (cue.last, last)), last
            if Frame.SPEECH not in cue.frames or cue.passive or cue.tense in ("to", "noun"):
                continue
            following = tokens[cue.last] if cue.last < len(tokens) else None
            if cue.source:
                mark = cue.source[0] - 1
                if mark < 0 or not self._ends_words(mark):
                    continue
                quoted = tokens[mark].quoted or (mark > 0 and tokens[mark - 1].quoted)
                if not quoted and not self._inside(cue.last) and (
                    not self._tail(cue.last) or (tokens[0].lower in PREPOSITIONS and mark < 12)
                ):
                    continue
                if self._asked(cue.last) or (following and following.lower == "that"):
                    continue
                if following and (following.lower in ("that", "whether") or (following.quoted and not quoted)):
                    continue
                return self._both_sides(cue, mark, cue.source, cue.last)
            if cue.first and self._ends_words(cue.first - 1) and cue.tense != "ing":
                mark = cue.first - 1
                quoted = tokens[mark].quoted or (mark > 0 and tokens[mark - 1].quoted)
                names = following and (following.capital or following.lower in DETERMINERS | {"many", "most"})
                if following and following.word and (quoted or names):
                    last = self._phrase(cue.last)
                    return self._both_sides(cue, mark, (cue.last, last), last)
        return None

    def _inside(self, at: int) -> bool:
        """Whether what was said goes on at token `at`: "the port, she said, was closed"."""
        tokens = self.tokens
        return at + 1 < len(tokens) and tokens[at].text == "," and tokens[at + 1].word and tokens[at + 1].lower != "and"

    def _asked(self, at: int) -> bool:
        """Whether a subordinate clause comes first, and what is said comes after the cue: "Asked about it, she said"."""
        lead = self.tokens[0].lower
        if lead not in SUBORDINATE and not lead.endswith("ed"):
            return False
        return any(token.quoted for token in self.tokens[at : at + 4])

    def _ends_words(self, at: int) -> bool:
        token = self.tokens[at]
        if token.quoted:
            return len(token.text.split()) > 1 or token.text.rstrip("\"”'’»")[-1:] in ",?!"
        return token.text in (",", "—", "–", "--", "?")

    def _tail(self, at: int) -> bool:
        """Whether no clause follows at token `at`, only when or where it was said."""
        if at >= len(self.tokens):
            return True
        token = self.tokens[at]
        return not token.quoted and (not token.word or token.lower in PREPOSITIONS or bool(WHEN.match(token.text)))

    def _both_sides(self, cue: Cue, mark: int, source: tuple[int, int], after: int) -> tuple[Found, int]:
        """What stands before the mark, and the rest of it after the cue."""
        tokens = self.tokens
        parts = [(0, mark + tokens[mark].quoted)]
        end = after if cue.source else self._tail_end(after)
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
            and not any(other.first == rest + 1 and other.tense == "ing" for other in self.cues)
        ):
            end = clause_end(tokens, rest + 1)
            parts.append((rest + 1, end))
        self.source = source
        return self._found(parts, cue, source), end

    def _tail_end(self, at: int) -> int:
        """After "said X": the token at which something else begins than who X is."""
        for k in range(at, len(self.tokens)):
            if self.tokens[k].quoted or any(cue.first == k and cue.tense == "ing" for cue in self.cues):
                return k
        return len(self.tokens)

    def _before(self, cue: Cue) -> tuple[Found | None, int]:
        """What follows the cue, up to the end of its clause or its next sister."""
        tokens = self.tokens
        if cue.tense == "according":
            last = self._phrase(cue.last)
            start = last + (last < len(tokens) and tokens[last].text == ",")
            end = clause_end(tokens, start)
            return (self._found([(start, end)], cue, (cue.last, last)), end) if end - start > 1 else (None, 0)
        lead_end = self._lead_end(cue)
        source = cue.source or self.source or opening_subject(tokens)
        if cue.tense == "ing" and cue.first == 0 and lead_end < len(tokens):
            source = opening_subject(tokens, lead_end + 1)
        if cue.passive:
            start = opening_subject(tokens)
            if start is None or start[0] >= cue.first or cue.source is None:
                return None, 0
            return self._found([(start[0], start[1])], cue, cue.source), cue.source[1]
        start_at = self._skip(cue)
        if not takes(cue, tokens, start_at):
            return None, 0
        if tokens[start_at].text in (":", ","):
            start_at += 1
        elif cue.tense in ("noun", "adjective") and tokens[start_at].lower in ABOUT:
            start_at += 1
        clause = bool(cue.frames & {Frame.SPEECH, Frame.CLAUSE}) or tokens[start_at].lower == "that"
        end = min(clause_end(tokens, start_at, clause=clause), self._sister(cue, start_at))
        if lead_end > start_at:
            end = min(end, lead_end)
        if end <= start_at or (end - start_at < 2 and not tokens[start_at].quoted and Frame.JUDGEMENT not in cue.frames):
            return None, 0
        if cue.tense in ("s", "ed", "base") and cue.source:
            self.source = cue.source
        parts = [(start_at, end)]
        if cue.source and cue.source[0] and tokens[cue.source[0] - 1].lower in WHAT:
            parts.insert(0, (cue.source[0] - 1, cue.source[0]))
        return self._found(parts, cue, source), end

    def _lead_end(self, cue: Cue) -> int:
        """The comma that ends the subordinate or relative clause that the cue is the verb of."""
        tokens = self.tokens
        lead = tokens[0].lower in SUBORDINATE or (cue.first == 0 and cue.tense == "ing")
        lead = lead and not any(token.text == "," for token in tokens[1 : cue.first])
        if cue.source and cue.source[0] > 1 and tokens[cue.source[0] - 1].lower in SUBORDINATE:
            lead = lead or tokens[cue.source[0] - 2].text in ("and", "but", ",")
        relative = cue.source is not None and tokens[cue.source[1] - 1].lower in RELATIVE and any(
            token.text == "," for token in tokens[slice(*cue.source)]
        )
        relative = relative or bool(cue.source and cue.source[0] and tokens[cue.source[0] - 1].lower in WHAT)
        if lead or relative:
            for at in range(cue.last, len(tokens)):
                if tokens[at].text == "," and (lead or at > cue.last + 1):
                    return at
        return len(tokens)

    def _skip(self, cue: Cue) -> int:
        """Where the content begins: after whom it was told to and where, when "that" or a quotation follows."""
        tokens, at = self.tokens, cue.last
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

    def _sister(self, cue: Cue, start: int) -> int:
        """The token before the next cue of the same rank: ", adding", "and said", ", but he denied"."""
        tokens = self.tokens
        for other in self.cues:
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
                if other.source and tokens[other.source[0] - 1].lower in ("and", "but") and (
                    tokens[other.source[0] - 2].text == ","
                ):
                    return other.source[0] - 2
        return len(tokens)

    def _phrase(self, at: int) -> int:
        """Where the noun phrase that begins at token `at` ends, excluded: at a comma that no aside follows, or a mark."""
        tokens = self.tokens
        end = at
        while end < len(tokens) and tokens[end].word and end - at < 20:
            end += 1
        return end

    def _found(self, parts: list[tuple[int, int]], cue: Cue, source: tuple[int, int] | None) -> Found:
        stretches = [self._stretch(first, last) for first, last in parts if last > first]
        return Found(
            tuple(trimmed for part in stretches if (trimmed := _trimmed(self.text, *part))[1] > trimmed[0]),
            self._stretch(cue.first, cue.last),
            self._stretch(*source) if source and source[1] > source[0] else None,
        )

    def _stretch(self, first: int, last: int) -> Stretch:
        return self.tokens[first].start, self.tokens[last - 1].end


def _tells(tokens: list[Token], cue: Cue) -> bool:
    return tokens[cue.first].lower in ("tell", "tells", "told", "telling")


def _trimmed(text: str, start: int, end: int) -> Stretch:
    """Without the marks round it, a closing quotation mark kept."""
    while start < end and text[start] in " \t\n,;:—–-.":
        start += 1
    while end > start and text[end - 1] in " \t\n,;:—–-":
        end -= 1
    if end > start and text[end - 1] in ".!?" and text[start] not in "\"“'‘«":
        end -= 1
    return start, end
