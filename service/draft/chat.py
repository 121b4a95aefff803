"""The drafter for chat models: claims of each chunk with their words quoted, then an abstract of the verified ones."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Annotated

from pydantic import StringConstraints

from service.asking import Asking
from service.core.document import Document, Frozen, Span
from service.core.draft import Drafted, DraftedClaim
from service.core.errors import ModelError, ModelUnusable
from service.core.events import Event, Notify, Progress, Stage
from service.core.receipt import Model
from service.core.summary import Attribution, Claim, ClaimKind, SpeechKind
from service.draft.merging import heaviest, merge
from service.models.base import Encoder, Writer
from service.prompting import PromptTemplate, load, neutralise
from service.reading.grounding import Source
from service.segment import chunks, pieces

ANSWER = 3  # a model's answer takes no more than this part of its window
SLACK = 64  # tokens for a template's marks, and for words that are cut in other places when texts are joined
LEAST = 64  # tokens of an article that a prompt has to have room for
LINE = 60  # tokens of the tags round a claim, from above
CLAIMS_READ = 120  # claims that an abstract is written from: more than anybody puts in one

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class ClaimAnswer(Frozen):
    quote: Text
    speaker: str
    kind: ClaimKind
    text: Text


class ClaimsAnswer(Frozen):
    claims: tuple[ClaimAnswer, ...]


class SentenceAnswer(Frozen):
    text: Text
    claims: tuple[str, ...]


class AbstractAnswer(Frozen):
    sentences: tuple[SentenceAnswer, ...]


class Chat:
    """See `Drafter`. `encoder` tells which claims say the same; `language` as English calls it.

    The model is not asked before there are claims to draft; that raises ModelUnusable when its window is too small for
    the prompts.
    """

    def __init__(
        self,
        document: Document,
        writer: Writer,
        encoder: Encoder,
        *,
        language: str,
        chunk_tokens: int,
        max_tokens: int,
        notify: Notify,
    ) -> None:
        self._document = document
        self._writer = writer
        self.backend = writer.backend
        self.model = Model(id=writer.id, sha256=writer.sha256)
        self._encoder = encoder
        self._language = language
        self._notify = notify
        self.selection: Model | None = None  # the model chooses
        self.slant: Model | None = None
        self._prompts: dict[str, PromptTemplate] = {task: load(task) for task in ("claims", "abstract", "repair")}
        self._answer = min(max_tokens, writer.window // ANSWER)
        self._chunk_tokens = chunk_tokens
        self.failed: dict[int, ModelError] = {}
        self.tokens_read = 0
        self.tokens_written = 0
        self._weighed: list[tuple[Claim, float]] = []

    def _still(self) -> None:
        """While the model counts: how many chunks there will be is not known yet."""
        self._notify(Event(stage=Stage.DRAFTING))

    @cached_property
    def _room(self) -> int:
        """Tokens of a prompt that are left for the article or its claims."""
        writer = self._writer
        frame = self._prompts["claims"].render(article="", language=self._language)
        room = writer.window - self._answer - sum(writer.count([frame.system, frame.user], self._still)) - SLACK
        if room < LEAST:
            raise ModelUnusable(
                f"{writer.id} takes {writer.window:,} tokens, of which the prompts leave {max(0, room):,}."
            )
        return room

    @cached_property
    def chunks(self) -> list[Span]:
        budget = min(self._chunk_tokens, self._room)
        counts = self._writer.count([self._document.slice(piece) for piece in pieces(self._document)], self._still)
        return chunks(self._document, counts, budget)

    @property
    def prompts(self) -> tuple[PromptTemplate, ...]:
        return tuple(self._prompts.values())

    def claims(self, most: int) -> list[DraftedClaim]:  # noqa: ARG002 - which are the best is seen when all are there
        """Every claim that the model made of any chunk, in the order of the chunks. Raises ModelUnusable."""
        asking = Asking(self._writer, ClaimsAnswer, self._prompts["repair"], max_tokens=self._answer)
        prompts = [
            self._prompts["claims"].render(article=self._document.slice(chunk), language=self._language)
            for chunk in self.chunks
        ]
        answers = asking.answers(prompts, Progress(self._notify, Stage.DRAFTING, len(prompts)))
        self._add(asking)
        drafted: list[DraftedClaim] = []
        for index, (chunk, answer) in enumerate(zip(self.chunks, answers, strict=True)):
            if isinstance(answer, ModelError):
                self.failed[index] = answer
            else:
                drafted += self._located(chunk, answer)
        return drafted

    def select(self, claims: Sequence[Claim], most: int) -> list[Claim]:
        """The `most` claims that matter, doubles merged, in the order of the article."""
        progress = Progress(self._notify, Stage.MERGING)
        vectors, _ = self._encoder.encode([claim.text for claim in claims], lambda _: progress.still())
        self._weighed = merge(claims, vectors)
        return heaviest(self._weighed, most)

    def abstract(self, max_words: int, most: int | None = None) -> list[Drafted]:  # noqa: ARG002 - the gate counts
        """Sentences written from the verified claims only, as many of them as the model's window holds.

        When the model fails, the claims themselves: they need no model.
        """
        chosen = self._fitting()
        if not chosen:
            return []
        listed = [
            {"id": f"c{number}", "speaker": claim.attribution.speaker or "", "text": claim.text}
            for number, claim in enumerate(chosen, 1)
        ]
        prompt = self._prompts["abstract"].render(claims=listed, language=self._language, max_words=max_words)
        asking = Asking(self._writer, AbstractAnswer, self._prompts["repair"], max_tokens=self._answer)
        (answer,) = asking.answers([prompt], Progress(self._notify, Stage.MERGING, 1))
        self._add(asking)
        if isinstance(answer, ModelError):
            return [_as_statement(claim, "selected_claim") for claim in heaviest(self._weighed, max_words // 10 + 1)]
        named = {item["id"]: claim for item, claim in zip(listed, chosen, strict=True)}
        return [
            Drafted(
                sentence.text,
                tuple(span for id in sentence.claims if id in named for span in _places(named[id])),
                free=True,
            )
            for sentence in answer.sentences
        ]

    def _located(self, chunk: Span, answer: ClaimsAnswer) -> list[DraftedClaim]:
        """The claims with the places of their quotes; a quote is looked for in the text as the model read it."""
        source = Source(neutralise(self._document.slice(chunk)))
        drafted = []
        for claim in answer.claims:
            found = source.find(claim.quote)
            spans = (
                ()
                if found is None
                else tuple(Span(start=chunk.start + span.start, end=chunk.start + span.end) for span in found.spans)
            )
            speaker = claim.speaker.strip() or None
            said = SpeechKind.REPORTED if speaker else SpeechKind.OWN_VOICE
            drafted.append(
                DraftedClaim(
                    claim.text,
                    spans,
                    flags=() if spans else ("quote_not_found",),
                    free=True,
                    kind=claim.kind,
                    attribution=Attribution(speaker=speaker, kind=said, cue=None),
                )
            )
        return drafted

    def _fitting(self) -> list[Claim]:
        """The heaviest claims that fit in one prompt, in the order of the article: however long the article was."""
        order = sorted(range(len(self._weighed)), key=lambda at: (-self._weighed[at][1], at))[:CLAIMS_READ]
        texts = [f"c000 {claim.attribution.speaker} {claim.text}" for claim, _ in self._weighed]
        sizes = self._writer.count(texts, Progress(self._notify, Stage.MERGING).still)
        room = self._room
        chosen = []
        for at in order:
            room -= sizes[at] + LINE
            if room < 0:
                break
            chosen.append(at)
        return [self._weighed[at][0] for at in sorted(chosen)]

    def _add(self, asking: Asking[ClaimsAnswer] | Asking[AbstractAnswer]) -> None:
        self.tokens_read += asking.tokens_read
        self.tokens_written += asking.tokens_written


def _places(claim: Claim) -> tuple[Span, ...]:
    return tuple(Span(start=item.start, end=item.end) for item in claim.evidence)


def _as_statement(claim: Claim, flag: str) -> Drafted:
    return Drafted(claim.text, _places(claim), flags=(*claim.flags, flag), free=True)
