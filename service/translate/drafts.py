"""Open segments get a draft: from the memory, from the same sentence before, or from a model.

A draft in which a fault is found is asked for once more; when that one has a fault too, the segment stays open and
says why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from service.core.errors import BrokenCompletion, InvalidRequest, ModelError
from service.core.events import Notify, Progress, Stage, unheard
from service.core.translation import Origin, Segment, State
from service.models.base import Kind, Translator, Writer
from service.prompting import PromptTemplate
from service.translate.faults import find
from service.translate.prompted import Prompted, Refusal, templates

EXACT = 100  # percent of a match whose source is the same


class Drafts(Protocol):
    """Asks a model, the first time and once more."""

    def first(self, asked: Sequence[Segment], progress: Progress) -> Mapping[int, str | ModelError]: ...

    def again(
        self, asked: Sequence[Segment], refused: Mapping[int, Refusal], progress: Progress
    ) -> Mapping[int, str | ModelError]: ...


def draft(
    segments: Sequence[Segment],
    model: Writer | Translator | None,
    *,
    source_language: str,
    target_language: str,
    max_tokens: int = 2_048,
    notify: Notify = unheard,
) -> list[Segment]:
    """The segments in their order, those without a target drafted, or open with `why_open`. Languages are BCP 47 codes.

    Without a model only what the memory has, word for word, is a draft.

    `max_tokens` bounds one answer of a chat model. `notify` hears of Stage.DRAFTING in segments that the model has
    answered; what it raises ends the work. Raises InvalidRequest for a summariser, and for a language that a translator
    does not know, ModelUnusable for a window that is too small, MissingExtra, and the model's own error when it could
    not be asked at all.
    """
    if model is not None and not isinstance(model, Translator) and model.kind is not Kind.CHAT:
        raise InvalidRequest(f"{model.id} summarises and does not translate: name a translator, or a chat model.")
    known = {segment.number: _from_memory(segment) for segment in segments}
    asked = [segment for segment in known.values() if segment.target is None and segment.repeats not in known]
    if asked and model is not None:
        ask: Drafts = (
            _Translated(model, source_language, target_language)
            if isinstance(model, Translator)
            else Prompted(model, segments, source_language, target_language, max_tokens)
        )
        known |= _rounds(asked, ask, source_language, target_language, Progress(notify, Stage.DRAFTING, len(asked)))
    return [_repeated(segment, known) for segment in known.values()]


def prompts(model: Writer | Translator) -> tuple[PromptTemplate, ...]:
    """What the model is asked with; a translator takes no prompts."""
    return () if isinstance(model, Translator) else templates()


class _Translated:
    """Asks a translator in this process."""

    def __init__(self, model: Translator, source_language: str, target_language: str) -> None:
        self._model = model
        self._languages = source_language, target_language

    def first(self, asked: Sequence[Segment], progress: Progress) -> dict[int, str | ModelError]:
        texts = [segment.source for segment in asked]
        found = self._model.translate(texts, *self._languages, still=progress.still, done=progress.reached)
        return _by_number(asked, found)

    def again(
        self, asked: Sequence[Segment], _: Mapping[int, Refusal], progress: Progress
    ) -> dict[int, str | ModelError]:
        texts = [segment.source for segment in asked]
        return _by_number(asked, self._model.translate(texts, *self._languages, again=True, still=progress.still))


def _rounds(
    asked: Sequence[Segment], ask: Drafts, source_language: str, target_language: str, progress: Progress
) -> dict[int, Segment]:
    """Each segment as it is after at most two drafts, by number."""

    def judged(results: Mapping[int, str | ModelError]) -> dict[int, str | Refusal]:
        return {
            segment.number: _judged(segment, results[segment.number], source_language, target_language)
            for segment in asked
            if segment.number in results
        }

    results = ask.first(asked, progress)
    _require_some(list(results.values()))
    found = judged(results)
    refused = {number: result for number, result in found.items() if isinstance(result, Refusal) and result.again}
    if refused:
        found |= judged(ask.again([segment for segment in asked if segment.number in refused], refused, progress))
    return {segment.number: _settled(segment, found[segment.number]) for segment in asked}


def _require_some(results: Sequence[str | ModelError]) -> None:
    """Raises the model's error when it is one that passes and there is nothing else."""
    errors = [result for result in results if isinstance(result, ModelError) and result.retryable]
    if errors and len(errors) == len(results):
        raise errors[0]


def _judged(segment: Segment, result: str | ModelError, source_language: str, target_language: str) -> str | Refusal:
    if isinstance(result, ModelError):
        answer = result.answer if isinstance(result, BrokenCompletion) else ""
        return Refusal(answer, result.detail, again=not result.retryable)
    names = [name.chosen for name in segment.names]
    fault = find(segment.source, result, source_language, target_language, names=names)
    return Refusal(result, fault.message) if fault else result


def _settled(segment: Segment, result: str | Refusal) -> Segment:
    if isinstance(result, Refusal):
        return segment.model_copy(update={"why_open": result.why})
    return _filled(segment, result, Origin.MODEL)


def _from_memory(segment: Segment) -> Segment:
    """With the translation of the same text, a person's, where the memory has one."""
    best = max(segment.matches, key=lambda match: match.percent, default=None)
    if segment.target is not None or best is None or best.percent < EXACT:
        return segment
    return _filled(segment, best.target, Origin.MEMORY)


def _repeated(segment: Segment, known: Mapping[int, Segment]) -> Segment:
    """What became of the first segment with the same text, for one that has nothing of its own."""
    first = known.get(segment.repeats) if segment.repeats is not None else None
    if segment.target is not None or first is None:
        return segment
    if first.target is None:
        return segment.model_copy(update={"why_open": first.why_open})
    return _filled(segment, first.target, Origin.MODEL if first.origin is Origin.MODEL else Origin.MEMORY)


def _filled(segment: Segment, target: str, origin: Origin) -> Segment:
    update = {"target": target, "state": State.DRAFTED, "origin": origin, "why_open": None}
    return segment.model_copy(update=update)


def _by_number(asked: Sequence[Segment], results: Sequence[str | ModelError]) -> dict[int, str | ModelError]:
    return {segment.number: result for segment, result in zip(asked, results, strict=True)}
