"""What is put for loaded words of other languages than English, and what is let stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.reading.loaded import find
from service.reading.loaded.find import PATTERNS
from service.reading.loaded.plain import edits, puts


@pytest.mark.parametrize(
    ("language", "sentence", "wanted"),
    [
        ("ko", "주석께서는 웃었다.", [("주석께서는", "주석은")]),
        ("ko", "총리께서는 웃었다.", [("총리께서는", "총리는")]),
        ("zh", "代表热烈鼓掌。", []),
        ("zh", "他妄图拖延，悍然离场。", [("他妄图拖延", "他试图拖延"), ("悍然离场", "离场")]),
        ("fr", "une étape historique", [("étape historique", "étape")]),
        ("fr", "une séance historique", []),
        ("es", "El bloqueo criminal sigue.", []),  # what is put would have to be told by a person
        ("es", "Su Excelencia Ana Pica habló.", [("Su Excelencia ", "")]),
        ("ru", "с самоотверженностью", []),
        ("de", "ein glorreicher Sieg", []),
    ],
)
def test_edits(language: str, sentence: str, wanted: list[tuple[str, str]]) -> None:
    assert [(sentence[edit.start : edit.end], edit.put) for edit in edits(sentence, language)] == wanted


@pytest.mark.parametrize(
    ("source", "put", "allowed"),
    [
        ("주석께서는", "주석은", True),
        ("주석께서는", "주석이", False),
        ("他妄图拖延", "他试图拖延", True),
        ("他妄图拖延", "他拖延", False),
        ("Под мудрым руководством", "под руководством", True),
        ("руководством", "под руководством", False),
    ],
)
def test_only_what_the_table_says_may_be_put(source: str, put: str, allowed: bool) -> None:
    assert puts(source, put) is allowed


PIECES = "위대한 |주석께서는 |하시였다|悍然|，|héroïque |heroico |самоотверженно |и |“|”".split("|")


@given(st.lists(st.sampled_from(PIECES)), st.sampled_from(sorted(PATTERNS)))
def test_edits_lie_in_the_text_and_make_nothing_loaded(pieces: list[str], language: str) -> None:
    text = "".join(pieces)
    for edit in edits(text, language):
        assert 0 <= edit.start < edit.end <= len(text)
        assert len(find(edit.put, language)) <= len(find(text[edit.start : edit.end], language))
