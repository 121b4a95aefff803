"""Speeches that are published whole: whose they are, and how they are told."""

from __future__ import annotations

import pytest

from service.core.document import Document
from service.ingest import read_text
from service.ingest.content import Block, Content
from service.ingest.document import document as ingested
from service.reading.speakers import voices
from service.reading.utterances.addresses import addresses
from service.reading.utterances.utterance import framed, whose, words_in
from service.segment import segment

OURS = "We built 40 boats in May. " * 4 + "The pier is old. " * 4
NEWS = "The council of Orla met on Monday. " * 8


def document(text: str, language: str = "en") -> Document:
    return segment(read_text(text, max_characters=100_000), language=language)


def headed(title: str, body: str, language: str) -> Document:
    content = Content(blocks=(Block(text=title, heading=True, level=1), Block(text=body.strip())))
    return segment(ingested(content, max_characters=100_000), language=language)


def speakers(text: str) -> list[str]:
    found = document(text)
    for one in addresses(found):
        assert found.slice(one.place) == one.speaker
    return [one.speaker for one in addresses(found)]


@pytest.mark.parametrize(
    ("title", "speaker"),
    [
        ("Address by President Tam Orrin at the Harbour Congress", "President Tam Orrin"),
        ("Opening Remarks of the Mayor of Orla, Ada Brenn", "Ada Brenn"),
        ("Full Text of Comrade Sim Haddow's Speech to the Congress", "Sim Haddow"),
        ("Governor Ada Brenn’s New Year Message", "Governor Ada Brenn"),
        ("Statement by Transport Minister Joren Valk on the ferry", "Transport Minister Joren Valk"),
        ("Statement by Sim Haddow, Vice Director of the Harbour Board", "Sim Haddow"),
    ],
)
def test_the_title_says_whose_it_is(title: str, speaker: str) -> None:
    assert speakers(f"{title}\n\n{OURS}") == [speaker]


@pytest.mark.parametrize(
    "title",
    [
        "Tam Orrin opens the new pier",
        "Speech of spring in the harbour",
        "Address of the Central Council",
        "Statement by the Orla Harbour Committee Angers Fishermen",
    ],
)
def test_a_title_that_names_nobody_who_speaks(title: str) -> None:
    assert speakers(f"{title}\n\n{OURS}") == []


@pytest.mark.parametrize(
    ("title", "speaker"),
    [
        ("Tam Orrin: Speech at the opening of the new pier", "Tam Orrin"),
        ("Letter from Ada Brenn to the fishermen", "Ada Brenn"),
        ("Open Letter to the Ministry by Ada Brenn", "Ada Brenn"),
        ("Remarks of the foreign minister of Orla, Ada Brenn", "Ada Brenn"),
        ("Statement by Sim Haddow on the death of Tam Orrin", "Sim Haddow"),
        ("Address by President Tam Orrin, read by Ada Brenn", "President Tam Orrin"),
        ("Statement from the office of Tam Orrin", "the office of Tam Orrin"),
        ("Message of condolence to President Tam Orrin", None),
        ("Message from the Council to Tam Orrin", None),
        ("Message from the widow of Karl Holt", None),
        ("Speech by the Mayor to President Tam Orrin", None),
        ("Speech on the anniversary of Karl Holt", None),
        ("Sermon on the Death of President Karl Holt", None),
        ("Tam Orrin's Speech Criticised by Ada Brenn", None),
        ("Tam Orrin's Speech Divides the City", None),
        ("Tam Orrin's Long Silence After the Speech", None),
        ("What I Learned From Tam Orrin's Speech", None),
        ("Ada Brenn: What Tam Orrin's Speech Means for Us", None),
        ("Doubts After Speech by Tam Orrin", None),
        ("Speech by Tam Orrin Angers Fishermen", None),
        ("Interview with Ada Brenn on the Speech of Tam Orrin", None),
        ("Remarks by President Tam Orrin and Premier Ada Brenn", None),
        ("Remarks by President Tam Orrin, Premier Ada Brenn", None),
        ("Joint Statement by President Tam Orrin", None),
        ("Remarks by President Tam Orrin at a Press Conference", None),
        ("Letter from New Orla", None),
        ("Statement of Cash Flows", None),
        ("Appeal by Karl Holt", None),  # which a judge decides
        ("Statement by Tam Orrin on " + "the pier and " * 40, None),
    ],
)
def test_a_heading_is_read_as_a_whole(title: str, speaker: str | None) -> None:
    assert [found.speaker for found in addresses(headed(title, OURS, "en"))] == ([speaker] if speaker else [])


