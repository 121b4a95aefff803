"""What counts where somebody presents results."""

from __future__ import annotations

import pytest

from service.draft.rules import SPEECH, presents_results, results

from .articles import candidates

OURS = "We shipped 40 crates of salt in May. "
FIGURE = "The port shipped 40 crates of salt in May. "
PLAIN = "The port of Orla lies at the mouth of the river. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (OURS * SPEECH, True),
        (OURS * (SPEECH - 1), False),  # too short
        (FIGURE * SPEECH, False),  # nobody speaks
        ("We walked along the river to the old pier. " * SPEECH, False),  # no figures
        ((OURS + PLAIN) * SPEECH, True),
        ((OURS + 3 * PLAIN) * SPEECH, False),
    ],
)
def test_a_speech_with_figures_presents_results(text: str, expected: bool) -> None:
    assert presents_results(candidates(text)) is expected


def test_an_empty_document_presents_nothing() -> None:
    assert not presents_results([])


def test_amounts_count_and_more_those_of_results_and_an_outlook() -> None:
    plain, amount, result, outlook = results(
        candidates(
            PLAIN
            + "The pier cost $40 million. Sales of salt rose by 6 percent. "
            + "Sales of salt are expected to rise by 6 percent."
        )
    ).tolist()
    assert plain == 0
    assert plain < amount < result < outlook
