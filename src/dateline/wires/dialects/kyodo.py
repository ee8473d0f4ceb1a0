"""
Kyodo News.

Source:
    Kyodo, NewsML 1.0 of its World Service, 2019, and telegrams of 2018: ``==Kyodo`` is the last line; the property
    ``KwsSerial`` is the transmission number.
"""

import re
from typing import Final

from dateline.wires.dialects import TEXTS, Dialect

DIALECTS: Final = (
    Dialect(
        name="kyodo",
        formats=TEXTS,
        marks=("kyodo", "kyodonews", "kyodo news", "kyodonews.jp", "kyodonews.net"),
        fields=("KwsSerial",),
        spellings=("Kyodo", "Kyodo News"),
        serial_fields=("KwsSerial",),
        sign_off=re.compile(r"=\s?=\s?Kyodo(?: News)?"),
    ),
)
