"""Lines around an article that are none of its sentences: calls to read, follow or subscribe, credits, notices."""

from __future__ import annotations

import re

from service.ingest.content import Block

MAX_WORDS = 45  # of a block that can be such a line
NETWORK = r"on\ (?:twitter|facebook|instagram|youtube|telegram|whatsapp|linkedin|x\b)"
FURNITURE = re.compile(
    rf"""\W*(?:
    # English
    read\ (?:more\b(?!\ than)|also\b|next\b|the\ full\b)
    | (?:also\ )?(?:related|see\ also|also\ read|also\ on)\b[^.!?]*$
    | (?:more\ on|you\ (?:may|might)\ also\ like)\b[^.!?]*$ | follow\ (?:us|me|@\w+)\b | follow\b.{{0,80}}\b{NETWORK}
    | (?:please\ )?(?:subscribe\ (?:to|now|today)|sign\ up\b|click\ here\b|get\ the\ latest\b)
    | download\ (?:the|our)\ app\b
    | (?:like\ this\ story|have\ a\ tip|tell\ us\ what\ you|share\ (?:this|it\ with))\b
    | (?:email\ this|print\ this|print\ article|order\ reprints)\b
    | for\ the\ latest\ (?:news|stories|updates)\b | submit\ a\ letter\b | we\ want\ to\ hear\b | explore\ further\W*$
    | (?:leave\ a\ (?:comment|reply)|comments?|tags?|topics?|advertisement|share|print|email|filed\ under)\W*$
    | (?:copyright|©|ⓒ|\(c\))\W*(?:©|\(c\)|\d{{4}}) | [©ⓒ].{{0,80}}$ | .{{0,120}}\ball\ rights\ reserved\b.{{0,60}}$
    | (?:photos?|images?|pictures?)(?:\ (?:credit|by|courtesy|source)\w*)?\s*: | (?:photo|image)\ (?:credit|courtesy)
    | (?:posted|published|updated|last\ updated)\b[^.!?]{{0,60}}\d{{4}}[^.!?]{{0,20}}$
    # French
    | (?:lire\ (?:aussi|la\ suite)|à\ lire|voir\ aussi|pour\ lire\ la\ suite)\b | (?:abonnez|suivez|inscrivez)-\w+
    | (?:crédits?\ photos?|image\ illustrative)\s*: | (?:publié|mis\ à\ jour)\b[^.!?]{{0,60}}\d{{4}}[^.!?]{{0,20}}$
    # Spanish, Portuguese, Italian
    | (?:lea|lee|vea|mire|leer|ver)\ (?:también|más)\b | (?:puedes?|(?:le|te)\ puede)\ (?:ver|leer|interesar)\b\W
    | s[ií]guenos\b | suscr[ií]b(?:ete|ase)\b | artículos?\ relacionados\b | más\ (?:sobre|noticias)\b[^.!?]*$
    | (?:fotos?|imagen|imágenes)\s*: | publicado\b[^.!?]{{0,60}}\d{{4}}[^.!?]{{0,20}}$
    | (?:leia|veja)\ (?:também|mais)\b | siga-nos\b | leggi\ anche\b | seguici\b | iscriviti\b
    # German, Russian
    | (?:lesen\ sie\ auch|mehr\ zum\ thema|lies\ auch|folgen\ sie\ uns|abonnieren\ sie)\b | bild\s*:
    | (?:veröffentlicht|aktualisiert)\b[^.!?]{{0,60}}\d{{4}}[^.!?]{{0,20}}$
    | читайте\ (?:также|ещё|еще)\b | подпи(?:сы|ш)\w*\ на\b | фото\s*:
    # Korean, Chinese, Japanese
    | 관련\s?기사 | 무단\s?전재 | 저작권자 | (?:相关|相關)(?:阅读|閱讀|新闻|新聞) | 責任編輯 | 责任编辑 | 関連記事
    )""",
    re.I | re.X,
)


def without_furniture(blocks: list[Block]) -> list[Block]:
    """Without such lines, lines that hold no word, and headings that nothing follows."""
    kept = [block for block in blocks if not is_furniture(block.text)]
    while kept and kept[-1].heading:
        kept.pop()
    return kept


def is_furniture(text: str) -> bool:
    """Whether it is such a line, told by its first words."""
    if not any(character.isalnum() for character in text):
        return True
    return len(text.split()) <= MAX_WORDS and bool(FURNITURE.match(text))
