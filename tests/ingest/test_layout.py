"""Text that lost its layout gets its headings, paragraphs and sections back."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from service.core.document import Document
from service.core.errors import EmptyDocument
from service.ingest.plain import clean
from tests.ingest.laid import lay_out

tried = settings(deadline=None, derandomize=True, max_examples=60)

WRAPPED = """\
The council met on Tuesday to discuss the new bridge over the river and
the road that leads to it from the old market square in the lower town,
where traders had asked for it. The council voted nine to two in favour.

Work will start in the spring, the mayor said, and is expected to take
two years, during which the ferry will carry people free of charge, as
it did when the old bridge was closed.
"""
FIRST = (
    "The council met on Tuesday to discuss the new bridge over the river and the road that leads to it from "
    "the old market square in the lower town, where traders had asked for it. The council voted nine to two "
    "in favour."
)
SECOND = (
    "Work will start in the spring, the mayor said, and is expected to take two years, during which the "
    "ferry will carry people free of charge, as it did when the old bridge was closed."
)
SCHOOL = """\
A new school opened on Monday in the eastern district of the city, where
four hundred children live who had to walk for an hour to get to lessons.
"""
SCHOOL_UNWRAPPED = (
    "A new school opened on Monday in the eastern district of the city, where four hundred children live who "
    "had to walk for an hour to get to lessons."
)


def read(text: str) -> Document:
    return lay_out(clean(text))


def headings(document: Document) -> list[str]:
    return [document.slice(span) for section in document.sections for span in section.headings]


def paragraphs(document: Document) -> list[str]:
    return [document.slice(span) for section in document.sections for span in section.paragraphs]


# --- lines to paragraphs


def test_hard_wrapped_lines_are_joined() -> None:
    document = read(WRAPPED)
    assert paragraphs(document) == [FIRST, SECOND]
    assert headings(document) == []
    assert document.text == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n", "\r\n"),
        ("\n", "\r"),
        ("\n", "  \t\n"),
        ("\n", "\u00a0\n"),
        ("the ", "the  "),
        ("\n\n", "\n\n\n \n\n"),
        ("\n\n", "\n\n----------\n\n"),
        ("\n\n", "\n\n* * *\n\n"),
        ("\n\n", "\n\n\f\n"),
    ],
    ids=["crlf", "cr", "tabs", "nbsp", "double space", "blank lines", "rule", "stars", "form feed"],
)
def test_white_space_and_rules_do_not_matter(old: str, new: str) -> None:
    assert read(WRAPPED.replace(old, new)).text == read(WRAPPED).text


@pytest.mark.parametrize("after", ["river and\n", "lower town,\n", "expected to take\n", "of charge, as\n"])
@pytest.mark.parametrize(
    "scar",
    [
        "\n",
        "\n\n",
        "\n[5]\n\n",
        "\n\n[12]\n\n\n",
        "\n- 5 -\n\n",
        "\n– 17 –\n\n",
        "\nPage 3\n\n",
        "\nPage 3 of 12\n\n",
        "\n212\n\n",
    ],
    ids=["blank", "two blanks", "[5]", "[12]", "- 5 -", "– 17 –", "Page 3", "Page 3 of 12", "212"],
)
def test_page_scar_in_mid_sentence_is_healed(after: str, scar: str) -> None:
    assert paragraphs(read(WRAPPED.replace(after, after + scar))) == [FIRST, SECOND]


def test_page_marker_between_paragraphs_is_left_out() -> None:
    assert paragraphs(read(WRAPPED.replace("\n\n", "\n\n[5]\n\n"))) == [FIRST, SECOND]


def test_page_marker_at_the_end_is_left_out() -> None:
    assert read(WRAPPED + "\n[6]\n").text == read(WRAPPED).text


def test_number_in_brackets_inside_a_line_stays() -> None:
    text = WRAPPED.replace("asked for it.", "asked for [5]")
    assert "traders had asked for [5] The council" in read(text).text


def test_table_of_numbers_is_not_taken_for_page_markers() -> None:
    assert read("Votes by district\n\n12\n9\n2\n").text.split() == ["Votes", "by", "district", "12", "9", "2"]


def test_blank_line_before_the_last_line_of_a_paragraph_is_healed() -> None:
    text = WRAPPED.replace("charge, as\nit did", "charge, as\n\nit did")
    assert paragraphs(read(text)) == [FIRST, SECOND]


def test_paragraph_that_ends_in_a_colon_ends() -> None:
    text = WRAPPED.replace("The council voted nine to two in favour.", "The reasons were these:")
    first = FIRST.replace("The council voted nine to two in favour.", "The reasons were these:")
    assert paragraphs(read(text)) == [first, SECOND]


def test_short_line_that_ends_a_sentence_ends_the_paragraph() -> None:
    text = """\
