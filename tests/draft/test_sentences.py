"""Candidates: what each sentence is, who speaks, and whether it stands alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.core.summary import ClaimKind, SpeechKind
from service.draft.sentences import Reader

from .articles import article, candidate, candidates

tried = settings(deadline=None, derandomize=True)

PLAIN = "The council of Orla met at noon on Monday. " * 12


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The council closed the old pier in May.", ClaimKind.EVENT),
        ("Anna Brandt, the mayor, said that the pier was old.", ClaimKind.STATEMENT),
        ("The pier is old, according to the mayor.", ClaimKind.STATEMENT),
        ("Grain output rose by 6.4 percent.", ClaimKind.FIGURE),
        ("The port shipped 310,000 crates.", ClaimKind.FIGURE),
        ("The fund lost $40 in May.", ClaimKind.FIGURE),
        ("Anna Brandt, the mayor, said that output rose by 6 percent.", ClaimKind.FIGURE),
        ("Anna Brandt, the mayor, called for a new pier.", ClaimKind.DIRECTIVE),
        ("Anna Brandt, the mayor, urged the crew to leave.", ClaimKind.DIRECTIVE),
        ("Anna Brandt, the mayor, said that the crew should leave.", ClaimKind.DIRECTIVE),
        ("The thugs closed the old pier in May.", ClaimKind.EVALUATION),
        ("The plan for the old pier is outstanding.", ClaimKind.EVALUATION),
    ],
)
def test_kinds(sentence: str, kind: ClaimKind) -> None:
    assert candidate(PLAIN, sentence).kind is kind


def test_own_voice_has_no_speaker() -> None:
    attribution = candidate(PLAIN, "The council closed the old pier in May.").attribution
    assert attribution.kind is SpeechKind.OWN_VOICE
    assert attribution.speaker is None
    assert attribution.cue is None


def test_an_evaluation_in_own_voice_is_the_articles() -> None:
    attribution = candidate(PLAIN, "The thugs closed the old pier in May.").attribution
    assert attribution.kind is SpeechKind.OWN_VOICE
    assert attribution.speaker == "the article"


def test_loaded_wording_that_was_dropped_leaves_no_evaluation() -> None:
    found = candidate(PLAIN, "The heroic council closed the old pier in May.")
    assert found.text == "The council closed the old pier in May."
    assert (found.kind, found.attribution.speaker) == (ClaimKind.EVENT, None)


def test_reported_speech_has_its_speaker_and_cue() -> None:
    document = article("Anna Brandt, the mayor, stressed that the pier was old.")
    attribution = Reader(document).candidate(0).attribution
    assert (attribution.speaker, attribution.kind) == ("Anna Brandt", SpeechKind.REPORTED)
    assert attribution.cue is not None
    assert document.slice(attribution.cue) == "stressed"


def test_a_quotation_is_quoted() -> None:
    attribution = candidate("“The pier is old and closed,” said Anna Brandt, the mayor.").attribution
    assert (attribution.speaker, attribution.kind) == ("Anna Brandt", SpeechKind.QUOTED)


def test_the_source_is_the_sentence_and_the_one_that_names_the_speaker() -> None:
    document = article(
        "Finance Minister Clara Voss presented the budget. The hall was full. She said that the fund had shrunk."
    )
    found = Reader(document).candidates()
    assert found[2].sources == (document.sentences[2], document.sentences[0])
    assert found[1].sources == (document.sentences[1],)


def test_a_named_speaker_needs_no_other_sentence() -> None:
    document = article("Anna Brandt, the mayor, said that the pier was old.")
    assert Reader(document).candidate(0).sources == (document.sentences[0],)


def test_a_speaker_carried_over_is_flagged() -> None:
    found = candidates(
        "Secretary Lorna Hale made a report to the council. The reporter went on:",
        "Roads were worse in the north.",
    )
    assert found[-1].attribution.speaker == "Lorna Hale"
    assert found[-1].flags == ("speaker_from_context",)
    assert found[0].flags == ()


SIDED = "The glorious council and its heroic, beloved people won a great victory."


def test_a_statement_between_two_of_one_speaker_is_that_speakers_where_the_article_takes_sides() -> None:
    report = (
        "Secretary Lorna Hale made a report to the council. She said that the north is poor. "
        "The roads are worse there than in the south. She said that a bridge is closed."
    )
    found = candidates(report, SIDED)
    assert [item.attribution.speaker for item in found][:4] == [None, "Lorna Hale", "Lorna Hale", "Lorna Hale"]
    assert found[2].flags == ("speaker_from_context",)
    assert candidates(report)[2].attribution.speaker is None


@pytest.mark.parametrize(
    "sentence",
    [
        "The sale of the pier, an old one, was announced in May and is expected to end in June.",
        "Old times: Boats are seen at the pier.",
    ],
)
def test_what_the_article_tells_between_two_statements_is_its_own(sentence: str) -> None:
    found = candidates(
        "Secretary Lorna Hale made a report to the council. She said that the north is poor. "
        f"{sentence} She said that a bridge is closed.",
        SIDED,
    )
    assert found[2].attribution.speaker is None


def test_an_event_between_two_statements_is_nobodys() -> None:
    found = candidates(
        "Secretary Lorna Hale made a report to the council. She said that the north is poor. "
        "The council voted at noon on Monday. She said that a bridge is closed.",
        SIDED,
    )
    assert [item.attribution.speaker for item in found][:4] == [None, "Lorna Hale", None, "Lorna Hale"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The council closed the old pier in May.",
        "Anna Brandt, the mayor, said that the pier was old.",
        "“We are tired and cold,” Anna Brandt said on Monday.",
        "Finance Minister Clara Voss said that it was late.",
        "It is a crime to close the old pier.",
        "In May it was decided that the pier would be closed.",
        "According to the council, it is necessary to close the pier.",
    ],
)
def test_stands_alone(sentence: str) -> None:
    assert candidate(PLAIN, sentence).alone


@pytest.mark.parametrize(
    "sentence",
    [
        "It was closed in May for good.",
        "They closed the old pier in May.",
        "She is a nurse at the old pier.",
        "By the end of May she had paid for the pier.",
        "Last year they closed the old pier.",
        "In October 2024 it withdrew the plan.",
        "According to the council, it cost 40 crowns.",
        "Because of that, the council closed the pier.",
        "Strictly checked and criticised were the works.",
        "This closed the old pier for good.",
        "His crew closed the old pier in May.",
        "As a result the old pier was closed.",
        "Such piers were closed in May.",
        "The council greeted them.",
        "The council termed it the main cause.",
        "The crew of the old pier thanked him.",
        "We closed the old pier in May.",
        "The council closed our old pier in May.",
        "Who closed the old pier in May?",
        "The council closed the following:",
    ],
)
def test_does_not_stand_alone(sentence: str) -> None:
    assert not candidate(PLAIN, sentence).alone


@pytest.mark.parametrize("sentence", ["The envoy of the US left Orla in May.", "The pier was sold in the us, too."])
def test_a_country_is_no_first_person(sentence: str) -> None:
    assert candidate(PLAIN, sentence).alone


def test_a_resolved_pronoun_stands_alone_and_a_kept_one_after_its_speaker() -> None:
    reader = Reader(
        article("Finance Minister Clara Voss presented the budget. She said that the fund had shrunk to nothing.")
    )
    named, kept = reader.candidate(1), reader.candidate(1, keep_pronoun=True)
    assert named.text.startswith("Clara Voss said")
    assert kept.text.startswith("She said")
    assert named.alone
    assert kept.alone


def test_a_sentence_that_a_rule_breaks_stays_as_it_is() -> None:
    source = "However, the council agreed."
    found = candidate(PLAIN, source)
    assert found.text == source
    assert found.swaps == ()


SPANISH = "El consejo eligió a Ana Brandt como alcaldesa, dijo el portavoz: «Estamos todos muy contentos con ella.»"


def test_a_paragraph_in_another_language_is_left_as_it_is() -> None:
    found = candidates("The heroic council met at noon on Monday.", SPANISH, "Anna Brandt said that she was glad.")
    before, spanish, after = found
    assert spanish.text == spanish.source == SPANISH
    assert (spanish.voice.name, spanish.loaded, spanish.alone) == (None, 0, False)
    assert spanish.attribution.kind is SpeechKind.OWN_VOICE
    assert before.text == "The council met at noon on Monday."
    assert after.voice.name == "Anna Brandt"


def test_a_paragraph_in_another_language_is_nobodys_speech() -> None:
    korean = "위원회는 수요일에 회의를 열고 새 부두의 건설을 결정하였다. 어민들은 부두가 낡았다고 말하였다."
    ours = "We built 40 boats in May. The pier is ours. " * 5
    document = article(ours, korean, ours, title="Address by President Tam Orrin to the Harbour Congress")
    found = [item for item in Reader(document).candidates() if item.source in korean]
    assert found
    assert not any(item.alone for item in found)


def test_other_languages_keep_their_sentences() -> None:
    source = "El alcalde dijo que el muelle era viejo."
    found = Reader(article(source, title="Consejo", language="es")).candidate(0)
    assert (found.text, found.swaps, found.voice.name) == (source, (), "El alcalde")
    assert found.alone
    assert found.whole
    assert found.attribution.kind is SpeechKind.REPORTED


def test_a_language_without_rules_has_no_speakers() -> None:
    source = "Der Bürgermeister sagte, dass der Steg alt war."
    found = Reader(article(source, title="Rat", language="de")).candidate(0)
    assert (found.text, found.swaps, found.voice.name) == (source, (), None)
    assert found.alone
    assert found.whole
    assert found.attribution.kind is SpeechKind.OWN_VOICE
    assert found.attribution.speaker is None


@pytest.mark.parametrize(
    ("language", "sentence", "kind"),
    [
        ("ko", "새별시는 다리를 놓았다.", ClaimKind.EVENT),
        ("ko", "수확은 12퍼센트 늘었다.", ClaimKind.FIGURE),
        ("ko", "한도윤 시장은 다리가 낡았다고 말했다.", ClaimKind.STATEMENT),
        ("ko", "한도윤 시장은 다리를 고칠 것을 지시하였다.", ClaimKind.DIRECTIVE),
        ("ru", "Суд закрыл порт.", ClaimKind.EVENT),
        ("ru", "Цены выросли на 6,8%.", ClaimKind.FIGURE),
        ("ru", "Мэр Вера Домнина сказала, что мост стар.", ClaimKind.STATEMENT),
        ("ru", "Мэр Вера Домнина потребовала закрыть мост.", ClaimKind.DIRECTIVE),
        ("zh", "政府关闭了港口。", ClaimKind.EVENT),
        ("zh", "产量增长6.8%。", ClaimKind.FIGURE),
        ("zh", "市长林若川说，桥很旧。", ClaimKind.STATEMENT),
        ("zh", "市长林若川要求关闭这座桥。", ClaimKind.DIRECTIVE),
        ("fr", "Le conseil a fermé le port.", ClaimKind.EVENT),
        ("fr", "Les prix ont augmenté de 6,8 %.", ClaimKind.FIGURE),
        ("fr", "Le maire Alain Castex a dit que le pont était vieux.", ClaimKind.STATEMENT),
        ("fr", "Le maire Alain Castex a demandé de fermer le pont.", ClaimKind.DIRECTIVE),
        ("es", "El concejo cerró el puerto.", ClaimKind.EVENT),
        ("es", "Fue una decisión vergonzosa.", ClaimKind.EVALUATION),
        ("es", "Los precios subieron un 6,8 %.", ClaimKind.FIGURE),
        ("es", "El alcalde Alonso Casas dijo que el puente era viejo.", ClaimKind.STATEMENT),
        ("es", "El alcalde Alonso Casas pidió cerrar el puente.", ClaimKind.DIRECTIVE),
    ],
)
def test_kinds_in_other_languages(language: str, sentence: str, kind: ClaimKind) -> None:
    assert Reader(article(sentence, title="12", language=language)).candidate(0).kind is kind


@pytest.mark.parametrize(
    ("language", "text", "alone"),
    [
        ("ru", "Депутат Глеб Сажин заявил, что бюджет мал. Он призвал отложить голосование.", True),
        ("ru", "Он призвал отложить голосование.", False),
        ("es", "La juez Ana Pica dijo que llueve. Añadió que nieva.", True),
        ("es", "Añadió que nieva.", False),
        ("es", "Llovió en la ciudad. «Es invierno», explicó.", False),
        ("fr", "Ces retards, a expliqué le maire Alain Castex, sont dus au gel.", False),
        ("fr", "Les élus sont furieux.", True),
        ("es", "Sigue cerrada.", False),
        ("fr", "Le maire Alain Castex a dit que la pluie venait. « Il neige », a-t-il ajouté.", True),
    ],
)
def test_a_claim_in_another_language_stands_alone(language: str, text: str, alone: bool) -> None:
    assert Reader(article(text, title="12", language=language)).candidates()[-1].alone is alone


@pytest.mark.parametrize(
    ("language", "sentence", "wording"),
    [
        ("ko", "참가자들은 령도자에게 결사옹위의 맹세를 다지였다.", "결사옹위"),
        ("es", "El pueblo saludó al líder bajo la guía del partido.", "bajo la guía del"),
        ("fr", "Le parti a marché vers un avenir radieux.", "avenir radieux"),
    ],
)
def test_what_takes_sides_in_another_language_is_the_articles(language: str, sentence: str, wording: str) -> None:
    found = Reader(article(sentence, title="12", language=language)).candidate(0)
    assert wording in found.text
    assert found.held
    assert found.kind is ClaimKind.EVALUATION
    assert found.attribution.speaker == "the article"


def test_counts_are_those_of_the_wording() -> None:
    found = candidate(PLAIN, "The heroic council closed 4 piers in May.")
    assert found.text == "The council closed 4 piers in May."
    assert (found.words, found.loaded, found.held) == (7, 0, 0)
    assert found.kept == pytest.approx(7 / 8)


SENTENCES = st.sampled_from(
    [
        "Secretary Lorna Hale made a report to the council.",
        "The reporter went on:",
        "She stressed that two bridges are closed.",
        "“The piers are old,” said Ivan Roe, the director.",
        "“Two of them are closed.”",
        "The heroic crew won an outstanding prize, setting a fine example.",
        "It said that 40 wells were open.",
        "The ministry rejected the study.",
        "Stalls are sold out.",
        "Trade Fair Opens",
        "ORLA, March 5 (Wire) -- The thugs closed.",
    ]
)


@tried
@given(st.lists(SENTENCES, min_size=1, max_size=10))
def test_any_article_has_a_candidate_for_each_sentence(sentences: list[str]) -> None:
    document = article(*sentences)
    found = Reader(document).candidates()
    assert [item.span for item in found] == list(document.sentences)
    for index, item in enumerate(found):
        assert item.index == index
        assert item.sources[0] == item.span
        assert item.source == document.slice(item.span)
        assert (item.attribution.kind is SpeechKind.OWN_VOICE) == (item.voice.name is None)
        assert item.kind is not ClaimKind.EVALUATION or item.attribution.kind is SpeechKind.OWN_VOICE
