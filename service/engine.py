"""The composition root, and the one door: `Engine.summarize`."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from datetime import date
from functools import cached_property

from service.cache import ResultCache, key_of
from service.core.check import Checks
from service.core.document import Document
from service.core.draft import Drafted
from service.core.errors import (
    Cancelled,
    EmptyDocument,
    InputError,
    InvalidRequest,
    ModelError,
    NothingVerified,
    PlumblineError,
    TooLarge,
    TooShort,
)
from service.core.events import Event, Notify, Progress, Stage, events_of, unheard
from service.core.problem import Problem
from service.core.receipt import Model, Options, Policy, Receipt, Type
from service.core.request import File, Sent, SummaryRequest, TranslationCheck, TranslationFile, TranslationRequest
from service.core.summary import (
    Abstract,
    DocumentInfo,
    Failed,
    Status,
    Summaries,
    Summary,
    Usage,
)
from service.core.translation import Issues, Translation
from service.draft.base import Drafter
from service.draft.chat import Chat
from service.draft.extractive import Extractive
from service.draft.seq2seq import Seq2seq
from service.ingest import Reading, clean, decode
from service.ingest.content import Limits
from service.ingest.media import HTML, PLAIN
from service.models import registry
from service.models.base import Encoder, Entails, Kind, Translator, Vectors, Writer
from service.models.lexical import Trigrams
from service.reading.words import word_count
from service.receipts import receipt_of
from service.segment import language_name, segment, split
from service.settings import Settings
from service.translate import exchange, scripts
from service.translate.across import across
from service.translate.checks import Pair, check
from service.translate.desk import Desk, open_desk
from service.translate.workbench import checked, drafted, equipped, segments_of
from service.verify import Gate
from service.verify.check import Checker
from service.verify.coverage import coverage
from service.verify.neutrality import neutrality
from service.verify.whole import lost_references

FEWEST_WORDS = 4  # below this there is nothing to summarise


class Engine:
    """Holds the models and does the work. One call at a time; not for several threads.

    With a `cache`, a summary that is in it is not made again. The models in this process are known by the hash of their
    weights. What stands behind a server's name may change without a sign, and a script may run out of answers: what
    such a model wrote is never kept.

    A `notify` may raise Cancelled: the work stops there, calls to a server are cancelled, nothing is kept, and the
    engine is ready for the next call. It is called at least about once a second, except while a model is loaded or a
    server is first asked what it is; while a document is read, its speakers are told apart and it is indexed (some
    seconds for 200,000 words); and while CTranslate2 or a model of entailment works on a batch.
    """

    def __init__(self, settings: Settings, cache: ResultCache | None = None) -> None:
        self.settings = settings
        self.cache = cache
        self._writers: dict[str, Writer] = {}
        self._translators: dict[str, Translator | Writer] = {}

    @cached_property
    def encoder(self) -> Encoder:
        """The embedded encoder, loaded once. Raises ModelCorrupt."""
        return registry.encoder(self.settings)

    @cached_property
    def entails(self) -> Entails | None:
        """The model of entailment that the settings name, loaded once; None without. Raises ModelUnusable."""
        return registry.entailment(self.settings)

    def load(self, name: str = registry.EMBEDDED) -> Encoder | Writer:
        """The model that `name` stands for, so that it is there before it is needed. Raises as `writer` does."""
        return self.encoder if name == registry.EMBEDDED else self.writer(name)

    def writer(self, name: str) -> Writer:
        """The model that `name` stands for, loaded once.

        Raises UnknownModel, InvalidRequest, MissingExtra, ModelError.
        """
        if name not in self._writers:
            self._writers[name] = registry.writer(name, self.settings)
        return self._writers[name]

    def translator(self, name: str) -> Translator | Writer:
        """What drafts translations under `name`, loaded once. Raises as `writer` does."""
        if name in self._writers:
            return self._writers[name]
        if name not in self._translators:
            self._translators[name] = registry.translator(name, self.settings)
        return self._translators[name]

    @property
    def models(self) -> int:
        """How many models that write or translate are loaded."""
        return len(self._writers) + len(self._translators)

    def use(self, name: str, writer: Writer) -> None:
        """Let `name` stand for a model that is there already."""
        self._writers[name] = writer

    @cached_property
    def _reading(self) -> Reading:
        settings = self.settings
        return Reading(
            Limits(
                characters=settings.max_characters,
                pages=settings.max_pages,
                unpacked_bytes=settings.max_unpacked_bytes,
                seconds=settings.reading_seconds,
                memory_bytes=settings.reading_memory_bytes,
            )
        )

    def read(
        self,
        source: bytes | str,
        *,
        media_type: str = "",
        title: str = "",
        language: str = "",
        published: date | None = None,
        name: str = "",
    ) -> Document:
        """The document in `source`, with its language and sentences.

        `source` is a file's bytes, of any format that is read, or a text; `media_type` is what its sender states,
        `published` the day it appeared, `name` the file's. Raises InputError.
        """
        document = self._reading.read(source, stated=media_type, title=title, published=published, name=name)
        return segment(document, language=language)

    def read_each(
        self,
        source: bytes | str,
        *,
        media_type: str = "",
        language: str = "",
        published: date | None = None,
        name: str = "",
    ) -> list[Document]:
        """As `read`, a document for each article in `source`. Raises InputError."""
        documents = self._reading.read_each(source, stated=media_type, published=published, name=name)
        return [segment(document, language=language) for document in documents]

    def answer(self, request: SummaryRequest, *, fresh: bool = False, notify: Notify = unheard) -> Summary | Summaries:
        """What `request` asks for; Summaries when it asks for one of each article. See `summarize`."""
        started = time.perf_counter()
        self._require_model(request.options)
        source, stated, name = _source(request)
        if not request.split:
            document = self.read(
                source,
                media_type=stated,
                title=request.title,
                language=request.language,
                published=request.published,
                name=name,
            )
            return self._summarize(document, request.options, started, fresh=fresh, notify=notify)
        documents = self.read_each(
            source, media_type=stated, language=request.language, published=request.published, name=name
        )
        return self._each(documents, request.options, fresh=fresh, notify=notify)

    def _each(self, documents: Sequence[Document], options: Options, *, fresh: bool, notify: Notify) -> Summaries:
        """A summary of each; one article that cannot be summarised does not take the others along.

        Raises as `summarize` when it is true of all of them, and ServiceError for any.
        """
        summaries, failed, errors = [], [], []
        for index, document in enumerate(documents):
            try:
                started = time.perf_counter()
                summaries.append(self._summarize(document, options, started, fresh=fresh, notify=notify))
            except Cancelled:
                raise
            except InputError as error:
                failed.append(Failed(index=index, title=document.title, problem=Problem.of(error)))
                errors.append(error)
        if not summaries:
            raise errors[0]
        return Summaries(summaries=tuple(summaries), failed=tuple(failed))

    def summarize(
        self, source: Document | bytes | str, options: Options, *, fresh: bool = False, notify: Notify = unheard
    ) -> Summary:
        """The verified summary of `source`: what `read` gave, or what it takes.

        `notify` hears how far the work has come, and each claim and statement as soon as it is known to be shown; the
        stage CACHED when the summary was there already. `fresh` makes it anew all the same, and keeps that. Only
        complete summaries are kept.

        Raises InputError when the input is at fault, ServiceError when we are.
        """
        started = time.perf_counter()
        self._require_model(options)
        document = source if isinstance(source, Document) else self.read(source)
        return self._summarize(document, options, started, fresh=fresh, notify=notify)

    def _require_model(self, options: Options) -> None:
        """Whoever names a wrong one hears of it before anything is read. Raises as `writer` does."""
        if options.model != registry.EMBEDDED:
            self.load(options.model)

    def _summarize(
        self, document: Document, options: Options, started: float, *, fresh: bool, notify: Notify
    ) -> Summary:
        _require_sentences(document)
        notify(Event(stage=Stage.INGESTED))
        if options.output_language not in ("", document.language):
            return self._across(document, options, started, notify)
        drafter = self._drafter(document, options, notify)
        receipt = receipt_of(document, options, drafter, self._judge(document))
        cache = self.cache if self._repeats(options) else None
        key = key_of(document, receipt, self._circumstances(options)) if cache else ""
        if cache and not fresh and (kept := cache.get(key)):
            notify(Event(stage=Stage.CACHED))
            for shown in (*kept.claims, *kept.abstract.statements):
                notify(shown)
            return kept
        summary = self._summary(document, drafter, receipt, started, notify)
        if cache and summary.status is Status.COMPLETE:
            cache.put(key, summary)
        return summary

    def _across(self, document: Document, options: Options, started: float, notify: Notify) -> Summary:
        """In another language than the article's; never kept, since terms, names and the memory may change.

        Raises InvalidRequest, NothingVerified, and as `_summary`.
        """
        name = self.settings.translator or (options.model if options.model != registry.EMBEDDED else "")
        if not name:
            raise InvalidRequest(
                f"The embedded model does not translate from {document.language} to {options.output_language}: set "
                "PLUMBLINE_TRANSLATOR, or name a chat model."
            )
        translator = self.translator(name)
        drafter = self._drafter(document, options, notify)
        receipt = receipt_of(document, options, drafter, self._judge(document))
        receipt = receipt.model_copy(update={"translator": Model(id=translator.id, sha256=translator.sha256)})
        found = self._summary(document, drafter, receipt, started, events_of(notify))
        summary = across(
            found, options.output_language, lambda work: self._checked(work, translator, self.desk, notify), self.desk
        )
        if not summary.claims and not summary.abstract.statements:
            raise NothingVerified(f"No statement came across: {summary.withheld[-1].detail}")
        for shown in (*summary.claims, *summary.abstract.statements):
            notify(shown)
        seconds = round(time.perf_counter() - started, 3)
        return summary.model_copy(
            update={
                "neutrality": neutrality(
                    document.text,
                    summary.abstract.text,
                    document.language,
                    options.output_language,
                    spans=options.include_text,
                ),
                "usage": summary.usage.model_copy(update={"seconds": seconds}),
            }
        )

    def _checked(
        self, translation: Translation, translator: Translator | Writer | None, desk: Desk, notify: Notify
    ) -> Translation:
        ready = equipped(translation, desk, notify)
        done = drafted(ready, translator, max_tokens=self.settings.model_max_tokens, notify=notify)
        if translator:
            done = done.model_copy(update={"model": Model(id=translator.id, sha256=translator.sha256)})
        return checked(done, desk, notify)

    def _summary(
        self, document: Document, drafter: Drafter, receipt: Receipt, started: float, notify: Notify
    ) -> Summary:
        """What is drafted, verified. Raises NothingVerified, TooShort, ModelError."""
        options = receipt.options
        gate = self.gate(document, options.policy, notify)
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
            neutrality=neutrality(
                document.text,
                abstract.text,
                document.language,
                options.output_language or document.language,
                spans=options.include_text,
            ),
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

    def _drafted(self, document: Document, drafter: Drafter, options: Options) -> list[Drafted]:
        """The statements of a summary of the type that is asked for. A headline is the rules' own, whatever drafts."""
        if options.type is Type.HEADLINE:
            encoder: Encoder = self.encoder if document.language == "en" else Trigrams()
            rules = drafter if isinstance(drafter, Extractive) else Extractive(document, encoder)
            return rules.headline(options.words)
        if options.type is Type.TEASER and isinstance(drafter, Extractive):
            return drafter.teaser(options.words, options.statements)
        return drafter.abstract(options.words, options.statements)

    def _repeats(self, options: Options) -> bool:
        """Whether the same document and receipt give the same summary, whatever happened in between."""
        return options.model == registry.EMBEDDED or self.writer(options.model).pinned

    def _circumstances(self, options: Options) -> dict[str, str | int]:
        """What a receipt does not name, and decides all the same what a model writes."""
        if options.model == registry.EMBEDDED:
            return {}
        names = {"chunk_tokens", "model_max_tokens", "device", "dtype"}
        return {**self.settings.model_dump(include=names), "window": self.writer(options.model).window}

    def gate(self, document: Document, policy: Policy, notify: Notify = unheard) -> Gate:
        """The judge of what is drafted of `document`."""
        english = document.language == "en"
        return Gate(
            document,
            policy=policy,
            encode=self.encode if english else None,
            entails=self._judge(document),
            notify=notify,
        )

    def _judge(self, document: Document) -> Entails | None:
        """The model of entailment, of an article in the language that it reads."""
        return self.entails if document.language == "en" else None

    def _drafter(self, document: Document, options: Options, notify: Notify) -> Drafter:
        """The way from a document to a draft that the model has."""
        writer = None if options.model == registry.EMBEDDED else self.writer(options.model)
        encoder: Encoder = self.encoder if document.language == "en" else Trigrams()
        if writer is None:
            return Extractive(document, encoder, notify=notify)
        limits = {"chunk_tokens": self.settings.chunk_tokens, "max_tokens": self.settings.model_max_tokens}
        if writer.kind is Kind.SEQ2SEQ:
            rules = Extractive(document, encoder, notify=notify)
            return Seq2seq(document, writer, rules, notify=notify, **limits)
        language = language_name(document.language)
        return Chat(document, writer, encoder, language=language, notify=notify, **limits)

    def check(
        self,
        source: str | File,
        text: str | File,
        *,
        language: str = "",
        include_text: bool = False,
        notify: Notify = unheard,
    ) -> Checks:
        """Every statement of `text` against `source`; `notify` hears how many are done. Raises InputError.

        `include_text` returns the source's text that the offsets point into.
        """
        document = self._opened("source", source, language)
        text = self._written(text)
        limit = self.settings.max_characters
        if len(text) > limit:
            raise TooLarge(
                f"The text to check has {len(text):,} characters; the limit is {limit:,}.",
                limit=limit,
                actual=len(text),
            )
        statements = [statement for line in text.splitlines() for statement in _sentences(line)]
        if not statements:
            raise EmptyDocument("The text to check is empty.")
        english = document.language == "en"
        checker = Checker(document, self.encode if english else None, self._judge(document))
        progress = Progress(notify, Stage.VERIFYING, len(statements))
        checks = []
        for statement in statements:
            checks.append(checker.check(statement))
            progress.one_done()
        return Checks(
            statements=lost_references(checks),
            document_sha256=document.sha256,
            source_text=document.text if include_text else None,
        )

    def _opened(self, side: str, given: str | File, language: str = "") -> Document:
        """The document in one of two texts or files. Raises InputError, which says in which file."""
        if isinstance(given, str):
            return self.read(given, language=language)
        try:
            return self.read(given.content, media_type=given.media_type, language=language, name=given.name)
        except InputError as error:
            error.detail = f"The {side}: {error.detail}"
            raise

    def _written(self, text: str | File) -> str:
        """What is to be checked. Lines of plain text stay as they are: each may be a sentence. Raises InputError."""
        if isinstance(text, str):
            return clean(text)
        document = self._opened("text to check", text)
        return clean(decode(text.content)) if document.media_type == PLAIN else document.text

    @cached_property
    def desk(self) -> Desk:
        """The terms, translations and names that are kept on this machine. Raises InputError."""
        return open_desk(self.settings.data_dir, usual=self.settings.glossaries)

    def translate(
        self, request: TranslationRequest, *, desk: Desk | None = None, notify: Notify = unheard
    ) -> Translation:
        """The article as segments, each with its terms, names and matches; drafted where a model is named, and checked.

        `desk` holds what a translator has at hand, instead of what is kept here. Raises InputError, ModelError.
        """
        desk = self.desk if desk is None else desk
        model = request.model or self.settings.translator
        translator = self.translator(model) if model else None
        source, stated, name = _source(request)
        document = self.read(
            source, media_type=stated, title=request.title, language=request.source_language, name=name
        )
        if document.language == request.target_language:
            raise InvalidRequest(f"The article is in {document.language} already; name another language as `to`.")
        if request.source_language and scripts.unlikely(document.text, request.source_language):
            raise InvalidRequest(
                f"The article has hardly a letter of {language_name(request.source_language)}: name its own language, "
                "or none, as `from`."
            )
        notify(Event(stage=Stage.INGESTED))
        translation = Translation(
            source_language=document.language,
            target_language=request.target_language,
            title=document.title,
            name=document.source,
            document_sha256=document.sha256,
            segments=tuple(segments_of(document)),
        )
        return self._checked(translation, translator, desk, notify)

    def open_translation(
        self, request: TranslationFile, *, desk: Desk | None = None, notify: Notify = unheard
    ) -> Translation:
        """A translation that another tool saved, with what a translator has at hand, checked. Raises InputError."""
        desk = self.desk if desk is None else desk
        opened = exchange.read(request.file.content, request.file.name)
        return checked(equipped(opened, desk, notify), desk, notify)

    def check_translation(self, request: TranslationCheck, *, desk: Desk | None = None) -> Issues:
        """What is wrong with a translation. Raises InputError."""
        if request.source_language == request.target_language:
            raise InvalidRequest("Both texts are said to be in one language: name another as `to`.")
        for side, text in (("source", request.source), ("translation", request.target)):
            if not text.strip():
                raise EmptyDocument(f"The {side} is empty.")
        limit = self.settings.max_characters
        size = len(request.source) + len(request.target)
        if size > limit:
            raise TooLarge(f"Both texts have {size:,} characters; the limit is {limit:,}.", limit=limit, actual=size)
        desk = self.desk if desk is None else desk
        languages = request.source_language, request.target_language
        pair = Pair(clean(request.source), clean(request.target), *languages, desk.glossary(*languages), desk.ledger)
        return Issues(issues=tuple(check(pair)))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of shape (len(texts), dimensions), by the embedded encoder."""
        return self.encoder.encode(texts)[0]


def _source(request: Sent) -> tuple[bytes | str, str, str]:
    """The article, its media type as stated, and its file's name."""
    if request.file is not None:
        return request.file.content, request.file.media_type, request.file.name
    return (request.html, HTML, "") if request.html is not None else (request.text or "", "", "")


def _nothing(document: Document, options: Options, failures: Sequence[ModelError]) -> PlumblineError:
    """Why there is no summary: what the model failed with, or that nothing fits."""
    if failures:
        return failures[0]
    return NothingVerified(
        f"None of the {len(document.sentences)} sentences could be kept within {options.max_words} words."
    )


def _sentences(line: str) -> list[str]:
    """The sentences of one line, marks of a list left out."""
    bare = re.sub(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+", "", line)
    return [bare[span.start : span.end] for span in split(bare)]


def _require_sentences(document: Document) -> None:
    """Raises TooShort."""
    words = word_count(document.text)
    if words < FEWEST_WORDS and len(document.text) < 40 and document.language not in ("zh", "ja", "th"):
        raise TooShort(f"The document has {words} words; send at least one full sentence.")
    if not document.sentences:
        raise TooShort("The document has headings and no sentence; send the text of the article as well.")
