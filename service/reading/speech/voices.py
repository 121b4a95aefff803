"""Who speaks in each sentence of a document that is not English: names in full, pronouns and titles resolved.

No speaker is better than a wrong one: a pronoun stands for who spoke in the sentence before, or for the only person
named in the paragraph, and for nobody else.
"""

from __future__ import annotations

import bisect
import re
from functools import cached_property

from service.core.document import Document, Span
from service.reading.reporting import MAX
from service.reading.speech.cast import Cast, Person
from service.reading.speech.heard import Heard, Tongue, Who, blanked, quotations
from service.reading.speech.quoted import Row, marked, one_voice, quoted_through
from service.reading.voice import Voice
from service.reading.words import UPPER

SPACED = dict.fromkeys(map(ord, "\t\u00a0\u2007\u2009\u202f\u3000"), " ")
SPACES = SPACED | {ord("\n"): " "}
LINE = re.compile(r"(?<!\n)\n(?!\n)")  # a line that was wrapped; offsets stay
INNER = re.compile(rf"(?<=[\w,] )[{UPPER}][\w-]+")
YEAR = re.compile(r"\d{4}")  # tells what happened
RECENT = 50  # of them that a shorter one may call
LONGER = re.compile(r"[\w ]{3,30}")  # a body or a role in full


def voices(document: Document, tongue: Tongue) -> list[Voice]:
    """A `Voice` for each of `document.sentences`. Linear in the length of the document."""
    return _Reader(document, tongue).read()


