"""What in an English sentence points outside it: at a sentence before, or at a person who is not named in it."""

from __future__ import annotations

import re

from service.reading.people import FUNCTION, ROLE_NOUN
from service.reading.words import UPPER

VERB = (
    r"(?:is|are|was|were|has|have|had|will|would|can|could|may|might|said|says?|also|then|went|came|beat|won|lost|made|"
    r"took|did|do|does|\w+ed)"
)
NATIONALS = (
    r"(?!Vatican|Taliban|Guardian|Sultan|Chairman)[A-Z][a-z]+(?:an|ese|man)|Briton|Spaniard|Swede|Dane|Turk|Pole|Finn|"
    r"Scot|Swiss|Greek|Czech|Serb|Croat|Thai|Iraqi|Israeli|Saudi"
)
POINTS_BACK = re.compile(
    r"(?:(?:Since|Before|After|By|Until|From) (?:then|that|this|there)|"
    r"(?:Then|But|And|Or|Nor|Yet|However)\b|(?:Now|Still),|Now you\b|Even so|What['’]s more|"
    r"In (?:addition|contrast|turn|response|return),|"
    r"(?:Even |Only )?(?i:At|In|With|For|On|By|From|To|Under|After|Before|Following|Despite|Because of|Of|Among|"
    r"Between) (?:all )?(?:these|those|such|this|that)\b|"
    r"Also\b|(?:For|To|With|Among|Between|At|By|From|Of) (?:them|it|those|these),|"
    r"All (?:this|that)\b|Why\b|So\b|Well,|Yes\b|Of course|"
    r"(?:First|Second|Third)ly\b|"
    rf"The (?:latter|former|pair|duo|trio|couple|two|three|four|others?|rest|same|m[ae]n|wom[ae]n|"
    rf"boys?|girls?|teenagers?|youngsters?) {VERB}\b|"
    r"The (?:(?:larg|bigg|small|high|old|young|lat)est|first|second|last)(?: one| time)? (?:was|is) |"
    r"You\b|Your\b|If you\b|"
    r".{0,40}?\bthat (?:particular|very)\b|The \w+-year-old\b(?! [A-Z])|The others?(?: (?:one|two|three|man|woman))?,|"
    rf"The (?:[a-z]+ )?(?:{NATIONALS}) {VERB}\b|"
    rf"[^,]{{0,80}}, (?:that|this)(?:['’]s| is| was)\b|"
    r"The (?:latter|feeling|same|lovely thing|good news|bad news|thing|problem|point|question|idea|answer|result|"
    r"difference|reason) (?:is|was|goes|applies|came)\b|"
    rf"(?:Some|Most|Many|Several|One|Two|Three|All|Each|Neither|None|Others)(?: of (?:them|these|those))? {VERB}|"
    r"(?:It|This|That)(?:['’]s| is| was) an? |"
    r"(?:[\w’'-]+,? ){1,4}(?:these|those) (?:came|are|were|have|had|will|include)\b)"
)
PRONOUN = re.compile(r"\b(?:he|she|him|his|her|hers|himself|herself)\b", re.IGNORECASE)
PERSON = re.compile(
    rf"\b(?:{ROLE_NOUN}|child|baby|mother|father|mum|mom|dad|boy|girl|son|daughter|brother|sister|wife|husband|uncle|"
    r"aunt|victim|suspect|patient|student|pupil|\w+er|\w+or|guest|client|nurse|star|champion|candidate|thief|pilot|"
    r"defendant|refugee|migrant|witness|friend|colleague|parent|person|someone|somebody|everyone|everybody|anyone|"
    r"actress|\w+-year-old|\w+ist|\w*man|\w*woman)\b",
    re.IGNORECASE,
)
NO_PERSON = frozenset(
    """
    after over under other another either neither whether however never ever together rather later earlier number
    matter order water weather power paper letter summer winter september october november december former latter
    offer cover centre center per her better further hotter for or nor door floor motor error tower river newspaper
    computer corner dinner danger chapter quarter chamber monster answer shoulder finger
    """.split()
)
PLACED = r"(?:in|at|from|near|on|the|since|during|until|last|next|this|via)"  # before a capital that names no person
NAMED = re.compile(rf"(?<![.!?:“\"] )\b[{UPPER}][\w’'-]*[a-z]\b")
SOON = 6  # words behind the comma in which the person is named whom a pronoun before it means
# Words that open a sentence with a capital and are nobody whom `he` or `she` could mean.
OPENERS = FUNCTION | frozenset(
    """
    Police Officials Authorities Prosecutors Witnesses Experts Doctors Detectives Investigators Officers Sources Critics
    Supporters Friends Relatives Neighbours Neighbors Reports Documents Records Court Campaigners Fans Residents
    Lawyers Researchers Scientists
    Because Though Once Unless Until Where Whether Despite During Under Over With Without Among Through Throughout Upon
    Following According Based Like Unlike Besides Between Across Within Today Yesterday Tomorrow Later Earlier Last Next
    You Some Most Many Several One Two Three All Each Every Both No Not Another Other What Who How Why So Just
    """.split()
)


def points_outside(text: str) -> bool:
    """Whether `text` needs another sentence to be understood. Quotations in it should be taken out before."""
    return bool(POINTS_BACK.match(text)) or _nobody(text)


def _nobody(text: str) -> bool:
    """Whether a pronoun for one person stands in `text` and nobody whom it could mean."""
    found = PRONOUN.search(text)
    if found is None or _name(text[: found.start()]) or _person(text[: found.start()]):
        return False
    _, comma, behind = text[found.end() :].partition(",")  # `When he fell, Tam Orrin was ...`
    return not (comma and "," not in text[: found.start()] and _name(" ".join(behind.split()[:SOON]), opens=False))


def _name(text: str, *, opens: bool = True) -> bool:
    """Whether `text` names anybody, as far as capitals tell; `opens`: it is how a sentence begins."""
    first = re.match(rf"[{UPPER}][\w’-]+", text)
    if opens and first and first.group() not in OPENERS and not re.search(r"(?:ing|ed|ly)$", first.group()):
        return True
    return any(
        (match.start() > 0 or not opens)
        and match.group() not in FUNCTION
        and not re.search(rf"\b{PLACED} $", text[: match.start()])
        for match in NAMED.finditer(text)
    )


def _person(text: str) -> bool:
    return any(match.group().lower() not in NO_PERSON for match in PERSON.finditer(text))
