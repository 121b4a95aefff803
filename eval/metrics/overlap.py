"""Shared words and characters: ROUGE (Lin, 2004) by rouge-score, chrF (Popović, 2015) by sacrebleu, 0 to 1.

With several references, the mean over them: so one person can be held against the others on equal terms.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from statistics import fmean

from nltk.stem.porter import PorterStemmer
from rouge_score.rouge_scorer import RougeScorer
from sacrebleu.metrics.chrf import CHRF

from eval.case import Case
from eval.metrics.base import Better, Metric, Needs
from service.reading.words import WIDE, WORD

KINDS = {"rouge1": "rouge1", "rouge2": "rouge2", "rougeL": "rouge_l"}


_porter = PorterStemmer()  # ROUGE's own, so that figures can be held against others'


class _Words:
    """rouge-score's own tokenizer finds no word outside ASCII. Han and kana count character by character."""

    @staticmethod
    def tokenize(text: str) -> list[str]:
        spaced = WIDE.sub(lambda found: f" {found[0]} ", text)
        return [_stem(word.casefold()) for word in WORD.findall(spaced)]


@cache
def _stem(word: str) -> str:
    return str(_porter.stem(word))


@cache
def _rouge() -> RougeScorer:
    return RougeScorer(list(KINDS), tokenizer=_Words())


def rouge2(references: Sequence[str], text: str) -> float:
    """ROUGE-2 F, the mean over the references, 0 to 1."""
    return fmean(_rouge().score(reference, text)["rouge2"].fmeasure for reference in references)


def _score(case: Case) -> dict[str, float]:
    text = case.prediction.abstract
    rouge = [_rouge().score(reference, text) for reference in case.abstracts]
    chrf = CHRF()
    scores = {name: fmean(score[kind].fmeasure for score in rouge) for kind, name in KINDS.items()}
    scores["chrf"] = fmean(chrf.sentence_score(text, [reference]).score / 100 for reference in case.abstracts)
    return scores


OVERLAP = Metric(names=dict.fromkeys((*KINDS.values(), "chrf"), Better.HIGHER), score=_score, needs=Needs.ABSTRACTS)
