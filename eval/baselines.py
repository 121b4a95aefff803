"""Systems that need no model: what every model has to beat, and what none can.

Each takes sentences of the article: lead-K its first (the baseline that is hard to beat on news: Nenkova, 2005), the
others the best of a ranking.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from rouge_score.rouge_scorer import RougeScorer
from sumy.models.dom import ObjectDocumentModel, Paragraph
from sumy.models.dom import Sentence as SumySentence
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer

from eval.dataset import Example, locate
from eval.predictions import Prediction, SaidClaim
from service.core.document import Document, Span
from service.core.errors import InvalidReference
from service.reading.words import WORD, word_count


@dataclass(frozen=True)
class Limits:
    max_words: int = 150
    max_claims: int = 20


Ranking = Sequence[int]  # indices of sentences, the best first


def shuffled(document: Document) -> Ranking:
    """Any order, the same for the same document."""
    order = list(range(len(document.sentences)))
    random.Random(document.sha256).shuffle(order)
    return order


def lexrank(document: Document) -> Ranking:
    """LexRank (Erkan and Radev, 2004), as sumy computes it."""
    return _ranked(LexRankSummarizer(), document)


def textrank(document: Document) -> Ranking:
    """TextRank (Mihalcea and Tarau, 2004), as sumy computes it."""
    return _ranked(TextRankSummarizer(), document)


def _ranked(summarizer: Any, document: Document) -> Ranking:
    tokenizer = _Words()
    sentences = [SumySentence(document.slice(span), tokenizer) for span in document.sentences]
    order: list[int] = []

    def keep(ranked: list[Any]) -> list[Any]:  # sumy hands its sentences over with the best first
        order.extend(item.order for item in ranked)
        return ranked

    summarizer(ObjectDocumentModel([Paragraph(sentences)]), keep)
    return order


def predict_lead(example: Example, document: Document, limits: Limits, *, most: int) -> Prediction:
    """The first `most` sentences, as far as they fit into `max_words`; the first claims are the first sentences."""
    chosen: list[Span] = []
    for span in document.sentences[:most]:
        if chosen and sum(_words(document, other) for other in (*chosen, span)) > limits.max_words:
            break
        chosen.append(span)
    claims = document.sentences[: limits.max_claims]
    return _extract(example, document, chosen, [(span, None) for span in claims])


def predict_ranked(
    example: Example, document: Document, rank: Callable[[Document], Ranking], limits: Limits
) -> Prediction:
    """The best sentences that fit into `max_words`, in source order; the best `max_claims` are the claims."""
    order = rank(document)
    chosen: list[int] = []
    words = 0
    for index in order:
        size = _words(document, document.sentences[index])
        if not chosen or words + size <= limits.max_words:
            chosen.append(index)
            words += size
    picked = [document.sentences[index] for index in sorted(chosen)]
    claims = [document.sentences[index] for index in order[: limits.max_claims]]
    return _extract(example, document, picked, [(span, None) for span in claims])


def human(example: Example, document: Document) -> Prediction:
    """One person's abstract, to be held against the others'; for the claims there is one list, so it is the ceiling.

    Raises InvalidReference when there are not two abstracts.
    """
    if len(example.abstracts) < 2:
        raise InvalidReference(f"{example.id} has {len(example.abstracts)} abstract; human against human takes two.")
    claims = () if example.reference is None else example.reference.claims
    said = tuple(
        SaidClaim(text=claim.text, speaker=claim.speaker, kind=claim.kind, evidence=_spans(document, claim.evidence))
        for claim in claims
    )
    return Prediction.of_text(example.id, example.abstracts[-1], said)


def oracle(example: Example, document: Document, limits: Limits) -> Prediction:
    """The sentences an extractor would choose if it knew the references: greedy on ROUGE-1 and ROUGE-2 (Nallapati et
    al., 2017) for the abstract, the reference claims' own evidence for the claims."""
    scorer = RougeScorer(["rouge1", "rouge2"], use_stemmer=True)

    def gain(spans: list[Span]) -> float:
        text = " ".join(document.slice(span) for span in sorted(spans, key=lambda span: span.start))
        scores = [scorer.score(reference, text) for reference in example.abstracts]
        return float(sum(score["rouge1"].fmeasure + score["rouge2"].fmeasure for score in scores))

    chosen: list[Span] = []
    while example.abstracts:
        words = sum(_words(document, span) for span in chosen)
        options = [
            span
            for span in document.sentences
            if span not in chosen and words + _words(document, span) <= limits.max_words
        ]
        best = max(options, key=lambda span: gain([*chosen, span]), default=None)
        if best is None or gain([*chosen, best]) <= gain(chosen):
            break
        chosen.append(best)
    claims: list[tuple[Span, SaidClaim | None]] = []
    for claim in () if example.reference is None else example.reference.claims:
        for place in _spans(document, claim.evidence):
            within = [span for span in document.sentences if span.start < place.end and place.start < span.end]
            known = SaidClaim(text=claim.text, speaker=claim.speaker, kind=claim.kind)
            claims.extend((span, known) for span in within[:1])
    return _extract(example, document, sorted(chosen, key=lambda span: span.start), claims[: limits.max_claims])


def _words(document: Document, span: Span) -> int:
    return word_count(document.slice(span))


class _Words:
    """The tokenizer that sumy asks for, over our words: its own wants data from the network."""

    @staticmethod
    def to_words(text: str) -> tuple[str, ...]:
        return tuple(word.casefold() for word in WORD.findall(text))


def _extract(
    example: Example, document: Document, abstract: Sequence[Span], claims: Sequence[tuple[Span, SaidClaim | None]]
) -> Prediction:
    said = tuple(
        SaidClaim(
            text=_line(document.slice(span)),
            evidence=(span,),
            speaker=known.speaker if known else None,
            kind=known.kind if known else None,
        )
        for span, known in claims
    )
    text = " ".join(_line(document.slice(span)) for span in abstract)
    return Prediction.of_text(example.id, text, said)


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _spans(document: Document, passages: Sequence[str]) -> tuple[Span, ...]:
    return tuple(span for span in (locate(document, passage) for passage in passages) if span is not None)
