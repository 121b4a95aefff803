"""A company that says `we` of itself, told in the third person."""

from __future__ import annotations

import pytest

from service.core.summary import Swap
from service.ingest import read_text
from service.reading.company import RULE, SPEECH, companys_own, in_third_person, may_stand
from service.segment import segment

OURS = "We shipped 40 crates to our customers, and earnings per share rose. "
PLAIN = "The port of Orla lies at the mouth of the river. "


def told(text: str) -> str:
    for start, end, put in reversed(in_third_person(text)):
        text = text[:start] + put + text[end:]
    return text[0].upper() + text[1:]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We expect sales of $4 million.", "The company expects sales of $4 million."),
        ("We also carry on.", "The company also carries on."),
        ("Today, we believe that we will grow.", "Today, the company believes that it will grow."),
        ("We’re raising our outlook to $4.", "The company is raising its outlook to $4."),
        ("We've sold 40 boats.", "The company has sold 40 boats."),
        ("We do not expect losses.", "The company does not expect losses."),
        ("We don't expect losses.", "The company doesn't expect losses."),
        ("We were glad, and had $5 left.", "The company was glad, and had $5 left."),
        ("We need to pay.", "The company needs to pay."),
        ("We see growth and our costs fell.", "The company sees growth and its costs fell."),
        ("We helped the bank when we grew.", "The company helped the bank when the company grew."),
        ("Our partner told us that we grew.", "The company's partner told the company that the company grew."),
        ("We studied it and apply it.", "We studied it and apply it."),
        ("Our margin was 45%.", "The company's margin was 45%."),
        ("In salt, our margin rose and our costs fell.", "In salt, the company's margin rose and its costs fell."),
        ("This allows us to sell more.", "This allows the company to sell more."),
        (
            "We bought Hartwell Motors and our margin rose.",
            "The company bought Hartwell Motors and the company's margin rose.",
        ),
        ("As Brenner noted earlier, we paid $4.", "The company paid $4."),
        ("I'm pleased to report that our sales rose by 4%.", "The company's sales rose by 4%."),
        ("I'm pleased to report that sales rose by 4%.", "Sales rose by 4%."),
        ("On Slide 12, net sales were $4 million.", "Net sales were $4 million."),
        ("As a result, the sales of the US unit rose.", "As a result, the sales of the US unit rose."),
    ],
)
def test_we_is_the_company(text: str, expected: str) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "We expect sales to rise and plan a new pier.",  # the second verb would have to change
        "We saw growth and are glad.",
        "We cut costs each year.",  # today or then
        "I think we sold 40 boats.",
        "We thank you for your trust.",
        "As we all know, our country is at peace.",
        "Only then did we sell 40 boats.",
        "We each sold 40 boats.",
        "We'd sell 40 boats.",
        "Our chairman said: “We sold 40 boats.”",
        "That boat is ours, and we sold it.",
        "Some of us sold boats.",
        "We, the founders, sold 40 boats.",
        "We work hard and play fair.",
        "We sell and market salt.",
        "We grew, are growing and will grow.",
        "We need not pay.",
        "The pier cost $4 million and we sold its boats.",  # the pier's
        "We bought the pier and believe it is old.",
        "Joining us today are Ada Brenn and Tam Orrin.",
        "We have with us Ada Brenn.",
        "Let us look at our margin.",
        "Contact us at the pier.",
        "Before we begin, note that our plans may change.",
        "We will now take questions.",
        "We live in uncertain times.",
    ],
)
def test_where_it_is_not_sure_nothing_is_put(text: str) -> None:
    assert in_third_person(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (OURS * SPEECH, len(OURS * SPEECH) - 1),
        (OURS * (SPEECH - 1), 0),  # too short
        ("The port shipped 40 crates; earnings per share rose. " * SPEECH, 0),  # nobody speaks
        ("We thank our customers; earnings per share rose. " * SPEECH, 0),  # no figures
        ("We raised 40 taxes for our towns. " * SPEECH, 0),  # a ministry
        ("We expect earnings per share of $40 of Hartwell Motors. " * SPEECH, 0),  # its analysts
        ("We raised our earnings estimate for 2027 and our sales; earnings per share rose. " * SPEECH, 0),
        ("“We shipped 40 crates to our customers, and earnings per share rose,” he told the paper. " * SPEECH, 0),
        ((OURS + PLAIN) * SPEECH, len((OURS + PLAIN) * SPEECH) - 1),
        ((OURS + 3 * PLAIN) * SPEECH, 0),
        (OURS * SPEECH + "Here comes our first question. " + OURS, len(OURS * SPEECH)),
    ],
)
def test_what_is_the_companys_own(text: str, expected: int) -> None:
    document = segment(read_text(text.strip(), max_characters=100_000), language="en")
    assert companys_own(document) == expected


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("We expect", "The company expects", True),
        ("we also expect", "it also expects", True),
        ("our", "the company's", True),
        ("Our", "Its", True),
        ("us", "the company", True),
        ("We expect", "The company expected", False),
        ("We expect", "Hartwell Motors expects", False),
        ("We do not expect", "The company expects", False),
        ("They expect", "The company expects", False),
        ("our", "the ministry's", False),
        ("We", "The company", False),
    ],
)
def test_only_its_own_swaps_may_stand(source: str, text: str, expected: bool) -> None:
    assert may_stand(Swap(source=source, text=text, rule=RULE)) is expected
