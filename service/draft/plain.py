"""Set phrases of praise in a language whose grammar no rule here knows."""

from __future__ import annotations

from service.draft.wording import Wording
from service.reading.loaded import find


def without_set_phrases(sentence: str, language: str) -> Wording:
    """`sentence` without the loaded words that can be left out.

    Only those whose entry ends with a space: after others a word would have to change its form. `language` is BCP 47.
    """
    wording = Wording(sentence)
    for item in find(sentence, language):
        apart = not sentence[max(0, item.start - 1) : item.start].isalnum() and sentence[item.end - 1].isspace()
        if item.neutral == "" and apart:
            wording.drop(item.start, item.end)
    return wording
