"""Reporting cues: each form, and what is none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.reading.reporting import MAX, report, verbs

tried = settings(deadline=None, derandomize=True)


def parts(sentence: str) -> tuple[str, str, str, str] | None:
    """Form, subject, cue and content of `sentence`."""
    found = report(sentence)
    if found is None:
        return None
    subject, cue, content = (sentence[start:end] for start, end in (found.subject, found.cue, found.content))
    return found.form, subject, cue, content


@pytest.mark.parametrize(
    ("sentence", "subject", "cue", "content"),
    [
        ("The mayor said that the bridge was safe.", "The mayor", "said", " the bridge was safe."),
        ("She warned that the bridge was old.", "She", "warned", " the bridge was old."),
        (
            "Anna Brandt told reporters that it was safe.",
            "Anna Brandt",
            "told",
            " reporters that it was safe.",
        ),
        ("The mayor called for a vote.", "The mayor", "called for", " a vote."),
        ("The mayor made it clear that he would stay.", "The mayor", "made it clear", " he would stay."),
        ("Two engineers warned that the bridge was old.", "Two engineers", "warned", " the bridge was old."),
        ("Officials said the bridge was old.", "Officials", "said", " the bridge was old."),
        ("One driver said the bridge was old.", "One driver", "said", " the bridge was old."),
        ("In a statement she said the bridge was old.", "she", "said", " the bridge was old."),
        ("The report noted that the bridge was old.", "The report", "noted", " the bridge was old."),
    ],
)
def test_before(sentence: str, subject: str, cue: str, content: str) -> None:
    assert parts(sentence) == ("before", subject, cue, content)


@pytest.mark.parametrize(
    ("sentence", "subject", "cue"),
    [
        ("The court found that the mayor had lied.", "The court", "found"),
        ("The mayor had lied, the court held.", "the court", "held"),
        ("The mayor left the hall, saying the bridge was safe.", "The mayor", "saying"),
        ("In May, Anna Brandt gave up the post, arguing that it was useless.", "Anna Brandt", "arguing"),
        ("The bridge was safe, she said with a smile.", "she", "said"),
    ],
)
def test_what_is_found_and_what_is_said_besides(sentence: str, subject: str, cue: str) -> None:
    found = parts(sentence)
    assert found is not None
    assert found[1:3] == (subject, cue)


@pytest.mark.parametrize(
    "sentence",
    [
        "But the mayor said that the bridge was safe.",
        "In March, the mayor said that the bridge was safe.",
        "The mayor, a former engineer, said that the bridge was safe.",
        "The mayor has repeatedly said that the bridge was safe.",
        "The mayor also firmly said that the bridge was safe.",
        "The mayor (left) said that the bridge was safe.",
        "The mayor on Monday said that the bridge was safe.",
        "The mayor late last week said that the bridge was safe.",
        "ORLA, May 4 (OPA) -- The mayor said that the bridge was safe.",
        "The mayor, in his usual manner, said that the bridge was safe.",
        "Orla (AP) - The mayor said that the bridge was safe.",
        "Orla, North Ardal (CNN)The mayor said that the bridge was safe.",
    ],
)
def test_before_with_words_around_it(sentence: str) -> None:
    found = parts(sentence)
    assert found is not None
    form, subject, cue, content = found
    assert (form, subject.lower(), cue, content) == ("before", "the mayor", "said", " the bridge was safe.")


@pytest.mark.parametrize(
    ("sentence", "subject", "cue", "content"),
    [
        ("The bridge was safe, the mayor said.", "the mayor", "said", "The bridge was safe"),
        ("The bridge was safe, Anna Brandt told reporters.", "Anna Brandt", "told", "The bridge was safe"),
        ('"The bridge is safe," she said on Monday.', "she", "said", '"The bridge is safe'),
        ("“The bridge is safe,” the mayor said.", "the mayor", "said", "“The bridge is safe"),
        ('"It is safe," the mayor said, "and it is open."', "the mayor", "said", '"It is safe'),
        ("It is a matter, he warned, that stays open.", "he", "warned", "It is a matter"),
    ],
)
def test_after(sentence: str, subject: str, cue: str, content: str) -> None:
    found = parts(sentence)
    assert found is not None
    assert found[:3] == ("after", subject, cue)
    assert found[3].startswith(content)


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ('"The bridge is safe," said the mayor.', "the mayor"),
        ('"The bridge is safe," said Anna Brandt.', "Anna Brandt"),
        ("“The bridge is safe,” said Anna Brandt, the mayor.", "Anna Brandt"),
        ('"Is the bridge safe?" said Anna Brandt on Monday.', "Anna Brandt"),
    ],
)
def test_inverted(sentence: str, subject: str) -> None:
    found = parts(sentence)
    assert found is not None
    assert found[:3] == ("after", subject, "said")


@pytest.mark.parametrize(
    ("sentence", "subject", "cue", "content"),
    [
        ("Saying that it was safe, the mayor urged drivers on.", "the mayor", "urged", " that it was safe"),
        ("Noting the cost, she called for a new vote.", "she", "called for", " the cost"),
        ("Referring to the flood, Anna Brandt said that it was over.", "Anna Brandt", "said", " the flood"),
    ],
)
def test_participle(sentence: str, subject: str, cue: str, content: str) -> None:
    assert parts(sentence) == ("participle", subject, cue, content)


@pytest.mark.parametrize(
    ("sentence", "subject", "cue", "content"),
    [
        ("According to the mayor, the bridge is safe.", "the mayor", "According to", "the bridge is safe."),
        ("The bridge is safe, according to the mayor.", "the mayor", "according to", "The bridge is safe"),
        (
            "The bridge is safe, according to Anna Brandt.",
            "Anna Brandt",
            "according to",
            "The bridge is safe",
        ),
    ],
)
def test_according(sentence: str, subject: str, cue: str, content: str) -> None:
    assert parts(sentence) == ("according", subject, cue, content)


@pytest.mark.parametrize(
    "sentence",
    [
        'The sign read "the mayor said no" in red.',
        'The crowd heard "it is late, the mayor said" twice.',
        'The crowd heard "it is late, the mayor said, and cold" twice.',
        'The crowd heard "it is late," but not who cried it.',
        "The banner “according to him, all is well” fell.",
        'The play "Nobody Left, He Said, Alone" closed.',
    ],
)
def test_a_cue_inside_a_quotation_is_none(sentence: str) -> None:
    assert report(sentence) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "The ministry had been warned about the bridge.",
        "The town was told that the bridge was safe.",
        "The bridge was said to be safe.",
        "The mayor is expected to resign.",
        "The bridge was described as safe.",
        "It was reported that the bridge was safe.",
    ],
)
def test_a_passive_is_no_cue(sentence: str) -> None:
    assert report(sentence) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "The bridge opened in May.",
        "The mayor, who said nothing, left the room.",
        "The dog that said nothing barked.",
        "If the mayor said that the bridge was safe, the town was wrong.",
        "The mayor did not say that the bridge was safe.",
        "",
    ],
)
def test_no_cue(sentence: str) -> None:
    assert report(sentence) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Strictly checked and criticised were the works in the harbour.",
        "Initially reported as lost, the ferry came in at noon.",
        "An estimated 40 ships were in the harbour.",
        "Once described as the safest pier, it fell in May.",
        "However, many piers are old, and some are unsafe, the mayor.",
        "Orla added three goals in the second half.",
        "The council added two names of its own.",
        "Orla claimed a late win over Karrow.",
        "The mood went on as before.",
        "Divers continued to search the harbour.",
        "Captain Bo Lund reported for duty on Monday.",
        "The ferry was last reported near the pier.",
        "The captain accused of the theft was ill.",
        "She's accused of the theft.",
        "The stories they told in court were sad.",
        "Orla's hopes of a new pier were low.",
        "The mayor's claims that the pier was safe were false.",
        "The pier was closed for alleged faults.",
        "The plan proposed by Anna Brandt was old.",
        "The rise expected to follow the vote could cost the town dear.",
        "Thousands protested in the rain.",
        "Anna Brandt wrote a book on piers.",
        "The council recalled its envoy.",
        "The council recalled Minister Karl Hoff and elected Anna Brandt.",
        "The company recalled 400 boats.",
        "The council held a meeting in June.",
        "It was one of the talks held in June, and the talks held in May were others.",
        "The police found a boat on the pier.",
    ],
)
def test_what_is_done_is_not_said(sentence: str) -> None:
    assert report(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "subject", "cue"),
    [
        ("Connolly said the pier was safe.", "Connolly", "said"),
        ("The mayor added that it was late.", "The mayor", "added"),
        ("The mayor added the pier was old.", "The mayor", "added"),
        ("The union claims to have won.", "The union", "claims"),
        ("The mayor went on: The pier is old.", "The mayor", "went on"),
        ("The mayor went on to say that it was late.", "The mayor", "went on"),
        ("Anna Brandt wrote in a letter that the pier was old.", "Anna Brandt", "wrote"),
        ("Anna Brandt protested that the pier was safe.", "Anna Brandt", "protested"),
        ("City Hall sniffs that it was late.", "City Hall", "sniffs"),
        ("Bo Lund's family said the pier was old.", "Bo Lund's family", "said"),
        ("The assembly said that the pier was old.", "The assembly", "said"),
        ("Students have warned that the pier is old.", "Students", "warned"),
    ],
)
def test_said_with_a_clause(sentence: str, subject: str, cue: str) -> None:
    found = parts(sentence)
    assert found is not None
    assert found[:3] == ("before", subject, cue)


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("The pier is far from safe, said Anna Brandt, the mayor.", "Anna Brandt"),
        ("The pier is closed, said the report.", "the report"),
        ("The pier is closed, police said.", "police"),
        ("The rise expected to follow could cost the town dear, experts warn.", "experts"),
        ("Anna Brandt, the mayor, said the pier was old.", "Anna Brandt"),
        ("The one who knows it best is Karl Holt, who built it in May, says Anna Brandt.", "Anna Brandt"),
        ("Anna Brandt, the mayor, said Monday.", "Anna Brandt"),
    ],
)
def test_said_without_a_quotation(sentence: str, subject: str) -> None:
    found = parts(sentence)
    assert found is not None
    assert found[1] == subject


@pytest.mark.parametrize(
    "sentence",
    [
        "The pier is closed, according to the mayor, who left on Monday.",
        "The pier is closed, according to the mayor and is for sale.",
        "According to the mayor who left on Monday, the pier is closed.",
    ],
)
def test_what_goes_on_after_a_speaker_is_no_name(sentence: str) -> None:
    found = parts(sentence)
    assert found is not None
    assert found[1] == "the mayor"


def test_a_sentence_without_end_is_not_read() -> None:
    assert report("The mayor said that " + "x" * MAX) is None


PIECE = st.sampled_from(
    'the mayor she Anna Brandt said warned stressed told that , . ? " “ ” ( ) : ; According to according Saying '
    "Noting In March was had been also firmly called for 4 percent of and who 's n't".split()
)
SENTENCE = st.lists(PIECE, max_size=40).map(" ".join)


@tried
@given(SENTENCE | SENTENCE.map(lambda text: text.replace(" ,", ",").replace(" .", ".")) | st.text(max_size=200))
def test_offsets_stay_inside_any_sentence(sentence: str) -> None:
    found = report(sentence)
    if found is None:
        return
    assert found.form in {"before", "after", "participle", "according"}
    for start, end in (found.subject, found.cue, found.content):
        assert 0 <= start <= end <= len(sentence)
    assert sentence[slice(*found.subject)].strip()
    assert sentence[slice(*found.cue)].strip()


@tried
@given(SENTENCE)
def test_subject_cue_and_content_do_not_overlap(sentence: str) -> None:
    found = report(sentence.replace(" ,", ","))
    if found is None:
        return
    spans = sorted(span for span in (found.subject, found.cue, found.content) if span[0] < span[1])
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


def test_every_form_is_lower_case_and_has_one_verb() -> None:
    forms = [form for verb in {id(verb): verb for verb in verbs().values()}.values() for form in verb.forms]
    assert forms == [form.lower() for form in forms]
    assert len(set(forms)) == len(forms)


def test_every_verb_has_a_neutral_one_or_stays() -> None:
    for verb in verbs().values():
        assert verb.that or verb.alone or verb.noun or verb.same or verb.kind
