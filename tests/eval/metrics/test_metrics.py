"""Each metric on texts whose score is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.baselines import lexrank, shuffled
from eval.case import Case, Embedder
from eval.dataset import Example, Reference
from eval.metrics.claims import CLAIMS, same_speaker
from eval.metrics.coverage import COVERAGE
from eval.metrics.faithfulness import FAITHFULNESS
from eval.metrics.judge import content, pairs, presence
from eval.metrics.neutrality import MARKED, NEUTRALITY
from eval.metrics.overlap import OVERLAP
from eval.metrics.planted import PLANTED
from eval.metrics.registry import CHECKER, METRICS
from eval.metrics.shape import SHAPE
from eval.metrics.similarity import SIMILARITY
from eval.predictions import Prediction, SaidClaim
from service.core.document import Span
from service.core.summary import ClaimKind
from service.engine import Engine
from service.verify.check import Checker
from tests.eval.conftest import ANNOTATIONS, ARTICLE


@pytest.fixture(scope="module")
def embed(engine: Engine) -> Embedder:
    return Embedder(engine.models.encoder)


def case(engine: Engine, embed: Embedder, text: str, *claims: SaidClaim) -> Case:
    reference = Reference.model_validate(ANNOTATIONS)
    example = Example(
        id="harbour",
        text=ARTICLE,
        abstracts=tuple(abstract.text for abstract in reference.abstracts),
        claims=tuple(claim.text for claim in reference.claims),
        reference=reference,
    )
    document = engine.read(ARTICLE)
    prediction = Prediction.of_text("harbour", text, claims)
    return Case(example, document, prediction, example.abstracts, embed, Checker(document))


def test_a_claim_is_matched_once(engine: Engine, embed: Embedder) -> None:
    said = SaidClaim(
        text="Ada Brenn said that the company had offered 4 percent.", speaker="Brenn", kind=ClaimKind.STATEMENT
    )
    scores = CLAIMS.score(case(engine, embed, "", said, said))
    assert scores["claim_recall"] == pytest.approx(1 / 3)
    assert scores["claim_precision"] == pytest.approx(1 / 2)
    assert (scores["speaker_accuracy"], scores["kind_accuracy"]) == (1.0, 1.0)


def test_a_wrong_number_or_a_denial_is_no_match(embed: Embedder) -> None:
    claim = "The union said that 4,100 dockers had stayed away."
    wrong = [
        "The union said that 3,100 dockers had stayed away.",
        "The union said that 4,100 dockers had not stayed away.",
    ]
    assert pairs([claim], [claim, *wrong], embed)[0].tolist() == [pytest.approx(1.0, abs=1e-5), 0.0, 0.0]
    assert presence([claim], wrong[:1], embed)[0] < presence([claim], [claim], embed)[0] - 0.3


def test_evidence_hits_where_spans_overlap(engine: Engine, embed: Embedder) -> None:
    document = engine.read(ARTICLE)
    at = document.text.index("4,100")
    said = SaidClaim(text="Nothing like it.", evidence=(Span(start=at, end=at + 5),))
    assert CLAIMS.score(case(engine, embed, "", said))["evidence_hit"] == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("wanted", "given_", "same"),
    [
        ("General Secretary Dorvan Kelmarec", "Kelmarec", True),
        ("the Harbour Union", "Harbour Union", True),
        ("Ada Brenn", "Karl Osten", False),
        ("Ada Brenn", "Karl Brenn", False),
        (None, None, True),
        (None, "Ada Brenn", False),
        ("the minister", "the president", False),
    ],
)
def test_speakers(wanted: str | None, given_: str | None, same: bool) -> None:
    assert same_speaker(wanted, given_) is same


def test_coverage_counts_what_is_stated(engine: Engine, embed: Embedder) -> None:
    everything = " ".join(claim["text"] for claim in ANNOTATIONS["claims"])
    assert COVERAGE.score(case(engine, embed, everything)) == {"claim_coverage": 1.0}
    assert COVERAGE.score(case(engine, embed, "The weather was fine.")) == {"claim_coverage": 0.0}
    assert COVERAGE.score(case(engine, embed, "")) == {"claim_coverage": 0.0}


def test_overlap_and_similarity_of_the_reference_itself(engine: Engine, embed: Embedder) -> None:
    own = case(engine, embed, ANNOTATIONS["abstracts"][0]["text"])
    alone = Case(own.example, own.document, own.prediction, own.abstracts[:1], own.embed, own.checker)
    assert all(value == pytest.approx(1.0) for value in OVERLAP.score(alone).values())
    assert SIMILARITY.score(alone)["similarity"] == pytest.approx(1.0, abs=1e-5)
    assert OVERLAP.score(own)["rouge1"] < 1


def test_overlap_reads_other_scripts(engine: Engine, embed: Embedder) -> None:
    for text in ("공장은 3월에 문을 열었다.", "工厂于三月开工。", "Завод открыли в марте."):
        one = case(engine, embed, text)
        assert (
            OVERLAP.score(Case(one.example, one.document, one.prediction, (text,), embed, one.checker))["rouge2"] == 1.0
        )


def test_faithfulness(engine: Engine, embed: Embedder) -> None:
    text = "Dockers at Port Aden stopped work on March 3 over pay. The navy sent two ships to unload grain at night."
    assert FAITHFULNESS.score(case(engine, embed, text)) == {"supported": 0.5, "withheld": 0.0}


def test_neutrality(engine: Engine, embed: Embedder) -> None:
    scores = NEUTRALITY.score(case(engine, embed, 'The heroic dockers stopped work. Brenn called it "a heroic act".'))
    assert scores["loaded_per_100"] == pytest.approx(100 / 11)
    assert scores["unattributed"] == 0.5
    assert scores["loaded_source"] > 0
    assert MARKED.score(case(engine, embed, 'A heroic act. "A heroic act."'))["marked_per_100"] == pytest.approx(
        100 / 6
    )


def test_shape(engine: Engine, embed: Embedder) -> None:
    scores = SHAPE.score(case(engine, embed, "Dockers at Port Aden stopped work. Pigs fly backwards."))
    assert scores["words"] == 9
    assert scores["novelty"] == pytest.approx(3 / 8)
    assert scores["lix"] == pytest.approx(9 / 2 + 100 * 3 / 9)


def test_the_checker_is_scored_by_kind(engine: Engine, embed: Embedder) -> None:
    scores = PLANTED.score(case(engine, embed, ""))
    assert scores["caught_number"] == scores["caught_invented"] == 1.0
    assert scores["balanced_accuracy"] == (scores["false_caught"] + scores["true_passed"]) / 2


def test_metrics_give_the_figures_they_name(engine: Engine, embed: Embedder) -> None:
    one = case(engine, embed, "Dockers at Port Aden stopped work.")
    for metric in (*METRICS, CHECKER):
        assert set(metric.score(one)) == set(metric.names)


@given(st.text(max_size=80))
def test_content_has_no_function_words(text: str) -> None:
    assert "the" not in content(text)


def test_rankings_hold_every_sentence_once(engine: Engine) -> None:
    document = engine.read(ARTICLE)
    for rank in (lexrank, shuffled):
        assert sorted(rank(document)) == list(range(len(document.sentences)))
        assert rank(document) == rank(document)