The council met on Tuesday to discuss the new bridge over the river and
the road that leads to it.
The council voted nine to two in favour of the bridge, and the work will
start in the spring.
"""
    assert [words.split()[-1] for words in paragraphs(read(text))] == ["it.", "spring."]


def test_one_paragraph_a_line_stays_as_it_is() -> None:
    text = f"Council Votes for Bridge\n{FIRST}\n{SECOND}\nNobody objected.\n"
    document = read(text)
    assert headings(document) == ["Council Votes for Bridge"]
    assert paragraphs(document) == [FIRST, SECOND, "Nobody objected."]


def test_one_line_is_one_paragraph() -> None:
    assert paragraphs(read("The council met on Tuesday. It voted.")) == ["The council met on Tuesday. It voted."]


def test_list_items_stay_apart() -> None:
    text = f"{FIRST}\n\n- more houses.\n- a new bridge.\n- lower fares.\n\n{SECOND}\n"
    assert paragraphs(read(text)) == [FIRST, "- more houses.", "- a new bridge.", "- lower fares.", SECOND]


def test_lines_of_chinese_are_joined_without_a_space() -> None:
    text = "代表团星期二抵达首都，总理在机场迎接了他们，会谈预计将持续三天左右\n的时间，外交部表示双方将签署协议。\n"
    assert read(text).text == text.replace("\n", "")


def test_lines_of_korean_are_joined_with_a_space() -> None:
    text = (
        "대표단은 화요일에 수도에 도착하였다. 총리는 공항에서 그들을\n맞이하였다. 회담은 사흘 동안 진행될\n예정이다.\n"
    )
    assert read(text).text == text.replace("\n", " ").strip()


# --- hyphens and dashes


def hyphenated(first: str, second: str, elsewhere: str = "work") -> str:
    """A wrapped text with `first` at the end of a line and `second` at the start of the next."""
    return f"""\
