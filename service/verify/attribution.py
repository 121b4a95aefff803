"""Whether a claim's speaker is named in its evidence."""

from __future__ import annotations

import re

from service.core.summary import Attribution, SpeechKind
from service.reading.words import quoted_spans

PRONOUNS = frozenset("he she it they we i you".split())


def speaker_fault(attribution: Attribution, text: str, evidence: str) -> str:
    """What is wrong with who is said to say it; "" when nothing is."""
    if attribution.kind is SpeechKind.OWN_VOICE:
        return ""
    if not attribution.speaker:
        return "a reported claim without a speaker"
    if attribution.speaker.casefold() in PRONOUNS:
        return f"who {attribution.speaker!r} is cannot be told"
    if not re.search(rf"(?<!\w){re.escape(attribution.speaker)}(?!\w)", evidence, re.IGNORECASE):
        return f"{attribution.speaker} is not named in the evidence"
    if attribution.kind is SpeechKind.QUOTED and not quoted_spans(text):
        return "called a quotation, and has no quotation marks"
    return ""
