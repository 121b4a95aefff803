"""What a Korean, Russian, Chinese, French or Spanish sentence is worth to a reader, as far as its words tell."""

from __future__ import annotations

import re
from functools import cache

from service.reading.facts import NUMBER, names
from service.reading.speech.heard import blanked, quotations, table
from service.reading.speech.tongues import LANGUAGES

OPENS = r"[\s“«„\"(—–-]*"
NO_CLAIM = re.compile(r"[:：?？][\"”»」]?$")
DATELINE = re.compile(
    r"[^\s,]+(?: [^\s,]+){0,2}, (?:\S+ ){0,2}\d{1,2}[월日]?\S*(?: \S+){0,2}(?: ?[(/—–-].{2,40})?$"
)  # ends where a sentence begins
NEWS, MOST_NEWS = 0.06, 2  # for each word of news
CEREMONY, SLOGAN, VAGUE = 0.12, 0.3, 0.18
DOTTED = re.compile(r"[\u4e00-\u9fff]+[·•・][\u4e00-\u9fff]+|《[^》]+》")


class Prose:
    """The cues of one language. Linear in the length of a sentence."""

    def __init__(self, language: str) -> None:
        words = table(language)
        wide = language in ("ko", "zh")
        self.language = language

        def whole(pattern: str) -> re.Pattern[str]:
            return re.compile(pattern if wide else rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)

        self.directive = whole(words["cues.directive"])
        self.ordered = whole(
            words.get("directive", "") or "|".join(words[f"directive_{form}"] for form in ("participles", "presents"))
        )
        self.figure = re.compile(words["cues.figure"])
        self.anaphor = re.compile(OPENS + f"(?:{words['cues.anaphor']})")
        self.points = re.compile(words["cues.points"])
        self.opening = re.compile(words["cues.opening"])
        self.first = re.compile(words["cues.first"], re.IGNORECASE)
        self.news = whole(words["cues.news"])
        self.judgement = whole(words["cues.judgement"])
        self.costs = [
            (whole(words["cues.ceremony"]), CEREMONY),
            (whole(words["cues.slogan"]), SLOGAN),
            (whole(words["cues.vague"]), VAGUE),
        ]

    def alone(self, text: str, *, spoken_first: bool, own: bool = False) -> bool:
        """Whether the sentence needs no other; `spoken_first`: it opens with a quotation that its speaker follows.

        `own`: it is quoted as a whole, so that its first person is who says it.
        """
        if DATELINE.match(text) or NO_CLAIM.search(text) or (not spoken_first and self.anaphor.match(text)):
            return False
        outside = blanked(text, quotations(text))
        return not self.points.search(outside) and (own or not self.first.search(outside))

    def facts(self, text: str) -> int:
        """How many numbers and names it holds."""
        figures = len(set(NUMBER.findall(text)))
        if self.language == "zh":
            return figures + len(set(DOTTED.findall(text)))
        return figures if self.language == "ko" else figures + len(names(text))

    def worth(self, text: str) -> float:
        """What its words add to its score, about -0.5 to 0.2."""
        news = min(MOST_NEWS, len(self.news.findall(text)))
        return NEWS * news - sum(cost for pattern, cost in self.costs if pattern.search(text))


@cache
def prose(language: str) -> Prose | None:
    """By its BCP 47 code; None for English and for languages that are not known."""
    return Prose(language) if language in LANGUAGES else None
