"""
Reuters.

Source:
    Reuters, NewsML-G2 of its media services 2011 to 2018: ``edStat:C`` is a correction, ``edStat:D`` a deletion;
    version numbers count (2, 5, 10) or are such as 978556838 and 1542761538, which do not grow. Reuters, Handbook of
    Journalism: datelines of stories without a place; contacts in double brackets, keywords and terms are for
    subscribers' desks.
"""

import re
from typing import Final

from dateline.wires.dialects import TEXTS, Dialect

#: The last is the alias of its signals' vocabulary.
_MARKS: Final = ("reuters", "reuters.com", "thomson reuters", "rtr", "thomsonreuters.com", "edstat")

DIALECTS: Final = (
    Dialect(
        name="reuters",
        formats=TEXTS,
        marks=_MARKS,
        spellings=("Reuters", "Thomson Reuters", "Thomson Reuters Foundation", "Рейтер"),
        placeless=True,
        signals={"edStat:C": "correction"},
        doubts={"edStat:D": "its signal edStat:D says that it is deleted"},
        counts_to=9999,
        notes=re.compile(r"\(\(.+\)\)|Keywords: \S.*|\(c\) Copyright Thomson Reuters \d{4}\..*"),
    ),
)