def test_a_long_heading_is_read_at_once() -> None:
    for part in ("Speech by ", "A of the ", "The ", "Statement of the Bank of "):
        assert addresses(headed(part * 2_000, OURS, "en")) == []


STATED = "The closing of the border is a mistake. Lorries wait for 9 hours. " * 3


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Statement by the Foreign Ministry of Ardal", "the Foreign Ministry of Ardal"),
        ("Press Statement of Ardal Foreign Ministry Spokesperson", "Ardal Foreign Ministry Spokesperson"),
        ("Ardal Foreign Ministry Spokesperson's Press Statement", "Ardal Foreign Ministry Spokesperson"),
        ("Open Letter from the Union of Crane Drivers", "the Union of Crane Drivers"),
    ],
)
def test_a_bodys_statement_is_the_bodys(title: str, body: str) -> None:
    assert speakers(f"{title}\n\n{STATED}") == [body]
    assert speakers(f"{title}\n\n{STATED}The statement said that nobody came.") == []
    (found,) = addresses(document(f"{title}\n\n{STATED}"))
    assert found.frames == (f"{body[0].upper()}{body[1:]} said:", f"The {found.kind} said:")
    assert found.kind in title.lower()


def test_without_a_heading_the_first_words_may_tell() -> None:
    opening = "The following is the full text of President Tam Orrin's address to the congress."
    assert speakers(f"{opening} {OURS}") == ["President Tam Orrin"]
    assert speakers(f"After remarks from our chairman, Tam Orrin, we will eat. {OURS}") == []


@pytest.mark.parametrize(
    "body",
    [
        NEWS,  # a report of a speech
        "We built 40 boats in May. " * 7,  # an excerpt
        OURS + "Orrin also said that the pier was old.",
        OURS + "The mayor paid, said President Orrin.",
        "“We built 40 boats in May,” the mayor said. " * 8,
    ],
)
def test_a_report_of_a_speech_is_none(body: str) -> None:
    assert speakers(f"Address by President Tam Orrin at the congress\n\n{body}") == []


def test_other_languages_are_not_read() -> None:
    assert addresses(document(f"Address by President Tam Orrin\n\n{OURS}", language="und")) == []


KOREAN = "우리는 3월 5일부터 국경을 닫기로 하였다. "
CHINESE = "我们花了三亿克朗修建新码头。"
FRENCH = "Nous avons construit 40 bateaux en mai. "


@pytest.mark.parametrize(
    ("language", "title", "body", "frame"),
    [
        ("ko", "김아름 오르라위원회 부부장 담화", KOREAN * 4, "김아름 오르라위원회 부부장:"),
        ("ko", "오르라 외무성 대변인담화", "배 14척이 훈련을 하였다. " * 4, "오르라 외무성 대변인:"),
        ("ko", "경애하는 김아름동지께서 오르라대회에서 하신 연설", KOREAN * 8, "김아름:"),
        ("zh", "张小明在奥拉港口大会上的讲话", CHINESE * 8, "张小明："),
        ("zh", "奥拉外交部声明", "十四艘船在海上演习。" * 4, "奥拉外交部："),
        (
            "ru",
            "Выступление Тама Оррина на съезде",
            "Мы построили 40 лодок. " * 8,
            "Выступление Тама Оррина на съезде:",
        ),
        ("fr", "Discours de Tam Orrin au congrès", FRENCH * 8, "Discours de Tam Orrin au congrès:"),
        (
            "es",
            "Discurso de Tam Orrin en el congreso",
            "Nuestro puerto tiene 40 barcos. " * 8,
            "Discurso de Tam Orrin en el congreso:",
        ),
    ],
)
def test_speeches_in_other_languages(language: str, title: str, body: str, frame: str) -> None:
    (speech,) = addresses(headed(title, body, language))
    assert speech.frames == (frame, frame)
    assert words_in(framed(frame, body.strip()), frame) == body.strip()


@pytest.mark.parametrize(
    ("language", "title", "body"),
    [
        ("ko", "오르라 외무성 대변인담화", "배 14척이 훈련을 하였다. " * 4 + "담화에서는 국경이 닫힌다고 하였다."),
        ("ko", "김아름동지께서 오르라대회에서 하신 연설", "배 14척이 훈련을 하였다. " * 8),
        ("zh", "张小明发表讲话", CHINESE * 8 + "张小明说。"),
        ("zh", "奥拉外交部声明", "十四艘船在海上演习。" * 4 + "声明称，边境将关闭。"),
        ("ru", "Выступление Тама Оррина на съезде", "В порту построили 40 лодок. " * 8),
    ],
)
def test_reports_in_other_languages_are_none(language: str, title: str, body: str) -> None:
    assert addresses(headed(title, body, language)) == []


