"""Statements as a text: names told once, a speaker heard in one go."""

from __future__ import annotations

import pytest

from service.core.draft import Drafted
from service.draft.extractive import Extractive
from service.draft.flow import flow
from service.draft.sentences import Reader
from service.models.lexical import Trigrams
from service.verify import Gate

from .articles import article

MOST = 200  # words


def told(*paragraphs: str) -> list[Drafted]:
    """All sentences that stand alone, as a text."""
    reader = Reader(article(*paragraphs))
    return flow(reader, [candidate for candidate in reader.candidates() if candidate.whole and candidate.alone], MOST)


def texts(*paragraphs: str) -> list[str]:
    return [drafted.text for drafted in told(*paragraphs)]


FIRST = "Transport Minister Gavin Stroud said that the pier would be closed in May."


def test_a_name_is_told_in_full_once() -> None:
    found = told(
        f"{FIRST} The council voted for the plan on Monday.",
        "Transport Minister Gavin Stroud said that it had no money. Stroud left on Tuesday.",
    )
    assert found[2].text == "Stroud said that it had no money."
    assert [(drop.source, drop.rule) for drop in found[2].drops] == [("Transport Minister Gavin", "named before")]


def test_a_pronoun_becomes_the_short_name() -> None:
    found = told(f"{FIRST} The council voted for the plan. He said that the fund was empty. Stroud left on Tuesday.")
    assert found[2].text == "Stroud said that the fund was empty."
    assert [(swap.source, swap.text) for swap in found[2].swaps] == [("He", "Stroud")]


def test_what_the_article_calls_somebody_is_no_swap() -> None:
    found = told(f"{FIRST} The council voted for the plan. Stroud said that the fund was empty.")
    assert (found[2].text, found[2].swaps) == ("Stroud said that the fund was empty.", ())


def test_a_name_that_two_have_is_told_in_full() -> None:
    last = "Gavin Stroud said that the fund was empty."
    assert texts(f"{FIRST} The council met Helen Stroud on Monday. {last} Stroud left on Tuesday.")[2] == last


def test_a_name_that_the_article_never_shortens_stays() -> None:
    last = "Gavin Stroud said that the fund was empty."
    assert texts(f"{FIRST} The council met on Monday. {last}")[-1] == last


def test_a_family_name_that_comes_first() -> None:
    found = texts(
        "President Xu Wenhao said that the pier would be closed. The council met on Monday.",
        "Xu Wenhao said that the fund was empty. Xu left on Tuesday.",
    )
    assert found[2] == "Xu said that the fund was empty."


def test_a_quotation_keeps_its_names() -> None:
    found = texts(f"{FIRST} Stroud left. Anna Brandt said: “Gavin Stroud has left the town for good.”")
    assert found[-1].endswith("“Gavin Stroud has left the town for good.”")


def test_a_name_is_told_in_full_the_first_time() -> None:
    document = article(f"Stroud left on Tuesday. {FIRST} Mr Stroud opened the pier in June.")
    reader = Reader(document)
    left, _, opened = reader.candidates()
    found = flow(reader, [left, opened], MOST)
    assert [drafted.text for drafted in found] == [
        "Transport Minister Gavin Stroud left on Tuesday.",
        "Mr Stroud opened the pier in June.",
    ]
    assert [document.slice(place) for place in found[0].sources] == ["Stroud left on Tuesday.", FIRST]
    assert not Gate(document).abstract(found, MOST).withheld
    (titled, _) = flow(reader, [opened, left], MOST)
    assert titled.text == "Transport Minister Gavin Stroud opened the pier in June."


def test_a_name_is_put_in_full_only_where_there_is_room() -> None:
    reader = Reader(article(f"Stroud left on Tuesday. {FIRST}"))
    assert flow(reader, reader.candidates()[:1], 4)[0].text == "Stroud left on Tuesday."


def test_a_name_within_another_or_a_quotation_stays() -> None:
    last = "Gavin Stroud said that the fund was empty."
    assert texts(f"The Stroud Inn was sold. “Stroud is ill,” the council said. {last} Stroud left.")[0] == (
        "The Stroud Inn was sold."
    )


def test_the_end_of_a_sentence_before_is_no_given_name() -> None:
    found = texts(
        f"{FIRST} The council met in Port Ellison. Stroud said that the fund was empty. Gavin Stroud left on Tuesday."
    )
    assert "Stroud left on Tuesday." in found


def test_a_name_with_a_particle_stays() -> None:
    found = texts("Mira di Luca said that the pier was old. Di Luca opened the hall. The hall met Mira di Luca in May.")
    assert found[1:] == ["Di Luca opened the hall.", "The hall met Mira di Luca in May."]


def test_who_says_nothing_is_named_in_full_once_too() -> None:
    found = texts(
        "Chief surgeon Ada Brenn moved to Orla in May. Brenn sold her house. The council met Ada Brenn in June."
    )
    assert found[1:] == ["Brenn sold her house.", "The council met Brenn in June."]


def test_a_list_of_surnames_stays() -> None:
    reader = Reader(article(f"{FIRST} The council met Stroud, Venn and Orrin on Monday."))
    assert flow(reader, reader.candidates()[1:], MOST)[0].text == "The council met Stroud, Venn and Orrin on Monday."


def test_one_speaker_is_heard_in_one_go() -> None:
    found = texts(
        f"{FIRST} Anna Brandt said that the bridge was safe for trains.",
        "Gavin Stroud said that the fund was empty in June.",
    )
    assert [text.split()[-1] for text in found] == ["May.", "June.", "trains."]


