"""No cell begins a formula, and each is read back as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.core.spreadsheet import FORMULA, guarded, unguarded


@given(st.text(alphabet="'=+-@\t a가", max_size=6))
def test_cells_come_back(text: str) -> None:
    assert not guarded(text).startswith(FORMULA)
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize(
    ("text", "cell"), [("=1+1", "'=1+1"), ("'=x", "''=x"), ("l'an", "l'an"), ("'tis", "'tis"), ("", "")]
)
def test_only_what_may_be_a_formula_is_guarded(text: str, cell: str) -> None:
    assert guarded(text) == cell