def test_a_speech_ends_where_a_report_begins() -> None:
    text = f"Address by President Tam Orrin\n\n{OURS}\n\nThe Pier\n\nIt is old. It is ours.\n\nCouncil Meets\n\n{NEWS}"
    found = document(text)
    (speech,) = addresses(found)
    assert found.text[speech.start : speech.end].strip().endswith("It is ours.")
    assert whose([speech], found.text.index("The council")) is None
    assert whose([speech], found.text.index("It is old")) == speech


@pytest.mark.parametrize(
    "after",
    [
        "Council Meets in Orla\n\nThe council met. It was late.",
        "A Day at the Pier\n\nBy Ada Brenn\n\nI walked to the pier. I saw 40 boats.",
        "Address of the Chairman of the Harbour Board\n\nWe thank you. We built 40 boats.",
        "Council Meets\n\nThe council met.\n\nA Day at the Pier\n\n" + OURS,
    ],
)
def test_another_article_is_not_theirs(after: str) -> None:
    found = document(f"Address by President Tam Orrin\n\n{OURS}\n\n{after}")
    (speech,) = addresses(found)
    assert found.text[speech.start : speech.end].strip() == OURS.strip()


def test_an_article_after_a_statement_is_not_the_bodys() -> None:
    found = document(f"Statement by the Foreign Ministry of Ardal\n\n{STATED}\n\nCouncil Meets\n\n{NEWS}")
    assert whose(addresses(found), found.text.index("The council")) is None


@pytest.mark.parametrize(
    "body",
    [
        f"Interpreter: He thanks you.\n\n{OURS}",
        f"{OURS}\n\nQ: Did you pay?\n\nA: We did.",
        f"{OURS}\n\nAda Brenn: We did not.",
        f"By Ada Brenn\n\n{OURS}",
        f"{OURS}\n\nI sat in the hall when Orrin walked to the desk.",
        f"I sat in the hall. The president walked to the desk.\n\n{OURS}",
    ],
)
def test_where_others_have_a_part_in_it_nobody_is_told(body: str) -> None:
    assert speakers(f"Address by President Tam Orrin\n\n{body}") == []


def test_what_leads_over_to_the_text_is_not_the_speakers() -> None:
    opening = "The following is the full text of President Tam Orrin's address to the congress."
    found = document(f"{opening} {OURS}")
    assert whose(addresses(found), 0) is None
    assert whose(addresses(found), found.text.index("We built")) is not None
    assert speakers(f"I read the full text of President Tam Orrin's address to the congress. {OURS}") == []


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("ko", "감동적인 연설"),
        ("ko", "김아름에게 보낸 서한"),
        ("ko", "김아름의 연설을 규탄하는 성명"),
        ("zh", "致张小明的公开信"),
        ("zh", "谴责外交部声明"),
        ("fr", "Discours de Tam Orrin : une occasion manquée"),
        ("fr", "Discours de Tam Orrin critiqué par Ada Brenn"),
        ("fr", "Lettre de motivation"),
        ("ru", "Речь о море"),
        ("ru", "Выступление Тама Оррина раскритиковали"),
        ("es", "Discurso de Tam Orrin, criticado por Ada Brenn"),
    ],
)
def test_what_is_about_a_speech_or_to_somebody_in_other_languages(language: str, title: str) -> None:
    body = {"ko": KOREAN, "zh": CHINESE, "fr": FRENCH, "ru": "Мы построили 40 лодок. ", "es": "Es nuestro puerto. "}
    assert addresses(headed(title, body[language] * 8, language)) == []


def test_another_speech_is_anothers() -> None:
    titles = ("Address by President Tam Orrin", "Address by Governor Ada Brenn")
    assert speakers("\n\n".join(f"{title}\n\n{OURS}" for title in titles)) == [
        "President Tam Orrin",
        "Governor Ada Brenn",
    ]


def test_all_of_it_is_the_speakers() -> None:
    found = document(f"Address by President Tam Orrin\n\n{OURS}The mayor told me that the pier was old.")
    assert {voice.name for voice in voices(found)} == {"President Tam Orrin"}
    assert all(voice.quoted and not voice.carried for voice in voices(found))


def test_a_frame_gives_back_the_words() -> None:
    frame = "Tam Orrin said:"
    assert framed(frame, "We paid.") == "Tam Orrin said: “We paid.”"
    assert words_in(framed(frame, "We paid."), frame) == "We paid."
    assert words_in("Ada Brenn said: “We paid.”", frame) == ""
    assert words_in(framed(frame, "We paid for “old” boats."), frame) == ""
    assert words_in(framed(frame, "We paid.") + " The end.", frame) == ""
