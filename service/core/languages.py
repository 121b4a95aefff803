"""Codes of languages, as BCP 47 (RFC 5646) has them: two letters where ISO 639 gives two, else three."""

from __future__ import annotations

import re
from typing import Annotated

from pycountry import languages
from pydantic import AfterValidator, Field

CODE = "[a-z]{2,3}"
# Two letters and three; of a language with several (Arabic, Chinese ...) each that models use, the standard one first.
ISO_639 = """
aa:aar ab:abk ae:ave af:afr ak:aka am:amh an:arg ar:arb,ara as:asm av:ava ay:ayr az:azj,aze ba:bak be:bel bg:bul bi:bis
bm:bam bn:ben bo:bod br:bre bs:bos ca:cat ce:che ch:cha co:cos cr:cre cs:ces cu:chu cv:chv cy:cym da:dan de:deu dv:div
dz:dzo ee:ewe el:ell en:eng eo:epo es:spa et:est eu:eus fa:pes,fas ff:fuv,ful fi:fin fj:fij fo:fao fr:fra fy:fry ga:gle
gd:gla gl:glg gn:grn gu:guj gv:glv ha:hau he:heb hi:hin ho:hmo hr:hrv ht:hat hu:hun hy:hye hz:her ia:ina id:ind ie:ile
ig:ibo ii:iii ik:ipk io:ido is:isl it:ita iu:iku ja:jpn jv:jav ka:kat kg:kon ki:kik kj:kua kk:kaz kl:kal km:khm kn:kan
ko:kor kr:kau ks:kas ku:kmr,kur kv:kom kw:cor ky:kir la:lat lb:ltz lg:lug li:lim ln:lin lo:lao lt:lit lu:lub lv:lvs,lav
mg:plt,mlg mh:mah mi:mri mk:mkd ml:mal mn:khk,mon mr:mar ms:zsm,msa mt:mlt my:mya na:nau nb:nob nd:nde ne:npi,nep
ng:ndo nl:nld nn:nno no:nor nr:nbl nv:nav ny:nya oc:oci oj:oji om:gaz,orm or:ory,ori os:oss pa:pan pi:pli pl:pol
ps:pbt,pus pt:por qu:quy,que rm:roh rn:run ro:ron ru:rus rw:kin sa:san sc:srd sd:snd se:sme sg:sag sh:hbs si:sin sk:slk
sl:slv sm:smo sn:sna so:som sq:als,sqi sr:srp ss:ssw st:sot su:sun sv:swe sw:swh,swa ta:tam te:tel tg:tgk th:tha ti:tir
tk:tuk tl:tgl tn:tsn to:ton tr:tur ts:tso tt:tat tw:twi ty:tah ug:uig uk:ukr ur:urd uz:uzn,uzb ve:ven vi:vie vo:vol
wa:wln wo:wol xh:xho yi:ydd,yid yo:yor za:zha zh:zho,cmn zu:zul
"""
MERGED = frozenset({"ajp"})  # into `apc` in 2023; NLLB tells the two apart
PAIRS = [entry.split(":") for entry in ISO_639.split()]
TWO = frozenset(two for two, _ in PAIRS)
SHORT = {long: two for two, longs in PAIRS for long in longs.split(",")}


def known(code: str) -> str:
    """`code`, in two letters where it has two; ISO 639-3 gives three to some 7,800 languages.

    Raises ValueError where it is no code of a language.
    """
    if not re.fullmatch(CODE, code):
        raise ValueError(f"{code[:40]!r} is no language code: give two or three small letters, as ko")
    if code in TWO or code in SHORT:
        return SHORT.get(code, code)
    if code in MERGED or (len(code) == 3 and languages.get(alpha_3=code)):
        return code
    raise ValueError(f"{code!r} is the code of no language: ISO 639 has those there are, as ko or en")


def known_if_given(code: str) -> str:
    """As `known`; "" stands for the language that is found out."""
    return code and known(code)


Language = Annotated[str, AfterValidator(known), Field(json_schema_extra={"pattern": f"^{CODE}$"})]
LanguageIfGiven = Annotated[str, AfterValidator(known_if_given), Field(json_schema_extra={"pattern": f"^(?:{CODE})?$"})]
