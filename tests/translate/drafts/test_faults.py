"""Faults of drafts are found, and right translations have none."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.translate.faults import FAULTS, find, usual_length
from service.translate.leaks import leaked
from service.translate.loops import looped

SECONDS = 2.0  # of computing, for a draft that takes some hundredths; one squared in its length takes minutes

# Right translations that look like faults.
RIGHT = [
    # names alone, and short
    ("ko", "en", "한도윤", "Han Do-yun"),
    ("ko", "en", "네.", "Yes."),
    ("ko", "en", "가온시, 새 도서관 짓는다", "Gaon to Build New Library"),
    ("zh", "en", "李青山", "Li Qingshan"),
    ("ru", "en", "Игнат Сомов", "Ignat Somov"),
    ("fr", "en", "Irma Doole, Pell Varga et Clara Voss", "Irma Doole, Pell Varga and Clara Voss"),
    ("es", "en", "Irma Doole, Pell Varga, Clara Voss", "Irma Doole, Pell Varga, Clara Voss"),
    ("en", "ko", "NATO, IAEA, CNN", "NATO, IAEA, CNN"),
    # numbers and addresses alone
    ("ko", "en", "2024. 3. 2.", "2024. 3. 2."),
    ("zh", "en", "12.5%", "12.5%"),
    ("ru", "en", "1 234,5", "1,234.5"),
    ("ru", "en", "https://example.org/новости/1", "https://example.org/news/1"),
    ("fr", "en", "https://example.org/a-propos/le-conseil-de-la-ville", "https://example.org/a-propos/le-conseil-de-la-ville"),
    ("ko", "en", "문의: press@example.org", "Contact: press@example.org"),
    ("zh", "ko", "* * *", "* * *"),
    # headings in capitals, the same in both languages
    ("fr", "en", "CONSEIL DE LA VILLE", "CITY COUNCIL"),
    ("fr", "en", "INTRODUCTION", "INTRODUCTION"),
    ("es", "en", "PLAN GENERAL", "GENERAL PLAN"),
    ("fr", "en", "Conclusion", "Conclusion"),
    # the source repeats too
    ("ko", "en", "만세! 만세! 만세! 만세! 만세! 만세!", "Hurrah! Hurrah! Hurrah! Hurrah! Hurrah! Hurrah!"),
    ("zh", "en", "不，不，不，不。", "No, no, no, no."),
    ("fr", "en", "Jamais, jamais, jamais nous ne céderons.", "Never, never, never shall we yield."),
    ("ru", "en", "Ха-ха-ха-ха!", "Ha ha ha ha!"),
    ("es", "en", "Goooooooooool", "Goooooooooool"),
    ("zh", "en", "比分是1比1，1比1，1比1。", "The scores were 1:1, 1:1 and 1:1."),
    # the source's words in brackets or quotation marks, and what may stay
    ("ko", "en", "그는 ‘한(恨)’을 말했다.", "He spoke of han (한, a deep sorrow)."),
    ("zh", "en", "门上贴着“福”字。", "The sign “福”, for good fortune, was on the door."),
    ("ru", "en", "Газета «Правда моря» вышла.", "The newspaper “Правда моря” (Truth of the Sea) came out."),
    ("zh", "en", "他称之为“武汉病”（武汉(漢)病）。", "He called it the “Wuhan disease” (武汉(漢)病)."),
    ("ru", "en", "Корабль М-4 вышел.", "The ship М-4 left."),  # the letter as the source has it
    # a label of the source, and words about translation
    ("ko", "en", "번역: 김하늘", "Translation: Kim Ha-neul"),
    ("fr", "en", "Note : le texte a été traduit.", "Note: the text was translated."),
    ("ru", "en", "Вот перевод его речи.", "Here is the text of his speech in our language."),
    ("es", "en", "Por supuesto, aquí estamos.", "Of course, we are here."),
    ("fr", "en", "Bien sûr, je suis désolé.", "Sure, I'm sorry."),
    # long and short
    ("zh", "en", "改革开放四十年来成就斐然。", "Forty years of reform and opening up have brought great results."),
    ("ru", "en", "Достопримечательности и здравоохранение правительства", "Sights and public health"),
    ("ko", "en", "시의회는 새 도서관 예산을 의결했다.", "The city council approved the budget for a new library."),
    ("en", "ko", "The city council approved the budget for a new library.", "시의회는 새 도서관 예산을 의결했다."),
    ("en", "zh", "The council met on Monday to discuss the bridge.", "议会周一开会讨论桥梁问题。"),
    ("en", "ru", "The council met on Monday to discuss the bridge.", "Совет собрался в понедельник и обсудил мост."),
    ("en", "zh", "FROM: Clara Voss, Harbour Fund", "发件人：Harbour Fund的Clara Voss"),
    ("zh", "ja", "市议会批准了预算。", "市議会は予算を承認した。"),
    ("ru", "uk", "Совет утвердил бюджет.", "Рада затвердила бюджет."),
    ("en", "el", "The council met.", "Το συμβούλιο συνεδρίασε."),  # a script that is not compared
    ("fr", "de", "Le conseil municipal a voté le budget lundi.", "Der Stadtrat hat am Montag den Etat beschlossen."),
    # numbers in other forms
    ("zh", "en", "投资90亿元", "an investment of 9 billion yuan"),
    ("ko", "en", "예산 48억 원", "a budget of 4.8 billion won"),
    ("zh", "en", "死亡人数达 38 万人。", "The death toll reached 380,000."),
    ("ru", "en", "около 2,5 млн рублей", "about 2.5 million roubles"),
    ("fr", "en", "Ils étaient 1 500 environ.", "There were about 1,500 of them."),
]  # fmt: skip

WRONG = [
    ("empty", "ko", "en", "시의회가 열렸다.", ""),
    ("empty", "ko", "en", "시의회가 열렸다.", " … "),
    ("empty", "ko", "en", "3.", " "),
    ("leaked_prompt", "ko", "en", "시의회가 열렸다.", "Here is the translation: The council met."),
    ("leaked_prompt", "ko", "en", "시의회가 열렸다.", "Sure! Here's the English translation.\nThe council met."),
    ("leaked_prompt", "ko", "en", "시의회가 열렸다.", "Translation: The council met."),
    ("leaked_prompt", "en", "ko", "The council met.", "번역: 시의회가 열렸다."),
    ("leaked_prompt", "ko", "en", "시의회가 열렸다.", "The council met.</text></segment>"),
    ("leaked_prompt", "ko", "en", "시의회가 열렸다.", "‹text›The council met."),
    ("leaked_prompt", "ko", "en", "시의회가 열렸다.", '{"segments": [{"number": 1, "text": "The council met."}]}'),
    ("leaked_prompt", "ko", "en", "시의회가 열렸다.", "The council met. (Note: the subject was added.)"),
    ("leaked_prompt", "ko", "en", "시의회가 열렸다.", "As an AI language model, I translate it as a meeting."),
    ("leaked_prompt", "ko", "en", "시의회가 열렸다.", "I'm sorry, but I cannot translate this."),
    ("leaked_prompt", "ko", "en", "시의회가 열렸다.", "The <unk> met."),
    ("copied", "fr", "en", "Le conseil de la ville a voté hier.", "Le conseil de la ville a voté hier."),
    ("copied", "ko", "en", "시의회는 오늘 새로운 예산을 의결했다.", "시의회는 오늘 새로운 예산을 의결했다"),
    ("wrong_script", "ko", "en", "한도윤", "한도윤"),
    ("wrong_script", "ko", "en", "시의회가 열렸다.", "市议会开会了。"),
    ("wrong_script", "en", "ko", "The council met on Monday.", "The council of the city held a session."),
    ("wrong_script", "en", "ru", "The council met on Monday.", "Sovet sobralsya v ponedel'nik."),
    ("untranslated", "ko", "en", "한도윤 시장이 말했다.", "Mayor 한도윤 said so."),
    ("untranslated", "zh", "en", "李青山说。", "Li Qingshan 说 that."),
    ("untranslated", "ko", "en", "한도윤의 말이다.", "It is Gaon's 한도윤 who wasn't there."),
    ("untranslated", "ru", "en", "Директор Сомов сказал.", "The директор Somov said."),
    ("loop", "ko", "en", "시의회가 열렸다.", "The council met, the council met, the council met, the council met."),
    ("loop", "ko", "en", "시의회가 열렸다.", "The council of the the the the the the the"),
    ("loop", "ko", "en", "시의회가 열렸다.", f"The council {'lala' * 20}"),
    ("loop", "en", "zh", "The council met.", "市议会开会市议会开会市议会开会市议会开会"),
    ("loop", "ru", "en", "Совет собрался.", f"{'It is said that the council met on Monday in town. ' * 2}"),
    (
        "wrong_language", "ko", "en", "시의회는 월요일 저녁에 새 도서관의 예산을 의결했다.",
        "Le conseil municipal a approuvé lundi soir le budget de la nouvelle bibliothèque de la ville.",
    ),
    (
        "wrong_language", "fr", "en", "Le maire a dit que la bibliothèque ouvrirait ses portes à l'automne prochain.",
        "El alcalde dijo que la biblioteca abriría sus puertas el próximo otoño, según lo previsto.",
    ),
    (
        "wrong_language", "fr", "en",
        "Le maire a dit hier que la bibliothèque ouvrirait ses portes au public à l'automne, et que les travaux du "
        "pont commenceraient au printemps après de longues discussions.",
        "The mayor said yesterday that the library would open its doors to the public in the autumn, et que les "
        "travaux du pont commenceraient au printemps après de longues discussions.",
    ),
    ("length", "ko", "en", "네.", "Yes, and besides there is a great deal more to be said about it than this."),
    (
        "length", "ru", "en",
        "Совет города собрался в понедельник вечером, чтобы обсудить бюджет новой библиотеки, строительство моста и "
        "ремонт набережной, которые обещал мэр.", "The council met.",
    ),
    ("wrong_magnitude", "zh", "en", "投资90亿元", "an investment of 90 billion yuan"),
    ("wrong_magnitude", "ko", "en", "예산 48억 원을 의결했다.", "A budget of 48 billion won was approved."),
]  # fmt: skip


@pytest.mark.parametrize(("source_language", "target_language", "source", "target"), RIGHT)
def test_a_right_translation_has_no_fault(source_language: str, target_language: str, source: str, target: str) -> None:
    assert find(source, target, source_language, target_language) is None


@pytest.mark.parametrize(("code", "source_language", "target_language", "source", "draft"), WRONG)
def test_a_fault_is_found(code: str, source_language: str, target_language: str, source: str, draft: str) -> None:
    fault = find(source, draft, source_language, target_language)
    assert fault is not None
    assert fault.code == code
    assert fault.message.endswith((".", "。"))


def test_every_fault_is_tried() -> None:
    assert {code for code, *_ in WRONG} == set(FAULTS)


def test_a_name_that_the_ledger_keeps_may_stay() -> None:
    source, draft = "한도윤 시장이 말했다.", "Mayor 한도윤 said so."
    assert find(source, draft, "ko", "en", names=["한도윤", ""]) is None
    assert find(source, "Mayor 한도윤 씨 said so.", "ko", "en", names=["한도윤"]) is not None


def test_languages_may_have_regions() -> None:
    assert find("한도윤", "한도윤", "ko-KP", "en-GB") is not None
    assert find("한도윤", "Han Do-yun", "ko-KP", "en-GB") is None


@pytest.mark.parametrize(
    ("source_language", "target_language", "usual"),
    [("ko", "en", 39), ("en", "ko", 10), ("ja", "en", 44), ("en", "ja", 9)],
)
def test_usual_lengths(source_language: str, target_language: str, usual: float) -> None:
    text = "가" * 20 if source_language in ("ko", "ja") else "a" * 20
    assert usual_length(text, source_language, target_language) == pytest.approx(usual, abs=0.6)


@given(
    st.lists(st.sampled_from("red green blue white".split()), min_size=1, max_size=6, unique=True), st.integers(6, 9)
)
def test_a_run_of_words_again_and_again_is_a_loop(run: list[str], times: int) -> None:
    text = " ".join(["It was said:", *run * times])
    assert looped(text, "en")
    assert looped("".join("红绿蓝白"[len(word) % 4] + word[0] for word in run * 9), "zh")


@given(st.lists(st.integers(0, 9), max_size=30))
def test_figures_are_no_loop(figures: list[int]) -> None:
    assert looped(" ".join(map(str, figures)), "en") == ""


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_can_be_looked_at(source: str, draft: str) -> None:
    for way in (("ko", "en"), ("en", "zh"), ("fr", "es"), ("tlh", "x-y")):
        fault = find(source, draft, *way)
        assert fault is None or fault.message
    assert len(leaked(source, draft)) <= 60


def test_long_drafts_take_no_long_time() -> None:
    for text in ("a " * 20_000, "ab" * 20_000, "(" * 20_000, "“" * 20_000, "1 " * 20_000, "가" * 20_000):
        started = time.process_time()
        find("시의회", text, "ko", "en")
        assert time.process_time() - started < SECONDS
