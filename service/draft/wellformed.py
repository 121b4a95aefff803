"""Whether an English sentence can be printed as it stands, as far as its words and marks tell an editor.

Where in doubt it cannot, for an article has other sentences to choose.
"""

from __future__ import annotations

import re

from service.draft.finite import THIRD_PERSON, has_finite_verb
from service.draft.references import points_outside
from service.reading.people import CAP
from service.reading.verb_forms import PAST, PRESENT
from service.reading.words import UPPER, unquoted

# `Follow-up: Orla Venn will ...`, `1993 - The hall opened.`
LABEL = re.compile(
    rf"(?P<label>[{UPPER}\d][\w’'&-]*(?: [\w’'&/-]+){{0,5}})[!?]?: ?(?=['‘\"“(]?[{UPPER}\d])|[£$€]?\d[\d,.]*\w* [-–—] "
)
SAYS = re.compile(r"\b(?:sa(?:id|ys?)|told|added|adds|asked|asks|wrote|writes|warn(?:ed|s)|is|was|are|were)\b")
FURNITURE = re.compile(
    r"\b(?:read more|share this|(?:scroll|swipe) (?:down|for|left|right)|click (?:here|on)|follow us|"
    r"sign up (?:for|to)|for more (?:information|details|on)|contributed to this|"
    r"[a-z]+ (?:reported|wrote) from (?!.*\bthat\b)|(?:is|are|was|were) pictured|"
    r"(?:pictured|shown|seen) (?:here|above|below|on the (?:left|right))|"
    r"follow .{1,40} on (?:twitter|facebook|instagram)|"
    r"(?:earlier|previous) version of this|this (?:article|post|story) (?:has been|was)|"
    r"this (?:picture|photo(?:graph)?|image|snap|selfie)|"
    r"file (?:picture|photo|image)|l-r|left to right|(?:left|right)(?=\))|"
    r"let['’]s (?:start|begin|take|look|go|move|turn|hear))\b"
    r"|, pictured\b|, (?:above|below|left|right|centre), |https?://|\bwww\.|©|\((?:not )?(?:pictured|circled|above)\b"
    r"|^\(.*\)\.?$|^\(?(?:follow @|see .{1,60}\b(?:below|above|here)\b)"
    r"|^(?:click|scroll|watch|read|follow|see|check|visit|join|listen|tune|stay|find|take|meet) "
    r"(?:on|out|down|in|to|tuned|the|our|us|this|more|all|how|what|why|here|below|a look|a listen)\b"
    r"|^\d{1,3}(?:\+\d)?(?:['′]| ?mins?\b)|^(?:\d{1,2}[.:]\d{2} ?(?:[ap]m|bst|gmt)?|\d{1,2} ?[ap]m)[:,]? (?=[a-z])"
)
SHOWN = re.compile(
    r"(?:Video|Footage|Pictures?|Photo(?:graph)?s?|Images?) shows? |"
    r"(?:[\w’'().-]+,? ){1,8}(?:is|are) (?:congratulated|consoled|comforted|handcuffed|mobbed) (?:by|as) "
)
# What people do in captions: `Orla Venn waves to the crowd.`
POSING = re.compile(
    rf"(?:(?:The|An?|Two|Three|{CAP}) )?(?:[\w’'().-]+,? ){{1,8}}?"
    r"(?:poses?|celebrates?|waves?|walks?|sits?|stands?|steps? (?:aside|out|off|in)|searches|hugs?|shakes? hands|"
    r"looks? (?:on|at|out|over)|arrives?|patrols?|reacts?|speaks? (?:at|to|during)|shows? off|jumps?|carr(?:y|ies)|"
    r"watch(?:es)? (?:on|from|as)|inspects?|scores|comforts?|"
    r"holds? (?:up|aloft|a|his|her|the (?:[A-Z]\w+ )*trophy)|tends|salutes?|makes? (?:his|her|its|their) way|"
    r"enjoys? (?:an?|the|his|her)) (?!(?:for|by|out that|charged|accused)\b|at \d)"
)
# Lines of a match told live: `Orla Venn (Ardal) wins a free kick.`
TICKER = re.compile(
    rf"(?:{CAP} ){{1,4}}\((?![RDI]-)[A-Z][^()]*\) (?:wins|is shown|hits|header|(?:right|left)[ -]foot(?:ed)?|from)\b"
    r"|(?:First|Second|Extra) (?:[Hh]alf|[Tt]ime) (?:begins|ends)\b"
)
STATES = frozenset(THIRD_PERSON) - {"puts", "runs", "waits", "walks", "turns", "leads", "looks", "tries", "travels"}
STATES |= {f"{verb}s" for verb in PRESENT} - {"gets", "takes"}
STATES |= set(
    "heads chairs boasts edits owns manages directs coaches borders represents vows slams praises hails costs".split()
)
# Somebody does in the present what no list of verbs has: `Orrin puts in a challenge`, not `Orrin heads the board`.
DOING = re.compile(
    rf"(?!(?:As|If|In|After|When|While|The [a-z]))(?:{CAP} ){{0,2}}{CAP}(?:, [^,]+,)? (?:[a-z]+ )?"
    rf"(?!(?:{'|'.join(sorted(STATES))}) )(?:[a-z]{{3,}}(?<!s)s|gets|puts|leads?) "
    r"(?:(?:in|out|up|off|his|her|their|a|an|the|on|into|with|past|away|through|under|over|around|behind|beside) ){1,2}"
)
NARRATED = re.compile(
    rf"\b(?<!to )(?:is|are|has|have|will|can|could|may|might|must|was|were|had|would|said|says?|{'|'.join(PAST)})\b"
    r"|(?<!\ba )(?<!\bthe )(?<!['’]s )\b(?!aged\b)[a-z]{2,}ed\b(?! (?:by|of)\b)"
)
PAIRS = (("«", "»"), ("「", "」"), ("『", "』"), ("《", "》"))  # marks of quotations whose two ends differ
MEANWHILE = re.compile(r" (?:as|after|before|while|when) ")  # what else a caption tells may be past
# Marks first, then words: each way of going wrong begins with what is quickly told, as all sentences are searched.
SLIP = re.compile(
    r"[ÂÃ][\u0080-\u00bf£€™\d]|[A-Za-z][º±¬∞][a-z]"  # wrongly decoded
    r"|[.?!:](?<=[a-z]{2}[.?!:])[A-Z][a-z]{2}|\)[A-Za-z]| [,.;:‚](?= |\w|$)"  # glued, stray
    r"|['’](?:s[A-Z]|(?<=[a-z]['’]) (?:In|The|He|She|It|They|But|And|When|Last|An?)\b|s (?:fled|went|took|gave)\b)"
    r"|['‘“\"] [\w-]+ ['’”\"]|-(?<=\w-) (?!(?:and|or|to|nor|but|through)\b)[a-z]"
    r"|\.(?<=\d\.) [a-z]|\d(?:years?|days?|months?|weeks?|people|minutes?)\b"
    r"| (?<=[a-z)] )(?:It|He|She|They|But|And|In|We|The) [a-z]"
    r"|^[‘'](?=[A-Z])(?!T(?:il|is|was)\b)(?!.*[\w.,?!…]['’](?=[\s,.;:]|$))"  # a quotation without its end
    r"|^[^'‘]*[a-z][,.]['’] [\w ]{2,30}(?:said|says)\b"  # and one without its beginning
    r"|\b(?:(?:as|from|with|than|because|including|between|during)\.$"
    r"|(?:from|of|in|to|by|with|for|on|at) it['’]s \w"
    r"|(?:will|would|can|could|might|must|should)(?: not|n['’]t)? "
    r"(?:being|was|were|went|took|said|has|sees|makes|takes|gives|goes|gets|comes)\b"
    r"|[Aa] (?=[aeio](?!ne\b|nce\b|u)[a-z])|[Aa]n (?=[bcdfgjklmnpqrtvwxyz][a-z])"
    # a line that broke, and words that are glued
    r"|(?!vs|etc|approx|no|inc|ltd|co|jr|sr|st|dr|mr|ms)[a-z]{2,}\. [a-z]"
    r"|(?<![@#/.-])(?!(?:de|di|du|la|le|mac|van|von|web)[A-Z])[a-z]{2,}[A-Z][a-z]{2,})"
)


