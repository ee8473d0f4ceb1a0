"""
PR Newswire.

Source:
    PR Newswire's releases: the last line is ``SOURCE`` and the company. Until about 2012 lines between slashes gave
    contacts and addresses (``/CONTACT: …/``, ``/Web site: …/``), and ``-FirstCall`` stood beside the name in datelines.
"""

import re
from datetime import date
from typing import Final

from dateline.wires.dialects import TEXTS, Dialect

_MARKS: Final = ("pr newswire", "prnewswire", "prnewswire.com", "prnewswire-usnewswire", "prnewswire-prweb")
_SOURCE: Final = re.compile(r"SOURCE:?\s+(?P<who>\S.{0,150})")

DIALECTS: Final = (
    Dialect(
        name="pr_newswire",
        formats=TEXTS,
        marks=_MARKS,
        since=date(2013, 1, 1),
        spellings=(
            *("PRNewswire", "PR Newswire", "PRNewswire-USNewswire", "PRNewswire-PRWeb", "PRNewswire-AsiaNet"),
            *("PRNewswire-HISPANIC PR WIRE", "PRNewswire-iReach"),
        ),
        credit_line=_SOURCE,
    ),
    Dialect(
        name="pr_newswire",
        formats=TEXTS,
        marks=(*_MARKS, "prnewswire-firstcall"),
        until=date(2012, 12, 31),
        spellings=("PRNewswire-FirstCall",),
        credit_line=_SOURCE,
        notes=re.compile(
            r"/?(?:CONTACT|Contacts?|Web\s?site|Company News On-Call|NOTE TO EDITORS|Photo|PRN Photo Desk"
            r"|AP PhotoExpress Network)\s*:\s.*/?"
        ),
    ),
)
