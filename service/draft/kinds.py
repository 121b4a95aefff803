"""Of which kind a claim is: what its cue, its mood and its figures tell."""

from __future__ import annotations

import re

from service.core.summary import ClaimKind
from service.reading.loaded import loaded
from service.reading.reporting import verbs
from service.reading.speech import Prose

DIRECTIVE = re.compile(
    r"\b(?:should|must|ought to|has to|have to|need to|needs to|the need (?:to|for)|is to be|are to be|shall)\b"
)
FIGURE = re.compile(
    r"\d(?:[\d.,]*\d)? ?(?:%|percent|per cent|million|billion|trillion|tonnes?|tons?|km|kilomet|households|people|"
    r"dollars|euros|pounds|crowns|won|yuan|rub|hectares?|megawatts?|MW|points?)|[$€£¥₩]\d|\d{1,3}(?:,\d{3})+|\bto \d+\b"
)
OF_A_TOTAL = re.compile(r"\b\d[\d.,]* of (?:the |its |their |some )?(?:\d|dead\b|injured\b|missing\b)")
JUDGING = re.compile(
    r"(?:criticis|criticiz|condemn|denounc|accus|prais|hail|laud|extol|commend|term|describ|slam|blast|lambast|"
    r"call(?:ed|s) it)"
)
ASKING = re.compile(r"expressed the hope that|\b(?:wants?|urges?) (?:an?|the|its|their|all|every|more|no)\b")
PROMISING = re.compile(r"(?:promis|pledg|vow|confirm|assert|argu|claim)")
# A figure in what may come, or in what somebody means to do, is not the point.
TO_COME = re.compile(
    r"\b(?:would|could|might|expects?|expected|plans? to|planned to|intends?|intended|ready to|willing to)\b"
)
RULES = re.compile(
    r"^(?:Decision|Resolution|Order|Decree|Directive|Regulation|Ordinance|Article|Rule|Section)\b.*?"
    r"\b(?:provides? for|sets? up|orders?|requires?|obliges?|establishe?s?|demands?|is to|are to)\b"
)
ACT = re.compile(
    r"\b(?:awarded|cut|lowered|raised|signed|opened|closed|adopted|elected|approved|rejected|bought|sold|launched|"
    r"voted|wanted|published|announced|arrested|dismissed|detained|walked|gathered|fined|sentenced|suspended|booked)\b"
)
ESTIMATE = re.compile(r"\b(?:forecasts?|estimates?|projections?|tolls?)\b")
DIGIT = re.compile(r"\d")


def plain_kind(text: str, cue: str, prose: Prose | None, *, reported: bool, english: bool) -> ClaimKind:
    """What the words of a sentence alone tell; `prose` reads those of another language than English."""
    if prose and not english:
        directed = prose.ordered.search(cue) or prose.directive.search(text)
        figure = prose.figure
    else:
        verb = verbs().get(cue)
        if verb and verb.kind == "directive":
            return ClaimKind.DIRECTIVE
        directed = DIRECTIVE.search(text)
        figure = FIGURE
    if reported and directed:
        return ClaimKind.DIRECTIVE
    if figure.search(text):
        return ClaimKind.FIGURE
    if reported:
        return ClaimKind.STATEMENT
    if prose and not english:
        judged = bool(prose.judgement.search(text) or loaded(text, prose.language))
    else:
        judged = english and bool(loaded(text))
    return ClaimKind.EVALUATION if judged else ClaimKind.EVENT


def claim_kind(text: str, cue: str, known: ClaimKind, *, reported: bool) -> ClaimKind:
    """The kind of the English claim `text`, `known` being what its words alone tell.

    `cue` are the words that report it, in lower case, "" without any.
    """
    if known is ClaimKind.DIRECTIVE or (reported and ASKING.search(text)):
        return ClaimKind.DIRECTIVE
    if reported:
        return _reported(text, cue, known)
    if RULES.search(text) or ASKING.search(text):
        return ClaimKind.DIRECTIVE
    if known is ClaimKind.FIGURE and _done(text):
        return ClaimKind.EVENT
    return ClaimKind.FIGURE if OF_A_TOTAL.search(text) else known


def _reported(text: str, cue: str, known: ClaimKind) -> ClaimKind:
    if JUDGING.match(cue):
        return ClaimKind.EVALUATION
    if known is ClaimKind.FIGURE and (PROMISING.match(cue) or TO_COME.search(text)):
        return ClaimKind.STATEMENT
    return ClaimKind.FIGURE if known is ClaimKind.STATEMENT and OF_A_TOTAL.search(text) else known


def _done(text: str) -> bool:
    """Whether somebody did something, and the figure only says how much."""
    figure = DIGIT.search(text)
    before = text[: figure.start()] if figure else text
    return bool(ACT.search(before)) and not ESTIMATE.search(before)
