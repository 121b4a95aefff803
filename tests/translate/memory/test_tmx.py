import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from translate.storage.tmx import tmxfile

from service.core.errors import InvalidMemory, InvalidRequest, TooLarge
from service.core.translation import Entry
from service.translate.memory import Memory, tmx

HEADER = (
    '<header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="{}"'
    ' datatype="plaintext"/>'
)
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def file(units: str, srclang: str = "ko", prolog: str = '<?xml version="1.0"?>\n', attributes: str = "") -> bytes:
    return f'{prolog}<tmx version="1.4"{attributes}>\n{HEADER.format(srclang)}\n<body>\n{units}\n</body></tmx>'.encode()


def tuv(language: str, text: str, more: str = "", attributes: str = "") -> str:
    return f'<tuv xml:lang="{language}"{attributes}>{more}<seg>{text}</seg></tuv>'


def unit(source: str = "하나", target: str = "one", attributes: str = "", more: str = "") -> str:
    return f"<tu{attributes}>{more}{tuv('ko', source)}{tuv('en', target)}</tu>"


def pairs(data: bytes, **asked: Any) -> list[tuple[str, str]]:
    return [(one.source_language, one.target_language) for one in tmx.read(data, **asked)]


def test_a_unit_is_read_with_its_languages_date_context_and_document() -> None:
    more = (
        '<note>n</note><prop type="file">a.txt</prop><prop type="prev">영</prop><prop type="next">둘</prop>'
        '<prop type="other">x</prop>'
    )
    dates = ' creationdate="20190101T000000Z" changedate="20210203T040506Z"'
    data = file(
        f'<tu changedate="20200101T000000Z">{more}{tuv("KO", "하나")}{tuv("en_us", "one", attributes=dates)}</tu>'
    )
    assert list(tmx.read(data)) == [
        Entry(
            source="하나",
            target="one",
            source_language="ko",
            target_language="en-US",
            before="영",
            after="둘",
            approved="2021-02-03T04:05:06Z",
            name="a.txt",
        )
    ]


def test_a_context_of_other_tools_and_dates_of_the_unit() -> None:
    props = (
        '<prop type="x-context-pre">&lt;seg&gt;영&lt;/seg&gt;</prop>'
        '<prop type="x-context-post">&lt;seg&gt;둘&lt;/seg&gt;</prop>'
    )
    data = file(
        f'<tu creationdate="20200101T000000Z" changedate="today">{tuv("ko", "하나", props)}{tuv("en", "one")}</tu>'
    )
    (one,) = tmx.read(data)
    assert (one.before, one.after, one.approved) == ("영", "둘", "2020-01-01T00:00:00Z")
    (back,) = tmx.read(data, source_language="en")
    assert (back.source, back.before, back.after) == ("one", "", "")


def test_all_pairs_of_a_unit() -> None:
    three = f"<tu>{tuv('ko', '하나')}{tuv('en', 'one')}{tuv('fr', 'un')}</tu>"
    assert pairs(file(three)) == [("ko", "en"), ("ko", "fr")]
    every = [("ko", "en"), ("ko", "fr"), ("en", "ko"), ("en", "fr"), ("fr", "ko"), ("fr", "en")]
    assert pairs(file(three, "*all*")) == pairs(file(three, "de")) == every
    assert pairs(file(three.replace("<tu>", '<tu srclang="fr">'))) == [("fr", "ko"), ("fr", "en")]
    assert pairs(file(three), source_language="en", target_language="ko-KP") == [("en", "ko")]
    assert pairs(file(three), target_language="fr") == [("ko", "fr")]
    assert pairs(file(three), source_language="de") == []
    with pytest.raises(InvalidRequest, match="language code"):
        tmx.read(b"", source_language="not a code")


@pytest.mark.parametrize(
    ("segment", "text"),
    [
        ('<bpt i="1">&lt;b&gt;</bpt>bold<ept i="1">&lt;/b&gt;</ept> word', "bold word"),
        ('a<ph type="lb">&lt;br/&gt;</ph>b', "a b"),
        ("a <ph>&lt;img alt='<sub>a text of its own</sub>'/&gt;</ph>b", "a b"),
        ('<it pos="begin">[i]</it>a <hi type="x">b <ph/>c</hi><ut>{\\x}</ut> d', "a b c d"),
        ("a<!-- no text --> b &amp; &lt;c&gt; &#x1f600;", "a b & <c> 😀"),
        ("<![CDATA[a < b]]>", "a < b"),
    ],
)
def test_inline_elements_become_text(segment: str, text: str) -> None:
    (one,) = tmx.read(file(unit(segment)))
    assert one.source == text


def test_texts_that_are_empty_are_passed_over() -> None:
    assert pairs(file(unit(target="") + unit(source=" <ph/> ") + unit())) == [("ko", "en")]
    assert list(tmx.read(file(""))) == []


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_files_in_other_encodings(encoding: str) -> None:
    declared = encoding[:6].removesuffix("-").upper() if encoding.startswith("utf-16") else "UTF-8"
    prolog = f'<?xml version="1.0" encoding="{declared}"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'
    (one,) = tmx.read(file(unit(), prolog=prolog).decode().encode(encoding))
    assert one.source == "하나"


