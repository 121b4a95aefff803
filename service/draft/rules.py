"""What a sentence is worth by rule, where nothing was learnt: loaded articles, and languages other than English.

Centrality to a centroid (Radev et al., 2004), place, title, density of facts and news value, each with a weight set by
hand; what speaks against any sentence, wherever its worth is from: that it reads badly, or is loaded; and what counts
where somebody presents results: the figures, of which nothing was learnt either.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from service.core.document import Document
from service.core.summary import ClaimKind
from service.draft.sentences import Candidate
from service.draft.signs import CEREMONY, NEWS, TITLE_ONLY, VAGUE, speaks_on, unit
from service.models.base import Vectors
from service.reading.reporting import SPEECH_ACT

IDEAL = (10, 36)  # words of a sentence that an abstract can carry
LABEL = re.compile(r"[A-Z][a-z]+(?: [a-z']+){0,5}: (?=[A-Z])(?!.*\?)")  # of a picture's caption
PARTICIPLE = re.compile(r"[A-Z]\w+(?:ing|ed)\b")
AMOUNT = re.compile(
    r"[$€£¥₩]\s?\d|\d(?:[\d.,]*\d)?\s?(?:%|percent|per cent|basis points|cents|thousand|million|billion)"
)
RESULT = re.compile(
    r"\b(?:revenues?|sales|earnings|income|per (?:diluted )?share|margins?|profits?|loss(?:es)?|cash flow|dividends?|"
    r"turnover|orders?|backlog|bookings|EPS|EBITDA)\b",
    re.IGNORECASE,
)
OUTLOOK = re.compile(r"\b(?:guidance|outlook|expect(?:s|ed|ing)?|forecasts?|anticipate[sd]?|range of)\b", re.IGNORECASE)
PER_SHARE = re.compile(
    r"\b(?:earnings|income|loss|profit|FFO|funds from operations)\b[^,;.]*\bper (?:\w+ )?share\b"
    r"|\bper (?:\w+ )?share (?:of|was|were)\b|\bEPS\b",
    re.IGNORECASE,
)
# Sales of the whole company.
TOTAL = re.compile(
    r"\b(?:total|consolidated|net|company|overall|reported|record|our|quarter(?:ly)?|Q[1-4]) (?:[\w-]+ ){0,2}"
    r"(?:revenues?|sales)\b|\b(?:[Rr]evenues?|[Ss]ales) (?:was|were|of|increased|decreased|grew|rose|for)\b"
)
# And of a part of it.
PART = re.compile(
    r"\b(?:segments?|divisions?|brands?|categor(?:y|ies)|regions?|lines? of business|business units?|Americas?|Europe|"
    r"EMEA|Asia|China|International)\b"
)
HANDED_OUT = re.compile(r"\b(?:dividend|repurchase[sd]?|buyback)\b")
WEIGHTS = {RESULT: 0.15, OUTLOOK: 0.2, PER_SHARE: 0.5, TOTAL: 0.3, PART: -0.2, HANDED_OUT: 0.15}


def ruled(document: Document, candidates: Sequence[Candidate], vectors: Vectors, titles: Vectors) -> Vectors:
    """How much each sentence carries, about 0 to 1; `titles` are the vectors of the sections' titles."""
    count = len(candidates)
    whole = unit(vectors.mean(axis=0))
    score = np.zeros(count, dtype=np.float32)
    index = 0
    for section, title in zip(document.sections, titles, strict=True):
        first = index
        while index < count and candidates[index].span.start < section.end:
            index += 1
        if index == first:
            continue
        rows = vectors[first:index]
        central = 0.5 * (rows @ unit(rows.mean(axis=0))) + 0.5 * (rows @ whole)
        place = np.arange(index - first, dtype=np.float32)
        lead = np.exp(-place / 3.0)
        named = rows @ title if section.title else np.zeros(index - first, dtype=np.float32)
        score[first:index] = 0.40 * central + 0.25 * lead + 0.12 * named
    for row, candidate in enumerate(candidates):
        news = min(2, len(NEWS.findall(candidate.text.lower())))
        score[row] += 0.02 * min(6, candidate.facts) + 0.06 * news + candidate.worth
        if candidate.kind is ClaimKind.FIGURE:
            score[row] += 0.05
        low, high = IDEAL
        score[row] -= 0.012 * max(0, candidate.words - high)
        score[row] -= 0.02 * max(0, low - candidate.words - 2 * candidate.facts)
    return score


def manner(candidates: Sequence[Candidate]) -> Vectors:
    """What is added to each sentence's worth, mostly below 0, for how it is worded."""
    out = np.zeros(len(candidates), dtype=np.float32)
    for row, candidate in enumerate(candidates):
        if candidate.voice.name is None and SPEECH_ACT.search(candidate.text) and speaks_on(candidates, row):
            out[row] += 0.15  # who spoke is what the reader must know before what was said
        if LABEL.match(candidate.source) and candidate.voice.name is None:
            out[row] -= 0.15
        if TITLE_ONLY.match(candidate.text):
            out[row] -= 0.08  # who that is stands elsewhere
        out[row] -= 0.10 * max(candidate.loaded, candidate.held) + 0.04 * min(3, candidate.praise)
        out[row] -= 0.18 * bool(VAGUE.search(candidate.text)) + 0.12 * bool(CEREMONY.search(candidate.text))
        if candidate.voice.report and candidate.voice.report.form == "participle" and PARTICIPLE.match(candidate.text):
            out[row] -= 0.06  # reads badly out of its place
    return out


def results(candidates: Sequence[Candidate]) -> Vectors:
    """What is added to the worth of each sentence where a company presents its results: for amounts.

    More for what reporters tell first: earnings per share, sales of the whole, the outlook, what shareholders get.
    """
    out = np.zeros(len(candidates), dtype=np.float32)
    for row, candidate in enumerate(candidates):
        text = candidate.source
        if AMOUNT.search(text):
            out[row] = 0.2 + sum(weight for sign, weight in WEIGHTS.items() if sign.search(text))
    return out
