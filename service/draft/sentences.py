"""Each sentence of a document as a candidate: reworded, with who speaks, and what it holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from service.core.document import Document, Span
from service.core.summary import Attribution, ClaimKind, Drop, SpeechKind, Swap
from service.draft.compression import LONG
from service.draft.neutral import LABEL, LOADED_ARTICLE, neutral
from service.draft.plain import plainly
from service.draft.references import points_outside
from service.draft.wording import whole
from service.reading import address
from service.reading.company import FIRST_PERSON, companys_own
from service.reading.dates import CALENDAR
from service.reading.facts import density
from service.reading.loaded import loaded
from service.reading.people import People
from service.reading.reporting import MAX, verbs
from service.reading.speakers import heard
from service.reading.speech import prose, spoken
from service.reading.turns import utterances, whose, without_label
from service.reading.voice import Voice
from service.reading.words import unquoted, without_capitals, word_count

DIRECTIVE = re.compile(
    r"\b(?:should|must|ought to|has to|have to|need to|needs to|the need (?:to|for)|is to be|are to be|shall)\b"
)
FIGURE = re.compile(
    r"\d(?:[\d.,]*\d)? ?(?:%|percent|per cent|million|billion|trillion|tonnes?|tons?|km|kilomet|households|people|"
    r"dollars|euros|pounds|crowns|won|yuan|rub|hectares?|megawatts?|MW|points?)|[$€£¥₩]\d|\d{1,3}(?:,\d{3})+|\bto \d+\b"
)
TIME = (
    r"(?:the|of|a|early|late|end|beginning|start|middle|last|next|following|same|this|that|years?|months?|weeks?|days?|"
    rf"night|evening|morning|afternoon|spring|summer|autumn|winter|\d+|{CALENDAR.pattern})"
)
# An opening or an object that points outside the sentence.
ANAPHOR = re.compile(
    r"^(?:(?:It|There)\b(?! is (?:stipulated|necessary|important|a )| was not for)|"
    r"(?:He|She|They|This|That|These|Those|Such|Here|Among them|Under another|Another|Other|His|Her|Its|"
    r"Their|So|Thus|"
    r"Therefore|Presumably|Perhaps with that|"
    r"Click here|Share your|Follow us|Read more|Sign up|Keeping with|"
    r"By (?:comparison|contrast)|Instead|Otherwise|Likewise|Similarly|"
    r"As a result(?! of)|In (?:this|that|it|so)|At (?:this|that|the same)|On (?:this|that)|For (?:this|that|"
    r"example|instance)|(?:Because of|Following|Despite) (?:this|that)|The moment|Both|One of them|We|Our|Us|I|My)\b|"
    r"(?:[A-Z]\w+ly )?[A-Za-z]\w+ed(?: and \w+ed)? (?:was|were)\b|"  # by whom, another sentence tells
    rf"(?:In|On|At|By|Since|Until|During|Late|Early|Last|Earlier|Later) (?:{TIME}[ ,]+){{1,6}}(?:he|she|they|"
    r"it(?! (?:was|is|has|had|will|would|took|emerged|became|rained|snowed|turned)\b))\b|"
    r"According to [^,]{2,60}, (?:it(?! (?:is|was|will|would|has|had) (?:\w+ )?(?:to|that)\b)|these|they)\b)"
)
OBJECT_PRONOUN = re.compile(
    r"\s(?:(?:him|it|them|this view|that account|to do so|the same)[.,;]|greeted (?:him|her)\b|them as |"
    r"contributed to this report|of this (?=took|was|is|has|had))"
)
OWN = re.compile(r"(?:We|Our|Us|I|My)\b")
GREETING = re.compile(
    r"\b(?:thank(?:s|ed| you)?|welcom\w+|congratulat\w+|ladies and gentlemen|(?:dear|honou?red|esteemed|distinguished) "
    r"(?:friends|guests|colleagues|comrades|compatriots)|bless|long live|glory to)\b",
    re.IGNORECASE,
)
UNRESOLVED = frozenset("he she it they".split())
NO_CLAIM = re.compile(r"[:?]['\"”]?$|\b(?:went on|as follows)[:.]?$")
OUGHT, PAST = re.compile(r"\b(?:should|must)\b"), re.compile(r"\b(?:was|were|had)\b")
AGAIN = re.compile(r"(?:he|she|it|they|the report\w*|the speaker)$", re.IGNORECASE)
LEAST_OWN = 4  # words of a sentence without a speaker or a figure that tells a reader anything
QUOTATION = frozenset('«“„「『"—–')
STATIVE = re.compile(r"\b(?:is|are|has been|have been|should|must|will|can|may|shows?|proves?|means?)\b")


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


class Reader:
    """Makes candidates of one document. English is reworded; other languages keep their sentences as they are, without
    set phrases of praise, and with a name for the pronoun of who speaks.

    A sentence in another language than its document has no speaker that could be told, and does not stand alone.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.english = document.language == "en"
        self.caseless = without_capitals(document.text)
        self.own = [document.language_at(span.start) == document.language for span in document.sentences]
        self.prose = None if self.english else prose(document.language)
        self.addresses = utterances(document)
        self.voices = self._voices()
        words = max(1, word_count(document.text))
        marks = len(loaded(document.text)) if self.english else 0
        self.decorated = 100 * marks / words > LOADED_ARTICLE

    @property
    def people(self) -> People:
        """Whom an English document names."""
        return self._heard[1]

    @cached_property
    def _heard(self) -> tuple[list[Voice], People]:
        return heard(self.document)

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
        span, voice = self.document.sentences[index], self.voices[index]
        if speech := self.speech(span):
            return self._said(index, speech.frames[keep_pronoun])
        source = self.document.slice(span)
        text = source
        swaps: tuple[Swap, ...] = ()
        drops: tuple[Drop, ...] = ()
        readable = len(source) <= MAX
        own = self.own[index]
        english = self.english and own
        marked = english and readable
        praise = loaded(source) if marked else ()
        if marked:
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
            if not self._whole(text) and self._whole(source) and not any(item.neutral is None for item in praise):
                text, swaps, drops = source, (), ()  # a rule went wrong here: better long than broken
        other = self.prose if own and readable else None
        if other:
            wording = plainly(self.document, span, voice, other, keep_pronoun=keep_pronoun)
            (text, swaps), drops = wording.render(), wording.drops
        left = praise if text == source else loaded(text) if marked else ()
        if other:
            left = loaded(text, self.document.language)
        return Candidate(
            index=index,
            span=span,
            source=source,
            voice=voice,
            text=text,
            swaps=swaps,
            words=word_count(text),
            facts=(other.facts(text) if other else density(text)) if readable else 0,
            loaded=len(left),
            held=sum(item.neutral is None for item in left),
            praise=len(praise),
            alone=readable
            and own
            and (_alone(text, voice, keep_pronoun) if english else self._stands(text, voice, swaps, keep_pronoun)),
            whole=readable and (self._whole(text) if english else _prose(text)),
            kept=word_count(text) / max(1, word_count(source)),
            kind=self._kind(source if voice.name else text, voice, english, bool(left)),
            attribution=self._attribution(voice, bool(left)),
            flags=("speaker_from_context",) if voice.carried and not voice.quoted else (),
            sources=self.sources(span, voice.antecedent, *(sharer.antecedent for sharer in voice.sharers)),
            worth=other.worth(text) if other else 0.0,
            drops=drops,
        )

    def speech(self, span: Span) -> address.Address | None:
        """The speech that the sentence is of."""
        return whose(self.addresses, span.start)

    def _said(self, index: int, frame: str) -> Candidate:
        span, voice = self.document.sentences[index], self.voices[index]
        source = self.document.slice(span)
        words = without_label(source, voice.name or "")
        text = address.framed(frame, words)
        can_be_quoted = (
            address.words_in(text, frame) == words and len(source) <= MAX and not address.NOTE.search(source)
        )
        marks = len(loaded(source)) if self.english else 0
        return Candidate(
            index=index,
            span=span,
            source=source,
            voice=voice,
            text=text,
            swaps=(Swap(source="", text=frame, rule=address.RULE),),
            words=word_count(text),
            facts=self.prose.facts(source) if self.prose else density(source),
            loaded=0,
            held=marks,
            praise=0,
            alone=self.prose.alone(words, spoken_first=False, own=True) if self.prose else _quotable(words),
            whole=can_be_quoted and (_prose(words) if self.prose else self._whole(words)),
            kept=1.0,
            kind=self._kind(source, voice, self.english, bool(marks)),
            attribution=self._attribution(voice, bool(marks)),
            flags=(),
            sources=self.sources(span, voice.antecedent),
            worth=self.prose.worth(source) if self.prose else 0.0,
        )

    def _stands(self, text: str, voice: Voice, swaps: Sequence[Swap], keep_pronoun: bool) -> bool:
        """Whether a sentence that is not English needs no other to be understood."""
        if self.prose is None:
            return True
        if voice.name is None and word_count(text) < LEAST_OWN and not re.search(r"\d", text):
            return False
        subject = voice.report.subject if voice.report else None
        kept = keep_pronoun and bool(voice.name)  # the sentence before tells who
        told = kept or any(swap.rule == "speaker" for swap in swaps)
        if voice.name in UNRESOLVED or (subject and subject[0] == subject[1] and not told):
            return False
        opens_quoted = bool(voice.report and voice.report.form == "after" and text[:1] in QUOTATION)
        return self.prose.alone(text, spoken_first=opens_quoted or kept)

    def _whole(self, text: str) -> bool:
        return whole(text, caseless=self.caseless)

    def _voices(self) -> list[Voice]:
        found = self._runs(self._heard[0]) if self.english else self._spoken()
        return [voice if own else Voice() for voice, own in zip(found, self.own, strict=True)]

    def _spoken(self) -> list[Voice]:
        speeches = [self.speech(span) for span in self.document.sentences]
        return [
            speech.voice if speech else voice for speech, voice in zip(speeches, spoken(self.document), strict=True)
        ]

    def _runs(self, found: list[Voice]) -> list[Voice]:
        """A statement without a cue between two of the same speaker is that speaker's: the content runs on."""
        out = list(found)
        for index in range(1, len(found) - 1):
            before, here, after = out[index - 1], found[index], found[index + 1]
            text = self.document.slice(self.document.sentences[index])
            if here.name or not before.name or before.name != after.name or not (before.subject or before.carried):
                continue
            if not after.subject or not AGAIN.match(self.document.slice(after.subject)):
                continue
            if STATIVE.search(text) and (OUGHT.search(text) or not PAST.search(text)) and not LABEL.match(text):
                out[index] = before.goes_on()
        return out

    def sources(self, span: Span, *naming: Span | None) -> tuple[Span, ...]:
        """The sentence `span` itself, and the sentences that name who or what it speaks of."""
        found = [span]
        for place in naming:
            if place is not None:
                sentence = next((s for s in self._around(place.start) if s.start <= place.start < s.end), place)
                found += [sentence] if sentence not in found else []
        return tuple(found)

    def _around(self, at: int) -> list[Span]:
        spans = self.document.sentences
        low, high = 0, len(spans)
        while low < high:
            middle = (low + high) // 2
            if spans[middle].end <= at:
                low = middle + 1
            else:
                high = middle
        return list(spans[low : low + 1])

    def _attribution(self, voice: Voice, sided: bool) -> Attribution:
        if voice.name is None:
            speaker = "the article" if sided else None
            return Attribution(speaker=speaker, kind=SpeechKind.OWN_VOICE, cue=None)
        kind = SpeechKind.QUOTED if voice.quoted else SpeechKind.REPORTED
        return Attribution(speaker=voice.name, kind=kind, cue=voice.cue)

    def _kind(self, source: str, voice: Voice, english: bool, sided: bool) -> ClaimKind:
        cue = self.document.slice(voice.cue).lower() if voice.cue else ""
        if self.prose and not english:
            return self._other_kind(source, voice, cue, sided)
        verb = verbs().get(cue)
        if (verb and verb.kind == "directive") or (voice.name and DIRECTIVE.search(source)):
            return ClaimKind.DIRECTIVE
        if FIGURE.search(source):
            return ClaimKind.FIGURE
        if voice.name:
            return ClaimKind.STATEMENT
        return ClaimKind.EVALUATION if sided else ClaimKind.EVENT

    def _other_kind(self, source: str, voice: Voice, cue: str, sided: bool) -> ClaimKind:
        assert self.prose is not None
        if voice.name and (self.prose.ordered.search(cue) or self.prose.directive.search(source)):
            return ClaimKind.DIRECTIVE
        if self.prose.figure.search(source):
            return ClaimKind.FIGURE
        if voice.name:
            return ClaimKind.STATEMENT
        return ClaimKind.EVALUATION if sided or self.prose.judgement.search(source) else ClaimKind.EVENT


def _alone(text: str, voice: Voice, keep_pronoun: bool) -> bool:
    """Whether an English sentence needs no other to be understood."""
    if voice.name and voice.name.lower() in UNRESOLVED:
        return False
    if NO_CLAIM.search(text) or OBJECT_PRONOUN.search(text):
        return False
    if ANAPHOR.match(text) and not (keep_pronoun and voice.name):
        return False
    return not FIRST_PERSON.search(unquoted(text))


def _quotable(source: str) -> bool:
    """Whether what somebody says in a speech of theirs needs no other sentence, and is more than a greeting."""
    points = points_outside(source) or (ANAPHOR.match(source) and not OWN.match(source))
    return not (points or NO_CLAIM.search(source) or OBJECT_PRONOUN.search(source) or GREETING.search(source))


def _prose(text: str) -> bool:
    """Whether `text`, in whatever language, looks like a sentence: mostly letters, and ended or in words."""
    letters = sum(character.isalpha() for character in text)
    ended = bool(re.search(r"[.!?。！？…।۔؟][\"”’»)」』]*$", text))
    return letters >= 0.5 * len(text) and letters >= 4 and (ended or len(text.split()) >= 4)
