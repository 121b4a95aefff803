"""The rules of neutral wording: a sentence of an article, and what is expected of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.core.summary import Alignment
from service.draft.praise import plain
from service.draft.sentences import Reader
from service.draft.wording import whole
from service.reading.words import quoted_spans
from service.verify.alignment import align

from .articles import article, candidates, reworded

tried = settings(deadline=None, derandomize=True)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Respected Comrade Ivo Pell opened the new hall.", "Ivo Pell opened the new hall."),
        (
            "The talks on the new hall of Orla come at a time when the mills are closed.",
            "The talks on the new hall of Orla come at a time when the mills are closed.",
        ),
        ("The crew thanked Comrade Pell for the hall.", "The crew thanked Pell for the hall."),
        ("The crew met the Respected President Ivo Pell.", "The crew met the President Ivo Pell."),
        ("His Majesty King Ivo Pell opened the new hall.", "King Ivo Pell opened the new hall."),
        ("The crew met Her Royal Highness Princess Ada.", "The crew met Princess Ada."),
        ("The crew thanked His Majesty for the hall.", "The crew thanked His Majesty for the hall."),
        ("A respected surgeon opened the new hall.", "A respected surgeon opened the new hall."),
    ],
)
def test_honorifics(source: str, expected: str) -> None:
    assert reworded(source)[0] == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("The crew won an outstanding prize on Monday.", "The crew won a prize on Monday."),
        ("The crew won a heroic and hard-working prize.", "The crew won a prize."),
        ("The outstanding, heroic crew left on Monday.", "The crew left on Monday."),
        ("A heroic hour was spent on the pier.", "An hour was spent on the pier."),
        ("The crew courageously repaired the pier in May.", "The crew repaired the pier in May."),
        ("The plan is outstanding and cheap to run.", "The plan is outstanding and cheap to run."),
        ("The heroic crew is not truly happy with it.", "The crew is not truly happy with it."),
        ("The rickety crane fell on the toothless watchdog.", "The crane fell on the watchdog."),
    ],
)
def test_loaded_words(source: str, expected: str) -> None:
    assert reworded(source)[0] == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("The crew repaired the pier, setting a fine example to all towns.", "The crew repaired the pier."),
        ("The crew repaired the pier, true to the will of the mayor.", "The crew repaired the pier."),
        ("The mayor met the crew, deeply moved by the wise leadership of Orla.", "The mayor met the crew."),
        ("The pier was done, thanks to the wise leadership of the mayor.", "The pier was done."),
        ("The pier, a brilliant demonstration of will, was closed in May.", "The pier was closed in May."),
        ("The crew repaired the pier without fail in May.", "The crew repaired the pier in May."),
        ("The mayor spoke with the bored air of a man counting flies.", "The mayor spoke."),
        ("Ada Lund, with all the charm of a tired teacher, spoke in May.", "Ada Lund spoke in May."),
        ("The mayor spoke with the conviction of the council.", "The mayor spoke with the conviction of the council."),
        (
            "Ada Lund, a member of the council and one of the few who still have a backbone, rose to speak.",
            "Ada Lund, a member of the council, rose to speak.",
        ),
        (
            "Ada Lund, a member of the council and one of the few elected in 1998, rose to speak.",
            "Ada Lund, a member of the council and one of the few elected in 1998, rose to speak.",
        ),
        ("Ada Lund, 81, one of the last of the crew, rose to speak.", "Ada Lund, 81, rose to speak."),
        (
            "The crew praised the long work of the mayor who ushered in a golden age.",
            "The crew praised the long work of the mayor.",
        ),
        (
            "The crew praised a mayor of the town who ushered in a golden age in 1998.",
            "The crew praised a mayor of the town who ushered in a golden age in 1998.",
        ),
        (
            "The vote of the council in May was a step that has ushered in a golden age.",
            "The vote of the council in May was a step that has ushered in a golden age.",
        ),
        ("The mayor gave on-the-spot guidance at the pier.", "The mayor gave guidance at the pier."),
        ("The whole crew would turn out as one for the pier.", "The whole crew would work for the pier."),
        ("The visa-free regime was kept.", "The visa-free regime was kept."),
        ("The plan, by some miracle of thrift, finds money for a pier.", "The plan finds money for a pier."),
    ],
)
def test_clauses_of_praise(source: str, expected: str) -> None:
    assert reworded(source)[0] == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Anna Brandt stressed that the pier was old.", "Anna Brandt said that the pier was old."),
        ("Anna Brandt claimed that the pier was old.", "Anna Brandt said that the pier was old."),
        ("Anna Brandt thundered that the pier was old.", "Anna Brandt said that the pier was old."),
        ("Anna Brandt admitted that the pier was old.", "Anna Brandt said that the pier was old."),
        ("Anna Brandt claims that the pier was old.", "Anna Brandt says that the pier was old."),
        ("Anna Brandt made it clear that the pier was old.", "Anna Brandt said that the pier was old."),
        ("Anna Brandt underlined the need to close it.", "Anna Brandt spoke of the need to close it."),
        ("Anna Brandt hailed the crew of the pier.", "Anna Brandt praised the crew of the pier."),
        ("Anna Brandt warned that the pier was old.", "Anna Brandt warned that the pier was old."),
        ("Anna Brandt denied that the pier was old.", "Anna Brandt denied that the pier was old."),
        ("Anna Brandt strongly stressed that it was old.", "Anna Brandt said that it was old."),
        ("The pier is old, Anna Brandt claimed on Monday.", "The pier is old, Anna Brandt said on Monday."),
        ("“The pier is old,” the mayor insisted.", "“The pier is old,” the mayor said."),
        ("Officials say the pier is old and closed.", "Officials say the pier is old and closed."),
        ("Anna Brandt added that 1.4 million had come.", "Anna Brandt said that 1.4 million had come."),
        ("Anna Brandt asserted in a letter that it was old.", "Anna Brandt said in a letter that it was old."),
        ("Anna Brandt wailed that the pier was old.", "Anna Brandt said that the pier was old."),
    ],
)
def test_reporting_verbs(source: str, expected: str) -> None:
    text, swaps = reworded(source)
    assert text == expected
    assert {swap.rule for swap in swaps} <= {"reporting verb"}
    assert align(text, source, swaps, [])[0] is not Alignment.UNALIGNED


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Prices soared in May and June.", "Prices rose in May and June."),
        ("The cronies of the mayor left on Friday.", "The associates of the mayor left on Friday."),
        ("A draconian law was adopted in May.", "A strict law was adopted in May."),
        ("The plan, needless to say, was closed in May.", "The plan was closed in May."),
        ("The mayor slammed the plan of the council.", "The mayor criticised the plan of the council."),
        (
            "The pier was repaired, reflecting the boundless will of 40 men.",
            "The pier was repaired, reflecting the will of 40 men.",
        ),
        ("The owner pocketed 40,000 crowns in May.", "The owner received 40,000 crowns in May."),
        ("The owner pocketed the keys in May.", "The owner pocketed the keys in May."),
        (
            "The port drew passionate and enthusiastic crowds in May.",
            "The port drew passionate and enthusiastic crowds in May.",
        ),
        ("The mayor blasted out 400 letters in May.", "The mayor blasted out 400 letters in May."),
        ("Ada Lund fired back at the gunmen in May.", "Ada Lund fired back at the gunmen in May."),
        ("The clinic was savaged by critics in May.", "The clinic was savaged by critics in May."),
        ("The Grand Hotel closed in May.", "The Grand Hotel closed in May."),
        ("The plan is not outrageous at all.", "The plan is not outrageous at all."),
    ],
)
def test_only_loaded_wording_goes(source: str, expected: str) -> None:
    text, swaps = plain(source, decorated=False).render()
    assert text == expected
    assert align(text, source, swaps, [])[0] is not Alignment.UNALIGNED


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Anna Brandt said that our pier was old.", "Anna Brandt said that the pier was old."),
        ("Our pier was old and closed for years.", "Our pier was old and closed for years."),
        ("Anna Brandt said: “Our pier is old.”", "Anna Brandt said: “Our pier is old.”"),
    ],
)
def test_first_person(source: str, expected: str) -> None:
    assert reworded(source)[0] == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("ORLA, March 5 (Wire) -- The council met at noon.", "The council met at noon."),
        ("ORLA — The council met at noon on Monday.", "The council met at noon on Monday."),
        ("NEW ORLA (Wire) – The council met at noon.", "The council met at noon."),
        ("Orla Bay, March 5 (Wire) -- The council met at noon.", "The council met at noon."),
        (
            "The mayor received the crew here today in the old hall.",
            "The mayor received the crew today in the old hall.",
        ),
        ("The fair opened here on Monday.", "The fair opened on Monday."),
    ],
)
def test_datelines(source: str, expected: str) -> None:
    assert reworded(source)[0] == expected


@pytest.mark.parametrize(
    "opening",
    [
        "Moreover, ",
        "And then ",
        "For its part, ",
        "Meanwhile, ",
        "In addition, ",
        "Finally, ",
        "But ",
        "For starters, ",
    ],
)
def test_connectives(opening: str) -> None:
    assert reworded(f"{opening}the council closed the pier.")[0] == "The council closed the pier."


@pytest.mark.parametrize(
    "word", [", however,", ", meanwhile,", ", too,", " also", " then", ", on the other hand,", ", for example,"]
)
def test_connectives_in_mid_sentence(word: str) -> None:
    assert reworded(f"The council{word} closed the pier.")[0] == "The council closed the pier."


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("In the north, however, Orla has the edge.", "In the north, Orla has the edge."),
        (
            "According to the Chronicle, however, while the pier stood, it was safe.",
            "According to the Chronicle, while the pier stood, it was safe.",
        ),
        ("In small towns, for example, Orla, the pier closed.", "In small towns, for example, Orla, the pier closed."),
    ],
)
def test_behind_what_leads_a_sentence_a_comma_stays(sentence: str, told: str) -> None:
    assert reworded(sentence)[0] == told


@pytest.mark.parametrize(
    "sentence",
    [
        "The council closed the pier and also the hall.",
        "The storm not only closed the pier, it also cut the road.",
        "The council met Anna Brandt, also a mayor, in May.",
        "The old hall, also known as the Ark, was closed.",
        "The council did not also close the pier.",
        "The then elected mayor was ill.",
        "When the wind fell, the council then closed the pier.",
        "“The council also closed the pier,” Anna Brandt said.",
    ],
)
def test_what_a_sentence_itself_goes_on_from_keeps_its_also(sentence: str) -> None:
    assert reworded(sentence)[0] == sentence


def test_a_noun_is_no_verb_of_blame() -> None:
    assert reworded("The town heard a loud blast near the pier.")[0] == "The town heard a loud blast near the pier."


def test_a_participle_before_the_main_clause_goes() -> None:
    text = reworded("Saying that trade was slow, Anna Brandt urged the council to act at once.")[0]
    assert text == "Anna Brandt urged the council to act at once."


@pytest.mark.parametrize("words", ["this was shown in the last year", "these were old", "they were old"])
def test_a_participle_that_the_main_clause_points_at_stays(words: str) -> None:
    sentence = f"Saying that the piers were unsafe, Anna Brandt said that {words}."
    assert reworded(sentence)[0] == sentence


def test_a_pronoun_becomes_the_name() -> None:
    text, swaps = reworded("Finance Minister Clara Voss presented the budget. She said that the fund had shrunk.")
    assert text == "Clara Voss said that the fund had shrunk."
    assert [(swap.source, swap.text, swap.rule) for swap in swaps] == [("She", "Clara Voss", "speaker")]


def test_a_pronoun_stays_after_the_same_speaker() -> None:
    text, swaps = reworded(
        "Finance Minister Clara Voss presented the budget. She said that the fund had shrunk.",
        keep_pronoun=True,
    )
    assert (text, swaps) == ("She said that the fund had shrunk.", ())


def test_a_speech_becomes_the_speakers() -> None:
    text, swaps = reworded("Governor Ada Lund gave a speech on Monday. The speech warned that the coast was sinking.")
    assert text == "Ada Lund's speech warned that the coast was sinking."
    assert [swap.rule for swap in swaps] == ["speaker"]


DECORATED = "The town has a strong port and an important market."


def test_a_plain_article_keeps_its_decorations() -> None:
    assert reworded(DECORATED, decorated=False) == (DECORATED, ())
    assert not Reader(article(DECORATED, "The council met at noon. " * 10)).decorated


def test_a_loaded_article_loses_them() -> None:
    assert reworded(DECORATED, decorated=True)[0] == "The town has a port and a market."
    assert Reader(article(DECORATED, "The heroic crew won an outstanding prize.")).decorated


@pytest.mark.parametrize(
    "source",
    [
        "Anna Brandt said: “Our heroic crew won an outstanding, glorious prize.”",
        'Anna Brandt said: "Moreover, the heroic crew stressed that our pier is outstanding."',
        "“We saw an outstanding, heroic leader,” Anna Brandt said.",
        "Anna Brandt called it “a brilliant demonstration of will, true to the mayor”.",
    ],
)
@pytest.mark.parametrize("decorated", [False, True])
def test_a_direct_quotation_is_left_alone(source: str, decorated: bool) -> None:
    assert reworded(source, decorated=decorated) == (source, ())


def test_words_around_a_quotation_are_not() -> None:
    text = reworded('The heroic mayor said "our heroic crew is outstanding" on Monday.')[0]
    assert text == 'The mayor said "our heroic crew is outstanding" on Monday.'


@pytest.mark.parametrize(
    "source",
    [
        "The council met at noon on Monday.",
        "The port shipped 310,000 tonnes, or 6.4 percent more than in 2019.",
        "Anna Brandt said that the pier was old.",
        "Decision No. 2 provides for 30 beds by December 31.",
    ],
)
@pytest.mark.parametrize("decorated", [False, True])
def test_plain_sentences_stay(source: str, decorated: bool) -> None:
    assert reworded(source, decorated=decorated) == (source, ())


SUBJECTS = st.sampled_from(
    ["Anna Brandt", "The mayor", "Two engineers", "The heroic crew", "Respected Comrade Ivo Pell"]
)
CUES = st.sampled_from(
    ["stressed that", "claimed that", "said that", "called for", "repaired", "warned that", "hailed"]
)
OBJECTS = st.sampled_from(
    [
        "an outstanding prize was won",
        "our pier was old",
        "the old pier",
        "“our heroic pier”",
        "a truly heroic, bold hour",
    ]
)
TAILS = st.sampled_from(
    [
        "",
        ", true to the plan",
        ", setting a fine example",
        " on March 5",
        ", which cost 4,000 crowns,",
        " in token of thanks",
    ]
)


@tried
@given(st.tuples(SUBJECTS, CUES, OBJECTS, TAILS), st.booleans())
def test_what_the_rules_make_is_aligned_with_its_sentence(parts: tuple[str, str, str, str], decorated: bool) -> None:
    subject, cue, what, tail = parts
    source = f"{subject} {cue} {what}{tail}."
    text, swaps = reworded(source, decorated=decorated)
    alignment, fault = align(text, source, swaps, [])
    assert alignment in (Alignment.EXACT, Alignment.COMPRESSED), fault
    assert all(source.count(text[span.start : span.end]) for span in quoted_spans(text))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("In March, CNN reported on the crews of the pier.", "In March, CNN reported on the crews of the pier."),
        ("In addition to the pier, the mill was closed.", "In addition to the pier, the mill was closed."),
        ("In addition, the mill was closed in May.", "The mill was closed in May."),
        ("Ivo Pell is a fantastic person, as is his son.", "Ivo Pell is a fantastic person, as is his son."),
        ("Yet the mill was closed in May.", "The mill was closed in May."),
        ("First Minister Ivo Pell opened the mill.", "First Minister Ivo Pell opened the mill."),
        ("Orla (CNN)The mill was closed in May.", "The mill was closed in May."),
        ("ORLA, Verania, Oct. 14 - The mill was closed in May.", "The mill was closed in May."),
        ("The crew spent a great deal of its time there.", "The crew spent a great deal of its time there."),
        ("The mill (far left) was closed in May.", "The mill was closed in May."),
        ("The mill was sold by Ivo Pell, pictured, from Orla.", "The mill was sold by Ivo Pell from Orla."),
        ("The mill (pictured left) was closed in May.", "The mill was closed in May."),
        ("Defiant: The mayor has closed the mill.", "The mayor has closed the mill."),
        ("Dessert: Plum cake and cream.", "Dessert: Plum cake and cream."),
        ("Prices have plummeted since May and June.", "Prices have plummeted since May and June."),
        ("The crew hails from Orla and Pell.", "The crew hails from Orla and Pell."),
        ("The town had an equally remarkable run of luck.", "The town had an equally remarkable run of luck."),
        ("The mayor owns an impressive 24 boats.", "The mayor owns an impressive 24 boats."),
        ("Hail and winds hit the pier.", "Hail and winds hit the pier."),
        ("Large hail and winds hit the pier.", "Large hail and winds hit the pier."),
        (
            "The losses revealed the chaos that has hit the pier.",
            "The losses revealed the chaos that has hit the pier.",
        ),
        (
            "Ivo Pell, then minister of trade, claimed that it was old.",
            "Ivo Pell, then minister of trade, said that it was old.",
        ),
    ],
)
def test_what_would_break_a_sentence_is_left(source: str, expected: str) -> None:
    text, swaps = reworded(source)
    assert text == expected
    assert align(text, source, swaps, [])[0] is not Alignment.UNALIGNED


@pytest.mark.parametrize(
    "text",
    [
        "PORT ORLA, Tuesday, May 10.",
        "Although it was not all about the mill.",
        "Two spoons of frozen parsley: £1.25.",
        "A spokesman said: 'Crews were at the mill for an hour.",
        "Pictured here with the crew of the mill.",
    ],
)
def test_fragments_are_no_sentences(text: str) -> None:
    assert not whole(text)


def test_a_title_is_nobody_who_is_named_only_later() -> None:
    title, name = "The commander says that the fort is safe.", "Mira Dahl, commander of the fleet, left."
    assert [found.text for found in candidates(f"The fort was shut. {title} {name}")][1] == title
    assert [found.text for found in candidates(f"{name} {title}")][1] == title.replace("The commander", "Mira Dahl")


def test_a_name_is_no_praise() -> None:
    text = "The club bought Bram Sterling in May. Sterling looks tired, the coach said."
    assert reworded(text)[0] == "Sterling looks tired, the coach said."


@pytest.mark.parametrize(
    "text",
    [
        "The crew of four hailed from Orla and Venn, the council said.",
        "The coach said his training regime was short.",
        "Tam Orrin left the port, however, the crew stayed.",
        "Tam Orrin spoke of the Orla massacre.",
        "Tam Orrin continued to pay the crew of the ferry.",
        "Orla Venn was left devastated, the council said.",
    ],
)
def test_what_is_no_loaded_word_stays(text: str) -> None:
    assert reworded(text)[0] == text
