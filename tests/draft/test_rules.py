"""What counts where a company presents its results."""

from __future__ import annotations

from service.draft.rules import results

from .articles import candidates

PLAIN = "The port of Orla lies at the mouth of the river. "


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


def test_the_whole_counts_more_than_a_part_and_what_a_share_earns_most() -> None:
    part, whole, share, handed_out = results(
        candidates(
            "Sales in the salt segment were $6 million. Total sales were $40 million in the quarter. "
            "Net income per share was $1.20, against $1.10 in the year before. The dividend rose by 6 percent."
        )
    ).tolist()
    assert part < handed_out < whole < share
