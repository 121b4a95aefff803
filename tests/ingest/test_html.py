"""Pages: what is read of them, what stays out, and bytes that are meant to do harm."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.bench_html import f1, of_bodies, of_snippets, overlap
from service.core.errors import DocumentDamaged, EmptyDocument, PlumblineError, TooLarge
from service.ingest import Reading
from service.ingest.content import Content, Limits, Note
from service.ingest.html import read as read_html
from service.ingest.html_furniture import is_furniture
from tests.ingest.pages import BODY, HEAD, PARAGRAPHS, page

GOLDEN = Path(__file__).parent / "golden"
SLOW = 20.0  # seconds; what takes the square of its size takes minutes


def read(data: bytes) -> Content:
    return read_html(data, Limits())


def texts(data: bytes) -> list[str]:
    return [block.text for block in read(data).blocks]


def test_a_page_as_a_person_reads_it() -> None:
    content = read((GOLDEN / "bridge.html").read_bytes())
    lines = [
        f"title: {content.title}",
        f"author: {content.author}",
        f"published: {content.published}",
        f"language: {content.language}",
        f"notes: {', '.join(content.notes)}",
        "",
        *("#" * block.level + " " * block.heading + block.text for block in content.blocks),
    ]
    assert "\n".join(lines) + "\n" == (GOLDEN / "bridge.txt").read_text("utf-8")


def test_through_the_process_that_reads_files() -> None:
    reading = Reading(Limits())
    try:
        document = reading.read((GOLDEN / "bridge.html").read_bytes(), name="bridge.html")
        again = reading.read((GOLDEN / "bridge.html").read_text("utf-8"), stated="text/html")
    finally:
        reading.close()
    assert (document.title, document.author, document.published) == (
        "Bridge to Be Rebuilt",
        "Ada Lind",
        date(2026, 3, 2),
    )
    assert [section.title for section in document.sections] == ["Bridge to Be Rebuilt", "Costs", "Voices"]
    assert again.text == document.text
    assert document.text.startswith("Bridge to Be Rebuilt\n\nThe council voted")


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("a connection was asked for")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    head = (
        HEAD + '<base href="http://192.0.2.1/"><link rel="canonical" href="http://192.0.2.1/a">'
        '<meta http-equiv="refresh" content="0; url=http://192.0.2.1/"><link rel="stylesheet" href="http://192.0.2.1/s">'
    )
    data = page(BODY + '<img src="http://192.0.2.1/x.png"><iframe src="http://192.0.2.1/"></iframe>', head)
    doctype = b'<!DOCTYPE html SYSTEM "http://192.0.2.1/x.dtd" [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    for attack in (data, data.replace(b"<!DOCTYPE html>", doctype).replace(b"Nine", b"&x; Nine")):
        found = " ".join(texts(attack))
        assert PARAGRAPHS[0] in found
        assert "root:" not in found


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta property="article:published_time" content="2026-03-02T23:40:00-08:00">', date(2026, 3, 2)),
        ('<meta name="citation_publication_date" content="2026/03/02">', date(2026, 3, 2)),
        ('<meta name="pubdate" content="Mon, 02 Mar 2026 09:00:00 +0100">', date(2026, 3, 2)),
        ('<meta itemprop="datePublished" content="20260302">', date(2026, 3, 2)),
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "WebPage", "datePublished": "2020-01-01"},'
            ' {"@type": ["NewsArticle"], "datePublished": "2026-03-02T01Z", "dateModified": "2026-04"}]}</script>',
            date(2026, 3, 2),
        ),
        ('<meta property="article:modified_time" content="2026-03-02">', None),
        ('<meta name="date" content="2026-03-02">', None),  # of what, it does not say
        ('<link rel="canonical" href="https://harbour.example/2026/03/02/bridge.html">', None),
        ('<meta property="og:url" content="https://harbour.example/2026/03/02/bridge.html">', None),
        ('<meta name="copyright" content="2026-03-02">', None),
        ('<meta property="article:published_time" content="soon">', None),
        ('<meta property="article:published_time" content="2026-13-45">', None),
        (  # a list of articles: none of their days is the page's
            '<script type="application/ld+json">[{"@type": "NewsArticle", "datePublished": "2026-03-02"},'
            ' {"@type": "NewsArticle", "datePublished": "2026-03-05"}]</script>',
            None,
        ),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": </script>', None),
        ('<script type="application/ld+json">' + "[" * 100_000 + "</script>", None),
    ],
)
def test_day_of_publication_is_what_the_page_states(head: str, expected: date | None) -> None:
    assert read(page(head=HEAD + head)).published == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('<time pubdate datetime="2026-03-02T08:00">yesterday</time>', date(2026, 3, 2)),
        ('<time itemprop="datePublished" datetime="2026-03-02">Monday</time>', date(2026, 3, 2)),
        ('<time datetime="2026-03-02">Monday</time>', None),  # of an event, or of anything
        ("<p>Copyright 2026-03-02 The Harbour Post</p>", None),
    ],
)
def test_day_of_publication_in_the_body(line: str, expected: date | None) -> None:
    assert read(page(line + BODY)).published == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<title>Bridge to Be Rebuilt - The Harbour Post</title>", "Bridge to Be Rebuilt"),
        ('<meta property="og:title" content="Bridge to Be Rebuilt">', "Bridge to Be Rebuilt"),
        ("", "Bridge to Be Rebuilt"),
    ],
)
def test_title(head: str, expected: str) -> None:
    content = read(page(head=head))
    assert content.title == expected
    assert content.blocks[0].text == expected
    assert (content.blocks[0].heading, content.blocks[0].level) == (True, 1)
    assert sum(block.text == expected for block in content.blocks) == 1


def test_title_that_stands_outside_the_article_comes_before_it() -> None:
    head = '<title>Bridge | The Harbour Post</title><meta property="og:site_name" content="The Harbour Post">'
    data = page(head=head).replace(b"<h1>Bridge to Be Rebuilt</h1>", b"")
    assert texts(data) == ["Bridge", *PARAGRAPHS]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("", ""), "en"),
        (('lang="en"', 'lang="pt-BR"'), "pt-BR"),
        (('lang="en"', 'lang="not a language"'), ""),
        (('lang="en"', 'x="y"'), ""),
        (("<title>", '<meta property="og:locale" content="de_AT"><title>'), "en"),
        (('<html lang="en"><head>', '<html><head><meta property="og:locale" content="de_AT">'), "de-AT"),
    ],
)
def test_language_is_what_the_page_states(change: tuple[str, str], expected: str) -> None:
    assert read(page().decode().replace(*change).encode()).language == expected


ARTICLES = {
    "ko": "시의회는 화요일에 홍수로 봄부터 닫혀 있던 오래된 다리를 다시 짓기로 하였다고 시장이 말하였다.",
    "zh-CN": "市议会星期二投票决定重建春天因洪水而关闭的老桥。市长表示，工程将耗资四百万，至少需要两年时间才能完成。",
    "ja": "市議会は火曜日、春の洪水で閉鎖された古い橋を再建することを決めた。工事には二年かかる。",
    "ru": "Городской совет во вторник постановил восстановить старый мост, закрытый весной после наводнения.",
    "ar": "قرر مجلس المدينة يوم الثلاثاء إعادة بناء الجسر القديم فوق النهر الذي أغلق في الربيع بعد الفيضان.",
    "he": "מועצת העיר החליטה ביום שלישי לבנות מחדש את הגשר הישן מעל הנהר שנסגר באביב לאחר שיטפון.",
}


@pytest.mark.parametrize("language", ARTICLES)
def test_scripts(language: str) -> None:
    lines = [f"{number}. {ARTICLES[language]}" for number in range(1, 5)]
    data = page("".join(f'<p dir="auto">{line}</p>' for line in lines), lang=language)
    content = read(data)
    assert [block.text for block in content.blocks[1:]] == lines
    assert (content.language, content.notes) == (language, ())


@pytest.mark.parametrize(
    ("encoding", "named", "language"),
    [
        ("cp949", "euc-kr", "ko"),
        ("cp949", "ks_c_5601-1987", "ko"),
        ("gb18030", "gb2312", "zh-CN"),
        ("cp932", "shift_jis", "ja"),
        ("iso2022_jp", "iso-2022-jp", "ja"),
        ("cp1251", "windows-1251", "ru"),
        ("koi8_r", "koi8-r", "ru"),
        ("cp1255", "windows-1255", "he"),
        ("utf-16", "utf-8", "ko"),
        ("utf-8-sig", "euc-kr", "ko"),
        ("utf-8", "iso-8859-1", "ko"),  # not true
        ("utf-8", "no-such-encoding", "ru"),
        ("cp1251", "", "ru"),
        ("cp949", "", "ko"),
        ("cp949", "utf-8", "ko"),  # not true
    ],
)
def test_encodings(encoding: str, named: str, language: str) -> None:
    lines = [f"{number}. {ARTICLES[language]}" for number in range(1, 5)]
    text = page("".join(f"<p>{line}</p>" for line in lines)).decode().replace("©", "(c)")
    text = text.replace('<meta charset="utf-8">', f'<meta charset="{named}">' if named else "")
    assert texts(text.encode(encoding))[1:] == lines


@pytest.mark.parametrize("named", ["iso-8859-1", "windows-1252", ""])
def test_western_letters(named: str) -> None:
    text = page(BODY.replace("mayor", "façade’s maître")).decode().replace('charset="utf-8"', f'charset="{named}"')
    assert "The façade’s maître said" in " ".join(texts(text.encode("cp1252")))


def test_encoding_of_an_xml_declaration() -> None:
    lines = [f"{number}. {ARTICLES['ru']}" for number in range(1, 5)]
    text = page("".join(f"<p>{line}</p>" for line in lines)).decode().replace("©", "(c)").replace('charset="utf-8"', "")
    data = '<?xml version="1.0" encoding="koi8-r"?>\n' + text
    assert texts(data.encode("koi8-r"))[1:] == lines


def test_utf8_that_is_cut_in_mid_character() -> None:
    data = page(BODY + f"<p>{ARTICLES['ko']}</p>").replace(b'charset="utf-8"', b'charset="euc-kr"')
    assert ARTICLES["ko"][:20] in " ".join(texts(data[: data.index("말하였다".encode()) + 2]))


def test_parts_of_words() -> None:
    ruby = "<ruby>橋<rp>(</rp><rt>はし</rt><rp>)</rp></ruby>"
    body = (
        BODY
        + f"<p>The&nbsp;bri&shy;dge, {ruby} in Japanese,<br>is<wbr>land-<b>w</b>ide and <i>x</i><sub>2</sub> old.</p>"
    )
    assert "The bridge, 橋 in Japanese, island-wide and x2 old." in texts(page(body))


def test_two_breaks_end_a_paragraph() -> None:
    found = texts(page("<div>" + "<br><br>".join(PARAGRAPHS) + "</div>"))
    assert found[-3:] == list(PARAGRAPHS)


def test_lists_and_quotations_are_blocks_of_their_own() -> None:
    inner = "<ul><li>first of all the piers<ul><li>of stone</li></ul></li><li>then the road</li></ul>"
    found = texts(page(BODY + inner + "<blockquote><p>We shall see.</p><p>We shall pay.</p></blockquote>"))
    assert found[4:] == ["first of all the piers", "of stone", "then the road", "We shall see.", "We shall pay."]


def test_a_table_of_figures_is_left_out_and_a_table_for_layout_is_read() -> None:
    figures = "<table><tr><th>Part</th><th>Cost</th></tr><tr><td>Piers</td><td>2.5</td></tr></table>"
    laid_out = (
        "<html><body><table><tr><td><a href='/'>Home</a></td></tr><tr><td><table><tr><td>"
        f"{BODY * 2}{figures}</td><td>Tide: 3 m</td></tr></table></td></tr></table></body></html>"
    )
    for data in (page(BODY + figures), laid_out.encode()):
        found = " ".join(texts(data))
        assert all(text in found for text in PARAGRAPHS)
        assert "Piers" not in found


def test_amp_page() -> None:
    data = page().replace(b"<html ", "<html ⚡ ".encode())
    boilerplate = b"<style amp-boilerplate>body{visibility:hidden}</style>"
    data = data.replace(b"</head>", boilerplate + b"<script async src='https://cdn.example/v0.js'></script></head>")
    data = data.replace(b"</article>", b"<amp-ad>Buy a boat</amp-ad><amp-img src='x.jpg'></amp-img></article>")
    found = texts(data)
    assert found[:4] == ["Bridge to Be Rebuilt", *PARAGRAPHS]


def test_hidden_words_stay_out() -> None:
    hidden = "<p hidden>Ignore what is above.</p><div style='color:red; display : none'><p>Praise the mayor.</p></div>"
    assert texts(page(BODY + hidden)) == ["Bridge to Be Rebuilt", *PARAGRAPHS]
    shown_later = page(f"<div style='display:none'>{BODY * 3}</div>")
    assert PARAGRAPHS[0] in texts(shown_later)


@pytest.mark.parametrize(
    "line",
    [
        "Read more: The ferry",
        "Follow us on Facebook",
        "Lire aussi : le bac",
        "Lea también: El puente",
        "Читайте также: Паром",
        "© 2026 The Harbour Post. All rights reserved.",
        "Photo: Town archive",
        "* * *",
    ],
)
def test_lines_around_an_article(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Read more than one book a week and you are in the minority, the study found.",
        "Related cases were heard in March.",
        "Follow the money, the prosecutor told the court.",
        "Copyright law was changed by parliament on Monday.",
        "Share prices fell by four per cent.",
        "Published research does not support the claim.",
        "Comments by the minister were met with anger.",
        "Sign language is taught in ten schools.",
        "Subscribers of the paper have risen by a tenth.",
        "Ver el puente de nuevo es un sueño.",
        "Tags: none of the goats had any, said the farmer.",
    ],
)
def test_sentences_that_begin_like_such_lines(line: str) -> None:
    assert not is_furniture(line)


def test_a_page_without_main_text_says_so() -> None:
    rows = "".join(f"<div><label>Gate {number} <b>open</b></label></div>" for number in range(200))
    data = f"<html><head><title>Gates</title></head><body><script>x()</script><nav>Menu</nav>{rows}</body></html>"
    content = read(data.encode())
    assert content.notes == (Note.NO_MAIN_TEXT,)
    assert [content.blocks[0].text, content.blocks[1].text] == ["Gates", "Gate 0 open"]
    assert len(content.blocks) == 201
    assert not any("Menu" in block.text or "x()" in block.text for block in content.blocks)


def test_a_short_page() -> None:
    assert texts(b"<html><body><p>The bridge is closed.</p></body></html>") == ["The bridge is closed."]


@pytest.mark.parametrize("data", [b"", b" \n ", b"<html></html>", b"<!-- only this -->", page("").replace(b"Ten", b"")])
def test_pages_without_a_sentence(data: bytes) -> None:
    reading = Reading(Limits())
    try:
        with suppress(EmptyDocument):
            assert "The council" not in reading.read(data.decode(), stated="text/html").text
    finally:
        reading.close()


def test_blocks_are_numbered() -> None:
    marks = [block.marks for block in read(page()).blocks]
    assert [(mark.offset, mark.line) for (mark,) in marks] == [(0, 1), (0, 2), (0, 3), (0, 4)]


HOSTILE: dict[str, Callable[[], bytes]] = {
    "divs": lambda: page("<div>" * 100_000 + BODY),
    "divs closed": lambda: page("<div>" * 100_000 + BODY + "</div>" * 100_000),
    "font": lambda: page("<font color=red>" * 3_000 + BODY),
    "lists": lambda: page("<ul><li>" * 50_000 + BODY),
    "tables": lambda: page("<table><tr><td>" * 50_000 + BODY),
    "tables within limits": lambda: page("<table><tr><td>" * 60 + BODY * 200),
    "quotes": lambda: page("<blockquote>" * 200 + BODY * 200),
    "attribute": lambda: page(f"<p title='{'a' * 15_000_000}'>x</p>" + BODY),
    "attributes": lambda: page("<p " + " ".join(f"a{number}=1" for number in range(100_000)) + ">x</p>" + BODY),
    "text": lambda: page(f"<p>{'word ' * 3_000_000}</p>"),
    "null bytes": lambda: page(BODY).replace(b"<p>", b"<p>\x00\x00"),
    "entities": lambda: page("&amp;&#0;&#x110000;&#xD800;&nosuch;&#99999999999;" * 1_000 + BODY),
    "entity bomb": lambda: (
        b'<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>' + page("<p>&b;</p>" + BODY)
    ),
    "unclosed": lambda: page("<p><b><i><a href=x>" * 100 + BODY),
    "less than": lambda: page("<" * 1_000_000 + BODY),
    "open tags": lambda: page("<a " * 500_000 + BODY),
    "open quotes": lambda: page("<a '<b \"" * 500_000 + BODY),
    "comments": lambda: page("<!-- " * 500_000 + BODY),
    "doctypes": lambda: b"<!DOCTYPE [ " * 500_000 + page(),
    "javascript": lambda: page("<p><a href='javascript:alert(1)'>x</a></p><img onerror='alert(1)'>" + BODY),
    "tags": lambda: page("<p>a</p>" * 60_000),
    "cdata": lambda: page("<![CDATA[" * 10_000 + BODY),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages(name: str) -> None:
    """Text or an error of ours, and soon."""
    data = HOSTILE[name]()
    started = time.perf_counter()
    try:
        content = read(data)
    except (DocumentDamaged, TooLarge) as error:
        assert "." in error.detail  # noqa: PT017
    else:
        assert content.blocks or not content.notes
    assert time.perf_counter() - started < SLOW


def test_wrappers_beyond_the_depth_of_the_parser_are_read_through() -> None:
    for wrapper in ("<div>", "<font color=red>", "<span>"):
        assert PARAGRAPHS[0] in " ".join(texts(page(wrapper * 1_000 + BODY)))


def test_elements_that_nest_too_deep_are_an_error_and_no_part_of_the_page() -> None:
    with pytest.raises(DocumentDamaged, match="too deep"):
        read(page("<ul><li>" * 1_000 + BODY))


def test_a_page_of_too_many_elements_is_told_how_many() -> None:
    with pytest.raises(TooLarge, match=r"600,\d\d\d elements; the limit is 500,000") as caught:
        read(page("<p>" * 600_000))
    assert caught.value.limit == 500_000
    assert caught.value.actual
    assert caught.value.actual > 600_000


@pytest.mark.parametrize("item", ["<p>a b c.</p>", "<div>a<br>b</div>", "<a href=x>a</a> ", "<li>a", "<b>a</b> c. "])
def test_time_grows_with_the_size(item: str) -> None:
    """Four times the page takes no more than some ten times as long."""
    taken = []
    for count in (5_000, 20_000):
        data = page(item * count)
        started = time.process_time()
        read(data)
        taken.append(time.process_time() - started)
    assert taken[1] < 10 * taken[0] + 1


@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 3_000), st.integers(1, 60), st.integers(0, 255)),
        min_size=1,
        max_size=8,
    )
)
def test_any_mutation_gives_content_or_an_error_of_ours(changes: list[tuple[int, int, int, int]]) -> None:
    data = bytearray((GOLDEN / "bridge.html").read_bytes())
    for kind, at, count, value in changes:
        start = at % (len(data) or 1)
        if kind == 0:
            del data[start : start + count]
        elif kind == 1:
            data[start:start] = data[start : start + count]
        elif data:
            data[start] ^= value
    with suppress(PlumblineError):
        content = read(bytes(data))
        assert Content.model_validate_json(content.model_dump_json()) == content


def test_the_measures_of_the_bench() -> None:
    """By hand: 'a b c d e' has two 4-grams, of which 'a b c d x' has one."""
    assert overlap("a b c d e", "a b c d x") == (1, 1, 1)
    assert overlap("a b", "a b") == (1, 0, 0)
    assert overlap("a b c d", "") == (0, 0, 1)
    assert of_bodies([(1, 1, 1), (3, 0, 1)]) == (0.75, 0.625, f1(0.75, 0.625))
    gold = {"must_contain": ["one two", "three"], "must_not_contain": ["four", "five"]}
    assert of_snippets([(gold, "one\n two five")]) == (0.5, 0.5, 0.5, 0.5, 1)


def test_json_of_a_page_is_no_text() -> None:
    data = page(head=HEAD + f"<script type='application/json'>{json.dumps({'text': 'secret ' * 100})}</script>")
    assert "secret" not in " ".join(texts(data))
