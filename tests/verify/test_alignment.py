"""Whether a statement's words are those of its source sentence."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.core.summary import Alignment, Swap
from service.verify.alignment import NEGATIONS, align

tried = settings(deadline=None, derandomize=True)

SOURCE = (
    "The mayor, Anna Brandt, said on 5 March that the old pier had not been closed, "
    "and that 18,600 crates had left the port."
)


def judge(text: str, source: str = SOURCE, *swaps: Swap, others: tuple[str, ...] = ()) -> Alignment:
    """The alignment, after a check that a fault comes with UNALIGNED and with nothing else."""
    alignment, fault = align(text, source, swaps, others)
    assert bool(fault) is (alignment is Alignment.UNALIGNED)
    return alignment


def fault(text: str, source: str = SOURCE, *swaps: Swap, others: tuple[str, ...] = ()) -> str:
    alignment, found = align(text, source, swaps, others)
    assert alignment is Alignment.UNALIGNED
    return found


@pytest.mark.parametrize("text", [SOURCE, "the old pier had not been closed", "18,600 crates had left the port."])
def test_an_equal_part_is_exact(text: str) -> None:
    assert judge(text) is Alignment.EXACT


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said that the old pier had not been closed.",
        "Anna Brandt said on 5 March that the pier had not been closed.",
        "The pier had not been closed, and 18,600 crates had left the port.",
        "The mayor said that 18,600 crates had left.",
        "The old pier had not been closed.",
        "the MAYOR, anna brandt, said on 5 March",
    ],
)
def test_dropped_words_are_compression(text: str) -> None:
    assert judge(text) is Alignment.COMPRESSED


def test_a_possessive_may_lose_its_owner_or_its_ending() -> None:
    source = "The mayor's outstanding plan and the crew’s pier were approved."
    assert judge("The mayor's plan was approved.", source) is Alignment.UNALIGNED
    assert judge("The mayor's plan and the pier were approved.", source) is Alignment.COMPRESSED
    assert judge("The plan and the crew's pier were approved.", source) is Alignment.COMPRESSED


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The mayor claimed that the old pier had not been closed.", id="changed word"),
        pytest.param("The mayor says that the old pier had not been closed.", id="changed tense"),
        pytest.param("The mayor said that 18,700 crates had left the port.", id="changed number"),
        pytest.param("The mayor said that 18 crates had left the port.", id="cut number"),
        pytest.param("The mayor, Anna Brand, said that crates had left the port.", id="changed name"),
        pytest.param("The mayor, Brandt Anna, said that crates had left the port.", id="swapped names"),
        pytest.param("The mayor said on 6 March that crates had left the port.", id="changed day"),
        pytest.param("The mayor said on 5 May that crates had left the port.", id="changed month"),
        pytest.param("The mayor said that the very old pier had not been closed.", id="inserted word"),
        pytest.param("The mayor said that the old pier had not been closed yet.", id="word at the end"),
        pytest.param("18,600 crates had left the port, and the old pier had not been closed.", id="swapped order"),
        pytest.param("The pier said that the mayor had not been closed.", id="swapped nouns"),
        pytest.param("The mayor said that the the old pier had not been closed.", id="word twice"),
        pytest.param("The ferry sank at noon.", id="another sentence"),
    ],
)
def test_other_words_are_not_aligned(text: str) -> None:
    assert "not those of the source" in fault(text)


@pytest.mark.parametrize(
    ("text", "source", "lost"),
    [
        ("The old pier had been closed.", SOURCE, "not"),
        ("The mayor denied it.", "The mayor never denied it.", "never"),
        ("The mayor’s crew paid it.", "The mayor’s crew hardly paid it.", "hardly"),
        ("Anna came or went.", "Anna neither came or went.", "neither"),
        ("Crates left port.", "No crates left port.", "no"),
    ],
)
def test_a_lost_negation_is_a_fault(text: str, source: str, lost: str) -> None:
    if source.startswith("No "):  # an equal part of the source apart from its capital
        text = text.replace("left port", "left")
    assert lost in fault(text, source).casefold()


@pytest.mark.parametrize("word", ["didn't", "didn’t"])
def test_a_lost_contraction_is_a_fault(word: str) -> None:
    assert word in fault("The mayor pay it.", f"The mayor {word} pay it.").casefold()


def test_a_negation_that_goes_with_its_clause_is_none_lost() -> None:
    assert judge("The mayor said that 18,600 crates had left the port.") is Alignment.COMPRESSED


QUOTING = "The old mayor said “the pier is very old” and called it “a shame” on Monday."


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said “the pier is very old” on Monday.",
        "The mayor said “the pier is very old” and called it “a shame”.",
        "The mayor called it “a shame” on Monday.",
    ],
)
def test_a_quotation_that_is_whole_or_gone(text: str) -> None:
    assert judge(text, QUOTING) is Alignment.COMPRESSED


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The mayor said “the pier is old” on Monday.", id="word dropped"),
        pytest.param("The mayor said “the pier is very old and a shame” on Monday.", id="two made one"),
        pytest.param("The mayor said “The pier is very old” on Monday.", id="capital"),
        pytest.param("The mayor said “the pier is very old, a shame” on Monday.", id="two made one by a comma"),
        pytest.param("The mayor “said the pier is very old” on Monday.", id="more put into it"),
        pytest.param('The mayor said "the pier is very old" on Monday.', id="other marks"),
    ],
)
def test_a_changed_quotation_is_a_fault(text: str) -> None:
    assert "quotation" in fault(text, QUOTING)


STRESSED = "She stressed the need for an old, odd pier, and said that our port paid."


@pytest.mark.parametrize(
    ("text", "swaps"),
    [
        ("She spoke of the need for an odd pier.", [("stressed", "spoke of", "reporting verb")]),
        ("She stressed the need for a pier.", [("an", "a", "article")]),
        ("She said that the port paid.", [("our", "the", "first person")]),
        (
            "She spoke of the need for a pier, and said that the port paid.",
            [("stressed", "spoke of", "reporting verb"), ("our", "the", "first person"), ("an", "a", "article")],
        ),
    ],
)
def test_listed_swaps_are_compression(text: str, swaps: list[tuple[str, str, str]]) -> None:
    listed = tuple(Swap(source=source, text=put, rule=rule) for source, put, rule in swaps)
    in_order = tuple(sorted(listed, key=lambda swap: STRESSED.index(f" {swap.source} ")))
    assert judge(text, STRESSED, *in_order) is Alignment.COMPRESSED


def test_the_company_for_its_first_person_is_a_swap() -> None:
    source = "In May, we sold the pier, and our fund grew."
    sold = Swap(source="we sold", text="the company sold", rule="company")
    fund = Swap(source="our", text="its", rule="company")
    assert judge("In May, the company sold the pier, and its fund grew.", source, sold, fund) is Alignment.COMPRESSED
    assert fault("In May, the company sold the pier, and its fund grew.", source, sold)


def test_the_neutral_wording_of_the_tables_is_a_swap() -> None:
    swap = Swap(source="slammed", text="criticised", rule="loaded word")
    assert judge("She criticised the plan.", "She slammed the plan.", swap) is Alignment.COMPRESSED


@pytest.mark.parametrize(
    "text", ["She spoke of the need for an odd pier.", "She stressed the need for a pier.", "She said the port paid."]
)
def test_a_swap_that_is_not_listed_is_a_fault(text: str) -> None:
    assert fault(text, STRESSED)


@pytest.mark.parametrize(
    ("source", "text", "rule"),
    [
        ("stressed", "denied", "reporting verb"),
        ("pier", "ship", "loaded word"),
        ("an old, odd pier", "", "loaded word"),
        ("stressed", "lied about", "reporting verb"),
        ("denied", "said", "reporting verb"),
        ("pier", "said", "reporting verb"),
        ("the", "a", "article"),
        ("an", "the", "article"),
        ("my", "the", "first person"),
        ("our", "a", "first person"),
        ("our", "Anna Brandt", "first person"),
        ("our", "the ministry's", "company"),
        ("we sold", "the company lost", "company"),
        ("they sold", "the company sold", "company"),
        ("old", "ruined", "synonym"),
        ("old", "ruined", ""),
        ("stressed", "said", "article"),
        ("stressed", "said", "speaker"),
    ],
)
def test_a_swap_that_no_rule_allows_is_a_fault(source: str, text: str, rule: str) -> None:
    swap = Swap(source=source, text=text, rule=rule)
    found = fault(f"She {text} the pier.", f"She {source} the old pier.", swap)
    assert repr(text) in found
    assert repr(source) in found


def test_a_false_swap_is_a_fault_even_when_it_is_not_used() -> None:
    assert "no rule" in fault(
        "She stressed it.", "She stressed it all.", Swap(source="all", text="none", rule="synonym")
    )


def test_a_swap_is_used_once() -> None:
    swap = Swap(source="stressed", text="said", rule="reporting verb")
    source = "She stressed it, and he stressed it too."
    assert judge("She said it, and he stressed it.", source, swap) is Alignment.COMPRESSED
    assert judge("She said it, and he said it.", source, swap) is Alignment.UNALIGNED
    assert judge("She said it, and he said it.", source, swap, swap) is Alignment.COMPRESSED


def test_swapped_words_must_stand_in_the_source() -> None:
    swap = Swap(source="stressed", text="said", rule="reporting verb")
    assert judge("She said it.", "She liked it all.", swap) is Alignment.UNALIGNED


NAMING = "Finance Minister Clara Voss presented the old budget."


def test_who_says_what_goes_on_comes_from_the_other_evidence() -> None:
    swap = Swap(source="", text=", Clara Voss said", rule="goes on")
    source, text = "The budget had shrunk.", "The budget had shrunk, Clara Voss said."
    assert align(text, source, [swap], [NAMING]) == (Alignment.COMPRESSED, "")
    assert align(text, source, [swap], ["A budget was presented."])[0] is Alignment.UNALIGNED
    for words in (" presented the old budget", ", Clara Vo said", ",  said"):
        other = Swap(source="", text=words, rule="goes on")
        assert align(f"The budget had shrunk{words}.", source, [other], [NAMING])[0] is Alignment.UNALIGNED


@pytest.mark.parametrize(
    ("source", "put", "words"),
    [
        ("She said that it was late.", "Clara Voss", "She"),
        ("The minister said that it was late.", "Clara Voss", "The minister"),
        ("Her minister said that it was late.", "Clara Voss", "Her minister"),
        ("Voss said that it was late.", "Clara Voss", "Voss"),
        ("The speech said that it was late.", "Clara Voss's speech", "The speech"),
    ],
)
def test_a_speaker_comes_from_the_other_evidence(source: str, put: str, words: str) -> None:
    swap = Swap(source=words, text=put, rule="speaker")
    text = f"{put} said that it was late."
    assert judge(text, source, swap, others=(NAMING,)) is Alignment.COMPRESSED
    assert judge(text, source, swap) is Alignment.UNALIGNED
    assert judge(text, source, swap, others=("The council met.",)) is Alignment.UNALIGNED


@pytest.mark.parametrize(("apostrophe", "words"), [("'", "Mrs. Voss"), ("’", "Voss"), ("’", "the minister")])
def test_the_full_name_of_an_owner_is_put_for_the_owner(apostrophe: str, words: str) -> None:
    swap = Swap(source=words, text="Clara Voss", rule="speaker")
    source = f"The council praised {words}{apostrophe}s plan for the new pier."
    text = f"The council praised Clara Voss{apostrophe}s plan."
    assert judge(text, source, swap, others=(NAMING,)) is Alignment.COMPRESSED
    assert judge("The council praised Clara Voss plan.", source, swap, others=(NAMING,)) is Alignment.UNALIGNED


@pytest.mark.parametrize(
    ("source", "words", "put", "naming"),
    [
        ("그는 다리가 낡았다고 말했다.", "그는", "이베트 로산은", "이베트 로산 지배인은 왔다."),
        ("Он сказал, что мост стар.", "Он", "Глеб Сажин", "Депутат Глеб Сажин ушёл."),
        ("Elle a dit que le pont est vieux.", "Elle", "Ana Pica", "La juge Ana Pica est venue."),
    ],
)
def test_a_name_for_a_pronoun_of_another_language(source: str, words: str, put: str, naming: str) -> None:
    swap = Swap(source=words, text=put, rule="speaker")
    text = source.replace(words, put, 1)
    assert judge(text, source, swap, others=(naming,)) is Alignment.COMPRESSED
    assert judge(text, source, swap, others=("Somebody else.",)) is Alignment.UNALIGNED


@pytest.mark.parametrize("words", ["Gordon Pell", "Pell", "said", "They"])
def test_only_a_pronoun_a_title_or_a_part_of_the_name_makes_way_for_it(words: str) -> None:
    swap = Swap(source=words, text="Clara Voss", rule="speaker")
    source = f"{words} rejected the plan for the pier."
    assert "no rule" in fault("Clara Voss rejected the plan.", source, swap, others=(NAMING,))


WORDS = st.sampled_from(
    "the a pier mayor not no never Anna Brandt said that 18,600 didn't mayor's self-made Éva and old closed it".split()
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=16)


@dataclass(frozen=True)
class Kept:
    """A sentence's words, and which of them a statement keeps."""

    words: list[str]
    kept: list[bool]

    @property
    def source(self) -> str:
        return " ".join(self.words) + "."

    @property
    def chosen(self) -> list[str]:
        return [word for word, kept in zip(self.words, self.kept, strict=True) if kept]


