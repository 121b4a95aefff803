"""From a document to its verified summary: drafted, judged, and kept where the same would come again."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from service.cache import ResultCache, key_of
from service.core.document import Document
from service.core.draft import Drafted
from service.core.errors import InvalidRequest, ModelError, NothingVerified, PlumblineError, TooShort
from service.core.events import Event, Notify, Stage, events_of
from service.core.read import DocumentInfo
from service.core.receipt import Model, Options, Receipt, Type
from service.core.summary import Abstract, Neutrality, Status, Summary, Usage
from service.draft.base import Drafter
from service.draft.chat import Chat
from service.draft.extractive import Extractive
from service.draft.seq2seq import Seq2seq
from service.models import registry
from service.models.base import Kind
from service.models.held import Models
from service.reading.words import word_count
from service.receipts import receipt_of
from service.segment import language_name
from service.settings import Settings
from service.translate.across import across
from service.translate.desk import Desk
from service.translate.workbench import finished
from service.verify import Gate
from service.verify.coverage import coverage
from service.verify.neutrality import neutrality

FEWEST_WORDS = 4  # below this there is nothing to summarise


def require_sentences(document: Document) -> None:
    """Raises TooShort."""
    words = word_count(document.text)
    if words < FEWEST_WORDS and len(document.text) < 40 and document.language not in ("zh", "ja", "th"):
        raise TooShort(f"The document has {words} {'word' if words == 1 else 'words'}.")
    if not document.sentences:
        raise TooShort("The document has headings and no sentence.")


class Summariser:
    """Holds what it takes to summarise any document; `cache` as the engine has it.

    In each method `started` is when the work began, of `time.perf_counter`, and `notify` as `Engine.summarize` has it.
    """

    def __init__(self, settings: Settings, models: Models, cache: ResultCache | None = None) -> None:
        self._settings = settings
        self._models = models
        self._cache = cache

    def summary(self, document: Document, options: Options, started: float, *, fresh: bool, notify: Notify) -> Summary:
        """In the article's own language. Raises NothingVerified, TooShort, ModelError."""
        drafter = self._drafter(document, options, notify)
        receipt = self._receipt(document, options, drafter)
        cache = self._cache if self._repeats(options) else None
        key = key_of(document, receipt, self._circumstances(options)) if cache else ""
        if cache and not fresh and (kept := cache.get(key)):
            notify(Event(stage=Stage.CACHED))
            for shown in (*kept.claims, *kept.abstract.statements):
                notify(shown)
            return kept
        summary = self._made(document, drafter, receipt, started, notify)
        if cache and summary.status is Status.COMPLETE:
            cache.put(key, summary)
        return summary

    def across(
        self, document: Document, options: Options, open_desk: Callable[[], Desk], started: float, notify: Notify
    ) -> Summary:
        """In another language than the article's; never kept, since terms, names and the memory may change.

        The desk is opened when there is something to translate. Raises InvalidRequest, and as `summary` does.
        """
        name = self._settings.translator or (options.model if options.model != registry.EMBEDDED else "")
        if not name:
            raise InvalidRequest(
                f"The embedded model does not translate from {document.language} to {options.output_language}: set "
                "PLUMBLINE_TRANSLATOR, or name a chat model."
            )
        translator = self._models.translator(name)
        drafter = self._drafter(document, options, notify)
        receipt = self._receipt(document, options, drafter)
        receipt = receipt.model_copy(update={"translator": Model(id=translator.id, sha256=translator.sha256)})
        found = self._made(document, drafter, receipt, started, events_of(notify))
        desk, longest = open_desk(), self._settings.model_max_tokens
        summary = across(
            found,
            options.output_language,
            lambda work: finished(work, desk, translator, max_tokens=longest, notify=notify),
            desk,
        )
        if not summary.claims and not summary.abstract.statements:
            raise NothingVerified(f"No statement came across: {summary.withheld[-1].detail}")
        for shown in (*summary.claims, *summary.abstract.statements):
            notify(shown)
        seconds = round(time.perf_counter() - started, 3)
        return summary.model_copy(
            update={
                "neutrality": _neutrality(document, summary.abstract, options),
                "usage": summary.usage.model_copy(update={"seconds": seconds}),
            }
        )

    def _made(self, document: Document, drafter: Drafter, receipt: Receipt, started: float, notify: Notify) -> Summary:
        """What is drafted, verified."""
        options = receipt.options
        gate = Gate(
            document,
            policy=options.policy,
            encode=self._models.encode_of(document.language),
            entails=self._models.judge_of(document.language),
            notify=notify,
        )
        judged = gate.claims(drafter.claims(options.max_claims))
        claims = drafter.select(judged.shown, options.max_claims)
        for claim in claims:
            notify(claim)
        said = gate.abstract(self._drafted(document, drafter, options), options.words, options.statements)
        covered = coverage(len(document.text), drafter.chunks, drafter.failed)
        if not said.shown and not claims:
            raise _nothing(document, options, list(drafter.failed.values()))
        abstract = Abstract.of(said.shown, options.type, document.language)
        return Summary(
            abstract=abstract,
            claims=tuple(claims),
            # what was drafted for the abstract and as a claim is withheld once
            withheld=tuple({item.text: item for item in (*said.withheld, *judged.withheld)}.values()),
            neutrality=_neutrality(document, abstract, options),
            coverage=covered,
            document=DocumentInfo.of(document, with_text=options.include_text),
            status=Status.PARTIAL if drafter.failed else Status.COMPLETE,
            receipt=receipt,
            usage=Usage(
                words=word_count(document.text),
                tokens=drafter.tokens_read,
                tokens_written=drafter.tokens_written,
                seconds=round(time.perf_counter() - started, 3),
            ),
        )

    def _drafter(self, document: Document, options: Options, notify: Notify) -> Drafter:
        """The way from a document to a draft that the model has."""
        writer = None if options.model == registry.EMBEDDED else self._models.writer(options.model)
        encoder = self._models.encoder_of(document.language)
        if writer is None:
            return Extractive(document, encoder, notify=notify)
        limits = {"chunk_tokens": self._settings.chunk_tokens, "max_tokens": self._settings.model_max_tokens}
        if writer.kind is Kind.SEQ2SEQ:
            rules = Extractive(document, encoder, notify=notify)
            return Seq2seq(document, writer, rules, notify=notify, **limits)
        language = language_name(document.language)
        return Chat(document, writer, encoder, language=language, notify=notify, **limits)

    def _drafted(self, document: Document, drafter: Drafter, options: Options) -> list[Drafted]:
        """The statements of a summary of the type that is asked for. A headline is the rules' own, whatever drafts."""
        if options.type is Type.HEADLINE:
            encoder = self._models.encoder_of(document.language)
            rules = drafter if isinstance(drafter, Extractive) else Extractive(document, encoder)
            return rules.headline(options.words)
        if isinstance(drafter, Extractive) and options.statements:
            if options.type is Type.KEY_POINTS:
                return drafter.key_points(options.words, options.statements)
            if options.type is Type.TEASER:
                return drafter.teaser(options.words, options.statements)
        return drafter.abstract(options.words, options.statements)

    def _receipt(self, document: Document, options: Options, drafter: Drafter) -> Receipt:
        return receipt_of(document, options, drafter, self._models.judge_of(document.language))

    def _repeats(self, options: Options) -> bool:
        """Whether the same document and receipt give the same summary, whatever happened in between."""
        return options.model == registry.EMBEDDED or self._models.writer(options.model).pinned

    def _circumstances(self, options: Options) -> dict[str, str | int]:
        """What a receipt does not name, and decides all the same what a model writes."""
        if options.model == registry.EMBEDDED:
            return {}
        names = {"chunk_tokens", "model_max_tokens", "device", "dtype"}
        return {**self._settings.model_dump(include=names), "window": self._models.writer(options.model).window}


def _neutrality(document: Document, abstract: Abstract, options: Options) -> Neutrality:
    return neutrality(
        document.text,
        abstract.text,
        document.language,
        options.output_language or document.language,
        spans=options.include_text,
    )


def _nothing(document: Document, options: Options, failures: Sequence[ModelError]) -> PlumblineError:
    """Why there is no summary: what the model failed with, or that nothing fits."""
    if failures:
        return failures[0]
    return NothingVerified(
        f"None of the {len(document.sentences)} sentences could be kept within {options.words} words."
    )
