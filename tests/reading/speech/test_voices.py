"""Speakers over the sentences of a document: pronouns, titles, quotations that run on, and when nobody is named."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.reading.speech.tongues import LANGUAGES, tongue

from .articles import article, heard, names

PIECES = {
    "ko": [
        "윤가람 교수는 ",
        '"비가 온다"',
        "라고 말했다.",
        " 그는 ",
        "강조하였다. ",
        "정부에 따르면 ",
        "다리가 낡았다고 ",
        "\n\n",
        "“",
        "”",
    ],
    "ru": [
        "Министр Борис Лучков ",
        "заявил",
        ", что ",
        "«Это всё»",
        " — сказал он. ",
        "По словам ",
        "она",
        "\n\n",
        "«",
        "»",
        ", ",
    ],
    "zh": [
        "市长林若川",
        "表示，",
        "“下雨了，”",
        "他说。",
        "据青原日报报道，",
        "桥很旧。",
        "\n\n",
        "“",
        "”",
        "卡尔·伦德",
    ],
    "fr": [
        "Le maire Alain Castex ",
        "a déclaré ",
        "que ",
        "« C’est fini »",
        ", a-t-il dit. ",
        "Selon ",
        "elle",
        "\n\n",
        "«",
        "»",
        ", ",
    ],
    "es": [
        "El alcalde Alonso Casas ",
        "dijo ",
        "que ",
        "«Se acabó»",
        ", dijo. ",
        "Según ",
        "ella",
        "\n\n",
        "—",
        "»",
        ", ",
    ],
}


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("ko", "윤가람 교수는 표본이 작다고 말했다. 그는 도레일 시장을 만났다고 했다.", ["윤가람", "윤가람"]),
        ("ru", "Мэр Вера Домнина сказала, что снег убрали. Она добавила, что соли мало.", ["Вера Домнина"] * 2),
        ("zh", "市长林若川说，桥很旧。他说，要修桥。", ["林若川", "林若川"]),
        ("fr", "Le maire Alain Castex a dit que la pluie venait. Il a ajouté que c’était bien.", ["Alain Castex"] * 2),
        ("es", "La alcaldesa Ana Pica dijo que llueve. Ella añadió que hace frío.", ["Ana Pica", "Ana Pica"]),
    ],
)
def test_a_pronoun_is_who_spoke_just_before(language: str, text: str, wanted: list[str]) -> None:
    assert names(text, language) == wanted


@pytest.mark.parametrize(
    ("language", "text", "unresolved"),
    [
        ("ko", "윤가람 교수와 한도윤 시장이 만났다. 그는 기쁘다고 말했다.", "he"),
        ("ru", "Мэр Борис Лучков встретил тренера. Депутат Глеб Сажин ушёл. Он сказал, что устал.", "he"),
        ("fr", "Le maire Alain Castex a vu le juge Paul Amiot. Il a dit que tout allait bien.", "he"),
        ("es", "El alcalde Alonso Casas vio al juez Pablo Amaya. Él dijo que todo iba bien.", "he"),
    ],
)
def test_a_pronoun_that_may_be_two_people_is_nobody(language: str, text: str, unresolved: str) -> None:
    assert names(text, language)[-1] == unresolved


def test_a_man_is_not_she() -> None:
    text = "Депутат Глеб Сажин заявил, что бюджет принят. Она сказала, что устала."
    assert names(text, "ru") == ["Глеб Сажин", "she"]


def test_a_title_alone_is_its_one_holder() -> None:
    text = "Министр Борис Лучков приехал в Орлово.\n\nМинистр заявил, что угля хватит."
    found = heard(text, "ru")[-1]
    assert found.name == "Борис Лучков"
    assert found.antecedent is not None
    assert article(text, "ru").slice(found.antecedent) == "Борис Лучков"


def test_a_name_in_another_case_is_the_person() -> None:
    text = "Начальник порта Олег Рюмин провёл совещание.\n\nПо словам Олега Рюмина, очередь сократится."
    assert names(text, "ru")[-1] == "Олег Рюмин"


def test_a_name_is_found_over_a_wrapped_line() -> None:
    text = (
        "공화국의 북쪽 도시에 자리 잡은 새로운 공장을 지난달에 카렐\n도르만 주석께서 돌아보시며 새로 꾸려진 작업장과 "
        "공정을 "
        '하나하나\n살펴보시였다. 주석께서는 "좋습니다"라고 말씀하시였다.'
    )
    assert names(text, "ko")[-1] == "카렐 도르만"


def test_one_quotation_over_several_sentences_has_one_speaker() -> None:
    text = "“水来得太快了。我们只能爬上屋顶。”村民赵桂兰说。"
    assert set(names(text, "zh")) == {"赵桂兰"}


def test_a_quotation_before_its_speaker_is_carried() -> None:
    found = heard('"우리는 물러서지 않는다." 조현수 위원장은 이렇게 말했다.', "ko")
    assert [(voice.name, voice.carried) for voice in found] == [("조현수", True), ("조현수", False)]


def test_a_quotation_after_its_speaker_is_carried() -> None:
    found = heard("Мэр Вера Домнина выступила и сказала: «Снег уберут». «Соли хватит до весны».", "ru")
    assert (found[-1].name, found[-1].quoted) == (found[0].name, found[0].name is not None)


def test_speech_behind_a_dash_is_quoted() -> None:
    assert heard("—No firmé nada —respondió Simón Rada.", "es")[-1].quoted


def test_who_is_named_by_one_name_is_told_in_full() -> None:
    text = "El entrenador Lucas Perea llegó tarde.\n\nPerea dijo que llovía."
    assert names(text, "es")[-1] == "Lucas Perea"


def test_hearsay_has_no_speaker() -> None:
    assert names("비행기가 폭발했다고 한다. 소문에 의하면 배가 가라앉았다.", "ko") == [None, None]
    assert names("据说这座桥建于明代。据悉，工程已经完工。", "zh") == [None, None]


def test_what_another_says_is_said_by_the_first() -> None:
    text = "Les documents affirment que Paul Amiot a confirmé que le juge avait signé."
    assert names(text, "fr") == ["Les documents"]


def test_a_verb_with_a_plain_object_is_no_report() -> None:
    assert names("L’équipe a assuré la victoire avant la pause.", "fr") == [None]
    assert names("Perea se aseguró de que la puerta cerraba.", "es") == [None]


def test_another_language_has_no_speakers() -> None:
    assert names("Der Bürgermeister sagte, dass es regnet.", "de") == [None]
    assert tongue("de") is None


@pytest.mark.parametrize("language", LANGUAGES)
@given(data=st.data())
def test_every_span_stands_in_its_sentence(language: str, data: st.DataObject) -> None:
    pieces = data.draw(st.lists(st.sampled_from(PIECES[language]), min_size=1, max_size=14))
    document = article("x " + "".join(pieces), language)
    found = heard("x " + "".join(pieces), language)
    assert len(found) == len(document.sentences)
    for sentence, voice in zip(document.sentences, found, strict=True):
        for span in (voice.cue, voice.subject) if voice.report else ():
            assert span is not None
            assert sentence.start <= span.start <= span.end <= sentence.end
        if voice.report and voice.cue:
            start, end = voice.report.cue
            assert document.slice(voice.cue) == document.slice(sentence)[start:end]
        if voice.antecedent:
            assert 0 <= voice.antecedent.start < voice.antecedent.end <= len(document.text)


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=st.text(max_size=60))
def test_any_text_is_read(language: str, text: str) -> None:
    known = tongue(language)
    assert known is not None
    known.people(text)
    found = known.heard(text, [])
    if found:
        start, end = found.report.cue
        assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(
    ("language", "bad"),
    [
        ("ko", "가나다 " * 290),
        ("ko", "시장은 " * 290),
        ("zh", "说" * 1_190),
        ("zh", "在市长" * 390),
        ("ru", "Аб " * 390),
        ("ru", "министр " * 140),
        ("fr", "que, " * 230),
        ("fr", "Le maire " * 130),
        ("es", "dijo " * 230),
        ("es", "Aa de " * 190),
    ],
)
def test_no_sentence_takes_long(language: str, bad: str) -> None:
    known = tongue(language)
    assert known is not None
    started = time.process_time()
    known.heard(bad, [])
    known.people(bad)
    assert time.process_time() - started < 1


def test_a_chinese_name_may_be_set_apart_by_spaces() -> None:
    assert len(names("部长  王 说，大桥旧了。五月开工。", "zh")) == 2
