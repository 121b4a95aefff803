"""Free statements: judged by their facts, mended where that is safe."""

from __future__ import annotations

from functools import cache

import pytest

from service.core.document import Document
from service.core.summary import Alignment, Claim, ClaimKind, Reason, SpeechKind, Statement, Withheld

from .articles import abstract, article, claims, free, free_claim, verify


@cache
def port() -> Document:
    return article(
        "Finance Minister Clara Voss presented the harbour budget on 5 March. "
        "She stressed that the fund had not shrunk below 18,600 crowns. "
        "Gordon Pell, the director of the port, disputed the figure on Friday. "
        "“The cranes are rusting,” he said. "
        "The council may open 40 new wells in the north.",
    )


def one(text: str, *sentences: int) -> Statement | Withheld:
    found = verify(port(), abstract(free(port(), text, *sentences)))
    assert len(found.abstract) + len(found.withheld) == 1
    return found.abstract[0] if found.abstract else found.withheld[0]


def said(text: str, *sentences: int, speaker: str | None = None) -> Claim | Withheld:
    found = verify(port(), claims(free_claim(port(), text, *sentences, speaker=speaker)))
    assert len(found.claims) + len(found.withheld) == 1
    return found.claims[0] if found.claims else found.withheld[0]


def test_a_paraphrase_is_shown_with_its_evidence() -> None:
    judged = one("On 5 March the budget of the harbour was presented by Clara Voss.", 0)
    assert isinstance(judged, Statement)
    assert judged.alignment is Alignment.PARAPHRASED
    assert [item.exact for item in judged.evidence] == [port().slice(port().sentences[0])]
    assert 0.5 < judged.support < 1
    assert judged.flags == ()


def test_evidence_is_found_for_what_cites_none() -> None:
    judged = one("The council may open 40 wells.")
    assert isinstance(judged, Statement)
    assert [item.exact for item in judged.evidence] == [port().slice(port().sentences[4])]


def test_evidence_that_proves_nothing_stands_after_what_does() -> None:
    judged = one("The council may open 40 new wells.", 0)
    assert isinstance(judged, Statement)
    assert [item.exact for item in judged.evidence] == [
        port().slice(port().sentences[4]),
        port().slice(port().sentences[0]),
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Clara Voss stressed that the fund had not shrunk below 18,700 crowns.", Reason.CONTRADICTED),
        ("Clara Voss stressed that the fund had shrunk below 18,600 crowns.", Reason.CONTRADICTED),
        ("The council will open 40 new wells in the north.", Reason.CONTRADICTED),
        ("Finance Minister Clara Moss presented the harbour budget on 5 March.", Reason.CONTRADICTED),
        ("Gordon Pell stressed that the fund had not shrunk below 18,600 crowns.", Reason.CONTRADICTED),
        ("Gordon Pell called the figure “a lie from start to end”.", Reason.CONTRADICTED),
        ("The ferry to the island sank with its crew.", Reason.NOT_IN_SOURCE),
        ("배가 항구에서 가라앉았다.", Reason.NOT_IN_SOURCE),
        ("!!!", Reason.NOT_IN_SOURCE),
        ("The council may open wells wells wells in the north.", Reason.NOT_IN_SOURCE),
        ("The harbour budget, the harbour budget, the harbour budget of Clara Voss.", Reason.NOT_IN_SOURCE),
    ],
)
def test_what_is_false_is_withheld(text: str, reason: Reason) -> None:
    judged = one(text, 0)
    assert isinstance(judged, Withheld)
    assert judged.reason is reason
    assert judged.detail


def test_a_lost_speaker_is_restored() -> None:
    judged = one("The fund had not shrunk below 18,600 crowns.", 1)
    assert isinstance(judged, Statement)
    assert judged.text == "Clara Voss said that the fund had not shrunk below 18,600 crowns."
    assert "speaker_restored" in judged.flags


