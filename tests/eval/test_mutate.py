"""Mutations change one fact, and the checker catches most of them on our own references."""

from __future__ import annotations

import random
from collections import defaultdict

import pytest

from eval.bench_mutations import trials
from eval.mutate import MUTATIONS, mutations, people
from service.engine import Engine

ARTICLE = "Ada Brenn met Karl Osten on Monday. Lena Vidal may resign in March. Output was 5 percent of 4,600 tonnes."


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("number", "Output was 4,600 tonnes."),
        ("unit", "Output was 5 percent."),
        ("date", "They met on Monday."),
        ("name, foreign", "Ada Brenn spoke."),
        ("name, of the article", "It was for Ada Brenn."),
        ("negation", "Output was high."),
        ("certainty", "Lena Vidal may resign."),
        ("speaker", "Ada Brenn said that the output of the plant was high."),
        ("attribution dropped", "Ada Brenn said that the output of the plant was high."),
        ("roles", "Ada Brenn criticised Karl Osten."),
        ("quantity word", "Most of the dockers left."),
        ("date, relative", "The dockers left last week."),
    ],
)
def test_each_mutation_changes_the_text(kind: str, text: str) -> None:
    made = MUTATIONS[kind](text, ARTICLE, random.Random(0))
    assert made
    assert made != text
    assert kind in {mutation.kind for mutation in mutations(text, ARTICLE, random.Random(0))}
    assert MUTATIONS[kind]("Nothing.", ARTICLE, random.Random(0)) is None


def test_people_are_full_names() -> None:
    assert people("President Ada Brenn of the Harbour Union met Karl Osten. Ada Brenn left.") == [
        "Ada Brenn",
        "Karl Osten",
    ]


def test_the_checker_holds_its_rates(engine: Engine) -> None:
    """Floors under what was measured on the claims of the references; see RESULTS.md for the figures."""
    caught: dict[str, list[bool]] = defaultdict(list)
    for trial in trials(engine, None):
        if trial.corpus == "claims":
            caught[trial.kind].append(trial.caught)
    rates = {kind: sum(hits) / len(hits) for kind, hits in caught.items()}
    assert rates["true"] <= 0.05
    for kind, floor in {
        "number": 0.98,
        "date": 0.98,
        "unit": 0.95,
        "name, foreign": 0.95,
        "speaker": 0.9,
        "attribution dropped": 0.9,
        "negation": 0.85,
        "certainty": 0.8,
        "name, of the article": 0.6,
        "roles": 0.4,
        "date, relative": 0.9,
        "invented": 0.95,
    }.items():
        assert rates[kind] >= floor, kind
