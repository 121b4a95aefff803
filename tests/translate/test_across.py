"""A Korean article, summarised in English: what was verified is translated, and held to its source again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from service.core.errors import InvalidRequest, ModelError, NothingVerified
from service.core.events import Told
from service.core.receipt import Options, Policy
from service.core.summary import Alignment, Reason, Statement, Summary
from service.engine import Engine
from service.models.base import uncounted, unwatched
from service.settings import Settings

RIGHT = {
    "성림강철공장은 지난해 강철 3만 5천 톤을 생산하였다.": "The Songrim works produced 35,000 tonnes last year.",
    "공장은 새 용광로 2기를 건설하였다.": "The works built 2 new blast furnaces.",
    "조용원 비서는 3월 4일 공장을 돌아보았다.": "Secretary Jo Yong Won visited the works on March 4.",
    "내각은 6월까지 설비 120대를 보내주기로 결정하였다.": "The Cabinet decided to send 120 machines by June.",
}
KOREAN = "강철공장 소식\n\n" + " ".join(RIGHT)
FIRST, SECOND, THIRD, FOURTH = RIGHT


class People:
    """A translator that knows these sentences."""

    id, sha256, pinned, backend, window = "people", "0" * 64, True, "people", 1_000
    trial = ("ko", "en")

    def __init__(self, changed: dict[str, str]) -> None:
        self._known = RIGHT | changed

    def translate(
        self,
        texts: Sequence[str],
        source_language: str,
        target_language: str,
        *,
        again: bool = False,  # noqa: ARG002
        still: Callable[[], None] = unwatched,  # noqa: ARG002
        done: Callable[[int], None] = uncounted,
    ) -> list[str | ModelError]:
        assert (source_language, target_language) == ("ko", "en")
        done(len(texts))
        return [self._known[text] for text in texts]


def summary(
    tmp_path: Path,
    changed: dict[str, str] | None = None,
    policy: Policy = Policy.BALANCED,
    told: list[Told] | None = None,
) -> Summary:
    engine = Engine(Settings(data_dir=tmp_path, translator="people"))
    engine.models._translators["people"] = People(changed or {})
    options = Options(output_language="en", policy=policy)
    return engine.summarize(KOREAN, options, notify=(told if told is not None else []).append)


def test_what_was_verified_is_told_in_the_other_language(tmp_path: Path) -> None:
    told: list[Told] = []
    found = summary(tmp_path, told=told)
    assert {one.text for one in found.abstract.statements} <= set(RIGHT.values())
    assert found.abstract.text == " ".join(one.text for one in found.abstract.statements)
    for one in (*found.abstract.statements, *found.claims):
        assert RIGHT[one.evidence[0].exact] == one.text
        assert one.alignment is Alignment.PARAPHRASED
        assert "translated" in one.flags
    assert found.document.language == "ko"
    assert found.receipt.translator is not None
    assert found.receipt.translator.id == "people"
    shown = [one for one in told if isinstance(one, Statement)]
    assert shown == [*found.claims, *found.abstract.statements]


def test_a_number_that_changed_on_the_way_is_withheld(tmp_path: Path) -> None:
    wrong = "The Songrim works produced 3,500 tonnes last year."
    found = summary(tmp_path, {FIRST: wrong})
    assert wrong not in {one.text for one in (*found.abstract.statements, *found.claims)}
    assert any(one.reason in (Reason.MISTRANSLATED, Reason.NOT_TRANSLATED) for one in found.withheld)


def test_a_name_that_was_lost_is_withheld_and_without_a_policy_flagged(tmp_path: Path) -> None:
    lost = "Secretary Pak visited the works on March 4."
    withheld = summary(tmp_path, {THIRD: lost})
    assert lost not in {one.text for one in (*withheld.abstract.statements, *withheld.claims)}
    assert [(one.reason, one.text) for one in withheld.withheld] == [(Reason.MISTRANSLATED, lost)]
    flagged = summary(tmp_path, {THIRD: lost}, Policy.OFF)
    shown = [one for one in (*flagged.abstract.statements, *flagged.claims) if one.text == lost]
    assert shown
    assert all("name_form" in one.flags for one in shown)


def test_what_nothing_came_of_is_withheld_with_the_reason(tmp_path: Path) -> None:
    found = summary(tmp_path, {SECOND: ""})
    (why,) = {one.detail for one in found.withheld if one.text == SECOND}
    assert why
    assert {one.reason for one in found.withheld} == {Reason.NOT_TRANSLATED}


def test_when_nothing_comes_across_it_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NothingVerified, match="No statement came across"):
        summary(tmp_path, dict.fromkeys(RIGHT, ""))


def test_the_embedded_model_alone_does_not_translate(tmp_path: Path) -> None:
    with pytest.raises(InvalidRequest, match="PLUMBLINE_TRANSLATOR"):
        Engine(Settings(data_dir=tmp_path)).summarize(KOREAN, Options(output_language="en"))