def test_nobody_gets_what_they_did_not_say() -> None:
    """Its words stand in a heading, and in a sentence of hers that says something else."""
    document = article(
        "Mayor Ada Brenn said that the budget of the harbour had grown by 4 percent in the north.",
        title="Bridge Budget Drawn Up in Ardal",
    )
    found = verify(document, abstract(free(document, "The bridge budget is in Ardal.", 0)))
    assert not any("Brenn" in kept.text for kept in found.abstract)


def test_marks_round_words_in_another_order_are_taken_away() -> None:
    judged = one("Gordon Pell said that there are “rusting cranes”.", 3)
    assert isinstance(judged, Statement)
    assert judged.text == "Gordon Pell said that there are rusting cranes."
    assert "quotation_marks_removed" in judged.flags


def test_a_pronoun_is_read_as_whom_the_statement_before_speaks_of() -> None:
    pell = free(port(), "Gordon Pell disputed the figure on Friday.", 2)
    she = free(port(), "He stressed that the fund had not shrunk below 18,600 crowns.", 1)
    found = verify(port(), abstract(pell, she))
    assert [kept.text for kept in found.abstract] == [pell.text]
    assert [item.reason for item in found.withheld] == [Reason.CONTRADICTED]


def test_the_source_says_who_says_it() -> None:
    judged = said("The fund had not shrunk below 18,600 crowns.", 1, speaker="Voss")
    assert isinstance(judged, Claim)
    assert judged.attribution.speaker == "Clara Voss"
    assert judged.attribution.kind is SpeechKind.REPORTED
    assert judged.attribution.cue is not None
    assert port().slice(judged.attribution.cue) == "stressed"


def test_a_claim_without_its_speaker_gets_it_back() -> None:
    judged = said("The fund had not shrunk below 18,600 crowns.", 1)
    assert isinstance(judged, Claim)
    assert judged.attribution.speaker == "Clara Voss"
    assert "speaker_restored" in judged.flags


@pytest.mark.parametrize("speaker", ["Gordon Pell", "the council", "Clara Moss", "She"])
def test_a_claim_in_another_mouth_is_withheld(speaker: str) -> None:
    judged = said("The fund had not shrunk below 18,600 crowns.", 1, speaker=speaker)
    assert isinstance(judged, Withheld)
    assert judged.reason in (Reason.CONTRADICTED, Reason.SPEAKER_NOT_IN_EVIDENCE)


def test_nobody_is_made_to_say_what_the_article_tells() -> None:
    judged = said("The council may open 40 new wells in the north.", 4, speaker="Gordon Baker")
    assert isinstance(judged, Withheld)


def test_an_evaluation_without_a_speaker_is_the_article_s() -> None:
    drafted = free_claim(port(), "The council may open 40 new wells.", 4, kind=ClaimKind.EVALUATION)
    (kept,) = verify(port(), claims(drafted)).claims
    assert (kept.attribution.speaker, kept.attribution.kind) == ("the article", SpeechKind.OWN_VOICE)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Clara Voss and Gordon Pell stressed that the fund had not shrunk below 18,600 crowns.", False),
        ("Gordon Pell and Clara Voss said that the fund had not shrunk below 18,600 crowns.", False),
        ("Clara Voss stressed that the fund had not shrunk below 18,600 crowns.", True),
    ],
)
def test_nobody_is_joined_with_the_one_who_said_it(text: str, shown: bool) -> None:
    judged = one(text, 1)
    assert isinstance(judged, Statement) is shown


def test_two_who_said_it_together_stay_together() -> None:
    document = article("Clara Voss and Gordon Pell said that the fund had 18,600 crowns. The hall in Ardal was full.")
    found = verify(document, abstract(free(document, "Voss and Pell said the fund had 18,600 crowns.", 0)))
    assert [statement.text for statement in found.abstract] == ["Voss and Pell said the fund had 18,600 crowns."]
