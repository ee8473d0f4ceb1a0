"""
GlobeNewswire, and Marketwired, which it took over in 2018.

Source:
    GlobeNewswire, NewsML-G2 of 2019 and 2020 (ids of ``marketwired.com``), and its site: contacts and a list of
    attachments follow the text, under no mark of the format's.
"""

import re
from typing import Final

from dateline.wires.dialects import TEXTS, Dialect

DIALECTS: Final = (
    Dialect(
        name="globenewswire",
        formats=TEXTS,
        marks=("globenewswire", "globenewswire.com", "globe newswire", "marketwired.com"),
        spellings=("GlobeNewswire", "GLOBE NEWSWIRE", "Marketwired", "Marketwire"),
        below=re.compile(
            r"Attachments?:?"
            r"|(?:(?:Media|Press|Investors?|Company|Corporate)(?: (?:and|&) (?:Media|Investors?))?(?: Relations)? )?"
            r"(?:CONTACTS?|Contacts?|Inquiries|Enquiries)(?: [Ii]nformation)?:(?:\s.*)?"
            r"|(?:For )?(?:[Ff]urther|[Mm]ore) information:\s.*"
        ),
    ),
)