def test_what_happened_in_between_keeps_its_place() -> None:
    found = texts(f"{FIRST} The council rejected the plan on Monday. Gavin Stroud said that it was a mistake to vote.")
    assert [text.split()[-1] for text in found] == ["May.", "Monday.", "vote."]


def test_a_place_is_not_told_twice() -> None:
    found = told("The council of the islands met in Port Ellison. In Port Ellison, the union closed its office.")
    assert found[1].text == "The union closed its office."
    assert [(drop.source, drop.rule) for drop in found[1].drops] == [("In Port Ellison", "told before")]
    assert texts("The council met in Orla. In Port Ellison, the union closed its office.")[1].startswith("In Port")


def test_the_verifier_agrees() -> None:
    document = article(
        f"{FIRST} Anna Brandt said that the bridge was safe. He said that the fund was empty.",
        "In June, the union closed its office. Stroud left on Tuesday. Transport Minister Gavin Stroud was ill.",
    )
    drafted = Extractive(document, Trigrams()).abstract(100)
    judged = Gate(document).abstract(drafted, 100)
    assert len(judged.shown) == len(drafted)
    assert not judged.withheld


OPENED = "The 2nd Conference of Port Mayors of the Harbour League of Orla (HLO) opened on Monday in Port Aden."


@pytest.mark.parametrize(
    "name",
    [
        "2nd Conference of Port Mayors of the HLO",
        "2nd Conference of Port Mayors of the Harbour League of Orla",
        "2nd Conference of Port Mayors of the Harbour League of Orla (HLO)",
    ],
)
def test_a_conference_is_named_in_full_once(name: str) -> None:
    found = texts(
        OPENED,
        f"The {name} is to discuss the old piers of the northern towns.",
        "The First Conference of Port Mayors closed the western harbour in the month of May.",
        "The hall was full when Bo Lund opened the conference.",
    )
    assert found[1] == "The conference is to discuss the old piers of the northern towns."
    assert found[2].startswith("The First Conference of Port Mayors")


@pytest.mark.parametrize(
    ("last", "text"),
    [
        ("Bo Lund joined the Party in May.", "the Party"),
        ("Bo Lund joined the party in May.", "the party"),
        ("Bo Lund was ill in May.", "the Workers' Party of Orla"),
    ],
)
def test_a_body_is_called_what_the_article_calls_it(last: str, text: str) -> None:
    opening = "The Workers' Party of Orla met on Monday in Port Aden."
    assert texts(f"{opening} Ada Brenn left the Workers' Party of Orla on Tuesday. {last}")[1] == (
        f"Ada Brenn left {text} on Tuesday."
    )


def test_initials_that_were_not_told_keep_the_full_name() -> None:
    found = texts(
        "The Central Council of Growers met on Monday in Port Aden.",
        "Ada Brenn left the Central Council of Growers (CCG) in May. Bo Lund joined the council.",
    )
    assert found[1] == "Ada Brenn left the Central Council of Growers (CCG) in May."


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("The mayor had paid for the old hall, he said.", "The mayor had paid for the old hall, Stroud said."),
        ("Bo Lund had paid for the old hall, he said.", "Bo Lund had paid for the old hall, Stroud said."),
        ("After Bo Lund left, he said that it rained.", "After Bo Lund left, Stroud said that it rained."),
        ("The old hall had cost too much, he said.", "The old hall had cost too much, he said."),
        ("He said that the mayor had paid for it all.", "He said that the mayor had paid for it all."),
    ],
)
def test_he_after_another_is_named(sentence: str, text: str) -> None:
    found = texts("Mayor Bo Lund opened the old hall on Monday.", f"{FIRST} {sentence} Stroud left on Tuesday.")
    assert found[2] == text


def test_a_title_keeps_the_full_name() -> None:
    last = "Minister for Ports Gavin Stroud opened the fair."
    assert texts(f"{FIRST} The council met on Monday. Stroud left. {last}")[-1] == last


def test_a_competition_is_named_in_full() -> None:
    last = "Karrow lost the Northern League in June."
    assert texts(f"The council met the board of the Northern League. {last}")[-1] == last


def test_what_opens_a_sentence_is_no_title() -> None:
    last = "After Minister Gavin Stroud had left, the hall was closed."
    assert texts(f"{FIRST} The council met on Monday. Stroud left. {last}")[-1] == (
        "After Stroud had left, the hall was closed."
    )


def test_two_words_are_a_name_where_the_second_stands_alone() -> None:
    opening = "The council met Orsk Venn in May. Venn was late."
    assert texts(f"{opening} The crew left Orsk Venn behind.")[-1] == "The crew left Venn behind."
    assert texts(f"{opening} President Venn was ill. The crew left Orsk Venn behind.")[-1] == (
        "The crew left Orsk Venn behind."
    )
    last = "The hall of the Orsk Venn was sold."
    assert texts(f"The hall of the Orsk Venn opened in May. Venn was late. {last}")[-1] == last


def test_who_says_what_goes_on_is_named_short_too() -> None:
    paragraph = f"{FIRST} Four ferries would leave the northern harbour in May."
    document = article(paragraph, "Stroud left on Tuesday.")
    reader = Reader(document)
    found = flow(reader, [candidate for candidate in reader.candidates() if candidate.whole], MOST)
    assert found[1].text == "Four ferries would leave the northern harbour in May, Stroud said."
    assert not Gate(document).abstract(found, MOST).withheld