def faults(text: str) -> list[str]:
    """The kinds of fault that `text`, a sentence, shows: none when it can be printed."""
    plain = unquoted(text, "Quoted")
    found = {
        "fragment": not has_finite_verb(text) or plain == "Quoted",
        "label": _labelled(text),
        "furniture": FURNITURE.search(text.lower()) is not None or TICKER.match(text) is not None,
        "caption": _caption(plain),
        "reference": points_outside(text),
        "slip": SLIP.search(plain) is not None,
    }
    return [kind for kind, here in found.items() if here]


def halved(text: str) -> bool:
    """Whether a quotation in `text`, of any language, begins or ends in another sentence."""
    low, high, end = text.count("„"), text.count("“"), text.count("”")
    curly = low != high + end if low else high != end if high else end % 2
    return bool(curly or text.count('"') % 2) or any(text.count(first) != text.count(last) for first, last in PAIRS)


def _caption(text: str) -> bool:
    """Whether `text` tells what is to be seen in a picture."""
    posing = POSING.match(text) or DOING.match(text)
    return bool(SHOWN.match(text) or (posing and not NARRATED.search(MEANWHILE.split(text)[0])))


def _labelled(text: str) -> bool:
    """Whether `text` opens with the label of a picture or of a line in a list, and with nobody who speaks."""
    found = LABEL.match(text)
    return found is not None and not (found["label"] and SAYS.search(found["label"]))
