"""
Xinhua.

Source:
    Xinhua's English and Chinese services and their sites: ``Enditem`` ends an English text, ``（完）`` a Chinese one.
"""

import re
from typing import Final

from dateline.wires.dialects import TEXTS, Dialect

DIALECTS: Final = (
    Dialect(
        name="xinhua",
        formats=TEXTS,
        marks=("xinhua", "xinhua news agency", "xinhuanet.com", "news.cn", "新华社", "新华网"),
        spellings=("Xinhua", "Xinhua News Agency"),
        sign_off=re.compile(r"\(?End\s?item\)?\.?|[（(]完[）)]", re.IGNORECASE),
        closings=("Enditem", "enditem", "（完）", "(完)"),
    ),
)
