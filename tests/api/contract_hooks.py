"""For Schemathesis: how a batch is made, which OpenAPI can only call a string."""

from __future__ import annotations

import json

import schemathesis
from hypothesis import strategies as st

ARTICLES = st.fixed_dictionaries({"id": st.text("abc", min_size=1), "text": st.text(max_size=80)})
LINES = st.lists(ARTICLES | st.text("{}[]", max_size=3), min_size=1, max_size=4)

schemathesis.openapi.media_type(
    "application/jsonl", LINES.map(lambda lines: "\n".join(json.dumps(line) for line in lines).encode())
)
