"""The drafter for summarisers without instructions: chunks to summaries, and those together, until one is left.

What such a model writes names neither speakers nor places, so the claims are those of the embedded drafter's rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from functools import cached_property

from service.core.document import Document, Span
from service.core.draft import Drafted, DraftedClaim
from service.core.errors import ModelError, PromptTruncated
from service.core.events import Notify, Progress, Stage
from service.core.receipt import Model
from service.core.summary import Claim
from service.draft.extractive import Extractive
from service.models.base import Completion, Prompt, Writer
from service.prompting import PromptTemplate
from service.segment import chunks, pieces, split

ANSWER = 4  # a summary has at most this part of the window, so that several fit in it together
TOKENS_A_WORD = 2  # of an abstract, from above
LEAST = 24  # tokens of the shortest summary that is asked for


class Seq2seq:
    """See `Drafter`. `rules` drafts the claims. The model is not asked before there is an abstract to draft."""

    prompts: tuple[PromptTemplate, ...] = ()

    def __init__(
        self,
        document: Document,
        writer: Writer,
        rules: Extractive,
        *,
        chunk_tokens: int,
        max_tokens: int,
        notify: Notify,
    ) -> None:
        self._document = document
        self._writer = writer
        self.backend = writer.backend
        self.model = Model(id=writer.id, sha256=writer.sha256)
        self.selection = rules.selection
        self.slant = rules.slant
        self._rules = rules
        self._max_tokens = min(max_tokens, max(LEAST, writer.window // ANSWER))
        self._notify = notify
        self._room = min(chunk_tokens, writer.window * 19 // 20)  # joined texts have other tokens at their seams
        self.failed: dict[int, ModelError] = {}
        self.tokens_read = 0
        self.tokens_written = 0

    @cached_property
    def chunks(self) -> list[Span]:
        counts = self._writer.count([self._document.slice(piece) for piece in pieces(self._document)])
        return chunks(self._document, counts, self._room)

    def claims(self, most: int) -> list[DraftedClaim]:
        return self._rules.claims(most)

    def select(self, claims: Sequence[Claim], most: int) -> list[Claim]:
        return self._rules.select(claims, most)

    def abstract(self, max_words: int, most: int | None = None) -> list[Drafted]:  # noqa: ARG002 - the gate counts
        """The sentences of the last summary. A chunk that fails is left out, and named in `failed`."""
        texts = [self._document.slice(chunk) for chunk in self.chunks]
        length = min(self._max_tokens, max(LEAST, TOKENS_A_WORD * max_words))
        written: dict[int, str] = {}
        for index, result in self._write(texts, length, Stage.DRAFTING).items():
            if isinstance(result, ModelError):
                self.failed[index] = result
            else:
                written[index] = result
        summaries = [written[index] for index in sorted(written)]
        while len(groups := self._groups(summaries)) < len(summaries):
            summaries = self._round(groups, length)
        return [Drafted(text[span.start : span.end], (), free=True) for text in summaries for span in split(text)]

    def _round(self, groups: list[list[str]], length: int) -> list[str]:
        """One summary for each group. When that fails its first one stands for it: the rounds end in any case."""
        found = self._write([" ".join(group) for group in groups], length, Stage.MERGING)
        return [
            groups[index][0] if isinstance(result, ModelError) else result for index, result in sorted(found.items())
        ]

    def _groups(self, summaries: list[str]) -> list[list[str]]:
        """Neighbours that fit in the window together; as many groups as summaries when no two do."""
        groups: list[list[str]] = []
        left = 0
        for text, size in zip(summaries, self._writer.count(summaries), strict=True):
            if groups and size <= left:
                groups[-1].append(text)
                left -= size
            else:
                groups.append([text])
                left = self._room - size
        return groups

    def _write(self, texts: Sequence[str], length: int, stage: Stage) -> dict[int, str | ModelError]:
        """The summary of each text, by its index. Raises PromptTruncated."""
        progress = Progress(self._notify, stage, len(texts))
        found: dict[int, str | ModelError] = {}
        writing = self._writer.write([Prompt(text) for text in texts], max_tokens=length, still=progress.still)
        with closing(writing):  # whatever stops us here stops the model too
            for index, result in writing:
                if isinstance(result, PromptTruncated):
                    raise result
                if isinstance(result, Completion):
                    self.tokens_read += result.tokens_read
                    self.tokens_written += result.tokens_written
                    found[index] = _ended(result.text) if result.tokens_written >= length else result.text
                else:
                    found[index] = result
                progress.one_done()
        return found


def _ended(text: str) -> str:
    """What stood when the model was stopped, without the sentence that it had begun."""
    spans = split(text)
    return text[: spans[-2].end] if len(spans) > 1 else text
