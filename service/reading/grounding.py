"""Where words of a statement stand in the source, to the letter.

Equal means equal after NFC, with white space runs as one space, soft hyphens and other invisible characters left out,
and the kinds of quotation marks and dashes told apart no more. Nothing else is forgiven: a changed digit, letter or
word is not a match. Offsets are half-open code points into the source as it was given.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from service.core.document import Span
from service.reading.stems import JOINED

QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″〝〞＂「」『』", '"') | dict.fromkeys("‘’‚‛‹›′＇`´", "'"))
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"))
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
ELISION = re.compile(r"\s*(?:\[\s*(?:\.{3}|…)\s*\]|\(\s*(?:\.{3}|…)\s*\)|\.{3,}|(?:\. ){2,}\.|…)\s*")
INSERTED = re.compile(
    r"\s*\[(?!(?:not?|never)\b)[^\W\d][^\[\]\d]{0,120}\]\s*"
)  # a word put in, never a number or a denial
GAP = 600  # characters that an omission may leave out


@dataclass(frozen=True)
class Grounded:
    """The places that hold the words, one for each stretch between omissions, in source order."""

    spans: tuple[Span, ...]

    @property
    def whole(self) -> Span:
        return Span(start=self.spans[0].start, end=self.spans[-1].end)


class Source:
    """A text made ready to be searched. Building it is linear, a search is one pass of `str.find`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._normal, self._starts, self._ends = _normalise(text)

    def find(self, words: str, *, again: bool = True) -> Grounded | None:
        """The first place where `words` stand; omissions ("...") and bracketed insertions are honoured."""
        at = 0
        spans: list[Span] = []
        for piece in _pieces(words):
            wanted = _plain(piece)
            if not wanted:
                continue
            place = self._next(wanted, at, self._limit(at, spans))
            if place is None:
                return self._again(words, spans) if again else None
            start, at = place
            spans.append(Span(start=self._starts[start], end=self._ends[at - 1]))
        return Grounded(tuple(spans)) if spans else None

    def all(self, words: str) -> list[Span]:
        """Every place where `words` stand without omission."""
        wanted = _plain(words)
        found: list[Span] = []
        at = 0
        while wanted and (place := self._next(wanted, at, None)):
            start, at = place
            found.append(Span(start=self._starts[start], end=self._ends[at - 1]))
        return found

    def _limit(self, at: int, spans: list[Span]) -> int | None:
        return at + GAP if spans else None

    def _again(self, words: str, spans: list[Span]) -> Grounded | None:
        """The first stretch may stand at several places, and only a later one be followed by the rest."""
        if len(spans) < 1:
            return None
        pieces = [piece for piece in _pieces(words) if piece.strip()]
        for first in self.all(pieces[0])[1:20]:
            rest = Source(self.text[first.end : first.end + GAP * len(pieces) + len(words)])
            found = rest.find(" ... ".join(pieces[1:]), again=False)
            if found and found.spans[0].start <= GAP:
                moved = (Span(start=s.start + first.end, end=s.end + first.end) for s in found.spans)
                return Grounded((first, *moved))
        return None

    def _next(self, wanted: str, at: int, limit: int | None) -> tuple[int, int] | None:
        """The next occurrence between word borders, in normal offsets; it starts before `limit`."""
        normal = self._normal
        while (start := normal.find(wanted, at)) >= 0:
            if limit is not None and start > limit:
                return None
            end = start + len(wanted)
            if _border(normal, start) and _border(normal, end):
                return start, end
            at = start + 1
        return None


def _pieces(words: str) -> list[str]:
    """The stretches that have to stand in the source, in order."""
    return [piece for part in ELISION.split(words) for piece in INSERTED.split(part) if piece.strip()]


def _border(text: str, at: int) -> bool:
    """Whether no word, number or number with its separators goes on over `at`."""
    if at <= 0 or at >= len(text):
        return True
    before, after = text[at - 1], text[at]
    if after in ".,:" and before.isdigit() and text[at + 1 : at + 2].isdigit():
        return False  # 1 of 1.5
    if before in ".,:" and after.isdigit() and text[at - 2 : at - 1].isdigit():
        return False
    if before in "-" and after.isdigit() and not text[at - 2 : at - 1].isalnum():
        return False  # 5 of -5
    if not (before.isalnum() and after.isalnum()):
        return True
    if before.isdigit() and after.isdigit():
        return False
    return bool(JOINED.match(before) or JOINED.match(after))


def _plain(words: str) -> str:
    """The words to look for, without surrounding white space."""
    if not words.isascii() or "`" in words:
        words = INVISIBLE.sub("", unicodedata.normalize("NFC", words)).translate(QUOTES).translate(DASHES)
    return " ".join(words.split())


def _normalise(text: str) -> tuple[str, list[int], list[int]]:
    """The text to compare, and for each of its characters where it starts and ends in `text`."""
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and (unicodedata.combining(text[end]) or "\u1160" <= text[end] <= "\u11ff"):
            end += 1  # marks and vowels that compose with what stands before
        piece = text[at:end]
        if not piece.isascii() or piece == "`":
            piece = INVISIBLE.sub("", unicodedata.normalize("NFC", piece)).translate(QUOTES).translate(DASHES)
        for character in piece:
            if character.isspace() and characters and characters[-1] == " ":
                ends[-1] = end
                continue
            characters.append(" " if character.isspace() else character)
            starts.append(at)
            ends.append(end)
        at = end
    return "".join(characters), starts, ends
