"""Where and when a dispatch was filed, and by which agency: `PORT ADEN, May 4 (Orla Press) -- `. English."""

from __future__ import annotations

import re

from service.reading.words import UPPER

WORD = rf"[{UPPER}][\w.’'-]*"
DASH = r" (?:--?|–|—) "
DAY = rf"(?:{WORD} \d{{1,2}}|\d{{1,2}} {WORD})(?:,? \d{{4}})?"
PLACE = rf"{WORD}(?: {WORD}){{0,3}}"
AGENCY = rf"\([{UPPER}][\w .&’'-]{{1,60}}\)"
DATELINE = re.compile(
    rf"^(?:[A-Z][A-Z .'-]+(?:, {PLACE})?(?:, {DAY})?(?: {AGENCY})?{DASH}"
    rf"|{PLACE}(?:, {PLACE})?(?:, {DAY})? {AGENCY} ?(?:--?|–|—) "
    rf"|{PLACE}(?:, {PLACE})?, {DAY}{DASH}"
    rf"|(?:[A-Z][\w .,'-]{{1,40}} )?\((?:CNN|AP|AFP|Reuters|UPI)\) ?(?:(?:--?|–|—) )?(?=[A-Z\"“]))"
)
