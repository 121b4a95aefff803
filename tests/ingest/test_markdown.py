"""Markdown and the front matter before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from service.core.errors import DocumentDamaged, InputError, TooLarge
from service.ingest import Reading
from service.ingest.content import Content, Limits
from service.ingest.markdown import read
from service.ingest.media import MARKDOWN
from tests.ingest import party

SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&:=\d])")
SEED = """\
---
title: Council Opens Bridge
author: [Ada Brenn, {name: Ben Lind}]
date: 2026-03-02T10:00:00+01:00
lang: en-GB
---

# Council Opens Bridge

The council of *Ardal* met on Monday. It
voted **nine** to two, [as the
minutes](https://example.org/a "say") say.[^1]

The vote
--------

> The harbour
stays `open`, she said.

- Lower fares
  on the ferry
- New houses

1. First

   Second

| year | cost |
|------|------|
| 2026 | 4.2  |

![A picture](a.png)

<div>raw</div>

    indented code

```
fenced code
```

[^1]: A note.
"""


def content(text: str) -> Content:
    return read(text.encode(), Limits())


def texts(text: str) -> list[str]:
    return [block.text for block in content(text).blocks]


def marked(text: str) -> list[list[tuple[int, str]]]:
    """Of each block its lines, each with the words that stand there."""
    found = []
    for block in content(text).blocks:
        ends = [*(mark.offset for mark in block.marks[1:]), len(block.text)]
        found.append(
            [(mark.line, block.text[mark.offset : end].strip()) for mark, end in zip(block.marks, ends, strict=True)]
        )
    return found


@pytest.fixture(scope="module")
def reading() -> Iterator[Reading]:
    made = Reading(Limits(seconds=10))
    yield made
    made.close()


# --- the whole


def test_an_article_gives_what_its_plain_text_gives(reading: Reading) -> None:
    plain = party.plain()
    written = "\n\n".join(
        ("# " if heading else "") + SPECIAL.sub(_escaped, text) for heading, text in party.parts(plain)
    )
    got = reading.read(written.encode(), name="a.md")
    assert got.media_type == MARKDOWN
    assert got.text == plain.text
    assert got.sections == plain.sections
    assert got.title == plain.title


def _escaped(match: re.Match[str]) -> str:
    return match.group() if match.group().isdigit() else f"\\{match.group()}"


def test_what_is_prose_is_kept_with_its_lines() -> None:
    assert marked(SEED) == [
        [(8, "Council Opens Bridge")],
        [(10, "The council of Ardal met on Monday. It"), (11, "voted nine to two, as the"), (12, "minutes say.")],
        [(14, "The vote")],
        [(17, "The harbour"), (18, "stays open, she said.")],
        [(20, "Lower fares"), (21, "on the ferry")],
        [(22, "New houses")],
        [(24, "First")],
        [(26, "Second")],
    ]
    blocks = content(SEED).blocks
    assert [(block.text, block.level) for block in blocks if block.heading] == [
        ("Council Opens Bridge", 1),
        ("The vote", 2),
    ]


def test_lines_reach_the_document(reading: Reading) -> None:
    document = reading.read(SEED.encode(), stated="text/markdown")
    assert document.line_at(document.text.index("minutes")) == 12
    assert document.line_at(document.text.index("stays")) == 18
    assert (document.title, document.author, document.published) == (
        "Council Opens Bridge",
        "Ada Brenn, Ben Lind",
        date(2026, 3, 2),
    )


def test_any_encoding_and_line_end() -> None:
    assert read(SEED.replace("\n", "\r\n").encode("utf-16"), Limits()) == content(SEED)


# --- the words of a paragraph


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("[words](a) and <https://example.org/>", "words and https://example.org/"),
        ("***very* strong** ~~gone~~ `code`", "very strong gone code"),
        ("![words](a.png) Text <b>bold</b><br>", "Text bold"),
        (r"\*no\* 2 \< 3 &amp; &eacute;&nbsp;x", "*no* 2 < 3 & é x"),
        ("[words][a]\n\n[a]: https://example.org/", "words"),
        ("A claim.[^1] Another[^note].\n\n[^1]: Note one.\n\n[^note]: Two.", "A claim. Another."),
        ("A class `[^a-z]` and [^2].\n\n    [^2]: no note", "A class [^a-z] and [^2]."),
        ("代表团抵达\n首都。", "代表团抵达首都。"),
        ("대표단은\n도착했다.", "대표단은 도착했다."),
        ("one  \ntwo\\\nthree", "one two three"),
    ],
)
def test_words(raw: str, words: str) -> None:
    assert texts(raw) == [words]


def test_lines_after_what_spans_lines() -> None:
    raw = 'A `b\nc` d\n<i\nx="y">e</i> [f](g "h\ni") j\n![k\nl](m) n\\\no&amp;p q\n'
    assert marked(raw) == [[(1, "A b c"), (2, "d"), (4, "e f"), (5, "j"), (7, "n"), (8, "o&p q")]]


def test_a_heading_keeps_its_line_in_either_form() -> None:
    assert marked("\n\n# One #\n\nTwo\nand two\n===\n") == [[(3, "One")], [(5, "Two"), (6, "and two")]]


# --- front matter


@pytest.mark.parametrize(
    ("front", "title", "author", "published", "language"),
    [
        ("title: 1984\nauthor: Yes", "1984", "Yes", None, ""),
        ("Title: 'A: B'\nAuthors:\n- A\n- B", "A: B", "A, B", None, ""),
        ("date: 2026-03-02\nlanguage: ko", "", "", date(2026, 3, 2), "ko"),
        ("published: 2026-03-02 08:00\ndate: 2020-01-01", "", "", date(2026, 3, 2), ""),
        ("date: 03/02/2026", "", "", None, ""),
        ("date: 2026-13-40", "", "", None, ""),
        ("date: 2026-03-021", "", "", None, ""),
        ("title: {a: b}\nauthor: [[x]]\nlang: [", "", "", None, ""),
        ("title: One: Two", "", "", None, ""),
        ("title: !!python/object/apply:os.system ['a']", "a", "", None, ""),
        ("title: &a [x]\nauthor: *a", "x", "x", None, ""),
        (f"title: {'[' * 10_000}", "", "", None, ""),
        ("# a comment\ntitle: T", "T", "", None, ""),
    ],
)
def test_front_matter(front: str, title: str, author: str, published: date | None, language: str) -> None:
    found = content(f"---\n{front}\n---\nThe council met.\n")
    assert (found.title, found.author, found.published, found.language) == (title, author, published, language)
    assert [block.text for block in found.blocks if not block.heading] == ["The council met."]


def test_a_title_that_the_text_does_not_have_is_its_first_heading() -> None:
    found = content("---\nauthor: A\ntitle: The Bridge\n...\nThe council met.\n\n# Part\n\nMore.\n")
    assert [(block.text, block.level, block.marks[0].line) for block in found.blocks] == [
        ("The Bridge", 1, 3),
        ("The council met.", 0, 5),
        ("Part", 2, 7),
        ("More.", 0, 9),
    ]


@pytest.mark.parametrize("text", ["---\n\nThe council met.\n\n---\n\nMore.\n", "---\nThe council met.\n\n---\nMore.\n"])
def test_text_between_rules_is_no_front_matter(text: str) -> None:
    assert texts(text) == ["The council met.", "More."]


def test_front_matter_that_never_ends_is_text() -> None:
    assert texts("---\ntitle: The council met.") == ["title: The council met."]


# --- hostile and damaged


@pytest.mark.parametrize("sign", ["> ", "- "])
def test_blocks_in_each_other(sign: str) -> None:
    assert texts(sign * 30 + "Words.") == ["Words."]
    with pytest.raises(DocumentDamaged, match="more than 100 deep"):
        content(sign * 300 + "Words.")


def test_a_file_far_beyond_the_limit_is_not_parsed() -> None:
    data = b"word " * 500
    with pytest.raises(TooLarge, match="2,500 characters with its markup; the limit is 2,000") as caught:
        read(data, Limits(characters=500))
    assert (caught.value.limit, caught.value.actual) == (2_000, 2_500)
    picture = b"![a](data:image/png;base64," + b"A" * 900 + b")\n\nWords."
    assert [block.text for block in read(picture, Limits(characters=500)).blocks] == ["Words."]


@settings(deadline=None, derandomize=True, max_examples=60)
@given(
    st.text(st.sampled_from("ab1 \n*_`[]()<>!#-=>|~&;:\\^\t\u00adé한中") | st.characters(codec="utf-8"), max_size=120)
)
@example("a\n[b](\n\u003ec)\n`d\n`e")
@example("[^\n]:\n# \n\n- \n  \n  a")
def test_marks_are_in_order_and_inside(text: str) -> None:
    count = len(text.splitlines()) + 1
    for block in content(text).blocks:
        offsets, lines = [mark.offset for mark in block.marks], [mark.line for mark in block.marks]
        assert offsets[0] == 0
        assert offsets == sorted(set(offsets))
        assert lines == sorted(set(lines))
        assert offsets[-1] < len(block.text)
        assert 1 <= lines[0] <= lines[-1] <= count
        assert "\n" not in block.text


@settings(deadline=None, derandomize=True, max_examples=40)
@given(st.lists(st.lists(st.from_regex(r"[a-z]{2,8}", fullmatch=True), min_size=1, max_size=9), min_size=1, max_size=9))
def test_each_line_of_a_paragraph_is_found_again(rows: list[list[str]]) -> None:
    lines = [" ".join(row) for row in rows]
    assert marked("# Head\n\n" + "\n".join(lines) + "\n")[1] == list(enumerate(lines, 3))


@settings(deadline=None, derandomize=True, max_examples=60)
@given(st.integers(0, len(SEED)), st.integers(0, 20), st.binary(max_size=20))
def test_any_damage_gives_text_or_an_error_of_ours(at: int, size: int, other: bytes) -> None:
    data = SEED.encode()
    with suppress(InputError):
        assert isinstance(read(data[:at] + other + data[at + size :], Limits()), Content)