class _Reader:
    def __init__(self, document: Document, tongue: Tongue) -> None:
        self.document = document
        self.tongue = tongue
        self.cast = Cast(tongue)
        self.starts = [span.start for span in document.sentences]

    def read(self) -> list[Voice]:
        rows: list[Row] = []
        for section in self.document.sections:
            for paragraph in section.paragraphs:
                first, end = (bisect.bisect_left(self.starts, at) for at in (paragraph.start, paragraph.end))
                text = self.document.slice(paragraph)
                spans = [(paragraph.start + a, paragraph.start + b) for a, b in quotations(text)]
                for at in range(first, end):
                    inside = self._inside(self.document.sentences[at], spans)
                    rows.append(Row(at, paragraph.start, self._heard(at, inside), inside))
        self._learn(rows)
        found = [Voice()] * len(self.document.sentences)
        last, begun = Voice(), -1
        self.speaker: tuple[int, Person | None] = (-9, None)
        self.paragraph_before, self.first = -1, 0  # where the paragraph before starts, the first sentence of this one
        self.phrases: list[tuple[str, Span]] = []  # bodies and roles that spoke
        for at, start, heard, quotes in rows:
            if start != begun:
                last, self.paragraph_before, begun, self.first = Voice(), begun, start, at
            found[at] = voice = self._voice(at, start, heard, quotes, last)
            if voice.name:
                last = voice
        self._run_on(found, rows)
        one_voice(found, rows, self.document)
        return found

    def _run_on(self, found: list[Voice], rows: list[Row]) -> None:
        """What stands without a cue between two statements of one speaker, and names nobody, is the speaker's too."""
        for before, here, after in zip(rows, rows[1:], rows[2:], strict=False):
            if not before.paragraph == here.paragraph == after.paragraph or here.heard is not None:
                continue
            span, speaker = self.document.sentences[here.at], found[before.at]
            text = self.document.slice(span)
            if speaker.name and speaker.name == found[after.at].name and not found[here.at].name:
                named = INNER.search(text) or self.cast.named_in(span.start, span.end)
                if not named and not YEAR.search(text) and self.tongue.own and not self.tongue.own.match(text):
                    found[here.at] = speaker.goes_on()

    def _inside(self, sentence: Span, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """The quotations of the paragraph as far as they are in the sentence, counted from its start."""
        first = bisect.bisect_right(spans, (sentence.start, sentence.start)) - 1
        found = []
        for start, end in spans[max(0, first) :]:
            if start >= sentence.end:
                break
            low, high = max(start, sentence.start), min(end, sentence.end)
            if low < high:
                found.append((low - sentence.start, high - sentence.start))
        return found

    def _heard(self, at: int, quotes: list[tuple[int, int]]) -> Heard | None:
        sentence = self.document.sentences[at]
        if sentence.end - sentence.start > MAX:
            return None
        return self.tongue.heard(self.document.slice(sentence).translate(SPACES), quotes)

    def _learn(self, rows: list[Row]) -> None:
        text = LINE.sub(" ", self.document.text).translate(SPACED)
        for named in self.tongue.people(text):
            self.cast.learn(named.name, named.title, named.start)
        heard_of = [(row.at, row.heard, row.heard.who) for row in rows if row.heard and row.heard.who]
        certain = [(at, heard, who) for at, heard, who in heard_of if who.name and not who.weak]
        for source in (False, True):  # the object of "according to" may stand in a case of its own
            for at, heard, who in certain:
                if (heard.report.form == "according") is source and (not source or not self.cast.form_of(who.name)):
                    start = text.find(who.name, self.starts[at] + who.start)
                    self.cast.learn(who.name, who.title, start, heard.gender, sure=True)
            self.cast.index()
        for _, _, who in heard_of:
            if person := self.cast.people.get(who.name):
                person.sure = True

    def _voice(self, at: int, paragraph: int, heard: Heard | None, quotes: list[tuple[int, int]], last: Voice) -> Voice:
        sentence = self.document.sentences[at]
        length = sentence.end - sentence.start
        if heard is None:
            spoken = bool(quotes) and sum(b - a for a, b in quotes) >= length - 3
            if spoken and last.name:
                source = last.antecedent or last.subject
                return Voice(
                    None, last.name, last.cue, None, source, carried=True, quoted=marked(self.document.slice(sentence))
                )
            if last.name and self.speaker[0] == at - 1 and self._hearsay(sentence, quotes):
                self.speaker = (at, self.speaker[1])
                return last.goes_on()
            return Voice()
        report = heard.report
        cue = Span(start=sentence.start + report.cue[0], end=sentence.start + report.cue[1])
        subject = Span(start=sentence.start + report.subject[0], end=sentence.start + report.subject[1])
        name, antecedent = self._resolve(heard, at, paragraph, subject, last)
        if not name:  # without a subject it is still somebody's word
            return Voice(report, None, cue, subject) if heard.who is None else Voice()
        text = self.document.slice(sentence)
        quoted = quoted_through(text, heard, quotes) and marked(text)
        if heard.who is None and last.name:
            antecedent = last.antecedent or last.subject
        return Voice(report, name, cue, subject, antecedent, quoted=quoted)

    def _resolve(self, heard: Heard, at: int, paragraph: int, subject: Span, last: Voice) -> tuple[str, Span | None]:
        """The speaker as the article names them in full, and where it does when the subject does not."""
        who = heard.who
        if who is None or who.pronoun:
            gender = who.pronoun if who else heard.gender
            if gender == "they":
                return (
                    (last.name, last.antecedent or last.subject)
                    if last.name and who and last.name not in self.cast.people
                    else (self._words(who), None)
                )
            spoke = self.cast.people.get(last.name or "")
            person = self._meant(at, paragraph, subject.start, gender)
            if person is not spoke and spoke and self._goes_on(spoke, person, at, paragraph, subject.start, gender):
                person = None if person and person.gender == gender else spoke
            if person is None:
                role = who is None or self.tongue.roles.search(last.name or "")  # he, the spokesman
                if role and last.name and self.speaker == (at - 1, None):
                    self.speaker = (at, None)
                    return last.name, last.antecedent or last.subject
                return self._words(who), None
            return self._known(person, at, subject, gender)
        if who.name:
            person = self.cast.people.get(who.name)
            if person and len(person.mentions) == 1 and len(who.name.split()) > 2:  # a place before the name
                person = self.cast.people.get(who.name.split(maxsplit=1)[1]) or person
            person = (
                person or self.cast.form_of(who.name) or (self.cast.called(who.name, who.title) if who.weak else None)
            )
            if person:
                return self._known(person, at, subject, heard.gender)
            if not who.phrase:
                if who.weak and not who.title and not self._is_name(who.name):
                    return "", None
                self.speaker = (at, None)
                return who.name, None
        if who.title and (person := self.cast.titled(who.title, subject.start)):
            return self._known(person, at, subject, heard.gender)
        if person := self._stood_for(who.phrase, at, paragraph, subject.start):
            return self._known(person, at, subject, heard.gender)
        self.speaker = (at, None)
        for phrase, place in reversed(self.phrases[-RECENT:]):
            if (
                self.tongue.head_last
                and LONGER.fullmatch(phrase)
                and phrase.endswith(who.phrase)
                and phrase != who.phrase
            ):
                return phrase, place
        self.phrases.append((who.phrase, subject))
        return who.phrase, None

    def _hearsay(self, sentence: Span, quotes: list[tuple[int, int]]) -> bool:
        return self.tongue.hearsay.search(blanked(self.document.slice(sentence), quotes)) is not None

    def _stood_for(self, phrase: str, at: int, paragraph: int, before: int) -> Person | None:
        """Whom a word means by which the press calls the holder of an office once named."""
        titles = self.tongue.stand_ins.get(self.tongue.bare(phrase).lower())
        if titles is None:
            return None
        if not titles:
            return self._meant(at, paragraph, before, "")
        found = {person.name: person for title in titles if (person := self.cast.titled(title, before))}
        return next(iter(found.values())) if len(found) == 1 else None

    def _known(self, person: Person, at: int, subject: Span, gender: str) -> tuple[str, Span | None]:
        self.speaker, person.sure = (at, person), True
        person.gender = person.gender or gender
        if person.name in self.document.slice(subject).translate(SPACES):
            return person.name, None
        return person.name, person.last(subject.start)

    def _goes_on(self, spoke: Person, other: Person | None, at: int, paragraph: int, before: int, gender: str) -> bool:
        """Whether it may be who spoke before in the paragraph, and not the `other` that is named in it."""
        if gender and spoke.gender == gender:
            return True
        alone = self.cast.named_in(paragraph, before) <= {spoke.name}
        return other is None and alone and self.speaker == (at - 2, spoke) and _fits(spoke, gender)

    def _meant(self, at: int, paragraph: int, before: int, gender: str) -> Person | None:
        """Whom a pronoun, or a verb without a subject, means."""
        spoke, person = self.speaker
        if person and spoke == at - 1 and _fits(person, gender):
            return person
        names = self.cast.named_in(paragraph, before)
        if not names and at == self.first:
            names = self.cast.named_in(self.paragraph_before, paragraph)
        named = [person for name in names if (person := self.cast.people[name]).sure and _fits(person, gender)]
        return named[0] if len(named) == 1 else None

    def _words(self, who: Who | None) -> str:
        return who.pronoun if who else ""

    def _is_name(self, word: str) -> bool:
        """Whether the document has the word with a capital where no sentence begins."""
        return word in self._names

    @cached_property
    def _names(self) -> set[str]:
        return set(INNER.findall(self.document.text))


def _fits(person: Person, gender: str) -> bool:
    return not gender or not person.gender or person.gender == gender
