"""Headlines: who did what, within the limit, from the title or from a statement that stands alone."""

from __future__ import annotations

import pytest

from service.core.document import Document
from service.draft.bare import BARE
from service.draft.compression import drops
from service.draft.extractive import Extractive
from service.draft.headline import STOP
from service.draft.wording import Wording, whole
from service.models.lexical import Trigrams
from service.reading.words import word_count
from tests.draft.articles import article

PLAIN = (
    "The council of Orla closed the old bridge on Friday after cracks were found in a pillar. "
    "Mayor Ada Brenn said that the bridge of Orla would be repaired by the council within two years.",
    "The closure angered the ferrymen. “It is a disgrace for all of us.” They wrote to the council about the bridge.",
)


def headline(document: Document, words: int = 12) -> str:
    return Extractive(document, Trigrams()).headline(words)[0].text


def cut(text: str, most: int = 0) -> str:
    wording = Wording(text)
    for drop in drops(text, most, BARE):
        wording.drop(*drop)
    return wording.render()[0]


# `[...]` is what goes.
GOES = """
Ivo Pell[, 47,] sold the brewery of his family to the town.
Ivo Pell[, 47], from Orla, sold the brewery of his family.
The council of Orla closed the bridge[ on Friday].
The council closed the bridge[ on Friday], the mayor said.
Police searched the offices of the port[ late Tuesday].
The court fined the owner of the quarry[ last week].
The court fined the owner of the quarry[ on 6 May].
[After a night of rain, ]the council of Orla closed the bridge.
[On Tuesday, ]Ivo Pell sold the brewery of his family to the town.
The council of Orla closed the old bridge[ after a lorry had hit a pillar].
The council of Orla closed the old bridge[ while engineers looked at a pillar].
The miners of Orla went back to the pit[ as the owner raised their wages].
The council of Orla bought the old brewery[, a step that the shopkeepers had asked for].
The owner of the quarry sold the lorries[ and moved to the coast].
The owner of the quarry bought a new hotel[ in North Ardal].
"""
# A condition, a scope, a comparison, an attribution, a figure, a second subject: all of it is needed.
STAYS = """
The bridge will be closed until Friday.
The board meets from Monday to Friday.
In the film, the mayor of Orla kills the ferryman.
If the dam breaks, the lower town will be under water.
The mayor said he would resign after the inquiry of the court.
No ferry left the port of Orla after the storm.
It was the worst harvest of the valley since the flood.
The council closed the bridge after a lorry killed 3 people.
The owner of the quarry has lived for many years in North Ardal.
The clerk denied it, according to the mayor of the town.
The mayor and the clerk of the town were fined and were told to resign but refused.
The strike comes as the owner of the pit wants to lower wages.
"""


@pytest.mark.parametrize("line", GOES.strip().splitlines())
def test_what_a_headline_goes_without(line: str) -> None:
    start, end = line.index("["), line.index("]")
    left = " ".join((line[:start] + line[end + 1 :]).split())
    left = left[0].upper() + left[1:]
    source = line.replace("[", "").replace("]", "")
    assert cut(source, word_count(left)) == left
    assert whole(left)


@pytest.mark.parametrize("source", STAYS.strip().splitlines())
def test_what_a_headline_needs(source: str) -> None:
    assert cut(source) == source


def test_a_headline_has_no_full_stop_and_names_what_it_speaks_of() -> None:
    text = headline(article(*PLAIN))
    assert text == "The council of Orla closed the old bridge"


@pytest.mark.parametrize(
    "title",
    [
        "Is Orla Losing Its Bridge?",
        "How the Bridge of Orla Was Closed",
        "What You Should Know of the Bridge",
    ],
)
def test_a_title_that_teases_is_no_headline(title: str) -> None:
    assert headline(article(*PLAIN, title=title)) == "The council of Orla closed the old bridge"


def test_a_loaded_article_does_not_lend_its_colour_by_the_title() -> None:
    loaded = (
        "The heroic workers of Orla gloriously won a great and outstanding victory in the quarry on Monday. "
        "The wise and beloved leader Ivo Pell praised the heroic miners of Orla for 90 tonnes of slate.",
    )
    title = "Giants of Slate Dance on the Mountain"
    assert headline(article(*loaded, title=title)) != title
    assert headline(article(*PLAIN, title="Council Shuts the Bridge in Orla")) == "Council Shuts the Bridge in Orla"


def test_a_title_that_plays_on_the_text_is_no_headline() -> None:
    assert headline(article(*PLAIN, title="Troubled Water Haunts Orla")) == "The council of Orla closed the old bridge"


def test_a_headline_that_needs_its_context_says_so() -> None:
    found = Extractive(
        article("The ruling applied to the ferrymen of Orla.", "The ruling was read to them."), Trigrams()
    )
    assert [drafted.flags for drafted in found.headline(12)] == [("needs_context",)]


def test_words_of_a_speaker_who_is_not_named_in_them_are_no_headline() -> None:
    document = article(
        "Ada Brenn said that the season was hard. “This season was a massive lesson for the whole team.”"
    )
    assert all("lesson" not in drafted.text for drafted in Extractive(document, Trigrams()).headline(22))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Orla closed the bridge.", "Orla closed the bridge"),
        ("The hearing begins at 2 p.m.", "The hearing begins at 2 p.m."),
        ("Pell sued Slate Inc.", "Pell sued Slate Inc."),
        ("Pell moved to the U.S.", "Pell moved to the U.S."),
        ("桥已关闭。", "桥已关闭"),
    ],
)
def test_the_stop_of_an_abbreviation_stays(text: str, left: str) -> None:
    assert STOP.sub("", text) == left
