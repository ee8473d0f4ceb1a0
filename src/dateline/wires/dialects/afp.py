"""
Agence France-Presse.

Source:
    AFP, dispatches in NewsML 1.2 of 2014, 2017, 2019 and 2024, and in IPTC 7901: the last paragraph has the initials of
    those who wrote and edited (``hh/ph/ts/hd``, ``burs-asl/tib``). AFP, formats of dispatches: a French text that
    replaces another opens with ``ATTENTION - ajoute … ///``; a line in capitals names the pictures that go with it.
"""

import re
from typing import Final

from dateline.wires.dialects import TEXTS, Dialect

DIALECTS: Final = (
    Dialect(
        name="afp",
        formats=TEXTS,
        marks=("afp", "afp.com", "agence france-presse"),
        spellings=("AFP", "Agence France-Presse"),
        sign_off=re.compile(r"[a-z]{2,6}(?:-[a-z]{1,6})*(?:/[a-z]{1,6}(?:-[a-z]{1,6})*)+/?"),
        notes=re.compile(
            r"(?i:attention)\s*[-–—]\s*[^.]{3,250}///"
            r"|=?\s*\((?:\+?\s*(?:PHOTOS?|VIDEOS?|INFOGRAPHIES?|GRAPHIQUES?|CROQUIS|ARCHIVES?|LIVE)\s*){1,5}\)\s*=?"
        ),
    ),
)
