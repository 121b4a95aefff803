"""Of which kind a claim is."""

from __future__ import annotations

import pytest

from service.core.summary import ClaimKind
from service.draft.kinds import claim_kind


@pytest.mark.parametrize(
    ("text", "cue", "known", "kind"),
    [
        ("The fund said that it would lend 4 million crowns.", "said", ClaimKind.FIGURE, ClaimKind.STATEMENT),
        ("The fund said that it had lent 4 million crowns.", "said", ClaimKind.FIGURE, ClaimKind.FIGURE),
        ("Ada Brenn promised 400 tonnes of rice.", "promised", ClaimKind.FIGURE, ClaimKind.STATEMENT),
        ("Ada Brenn accused the port of delay.", "accused", ClaimKind.STATEMENT, ClaimKind.EVALUATION),
        ("Ada Brenn criticised a loss of 4 million crowns.", "criticised", ClaimKind.FIGURE, ClaimKind.EVALUATION),
        ("Ada Brenn said that 12 of the 30 ferries had sailed.", "said", ClaimKind.STATEMENT, ClaimKind.FIGURE),
        (
            "Ada Brenn expressed the hope that the port would open.",
            "expressed",
            ClaimKind.STATEMENT,
            ClaimKind.DIRECTIVE,
        ),
        ("Ada Brenn urged the crew to leave.", "urged", ClaimKind.DIRECTIVE, ClaimKind.DIRECTIVE),
    ],
)
def test_what_somebody_says(text: str, cue: str, known: ClaimKind, kind: ClaimKind) -> None:
    assert claim_kind(text, cue, known, reported=True) is kind


@pytest.mark.parametrize(
    ("text", "known", "kind"),
    [
        ("The port awarded a contract worth 4 million crowns.", ClaimKind.FIGURE, ClaimKind.EVENT),
        ("The bank lowered its forecast to 3 percent.", ClaimKind.FIGURE, ClaimKind.FIGURE),
        ("Exports rose by 3 percent.", ClaimKind.FIGURE, ClaimKind.FIGURE),
        ("Only 85 of the 640 buses were there.", ClaimKind.EVENT, ClaimKind.FIGURE),
        ("Resolution No. 4 provides for 25 new schools.", ClaimKind.EVENT, ClaimKind.DIRECTIVE),
        ("The dockers' union wants a pay rise of 11 percent.", ClaimKind.FIGURE, ClaimKind.DIRECTIVE),
        ("The pier was closed.", ClaimKind.EVENT, ClaimKind.EVENT),
        ("The leaders of the port should open it at once.", ClaimKind.EVENT, ClaimKind.EVALUATION),
        ("Should the port stay closed, ships sail on.", ClaimKind.EVENT, ClaimKind.EVENT),
    ],
)
def test_what_the_article_tells(text: str, known: ClaimKind, kind: ClaimKind) -> None:
    assert claim_kind(text, "", known, reported=False) is kind
