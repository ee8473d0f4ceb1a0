"""
Indo-Asian News Service.

Source:
    IANS texts on subscribers' sites, 2010 to 2024: the last lines are ``--IANS`` and the initials of those who wrote
    and edited, ``ms/vd``.
"""

import re
from typing import Final

from dateline.wires.dialects import TEXTS, Dialect

DIALECTS: Final = (
    Dialect(
        name="ians",
        formats=TEXTS,
        marks=("ians", "ians.in", "indo-asian news service"),
        spellings=("IANS", "Indo-Asian News Service", "IANS/AKI", "IANS Live"),
        sign_off=re.compile(
            r"[-–—]{1,2}\s?IANS(?:\s+[a-z/-]{2,24})?|[a-z]{2,10}(?:[/-][a-z]{1,10}){1,4}/?|[a-z]{2,6}/"
        ),
        closings=("--IANS", "–IANS", "—IANS"),
    ),
)
