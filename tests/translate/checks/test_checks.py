"""What the checks find, and what they leave alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.core.translation import Severity
from service.translate.checks import Pair, check

WRONG = [
    ("ko", "회의가 수도에서 열렸다.", "The 회의 opened in the capital.", "untranslated"),
    ("ru", "Совет собрался в столице вчера.", "Совет собрался в столице вчера.", "copied"),
    ("ru", "Совет собрался.", "The council met. The council met. The council met. The council met.", "repeated"),
    ("fr", "Le conseil a voté.", "The the council voted.", "repeated_word"),
    ("zh", "会议讨论了明年的工作计划，并通过了有关预算和人事安排的三项决定。", "A meeting was held.", "too_short"),
    ("ko", "시장은 다리가 안전하다고 말했다.", "The bridge is safe.", "attribution_lost"),
    ("ru", "Возможно, мост закроют.", "The bridge is closed.", "certainty_raised"),
    ("zh", "桥料将于明年开放。", "The bridge opens next year.", "certainty_raised"),
    ("zh", "据市长称，桥很安全。", "The bridge is safe.", "attribution_lost"),
    ("es", "El alcalde ha informado de que el puente es seguro.", "The bridge is safe.", "attribution_lost"),
    ("es", "El alcalde negó que hubiera peligro.", "There was no danger.", "attribution_lost"),
    ("zh", "市长认为桥很安全。", "The bridge is safe.", "attribution_lost"),
    ("es", "El puente se abrió.", "The magnificent bridge opened.", "loaded_word_added"),
    ("fr", "Le pont est-il ouvert ?", "The bridge is open.", "question_changed"),
    ("ru", "«Мост открыт», — написано на табличке.", "The bridge is open, the plate reads.", "quotation_marks_lost"),
    ("fr", "Le pont (le vieux) est ouvert.", "The bridge (the old one is open.", "unpaired_mark"),
    ("fr", "Le pont est ouvert.", "The bridge is open .", "stray_space"),
    ("zh", "投资额为90亿元。", "The investment was 90 billion yuan.", "number_changed"),
]
RIGHT = [
    ("ko", "시장은 다리가 안전하다고 말했다.", "The mayor said the bridge was safe."),
    ("ru", "Возможно, мост закроют.", "The bridge may be closed."),
    ("zh", "投资额为90亿元。", "The investment was 9 billion yuan."),
    ("zh", "他们呼吁保持安静。", "They appealed for quiet."),
    ("zh", "此人被确认为店主。", "The man is the owner of the shop."),
    ("zh", "市图书馆的资料已经整理好。", "The papers of the town library are in order."),
    ("zh", "搜救希望渺茫。", "The search has little hope left."),
    ("zh", "对镇民来说，数据没有对称性。", "To the townspeople the figures have no symmetry."),
    ("zh", "镇长建议关桥。", "The mayor advised closing the bridge."),
    ("es", "La información sobre los manifestantes es considerable.", "There is much news of the protesters."),
    ("es", "El resultado fue negativo.", "The result was negative."),
    ("zh", "那里发生了地震。", "There was an earthquake in that region."),
    ("fr", "L’accord d’hier a été signé.", "Yesterday's agreement was signed."),
    ("ko", "김정은(김정은)이 왔다.", "Kim Jong Un came."),
    ("es", "¿Está abierto el puente?", "Is the bridge open?"),
    ("ru", "Героический труд продолжался.", "The heroic labour went on."),
]


@pytest.mark.parametrize(("language", "source", "target", "code"), WRONG)
def test_what_is_wrong_is_found(language: str, source: str, target: str, code: str) -> None:
    found = check(Pair(source, target, language, "en"))
    assert code in {issue.code for issue in found}
    ranks = [issue.severity is not Severity.MAJOR for issue in found]
    assert ranks == sorted(ranks)


@pytest.mark.parametrize(("language", "source", "target"), RIGHT)
def test_what_is_right_is_left_alone(language: str, source: str, target: str) -> None:
    assert check(Pair(source, target, language, "en")) == []


@given(
    st.text(max_size=60),
    st.text(max_size=60),
    st.sampled_from(["ko", "zh", "ru", "fr", "es", "ja", "en", "xx"]),
    st.sampled_from(["en", "ko", "fr"]),
)
def test_spans_are_places(source: str, target: str, language: str, into: str) -> None:
    for issue in check(Pair(source, target, language, into)):
        if issue.source_span:
            assert 0 <= issue.source_span.start <= issue.source_span.end <= len(source)
        if issue.target_span:
            assert 0 <= issue.target_span.start <= issue.target_span.end <= len(target)
        assert issue.message.endswith((".", "。"))
