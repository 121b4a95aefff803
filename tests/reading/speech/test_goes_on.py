"""Speech that goes on over sentences, words that stand for who was named, and who cannot be the speaker."""

from __future__ import annotations

import pytest

from .articles import heard, names


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        # Without a subject, or with a surname of two.
        ("es", "La juez Ana Pica Soler dijo que llueve. Añadió que nieva.", ["Ana Pica Soler"] * 2),
        ("es", "La juez Ana Pica Soler dijo que llueve. Pica pidió mantas.", ["Ana Pica Soler"] * 2),
        ("es", "La juez Ana Pica dijo que llueve. Preguntada por el frío, contestó que nieva.", ["Ana Pica"] * 2),
        ("es", "La juez Ana Pica dijo que llueve. No descartó que nieve.", ["Ana Pica"] * 2),
        ("es", "La juez Ana Pica dijo que llueve. La nieve, admitió, cuajará.", ["Ana Pica"] * 2),
        ("ko", "외무성 대변인은 훈련을 비난하였다. 그는 회담이 없을것이라고 덧붙였다.", ["외무성 대변인"] * 2),
        ("zh", "主任白雪岭说，桥很旧。白雪岭：要修桥。", ["白雪岭"] * 2),
        ("es", "La Oficina de Aguas informó que llueve. Añadió que nieva.", ["La Oficina de Aguas"] * 2),
        ("ko", "도레일 주석께서는 준비가 늦다고 말씀하시였다. 일군들은 놀고있다고 비판하시였다.", ["도레일"] * 2),
        ("ko", "하람시는 4일 손님이 줄었다고 밝혔다. 주민에게는 요금을 받지 않겠다고 설명했다.", ["하람시"] * 2),
        ("es", "La juez Ana Pica dijo que llueve. El frío sigue. Aclaró que nieva.", ["Ana Pica"] * 3),
        # The form of the sentence tells.
        ("ko", "국장 박세준은 배가 늦다고 말하였다. 바람이 세찼다는것이다.", ["박세준"] * 2),
        ("fr", "Le maire Alain Castex a dit que le pont fermait. Les travaux dureraient un an.", ["Alain Castex"] * 2),
        ("fr", "Le maire Alain Castex a dit que le pont fermait. Les travaux durent un an.", ["Alain Castex", None]),
        ("zh", "市长林若川强调，桥很旧。要抓紧修桥，不得拖延。", ["林若川"] * 2),
        # Between two statements of one speaker.
        (
            "ru",
            "Директор Борис Лучков заявил, что карьер работает. Взрывов мало. Он добавил, что вода чистая.",
            ["Борис Лучков"] * 3,
        ),
        (
            "ru",
            "Директор Борис Лучков заявил, что карьер работает. Вера Домнина ушла. Он добавил, что вода чистая.",
            ["Борис Лучков", None, "Борис Лучков"],
        ),
    ],
)
def test_speech_goes_on(language: str, text: str, wanted: list[str | None]) -> None:
    assert names(text, language) == wanted


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("es", "El presidente Alonso Casas llegó ayer.\n\nEl mandatario dijo que llueve.", "Alonso Casas"),
        (
            "es",
            "La ministra Ana Pica y el ministro Alonso Casas llegaron.\n\nSegún la funcionaria, llueve.",
            "Ana Pica",
        ),
        ("fr", "Le maire, Alain Castex, est venu.\n\nL’édile a dit que le pont fermait.", "Alain Castex"),
        ("ru", "Депутат Глеб Сажин приехал.\n\nПарламентарий заявил, что бюджет мал.", "Глеб Сажин"),
        ("ru", "С докладом выступил директор Глеб Сажин. План, подчеркнул докладчик, выполнен.", "Глеб Сажин"),
        ("ko", "외무성 대변인은 훈련을 비난하였다. 대변인은 책임을 묻겠다고 말하였다.", "외무성 대변인"),
        ("zh", "青原市商务局说，市场要拆。商务局表示，补贴已发。", "青原市商务局"),
    ],
)
def test_a_word_stands_for_who_was_named(language: str, text: str, wanted: str) -> None:
    assert names(text, language)[-1] == wanted


