"""Page numbers and running heads are told from text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from service.ingest.furniture import furniture
from service.ingest.plain import of_text

LINE = "The council met on Tuesday to discuss the bridge over the river and"
MORE = "the road that leads to it."


def left_out(text: str) -> list[str]:
    rows = [row.strip() for row in text.split("\n")]
    return [rows[index] for index in sorted(furniture(rows))]


def test_numbers_between_blank_lines() -> None:
    assert left_out(f"{LINE}\n\n[5]\n\n{MORE}\n\n- 6 -\n\n{LINE}\n\nPage 7 of 12\n{MORE}") == [
        "[5]",
        "- 6 -",
        "Page 7 of 12",
    ]


def test_numbers_in_a_table_are_text() -> None:
    assert left_out(f"{LINE}\n\n12\n15\n18\n\n{MORE}") == []


def test_running_heads_inside_sentences() -> None:
    text = "\n\n".join(f"{LINE}\n\nThe Courier {page}\n\n{MORE}" for page in (12, 13, 14))
    assert left_out(text) == ["The Courier 12", "The Courier 13", "The Courier 14"]


def test_running_heads_beside_page_numbers() -> None:
    text = "\n\n".join(f"{LINE}\n{MORE}\n\n{page}\n\nThe Ferrymen\n\n{MORE}" for page in (4, 5, 6))
    assert left_out(text).count("The Ferrymen") == 3


def test_a_heading_that_comes_back_is_text() -> None:
    text = "\n\n".join(f"Ingredients\n\n{LINE}\n{MORE}" for _ in range(5))
    assert left_out(text) == []


def test_numbered_headings_are_text() -> None:
    text = "\n\n".join(f"Chapter {number}\n\n{LINE}\n{MORE}" for number in range(1, 6))
    assert left_out(text) == []


def test_a_refrain_is_text() -> None:
    text = "\n\n".join(f"{LINE}\n{MORE}\nAnd the river runs on" for _ in range(4))
    assert left_out(text) == []


def test_a_line_that_stands_inside_a_paragraph_too_is_text() -> None:
    text = f"{LINE}\nThe Courier\n{MORE}\n\n" + "\n\n".join(f"{LINE}\n\nThe Courier\n\n{MORE}" for _ in range(3))
    assert left_out(text) == []


def test_a_form_feed_beside_a_line_break_is_no_line() -> None:
    """Evidence names lines as editors count them."""
    content = of_text(f"Heading One\n\n{LINE}\n\f{MORE}\n\f\nThe End of It All\n")
    assert [mark.line for block in content.blocks for mark in block.marks] == [1, 3, 4, 6]


@settings(deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(["", "", "5", "[5]", "Page 5", "The Courier 5", LINE, MORE, "a"]), max_size=60))
def test_only_numbers_and_lines_that_come_back_are_furniture(rows: list[str]) -> None:
    for index in furniture(rows):
        assert rows[index]
        assert not rows[index].endswith(".")
        assert rows[index][0] in "5[P" or rows.count(rows[index]) >= 3
