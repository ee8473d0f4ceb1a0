"""
Business Wire.

Source:
    Business Wire, NewsML 1.2 of 2013 and its Revision Management guide: the party in ``Source`` is the company whose
    release it is. Its releases elsewhere end with ``View source version on businesswire.com: …``.
"""

import re
from typing import Final

from dateline.wires.dialects import TEXTS, Dialect

DIALECTS: Final = (
    Dialect(
        name="business_wire",
        formats=TEXTS,
        marks=("business wire", "businesswire", "businesswire.com"),
        spellings=("Business Wire", "BusinessWire"),
        credit_fields=("Source",),
        notes=re.compile(r"View source version on businesswire\.com:?\s.*", re.IGNORECASE),
    ),
)
