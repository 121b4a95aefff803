"""A document becomes segments, and each gets what a translator has at hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from service.core.document import Document, Span
from service.core.errors import InvalidRequest
from service.core.events import Notify, Progress, Stage, unheard
from service.core.receipt import Model
from service.core.request import TranslationRequest
from service.core.translation import Issue, Segment, Translation
from service.models.base import Translator, Writer
from service.segment import language_name
from service.translate import names, scripts, terms
from service.translate.checks import Pair, check, worst
from service.translate.desk import Desk
from service.translate.drafts import draft
from service.translate.entries import neighbours

LEAST = 60  # percent of a match that is worth a look


def begun(document: Document, request: TranslationRequest) -> Translation:
    """The document as segments, nothing in them yet. Raises InvalidRequest for languages that cannot be meant."""
    if document.language == request.target_language:
        raise InvalidRequest(
            f"The article is in {document.language} already; name another language to translate it into."
        )
    if request.source_language and scripts.unlikely(document.text, request.source_language):
        raise InvalidRequest(
            f"The article has hardly a letter of {language_name(request.source_language)}: name its own language, "
            "or none, as `from`."
        )
    return Translation(
        source_language=document.language,
        target_language=request.target_language,
        title=document.title,
        name=document.source,
        document_sha256=document.sha256,
        segments=tuple(segments_of(document)),
    )


def finished(
    translation: Translation,
    desk: Desk,
    model: Writer | Translator | None,
    *,
    max_tokens: int,
    notify: Notify = unheard,
) -> Translation:
    """Equipped, drafted where there is a model, and checked. Raises as `drafted` does."""
    done = drafted(equipped(translation, desk, notify), model, max_tokens=max_tokens, notify=notify)
    if model:
        done = done.model_copy(update={"model": Model(id=model.id, sha256=model.sha256)})
    return checked(done, desk, notify)


def segments_of(document: Document) -> list[Segment]:
    """Every heading and sentence, in order; together they hold each word of the document once."""
    found: list[Segment] = []
    first: dict[str, int] = {}
    for number, (span, heading) in enumerate(_spans(document), 1):
        source = document.slice(span)
        before = first.setdefault(" ".join(source.split()), number)
        found.append(
            Segment(
                number=number,
                start=span.start,
                end=span.end,
                line=document.line_at(span.start),
                source=source,
                heading=heading,
                repeats=before if before != number else None,
            )
        )
    return found


def _spans(document: Document) -> Iterator[tuple[Span, bool]]:
    """Headings and sentences by their place; True for a heading."""
    headings = [(span, True) for section in document.sections for span in section.headings]
    sentences = [(span, False) for span in document.sentences]
    yield from sorted(headings + sentences, key=lambda pair: pair[0].start)


def equipped(translation: Translation, desk: Desk, notify: Notify = unheard) -> Translation:
    """With the terms and names of each segment, and like ones of the memory. `notify` hears how many are done."""
    source, target = translation.source_language, translation.target_language
    glossary = desk.glossary(source, target)
    done = Progress(notify, Stage.LOOKING_UP, len(translation.segments))
    segments = []
    for segment, before, after in neighbours(translation.segments):
        matches = desk.memory.matches(
            segment.source,
            source_language=source,
            target_language=target,
            before=before,
            after=after,
            least=LEAST,
            terms=glossary,
        )
        segments.append(
            segment.model_copy(
                update={
                    "terms": glossary.find(segment.source, source),
                    "names": names.find(segment.source, source, desk.ledger),
                    "matches": matches,
                }
            )
        )
        done.one_done()
    return translation.model_copy(update={"segments": tuple(segments)})


def drafted(
    translation: Translation, model: Writer | Translator | None, *, max_tokens: int, notify: Notify = unheard
) -> Translation:
    """With a draft in each segment that had no target, as far as `draft` has one. Raises as it does."""
    segments = draft(
        translation.segments,
        model,
        source_language=translation.source_language,
        target_language=translation.target_language,
        max_tokens=max_tokens,
        notify=notify,
    )
    return translation.model_copy(update={"segments": tuple(segments)})


def checked(translation: Translation, desk: Desk, notify: Notify = unheard) -> Translation:
    """With what the checks find in each segment that has a target, and between them. `notify` hears how many are done;
    between them each segment is looked at twice."""
    source, target = translation.source_language, translation.target_language
    glossary = desk.glossary(source, target)
    done = Progress(notify, Stage.VERIFYING, len(translation.segments))
    together = [
        terms.inconsistent(_heard(translation.segments, done), target),
        names.one_form(_heard(translation.segments, done), source, target, desk.ledger),
    ]
    segments = []
    for segment in translation.segments:
        found: list[Issue] = []
        if segment.target:
            found = check(Pair(segment.source, segment.target, source, target, glossary, desk.ledger))
            found.extend(issue for by in together for issue in by.get(segment.number, ()))
        segments.append(segment.model_copy(update={"issues": tuple(found)}))
        done.one_done()
    told = (
        segment.model_copy(update={"issues": tuple(worst(segment.issues))}) for segment in terms.told_once(segments)
    )
    return translation.model_copy(update={"segments": tuple(told)})


def _heard(segments: Iterable[Segment], done: Progress) -> Iterator[Segment]:
    for segment in segments:
        done.still()
        yield segment
