"""Forms of English verbs that endings do not tell, in closed lists."""

from __future__ import annotations

import re

PAST = """
    arose ate awoke beat became began bent bet bit bled blew bore bought bred broke brought built burst came cast caught
    chose clung cost crept cut dealt drank drew drove dug fed fell felt fled flew forbade forgave forgot fought found
    froze gave got grew held hid hit hung hurt kept knelt knew laid lay learnt led left lent let lit lost made meant
    met mistook overcame overtook paid put quit ran rang read rebuilt rode rose said sang sank sat saw sent set shed
    shone shook shot shrank shut slept slid slung sold sought spent spoke sprang spread spun stole stood strode strove
    struck stuck stung swam swept swore swung taught thought threw told took tore undertook understood upheld went wept
    withdrew withstood woke won wore wound wove wrote
""".split()
PRESENT = """
    accept accuse achieve add admit affect agree allege allow announce appear apply argue arrive ask assume attract
    avoid become begin believe belong blame bring buy carry choose claim collect come compete confirm consider
    consist contain continue create decide declare deliver deny depend describe deserve destroy determine develop
    die differ disagree eat employ enable encourage enjoy ensure enter exist expect explain face fail fill find
    follow get give go happen hear identify imagine improve include increase indicate insist intend involve join
    keep know learn leave lie live lose maintain make mean meet need occur operate oppose own prefer prepare
    prevent propose protect prove provide publish pull receive recognise recognize recommend reduce refuse regard
    reject remain remember remind represent require reveal say see seek seem sell send serve show sit speak spend
    suffer suggest take teach tell tend think threaten understand urge want warn wear wonder write
""".split()
EITHER = frozenset("beat bet cast cost cut hit hurt let put quit read set shed".split())  # present or past
# Participles that report, and the past form that makes a sentence of each.
PARTICIPLES = {"adding": "added", "saying": "said", "noting": "noted", "stating": "said", "warning": "warned"}
BE = {"am": "is", "are": "is", "were": "was", "have": "has"}


def third_person(verb: str) -> str:
    """The form of a plain present `verb`, in lower case, that goes with `it`."""
    if verb in BE:
        return BE[verb]
    if re.search(r"(?:s|sh|ch|x|z|o)$", verb):
        return f"{verb}es"
    return f"{verb[:-1]}ies" if re.search(r"[^aeiou]y$", verb) else f"{verb}s"