The members spoke at length of the {elsewhere} and of the things that were
still to be done. They were told again in the evening to look to the {first}
{second} of the plan that the congress had set out for the coming years and
for the years that follow them, so that nobody has to wait for the rest.
"""


@pytest.mark.parametrize(
    ("first", "second", "elsewhere", "joined"),
    [
        ("Juche-", "oriented", "Juche-oriented policy", "Juche-oriented"),
        ("Juche-", "oriented", "juche-Oriented policy", "Juche-oriented"),
        ("imple-", "mentation", "work", "implementation"),
        ("imple-", "mentation", "implementation", "implementation"),
        ("imple\u00ad", "mentation", "work", "implementation"),
        ("self-", "reliance", "work", "self-reliance"),
        ("anti-", "flood", "work", "anti-flood"),
        ("well-", "being", "well-being", "well-being"),
        ("2021-", "25", "work", "2021-25"),
        ("Ostravel-", "Tamsk", "work", "Ostravel-Tamsk"),
        ("coop-", "eration", "cooperation", "cooperation"),
    ],
)
def test_hyphen_at_a_line_end(first: str, second: str, elsewhere: str, joined: str) -> None:
    words = read(hyphenated(first, second, elsewhere)).text
    assert f"to look to the {joined} of the plan" in words
    assert "\u00ad" not in words


def test_hyphen_with_spaces_around_it_is_a_dash() -> None:
    assert "to look to the bridge - or the road of the plan" in read(hyphenated("bridge -", "or the road")).text


@pytest.mark.parametrize(
    ("raw", "tidy"),
    [
        ("The plan－the first of its kind－was adopted.", "The plan – the first of its kind – was adopted."),
        ("The plan － the first － was adopted.", "The plan – the first – was adopted."),
        ("The plan ﹣ the first ﹣ was adopted.", "The plan – the first – was adopted."),
        ("It covers the years 2021－2025.", "It covers the years 2021-2025."),
        ("It covers the years 2021 － 2025.", "It covers the years 2021-2025."),
        ("The plan — the first — is well-made.", "The plan — the first — is well-made."),
    ],
)
def test_full_width_dash_gets_its_spaces(raw: str, tidy: str) -> None:
    assert read(raw).text == tidy


@pytest.mark.parametrize(
    ("raw", "tidy"),
    [
        ("The plan , which was new , was adopted .", "The plan, which was new, was adopted."),
        ("The plan  was   adopted.", "The plan was adopted."),
        ("He waited . . . and left.", "He waited . . . and left."),
        ("It is .5 percent.", "It is .5 percent."),
    ],
)
def test_spaces_are_tidied(raw: str, tidy: str) -> None:
    assert read(raw).text == tidy


# --- headings and sections


def test_heading_over_several_lines_before_a_paragraph() -> None:
    document = read(f"Council of Ministers of Verania Votes for\nBridge at Ostravel\n\n{WRAPPED}")
    assert headings(document) == ["Council of Ministers of Verania Votes for Bridge at Ostravel"]
    assert document.title == "Council of Ministers of Verania Votes for Bridge at Ostravel"
    assert paragraphs(document) == [FIRST, SECOND]


def test_heading_with_blank_lines_inside_it() -> None:
    document = read(f"2nd Conference of Secretaries of Primary\n\nCommittees Opens\n\n{WRAPPED}")
    assert document.title == "2nd Conference of Secretaries of Primary Committees Opens"
    assert paragraphs(document) == [FIRST, SECOND]


def test_heading_right_above_its_paragraph() -> None:
    document = read(f"Council Votes for Bridge\n{WRAPPED}")
    assert headings(document) == ["Council Votes for Bridge"]
    assert paragraphs(document) == [FIRST, SECOND]


def test_a_long_first_line_that_stands_alone_is_the_title() -> None:
    title = (
        "La alcaldesa desmiente en el pleno de mayo que el puerto viejo vaya a cerrar antes del verano y que las "
        "barcas deban buscar otro muelle"
    )
    said = (
        "Nadie cierra el puerto, dijo el lunes ante los vecinos que se habían reunido en la plaza. La oposición pidió "
        * 2
    )
    document = read(f"{title}\n\n{said}explicaciones.\n\n{said}pruebas.")
    assert headings(document) == [title]
    assert not headings(read(f"{title}.\n\n{said}explicaciones.\n\n{said}pruebas."))


def test_heading_and_subheading_are_one_title() -> None:
    document = read(f"Council Votes for Bridge\n\nMayor Says That Work Will Start in Spring\n\n{WRAPPED}")
    assert headings(document) == ["Council Votes for Bridge", "Mayor Says That Work Will Start in Spring"]
    assert document.title == "Council Votes for Bridge — Mayor Says That Work Will Start in Spring"
    assert len(document.sections) == 1


def test_two_articles_are_two_sections_with_full_titles() -> None:
    document = read(
        f"Council of Ministers of Verania Votes for\nBridge at Ostravel\n\n{WRAPPED}\n\n"
        f"New School Opens its Doors in the Eastern\nDistrict of Tamsk\n\n{SCHOOL}"
    )
    assert [section.title for section in document.sections] == [
        "Council of Ministers of Verania Votes for Bridge at Ostravel",
        "New School Opens its Doors in the Eastern District of Tamsk",
    ]
    assert document.title == document.sections[0].title
    first, second = document.sections
    assert [document.slice(span) for span in first.paragraphs] == [FIRST, SECOND]
    assert [document.slice(span) for span in second.paragraphs] == [SCHOOL_UNWRAPPED]


def test_two_articles_on_pages() -> None:
    document = read(f"Council Votes for Bridge\n\n{WRAPPED}\n[1]\n\nSchool Opens in Tamsk\n\n{SCHOOL}\n[2]\n")
    assert [section.title for section in document.sections] == ["Council Votes for Bridge", "School Opens in Tamsk"]


def test_markdown_headings() -> None:
    document = read("# The council voted\n\nIt voted on Monday. It was late.\n\n## What comes next\n\nWork starts.\n")
    assert headings(document) == ["The council voted", "What comes next"]
    assert paragraphs(document) == ["It voted on Monday. It was late.", "Work starts."]
    assert [section.title for section in document.sections] == ["The council voted", "What comes next"]


def test_only_headings() -> None:
    document = read("Council Votes for Bridge\n\nSchool Opens in the Eastern District of Tamsk\n")
    assert paragraphs(document) == []
    assert headings(document) == ["Council Votes for Bridge", "School Opens in the Eastern District of Tamsk"]
    assert len(document.sections) == 1


def test_no_heading_no_title() -> None:
    document = read(WRAPPED)
    assert document.title == ""
    assert [section.title for section in document.sections] == [""]


@pytest.mark.parametrize("text", ["", "\n \n", "_____\n", "....\n\n----"])
def test_nothing_to_read_is_empty(text: str) -> None:
    with pytest.raises(EmptyDocument):
        lay_out(text)


# --- source lines


def test_each_word_knows_its_source_line() -> None:
    text = f"\n\nCouncil Votes for Bridge\n\n{WRAPPED}"
    document = read(text)
    for number, row in enumerate(text.split("\n"), 1):
        if row.strip():
            start = document.text.index(row)
            assert {document.line_at(offset) for offset in range(start, start + len(row))} == {number}


def test_source_line_after_a_dropped_hyphen_and_a_page_marker() -> None:
    text = hyphenated("imple-", "mentation").replace("years and\n", "years and\n\n[5]\n\n")
    document = read(text)
    assert document.line_at(document.text.index("mentation")) == 3
    assert document.line_at(document.text.index("implementation")) == 2
    assert document.line_at(document.text.index("of the plan")) == 3
    assert document.line_at(document.text.index("for the years that follow")) == 7


# --- properties

SUBJECTS = (
    "the council|a committee of nine members|every farmer in the valley|the head of the school in Tamsk|they|"
    "a spokesman for the railway|nobody in the village of Orsa|the delegation from Verania|the oldest of the builders"
).split("|")
VERBS = (
    "said on Tuesday that|decided in the end that|has known for years that|wrote in a letter to the mayor that|"
    "did not believe that|told the reporters from Ostravel that|repeated that|made it clear that"
).split("|")
OBJECTS = (
    "the bridge over the river|a road of 310 kilometres|the new mill|work on the harbour|the harvest of last year|"
    "an agreement with the neighbours|the price of bread|a self-made plan|the whole of the eastern district"
).split("|")
ENDS = (
    "would cost 4.2 million crowns|was never in doubt|had to wait until the spring|could not be paid for|"
    "would be open to all of them by the end of the year|was worth the work, the money and the time|came too late|"
    "had been a mistake; the rest is for the courts|needed more than good will, as the law says"
).split("|")


def sentence(parts: tuple[str, str, str, str]) -> str:
    words = " ".join(parts)
    return words[0].upper() + words[1:] + "."


sentences = st.tuples(*map(st.sampled_from, (SUBJECTS, VERBS, OBJECTS, ENDS))).map(sentence)
bodies = st.lists(st.lists(sentences, min_size=2, max_size=6).map(" ".join), min_size=1, max_size=4)


def wrap(paragraph: str, width: int) -> list[str]:
    return textwrap.wrap(paragraph, width, break_on_hyphens=False)


def shows_wrapping(rows: list[str]) -> bool:
    """Whether most lines break off in mid-sentence: else nothing tells a wrap from a paragraph's end."""
    return len(rows) > 2 and sum(row.endswith(".") for row in rows) <= 0.5 * len(rows)


