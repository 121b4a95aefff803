"""A sentence with its tokens and its cues, and what is found in it."""

from __future__ import annotations

from dataclasses import dataclass

from service.reading.attributions.clauses import tokenize
from service.reading.attributions.cues import Cue, cues

FEW = 3  # words of a quotation that is content by itself
Stretch = tuple[int, int]


@dataclass(frozen=True)
class Found:
    """Half-open offsets into the sentence. `said`: in words or as a clause, not only wanted or judged."""

    content: tuple[Stretch, ...]
    cue: Stretch | None
    source: Stretch | None
    said: bool = True


class Sentence:
    """Places in it are tokens, half-open; `source` is that of the last finite verb that was read."""

    def __init__(self, text: str, quotes: tuple[Stretch, ...]) -> None:
        self.text = text
        self.tokens = tokenize(text, list(quotes))
        self.cues = list(cues(self.tokens))
        self.source: tuple[int, int] | None = None

    def phrase(self, at: int) -> int:
        """Where the noun phrase that begins at token `at` ends, excluded: at a mark."""
        tokens = self.tokens
        end = at
        while end < len(tokens) and tokens[end].word and end - at < 20:
            end += 1
        return end

    def found(self, parts: list[tuple[int, int]], cue: Cue, source: tuple[int, int] | None) -> Found:
        stretches = [self.stretch(first, last) for first, last in parts if last > first]
        return Found(
            tuple(trimmed for part in stretches if (trimmed := _trimmed(self.text, *part))[1] > trimmed[0]),
            self.stretch(cue.first, cue.last),
            self.stretch(*source) if source and source[1] > source[0] else None,
        )

    def stretch(self, first: int, last: int) -> Stretch:
        return self.tokens[first].start, self.tokens[last - 1].end


def _trimmed(text: str, start: int, end: int) -> Stretch:
    """Without the marks round it, a closing quotation mark kept."""
    while start < end and text[start] in " \t\n,;:—–-.":
        start += 1
    while end > start and text[end - 1] in " \t\n,;:—–-":
        end -= 1
    if end > start and text[end - 1] in ".!?" and text[start] not in "\"“'‘«":
        end -= 1
    return start, end
