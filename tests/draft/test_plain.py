"""Sentences of other languages than English in plainer words: what goes, what is put, and what has to stay."""

from __future__ import annotations

import pytest

from service.core.summary import Alignment
from service.draft.plain import plainly
from service.draft.wording import Wording
from service.ingest import read_text
from service.reading.speech import prose, spoken
from service.segment import segment
from service.verify.alignment import align


def last(text: str, language: str, *, keep_pronoun: bool = False) -> tuple[Wording, list[str]]:
    """The wording of the last sentence, and the sentences before it."""
    document = segment(read_text(text, max_characters=10_000), language=language)
    cues = prose(language)
    assert cues is not None
    *before, sentence = document.sentences
    wording = plainly(document, sentence, spoken(document)[-1], cues, keep_pronoun=keep_pronoun)
    return wording, [document.slice(span) for span in before]


@pytest.mark.parametrize(
    ("language", "source", "expected"),
    [
        ("ko", "위대한 영도자이신 한 주석은 항구를 방문하였다.", "한 주석은 항구를 방문하였다."),
        ("ko", "주석은 항구에서 탁월한 방안을 내놓았다.", "주석은 항구에서 방안을 내놓았다."),
        ("ko", "그는 “탁월한 방안이다”라고 말하였다.", "그는 “탁월한 방안이다”라고 말하였다."),
        ("ko", "도레일 주석께서는 항구를 현지지도하시였다.", "도레일 주석은 항구를 방문하였다."),
        ("ko", "도레일 총리께서 준비가 늦다고 지적하시였다.", "도레일 총리가 준비가 늦다고 지적하였다."),
        ("ru", "Этот мост уникальный.", "Этот мост уникальный."),
        ("ru", "Героические шахтёры закончили смену.", "Шахтёры закончили смену."),
        ("ru", "Он рассказал о самоотверженном труде рыбаков.", "Он рассказал о труде рыбаков."),
        ("ru", "Под мудрым руководством мэра убрали снег.", "под руководством мэра убрали снег."),
        ("zh", "敬爱的主席周一会见了代表。", "主席周一会见了代表。"),
        ("zh", "全场起立，掌声经久不息。", "全场起立，掌声经久不息。"),
        ("zh", "敌对势力写了这篇文章。", "反对者写了这篇文章。"),
        ("fr", "Le maire a ouvert le pont.", "Le maire a ouvert le pont."),
        ("fr", "Le maire a rendu un vibrant hommage aux pompiers.", "Le maire a rendu un hommage aux pompiers."),
        ("fr", "L’héroïque pompier est rentré.", "L’héroïque pompier est rentré."),
        ("es", "El pueblo heroico recogió el café.", "El pueblo recogió el café."),
        ("es", "La lucha fue heroica.", "La lucha fue heroica."),
        ("es", "El heroico y abnegado pueblo trabajó.", "El heroico y abnegado pueblo trabajó."),
    ],
)
def test_loaded_words_go_where_the_sentence_stays_right(language: str, source: str, expected: str) -> None:
    wording, _ = last(source, language)
    text, swaps = wording.render()
    assert text.casefold() == expected.casefold()
    assert align(text, source, swaps, [])[0] is not Alignment.UNALIGNED


@pytest.mark.parametrize(
    ("language", "source", "expected"),
    [
        ("ko", "또한 다리가 낡았다.", "다리가 낡았다."),
        ("ru", "Вместе с тем мост стар.", "Мост стар."),
        ("ru", "В завершение Вера Домнина открыла мост.", "Вера Домнина открыла мост."),
        ("ru", "В завершение поездки Вера Домнина открыла мост.", "В завершение поездки Вера Домнина открыла мост."),
        ("zh", "此外，桥很旧。", "桥很旧。"),
        ("zh", "东湾社林城3月4日电 市长会见了代表。", "市长会见了代表。"),
        ("zh", "东湾社林城3月4日电（记者 宋小雨）市长会见了代表。", "市长会见了代表。"),
        ("fr", "Par ailleurs, le pont est vieux.", "Le pont est vieux."),
        ("es", "Sin embargo, el puente es viejo.", "El puente es viejo."),
    ],
)
def test_what_only_ties_a_sentence_to_another_goes(language: str, source: str, expected: str) -> None:
    wording, _ = last(source, language)
    assert wording.render()[0] == expected


SAID = {
    "es": "La juez Ana Pica dijo que llueve. ",
    "ko": "한서아 교수는 표본이 작다고 말했다. ",
    "ru": "Депутат Глеб Сажин заявил, что бюджет мал. ",
    "fr": "Le maire Alain Castex a dit qu’il pleuvait. ",
    "zh": "市长林若川说，桥很旧。",
}


@pytest.mark.parametrize(
    ("language", "sentence", "expected"),
    [
        ("es", "Añadió que nieva.", "Ana Pica añadió que nieva."),
        ("es", "«Es invierno», explicó.", "«Es invierno», explicó Ana Pica."),
        ("es", "A su juicio, nevará.", "A juicio de Ana Pica, nevará."),
        ("es", "Preguntada por el frío, contestó que nieva.", "Preguntada por el frío, Ana Pica contestó que nieva."),
        ("ko", "또한 조사를 다시 해야 한다고 지적했다.", "한서아는 조사를 다시 해야 한다고 지적했다."),
        ("ru", "«Ждём», — сказал он.", "«Ждём», — сказал Глеб Сажин."),
        ("fr", "« Tout va bien », a-t-il ajouté.", "« Tout va bien », a ajouté Alain Castex."),
        ("fr", "Selon lui, le pont tiendra.", "Selon Alain Castex, le pont tiendra."),
        ("zh", "他强调，要修桥。", "林若川强调，要修桥。"),
    ],
)
def test_who_speaks_is_named(language: str, sentence: str, expected: str) -> None:
    wording, before = last(SAID[language] + sentence, language)
    told, swaps = wording.render()
    assert told == expected
    assert align(told, wording.source, swaps, before)[0] is not Alignment.UNALIGNED
    assert align(told, wording.source, swaps, [])[0] is Alignment.UNALIGNED  # nobody else says who it is


def test_a_korean_sentence_without_a_subject_is_never_left_so() -> None:
    """Its first topic would be taken for who speaks."""
    text = "도레일 주석께서는 준비가 늦다고 말씀하시였다. 일부 일군들은 책임을 회피하고있다고 비판하시였다."
    wording, _ = last(text, "ko", keep_pronoun=True)
    assert wording.render()[0] == "도레일은 일부 일군들은 책임을 회피하고있다고 비판하였다."


def test_other_words_are_not_taken_for_plain_ones() -> None:
    source = "敌对势力写了这篇文章。"
    wording, _ = last(source, "zh")
    _, (swap,) = wording.render()
    other = swap.model_copy(update={"text": "市政府写了这篇文章"})
    assert align("市政府写了这篇文章。", source, [other], [])[0] is Alignment.UNALIGNED
