"""Choosing: within the budget, in the order of the article, nothing twice."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.core.document import Document
from service.core.draft import Drafted, DraftedClaim
from service.draft import extractive
from service.draft.extractive import Extractive
from service.models.lexical import Trigrams
from service.reading.loaded import loaded
from service.reading.words import word_count

from .articles import article

tried = settings(deadline=None, derandomize=True, max_examples=50)

HARBOUR = (
    "Finance Minister Clara Voss presented the harbour budget to the council on Monday. "
    "She said that the harbour fund had shrunk by 4 percent to 18,600 crowns. "
    "She stressed that repairs of the western pier would wait until May. "
    "The council approved the budget with 14 votes against nine.",
    "Gordon Pell, the director of the port, rejected the figures on Tuesday. "
    "He said that the fund had been empty since June and that two cranes had failed. "
    "“Nobody has paid the crews since June,” he said. "
    "The port shipped 310,000 tonnes of grain last year, 12 percent less than planned.",
    "The ministry opened an inquiry into the accounts of the port on Wednesday. "
    "It said that 40 invoices were missing from the books. "
    "A court in Orla will hear the case of the crane drivers on March 5. "
    "The union of crane drivers called for a strike before the hearing.",
)
HELD = "The thugs of the mayor closed the harbour fund of the council and sacked 310 crane drivers on March 5."


class Draft(NamedTuple):
    abstract: tuple[Drafted, ...]
    claims: tuple[DraftedClaim, ...]


def drafted(document: Document, max_words: int = 60, max_claims: int = 8) -> Draft:
    drafter = Extractive(document, Trigrams())
    return Draft(tuple(drafter.abstract(max_words)), tuple(drafter.claims(max_claims)))


@cache
def harbour(max_words: int, max_claims: int) -> Draft:
    return drafted(article(*HARBOUR), max_words, max_claims)


def starts(statements: tuple[Drafted, ...]) -> list[int]:
    return [statement.sources[0].start for statement in statements]


@tried
@given(st.integers(1, 200), st.integers(0, 20))
def test_budget_order_and_number_are_kept(max_words: int, max_claims: int) -> None:
    found = harbour(max_words, max_claims)
    assert sum(word_count(statement.text) for statement in found.abstract) <= max_words
    assert starts(found.abstract) == sorted(set(starts(found.abstract)))
    assert len(found.claims) <= max_claims
    assert starts(found.claims) == sorted(set(starts(found.claims)))


def test_a_budget_that_fits_is_used() -> None:
    found = harbour(60, 5)
    assert 30 <= sum(word_count(statement.text) for statement in found.abstract) <= 60
    assert len(found.claims) == 5


def test_a_budget_below_every_sentence_takes_none() -> None:
    assert harbour(2, 0).abstract == ()


def test_no_claims_when_none_are_wanted() -> None:
    assert harbour(60, 0).claims == ()


def test_the_same_article_gives_the_same_draft() -> None:
    assert drafted(article(*HARBOUR)) == drafted(article(*HARBOUR))


def test_every_statement_begins_with_its_sentence() -> None:
    document = article(*HARBOUR)
    found = drafted(document)
    assert all(statement.sources[0] in document.sentences for statement in (*found.abstract, *found.claims))


FUND = "Clara Voss, the finance minister, said that the harbour fund had shrunk by 4 percent to 18,600 crowns."
VOTE = "The council approved the budget with 14 votes against nine."
WAIT = "She said that repairs of the western pier would wait until May."


def test_a_pronoun_stays_after_its_speaker() -> None:
    assert [statement.text for statement in drafted(article(f"{FUND} {WAIT}"), 200).abstract] == [FUND, WAIT]


def test_after_anything_else_the_speaker_is_named() -> None:
    texts = [statement.text for statement in drafted(article(f"{FUND} {VOTE} {WAIT}"), 200).abstract]
    assert texts == [FUND, VOTE, WAIT.replace("She", "Clara Voss")]


def test_of_what_was_carried_over_the_speaker_is_told() -> None:
    found = drafted(
        article(
            "Secretary Lorna Hale made a report to the council on Tuesday. The reporter went on:",
            "Roads were closed in 40 towns of the north. The council closed 18 bridges in May.",
        ),
        200,
    )
    assert [statement.text for statement in found.abstract] == [
        "Secretary Lorna Hale made a report to the council on Tuesday.",
        "Roads were closed in 40 towns of the north, Lorna Hale said.",
        "The council closed 18 bridges in May, Lorna Hale said.",
    ]
    carried = ("speaker_from_context",)
    assert [claim.flags for claim in found.claims] == [(), carried, carried]


def test_claims_say_what_they_are_and_who_says_it() -> None:
    found = {claim.text: claim for claim in harbour(60, 20).claims}
    said = found["Finance Minister Clara Voss said that the harbour fund had shrunk by 4 percent to 18,600 crowns."]
    assert (said.kind.value, said.attribution.speaker) == ("figure", "Clara Voss")
    assert len(said.sources) == 2


@pytest.mark.parametrize(
    "again",
    [
        "The council approved the budget with 14 votes against nine.",
        "The council approved the budget with 14 votes against nine!",
    ],
)
def test_near_duplicates_are_chosen_once(again: str) -> None:
    found = drafted(article(*HARBOUR, again), 500, 50)
    for statements in (found.abstract, found.claims):
        assert sum(statement.text.startswith("The council approved the budget") for statement in statements) == 1


def test_an_article_of_one_sentence_over_and_over() -> None:
    found = drafted(article("The council closed the western pier on Monday. " * 30))
    assert [statement.text for statement in found.abstract] == ["The council closed the western pier on Monday."]
    assert len(found.claims) == 1


def test_loaded_statements_go_to_the_end() -> None:
    found = drafted(article(HELD, *HARBOUR), 120, 5)
    marks = [bool(loaded(statement.text)) for statement in found.abstract]
    assert any(marks)
    assert not all(marks)
    assert marks == sorted(marks)
    assert found.abstract[-1].text == HELD


def test_loaded_statements_take_nothing_of_the_budget() -> None:
    found = drafted(article(HELD, *HARBOUR), 60, 5)
    plain = [statement for statement in found.abstract if not loaded(statement.text)]
    assert 30 <= sum(word_count(statement.text) for statement in plain) <= 60
    assert starts(tuple(plain)) == sorted(starts(tuple(plain)))


def test_only_a_few_loaded_statements_are_handed_on() -> None:
    names = ("pier", "crane", "fund", "school", "bridge", "market", "court", "mill", "road", "tower")
    held = [f"The thugs of the regime closed the {name} of {name.title()}ville in May." for name in names]
    found = drafted(article(" ".join(held), *HARBOUR), 500, 5)
    assert 1 <= sum(bool(loaded(statement.text)) for statement in found.abstract) <= 5


def test_without_a_sentence_that_stands_alone_one_is_flagged() -> None:
    found = drafted(article("It was closed in May for good. They closed the old one in June."))
    assert found.abstract
    assert all("needs_context" in statement.flags for statement in found.abstract)
    assert found.claims == ()


def test_an_article_in_another_language() -> None:
    document = article(
        "El consejo cerró el muelle viejo en mayo. La ministra presentó el presupuesto del puerto el lunes.",
        title="Consejo",
        language="es",
    )
    found = drafted(document)
    assert [statement.text for statement in found.abstract] == [document.slice(span) for span in document.sentences]
    assert all(statement.swaps == () for statement in found.abstract)


def test_as_many_sentences_as_are_asked_for() -> None:
    drafter = Extractive(article(*HARBOUR), Trigrams())
    assert len(drafter.abstract(200, 1)) == 1
    assert len(drafter.abstract(200, 3)) == 3
    assert "“Nobody has paid" in drafter.teaser(200, 1)[0].text


def test_a_headline_is_the_title_then_what_fits() -> None:
    found = Extractive(article(*HARBOUR, title="Council cuts the outstanding harbour fund"), Trigrams()).headline(12)
    assert found[0].text == "Council cuts the harbour fund"
    assert found[1:]
    assert all(word_count(drafted.text) <= 12 for drafted in found)
    bylined = article(*HARBOUR, title="Council cuts the fund By our own reporter")
    assert Extractive(bylined, Trigrams()).headline(12)[0].text == "Council cuts the fund"


def test_a_title_that_is_too_long_or_missing_is_no_headline() -> None:
    found = Extractive(article(*HARBOUR, title="Council Meets"), Trigrams()).headline(12)
    assert found
    assert "Council Meets" not in [drafted.text for drafted in found]


def test_a_text_without_capitals_is_not_judged_as_print(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extractive, "faults", lambda text: pytest.fail(f"{text!r} was judged"))
    assert drafted(article(*(part.lower() for part in HARBOUR))).abstract
    with pytest.raises(pytest.fail.Exception, match="was judged"):
        drafted(article(*HARBOUR))


def test_a_company_that_presents_its_results_is_told_of_in_the_third_person() -> None:
    months = ("January", "March", "May", "July", "October", "December")
    boats = [
        f"In {month}, our teams built {40 + at} boats for our customers in Orla." for at, month in enumerate(months)
    ]
    document = article(
        "Good morning, and thank you for joining us today. "
        "As Brenner mentioned, we earned $1.20 per share in the quarter, and our sales grew to $40 million. "
        "We expect earnings per share of $5 to $6 this year and a gross margin of 40%. " + " ".join(boats * 5)
    )
    told = [statement.text for statement in Extractive(document, Trigrams()).abstract(50)]
    assert "The company earned $1.20 per share in the quarter, and the company's sales grew to $40 million." in told
    assert "The company expects earnings per share of $5 to $6 this year and a gross margin of 40%." in told
    claims = {claim.text for claim in Extractive(document, Trigrams()).claims(3)}
    assert any(text.startswith("The company e") for text in claims)


def test_a_speech_is_quoted_with_its_speaker() -> None:
    document = article(
        "Thank you for the invitation to open this congress, dear friends. "
        "We spent 310 million crowns on the new docks of the harbour. But we did not finish the railway. "
        "Only 40 of 180 kilometres are finished, and the costs have doubled. It will be a long road. "
        "I ordered an inquiry in January, and its report will be published in June. "
        "The catch of the fishermen fell by 30 percent last year. "
        "Your mayor called it “a shame” on Monday, and I agree with her.",
        title="Address by President Tam Orrin at the Harbour Congress",
    )
    drafted = Extractive(document, Trigrams())
    assert [told.text for told in drafted.abstract(80)] == [
        "President Tam Orrin said: “We spent 310 million crowns on the new docks of the harbour.”",
        "Tam Orrin said: “Only 40 of 180 kilometres are finished, and the costs have doubled.”",
        "Tam Orrin said: “I ordered an inquiry in January, and its report will be published in June.”",
        "Tam Orrin said: “The catch of the fishermen fell by 30 percent last year.”",
    ]
    claims = Extractive(document, Trigrams()).claims(9)
    assert len(claims) == 4
    assert {claim.attribution.speaker for claim in claims} == {"President Tam Orrin"}
    assert all(document.slice(claim.sources[1]) == "President Tam Orrin" for claim in claims)


def test_a_transcript_is_quoted_by_turns() -> None:
    document = article(
        "Orla Daily: How much did the new pier cost?",
        "Ada Brenn: The new pier cost 40 million crowns. It was not cheap. The council paid half of the sum.",
        "Orla Daily: Will the ferry to Venn come back?",
        "Ada Brenn: The ferry will sail again from 4 May.",
        "Orla Daily: Some say that they were not asked.",
        "Ada Brenn: The union of the fishermen voted for the plan in June.",
        title="Interview With the Harbour Minister",
    )
    told = [statement.text for statement in Extractive(document, Trigrams()).abstract(60)]
    assert "Ada Brenn said: “The new pier cost 40 million crowns.”" in told
    assert all(text.startswith(("Ada Brenn said: “", "Orla Daily said: “")) for text in told)
    assert {claim.attribution.speaker for claim in Extractive(document, Trigrams()).claims(3)} <= {
        "Ada Brenn",
        "Orla Daily",
    }


BRIDGE = (
    "Engineer Ivo Pell said that the bridge of Orla was unsafe and that the council of Orla knew of it.",
    "The council of Orla closed the bridge on Friday. Ferries of the port carry people over the river instead.",
    "“The council of Orla kept the bridge open for years,” Pell said. “The trees are older than the town,” Pell said.",
)


def test_few_statements_hold_what_the_article_is_about() -> None:
    single = Extractive(article(*BRIDGE), Trigrams()).abstract(100, 1)
    assert len(single) == 1
    assert "bridge" in single[0].text


def test_key_points_name_people_whole_each_time() -> None:
    drafter = Extractive(article(*BRIDGE), Trigrams())
    said = [drafted.text for drafted in drafter.key_points(200, 5) if " said" in drafted.text]
    assert len(said) > 1
    assert all("Ivo Pell" in text for text in said)
    assert any("Ivo Pell" not in drafted.text for drafted in drafter.abstract(200, 5) if " said" in drafted.text)


def test_key_points_stay_within_their_words() -> None:
    drafted = Extractive(article(*BRIDGE), Trigrams()).key_points(50, 5)
    assert sum(word_count(point.text) for point in drafted) <= 50


def test_a_teaser_tells_what_it_is_of_before_it_quotes() -> None:
    found = [drafted.text for drafted in Extractive(article(*BRIDGE), Trigrams()).teaser(200, 2)]
    assert len(found) == 2
    assert "bridge" in found[0]
    assert "“" in found[1]
