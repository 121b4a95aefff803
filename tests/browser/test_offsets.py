"""The page's offsets are the service's."""

from __future__ import annotations

import random
from typing import Any

from tests.browser.conftest import Open

SIGNS = ["a", "é", "한", "\n", "😀", "𐐀", "e\u0301", "🏳️‍🌈", "\u202e", " "]


def _texts() -> list[str]:
    chance = random.Random(7)
    return ["", "😀", *("".join(chance.choices(SIGNS, k=chance.randint(1, 40))) for _ in range(300))]


def test_points_and_units_are_the_same_places(open_page: Open) -> None:
    page = open_page()
    texts = _texts()
    found = page.evaluate(
        """async (texts) => {
          const { Offsets } = await import("/web/js/offsets.js");
          return texts.map((text) => {
            const offsets = new Offsets(text);
            const points = [...Array([...text].length + 1).keys()];
            const units = points.map((point) => offsets.units(point));
            return { units, back: [...Array(text.length + 1).keys()].map((unit) => offsets.point(unit)) };
          });
        }""",
        texts,
    )
    for text, one in zip(texts, found, strict=True):
        units = [len(text[:point].encode("utf-16-le")) // 2 for point in range(len(text) + 1)]
        assert one["units"] == units
        # a unit inside a pair is that of its character
        back = [max(point for point, unit in enumerate(units) if unit <= at) for at in range(units[-1] + 1)]
        assert one["back"] == back


def test_every_span_is_the_text_that_it_names(open_page: Open) -> None:
    page = open_page()
    chance = random.Random(11)
    cases: list[dict[str, Any]] = []
    for text in _texts():
        spans = []
        for _ in range(4):
            start = chance.randint(0, len(text))
            spans.append({"start": start, "end": chance.randint(start, len(text))})
        cases.append({"text": text, "spans": spans})
    found = page.evaluate(
        """async (cases) => {
          const { Article } = await import("/web/js/article.js");
          return cases.map(({ text, spans }) => {
            const article = new Article(text);
            return spans.map((span) => article.range(span)?.toString() ?? "");
          });
        }""",
        cases,
    )
    for case, words in zip(cases, found, strict=True):
        expected = [case["text"][span["start"] : span["end"]].replace("\n", "") for span in case["spans"]]
        assert words == expected, case


def test_an_event_stream_is_read_however_it_is_cut(open_page: Open) -> None:
    page = open_page()
    stream = ': hello\n\nevent: claim\ndata: {"a": "😀"}\n\ndata: one\ndata:two\r\n\r\n'
    stream += "event: none\n\nevent: last\ndata: x\n\n"
    found = page.evaluate(
        """async ([stream, sizes]) => {
          const { events } = await import("/web/js/sse.js");
          const bytes = new TextEncoder().encode(stream);
          const all = [];
          for (const size of sizes) {
            const body = new ReadableStream({ start(to) {
              for (let at = 0; at < bytes.length; at += size) to.enqueue(bytes.slice(at, at + size));
              to.close();
            } });
            const heard = [];
            const response = new Response(body);
            const told = events(response);
            globalThis.kept = [response, told]; // or they are collected while they are read
            for await (const { name, data } of told) heard.push([name, data]);
            all.push(heard);
          }
          return all;
        }""",
        [stream, [1, 2, 3, 7, 1000]],
    )
    for heard in found:
        assert heard == [["claim", '{"a": "😀"}'], ["message", "one\ntwo"], ["last", "x"]]
