"""Whether an English sentence has a finite verb, by closed lists and endings: a light test, for there is no parser.

It tells captions, headlines and lines of a list from sentences. `-ed` after an article is an attribute, before `by` or
`of` a participle; an `-s` form that is on no list counts before a determiner or a pronoun.
"""

from __future__ import annotations

import re
from itertools import pairwise

from service.reading.verb_forms import PAST, PRESENT

THIRD_PERSON = """
    accounts allows backs calls causes comes covers cuts deals demands fears features feels focuses goes grows has
    helps holds hopes hosts houses lacks leads lets looks loves marks offers opens pays plans plays produces
    promises pushes puts raises reaches refers rests returns rises rules runs sets stands stars starts states stays
    stops supports suspects talks travels tries turns uses waits walks wishes works worries
""".split()  # of verbs whose plain form is a noun more often
AUXILIARY = """
    am is are was were has have had do does did will would can could cannot may might must should shall
    isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't couldn't mightn't
    mustn't shouldn't it's he's she's that's there's here's what's who's where's i'm i've i'll i'd you're you've you'll
    you'd we're we've we'll we'd they're they've they'll they'd he'll he'd she'll she'd it'll it'd there'll who'd who've
""".split()
AUXILIARIES = frozenset(AUXILIARY)
LISTED = frozenset(
    [*AUXILIARY, *PAST, *PRESENT, *THIRD_PERSON]
    + [verb + ending for verb in PRESENT for ending in ("s", "es")]
    + [f"{verb[:-1]}ies" for verb in PRESENT if verb.endswith("y")]
)
RELATIVE = frozenset("who which whose".split())
# Before an `-ed` form that is no verb: an article, or the auxiliary that is the verb.
ATTRIBUTE = frozenset("a an the its his her their this that these those of in with some all more".split())
NO_VERB = frozenset("aged based named born united hundred indeed speed seed breed shed pictured need".split())
DETERMINER = frozenset("the a an its his her their him them that it this these those".split())
ADVERB = re.compile(r".*ly|also|not|both|all|now|just|never|already|since|still|been|ever|once")
ADVISE = "Add Ask Bring Cheer Cook Experiment Let Look Make Meet Mix Remember Serve Take Turn".split()
# Without a subject, as in notes on players and in advice: `Came to life after the break.`, `Bring back the ferry.`
SUBJECTLESS = re.compile(
    rf"(?:{'|'.join(ADVISE)}) (?:the|an?|all|your|up|back|out|me|us|it|them|with|off|down|away)\b|"
    r"(?:Do not|Don['’]t|Please) [a-z]+(?<!ed) [^?]*$|Where [^,?]*$|"
    r"(?:(?:Really|Never|Always|Also|Rarely|Barely|Only|Even|Not) )?"
    r"(?:Was|Is|Has|Did|Does|Looked|Looks|Came|Went|Took|Gave|Got|Began|Struggled|came|went|took|gave|got|began|"
    r"looked|did|was) (?!(?:he|she|it|they|we|you|I|there|the|not|this|that)\b)[^?]*$"
    r"|(?:Unable|Eager|Keen|Ready) [^,]*$|More [a-z]+ed (?:after|before|in) "
)
WORD = re.compile(r"[a-z]+(?:['’-][a-z]+)*|[,.;:!?]")


def has_finite_verb(text: str) -> bool:
    """Whether `text` has a finite verb besides one for each of its relative clauses, and is not without a subject."""
    if SUBJECTLESS.match(text):
        return False
    words: list[str] = WORD.findall(text.lower().replace("’", "'"))
    clauses = sum(word in RELATIVE for word in words)  # and `The fire that broke out`
    clauses += sum(word == "that" and _finite(word, after, "") for word, after in pairwise(words[1:8]))
    found, before = 0, ""
    for word, after in pairwise([*words, ""]):
        found += before not in AUXILIARIES and _finite(before, word, after)
        if found > clauses:
            return True
        if not ADVERB.fullmatch(word):
            before = word
    return False


def _finite(before: str, word: str, after: str) -> bool:
    if word in LISTED:
        return before != "to"
    if word.endswith("ed") and len(word) > 3:
        return before not in ATTRIBUTE and word not in NO_VERB and after not in ("by", "of")
    return word.endswith("s") and not word.endswith(("ss", "us")) and after in DETERMINER