def test_older_files() -> None:
    old = file(unit().replace("xml:lang", "lang"), prolog='<!DOCTYPE tmx SYSTEM "tmx11.dtd">\n')
    spaced = file(unit(), attributes=' xmlns="http://www.lisa.org/tmx14"')
    assert pairs(old) == pairs(spaced) == [("ko", "en")]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Line 1 of the TMX file is not XML"),
        (b"\0\xff no XML", "Line 1 of the TMX file is not XML"),
        (b"<!-- -->\n<html/>", "Line 2 is <html>: a TMX file begins with <tmx>"),
        (b"<html>\n" + file(unit(), prolog="") + b"</html>", "Line 1 is <html>"),
        (file(unit())[:-10], "Line 6 of the TMX file is not XML"),
        (file("<tu>\n<tuv><seg>a</seg></tuv></tu>"), "Line 6 of the TMX file has a <tuv> without a language"),
        (file('<tu><tuv xml:lang="en"/></tu>'), "Line 5 of the TMX file has a <tuv> without a <seg>"),
        (file(unit().replace('"en"', '"all English"')), "Line 5 of the TMX file: 'all English' is no language code"),
        (file(unit(attributes=' srclang="?"')), "Line 5 of the TMX file: '.' is no language code"),
        (file(unit("&name;")), "Line 5 of the TMX file is not XML: Entity 'name' not defined"),
        (
            file(unit("&name;"), prolog='<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'),
            "Line 5 of the TMX file has &name;, an entity",
        ),
        (file(unit("&a;"), prolog='<!DOCTYPE tmx [<!ENTITY a "b">]>\n'), "declares entities of its own"),
        (
            file(unit(), prolog='<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/hostname">]>\n', attributes=' x="&a;"'),
            "Line",
        ),
    ],
)
def test_files_that_are_refused_name_the_line_and_the_reason(data: bytes, said: str) -> None:
    with pytest.raises(InvalidMemory, match=said), Memory(None) as memory:
        memory.add(tmx.read(data))


def test_entities_do_not_grow() -> None:
    bomb = '<!DOCTYPE tmx [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(97 + n)} "{f"&{chr(96 + n)};" * 10}">' for n in range(1, 20)
    )
    with pytest.raises(InvalidMemory):
        list(tmx.read(file(unit("&t;", attributes=' creationid="&t;"'), prolog=bomb + "]>\n")))


def test_a_file_over_the_limit() -> None:
    with pytest.raises(TooLarge, match="limit is 10"):
        tmx.read(file(""), max_bytes=10)


def test_a_file_that_breaks_off_adds_nothing() -> None:
    with Memory(None) as memory:
        with pytest.raises(InvalidMemory):
            memory.add(tmx.read(file(unit() * 3)[:-8]))
        assert len(memory) == 0


TEXT = st.text(min_size=1, max_size=30).filter(str.strip)
ENTRIES = st.builds(
    Entry,
    source=TEXT,
    target=TEXT,
    source_language=st.sampled_from(["ko", "zh-Hant"]),
    target_language=st.sampled_from(["en", "en-US"]),
    before=st.text(max_size=9),
    after=st.text(max_size=9),
    approved=st.sampled_from(["", "2024-02-29T23:59:59Z"]),
    name=st.sampled_from(["", "a & b.docx"]),
)


def allowed(text: str) -> str:
    """What XML can hold, in its own words: every character that lxml takes."""

    def taken(character: str) -> bool:
        try:
            etree.Element("a").text = character
        except ValueError:
            return False
        return True

    return "".join(filter(taken, text))


@given(st.lists(ENTRIES, max_size=4))
def test_what_is_written_is_read_again(entries: list[Entry]) -> None:
    expected = [
        one.model_copy(update={name: allowed(getattr(one, name)) for name in ("source", "target", "before", "after")})
        for one in entries
    ]
    kept = [one for one in expected if one.source.strip() and one.target.strip()]
    data = tmx.write(entries)
    assert list(tmx.read(data)) == kept
    assert tmx.write(kept) == tmx.write(list(tmx.read(data)))


def test_translate_toolkit_reads_what_is_written_and_the_other_way() -> None:
    entries = [
        Entry(source="하나 & <둘>", target="one & <two>\x07", source_language="ko", target_language="en", before="영"),
        Entry(source="셋", target="three", source_language="ko", target_language="en", approved="2024-01-02"),
    ]
    store = tmxfile(io.BytesIO(tmx.write(entries)), sourcelanguage="ko", targetlanguage="en")
    assert [(str(one.source), str(one.target)) for one in store.units] == [
        ("하나 & <둘>", "one & <two>"),
        ("셋", "three"),
    ]
    theirs = tmxfile(sourcelanguage="ko", targetlanguage="en")
    theirs.addtranslation("하나 & <둘>", "ko", "one", "en")
    (one,) = tmx.read(bytes(theirs))
    assert (one.source, one.target, one.source_language, one.target_language) == ("하나 & <둘>", "one", "ko", "en")


def test_what_is_written_has_what_the_standard_requires() -> None:
    entries = [
        Entry(
            source="하나", target="one", source_language="ko", target_language="en-us", approved="2024-01-02", name="a"
        ),
        Entry(source="un", target="one", source_language="fr", target_language="en"),
    ]
    data = tmx.write(entries)
    assert b'<!DOCTYPE tmx SYSTEM "tmx14.dtd">' in data
    root = etree.fromstring(data)
    header, body = root
    required = {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"}
    assert (root.get("version"), header.get("srclang"), set(header.keys())) == ("1.4", "*all*", required)
    assert [child.tag for child in body[0]] == ["prop", "tuv", "tuv"]
    assert (body[0].get("srclang"), body[0][2].get("changedate")) == ("ko", "20240102T000000Z")
    assert [side.get(XML_LANG) for side in body.iter("tuv")] == ["ko", "en-US", "fr", "en"]
    with pytest.raises(InvalidRequest, match="language code"):
        tmx.write([Entry(source="a", target="b", source_language="", target_language="en")])
