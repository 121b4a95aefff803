"""He and she: nobody is named where another may be meant."""

from __future__ import annotations

import pytest

from .articles import speakers

KARL = "Karl Holt, the director of the yard, said on Monday that the last ship was late."


@pytest.mark.parametrize(
    ("between", "last", "speaker"),
    [
        ("", "He said that the yard would close.", "Karl Holt"),
        ("The yard has 400 workers.", "He said that the yard would close.", "Karl Holt"),
        ("Holt met Bo Lund in Orla.", "He said that the yard would close.", "Karl Holt"),
        ("He met Bo Lund in Orla.", "He said that the yard would close.", "Karl Holt"),
        ("Anna Berg came late.", "He said that the yard would close.", "Karl Holt"),
        ("His wife came late.", "He said that the yard would close.", "Karl Holt"),
        ("The report was signed by Captain Bo Lund.", "He said that the yard would close.", "He"),
        ("In prison later, one of the men, Zhu Lidan showed no fear.", "He said that he was ill.", "He"),
        ("Anna Berg came late. Her driver waited in the rain.", "He said that the yard would close.", "He"),
        ("A docker’s father waited in the rain.", "He said that the yard would close.", "He"),
        ("The inquiry into the fire heard the man for an hour.", "He said that the yard would close.", "He"),
        ("Mayor Bo Lund was ill. He said it rained.", "He said that the yard would close.", "Bo Lund"),
        ("The report was signed by Captain Bo Lund. He said it rained.", "He added that it was cold.", "He"),
    ],
)
def test_who_is_meant(between: str, last: str, speaker: str) -> None:
    assert speakers(KARL, f"{between} {last}".strip())[-1] == speaker


def test_she_is_none_of_two() -> None:
    assert speakers("The dockers of the town met Ida Brenn and Nora Lund.", "“It was dark,” she said.")[-1] == "she"
    assert speakers("Dockers of the town met Ida Brenn and Karl Holt.", "“It was dark,” she said.")[-1] == "Ida Brenn"


@pytest.mark.parametrize("subject", ["Doctors", "Residents", "Authorities"])
def test_many_are_no_she(subject: str) -> None:
    assert speakers(f"{subject} warned that the water was bad.", "She said that it was dark.")[-1] == "She"