@st.composite
def kept(draw: st.DrawFn) -> Kept:
    words = draw(SENTENCES)
    flags = draw(st.lists(st.booleans(), min_size=len(words), max_size=len(words)))
    if not any(flags):
        flags[0] = True
    return Kept(words, [flag or word in NEGATIONS or word == "didn't" for word, flag in zip(words, flags, strict=True)])


@tried
@given(kept(), st.sampled_from([" ", ", ", " – "]))
def test_every_subsequence_that_keeps_its_negations_is_aligned(case: Kept, glue: str) -> None:
    assert judge(glue.join(case.chosen) + "!", case.source) in (Alignment.COMPRESSED, Alignment.EXACT)


@tried
@given(kept(), st.data())
def test_any_one_word_replaced_is_not(case: Kept, data: st.DataObject) -> None:
    words = list(case.chosen)
    words[data.draw(st.integers(0, len(words) - 1))] = data.draw(
        st.sampled_from(["zebra", "17", "Oslo", "nor", "piers"])
    )
    assert judge(" ".join(words) + ".", case.source) is Alignment.UNALIGNED


@tried
@given(kept(), st.data())
def test_any_word_put_in_is_not(case: Kept, data: st.DataObject) -> None:
    words = list(case.chosen)
    words.insert(data.draw(st.integers(0, len(words))), data.draw(st.sampled_from(["zebra", "17", "Oslo", "nor"])))
    assert judge(" ".join(words) + ".", case.source) is Alignment.UNALIGNED


