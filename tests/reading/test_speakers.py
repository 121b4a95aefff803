"""Who speaks in each sentence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.ingest import read_text
from service.reading.speakers import voices
from service.segment import segment

from .articles import article, speakers, spoken

tried = settings(deadline=None, derandomize=True)


def test_a_pronoun_is_the_person_who_was_named() -> None:
    assert speakers(
        "Finance Minister Clara Voss presented the budget on Monday. She said that the fund had shrunk. "
        "She added that repairs would wait until May."
    ) == [None, "Clara Voss", "Clara Voss"]


def test_a_pronoun_is_resolved_across_paragraphs() -> None:
    assert speakers("Finance Minister Clara Voss presented the budget.", "She said that the fund had shrunk.") == [
        None,
        "Clara Voss",
    ]


def test_a_new_speaker_takes_over() -> None:
    assert speakers(
        "Anna Brandt, the mayor, said that the bridge was safe. She added that it was open.",
        "Karl Hoff, an engineer, warned that it was old. He said that two cables had broken.",
    ) == ["Anna Brandt", "Anna Brandt", "Karl Hoff", "Karl Hoff"]


def test_he_and_she_are_told_apart() -> None:
    assert speakers(
        "Judge Rhea Moss opened the hearing on Monday. She said that the room was full. "
        "Lawyer Tom Birch spoke for the town. He said that the town owed nothing. "
        "She said that the town owed rent. He said that it had paid."
    ) == [None, "Rhea Moss", None, "Tom Birch", "Rhea Moss", "Tom Birch"]


def test_a_pronoun_without_a_person_stays_a_pronoun() -> None:
    (voice,) = spoken(article("He said that the fund was empty.")).values()
    assert voice.name is not None
    assert voice.name.lower() == "he"
    assert voice.antecedent is None


def test_the_antecedent_is_where_the_person_is_named() -> None:
    document = article("Finance Minister Clara Voss presented the budget. She said that the fund had shrunk.")
    last = voices(document)[-1]
    assert last.antecedent is not None
    assert document.slice(last.antecedent) == "Clara Voss"
    assert document.sentences[0].start <= last.antecedent.start < document.sentences[0].end


def test_subject_and_cue_are_spans_of_the_document() -> None:
    document = article("The boat sank. Anna Brandt, the mayor, said that it was old.")
    last = voices(document)[-1]
    assert last.subject is not None
    assert last.cue is not None
    assert (document.slice(last.subject), document.slice(last.cue)) == ("Anna Brandt", "said")
    assert last.antecedent is None


def test_the_reporter_is_who_made_the_report() -> None:
    assert speakers(
        "Secretary Lorna Hale made a report to the council on Tuesday. The reporter said that two bridges had closed."
    ) == [None, "Lorna Hale"]


def test_the_speech_is_its_speakers() -> None:
    assert speakers(
        "Governor Ada Lund gave a speech on Monday. The speech warned that the coast was sinking. "
        "The speaker called for new walls. According to the speech, the walls cost 4 million crowns."
    ) == [None, "Ada Lund", "Ada Lund", "Ada Lund"]


def test_without_a_report_the_reporter_is_a_stranger() -> None:
    assert speakers("The council met. The reporter said that two bridges had closed.") == [
        None,
        "the reporter",
    ]


def test_a_title_is_its_holder() -> None:
    assert speakers(
        "Transport Minister Gavin Stroud opened the pier. Anna Brandt, the mayor, thanked the crew. "
        "The minister said that it was paid for. The mayor added that it was late."
    ) == [None, None, "Gavin Stroud", "Anna Brandt"]


def test_a_surname_is_the_person() -> None:
    voice = spoken(article("Transport Minister Gavin Stroud opened the pier. Stroud said that it was paid for."))[
        "Stroud said that it was paid for."
    ]
    assert voice.name == "Gavin Stroud"
    assert voice.antecedent is not None


def test_a_name_in_apposition_is_the_speaker() -> None:
    document = article(
        "A ministry spokesman, Peter Oxley, disputed the count on Friday. He said that 40 wells were open."
    )
    first, second = voices(document)
    assert (first.name, second.name) == ("Peter Oxley", "Peter Oxley")
    assert first.antecedent is None
    assert second.antecedent is not None


def test_a_quotation_goes_on_in_the_next_sentence() -> None:
    found = list(
        spoken(
            article(
                "“The piers are old,” said Ivan Roe, the director. “Two of them are closed.” The council voted at noon."
            )
        ).values()
    )
    assert [voice.name for voice in found] == ["Ivan Roe", "Ivan Roe", None]
    assert [voice.quoted for voice in found] == [True, True, False]
    assert [voice.carried for voice in found] == [False, True, False]


def test_a_reported_clause_is_no_quotation() -> None:
    (voice,) = spoken(article('Anna Brandt, the mayor, said that the "old" bridge was safe to cross.')).values()
    assert voice.name == "Anna Brandt"
    assert not voice.quoted


def test_the_reporter_went_on_carries() -> None:
    found = list(
        spoken(
            article(
                "Secretary Lorna Hale made a report to the council on Tuesday. The reporter went on:",
                "Roads were worse in the north. Repairs cost 4 million crowns.",
            )
        ).values()
    )
    assert [voice.name for voice in found] == [None, "Lorna Hale", "Lorna Hale", "Lorna Hale"]
    assert [voice.carried for voice in found] == [False, False, True, True]


def test_carrying_ends() -> None:
    names = speakers(
        "Secretary Lorna Hale made a report to the council on Tuesday. The reporter went on:",
        " ".join(f"Road {number} was closed in the north." for number in range(1, 10)),
    )
    assert names[-1] is None


def test_a_cue_ends_the_carrying() -> None:
    names = speakers(
        "Secretary Lorna Hale made a report to the council on Tuesday. The reporter went on:",
        "Roads were worse in the north. Anna Brandt, the mayor, said that one was open. The council voted at noon.",
    )
    assert names == [None, "Lorna Hale", "Lorna Hale", "Anna Brandt", None]


def test_speakers_do_not_leak_into_the_next_section() -> None:
    document = article(
        "Secretary Lorna Hale made a report to the council on Tuesday. She said that two bridges had closed.",
        "Trade Fair Opens",
        "She said that the fair was full. The reporter said that many came.",
    )
    assert len(document.sections) == 2
    found = voices(document)
    assert [voice.name for voice in found[:2]] == [None, "Lorna Hale"]
    assert "Lorna Hale" not in [voice.name for voice in found[2:]]
    assert all(voice.antecedent is None for voice in found[2:])


def test_a_quotation_does_not_go_on_in_the_next_section() -> None:
    document = article(
        "“The piers are old,” said Ivan Roe, the director.",
        "Trade Fair Opens",
        "“The fair is full.” Stalls were sold out.",
    )
    assert len(document.sections) == 2
    assert [voice.name for voice in voices(document)] == ["Ivan Roe", None, None]


def test_it_said_is_the_body_named_before() -> None:
    document = article("The ministry rejected the study. It said that 40 wells were open.")
    found = voices(document)
    assert [voice.name for voice in found] == ["the ministry", "the ministry"]
    assert found[1].antecedent is not None
    assert document.slice(found[1].antecedent) == "The ministry"


def test_it_said_after_a_sentence_about_the_report() -> None:
    assert speakers("The report counted 12 dry wells. It warned that more would close.") == [
        None,
        "the report",
    ]


def test_a_speaker_who_is_not_named_is_quoted_as_described() -> None:
    assert speakers("Two engineers warned that the bridge was old.") == ["two engineers"]


def test_a_sentence_without_a_cue_has_no_speaker() -> None:
    assert speakers("The bridge opened in May. It is 40 metres long.") == [None, None]


SENTENCES = st.sampled_from(
    [
        "Secretary Lorna Hale made a report to the council.",
        "The reporter went on:",
        "She said that two bridges had closed.",
        "He said that the fund was empty.",
        "“The piers are old,” said Ivan Roe, the director.",
        "“Two of them are closed.”",
        "It said that 40 wells were open.",
        "The ministry rejected the study.",
        "Stalls were sold out.",
        "Trade Fair Opens",
        "The mayor, Anna Brandt, left.",
    ]
)


@tried
@given(st.lists(SENTENCES, min_size=1, max_size=12))
def test_any_article_has_a_voice_for_each_sentence(sentences: list[str]) -> None:
    document = article(*sentences)
    found = voices(document)
    assert len(found) == len(document.sentences)
    for sentence, voice in zip(document.sentences, found, strict=True):
        assert (voice.name is None) == (voice.cue is None)
        if voice.subject:
            assert sentence.start <= voice.subject.start < voice.subject.end <= sentence.end
        if voice.antecedent and voice.name:
            assert voice.name.lower() in document.text.lower()
        section = next(part for part in document.sections if part.start <= sentence.start < part.end)
        if voice.carried:
            assert voice.cue is not None
            assert section.start <= voice.cue.start < sentence.start


def test_an_endless_word_holds_nobody_up() -> None:
    text = "Ada Brenn said that the port was closed. " + "9" * 60_000 + "."
    document = segment(read_text(text, max_characters=100_000), language="en")
    assert voices(document)[0].name == "Ada Brenn"


def test_given_names_tell_who_she_is() -> None:
    assert speakers("Anna said that the port was closed. Karl said that it was open. She said that it was late.") == [
        "Anna",
        "Karl",
        "Anna",
    ]


def test_so_before_a_verb_is_nobody() -> None:
    text = 'So crowed Mayor Lucan Threave on Monday, and boasted of it. "This is what courage looks like," he said.'
    assert speakers(text) == [None, "Lucan Threave"]


def test_speeches_are_nobody() -> None:
    assert speakers("Speeches criticised the board.", "The report criticised the board.") == [None, "the report"]


def test_each_sentence_of_a_quotation_that_the_paragraph_leaves_open_has_its_speaker() -> None:
    assert speakers("Ada Brenn said: “The money is gone. It went into cranes. We cannot pay.", "The sky was blue.") == [
        "Ada Brenn",
        "Ada Brenn",
        "Ada Brenn",
        None,
    ]


def test_a_given_name_tells_a_person() -> None:
    assert speakers(
        "Economist Sabine Oster said that prices would fall.",
        "Jonas Weber of the Arden Institute doubted it. He said that wages had risen.",
        "Prices would rise, Weber said.",
    ) == ["Sabine Oster", None, "Jonas Weber", "Jonas Weber"]


def test_it_is_a_body_that_spoke_just_before() -> None:
    told = "The bank said that wages had risen."
    near = speakers(f"{told} Rates fell. It said that it rained.")
    far = speakers(f"{told} Rates fell. Roads were closed. Ships were late. Trees fell. It said that it rained.")
    assert (near[-1], far[-1]) == ("the bank", "It")


@pytest.mark.parametrize(
    ("office", "name"), [("The minister", "He"), ("The transport minister", "Paul Stroud"), ("The captain", "He")]
)
def test_he_may_be_one_of_several_with_an_office(office: str, name: str) -> None:
    met = "Finance Minister Karl Marsh met Transport Minister Paul Stroud in May."
    assert speakers(f"{met} {office} said that the fund was empty. He said that the pier was old.")[-1] == name


def test_she_is_no_group() -> None:
    told = "Nutritionists say that bread is cheap."
    assert speakers(f"{told} She said that it was late.")[-1] == "She"
    named = "The hall was full when Rogers came. Rogers says that bread is cheap."
    assert speakers(f"{named} She said that it was late.")[-1] == "Rogers"


def test_a_general_staff_is_no_general() -> None:
    said = "The General Staff of Ardal said that the coast was clear."
    assert speakers("General Karl Hoff came on Monday.", said) == [None, "the General Staff of Ardal"]


def test_what_is_told_of_a_report_is_not_a_briefings() -> None:
    asked = "Minister Karl Hoff made the remarks at a briefing when asked of a report on the dam."
    assert speakers(asked, "According to the report, the dam had leaked.")[1] == "the report"
    assert speakers("Minister Karl Hoff made a report.", "The report said that the dam had leaked.")[1] == "Karl Hoff"


def test_who_is_named_with_a_rank_behind_the_office_is_named_there() -> None:
    document = article("The coast was clear, its spokesman, Colonel Karl Hoff, said. Colonel Karl Hoff left.")
    (first, _) = voices(document)
    assert first.name == "Karl Hoff"
    assert first.antecedent is None


def test_a_dateline_hides_nobody() -> None:
    opened = "Orla Bay, March 4 (OPA) -- President Karl Hoff visited the dam."
    met = "He was met by Minister of Public Works Ivo Pell."
    assert speakers(f"{opened} {met} He said that the dam was old.")[-1] == "Karl Hoff"


def test_a_spokesman_for_somebody_is_not_that_somebody() -> None:
    told = "a spokeswoman for House Speaker Paul Tamm told the Post that the plan was old."
    assert speakers(f"Orla Venn, {told}") == ["Orla Venn"]
    assert speakers(f"On Monday {told}") != ["Paul Tamm"]
    assert speakers("The mayor of Orla, Karl Hoff, said that the plan was old.") == ["Karl Hoff"]


def test_where_it_was_said_is_no_speaker() -> None:
    said = "Speaking on Harbour Radio, Governor Karl Hoff, who is no candidate, said he was not sure."
    assert speakers(said) == ["Karl Hoff"]


def test_a_surname_is_not_hers_where_he_tells_of_himself() -> None:
    told = "Sandra Orrin, a clerk, resigned in May."
    assert speakers(f"{told} Orrin said he was ill.") == [None, "Orrin"]
    assert speakers(f"{told} Orrin said she was ill.") == [None, "Sandra Orrin"]


def test_a_pronoun_is_no_name_of_the_other_sex() -> None:
    assert speakers("Monika Tamm, a clerk, spoke in May. He said that the pier was old.")[1] != "Monika Tamm"


def test_a_surname_that_could_be_a_given_name_tells_no_sex() -> None:
    told = "Senator Orla Graham spoke in May. Graham said that the pier was old. She said that it leaked."
    assert speakers(told)[-1] == "Orla Graham"
