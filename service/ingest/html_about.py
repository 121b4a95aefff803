"""What a page says of itself: title, author, day of publication, language. Nothing is guessed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from email.utils import parsedate_to_datetime
from typing import Any

from lxml.etree import _Element

# The names under which publishers state the day of publication (Open Graph, Dublin Core, Highwire, Parse.ly, Sailthru).
PUBLISHED = frozenset(
    """
    article:published_time article.published og:published_time og:article:published_time datepublished date_published
    publication_date publication-date publicationdate publish-date publish_date publishdate published_time
    pubdate citation_publication_date dc.date.issued dcterms.issued
    parsely-pub-date sailthru.date article_date_original originalpublicationdate cxenseparse:recs:publishtime
    """.split()
)
ARTICLE = re.compile(r"(?:Article|Posting|Report|Review|ScholarlyArticle|Opinion\w*|Analysis\w*)$")
ISO = re.compile(r"\s*(\d{4})([-/.]?)(\d{2})\2(\d{2})(?!\d)")
DEEPEST = 8  # levels of JSON-LD that are looked into
LOCALE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


def published(page: _Element) -> date | None:
    """The day that the page states as that of its publication, in its own time zone.

    The first of these that gives a day: its meta elements, JSON-LD (schema.org) of an article, microdata, a time
    element marked `pubdate`. Where one of them gives several days, none.
    """
    for source in (_of_meta, _of_json, _of_microdata):
        if days := {day for text in source(page) if (day := _day(text))}:
            return days.pop() if len(days) == 1 else None
    return None


def language(page: _Element) -> str:
    """BCP 47; "" when the page does not say."""
    stated = [page.get("lang"), page.get("{http://www.w3.org/XML/1998/namespace}lang"), page.get("xml:lang")]
    stated += [body.get("lang") for body in page.iterfind("body")]
    for meta in page.iter("meta"):
        if (meta.get("http-equiv") or meta.get("property") or "").lower() in ("content-language", "og:locale"):
            stated.append(meta.get("content"))
    for name in stated:
        if name and (match := LOCALE.fullmatch(name.strip())):
            return match.group().replace("_", "-")
    return ""


def title(page: _Element, stated: str, site: str) -> str:
    """The headline: the page's one h1 where its stated title has the same words, else that title without the site."""
    heads = [text for head in page.iter("h1") if (text := words(head))]
    if len(heads) == 1 and (not stated or _bare(heads[0]) in _bare(stated) or _bare(stated) in _bare(heads[0])):
        return heads[0]
    return re.sub(rf"\s+[|–—·•»:-]+\s+{re.escape(site)}\s*$", "", stated, flags=re.I) if site else stated


def words(element: _Element) -> str:
    return " ".join("".join(element.itertext()).replace("\u00ad", "").split())


def _bare(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _of_meta(page: _Element) -> Iterator[str]:
    for meta in page.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if name.strip().lower() in PUBLISHED:
            yield meta.get("content") or ""


def _of_json(page: _Element) -> Iterator[str]:
    for script in page.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json" and script.text:
            try:
                yield from _dates(json.loads(script.text, strict=False), 0)
            except (ValueError, RecursionError):  # of no use, as to any reader of the page
                continue


def _dates(node: Any, depth: int) -> Iterator[str]:
    """`datePublished` of the articles in a node, and not of those that are parts of them."""
    if depth > DEEPEST:
        return
    if isinstance(node, list):
        for item in node:
            yield from _dates(item, depth + 1)
    elif isinstance(node, dict):
        kinds = node.get("@type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(kind, str) and ARTICLE.search(kind) for kind in kinds):
            if isinstance(stated := node.get("datePublished"), str):
                yield stated
        else:
            for key in ("@graph", "mainEntity", "mainEntityOfPage"):
                yield from _dates(node.get(key), depth + 1)


def _of_microdata(page: _Element) -> Iterator[str]:
    for element in page.iter("time", "span", "p", "div", "abbr"):
        if (element.tag == "time" and element.get("pubdate") is not None) or element.get("itemprop") == "datePublished":
            yield element.get("datetime") or element.get("content") or words(element)


def _day(text: str) -> date | None:
    """The calendar day as written: ISO 8601 (or with slashes) or RFC 5322."""
    try:
        if match := ISO.match(text):
            return date(int(match[1]), int(match[3]), int(match[4]))
        return parsedate_to_datetime(text).date() if len(text) < 100 else None
    except (ValueError, TypeError):
        return None
