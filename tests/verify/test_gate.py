"""The gate: hand-made drafts in, statements and what was withheld out."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.core.document import Document
from service.core.draft import Drafted
from service.core.receipt import Policy
from service.core.summary import Alignment, Reason, SpeechKind, Swap
from service.draft.extractive import Extractive
from service.models.lexical import Trigrams

from .articles import Draft, abstract, article, claim, claims, free, free_claim, statement, verify

tried = settings(deadline=None, derandomize=True)

PORT = (
    "Finance Minister Clara Voss presented the harbour budget on 5 March. "
    "She stressed that the fund had not shrunk below 18,600 crowns. "
    "Gordon Pell, the director of the port, disputed the figure on Friday. "
    "The thugs of the regime closed the outstanding old pier. "
    "“The cranes are rusting,” he said, and praised the turkey farmers of the north. "
    "The council may open 40 new wells in the north."
)
SPOKE = Swap(source="stressed", text="said", rule="reporting verb")
VOSS = Swap(source="She", text="Clara Voss", rule="speaker")
PELL = Swap(source="She", text="Gordon Pell", rule="speaker")


@cache
def port() -> Document:
    return article(PORT)


def reason(drafted: Draft) -> Reason:
    """Why the only statement of a draft is withheld."""
    found = verify(port(), drafted)
    assert (found.abstract, found.claims) == ((), ())
    (withheld,) = found.withheld
    assert withheld.detail
    return withheld.reason


def test_a_sentence_as_it_stands() -> None:
    document = port()
    text = document.slice(document.sentences[0])
    found = verify(document, abstract(statement(document, text, 0)))
    (kept,) = found.abstract
    assert (kept.text, kept.alignment, kept.support) == (text, Alignment.EXACT, 1.0)
    assert kept.evidence == (document.evidence(document.sentences[0]),)
    assert kept.evidence[0].exact == text
    assert found.withheld == ()


def test_a_reworded_sentence_with_its_evidence() -> None:
    document = port()
    text = "Clara Voss said that the fund had not shrunk."
    found = verify(document, abstract(statement(document, text, 1, 0, swaps=(VOSS, SPOKE), flags=("a flag",))))
    (kept,) = found.abstract
    assert kept.alignment is Alignment.COMPRESSED
    assert kept.swaps == (VOSS, SPOKE)
    assert kept.flags == ("a flag",)
    assert [item.exact for item in kept.evidence] == [
        document.slice(document.sentences[1]),
        document.slice(document.sentences[0]),
    ]
    assert 0 < kept.support < 1


def test_swapped_words_lower_the_support() -> None:
    document = port()
    plain = statement(document, "Gordon Pell disputed the figure.", 2)
    swapped = statement(document, "Clara Voss said that the fund had not shrunk.", 1, 0, swaps=(VOSS, SPOKE))
    found = verify(document, abstract(plain, swapped))
    assert [kept.support for kept in found.abstract] == [1.0, pytest.approx(1 - 0.5 * 3 / 9, abs=0.001)]


def test_a_claim_keeps_its_kind_and_its_speaker() -> None:
    document = port()
    drafted = claim(
        document,
        "Clara Voss said that the fund had not shrunk.",
        1,
        0,
        speaker="Clara Voss",
        said=SpeechKind.REPORTED,
        swaps=(VOSS, SPOKE),
    )
    found = verify(document, claims(drafted))
    (kept,) = found.claims
    assert (kept.kind, kept.attribution) == (drafted.kind, drafted.attribution)
    assert kept.flags == ()
    assert found.withheld == ()


def test_not_in_source() -> None:
    drafted = statement(port(), "The ferry sank at noon.", 0)
    assert reason(abstract(drafted)) is Reason.NOT_IN_SOURCE


def test_fact_not_in_evidence() -> None:
    # The words are the source's own, as capitals make facts of them.
    document = port()
    assert reason(abstract(statement(document, "He praised the Turkey farmers.", 4))) is Reason.FACT_NOT_IN_EVIDENCE
    assert reason(abstract(statement(document, "The council May 40 wells.", 5))) is Reason.FACT_NOT_IN_EVIDENCE


def test_speaker_not_in_evidence() -> None:
    drafted = claim(
        port(), "She stressed that the fund had not shrunk.", 1, speaker="Clara Voss", said=SpeechKind.REPORTED
    )
    assert reason(claims(drafted)) is Reason.SPEAKER_NOT_IN_EVIDENCE


def test_loaded_wording() -> None:
    document = port()
    text = "The thugs of the regime closed the pier."
    found = verify(document, abstract(statement(document, text, 3)))
    (withheld,) = found.withheld
    assert (withheld.text, withheld.reason, withheld.detail) == (text, Reason.LOADED_WORDING, "thugs, regime")
    assert found.abstract == ()


def test_a_loaded_claim_is_flagged_and_kept() -> None:
    document = port()
    text = "The thugs of the regime closed the pier."
    found = verify(document, claims(claim(document, text, 3)))
    assert [kept.flags for kept in found.claims] == [("loaded_wording",)]
    assert found.withheld == ()


@pytest.mark.parametrize(
    ("language", "text", "loaded"),
    [
        ("es", "Los sueldos perdieron un tercio de su valor este año.", False),  # a loaded word in English only
        ("es", "El pueblo saludó al líder bajo la guía del partido.", True),
        ("ko", "공장은 이달에 구조조정을 시작했다.", False),  # pointed out only
        ("de", "Der glorious Verein gewann den Pokal zum dritten Mal.", False),
    ],
)
def test_loaded_is_what_is_so_in_the_articles_language(language: str, text: str, loaded: bool) -> None:
    document = article(text).model_copy(update={"language": language})
    found = verify(document, abstract(statement(document, text, 0)))
    assert [item.reason for item in found.withheld] == [Reason.LOADED_WORDING] * loaded


def test_a_loaded_quotation_is_kept() -> None:
    document = article("The mayor said “the outstanding crew is heroic” on Monday in Orla.")
    found = verify(
        document, abstract(statement(document, "The mayor said “the outstanding crew is heroic” on Monday.", 0))
    )
    assert len(found.abstract) == 1


def test_the_abstract_is_never_longer_than_asked() -> None:
    document = port()
    texts = ["Gordon Pell disputed the figure.", "The council may open 40 wells.", "Gordon Pell disputed it on Friday."]
    draft = abstract(statement(document, texts[0], 2), statement(document, texts[1], 5))
    found = verify(document, draft, max_words=8)
    assert [kept.text for kept in found.abstract] == texts[:1]
    (left,) = found.withheld
    assert (left.text, left.reason) == (texts[1], Reason.OVER_LENGTH)
    assert verify(document, draft, Policy.OFF, max_words=8).abstract == found.abstract


def test_the_abstract_is_never_longer_than_its_source() -> None:
    document = article("The council met on Monday in Orla.", title="")
    drafted = statement(document, "The council met on Monday in Orla.", 0)
    found = verify(document, abstract(drafted, drafted))
    assert len(found.abstract) == 1
    assert [item.reason for item in found.withheld] == [Reason.OVER_LENGTH]


def test_a_pronoun_goes_with_the_statement_that_named_its_person() -> None:
    document = port()
    draft = abstract(
        free(document, "Clara Voss announced 90 new cranes.", 0),
        free(document, "She said that the fund had not shrunk below 18,600 crowns.", 1),
    )
    found = verify(document, draft)
    assert [item.reason for item in found.withheld] == [Reason.NOT_IN_SOURCE, Reason.LOST_REFERENCE]
    assert found.abstract == ()


def test_off_shows_everything_with_its_flag() -> None:
    document = port()
    draft = Draft(
        abstract=(free(document, "The fund had shrunk to 11 crowns.", 1),),
        claims=(claim(document, "The ferry sank at noon.", 0), claim(document, "The thugs closed the pier.", 3)),
    )
    found = verify(document, draft, Policy.OFF)
    assert found.withheld == ()
    assert [kept.alignment for kept in (*found.abstract, *found.claims)] == [
        Alignment.UNALIGNED,
        Alignment.UNALIGNED,
        Alignment.COMPRESSED,
    ]
    flags = [kept.flags for kept in (*found.abstract, *found.claims)]
    assert "contradicted" in flags[0]
    assert "not_in_source" in flags[1]
    assert flags[2] == ("loaded_wording",)
    assert all(kept.support < 0.5 for kept in (*found.abstract, found.claims[0]))


def test_strict_withholds_what_is_doubtful() -> None:
    document = port()
    loaded = claim(document, "The thugs of the regime closed the pier.", 3)
    far = free_claim(
        document,
        "On 5 March the budget of the harbour was presented by Clara Voss.",
        0,
    )
    near = free_claim(document, "The council may open 40 new wells.", 5)
    held = claim(document, "Gordon Pell disputed the figure.", 2)
    found = verify(document, claims(loaded, far, near, held), Policy.STRICT)
    assert [kept.text for kept in found.claims] == [near.text, held.text]
    assert [(item.text, item.reason) for item in found.withheld] == [
        (loaded.text, Reason.DOUBTFUL),
        (far.text, Reason.DOUBTFUL),
    ]
    assert len(verify(document, claims(loaded, far, near, held)).claims) == 4


def test_what_is_drafted_twice_is_withheld_once() -> None:
    document = port()
    text = "The ferry sank at noon."
    found = verify(document, Draft(abstract=(statement(document, text, 0),), claims=(claim(document, text, 0),)))
    assert [withheld.text for withheld in found.withheld] == [text]


def test_the_order_of_the_draft_stays() -> None:
    document = port()
    texts = ["Gordon Pell disputed the figure.", "The council may open 40 wells."]
    found = verify(
        document,
        abstract(
            statement(document, texts[1], 5), statement(document, "It sank.", 0), statement(document, texts[0], 2)
        ),
    )
    assert [kept.text for kept in found.abstract] == [texts[1], texts[0]]


def test_an_empty_draft() -> None:
    found = verify(port(), Draft(abstract=(), claims=()))
    assert (found.abstract, found.claims, found.withheld) == ((), (), ())


MUTATIONS = [
    pytest.param("Clara Voss said that the fund had not shrunk below 18,700 crowns.", (VOSS, SPOKE), id="number"),
    pytest.param("Clara Voss said that the fund had not shrunk below 18 crowns.", (VOSS, SPOKE), id="number cut"),
    pytest.param("Clara Voss said that the fund had not shrunk by 18,600 percent.", (VOSS, SPOKE), id="unit"),
    pytest.param("Clara Moss said that the fund had not shrunk.", (VOSS, SPOKE), id="name"),
    pytest.param(
        "Clara Moss said that the fund had not shrunk.",
        (Swap(source="She", text="Clara Moss", rule="speaker"), SPOKE),
        id="name in a swap",
    ),
    pytest.param("Clara Voss said on 6 March that the fund had not shrunk.", (VOSS, SPOKE), id="date put in"),
    pytest.param("Clara Voss said that the fund had shrunk below 18,600 crowns.", (VOSS, SPOKE), id="negation"),
    pytest.param("Clara Voss said that the fund had not not shrunk.", (VOSS, SPOKE), id="negation twice"),
    pytest.param("Gordon Pell said that the fund had not shrunk.", (SPOKE,), id="speaker"),
    pytest.param("Gordon Pell said that the fund had not shrunk.", (VOSS, SPOKE), id="speaker against its swap"),
    pytest.param("Gordon Pell said that the fund had not shrunk.", (PELL, SPOKE), id="speaker in a swap"),
    pytest.param("The fund said that she had not shrunk.", (SPOKE,), id="roles"),
    pytest.param("Clara Voss denied that the fund had not shrunk.", (VOSS,), id="verb"),
    pytest.param(
        "Clara Voss denied that the fund had not shrunk.",
        (VOSS, Swap(source="stressed", text="denied", rule="reporting verb")),
        id="verb in a swap",
    ),
    pytest.param("Clara Voss said that the fund had not shrunk.", (VOSS,), id="verb without its swap"),
    pytest.param("Clara Voss said that the port would close.", (VOSS, SPOKE), id="invented clause"),
    pytest.param("The port of Orla was sold to a bank.", (), id="invented sentence"),
    pytest.param("She stressed “that the fund had not shrunk”.", (), id="invented quotation"),
]


@pytest.mark.parametrize(("text", "swaps"), MUTATIONS)
def test_a_mutation_is_withheld(text: str, swaps: tuple[Swap, ...]) -> None:
    document = port()
    drafted = claim(document, text, 1, 0, speaker="Clara Voss", said=SpeechKind.REPORTED, swaps=swaps)
    assert reason(Draft(abstract=(drafted,), claims=(drafted,))) is Reason.NOT_IN_SOURCE


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Finance Minister Clara Voss presented the harbour budget on 6 March.", id="day"),
        pytest.param("Finance Minister Clara Voss presented the harbour budget on 5 May.", id="month"),
        pytest.param("Finance Minister Carla Voss presented the harbour budget on 5 March.", id="name"),
        pytest.param("Finance Minister Clara Voss presented the harbour budget on 15 March.", id="digit"),
        pytest.param("Finance Minister Clara Voss never presented the harbour budget.", id="negation put in"),
    ],
)
def test_a_mutation_of_a_plain_sentence_is_withheld(text: str) -> None:
    assert reason(abstract(statement(port(), text, 0))) is Reason.NOT_IN_SOURCE


def test_the_honest_statement_passes_where_its_mutations_do_not() -> None:
    document = port()
    text = "Clara Voss said that the fund had not shrunk below 18,600 crowns."
    drafted = claim(document, text, 1, 0, speaker="Clara Voss", said=SpeechKind.REPORTED, swaps=(VOSS, SPOKE))
    found = verify(document, Draft(abstract=(drafted,), claims=(drafted,)))
    assert [kept.text for kept in (*found.abstract, *found.claims)] == [text, text]


@pytest.mark.parametrize("speaker", ["Gordon Pell", "the council", "Clara Moss"])
def test_a_claim_put_into_another_mouth_is_withheld(speaker: str) -> None:
    document = port()
    drafted = claim(
        document,
        "Clara Voss said that the fund had not shrunk.",
        1,
        0,
        speaker=speaker,
        said=SpeechKind.REPORTED,
        swaps=(VOSS, SPOKE),
    )
    assert reason(claims(drafted)) is Reason.SPEAKER_NOT_IN_EVIDENCE


def test_a_quotation_without_marks_is_withheld() -> None:
    drafted = claim(
        port(), "Gordon Pell disputed the figure on Friday.", 2, speaker="Gordon Pell", said=SpeechKind.QUOTED
    )
    assert reason(claims(drafted)) is Reason.SPEAKER_NOT_IN_EVIDENCE


def test_a_sentence_is_no_evidence_for_another() -> None:
    document = port()
    text = document.slice(document.sentences[0])
    assert reason(abstract(statement(document, text, 2))) is Reason.NOT_IN_SOURCE
    assert reason(abstract(statement(document, text, 2, 0))) is Reason.NOT_IN_SOURCE


@cache
def embedded() -> Draft:
    """What the embedded drafter makes of the article."""

    drafter = Extractive(port(), Trigrams())
    return Draft(abstract=tuple(drafter.abstract(200)), claims=tuple(drafter.claims(20)))


def test_what_the_embedded_drafter_makes_passes_unless_it_is_loaded() -> None:
    found = verify(port(), embedded())
    assert len(found.abstract) >= 3
    assert len(found.claims) == len(embedded().claims)
    assert {withheld.reason for withheld in found.withheld} <= {Reason.LOADED_WORDING}


@tried
@given(st.data())
def test_one_word_changed_in_any_statement_is_withheld(data: st.DataObject) -> None:
    drafted: Drafted = data.draw(st.sampled_from(embedded().abstract))
    words = drafted.text.split(" ")
    words[data.draw(st.integers(0, len(words) - 1))] = data.draw(
        st.sampled_from(["zebra", "17", "Oslo", "nobody", "June"])
    )
    changed = Drafted(" ".join(words), drafted.sources, drafted.swaps)
    assert reason(abstract(changed)) is Reason.NOT_IN_SOURCE


@pytest.mark.parametrize(("more", "shown"), [("", 1), (" Bo Holt came too.", 0), (" The mayor met Ann Holt.", 0)])
def test_a_name_is_put_for_nobody_else(more: str, shown: int) -> None:
    document = article(f"Ada Brenn met Karl Holt on Monday.{more} Brenn told Holt that the port was safe.")
    last = len(document.sentences) - 1
    swap = Swap(source="Holt", text="Karl Holt", rule="person")
    drafted = claim(
        document,
        "Brenn told Karl Holt that the port was safe.",
        last,
        0,
        speaker="Brenn",
        said=SpeechKind.REPORTED,
        swaps=(swap,),
    )
    found = verify(document, claims(drafted))
    assert len(found.claims) == shown
    assert [item.reason for item in found.withheld] == [Reason.NOT_IN_SOURCE] * (1 - shown)


TURN = (
    "Governor Lena Marsh resigned on Monday. Parliament chose Bo Lund in her place. "
    "The governor said that rates would fall. Mr Marsh said that it rained. "
    "President Karl Holt met a guest. The president of Ardal said that the port was new."
)


@pytest.mark.parametrize(
    ("at", "said", "short", "name", "named"),
    [
        (2, "said that rates would fall.", "The governor", "Lena Marsh", 0),
        (2, "said that rates would fall.", "The governor", "Governor Lena Marsh", 0),
        (3, "said that it rained.", "Mr Marsh", "Lena Marsh", 0),
        (5, "said that the port was new.", "The president of Ardal", "Karl Holt", 4),
    ],
)
def test_no_name_is_put_for_who_may_be_another(at: int, said: str, short: str, name: str, named: int) -> None:
    document = article(TURN)
    swap = Swap(source=short, text=name, rule="speaker")
    drafted = abstract(statement(document, f"{name} {said}", at, named, swaps=(swap,)))
    found = verify(document, drafted)
    assert found.abstract == ()
    assert [item.reason for item in found.withheld] == [Reason.NOT_IN_SOURCE]
    assert "may be another" in found.withheld[0].detail


RESULTS = "We sold 40 boats to our customers, and earnings per share rose. "


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (RESULTS * 30, 1),
        (RESULTS * 29, 0),  # too little to tell a company's results
        ("Here comes the first question. " + RESULTS * 30, 0),  # who asks is not the company
    ],
)
def test_the_company_is_put_only_where_one_presents_its_results(text: str, shown: int) -> None:
    document = article(text)
    swaps = (
        Swap(source="We sold", text="The company sold", rule="company"),
        Swap(source="our", text="its", rule="company"),
    )
    told = "The company sold 40 boats to its customers, and earnings per share rose."
    found = verify(document, abstract(statement(document, told, 1, swaps=swaps)))
    assert len(found.abstract) == shown


SPEECH = "We built 40 boats in May. The pier is old. " * 4
ORRIN = Swap(source="", text="Tam Orrin said:", rule="address")


@pytest.mark.parametrize(
    ("title", "text", "swaps", "shown"),
    [
        ("Address by President Tam Orrin", "Tam Orrin said: “The pier is old.”", (ORRIN,), 1),
        ("Address by President Tam Orrin", "The pier is old.", (), 0),  # no fact, only what he says
        ("Address by President Tam Orrin", "Tam Orrin said: “The pier is new.”", (ORRIN,), 0),
        ("Address by President Tam Orrin", "Tam Orrin said: The pier is old.", (ORRIN,), 0),
        ("Address by President Tam Orrin", "Tam Orrin said: “The pier is.”", (ORRIN,), 0),
        ("Address by President Ada Brenn", "Tam Orrin said: “The pier is old.”", (ORRIN,), 0),
        ("News of Tam Orrin", "Tam Orrin said: “The pier is old.”", (ORRIN,), 0),
        ("News of Tam Orrin", "The pier is old.", (), 1),
    ],
)
def test_what_a_speech_says_is_quoted_as_its_speakers(
    title: str, text: str, swaps: tuple[Swap, ...], shown: int
) -> None:
    document = article(SPEECH, title=title)
    found = verify(document, abstract(Drafted(text, (document.sentences[1], document.sections[0].headings[0]), swaps)))
    assert len(found.abstract) == shown
    if swaps and shown:
        assert (found.abstract[0].alignment, found.abstract[0].support) == (Alignment.COMPRESSED, 0.786)


TALK = "Orla Daily: What did it cost?\n\nAda Brenn: The pier cost 40 crowns. Nobody paid.\n\n" * 3


@pytest.mark.parametrize(
    ("text", "sentence", "shown"),
    [
        ("Ada Brenn said: “The pier cost 40 crowns.”", 1, 1),
        ("Ada Brenn said: “Nobody paid.”", 2, 1),
        ("Orla Daily said: “The pier cost 40 crowns.”", 1, 0),
        ("Orla Daily said: “Nobody paid.”", 2, 0),
        ("The pier cost 40 crowns.", 1, 0),
        ("Ada Brenn: The pier cost 40 crowns.", 1, 0),
    ],
)
def test_what_a_transcript_says_is_quoted_as_whose_turn_it_is(text: str, sentence: int, shown: int) -> None:
    document = article(TALK)
    swaps = (Swap(source="", text=text.split(" “", maxsplit=1)[0], rule="address"),) if "“" in text else ()
    sources = (document.sentences[sentence], document.sentences[1], document.sentences[0])
    assert len(verify(document, abstract(Drafted(text, sources, swaps))).abstract) == shown
