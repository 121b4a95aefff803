"""A sentence of a language whose grammar no rule here knows, in plainer words, and with the name of who speaks."""

from __future__ import annotations

from service.core.document import Document, Span
from service.draft.wording import Wording
from service.reading.loaded.plain import edits
from service.reading.speech import Prose, named_for
from service.reading.speech.naming import RULE
from service.reading.voice import Voice


def plainly(document: Document, sentence: Span, voice: Voice, prose: Prose, *, keep_pronoun: bool = False) -> Wording:
    """The sentence with its speaker's name, unless `keep_pronoun`, and plain words for loaded ones.

    Without what it opens with that only ties it to another.
    """
    source = document.slice(sentence)
    wording = Wording(source, apart=False)
    opening = prose.opening.match(source)
    opens = opening.end() if opening else 0
    left_out = prose.language == "ko" and bool(voice.subject and voice.subject.start == voice.subject.end)
    if (left_out or not keep_pronoun) and (name := named_for(document, sentence, voice, opens)):
        wording.swap(*name, RULE)
    for edit in edits(source, document.language):
        if edit.put:
            wording.swap(*edit, "loaded word")
        else:
            wording.drop(edit.start, edit.end)
    if opens:
        wording.drop(0, opens, "connective")
    return wording
