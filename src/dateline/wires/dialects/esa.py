"""
European Space Agency.

Source:
    ESA's press releases, 2014 to 2018: each has a number of its year, ``N° 33–2018``. esa.int since its redesign of
    2019: how often a page was seen and liked stands between its headline and its text.
"""

import re
from datetime import date
from typing import Final

from dateline.wires.dialects import Dialect

_MARKS: Final = ("esa", "esa.int", "european space agency")
_NUMBER: Final = re.compile(r"(?:ESA )?N[°º]\s?\d{1,3}\s?[-–—]\s?\d{4}(?:\s?:.{0,120})?|ESA PR \d{1,3}[-–—]\d{4}\.?")

DIALECTS: Final = (
    Dialect(
        name="esa",
        formats=("html",),
        marks=_MARKS,
        since=date(2019, 8, 1),
        spellings=("ESA", "European Space Agency"),
        notes=_NUMBER,
        furniture=re.compile(
            r"(?:\d{2}/\d{2}/\d{4}\s+)?\d[\d,. ]{0,9}\s?views?(?:\s+\d[\d,. ]{0,9}\s?likes?)?(?:\s+\d{3,9}\s?ID)?"
            r"|\d[\d,. ]{0,9}\s?likes?|Thank you for liking|You have already liked this page.{0,60}",
            re.IGNORECASE,
        ),
    ),
    Dialect(name="esa", formats=("html",), marks=_MARKS, until=date(2019, 7, 31), notes=_NUMBER),
)
