"""What a sentence is worth, and whether it stands alone."""

from __future__ import annotations

import pytest

from service.reading.speech import prose
from service.reading.speech.prose import Prose


def cues(language: str) -> Prose:
    found = prose(language)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ko", "그것은 새 다리이다."),
        ("ko", "우리는 다리를 놓았다."),
        ("ko", "솔렌, 10월 14일 새별통신."),
        ("ru", "Это изменит город."),
        ("ru", "СТАРОЛУЦК, 12 марта."),
        ("ru", "Что будет дальше?"),
        ("zh", "这将改变城市。"),
        ("zh", "我们修了桥。"),
        ("fr", "Elle coûtera cher."),
        ("fr", "Le pont est à nous, dit notre maire."),
        ("es", "Esto cambiará la ciudad."),
        ("es", "Los vecinos dijeron lo siguiente:"),
        ("ko", "해당 노선의 손님은 380명에 그쳤다."),
        ("ko", "이 동네에는 병원이 없다."),
        ("ko", "주민들은 이런 주장을 부인했다."),
        ("ru", "С ней не согласился мэр Борис Лучков."),
        ("ru", "Дирекция это опровергает."),
        ("ru", "Депутаты отвергли эти обвинения."),
        ("zh", "区长不同意这一看法。"),
        ("zh", "该局将研究方案。"),
        ("fr", "Chacun recevrait une prime de 400 euros."),
        ("fr", "Le ministre a rejeté ces accusations."),
        ("fr", "Port-Orla, 18 novembre (Agence de presse)."),
        ("es", "El alcalde no compartió esa explicación."),
        ("es", "El alcalde le respondió que nieva."),
        ("es", "El ayuntamiento lo niega."),
        ("es", "La alcaldía lo niega."),
        ("es", "Ofreció un aumento del 12 por ciento."),
        ("es", "El primero se pagaría en enero."),
        ("es", "La senadora las tachó de irresponsables."),
        ("fr", "L’intéressée n’exclut pas de partir."),
        ("es", "La alcaldesa no quiso confirmarlo."),
        ("es", "La alcaldesa calificó esas palabras de mentiras."),
        ("fr", "Des habitants lui ont réservé un accueil."),
        ("fr", "Le ministre a expliqué ce retard par le gel."),
        ("ko", "대변인은 다음과 같이 대답하였다."),
    ],
)
def test_sentences_that_need_another(language: str, text: str) -> None:
    assert not cues(language).alone(text, spoken_first=False)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ko", "하람군은 새 다리를 놓았다."),
        ("ru", "Город построил мост за 12 месяцев."),
        ("zh", "政府修了一座桥。"),
        ("fr", "Le maire a dit : « Nous paierons. »"),
        ("es", "El ayuntamiento abrió el puente el 12 de mayo."),
        ("ko", "이 대통령은 새 다리를 놓겠다고 말했다."),
        ("fr", "Cette année, la ville a ouvert deux ponts."),
        ("fr", "Le pont a été fermé cette semaine."),
        ("es", "Esta semana el ayuntamiento abrió el puente."),
        ("es", "El puente costó menos de lo previsto."),
    ],
)
def test_sentences_that_stand_alone(language: str, text: str) -> None:
    assert cues(language).alone(text, spoken_first=False)


def test_a_quotation_may_open_with_a_pronoun() -> None:
    assert cues("zh").alone("“这个数字还会上升，”局长说。", spoken_first=True)


@pytest.mark.parametrize(
    ("language", "news", "rite"),
    [
        ("ko", "법원은 회사에 벌금을 선고했다.", "군중은 만세의 환호를 올리며 맹세를 다지었다."),
        ("ru", "Суд отклонил иск, директор уволен.", "Гости произнесли тосты под аплодисменты."),
        ("zh", "法院裁定公司败诉，经理辞职。", "全场响起掌声，代表合影留念。"),
        ("fr", "Le tribunal a condamné la société.", "La cérémonie s’est achevée par un banquet."),
        ("es", "El tribunal condenó a la empresa.", "La ceremonia terminó con un banquete."),
    ],
)
def test_news_is_worth_more_than_ceremony(language: str, news: str, rite: str) -> None:
    assert cues(language).worth(news) > 0 > cues(language).worth(rite)


@pytest.mark.parametrize(
    ("language", "text", "facts"),
    [
        ("ko", "수확은 12% 늘어 340만 톤이다.", 2),
        ("zh", "卡尔·伦德参观了3家工厂。", 2),
        ("fr", "Le pont de Lyon a coûté 4 millions.", 2),
    ],
)
def test_facts_are_counted(language: str, text: str, facts: int) -> None:
    assert cues(language).facts(text) == facts


def test_english_has_its_own_cues() -> None:
    assert prose("en") is None