@tried
@given(st.permutations("anna brandt closed the old pier on 5 march".split()))
def test_only_one_order_is_the_sources(words: list[str]) -> None:
    source = "Anna Brandt closed the old pier on 5 March for good."
    in_order = words == "anna brandt closed the old pier on 5 march".split()
    assert (judge(" ".join(words), source) is Alignment.COMPRESSED) is in_order


@tried
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_can_be_compared(text: str, source: str) -> None:
    judge(text, source)
    assert judge(text, text) is (Alignment.EXACT if text.strip() else Alignment.UNALIGNED)


@pytest.mark.parametrize(
    ("source", "text", "lost"),
    [
        ("The pier opens only on Monday.", "The pier opens on Monday.", "only"),
        ("The alleged owner left the town.", "The owner left the town.", "alleged"),
        ("The bank may cut its rate in May.", "The bank cut its rate in May.", "may"),
        ("If it rains, the pier will be closed.", "The pier will be closed.", "If"),
        ("The pier will be closed, unless it rains.", "The pier will be closed.", "unless"),
        ("The fund was probably empty in June.", "The fund was empty in June.", "probably"),
    ],
)
def test_what_limits_a_statement_is_not_dropped(source: str, text: str, lost: str) -> None:
    assert fault(text, source) == f"the qualifier {lost!r} was lost"


