"""Who speaks in each sentence of a document, pronouns and titles resolved."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from itertools import islice

from service.core.document import Document, Section, Span
from service.reading.called import addressed_otherwise, may_hold
from service.reading.dateline import DATELINE
from service.reading.indirect import carried_on
from service.reading.joint import joint, several, together
from service.reading.named import gender_of, given_names, people_of
from service.reading.people import CAP, NAME, NOT_PERSON, ROLE_NOUN, People, Person
from service.reading.pronouns import FAR, OPENS, Told, alone, another
from service.reading.reporting import GOES_ON, SPEECH_ACT, Report, report
from service.reading.utterances import utterances
from service.reading.utterances.utterance import whose
from service.reading.voice import Sharer, Voice
from service.reading.words import UPPER, quotations, quoted_spans, unquoted

PRONOUNS = frozenset({"he", "she"})
REPORTER = re.compile(
    r"^the (?:reporter|speaker|(?P<report>report)|(?P<speech>speech|address|statement|lecture))$", re.IGNORECASE
)
BODY = re.compile(
    r"(?:The|Its|Their) (?:[\w’'-]+ )?(?:report|statement|document|study|survey|paper|ministry|company|bank|court|"
    r"government|"
    r"agency|committee|commission|council|union|authority|bureau|office|institute|court|tribunal|board|police)\b"
)
WHO = rf"(?P<who>(?:[Tt]he )?(?:respected )?(?:[\w’'-]+ ){{0,2}}?(?:{NAME}|[A-Z]\w+(?: [A-Z]\w+)?))"
OPENING = re.compile(WHO)
TITLED = re.compile(rf"The (?:respected |great )?(?:[A-Z][\w-]* )*(?i:{ROLE_NOUN})\b(?! (?:[A-Z]|of|for|at|and))")
OPENING_AFTER_LEAD = re.compile(rf"[A-Z][^,]{{2,40}}, {WHO}")
HELD = re.compile(rf"\b(?i:{ROLE_NOUN})$")
FOR_ANOTHER = re.compile(
    r"(?:an?|the|his|her|its|their) (?:[\w-]+ ){0,3}?(?:spokes\w+|aide|advis[eo]r|lawyer|attorney|assistant) "
    r"(?:for|of|to) "
)
WHERE_SAID = re.compile(r"[A-Z][a-z]+ing (?:on|at|in|to|with|from|before|after|by) ")
SAID_OF_ONESELF = re.compile(r" \w+ (?:that )?(?P<pronoun>s?he) (?:was|is|had|has|would|will)\b")
RANKED = re.compile(rf", (?:{CAP} ){{0,3}}")  # its spokesman, Colonel | Orrin
DETERMINERS = frozenset("The A An Two Three Some Many Several Both They It His Her Its Their".split())
OFFICE = re.compile(rf"the (?:[\w-]+ ){{0,2}}?{ROLE_NOUN}")
GROUP = re.compile(r"(?:ists|ers|ors|ians|ees|men)$")
ONE_NAME = rf"(?:(?:Mr|Mrs|Ms|Dr)\.? )?{CAP}"
BACK = 3  # sentences before a quotation in which its speaker may have spoken
CARRY = 3  # sentences after "The reporter went on:" that are still the reporter's


def voices(document: Document) -> list[Voice]:
    """A `Voice` for each of `document.sentences`. Linear in the length of the document."""
    return heard(document, pronouns=True)[0]


def heard(document: Document, *, pronouns: bool = False) -> tuple[list[Voice], People]:
    """See `voices`; and whom the document names. `pronouns`: those that open a sentence without a cue are read too."""
    reports = [report(document.slice(sentence)) for sentence in document.sentences]
    people = people_of(document, reports)
    found: list[Voice] = []
    index = 0
    for section in document.sections:
        end = index
        while end < len(document.sentences) and document.sentences[end].start < section.end:
            end += 1
        found.extend(_Section(document, section, people, pronouns).read(range(index, end), reports))
        index = end
    for run in _long_quotations(document):
        _same_voice(found, run)
    found = carried_on(document, found)
    own = utterances(document)
    for at, sentence in enumerate(document.sentences if own else ()):
        if utterance := whose(own, sentence.start):
            found[at] = utterance.voice
    return found, people


def _long_quotations(document: Document) -> Iterator[range]:
    """The sentences of each quotation that runs over several."""
    starts = [sentence.start for sentence in document.sentences]
    for section in document.sections:
        for paragraph in section.paragraphs:
            for start, end in quotations(document.slice(paragraph)):
                first = bisect.bisect_right(starts, paragraph.start + start) - 1
                last = bisect.bisect_left(starts, paragraph.start + end)
                if last - first > 1:
                    yield range(max(0, first), last)


def _same_voice(found: list[Voice], run: range) -> None:
    """One quotation has one speaker: who is named after it, else before it, else who spoke last."""
    last, first = found[run[-1]], found[run[0]]
    if last.report and last.report.form == "after" and last.name:
        speaker = last
    elif first.name:
        speaker = first
    else:
        speaker = next((found[at] for at in range(run[0] - 1, max(-1, run[0] - BACK), -1) if found[at].name), first)
    if not speaker.name:
        return
    told = speaker.goes_on()
    for at in run:
        if found[at] is not speaker:
            found[at] = told if found[at].report is None or at != run[0] else found[at]


class _Section:
    """Reads one section from top to bottom, keeping in mind who is speaking."""

    def __init__(self, document: Document, section: Section, people: People, pronouns: bool) -> None:
        self.document = document
        self.pronouns = pronouns
        self.section = section
        self.people = people
        self.current: tuple[str, Span] | None = None  # who "he" is, and where he is named
        self.reporter: tuple[str, Span] | None = None  # who made the report or the speech
        self.reported = False  # it was a report
        self.surnames: dict[str, bool] = {}  # whether a name stands behind another
        self.gender = {name: gender for name, person in people.by_name.items() if (gender := gender_of(person))}
        self.carry = 0
        self.last: Voice = Voice()
        self.several: Voice = Voice()  # the speakers of the sentence before, for "they said"
        self.heard: list[tuple[str, Span]] = []  # who spoke and is called by one name only
        self.body: Voice = Voice()  # the last speaker that is a body or a paper, for "it said"
        self.body_at = 0  # how many sentences were read before it spoke
        self.voices: list[Voice] = []  # of the sentences read

    def read(self, indexes: range, reports: list[Report | None]) -> list[Voice]:
        voices = self.voices
        for index in indexes:
            voice = self._voice(self.document.sentences[index], reports[index])
            voices.append(voice)
            self.several = voice if voice.subject and several(voice.name or "") else Voice()
            if voice.name:
                self.last = voice
            if voice.name and voice.subject and voice.name not in self.people.by_name:
                self.body, self.body_at = voice, len(voices) - 1
        return voices

    def _voice(self, sentence: Span, found: Report | None) -> Voice:
        text = self.document.slice(sentence)
        quotes = quoted_spans(text)
        if found is None:
            return self._without_cue(sentence, text, quotes)
        subject = Span(start=sentence.start + found.subject[0], end=sentence.start + found.subject[1])
        sharers = self._sharers(subject)
        name, antecedent = self._resolve(subject) if sharers is None else self._all_of(subject, sharers)
        cue = Span(start=sentence.start + found.cue[0], end=sentence.start + found.cue[1])
        self.carry = CARRY if GOES_ON.search(text) else 0
        quoted = _all_quoted(text, found, quotes)
        return Voice(
            found, name, cue, subject, antecedent, quoted=quoted, sharers=tuple(sharers or self._same_as_before(name))
        )

    def _same_as_before(self, name: str) -> tuple[Sharer, ...]:
        return self.several.sharers if name == self.several.name else ()

    def _sharers(self, subject: Span) -> list[Sharer] | None:
        """The persons of a joint subject, None where it is a single one."""
        words = self.document.slice(subject)
        found: list[Sharer] = []
        for first, last in (parts := joint(words)):
            place = Span(start=subject.start + first, end=subject.start + last)
            named = self.document.slice(place)
            if person := self.people.named(named) or self._titled(named, place.start) or self._aside(place):
                mention = self._mention(person, place.end + 3)
                here = place.start <= mention.start <= place.end + 2
                found.append(Sharer(person.name, place, None if here else mention))
            elif re.fullmatch(CAP, named):
                return None  # `Search and Rescue Chief Karl Holt`: one word may be part of a name
        return found if parts and len({sharer.name for sharer in found}) == len(found) else None

    def _all_of(self, subject: Span, sharers: list[Sharer]) -> tuple[str, None]:
        """The joint subject's words with each person's name; `he` is nobody in particular then."""
        words = self.document.slice(subject)
        names = []
        for first, last in joint(words):
            known = (sharer.name for sharer in sharers if sharer.place.start == subject.start + first)
            names.append(next(known, words[first:last]))
        self.current = None
        return _lower(together(names)), None

    def _without_cue(self, sentence: Span, text: str, quotes: list[Span]) -> Voice:
        spoken = bool(quotes) and quotes[0].end - quotes[0].start >= len(text) - 2
        if (spoken or self.carry) and self.last.name:
            self.carry = 0 if spoken else max(0, self.carry - 1)
            return self.last.goes_on(quoted=spoken)
        if match := BODY.match(text):
            place = Span(start=sentence.start, end=sentence.start + match.end())
            self.body, self.body_at = Voice(name=_lower(match.group()), subject=place), len(self.voices)
        if subject := self._opening_person(sentence, text):
            self.current = subject
            if act := SPEECH_ACT.search(text):
                self.reporter, self.reported = subject, act["what"] == "report"
            if (title := TITLED.match(text)) and (person := self._titled(title.group(), sentence.start)):
                place = Span(start=sentence.start, end=sentence.start + title.end())
                mention = self._mention(person, sentence.start)
                if mention.end <= sentence.start:
                    return Voice(subject=place, antecedent=mention, person=person.name)
        return Voice(meant=self._meant(text, sentence.start)) if self.pronouns else Voice()

    def _meant(self, text: str, at: int) -> str | None:
        """Whom the pronoun that opens `text` surely stands for; nothing is learnt of who speaks."""
        opens = OPENS.match(text)
        if opens is None:
            return None
        current, gender, pronoun = self.current, dict(self.gender), opens["pronoun"].lower()
        found = self._pronoun(pronoun, at)
        self.current, self.gender = current, gender
        return found[0] if found and self._gender(found[0], "") == pronoun else None

    def _opening_person(self, sentence: Span, text: str) -> tuple[str, Span] | None:
        """The person that is the subject of a sentence without a cue, as far as its opening tells."""
        filed = DATELINE.match(text)
        at = filed.end() if filed else 0
        for opening in (OPENING.match(text, at), OPENING_AFTER_LEAD.match(text, at)):
            if opening is None:
                continue
            who = opening.group("who")
            start = sentence.start + opening.start("who")
            person = self.people.named(who) or (self._titled(who, start) if who.lower().startswith("the ") else None)
            if person:
                return person.name, self._mention(person, sentence.end)
        if SPEECH_ACT.search(text):
            return self._last_mentioned(sentence.start + 60, since=sentence.start)
        return None

    def _last_mentioned(self, before: int, *, since: int, gender: str = "") -> tuple[str, Span] | None:
        """The person last named in full in [since, before) whom the article calls by no other pronoun than `gender`."""
        found = [
            (mention, person.name)
            for person in self.people.by_name.values()
            if (mention := person.last_before(before))
            and mention[0] >= since
            and self._gender(person.name, gender) == gender
        ]
        if not found:
            return None
        (start, end), name = max(found)
        return name, Span(start=start, end=end)

    def _pronoun(self, pronoun: str, at: int) -> tuple[str, Span] | None:
        """Who `he` or `she` is: the one speaking, or who was last named; None where it may be another."""

        def fits(name: str) -> bool:
            return self._gender(name, pronoun) == pronoun

        before = list(islice(self._before(), FAR))
        if not self.current or not fits(self.current[0]):
            since = max(self.section.start, at - 1_500)
            heard = [(name, place) for name, place in self.heard if fits(name)]
            recent = [who for who in (self._last_mentioned(at, since=since, gender=pronoun), *heard[-1:]) if who]
            self.current = max(recent, key=lambda who: who[1].start, default=None)
            if self.current and not alone(self.current[0], before, fits):
                self.current = None
        if self.current and (
            self._one_of_several(self.current[0], before, at)
            or another(pronoun, self.current[0], before, fits, sure=self._gender(self.current[0], "") == pronoun)
        ):
            return None
        if self.current:
            self.gender.setdefault(self.current[0], pronoun)
        return self.current

    def _one_of_several(self, name: str, before: list[Told], at: int) -> bool:
        """Whether one of several who hold an office, or of none, spoke after `name` was named: `the minister said`."""
        for told in before:
            if OFFICE.fullmatch(told.speaker) and len(self.people.holders(told.speaker, at)) != 1:
                return True
            if name in (told.speaker, *told.named):
                return False
        return False

    def _before(self) -> Iterator[Told]:
        """The sentences read, the last first."""
        start = bisect.bisect_left(self.document.sentences, self.section.start, key=lambda span: span.start)
        for at in range(start + len(self.voices) - 1, start - 1, -1):
            sentence, voice = self.document.sentences[at], self.voices[at - start]
            text = self.document.slice(sentence)
            opening = re.match(CAP, text)
            first = self.people.by_surname.get(opening.group()) if opening else None
            named = self.people.named_between(sentence.start, sentence.end) + ([first.name] if first else [])
            yield Told(unquoted(text), voice.name or voice.person or "", tuple(named))

    def _gender(self, name: str, unknown: str) -> str:
        """`he` or `she`, as titles, pronouns or the given name tell; `unknown` when nothing does."""
        first, *others = name.split()
        given = given_names().get(first) if others or not self._surname(first) else None
        return self.gender.get(name) or given or unknown

    def _surname(self, name: str) -> bool:
        """Whether the article has `name` behind another: the Graham of Orla Graham is no man for that."""
        if name not in self.surnames:
            self.surnames[name] = (
                re.search(rf"\b[{UPPER}][\w.’'-]* {re.escape(name)}\b", self.document.text) is not None
            )
        return self.surnames[name]

    def _resolve(self, subject: Span) -> tuple[str, Span | None]:
        """The speaker's name, and where it stands when the subject is a pronoun or a title."""
        words = self.document.slice(subject)
        if words.lower() in PRONOUNS:
            return self._pronoun(words.lower(), subject.start) or (words, None)
        made = REPORTER.match(words)
        if made and self.reporter and not made["speech" if self.reported else "report"]:
            self.current = self.reporter
            return self.reporter
        beside = self._beside(words, subject)
        person = self.people.named(words if beside is None else beside)
        if person is None and words[:4].lower() in ("the ", "his ", "her "):
            person = self._titled(words, subject.start) or self._aside(subject)
        elif person is None:
            person = self._aside(subject)
        if person and not addressed_otherwise(words, person.name) and not self._another(person, words, subject):
            mention = self._mention(person, subject.end + 3)
            self.current = (person.name, mention)
            aside = RANKED.fullmatch(self.document.text, subject.end, max(subject.end, mention.start))
            if aside or subject.start <= mention.start <= subject.end:  # in the subject, or in apposition to it
                return person.name, None
            return person.name, mention
        if words.lower() == "they" and self.several.name:
            return self.several.name, self.several.antecedent or self.several.subject
        if words.lower() == "it":
            near = len(self.voices) - self.body_at < BACK
            return (self.body.name, self.body.subject) if self.body.name and near else (words, None)
        if re.fullmatch(ONE_NAME, words) and words not in DETERMINERS | NOT_PERSON and not self._group(words):
            self.current = (words, subject)
            self.heard.append(self.current)
        return _lower(words), None

    def _group(self, words: str) -> bool:
        """Whether one capitalised word is many people: `Nutritionists warn`, where no `Rogers` is named elsewhere."""
        if several(words) or not GROUP.search(words):
            return several(words)
        return not re.search(rf"[a-z,] {re.escape(words)}\b", self.document.text)

    def _titled(self, words: str, before: int) -> Person | None:
        office = re.sub(r"^(?:the|his|her|its) ", "", words, flags=re.IGNORECASE)
        if not HELD.search(re.split(r",| (?:of|at|for|in) ", office, maxsplit=1)[0]):
            return None  # the General Staff is no general
        person = self.people.titled(office, before)
        return person if person and may_hold(self.document.text, office, person.name) else None

    def _aside(self, subject: Span) -> Person | None:
        """`A ministry spokesman, Peter Oxley, disputed ...`: the name stands after the subject."""
        after = re.match(rf", ({NAME})[,.]", self.document.text[subject.end : subject.end + 60])
        return self.people.named(after.group(1)) if after else None

    def _another(self, person: Person, words: str, subject: Span) -> bool:
        """Whether a surname is that of another than `person`: `Jackson said he was ill` is not Sandra."""
        if " " in words:
            return False
        said = SAID_OF_ONESELF.match(self.document.text, subject.end)
        gender = self._gender(person.name, "")
        return bool(said and gender and said["pronoun"] != gender)

    def _beside(self, words: str, subject: Span) -> str | None:
        """What names the speaker where the subject names another, or none: `X, a spokesman for Y told`, `Speaking on
        Y, X said`. None where the subject may be the speaker; "" where nobody is named beside it.
        """
        text = self.document.text
        if FOR_ANOTHER.match(words):
            named = re.search(rf"({NAME}), $", text[max(0, subject.start - 80) : subject.start])
            return named.group(1) if named else ""
        if WHERE_SAID.match(words):
            named = re.match(r", ([^,.]{3,80}),", text[subject.end : subject.end + 90])
            return named.group(1) if named else None
        return None

    def _mention(self, person: Person, before: int) -> Span:
        """The last full mention of `person` before offset `before`, else the first one."""
        start, end = person.last_before(before) or person.mentions[0]
        return Span(start=start, end=end)


def _lower(words: str) -> str:
    """A noun phrase as it stands in mid-sentence."""
    return words[0].lower() + words[1:] if words.split(maxsplit=1)[0] in DETERMINERS else words


def _all_quoted(text: str, found: Report, quotes: list[Span]) -> bool:
    """Whether the content is a quotation through and through."""
    start, end = found.content
    content = text[start:end].strip(" ,.:")
    inside = sum(max(0, min(quote.end, end) - max(quote.start, start)) for quote in quotes)
    return bool(content) and inside >= 0.8 * len(content)
