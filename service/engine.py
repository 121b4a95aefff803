"""The composition root, and the one door: `Engine.summarize`."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import version

from service import __version__
from service.core.check import Checks
from service.core.document import Document
from service.core.errors import EmptyDocument, NothingVerified, TooLarge, TooShort
from service.core.receipt import Model, Options, Receipt
from service.core.summary import (
    Abstract,
    ChunkStatus,
    DocumentInfo,
    SectionInfo,
    Status,
    Summary,
    Usage,
)
from service.draft.extractive import Extractive
from service.draft.sentences import Reader
from service.ingest import clean, read_bytes, read_text
from service.models import registry
from service.models.base import Encoder, Vectors
from service.models.lexical import Trigrams
from service.reading.words import word_count
from service.segment import chunks, segment, split
from service.settings import Settings
from service.verify import Gate
from service.verify.check import Checker
from service.verify.coverage import coverage
from service.verify.neutrality import neutrality
from service.verify.whole import lost_references

CHUNK_TOKENS = 2_000
FEWEST_WORDS = 4  # below this there is nothing to summarise
LIBRARIES = ("numpy", "torch", "transformers")


class Engine:
    """Holds the models and does the work. One call at a time; not for several threads."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._encoders: dict[str, Encoder] = {}

    def load(self, name: str = "embedded") -> Encoder:
        """The model `name`, loaded once. Raises UnknownModel, ModelCorrupt."""
        if name not in self._encoders:
            self._encoders[name] = registry.load(name, threads=self.settings.threads)
        return self._encoders[name]

    def read(self, source: bytes | str, *, title: str = "", language: str = "", name: str = "") -> Document:
        """The document in `source`, with its language and sentences. Raises InputError."""
        limit = self.settings.max_characters
        if isinstance(source, bytes):
            document = read_bytes(source, max_characters=limit, title=title, source=name)
        else:
            document = read_text(source, max_characters=limit, title=title, source=name)
        return segment(document, language=language)

    def summarize(
        self, source: bytes | str, options: Options, *, title: str = "", language: str = "", name: str = ""
    ) -> Summary:
        """The verified summary of `source`: an article's bytes or text.

        Raises InputError when the input is at fault, ServiceError when we are.
        """
        started = time.perf_counter()
        registry.check(options.model)
        document = self.read(source, title=title, language=language, name=name)
        _require_sentences(document)
        reader = Reader(document)
        candidates = reader.candidates()
        if not any(candidate.whole for candidate in candidates):
            raise TooShort("No part of the document reads as a sentence; send prose with full stops.")
        encoder: Encoder = self.load(options.model) if reader.english else Trigrams()
        vectors, tokens = encoder.encode([document.slice(sentence) for sentence in document.sentences])

        def encode(texts: list[str]) -> Vectors:
            return encoder.encode(texts)[0]

        drafter = Extractive(reader, candidates, vectors, encode)
        gate = Gate(document, policy=options.policy)
        abstract = gate.abstract(drafter.abstract(options.max_words), options.max_words)
        claims = gate.claims(drafter.claims(options.max_claims))
        if not abstract.shown and not claims.shown:
            raise NothingVerified(
                f"None of the {len(document.sentences)} sentences could be kept within {options.max_words} words."
            )
        text = (" " if document.language not in ("zh", "ja") else "").join(s.text for s in abstract.shown)
        covered = coverage(len(document.text), chunks(document, tokens, CHUNK_TOKENS))
        failed = any(chunk.status is ChunkStatus.FAILED for chunk in covered.chunks)
        return Summary(
            abstract=Abstract(text=text, statements=tuple(abstract.shown)),
            claims=tuple(claims.shown),
            # what was drafted for the abstract and as a claim is withheld once
            withheld=tuple({item.text: item for item in (*abstract.withheld, *claims.withheld)}.values()),
            neutrality=neutrality(document.text, text),
            coverage=covered,
            document=_info(document, options),
            status=Status.PARTIAL if failed else Status.COMPLETE,
            receipt=self._receipt(document, options, encoder),
            usage=Usage(
                words=word_count(document.text),
                tokens=sum(tokens),
                seconds=round(time.perf_counter() - started, 3),
            ),
        )

    def check(self, source: bytes | str, text: str, *, language: str = "", name: str = "") -> Checks:
        """Every statement of `text` against `source`. Raises InputError."""
        document = self.read(source, language=language, name=name)
        text = clean(text)
        if len(text) > self.settings.max_characters:
            raise TooLarge(
                f"The text to check has {len(text):,} characters; the limit is {self.settings.max_characters:,}."
            )
        statements = [statement for line in text.splitlines() for statement in _sentences(line)]
        if not statements:
            raise EmptyDocument("The text to check is empty.")
        checker = Checker(document, self.encode if document.language == "en" else None)
        checks = lost_references([checker.check(statement) for statement in statements])
        return Checks(statements=checks, document_sha256=document.sha256)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of shape (len(texts), dimensions), by the embedded encoder."""
        return self.load().encode(texts)[0]

    def _receipt(self, document: Document, options: Options, encoder: Encoder) -> Receipt:
        return Receipt(
            service_version=__version__,
            backend="extractive",
            model=Model(id=encoder.id, sha256=encoder.sha256),
            prompt=None,
            options=options,
            seed=0,
            document_sha256=document.sha256,
            libraries=self._libraries,
        )

    @cached_property
    def _libraries(self) -> dict[str, str]:
        return {name: version(name) for name in LIBRARIES}


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


def _info(document: Document, options: Options) -> DocumentInfo:
    sections: Sequence[SectionInfo] = [
        SectionInfo(start=section.start, end=section.end, title=section.title) for section in document.sections
    ]
    return DocumentInfo(
        title=document.title,
        language=document.language,
        characters=len(document.text),
        sentences=len(document.sentences),
        sections=tuple(sections),
        sha256=document.sha256,
        text=document.text if options.include_text else None,
        sentence_spans=document.sentences if options.include_text else None,
    )
