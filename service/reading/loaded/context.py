"""What stands round a loaded word and decides whether it is one: names, denials, and who judges."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.core.document import Span
from service.core.loaded import Category, Loaded
from service.reading.loaded.lexicon import Entry

REACH = 400  # characters of a sentence that are looked at on either side
STOP = re.compile(r"[.!?。][\"”’»)]*\s|\n")
DENIED = re.compile(r"(?:\b(?:not|never|no|without|hardly|neither|nor|cannot)|n['’]t)(?: an?| the| so| very| too)?$")
# The words before an adjective that is predicated, and after one.
PREDICATED = re.compile(
    r"(?:\b(?:is|are|was|were|be|been|being|am|seems?|seemed|looks?|looked|sounds?|sounded|feels?|felt|remains?|"
    r"remained|becomes?|became|proves?|proved)|['’](?:s|re))"
    r"(?: (?:also|just|simply|so|too|very|quite|rather|really|truly|utterly|completely|totally|as|both|always|still|"
    r"now|even|more|most|less|how|frankly|clearly|obviously|nothing but|at best|at worst|\w+ly))?$",
    re.IGNORECASE,
)
# The words before a noun that is predicated: "is just a", "was a political".
CALLED = re.compile(
    r"(?:\b(?:is|are|was|were|be|been|being|became|becomes?|remains?|remained)|['’](?:s|re))"
    r"(?: (?:just|simply|only|nothing but|a kind of|not|no more than))? (?:an?|the)(?: [a-z]+)?$"
)
# Words before which an adjective is no attribute.
NO_NOUN = re.compile(
    r"\s*(?:$|[.,;:!?)—–]|-- |(?:and|or|to|of|in|for|that|than|as|with|by|enough|at|on|from|but|if|when|so|the|a|an|"
    r"him|her|them|it|us|me|you|his|its|their|our|my|your|"
    r"is|are|was|were)\b)"
)
LISTED = re.compile(r"^(?:,| and|, and)(?= [\w-]+ )")  # another adjective of the same noun may follow
# What makes the words after it somebody's judgement.
NAMING = re.compile(
    r"\b(?:(?:(?:calls?|called|calling)(?! for| on| upon)|"
    r"dubs?|dubbed|brands?|branded|labels?|labell?ed|labell?ing|deems?|deemed|considers?|"
    r"considered|terms?|termed|terming|finds?|found) (?:it|this|that|him|her|them|the|its|his|their|[\w’'-]+ ){0,5}|"
    r"(?:described|describes|describing|denounced|denounces|denouncing|condemned|condemns|condemning|dismissed|dismisses|"
    r"dismissing|criticised|criticized|attacked|derided|decried|rejected|portrayed|portraying|hailed|praised|regarded|"
    r"seen|viewed) (?:[\w’'-]+ ){0,8}?as (?:being )?|accus(?:ed|es|ing) (?:[\w’'-]+ ){1,6}of (?:being )?)"
    r"(?:an? |the )?(?:[\w’'-]+ ){0,2}$",
    re.IGNORECASE,
)
SAYING = re.compile(
    r"\b(?:said|says|say|saying|told|tells|tell|telling|argu(?:ed?|es|ing)|wr(?:ote|ites?|iting)|tweeted|"
    r"believ(?:ed?|es|ing)|thinks?|thought|warn(?:s|ed|ing)?|complain(?:s|ed|ing|ts?)?|insist(?:s|ed|ing)?|"
    r"claim(?:s|ed|ing)?(?! to\b)|add(?:s|ed|ing)|stat(?:ed|es|ing)|stressed|noted|according to|in (?:his|her|their) "
    r"(?:view|opinion|words)|testif(?:ied|ying)|conten(?:ds?|ded|ding)|maintain(?:s|ed|ing)|alleg(?:ed?|es|ing)|"
    r"accus(?:ed|es?|ing)|declar(?:ed|es?|ing)|ruled|conclud(?:ed|es?|ing)|acknowledg(?:ed?|es|ing)|"
    r"admit(?:s|ted|ting)?(?! to\b)|conced(?:ed?|es|ing)|agreed with|calling)\b",
    re.IGNORECASE,
)
SAID_AFTER = re.compile(
    r",[”\"]? (?:[\w.’'-]+ ){1,8}?(?:said|says|argued|argues|told|wrote|warned|added|according)\b|"
    r",[”\"]? (?:said|says|argued|argues|according to)\b"
)
FEELING = frozenset((Category.PRAISE, Category.PEJORATIVE, Category.INTENSIFIER, Category.UNATTRIBUTED_EVALUATION))
KEPT = frozenset((Category.HONORIFIC, Category.SLOGAN))  # in a title or a headline as loaded as elsewhere
# Before a form that could be a noun's; a fall, a rise or a cut is a noun as well.
NOUN_SENSE = re.compile(
    r"(?:\b(?:an?|the|this|that|these|those|his|her|its|their|our|my|no|any|some|of|in|by|with|from|for|each|every)|"
    r"['’]s)(?: (?-i:[A-Z])[\w-]+| \w+(?:al|ic|ive|ful|ous|y))?\s*$",
    re.IGNORECASE,
)
NOUNS_TOO = frozenset("fall falls rise rises cut cuts".split())
SPEECH = re.compile(
    r"(?:\s+(?:on )?(?:\w+day|last|this|\w+ (?:morning|afternoon|evening|night)|night)){0,2}\s+that\b|"
    r"\s*[,:]|\s*[\"“]"
)
LINE = 200  # characters of a line that tell whether it is a headline
HEADLINE = 0.7  # the share of its longer words that have a capital
WORDS = re.compile(r"\w+")
SINGLE = ("'", "‘", "’")  # marks of a quotation of one word
SURNAME = re.compile(r" [A-Z][a-z]")
OPENING = re.compile(r"(?:^|[.!?:\n][\"”’)]*\s*|[\"“‘(])$")
# What a short quotation that is nobody's words is not: a title, a term that is explained, what was said.
EXPLAINED = re.compile(
    r"\b(?:called|known as|named|titled|entitled|dubbed|termed|nicknamed|word|words|term|phrase|slogan|title|song|film|"
    r"book|album|novel|chant\w*|shout\w*|read|reads|reading|spell\w*|mean\w*|as|quot\w+|describ\w+|label\w*|marked|"
    r"account|tweet\w*|post\w*|headline|question|answer\w*|vot\w+)\b",
    re.IGNORECASE,
)


def judge(text: str, start: int, end: int, entry: Entry) -> Loaded | None:
    """What the entry at [start, end) is in its sentence; None when it is no loaded wording there."""
    category, neutral = entry.category, entry.neutral
    assert category is not None
    if category not in KEPT and _name(text, start, end, entry):
        return None
    if text[start - 1 : start] in SINGLE and text[end : end + 1] in SINGLE:
        return None
    before, after = _sentence(text, start, end)
    if category in FEELING:
        near = before[-90:].rstrip()
        if entry.part != "verbs" and DENIED.search(near):
            return None
        if NAMING.search(before[-160:]):
            return None
        predicated = entry.part == "adjectives" and bool(PREDICATED.search(near)) and bool(NO_NOUN.match(after))
        if category is Category.UNATTRIBUTED_EVALUATION and entry.part == "adjectives" and not predicated:
            return None
        judged = predicated or category is Category.UNATTRIBUTED_EVALUATION
        if category is Category.PEJORATIVE:
            judged = judged or entry.part in ("adjectives", "adverbs")
            judged = judged or (entry.part == "nouns" and bool(CALLED.search(near)))
        if judged and _stated(before, after):
            return None
        if predicated:
            category, neutral = Category.UNATTRIBUTED_EVALUATION, None
        elif entry.part == "adjectives" and neutral == "" and NO_NOUN.match(LISTED.sub("", after, count=1)):
            neutral = None
    noun = entry.part == "verbs" and not text[start:end].endswith(("ed", "ing")) and neutral not in NOUNS_TOO
    if noun and NOUN_SENSE.search(before):
        return None
    if entry.part == "verbs" and neutral in ("say", "says", "said", "saying") and not SPEECH.match(after):
        neutral = None
    return Loaded(start=start, end=end, category=category, neutral=neutral, mild=entry.mild)


def scare_quotes(text: str, quotes: list[Span]) -> Iterator[Loaded]:
    """Quotations of one or two words in lower case that the sentence gives to nobody: mild, for a reader to see."""
    for quote in quotes:
        words = text[quote.start + 1 : quote.end - 1]
        if len(words) > 30 or not words[:1].islower() or len(words.split()) > 2 or words[-1:] in ",.!?":
            continue
        before, after = _sentence(text, quote.start, quote.end)
        if not (SAYING.search(before + after) or EXPLAINED.search(before) or after[:1].isalpha()):
            yield Loaded(start=quote.start, end=quote.end, category=Category.SCARE_QUOTES, neutral=None, mild=True)


def _sentence(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after in the same sentence, as far as REACH goes."""
    before, after = text[max(0, start - REACH) : start], text[end : end + REACH]
    first = max((stop.end() for stop in STOP.finditer(before)), default=0)
    last = STOP.search(after)
    return before[first:], after[: last.start() + 1] if last else after


def _stated(before: str, after: str) -> bool:
    """Whether the sentence gives the words to somebody."""
    return bool(SAYING.search(before) or SAID_AFTER.search(after))


def _name(text: str, start: int, end: int, entry: Entry) -> bool:
    """Whether a word with a capital is part of a name; not in a headline, whose words all have one.

    At the head of a sentence a verb is, where another capital follows: "Hector Lamm".
    """
    if not text[start].isupper() or text[start:end].isupper():
        return False
    opening = OPENING.search(text[max(0, start - 4) : start])
    if opening and not (entry.part == "verbs" and SURNAME.match(text, end)):
        return False
    first, last = text.rfind("\n", max(0, start - LINE), start) + 1, text.find("\n", end, end + LINE)
    line = text[first or max(0, start - LINE) : last if last != -1 else end + LINE]
    if line.rstrip().endswith("."):
        return True
    words = [word for word in WORDS.findall(line) if len(word) > 3]
    capitals = sum(word[0].isupper() for word in words)
    return bool(capitals <= HEADLINE * len(words))
