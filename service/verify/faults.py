"""What a statement says otherwise than its place in the source: facts one by one, never averaged away.

Each check takes the `Pair` of a statement and the window of the source that speaks of it, and gives the faults of its
kind. A fact that the window lacks is a fault when the source lacks it too, or when the window has another one in its
place; otherwise it may have come from elsewhere in the source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from service.core.check import Fault, FaultKind
from service.core.document import Span
from service.reading import modality
from service.reading.dates import CALENDAR, DAY, NAMED, WEEK, day, short
from service.reading.modality import Mark
from service.reading.passage import Passage, parts_of, plain_words
from service.reading.quantities import Quantity, same_amount, same_unit
from service.reading.reporting import report
from service.reading.stems import Token, words
from service.reading.words import quoted_spans
from service.verify.index import Index, Window

NEAR = 40  # characters between a small word and the words that it bears on
SCOPE = 3  # content words after a small word that it bears on
SAME_MATTER = 0.45  # share of a statement's words that the window holds when both speak of one thing
CAPITAL = re.compile(r"\b([A-Z])[a-z]")
ACRONYM = re.compile(r"\b[A-Z]{3,}\b")
ARTICLE = re.compile(r"^(?:The|A|An|Its|Their|His|Her) ")
DEMONYM = frozenset("n an ian ean ese ish i ns ans ians s es".split())
BESIDE = 24  # characters of small words between two words that stand beside each other
COMMON = frozenset(
    "both many some most several fourteen fifteen twenty thirty prosecutors officials police critics".split()
)
NAME = re.compile(r"(?<![\w'’-])[A-ZÀ-ÖØ-ÞА-ЯЁ][\w’'-]*(?<!['’]s)(?<!['’])")
RUN = re.compile(
    r"(?<![\w'’-])[A-ZÀ-ÖØ-ÞА-ЯЁ][\w’-]*(?<!['’]s)(?: (?:(?:of|the|for|and|de|van|von|bin|al)(?: the)? )?"
    r"[A-ZÀ-ÖØ-ÞА-ЯЁ][\w’-]*(?<!['’]s))*"
)
INITIAL = re.compile(r"(?:^|[.!?:;]['\"”’)]*\s+|[\"“‘(])(?=[A-ZÀ-ÖØ-ÞА-ЯЁ])")
STANDS_FOR = re.compile(r"\b(?:he|she|they|it|his|her|hers|their|its|him|them|who|we|our|i|my)\b", re.IGNORECASE)
TITLES = frozenset("mr mrs ms dr prof president minister secretary general chairman chief the".split())
REACH = 5  # sentences before one in which its speaker may have been named


@dataclass(frozen=True)
class Pair:
    """A statement and the window that speaks of it. `others` are windows that speak of it less."""

    said: Passage
    index: Index
    window: Window
    others: tuple[Window, ...] = ()

    @property
    def text(self) -> str:
        return self.said.text

    @cached_property
    def there(self) -> Passage:
        """The words of the window."""
        return self.index.passage(self.window.first, self.window.last)

    @property
    def source(self) -> str:
        return self.there.text

    @cached_property
    def span(self) -> Span:
        return self.index.span(self.window)

    @cached_property
    def around(self) -> tuple[Passage, ...]:
        """What stands round the window, and the other windows: where a fact may have come from as well."""
        last = len(self.index.document.sentences) - 1
        near = self.index.passage(max(0, self.window.first - 2), min(last, self.window.last + 1))
        return near, *(self.index.passage(window.first, window.last) for window in self.others)

    @cached_property
    def same_matter(self) -> bool:
        return self.window.share >= SAME_MATTER

    @cached_property
    def best(self) -> int:
        """The sentence of the window that holds the most of the statement."""
        return max(
            range(self.window.first, self.window.last + 1),
            key=lambda at: sum(self.index.weight(stem) for stem in self.said.stems & self.index.content(at)),
        )

    def in_source(self, start: int, end: int) -> Span:
        """Offsets of the window as offsets of the document."""
        return Span(start=self.span.start + start, end=self.span.start + end)


def number_faults(pair: Pair) -> Iterator[Fault]:
    """Amounts that the source does not have, or has with another unit or bound."""
    there = pair.there.quantities
    for wanted in pair.said.quantities:
        if wanted.unit == "" and pair.text[wanted.start : wanted.end].lower() in ("one", "zero"):
            continue
        span = Span(start=wanted.start, end=wanted.end)
        equal = [given for given in there if same_amount(wanted, given)]
        if not equal:
            if _counted(pair, wanted):
                continue
            elsewhere = _elsewhere(pair, wanted)
            anywhere = elsewhere or wanted.amount in pair.index.amounts
            rival = _rival(pair, wanted, there)
            if not anywhere or (rival and pair.same_matter and not elsewhere):
                yield Fault(
                    kind=FaultKind.NUMBER,
                    detail=f"{_words(pair.text, wanted)} is not there"
                    + (f"; the source has {_words(pair.source, rival)}" if rival else ""),
                    span=span,
                    source=pair.in_source(rival.start, rival.end) if rival else None,
                )
            continue
        if not any(same_unit(wanted, given) for given in equal):
            given = equal[0]
            if any(same_unit(wanted, other) for other in _elsewhere(pair, wanted)):
                continue
            yield Fault(
                kind=FaultKind.UNIT,
                detail=f"{_words(pair.text, wanted)}; the source has {_words(pair.source, given)}",
                span=span,
                source=pair.in_source(given.start, given.end),
            )
            continue
        said = modality.bound(pair.text, wanted.start, wanted.end)
        bounds = {modality.bound(pair.source, given.start, given.end) for given in equal}
        if said and said not in bounds:
            given = equal[0]
            yield Fault(
                kind=FaultKind.BOUND,
                detail=f"{_words(pair.text, wanted)} is told as a bound that the source does not give",
                span=span,
                source=pair.in_source(given.start, given.end),
            )


def _elsewhere(pair: Pair, wanted: Quantity) -> list[Quantity]:
    """The same amount near the window, or in the other windows."""
    return [given for passage in pair.around for given in passage.quantities if same_amount(wanted, given)]


def _counted(pair: Pair, wanted: Quantity) -> bool:
    """Whether a small number counts things that the source lists rather than numbers."""
    return wanted.amount <= 3 and pair.text[wanted.start].isalpha() and wanted.unit != "percent"


def _rival(pair: Pair, wanted: Quantity, there: list[Quantity]) -> Quantity | None:
    """The amount of the window in whose place `wanted` seems to stand."""
    own = pair.said.quantities
    free = [given for given in there if not any(same_amount(item, given) for item in own)]
    alike = [given for given in free if given.unit == wanted.unit or (given.unit and same_unit(wanted, given))]
    return alike[0] if alike else None


def _words(text: str, quantity: Quantity) -> str:
    return text[quantity.start : quantity.end].strip()


def date_faults(pair: Pair) -> Iterator[Fault]:
    """Months, days of the week and days of months that the source lacks, or has another one in their place."""
    there, own = pair.there.dates, pair.said.dates
    for match in NAMED.finditer(pair.text):
        name = short(match.group())
        if name in there.names or any(name in passage.dates.names for passage in pair.around):
            continue
        rivals = {other for other in there.names - own.names if (other in WEEK) == (name in WEEK)}
        if name not in pair.index.dates.names or (rivals and pair.same_matter):
            yield Fault(
                kind=FaultKind.DATE,
                detail=f"{match.group()} is not there"
                + (f"; the source has {', '.join(sorted(rivals))}" if rivals else ""),
                span=Span(start=match.start(), end=match.end()),
            )
    for match in DAY.finditer(pair.text):
        month, number = day(match)
        if any(name == month for name, _ in pair.index.dates.days) and (month, number) not in pair.index.dates.days:
            yield Fault(
                kind=FaultKind.DATE,
                detail=f"{match.group()} is not there",
                span=Span(start=match.start(), end=match.end()),
            )


def name_faults(pair: Pair) -> Iterator[Fault]:
    """Names that the source does not have, or that stand where the source has another."""
    starts = {match.end() for match in INITIAL.finditer(pair.text)} | {0}
    said = report(pair.text)
    own_words, source_words = pair.said.plain, pair.there.plain
    for run in RUN.finditer(pair.text):
        names = [match for match in NAME.finditer(pair.text, run.start(), run.end()) if _is_name(pair, match, starts)]
        unknown = [
            match
            for match in names
            if not parts_of(match.group()) <= pair.index.all_words and not _form_of(match.group(), pair.index)
        ]
        if unknown and unknown[0].start() in starts and len(names) > len(unknown):
            unknown = unknown[1:]  # a title that opens the sentence
        if unknown:
            match = unknown[0]
            yield Fault(
                kind=FaultKind.NAME,
                detail=f"{match.group()} is not in the source",
                span=Span(start=match.start(), end=match.end()),
            )
            continue
        told = any(parts_of(match.group()) & source_words or _derived(match.group(), source_words) for match in names)
        speaks = said is not None and said.subject[0] <= run.start() < said.subject[1]  # for the speaker's check to say
        if names and not told and not speaks and pair.same_matter and (rival := _in_place_of(pair, run, own_words)):
            yield Fault(
                kind=FaultKind.NAME,
                detail=f"{run.group()} is not there; the source has {rival.group()}",
                span=Span(start=run.start(), end=run.end()),
                source=pair.in_source(rival.start(), rival.end()),
            )


def _is_name(pair: Pair, match: re.Match[str], starts: set[int]) -> bool:
    word = match.group()
    if word.casefold() in TITLES or CALENDAR.fullmatch(word) or word == "I":
        return False
    if match.start() in starts:
        return (
            len(word) > 3
            and not re.search(r"(?:ing|ed|ly)$", word)
            and word.lower() not in pair.index.lower_words
            and word.lower() not in COMMON
        )
    return True


def _in_place_of(pair: Pair, name: re.Match[str], own_words: set[str]) -> re.Match[str] | None:
    """The name of the source that stands right beside the word beside `name`, and is not told; None when none does."""
    before = [token for token in pair.said.tokens if token.content and token.end <= name.start()][-1:]
    after = [token for token in pair.said.tokens if token.content and token.start >= name.end()][:1]
    starts = {match.end() for match in INITIAL.finditer(pair.source)} | {0}
    rivals = [
        run
        for run in RUN.finditer(pair.source)
        if not plain_words(run.group()) & own_words
        and any(_is_name(pair, match, starts) for match in NAME.finditer(pair.source, run.start(), run.end()))
    ]
    for token in pair.there.tokens:
        for stems, on_left in ((before, False), (after, True)):
            if not stems or stems[0].stem != token.stem:
                continue
            for run in rivals:
                gap = pair.source[run.end() : token.start] if on_left else pair.source[token.end : run.start()]
                close = (run.end() <= token.start) if on_left else (token.end <= run.start())
                if close and len(gap) <= BESIDE and not any(word.content for word in words(gap)) and "." not in gap:
                    return run
    return None


def _form_of(word: str, index: Index) -> bool:
    """Whether a name is a form of a word of the source: Verania, Veranian."""
    return _derived(word, index.beginnings.get(word[:4].casefold(), set()))


def _derived(word: str, known: Collection[str]) -> bool:
    """Whether a name and one of `known` differ in their last letters as a country and its people do."""
    name = word.casefold()
    pairs = ((name, other) for other in known if len(other) > 3 and other != name)
    return any(
        long.startswith(stem) and long[len(stem) :] in DEMONYM
        for one, other in pairs
        for long, brief in ((one, other), (other, one))
        for stem in (brief, brief[:-1])
        if len(stem) > 3
    )


def polarity_faults(pair: Pair) -> Iterator[Fault]:
    """Denials put in or left out, and opposites."""
    if not pair.same_matter:
        return
    own, there = pair.said.marks(modality.NEGATION), pair.there.marks(modality.NEGATION)
    own_any = own + pair.said.marks(modality.DENYING)
    there_any = there + pair.there.marks(modality.DENYING)
    for mark in own:
        scope = _scope(pair.said.tokens, mark)
        unheard = not there_any and bool(pair.there.stems & set(scope))
        if unheard or _missing_between(pair.said.tokens, mark, pair.there.tokens, there_any):
            yield Fault(
                kind=FaultKind.NEGATION,
                detail=f"{mark.text!r} is not in the source",
                span=Span(start=mark.start, end=mark.end),
            )
            break
    else:
        for mark in there:
            scope = _scope(pair.there.tokens, mark)
            unheard = (
                bool(scope) and scope[0] in pair.said.stems and _answered(pair.said.tokens, scope[:2], own_any) is False
            )
            if unheard or _missing_between(pair.there.tokens, mark, pair.said.tokens, own_any):
                yield Fault(
                    kind=FaultKind.NEGATION,
                    detail=f"the source's {mark.text!r} is not told",
                    source=pair.in_source(mark.start, mark.end),
                )
                break
    for first, second in modality.opposites(pair.text, pair.source):
        if not _beside(pair.said.tokens, first) & _beside(pair.there.tokens, second):
            continue
        yield Fault(
            kind=FaultKind.OPPOSITE,
            detail=f"{first.text!r}; the source has {second.text!r}",
            span=Span(start=first.start, end=first.end),
            source=pair.in_source(second.start, second.end),
        )
        return


def _missing_between(tokens: list[Token], mark: Mark, others: list[Token], answers: list[Mark]) -> bool:
    """Whether the content words on both sides of `mark` are neighbours in the other text, without an answer."""
    before = [token.stem for token in tokens if token.content and token.end <= mark.start][-1:]
    after = [token.stem for token in tokens if token.content and token.start >= mark.end][:1]
    if not before or not after:
        return False
    row = [token for token in others if token.content]
    for first, second in pairwise(row):
        if first.stem == before[0] and second.stem == after[0]:
            low, high = first.start - 1, second.end + 1
            return not any(low <= answer.start and answer.end <= high for answer in answers)
    return False


def _beside(tokens: list[Token], mark: Mark) -> set[str]:
    """The stems of the two content words on either side of `mark`."""
    before = [token.stem for token in tokens if token.content and token.end <= mark.start]
    after = [token.stem for token in tokens if token.content and token.start >= mark.end]
    return {*before[-2:], *after[:2]}


def _scope(tokens: list[Token], mark: Mark) -> list[str]:
    """The stems of the content words that a small word bears on: those right after it."""
    after = [token.stem for token in tokens if token.content and token.start >= mark.end]
    return after[:SCOPE]


def _answered(tokens: list[Token], scope: list[str], answers: list[Mark]) -> bool | None:
    """Whether one of `answers` stands near where the other text speaks of `scope`; None when it does not."""
    places = [token for token in tokens if token.stem in scope and token.content]
    if not places:
        return None
    return any(
        -NEAR <= token.start - answer.end <= NEAR or answer.start <= token.start < answer.end
        for token in places
        for answer in answers
    )


def certainty_faults(pair: Pair) -> Iterator[Fault]:
    """What may be told as what is, and the other way round."""
    if not pair.same_matter:
        return
    there = [mark for pattern in (modality.HEDGED, modality.ALLEGED) for mark in pair.there.marks(pattern)]
    for mark in pair.said.marks(modality.PLAIN_HEDGE):
        scope = _scope(pair.said.tokens, mark)
        unheard = scope and _answered(pair.there.tokens, scope, there) is False
        if unheard or _missing_between(pair.said.tokens, mark, pair.there.tokens, there):
            yield Fault(
                kind=FaultKind.CERTAINTY,
                detail=f"{mark.text!r} is not in the source",
                span=Span(start=mark.start, end=mark.end),
            )
            return
    for mark in pair.said.marks(modality.ASSURED):
        if not any(passage.marks(modality.ASSURED) for passage in (pair.there, *pair.around)):
            yield Fault(
                kind=FaultKind.CERTAINTY,
                detail=f"{mark.text!r} is more than the source says",
                span=Span(start=mark.start, end=mark.end),
            )
            return
    for opening, answers in modality.OPENINGS:
        own = [mark for pattern in answers for mark in pair.said.marks(pattern)]
        for mark in pair.there.marks(opening):
            scope = _scope(pair.there.tokens, mark)[:2]
            unheard = scope and scope[0] in pair.said.stems and _answered(pair.said.tokens, scope, own) is False
            if unheard or _missing_between(pair.there.tokens, mark, pair.said.tokens, own):
                yield Fault(
                    kind=FaultKind.CERTAINTY,
                    detail=f"the source's {mark.text!r} is not told",
                    source=pair.in_source(mark.start, mark.end),
                )
                return


def quotation_faults(pair: Pair) -> Iterator[Fault]:
    """Quotation marks round what is not in the source word for word."""
    for span in quoted_spans(pair.text):
        inside = pair.text[span.start + 1 : span.end - 1].strip().rstrip(",.;")
        if inside and pair.index.source.find(inside) is None:
            yield Fault(kind=FaultKind.QUOTATION, detail=f"{inside[:60]!r} is not in the source", span=span)


def speaker_faults(pair: Pair) -> Iterator[Fault]:
    """A statement given to another speaker, or told as a fact when somebody said it."""
    if not pair.same_matter:
        return
    at = pair.best
    voice = pair.index.voices[at]
    sentence = pair.index.passage(at, at).text
    if not (voice.report or voice.quoted or voice.carried or modality.SAYS.search(sentence)):
        return
    name = voice.name or pair.index.subject(at)
    if (plain_words(name) - TITLES) & pair.said.plain or _initials(name, pair.text):
        return
    said = report(pair.text)
    if said is None:
        if not _quotes_all(pair.text) and not modality.TELLS.search(pair.text):
            yield Fault(kind=FaultKind.ATTRIBUTION, detail=f"the source gives it to {name or 'somebody'}")
        return
    subject = pair.text[said.subject[0] : said.subject[1]]
    if not _proper(subject) or STANDS_FOR.fullmatch(subject):
        return
    known = {word for word in plain_words(subject) - TITLES if len(word) > 2}
    # Who is called by a name may be called by a title or a pronoun where it is said, but then by the name not far off.
    back = 0 if _proper(name) and voice.name and not voice.carried else REACH
    if not known & pair.index.passage(max(0, at - back), at).plain:
        yield Fault(
            kind=FaultKind.SPEAKER,
            detail=f"{subject} is not the speaker; the source names {name or 'another'}",
            span=Span(start=said.subject[0], end=said.subject[1]),
        )


def _proper(name: str) -> bool:
    """Whether it is a name, and no description."""
    return bool(
        re.search(r"[A-Z]", re.sub(r"^(?:The|A|An|Its|Their|His|Her) ", "", name)[0:])
        and not STANDS_FOR.fullmatch(name)
    )


def _quotes_all(text: str) -> bool:
    """Whether the whole statement stands in quotation marks, and so says itself that somebody said it."""
    inside = sum(span.end - span.start for span in quoted_spans(text))
    return inside > 0.8 * len(text.strip()) or text.strip()[:1] in '"“”„«'


def _initials(name: str, text: str) -> bool:
    """Whether one of the two has the other's initials as a word: the NUFW, the National Union of Ferry Workers."""
    for full, brief in ((name, text), (text, name)):
        letters = "".join(CAPITAL.findall(full))
        if any(word in letters for word in ACRONYM.findall(brief)):
            return True
    return False