@tried
@given(bodies, st.integers(50, 90))
def test_wrapped_sentences_come_back(body: list[str], width: int) -> None:
    blocks = [wrap(paragraph, width) for paragraph in body]
    assume(shows_wrapping([row for block in blocks for row in block]))
    document = read("\n\n".join("\n".join(block) for block in blocks))
    assert paragraphs(document) == body
    assert headings(document) == []


@tried
@given(bodies, st.integers(50, 90), st.sampled_from(["", "\n[5]\n", "\n\n- 7 -\n"]), st.data())
def test_wrapped_sentences_come_back_over_page_breaks(
    body: list[str], width: int, scar: str, data: st.DataObject
) -> None:
    blocks = [wrap(paragraph, width) for paragraph in body]
    rows = [row for block in blocks for row in block]
    assume(shows_wrapping(rows))
    for block in blocks:
        # A line that is much shorter than the widest one and starts a page could be the end of anything.
        places = [
            at
            for at in range(1, len(block))
            if block[at - 1][-1] not in ".;" and len(block[at - 1]) > 0.9 * max(map(len, rows))
        ]
        if places:
            at = data.draw(st.sampled_from(places))
            block[at:at] = scar.split("\n")
    assert paragraphs(read("\n\n".join("\n".join(block) for block in blocks))) == body


