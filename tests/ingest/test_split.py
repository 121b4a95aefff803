"""Several articles in one file."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.ingest.content import Block, Content
from service.ingest.plain import of_text
from service.ingest.split import articles

LONG = "The council of Ardal met on Monday and closed the old harbour for the winter. " * 6


def heading(text: str, level: int = 0) -> Block:
    return Block(text=text, heading=True, level=level)


def body(text: str = LONG) -> Block:
    return Block(text=text.strip())


def split(*blocks: Block) -> list[list[str]]:
    return [[block.text[:6] for block in part.blocks] for part in articles(Content(blocks=blocks))]


def test_headings_without_levels_begin_articles() -> None:
    assert split(heading("One"), body(), heading("Two"), heading("Two b"), body(), body()) == [
        ["One", "The co"],
        ["Two", "Two b", "The co", "The co"],
    ]


def test_the_highest_level_that_comes_twice_begins_articles() -> None:
    blocks = (heading("All", 1), heading("One", 2), body(), heading("a", 3), body(), heading("Two", 2), body())
    assert split(*blocks) == [["All", "One", "The co", "a", "The co"], ["Two", "The co"]]


def test_what_is_too_short_goes_with_its_neighbour() -> None:
    short = body("By our reporter.")
    assert split(heading("Paper"), short, heading("One"), body(), heading("Note"), short, heading("Two"), body()) == [
        ["Paper", "By our", "One", "The co", "Note", "By our"],
        ["Two", "The co"],
    ]


def test_one_article_stays_as_it_is() -> None:
    content = Content(blocks=(heading("One"), body()), title="Title")
    assert articles(content) == [content]
    assert articles(Content(blocks=(body(), body()))) == [Content(blocks=(body(), body()))]


def test_characters_count_where_words_have_no_spaces() -> None:
    chinese = body("会议昨天在首都举行，讨论了明年的工作计划，并通过了有关决定。" * 8)
    assert len(articles(Content(blocks=(heading("一"), chinese, heading("二"), chinese)))) == 2


def test_a_title_of_the_file_is_none_of_its_articles() -> None:
    parts = articles(Content(blocks=(heading("One"), body(), heading("Two"), body()), title="Bulletin", author="Ada"))
    assert [(part.title, part.author) for part in parts] == [("", "Ada")] * 2


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 3), st.sampled_from(["x", LONG])), max_size=12))
def test_no_block_is_lost_or_twice(shape: list[tuple[bool, int, str]]) -> None:
    blocks = tuple(
        Block(text=f"{at} {text}", heading=is_heading, level=level if is_heading else 0)
        for at, (is_heading, level, text) in enumerate(shape)
    )
    parts = articles(Content(blocks=blocks))
    assert tuple(block for part in parts for block in part.blocks) == blocks


def test_plain_text_of_two_articles() -> None:
    text = f"Harbour Closed For Winter\n\n{LONG}\n\nBridge Opened In Orla\n\n{LONG}\n"
    assert [part.blocks[0].text for part in articles(of_text(text))] == [
        "Harbour Closed For Winter",
        "Bridge Opened In Orla",
    ]
