"""One sentence being reworded: words dropped, words swapped, nothing added that is not listed."""

from __future__ import annotations

import re
from functools import lru_cache

from service.core.summary import Drop, Swap
from service.reading.words import quoted_spans

# Tidying after a drop, in order: each leaves every remaining word where it was.
TIDY = (
    (re.compile(r"\s+"), " "),
    (re.compile(r" [–—-]+(?= ?[.,;]$)"), ""),
    (re.compile(r" ([,.;:!?])"), r"\1"),
    (re.compile(r"^[,;: ]+"), ""),
    (re.compile(r"(?:,\s*){2,}"), ", "),
    (re.compile(r",(?=[.;:!?]$)"), ""),
    (re.compile(r", (and|or)(?=[,.])"), ""),
    (re.compile(r"\(\s*\)"), ""),
    (re.compile(r" {2,}"), " "),
)
SPACED = re.compile(r" +(['’]s\b)")  # a tokenised text writes all its possessives so
VOWEL = re.compile(r"[aeio]|u(?!n[i]|s[aeiu]|r[aeio]|t[ei])|hour|honest|heir", re.IGNORECASE)
# Endings and pairs that no whole English sentence has.
BROKEN = re.compile(
    r"\b(?:(?:a|an|the|of|to|its|their|our|and|or)[.;]"
    r"|(?:a|an|the|of|its|their|our),"
    r"|(?:[Aa]n?|[Tt]he) (?:of|to|and|or|in|with|by|for|is|was|were|are|that|which)\b"
    r"|(?:a|an|the|its|their) [\w-]+(?:,| and) (?:of|to|in|with|by|for|is|was|were|are)\b"
    r"|(?:of|to|into|for) (?:of|and|or|with|by|for)\b"
    r"|(?!that that|had had)(?i:(\w+) \1)\b"
    r"|(?:is|was|were|are|be|been)[.;]$)"
    r"|^[A-Z][A-Z .'-]+, (?:[A-Z][a-z]+day,? )?[A-Z][a-z]+\.? \d{1,2}(?:, \d{4})?\.$"  # a dateline by itself
    r"|^(?:Although|Though|Whereas|Because|With|While) [^,]*$"
    r"|^(?:VIDEO|WATCH|PICTURED|SCROLL|Pictured (?:here|above|with))\b"
    r"|: [£$€]?\d[\d.,]*p?(?: per \w+)?\.$"  # a price list
    r"|[:,] ['‘][A-Z](?:[^'’]|(?<=\w)['’](?=\w))*$"  # a quotation that goes on
)


class Wording:
    """Edits on one sentence. Offsets are code points into `source`; quotations are never edited inside.

    `apart`: what is put is an English word of its own; else it touches what stands around it, as in Chinese.
    """

    def __init__(self, source: str, *, apart: bool = True) -> None:
        self.source = source
        self._apart = apart
        self._quotes = quoted_spans(source)
        self._edits: list[tuple[int, int, str, str]] = []

    def drop(self, start: int, end: int, rule: str = "loaded wording") -> None:
        self._edit(start, end, "", rule)

    def swap(self, start: int, end: int, text: str, rule: str, *, over: bool = False) -> bool:
        """Put `text` for the words at [start, end); `rule` names what allows it. Whether it stands there now.

        `over`: also where some of the words go already.
        """
        return self.source[start:end] != text and self._edit(start, end, text, rule, over=over)

    def dropped(self, at: int) -> bool:
        return any(start <= at < end and not text for start, end, text, _ in self._edits)

    def _edit(self, start: int, end: int, text: str, rule: str, *, over: bool = False) -> bool:
        for quote in self._quotes:
            if start < quote.end and quote.start < end and not (start <= quote.start and quote.end <= end):
                return False
        inside = [edit for edit in self._edits if edit[0] < end and start < edit[1]]
        if any(not (start <= edit[0] and edit[1] <= end) for edit in inside):
            return False  # part of a larger edit already
        if text and any(put or not over for _, _, put, _ in inside):
            return False
        self._edits = [edit for edit in self._edits if edit not in inside]
        self._edits.append((start, end, text, rule))
        return True

    @property
    def drops(self) -> tuple[Drop, ...]:
        """The words that go, in order, with the rule that lets them."""
        return tuple(
            Drop(source=self.source[start:end].strip(), rule=rule)
            for start, end, text, rule in sorted(self._edits)
            if not text and self.source[start:end].strip()
        )

    def render(self) -> tuple[str, tuple[Swap, ...]]:
        """The reworded sentence and the swaps that it takes."""
        parts: list[str] = []
        swaps: list[Swap] = []
        at = 0
        for start, end, text, rule in sorted(self._edits):
            parts.append(self.source[at:start])
            parts.append((f" {text} " if text else " ") if self._apart else text)
            if text:
                swaps.append(Swap(source=self.source[start:end].strip(), text=text, rule=rule))
            at = end
        parts.append(self.source[at:])
        spaced = SPACED.search(self.source) is not None
        text = self.source if not self._edits else _tidy("".join(parts), spaced=spaced)
        if self._edits and self._apart:
            text, articles = _articles(text, self.source)
            swaps.extend(articles)
        return text, tuple(swaps)


def _tidy(text: str, *, spaced: bool) -> str:
    """One space between words and none before marks, outside quotations; a `spaced` text keeps its endings apart."""
    quotes = [text[span.start : span.end] for span in quoted_spans(text)]
    for number, quote in enumerate(quotes):
        text = text.replace(quote, f"\x00{number}\x00", 1)
    if not spaced:
        text = SPACED.sub(r"\1", text)  # a possessive ending comes back to the word swapped in
    for pattern, replacement in TIDY:
        text = pattern.sub(replacement, text)
    text = text.strip()
    text = text[:1].upper() + text[1:]
    return re.sub(r"\x00(\d+)\x00", lambda match: quotes[int(match.group(1))], text)


def _articles(text: str, source: str) -> tuple[str, list[Swap]]:
    """`an outstanding leader` without its adjective is `a leader`."""
    swaps: list[Swap] = []

    def fix(match: re.Match[str]) -> str:
        article, word = match.group(1), match.group(2)
        if match.group() in source or word.isupper() or word[0].isupper():
            return match.group()
        right = "an" if VOWEL.match(word) else "a"
        if article.lower() == right:
            return match.group()
        put = right.capitalize() if article[0].isupper() else right
        swaps.append(Swap(source=article, text=put, rule="article"))
        return f"{put} {word}"

    return re.sub(r"\b([Aa]n?) ([\w-]+)", fix, text), swaps


@lru_cache(1_024)  # the same sentences are asked of again and again
def whole(text: str, *, caseless: bool = False) -> bool:
    """Whether `text` can stand as a sentence: no article or preposition left hanging, brackets and quotes paired.

    In a `caseless` document sentences begin in lower case.
    """
    if BROKEN.search(text):
        return False
    if not (text[:1].isupper() or text[:1] in '"“‘«(' or text[:1].isdigit() or caseless):
        return False
    if text.count("(") != text.count(")") or text.count('"') % 2 or text.count("“") != text.count("”"):
        return False
    return bool(re.search(r"[.!?。！？…][\"”’»)]*$", text)) and len(text.split()) >= 4