def role_faults(pair: Pair) -> Iterator[Fault]:
    """Two names that changed places: the word beside one of them has the other beside it in the source."""
    if not pair.same_matter:
        return
    own = [run for run in RUN.finditer(pair.text) if _proper_run(pair, run)]
    there = [run for run in RUN.finditer(pair.source) if _proper_run(pair, run)]
    if len(own) < 2 or len(there) < 2:
        return
    for run in own:
        parts = plain_words(run.group()) - TITLES
        for token, on_left in _neighbours(pair.said.tokens, run):
            held = [
                other
                for other in there
                if any(t.stem == token.stem and side == on_left for t, side in _neighbours(pair.there.tokens, other))
            ]
            if not held or any(plain_words(other.group()) & parts for other in held):
                continue
            rival = held[0]
            names = plain_words(rival.group()) - TITLES
            moved = any(names & plain_words(other.group()) for other in own if other is not run)
            if moved and any(parts & plain_words(other.group()) for other in there):
                yield Fault(
                    kind=FaultKind.ROLES,
                    detail=f"{run.group()} stands where the source has {rival.group()}",
                    span=Span(start=run.start(), end=run.end()),
                    source=pair.in_source(rival.start(), rival.end()),
                )
                return


def _proper_run(pair: Pair, run: re.Match[str]) -> bool:
    first = run.group().split()[0]
    return (
        not CALENDAR.fullmatch(run.group())
        and (" " in run.group() or first.lower() not in pair.index.lower_words)
        and len(run.group()) > 2
    )


def _neighbours(tokens: list[Token], run: re.Match[str]) -> list[tuple[Token, bool]]:
    """The content words right before and right after a name; the flag says that the name is on the word's left."""
    before = [token for token in tokens if token.content and token.end <= run.start()][-1:]
    after = [token for token in tokens if token.content and token.start >= run.end()][:1]
    near = [(token, False) for token in before if run.start() - token.end == 1]
    return near + [(token, True) for token in after if token.start - run.end() == 1]


CHECKS: tuple[Callable[[Pair], Iterator[Fault]], ...] = (
    number_faults,
    date_faults,
    name_faults,
    polarity_faults,
    certainty_faults,
    quotation_faults,
    speaker_faults,
    role_faults,
)


def faults(pair: Pair) -> tuple[Fault, ...]:
    """Every fault of the statement, in the order of the table."""
    return tuple(fault for check in CHECKS for fault in check(pair))
