"""Drafts by a chat model: segments in numbered groups, with what a translator has at hand for them."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from service.asking import Asking
from service.core.document import Frozen
from service.core.errors import BrokenCompletion, ModelError, ModelUnusable, PromptTruncated
from service.core.events import Progress
from service.core.translation import FoundTerm, Segment, Status
from service.models.base import Prompt, Writer
from service.prompting import PromptTemplate, load
from service.segment import language_name
from service.translate.faults import primary, usual_length

MOST = 10  # segments of a group, as the prompt's schema has it
ANSWER = 3  # an answer takes no more than this part of the window
GROWTH = 3  # tokens of a translation for one of its source, from above
LINE = 30  # tokens of the marks round a segment, a term or a name, from above
SLACK, LEAST = 64, 128  # tokens for a template's marks; of segments that a prompt has to have room for
LONGEST = 3_000  # characters of a translation that is asked for: the schema ends at 4,000
BEFORE, AFTER, AROUND = 2, 1, 800  # sentences round a group, and characters of them
LIKE = 75  # percent of a match that helps


@dataclass(frozen=True)
class Refusal:
    """A draft that will not do, and why, in one sentence; `again` tells whether asking once more may help."""

    text: str
    why: str
    again: bool = True


class SegmentAnswer(Frozen):
    number: int
    text: str


class GroupAnswer(Frozen):
    segments: tuple[SegmentAnswer, ...]


class Prompted:
    """Asks `writer`, a chat model, for segments of one document. Raises ModelUnusable where its window is too small."""

    def __init__(
        self, writer: Writer, segments: Sequence[Segment], source_language: str, target_language: str, max_tokens: int
    ) -> None:
        self._writer = writer
        self._segments = segments
        self._place = {segment.number: at for at, segment in enumerate(segments)}
        self._languages = source_language, target_language
        self._template, self._repair = templates()
        self._answer = min(max_tokens, writer.window // ANSWER)

    def first(self, asked: Sequence[Segment], progress: Progress) -> dict[int, str | ModelError]:
        """What the model makes of each segment, by its number; errors are those of its group, or its own."""
        short = [segment for segment in asked if self._length(segment) <= LONGEST]
        groups = list(self._groups(short, progress))
        found = self._ask(groups, {}, _Shares(progress, len(asked), len(groups)))
        for segment in asked:
            if segment.number not in found:
                found[segment.number] = PromptTruncated(
                    f"The segment has {len(segment.source):,} characters, too many for one answer: split it."
                )
        return found

    def again(
        self, asked: Sequence[Segment], refused: Mapping[int, Refusal], progress: Progress
    ) -> dict[int, str | ModelError]:
        """Each segment alone, and what was wrong with its draft."""
        short = [segment for segment in asked if self._length(segment) <= LONGEST]
        return self._ask([[segment] for segment in short], refused, _Shares(progress, len(asked), 0))

    def _ask(
        self, groups: Sequence[Sequence[Segment]], refused: Mapping[int, Refusal], steps: _Shares
    ) -> dict[int, str | ModelError]:
        asking = Asking(self._writer, GroupAnswer, self._repair, max_tokens=self._answer, apart=True)
        answers = asking.answers([self._prompt(group, refused) for group in groups], steps)
        found: dict[int, str | ModelError] = {}
        for group, answer in zip(groups, answers, strict=True):
            if isinstance(answer, ModelError):
                found |= {segment.number: _whole(answer) for segment in group}
            else:
                found |= _matched(group, answer)
        return found

    def _groups(self, asked: Sequence[Segment], progress: Progress) -> Iterator[list[Segment]]:
        """In order, each within the room that the model has for reading and for writing."""
        frame = self._prompt([], {})
        room = self._writer.window - self._answer - SLACK - AROUND // 2
        room -= sum(self._writer.count([frame.system, frame.user], progress.still))
        if room < LEAST:
            raise ModelUnusable(
                f"{self._writer.id} takes {self._writer.window:,} tokens, of which the prompt leaves {max(0, room):,}."
            )
        sizes = self._writer.count([segment.source for segment in asked], progress.still)
        helps = self._writer.count(["\n".join(_helps(segment)) for segment in asked], progress.still)
        group: list[Segment] = []
        read = written = 0
        for segment, size, help in zip(asked, sizes, helps, strict=True):
            reads = size + help + LINE * (1 + len(_helps(segment)))
            writes = GROWTH * size + LINE
            if group and (len(group) == MOST or read + reads > room or written + writes > self._answer):
                yield group
                group, read, written = [], 0, 0
            group.append(segment)
            read, written = read + reads, written + writes
        if group:
            yield group

    def _prompt(self, group: Sequence[Segment], refused: Mapping[int, Refusal]) -> Prompt:
        source, target = (language_name(primary(code)) for code in self._languages)
        numbered = list(enumerate(group, 1))
        prompt = self._template.render(
            source_language=source,
            language=target,
            before=self._around(group, before=True),
            after=self._around(group, before=False),
            segments=[{"number": n, "text": s.source, "heading": s.heading} for n, s in numbered],
            terms=_once(term for segment in group for term in _terms(segment)),
            names=_once(name for segment in group for name in _names(segment)),
            matches=[{"number": n, **match} for n, segment in numbered for match in _matches(segment)],
            faults=[
                {"number": n, "text": refused[s.number].text, "fault": refused[s.number].why}
                for n, s in numbered
                if s.number in refused
            ],
        )
        return replace(prompt, schema=_narrowed(prompt.schema, len(group)))

    def _around(self, group: Sequence[Segment], *, before: bool) -> str:
        if not group:
            return ""
        first, last = self._place[group[0].number], self._place[group[-1].number]
        span = slice(max(0, first - BEFORE), first) if before else slice(last + 1, last + 1 + AFTER)
        text = "\n".join(segment.source for segment in self._segments[span])
        return text[-AROUND // 2 :] if before else text[: AROUND // 2]

    def _length(self, segment: Segment) -> float:
        return usual_length(segment.source, *map(primary, self._languages))


class _Shares:
    """Groups that are done, told as the share of the segments that they are; of 0 groups none is told."""

    def __init__(self, progress: Progress, segments: int, groups: int) -> None:
        self._progress, self._segments, self._groups = progress, segments, groups
        self._done = 0

    def one_done(self) -> None:
        if not self._groups:
            return self.still()
        self._done += 1
        return self._progress.reached(self._segments * self._done // self._groups)

    def still(self) -> None:
        self._progress.still()


def templates() -> tuple[PromptTemplate, PromptTemplate]:
    """What a chat model is asked with: for translations, and to mend an answer of the wrong form."""
    return load("translate"), load("repair")


def _whole(error: ModelError) -> ModelError:
    """The error of a group for each of its segments: an answer that cannot be read is no draft of any."""
    return BrokenCompletion(error.detail) if isinstance(error, BrokenCompletion) else error


def _matched(group: Sequence[Segment], answer: GroupAnswer) -> dict[int, str | ModelError]:
    """Texts to segments by number. Where one is missing its neighbours may hold its words; where there is one too many
    no text is surely under its own number."""
    given: dict[int, list[str]] = {}
    for item in answer.segments:
        given.setdefault(item.number, []).append(item.text.strip())
    surplus = any(not 1 <= number <= len(group) for number in given)
    found: dict[int, str | ModelError] = {}
    for number, segment in enumerate(group, 1):
        texts = given.get(number, [])
        beside = [other for other in (number - 1, number + 1) if 1 <= other <= len(group) and other not in given]
        text = _brackets(segment.source, texts[0]) if texts else ""
        if not texts:
            found[segment.number] = BrokenCompletion("The model left this segment out.")
        elif len(texts) > 1:
            found[segment.number] = BrokenCompletion("The model answered this segment more than once.", text)
        elif surplus:
            found[segment.number] = BrokenCompletion("The model answered more segments than it was asked for.", text)
        elif beside:
            found[segment.number] = BrokenCompletion(
                "The model left out the segment beside this one, whose words may stand here.", text
            )
        else:
            found[segment.number] = text
    return found


def _brackets(source: str, text: str) -> str:
    """Prompts hold no [ ] and < >, which are put back where the source has no others beside them."""
    for own, shown in (("[]", "()"), ("<>", "‹›")):
        if own[0] in source and not set(shown) & set(source):
            text = text.translate(str.maketrans(shown, own))
    return text


def _narrowed(schema: Mapping[str, Any] | None, count: int) -> dict[str, Any]:
    """The schema for exactly so many segments."""
    own: dict[str, Any] = copy.deepcopy(dict(schema or {}))
    segments = own["properties"]["segments"]
    segments["minItems"] = segments["maxItems"] = count
    segments["items"]["properties"]["number"]["maximum"] = max(1, count)
    return own


def _helps(segment: Segment) -> list[str]:
    """All that a prompt holds for a segment besides its text."""
    return ["\n".join(map(str, entry.values())) for entry in (*_terms(segment), *_names(segment), *_matches(segment))]


def _terms(segment: Segment) -> list[dict[str, str]]:
    return [entry for found in segment.terms if (entry := _term(found))]


def _term(found: FoundTerm) -> dict[str, str] | None:
    by_status = {status: [r.text for r in found.term.renderings if r.status is status] for status in Status}
    usable = by_status[Status.PREFERRED] or by_status[Status.ADMITTED]
    if not usable:
        return None
    never = f"never: {', '.join(by_status[Status.FORBIDDEN])}" if by_status[Status.FORBIDDEN] else ""
    note = "; ".join(part for part in (found.term.note, never) if part)
    return {"source": found.term.source, "target": usable[0], "note": note}


def _names(segment: Segment) -> list[dict[str, str]]:
    forms = ((name.source, name.chosen or next(iter(name.forms.values()), "")) for name in segment.names)
    return [{"source": source, "target": target} for source, target in forms if target]


def _matches(segment: Segment) -> list[dict[str, str]]:
    """The closest of the memory, where it is close."""
    close = max((match for match in segment.matches if match.percent >= LIKE), key=lambda m: m.percent, default=None)
    return [{"source": close.source, "target": close.target}] if close else []


def _once(entries: Iterator[dict[str, str]]) -> list[dict[str, str]]:
    return list({tuple(entry.values()): entry for entry in entries}.values())