def test_a_word_that_may_stand_for_two_is_nobody_of_them() -> None:
    text = "El ministro Alonso Casas y el director Pablo Amaya llegaron.\n\nEl funcionario dijo que llueve."
    assert names(text, "es")[-1] == "El funcionario"


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("ru", "Другой житель, рыбак Глеб Сажин, считает, что лёд тонок.", "Глеб Сажин"),
        ("fr", "Une voisine, l’agricultrice Jeanne Morel, a affirmé que le puits était vide.", "Jeanne Morel"),
        (
            "ru",
            "В министерстве водных ресурсов области сообщили, что лёд тонок.",
            "министерстве водных ресурсов области",
        ),
        ("ru", "Общество друзей Орлова назвало план ошибкой.", None),
        ("ru", "Секретарь Вера Домнина рассказала о строительстве школ.", "Вера Домнина"),
        ("ko", "여당 소속 한은주 시의원은 세금 낭비라고 반박했다.", "한은주"),
        ("ko", "이 동네에 사는 최순복(71) 씨는 버스가 없다고 말했다.", "최순복"),
        ("ko", "백세준위원장은 주석께 첫 모를 냈다고 보고드리였다.", "백세준"),
        ("ko", "신문에 따르면 다리가 낡았다고 보도했다.", "신문"),
        ("zh", "卖了十年鱼的刘玉芳说，摊位太远。", "刘玉芳"),
        ("zh", "住在桥边的退休教师钱秀兰说，桥很吵。", "钱秀兰"),
        ("zh", "主席严振国最后强调，桥要修好。", "严振国"),
        ("ru", "Министр иностранных дел Вестланда Глеб Сажин сказал, что лёд тонок.", "Глеб Сажин"),
        ("ru", "Группа знатоков ООН в докладе утверждает, что лёд тонок.", "Группа знатоков ООН"),
        ("ru", "Как сообщили в пресс-службе завода, лёд тонок.", "пресс-службе завода"),
        ("ru", "Сварщик Глеб Сажин пожаловался мэру на холод.", "Глеб Сажин"),
        ("ru", "Министр признала отставание, чтобы мэр сказал, что рад.", "Министр"),
        ("ko", "빗토스해군사령관 카를 멘데르는 훈련을 계속하겠다고 말하였다.", "카를 멘데르"),
        ("ko", "린방 타르의 외무상은 자제하여야 한다고 호소하였다.", "린방 타르의 외무상"),
        ("ko", "다리가 낡았다고 남해국영TV가 보도했다.", "남해국영TV"),
        ("zh", "林若川：桥要修好。", None),  # whether a label names who speaks, the document has to tell
        ("zh", "主任白雪岭建议关闭这座桥。", "白雪岭"),
        ("zh", "青湾海岸警卫队此前发布通报说，船越过了界线。", "青湾海岸警卫队"),
        ("zh", "市长林若川否认了收钱的说法。", "林若川"),
        ("fr", "L’ambassadrice de Valdor, Jeanne Morel, s’est félicitée d’« un bel accord ».", "Jeanne Morel"),
        ("fr", "Le veilleur du phare a fait savoir que la lampe était morte.", "Le veilleur du phare"),
        ("fr", "Le pont aurait été vendu, selon l’entourage du préfet.", "l’entourage du préfet"),
        ("fr", "Le pont ouvre à midi, selon le calendrier.", None),
        ("fr", "Pour Jeanne Morel, le train coûte cher.", "Jeanne Morel"),
        ("fr", "Pour la fête, le train partira tôt.", None),
        ("es", "Según su secretaria, Ana Pica, un médico gana menos.", "Ana Pica"),
        ("es", "La alcaldesa Ana Pica dijo, sin embargo, que nieva.", "Ana Pica"),
        ("es", "Familiares de los presos se quejaron de que nieva.", "Familiares de los presos"),
        ("ko", "안전부 최은수 재난관리실장은 다리가 낡았다고 보고했다.", "최은수"),
        ("ko", "백세준 시장은 서류를 줄이라고 지시하기도 했다.", "백세준"),
        ("ko", "야당인 새벽당은 방문을 거듭 비판했다.", "새벽당"),
        ("ru", "Как сообщили в компании «Восток», лёд тонок.", "компании «Восток»"),
        ("zh", "送外卖的家长史建国说，孩子能多睡了。", "史建国"),
        ("zh", "会计师龚敏则担心，没有考试。", "龚敏"),
        ("fr", "Le maire Alain Castex s’est réjoui d’« un bel accord ».", "Alain Castex"),
        (
            "fr",
            "Un haut fonctionnaire, sous couvert d’anonymat, reconnaît que la lampe est morte.",
            "Un haut fonctionnaire",
        ),
        ("es", "La senadora Ana Pica las tachó de irresponsables.", "Ana Pica"),
        ("es", "La secretaria Ana Pica consideró insuficiente la oferta.", "Ana Pica"),
        ("fr", "Son Excellence Alain Castex a déclaré que le pont tiendrait.", "Alain Castex"),
    ],
)
def test_who_speaks(language: str, text: str, wanted: str | None) -> None:
    assert names(text, language)[-1] == wanted


def test_words_without_a_speaker_are_not_the_articles_own() -> None:
    (voice,) = heard("Añadió que nieva.", "es")
    assert voice.name is None
    assert voice.report is not None


def test_a_verb_that_tells_the_gender_means_who_spoke_with_it() -> None:
    text = (
        "Секретарь Вера Домнина сообщила, что министр Глеб Сажин приедет. Визит начнётся в мае. "
        "Подробности, отметила она, будут позже."
    )
    assert names(text, "ru")[-1] == "Вера Домнина"


def test_a_place_behind_a_title_has_no_title() -> None:
    text = "El presidente de la República de Costaverde, Alonso Casas, llegó.\n\nEl presidente dijo que llueve."
    assert names(text, "es")[-1] == "Alonso Casas"