@pytest.mark.parametrize(
    ("source", "text", "opened"),
    [
        ("He said that if the wells run dry, all mills must close.", "He said that if the wells run dry.", "if"),
        ("When the wells ran dry, the mills were closed.", "When the wells ran dry.", "When"),
    ],
)
def test_a_clause_that_opens_is_not_left_alone(source: str, text: str, opened: str) -> None:
    assert fault(text, source) == f"what follows from {opened!r} was lost"


def test_a_condition_behind_what_it_limits_stands_without_what_comes_after() -> None:
    source = "The mills must close if the wells run dry, which is unlikely."
    assert judge("The mills must close if the wells run dry.", source) is Alignment.COMPRESSED


def test_a_qualifier_goes_with_its_own_clause() -> None:
    source = "The pier, which only locals use, was closed in May."
    assert judge("The pier was closed in May.", source) is Alignment.COMPRESSED


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("Clara Voss and Gordon Pell", True),
        ("the two ministers", True),
        ("Clara Voss", False),
        ("Bo Lund and Ada Brenn", False),
    ],
)
def test_they_are_several_who_are_named(name: str, allowed: bool) -> None:
    swap = Swap(source="They", text=name, rule="speaker")
    others = ["Clara Voss met Gordon Pell.", "The two ministers came by sea."]
    _, fault = align(f"{name} said it was late.", "They said it was late.", (swap,), others)
    assert (fault == "") is allowed


@pytest.mark.parametrize(
    ("source", "put", "allowed"),
    [
        ("Voss", "Clara Voss", True),
        ("the minister", "Clara Voss", True),
        ("the minister's", "Clara Voss's", True),
        ("Pell", "Clara Voss", False),
        ("a minister", "Clara Voss", False),
        ("Brenn", "Ada Brenn", False),  # who is not in the evidence
    ],
)
def test_a_person_for_a_part_of_the_name_or_an_office(source: str, put: str, allowed: bool) -> None:
    swap = Swap(source=source, text=put, rule="person")
    _, fault = align(f"It met {put} friend.", f"It met {source} friend.", (swap,), ["Minister Clara Voss came."])
    assert (fault == "") is allowed
