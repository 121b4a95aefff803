"""Somebody's words, a speech or a turn. Told of, they are quoted: they stand as they are, behind who said them."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.core.document import Span
from service.reading.people import split_title
from service.reading.voice import Voice

RULE = "address"  # the name of the swap that puts who said it before a sentence


@dataclass(frozen=True)
class Utterance:
    """`speaker` as the title or label calls them, at `place`; the sentences that begin in [start, end) are theirs.

    `kind` is what a body speaks in: `statement`; "" of a person. `language` is the document's, BCP 47.
    """

    speaker: str
    place: Span
    start: int
    end: int
    kind: str
    language: str

    @property
    def voice(self) -> Voice:
        return Voice(name=self.speaker, antecedent=self.place, quoted=True)

    @property
    def frames(self) -> tuple[str, str]:
        """What goes before their words: the first time, and once they were named. Outside English, only who it is."""
        if self.language != "en":
            return (f"{self.speaker}{'：' if self.language == 'zh' else ':'}",) * 2
        again = f"The {self.kind}" if self.kind else split_title(self.speaker)[0]
        return f"{self.speaker[0].upper()}{self.speaker[1:]} said:", f"{again} said:"


def framed(frame: str, words: str) -> str:
    """What somebody said, as a statement."""
    return f"{frame}{'' if frame.endswith('：') else ' '}“{words}”"


def words_in(text: str, frame: str) -> str:
    """The words that `framed` put behind the frame; "" where it did not."""
    found = re.search(r"“([^“”\"]+)”$", text)
    return found.group(1) if found and framed(frame, found.group(1)) == text else ""


def whose(found: Sequence[Utterance], at: int) -> Utterance | None:
    """The utterance, of those in order, that the sentence at the offset `at` is of."""
    place = bisect.bisect_right(found, at, key=lambda utterance: utterance.start) - 1
    return found[place] if place >= 0 and at < found[place].end else None
