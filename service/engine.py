"""The composition root, and the one door: what is sent is read, then summarised, checked or translated."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date
from functools import cached_property

from service.cache import ResultCache
from service.core.check import Checks
from service.core.document import Document
from service.core.errors import Cancelled, InputError
from service.core.events import Event, Notify, Stage, unheard
from service.core.problem import Problem
from service.core.receipt import Options
from service.core.request import File, Sent, SummaryRequest, TranslationCheck, TranslationFile, TranslationRequest
from service.core.summary import Failed, Summaries, Summary
from service.core.translation import Issues, Translation
from service.ingest import Reading, clean, decode
from service.ingest.content import Limits
from service.ingest.media import HTML, PLAIN
from service.models import registry
from service.models.held import Models
from service.segment import segment
from service.settings import Settings
from service.summarising import Summariser, require_sentences
from service.translate import exchange
from service.translate.checks.texts import check_texts, require_texts
from service.translate.desk import Desk, open_desk
from service.translate.workbench import begun, checked, equipped, finished
from service.verify.check import Checker
from service.verify.text import check_each, statements_of


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
        self.models = Models(settings)
        self._summariser = Summariser(settings, self.models, cache)

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
        """Whoever names a wrong one hears of it before anything is read. Raises as `Models.writer` does."""
        if options.model != registry.EMBEDDED:
            self.models.load(options.model)

    def _summarize(
        self, document: Document, options: Options, started: float, *, fresh: bool, notify: Notify
    ) -> Summary:
        require_sentences(document)
        notify(Event(stage=Stage.INGESTED))
        if options.output_language in ("", document.language):
            return self._summariser.summary(document, options, started, fresh=fresh, notify=notify)
        return self._summariser.across(document, options, lambda: self.desk, started, notify)

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
        statements = statements_of(self._written(text), limit=self.settings.max_characters)
        checker = Checker(document, self.models.encode_of(document.language), self.models.judge_of(document.language))
        return Checks(
            statements=check_each(checker, statements, notify),
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
        translator = self.models.translator(model) if model else None
        source, stated, name = _source(request)
        document = self.read(
            source, media_type=stated, title=request.title, language=request.source_language, name=name
        )
        translation = begun(document, request)
        notify(Event(stage=Stage.INGESTED))
        return finished(translation, desk, translator, max_tokens=self.settings.model_max_tokens, notify=notify)

    def open_translation(
        self, request: TranslationFile, *, desk: Desk | None = None, notify: Notify = unheard
    ) -> Translation:
        """A translation that another tool saved, with what a translator has at hand, checked. Raises InputError."""
        desk = self.desk if desk is None else desk
        opened = exchange.read(request.file.content, request.file.name)
        return checked(equipped(opened, desk, notify), desk, notify)

    def check_translation(self, request: TranslationCheck, *, desk: Desk | None = None) -> Issues:
        """What is wrong with a translation. Raises InputError."""
        require_texts(request, limit=self.settings.max_characters)
        return check_texts(request, self.desk if desk is None else desk)


def _source(request: Sent) -> tuple[bytes | str, str, str]:
    """The article, its media type as stated, and its file's name."""
    if request.file is not None:
        return request.file.content, request.file.media_type, request.file.name
    return (request.html, HTML, "") if request.html is not None else (request.text or "", "", "")