@tried
@given(bodies)
def test_unwrapped_paragraphs_come_back(body: list[str]) -> None:
    assert paragraphs(read("\n\n".join(body))) == body


@tried
@given(bodies, st.integers(50, 90))
def test_each_line_begins_where_its_mark_says(body: list[str], width: int) -> None:
    rows = "\n\n".join("\n".join(wrap(paragraph, width)) for paragraph in body).split("\n")
    document = read("\n".join(rows))
    assert [number for _, number in document.lines] == [number for number, row in enumerate(rows, 1) if row]
    for start, number in document.lines:
        assert document.text.startswith(rows[number - 1], start)


ATOMS = [
    *"\n\n\n   .-–—－!?…,;:'\"“”«»()[]。、「」•*_%",
    *("[5]", "5", "- 5 -", "1. ", "a) ", "• ", "Mr.", "U.S.", "....... 12", "Juche-\noriented", "imple-\nmentation"),
    *(
        "the ",
        "The ",
        "of ",
        "word ",
        "Title Case Line\n",
        "한국",
        "이다. ",
        "中国",
        "か",
        "Россия",
        "👩\u200d🚀",
        "\u00ad",
    ),
    *("A line of prose that is long enough to be taken for one, with a comma, and\n", "x" * 150),
]
scraps = st.lists(st.sampled_from(ATOMS), max_size=30).map("".join).map(clean)


@settings(tried, max_examples=80)
@given(scraps)
@example("Word\n\n5")
@example("-\n-")
def test_headings_and_paragraphs_tile_the_text(text: str) -> None:
    try:
        document = lay_out(text)
    except EmptyDocument:
        return
    at = 0
    for section in document.sections:
        blocks = sorted([*section.headings, *section.paragraphs], key=lambda span: span.start)
        assert (section.start, section.end) == (blocks[0].start, blocks[-1].end)
        assert [*section.headings, *section.paragraphs] == blocks  # headings stand before paragraphs
        for block in blocks:
            assert at <= block.start < block.end
            assert not document.text[at : block.start].strip()
            assert document.slice(block) == document.slice(block).strip()
            at = block.end
    assert at == len(document.text)


@settings(tried, max_examples=80)
@given(scraps)
def test_no_letter_is_lost_and_none_is_added(text: str) -> None:
    try:
        words = lay_out(text).text
    except EmptyDocument:
        words = ""
    assert "".join(filter(str.isalpha, words)) == "".join(filter(str.isalpha, text))


@settings(tried, max_examples=80)
@given(scraps)
def test_source_lines_ascend(text: str) -> None:
    try:
        lines = lay_out(text).lines
    except EmptyDocument:
        return
    assert lines[0][0] == 0
    assert list(lines) == sorted(set(lines))
    numbers = [number for _, number in lines]
    assert numbers == sorted(set(numbers))
    assert numbers[-1] <= text.count("\n") + 1


@tried
@given(bodies, st.integers(50, 90))
def test_laying_out_twice_changes_no_paragraph_text(body: list[str], width: int) -> None:
    blocks = [wrap(paragraph, width) for paragraph in body]
    assume(shows_wrapping([row for block in blocks for row in block]))
    once = read("\n\n".join("\n".join(block) for block in blocks))
    assert read(once.text).text == once.text
