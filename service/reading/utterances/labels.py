"""What names who speaks, before their words: `Ada Brenn: The pier cost 40 million crowns.` Languages with capitals."""

from __future__ import annotations

import re

from service.reading.people import ROLE_NOUN, is_person, split_title
from service.reading.words import UPPER

WORD = rf"[{UPPER}][\w’'-]*\.?"
LABEL = re.compile(
    rf"(?P<who>{WORD}(?: (?:{WORD}|of|the|de|van|von|al|bin)){{0,6}})(?: \([^()]{{1,60}}\))?: (?=[\"“‘«]?\w)"
)
CAPITALS = re.compile(rf"[{UPPER}][{UPPER}.’'-]+(?: [{UPPER}][{UPPER}.’'-]+){{0,5}}")  # `PRESIDENT ORRIN`
OFFICE = re.compile(rf"(?:The )?(?:[{UPPER}]\w+ ){{0,3}}(?i:{ROLE_NOUN})")


def speaks(name: str) -> bool:
    """Whether a label is a person's or an office's, and no heading's."""
    return bool(is_person(split_title(name)[0]) or CAPITALS.fullmatch(name) or OFFICE.fullmatch(name))


def without_label(sentence: str, speaker: str = "") -> str:
    """The sentence without the label of its turn, of `speaker` where one is given."""
    label = LABEL.match(sentence)
    return sentence[label.end() :] if label and speaker in ("", label["who"]) else sentence
