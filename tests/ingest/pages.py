"""Pages for the tests of HTML, all invented."""

from __future__ import annotations

PARAGRAPHS = (
    "The council voted on Tuesday to rebuild the old bridge over the river, which a flood had closed in spring.",
    "Nine members were in favour and two against, after a debate that lasted until late in the evening.",
    "The mayor said that the work would cost four million and take at least two years to finish.",
)
BODY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
HEAD = "<title>Bridge to Be Rebuilt - The Harbour Post</title>"


def page(body: str = BODY, head: str = HEAD, *, lang: str = "en", title: str = "Bridge to Be Rebuilt") -> bytes:
    """A page with an article in it, and around it what pages have."""
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">{head}</head><body>'
        '<nav><ul><li><a href="/">Home</a></li><li><a href="/news">All the news</a></li></ul></nav>'
        f"<article><h1>{title}</h1>{body}</article>"
        "<aside><p>Ten more stories that you will like</p></aside><footer>© 2019 Harbour Post</footer></body></html>"
    ).encode()
