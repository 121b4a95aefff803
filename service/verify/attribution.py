"""Whether a claim's speaker is named in its evidence."""

from __future__ import annotations

import re

from service.core.summary import Attribution, SpeechKind
from service.reading.joint import joint
from service.reading.words import PRONOUNS, quoted_spans

DASH = re.compile(r"[—–]\s?[\w¿¡]")  # opens speech in Russian, French and Spanish
HAN = re.compile(r"[\u4e00-\u9fff]")
HANGUL = re.compile(r"[\uac00-\ud7a3]$")


def speaker_fault(attribution: Attribution, text: str, evidence: str) -> str:
    """What is wrong with who is said to say it; "" when nothing is."""
    if attribution.kind is SpeechKind.OWN_VOICE:
        return ""
    if not attribution.speaker:
        return "a reported claim without a speaker"
    if attribution.speaker.casefold() in PRONOUNS:
        return f"who {attribution.speaker!r} is cannot be told"
    if not _named(attribution.speaker, evidence):
        return f"{attribution.speaker} is not named in the evidence"
    if attribution.kind is SpeechKind.QUOTED and not quoted_spans(text) and not DASH.match(text):
        return "called a quotation, and has no quotation marks"
    return ""


def _named(speaker: str, evidence: str) -> bool:
    """Whether the name stands between word borders; Korean particles touch it, and Chinese has no borders.

    Of joint speakers each has to.
    """
    if sharers := joint(speaker):
        return all(_named(speaker[start:end], evidence) for start, end in sharers)
    before = "" if HAN.match(speaker) else r"(?<!\w)"
    after = "" if HAN.match(speaker) or HANGUL.search(speaker) else r"(?!\w)"
    words = r"\s+".join(map(re.escape, speaker.split()))  # lines may be wrapped inside a name
    return bool(re.search(f"{before}{words}{after}", evidence, re.IGNORECASE))
