"""Set phrases of praise outside English: what goes, and what has to stay."""

from __future__ import annotations

import pytest

from service.core.summary import Alignment
from service.draft.set_phrases import without_set_phrases
from service.verify.alignment import align


@pytest.mark.parametrize(
    ("language", "source", "expected"),
    [
        ("ko", "위대한 영도자이신 한 주석은 항구를 방문하였다.", "한 주석은 항구를 방문하였다."),
        ("ko", "주석은 항구에서 탁월한 방안을 내놓았다.", "주석은 항구에서 방안을 내놓았다."),
        ("ko", "그는 “탁월한 방안이다”라고 말하였다.", "그는 “탁월한 방안이다”라고 말하였다."),
        ("ko", "주석은 위대한 령도자께서 오셨다고 말하였다.", "주석은 위대한 령도자께서 오셨다고 말하였다."),
        ("ru", "Этот мост уникальный.", "Этот мост уникальный."),
        ("zh", "敬爱的主席周一会见了代表。", "敬爱的主席周一会见了代表。"),
        ("fr", "Le maire a ouvert le pont.", "Le maire a ouvert le pont."),
    ],
)
def test_only_what_stands_by_itself_goes(language: str, source: str, expected: str) -> None:
    wording = without_set_phrases(source, language)
    text, swaps = wording.render()
    assert text == expected
    assert swaps == ()
    assert bool(wording.drops) == (source != expected)
    assert align(text, source, swaps, [])[0] is not Alignment.UNALIGNED
