"""Each sentence of a document as a candidate: reworded, with who speaks, and what it holds."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from service.core.document import Document, Span
from service.core.summary import Attribution, ClaimKind, Drop, SpeechKind, Swap
from service.draft.alone import alone, alone_in, quotable
from service.draft.compression import LONG
from service.draft.kinds import plain_kind
from service.draft.neutral import neutral
from service.draft.plain import plainly
from service.draft.runs import run_on
from service.draft.wellformed import halved
from service.draft.wording import whole
from service.reading.commentary import commentary
from service.reading.company import companys_own
from service.reading.facts import density
from service.reading.loaded import loaded, takes_sides
from service.reading.people import People
from service.reading.reporting import MAX
from service.reading.speakers import heard
from service.reading.speech import Prose, prose, spoken
from service.reading.utterances import utterances
from service.reading.utterances.labels import without_label
from service.reading.utterances.utterance import RULE, Utterance, framed, whose, words_in
from service.reading.voice import Voice
from service.reading.words import without_capitals, word_count

NOTE = re.compile(r"[(\[](?:applause|laughter|cheers|cheering|audience)", re.IGNORECASE)


@dataclass(frozen=True)
class Candidate:
    """One sentence.

    `text`, `swaps` and `drops` are its neutral wording, `kept` the share of its words that are left,
    `loaded` and `held` the loaded words that are left, `praise` those that the source has; `alone`: it needs no
    other sentence to be understood; `worth`: what its words add to its score where it is not English.
    """

    index: int
    span: Span
    source: str
    voice: Voice
    text: str
    swaps: tuple[Swap, ...]
    words: int
    facts: int
    loaded: int
    held: int
    praise: int
    alone: bool
    whole: bool
    kept: float
    kind: ClaimKind
    attribution: Attribution
    flags: tuple[str, ...]
    sources: tuple[Span, ...]
    worth: float = 0.0
    drops: tuple[Drop, ...] = ()


class _Told(NamedTuple):
    """How a sentence is told; see `Candidate`."""

    text: str
    swaps: tuple[Swap, ...] = ()
    drops: tuple[Drop, ...] = ()
    loaded: int = 0
    held: int = 0
    praise: int = 0
    alone: bool = False
    whole: bool = False


class Reader:
    """Makes candidates of one document. English is reworded and shortened; other languages keep their sentences, with
    plain words for loaded ones and a name for who speaks.

    A sentence in another language than its document has no speaker that could be told, and does not stand alone.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.english = document.language == "en"
        self.caseless = without_capitals(document.text)
        self.own = [document.language_at(span.start) == document.language for span in document.sentences]
        self.prose = None if self.english else prose(document.language)
        self.utterances = utterances(document)
        self.decorated = self.english and takes_sides(document.text)
        self.voices = self._voices()

    @property
    def people(self) -> People:
        """Whom an English document names."""
        return self._heard[1]

    @cached_property
    def _heard(self) -> tuple[list[Voice], People]:
        return heard(self.document)

    @cached_property
    def commentary(self) -> bool:
        """Whether the document says that it is an opinion."""
        return commentary(self.document)

    @cached_property
    def _companys_own(self) -> int:
        return companys_own(self.document)

    def of_company(self, span: Span) -> bool:
        """Whether `we` in the sentence is a company that presents its results."""
        return self.english and span.start < self._companys_own

    def candidates(self) -> list[Candidate]:
        return [self.candidate(index) for index in range(len(self.document.sentences))]

    def candidate(
        self, index: int, *, keep_pronoun: bool = False, short: bool = True, most: int = LONG, bare: bool = False
    ) -> Candidate:
        """See `neutral`. What somebody says in a speech of their own is quoted as it stands."""
        span, voice, own = self.document.sentences[index], self.voices[index], self.own[index]
        source = self.document.slice(span)
        english, readable = self.english and own, len(source) <= MAX
        prose = self.prose if own and readable else None
        if speech := self.speech(span):
            told = self._quoted(source, voice, speech.frames[keep_pronoun])
        elif english and readable:
            told = self._neutral(span, voice, keep_pronoun=keep_pronoun, short=short, most=most, bare=bare)
        else:
            told = self._named(span, voice, prose, keep_pronoun=keep_pronoun)
        text = told.text
        words = source if speech else text  # whose facts count
        return Candidate(
            index=index,
            span=span,
            source=source,
            voice=voice,
            text=text,
            swaps=told.swaps,
            drops=told.drops,
            words=word_count(text),
            facts=(prose.facts(words) if prose else density(words)) if readable else 0,
            loaded=told.loaded,
            held=told.held,
            praise=told.praise,
            alone=readable and own and told.alone,
            whole=readable and told.whole,
            kept=1.0 if speech else word_count(text) / max(1, word_count(source)),
            kind=self._kind(source if voice.name else text, voice, english=english),
            attribution=self._attribution(voice, sided=told.loaded > 0),
            flags=("speaker_from_context",) if voice.carried and not voice.quoted else (),
            sources=self.sources(span, voice.antecedent, *(sharer.antecedent for sharer in voice.sharers)),
            worth=prose.worth(words) if prose else 0.0,
        )

    def speech(self, span: Span) -> Utterance | None:
        """The speech that the sentence is of."""
        return whose(self.utterances, span.start)

    def _quoted(self, source: str, voice: Voice, frame: str) -> _Told:
        """What is said in a speech, behind who says it."""
        words = without_label(source, voice.name or "")
        text = framed(frame, words)
        return _Told(
            text,
            swaps=(Swap(source="", text=frame, rule=RULE),),
            held=len(loaded(source)) if self.english else 0,
            alone=self.prose.alone(words, spoken_first=False, own=True) if self.prose else quotable(words),
            whole=words_in(text, frame) == words
            and not NOTE.search(source)
            and (_prose(words) if self.prose else self._whole(words)),
        )

    def _neutral(self, span: Span, voice: Voice, *, keep_pronoun: bool, short: bool, most: int, bare: bool) -> _Told:
        """English in plain words."""
        source = self.document.slice(span)
        wording = neutral(
            self.document,
            span,
            voice,
            decorated=self.decorated,
            keep_pronoun=keep_pronoun,
            short=short,
            most=most,
            bare=bare,
            company=self.of_company(span),
        )
        (text, swaps), drops = wording.render(), wording.drops
        praise = loaded(source)
        if not self._whole(text) and self._whole(source) and not any(item.neutral is None for item in praise):
            text, swaps, drops = source, (), ()  # a rule went wrong here: better long than broken
        left = praise if text == source else loaded(text)
        return _Told(
            text,
            swaps,
            drops,
            loaded=len(left),
            held=sum(item.neutral is None for item in left),
            praise=len(praise),
            alone=alone(text, voice, keep_pronoun=keep_pronoun),
            whole=self._whole(text),
        )

    def _named(self, span: Span, voice: Voice, prose: Prose | None, *, keep_pronoun: bool) -> _Told:
        """Another language in plain words, with a name for who speaks."""
        if prose is None:
            source = self.document.slice(span)
            return _Told(source, alone=self.prose is None, whole=_prose(source))
        wording = plainly(self.document, span, voice, prose, keep_pronoun=keep_pronoun)
        text, swaps = wording.render()
        left = loaded(text, self.document.language)
        return _Told(
            text,
            swaps,
            wording.drops,
            loaded=len(left),
            held=sum(item.neutral is None for item in left),
            alone=alone_in(prose, text, voice, swaps, keep_pronoun=keep_pronoun),
            whole=_prose(text),
        )

    def _whole(self, text: str) -> bool:
        return whole(text, caseless=self.caseless)

    def _voices(self) -> list[Voice]:
        found = self._heard[0] if self.english else self._spoken()
        if self.decorated:
            found = run_on(self.document, found)
        return [voice if own else Voice() for voice, own in zip(found, self.own, strict=True)]

    def _spoken(self) -> list[Voice]:
        speeches = [self.speech(span) for span in self.document.sentences]
        return [
            speech.voice if speech else voice for speech, voice in zip(speeches, spoken(self.document), strict=True)
        ]

    def sources(self, span: Span, *naming: Span | None) -> tuple[Span, ...]:
        """The sentence `span` itself, and the sentences that name who or what it speaks of."""
        found = [span]
        for place in naming:
            if place is not None:
                at = bisect.bisect_right(self.document.sentences, place.start, key=lambda sentence: sentence.start)
                sentence = self.document.sentences[at - 1] if at else place
                sentence = sentence if place.start < sentence.end else place
                found += [sentence] if sentence not in found else []
        return tuple(found)

    def _attribution(self, voice: Voice, *, sided: bool) -> Attribution:
        if voice.name is None:
            speaker = "the article" if sided else None
            return Attribution(speaker=speaker, kind=SpeechKind.OWN_VOICE, cue=None)
        kind = SpeechKind.QUOTED if voice.quoted else SpeechKind.REPORTED
        return Attribution(speaker=voice.name, kind=kind, cue=voice.cue)

    def _kind(self, text: str, voice: Voice, *, english: bool) -> ClaimKind:
        cue = self.document.slice(voice.cue).lower() if voice.cue else ""
        return plain_kind(text, cue, self.prose, reported=bool(voice.name), english=english)


def _prose(text: str) -> bool:
    """Whether `text`, in whatever language, looks like a whole sentence: mostly letters, and ended or in words."""
    letters = sum(character.isalpha() for character in text)
    ended = bool(re.search(r"[.!?。！？…।۔؟][\"”’»)」』]*$", text))
    return letters >= 0.5 * len(text) and letters >= 4 and (ended or len(text.split()) >= 4) and not halved(text)
