"""What tells another thing in nearly the same words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.reading.retelling import differ, told_in, turned, within

OTHERS = [
    ("Orla beat Ardal 2-1 on Monday.", "Orla beat Ardal 3-1 on Monday."),
    ("Orla beat Ardal 2-1 on Monday.", "Orla beat Ardal 2-1 on Tuesday."),
    ("Orla beat Ardal 2-1 on Monday.", "Orla beat Venn 2-1 on Monday."),
    ("Orla beat Ardal 2-1 on Monday.", "Ardal beat Orla 2-1 on Monday."),
    ("The bank sued the port.", "The port sued the bank."),
    ("Berg told Holt that it rained.", "Holt told Berg that it rained."),
    ("It costs more in Orla than in Ardal.", "It costs more in Ardal than in Orla."),
    ("Holt accepted the offer of the yard.", "Holt rejected the offer of the yard."),
    ("Holt denied that the yard had paid.", "Holt said that the yard had paid."),
    ("The council failed to vote on the plan.", "The council voted on the plan."),
    ("The yard will close.", "The yard may close."),
    ("The yard plans to close its doors.", "The yard closed its doors."),
    ("The pier was closed.", "The pier will be closed."),
    ("The pier was closed.", "The pier was not closed."),
    ("All schools were closed.", "Some schools were closed."),
    ("The ship sank before noon.", "The ship sank after noon."),
    ("Ships left the northern harbour.", "Ships left the southern harbour."),
    ("A man was found dead.", "A woman was found dead."),
    ("Two men were held.", "Three men were held."),
    ("The first half ended in Orla.", "The second half ended in Orla."),
]


@pytest.mark.parametrize(("first", "second"), OTHERS)
def test_another_thing(first: str, second: str) -> None:
    assert differ(first, second)
    assert differ(second, first)
    assert not told_in(first, second)
    assert not told_in(second, first)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Ada Brenn closed the old pier of Orla.", "The old pier of Orla was closed by Ada Brenn."),
        ("Ada Brenn closed the pier.", "For the summer, Ada Brenn closed the pier."),
        ("The council met on Monday in Orla.", "The council met in Orla on Monday."),
    ],
)
def test_the_same_thing(text: str, place: str) -> None:
    assert not differ(text, place)
    assert told_in(text, place)


def test_more_is_told_in_less_never() -> None:
    assert told_in("The pier was closed.", "The pier was closed after the storm.")
    assert not told_in("The pier was closed after the storm.", "The pier was closed.")
    assert not told_in("The fire was set by the owner.", "Police think that the fire was set by the owner.")


@settings(deadline=None, derandomize=True, max_examples=80)
@given(st.lists(st.sampled_from("Orla Ardal Venn pier school sold met".split()), min_size=1, max_size=7))
def test_a_text_tells_itself(words: list[str]) -> None:
    text = " ".join(words) + "."
    assert told_in(text, text)
    assert not differ(text, text)
    assert not turned(text, text)


def test_most_words_of_the_shorter_one_are_shared() -> None:
    longer = {"ferry", "fares", "rise", "may", "orla", "board"}
    assert within({"ferry", "fares", "rise", "may"}, longer, share=0.95, least=4)
    assert within(longer, {"ferry", "fares", "rise", "may"}, share=0.95, least=4)
    assert not within({"ferry", "fares", "rise", "may"}, longer, share=0.95, least=5)
    assert not within({"ferry", "fares", "rise", "june"}, longer, share=0.8, least=3)
    assert within({"ferry", "fares", "rise", "june"}, longer, share=0.75, least=3)
