"""What is chosen beside what: nothing twice, and what a sentence speaks of before it."""

from __future__ import annotations

import numpy as np
import pytest

from service.draft.antecedents import antecedents
from service.draft.choice import choose
from service.draft.sentences import Candidate

from .articles import candidates

MAYOR = "The mayor of Orla sent a letter to the crew of the ferry on Monday."
RAIN = "Heavy rain closed two roads north of the port."
SCHOOL = "A new school will open beside the harbour."
FAIR = "Visitors from nine towns came to the summer fair."
LETTER = "The letter said that all fares rise in May."


def told(values: list[float], most: int, *sentences: str) -> list[str]:
    """What is chosen of `sentences`, which are worth `values` and are not alike."""
    found: list[Candidate] = candidates(" ".join(sentences))
    worth, vectors = np.array(values, dtype=np.float32), np.eye(len(found), dtype=np.float32)
    return [candidate.text for candidate in choose(found, worth, vectors, {}, most, needs=antecedents(found))]


def test_what_a_subject_means_is_told_before() -> None:
    sentences = (MAYOR, RAIN, SCHOOL, FAIR, LETTER)
    assert told([0.1, 0.5, 0.1, 0.1, 0.55], 9, *sentences) == [RAIN]
    assert told([0.5, 0.5, 0.1, 0.1, 0.55], 24, *sentences) == [MAYOR, LETTER]


def test_the_sentence_just_before_tells_it_too() -> None:
    found = candidates(f"{MAYOR} {RAIN} {SCHOOL} {FAIR} {LETTER}")
    assert antecedents(found) == {4: frozenset({0, 2, 3})}


def test_what_nobody_told_before_asks_for_nothing() -> None:
    assert antecedents(candidates(f"{RAIN} {SCHOOL} {LETTER}")) == {}


def test_what_is_of_somewhere_asks_for_the_place() -> None:
    found = candidates(f"{MAYOR} {RAIN} {SCHOOL} {FAIR} The Venn paper said that all fares rise in May.")
    assert antecedents(found) == {4: frozenset({2, 3})}


def test_a_quotation_that_points_back_asks_for_what_it_is_about() -> None:
    found = candidates(f"{MAYOR} {RAIN} {SCHOOL} {FAIR} “This is a long list,” Ada Brenn said.")
    assert antecedents(found) == {4: frozenset({2, 3})}


@pytest.mark.parametrize(
    "last",
    [
        "The move angers the crew.",
        "The ad comes only a week before they vote.",
        "The questions come as the council meets in Orla.",
        "The visitors say that the fair was long.",
        "In Orla, the pair also left the ferry.",
        "Few towns fare so well in this regard.",
        "Ada Brenn came to Orla on that day in May.",
        "Both sides said that fares rise in May.",
        "The mayor met the crew later that day.",
    ],
)
def test_what_can_only_mean_something_told_asks_for_it(last: str) -> None:
    assert antecedents(candidates(f"{RAIN} {SCHOOL} {FAIR} {last}"))[3] >= {1, 2}


@pytest.mark.parametrize(
    "last",
    [
        "Fares rise in May this year.",
        "The crew said that the ferry was old and this ferry was safe.",
        "Ada Brenn said: “In this regard we fare well.”",
        "The police met both men of the crew and the mayor in the police hall.",
        "The fare which rose most is that of the ferry to Ardal.",
    ],
)
def test_what_a_sentence_tells_itself_asks_for_nothing(last: str) -> None:
    assert antecedents(candidates(f"{RAIN} {SCHOOL} {FAIR} {last}")) == {}


def test_the_same_words_are_chosen_once() -> None:
    again = "The mayor of Orla sent a letter to the crew on Monday."
    assert told([0.5, 0.5, 0.2], 60, MAYOR, again, RAIN) == [MAYOR, RAIN]
    figures = ("Sales of heat pumps rose by 4 million in June.", "Sales of heat pumps rose by 7 million in July.")
    assert told([0.5, 0.5], 60, *figures) == list(figures)


def test_what_is_told_in_other_words_is_no_second_sentence() -> None:
    first = "The mayor of Orla sent a letter to the crew of the ferry on Monday, and nobody answered."
    again = "The mayor of Orla sent the ferry a letter that few had expected from the town hall."
    figures = ("The mayor of Orla sent 4 letters to the ferry.", "The mayor of Orla sent the ferry 7 boxes.")
    forms = (
        "Ada Brenn, 54, resigned as head of the harbour board.",
        "The head of the harbour board is resigning after 9 years of bad health.",
    )
    for pair, edited, kept in (
        ((first, again), True, 1),
        ((first, again), False, 2),
        (figures, True, 2),
        (forms, True, 1),
    ):
        found = candidates(" ".join(pair))
        worth, vectors = np.ones(2, dtype=np.float32), np.array([[1, 0], [0.8, 0.6]], dtype=np.float32)
        assert len(choose(found, worth, vectors, {}, 60, edited=edited)) == kept
        assert len(choose(found, worth, np.eye(2, dtype=np.float32), {}, 60, edited=edited)) == 2
