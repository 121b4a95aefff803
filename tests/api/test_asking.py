"""What headers ask for."""

from __future__ import annotations

import pytest
from fastapi import Request

from service.api.asking import wanted

OFFERED = ("application/json", "application/xliff+xml", "text/html")


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", ""),
        ("*/*", ""),
        ("text/*, */*;q=0.1", ""),
        ("application/xliff+xml", "application/xliff+xml"),
        ("Application/XLIFF+xml; version=2.1; q=0.5", "application/xliff+xml"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("application/xliff+xml;q=0.4, text/html;q=0.7", "text/html"),
        ("application/json, application/xliff+xml", "application/json"),
        ("application/xliff+xml, application/json", "application/xliff+xml"),
        ("text/html;q=0, image/png", ""),
        ("text/html;q=many", "text/html"),
        (",;,=;q", ""),
    ],
)
def test_the_type_that_is_liked_best(accept: str, kind: str) -> None:
    request = Request({"type": "http", "headers": [(b"accept", accept.encode())]})
    assert wanted(request, OFFERED) == kind
