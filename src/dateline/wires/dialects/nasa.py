"""
NASA.

Source:
    NASA's news releases by mail and on nasa.gov, 2007 to 2023: a line with the release's number (``RELEASE: 12-428``,
    ``MEDIA ADVISORY M07-72``), ``-end-`` below the text, then contacts or how to subscribe; pages of the design of 2013
    to 2023 name an editor and a day at their end.
"""

import re
from typing import Final

from dateline.wires.dialects import Dialect

DIALECTS: Final = (
    Dialect(
        name="nasa",
        formats=("html", "nitf", "newsml-1", "ninjs"),
        marks=("nasa", "nasa.gov", "national aeronautics and space administration"),
        spellings=("NASA",),
        notes=re.compile(
            r"(?:(?:MEDIA|PHOTO|VIDEO|INTERNET) ADVISORY|(?:(?:CONTRACT|PHOTO) )?RELEASE|STATUS REPORT)"
            r"\s*:?\s*[A-Z]{0,3}\d{2}-\d{2,3}[a-z]?"
            r"|(?:Page )?Last Updated:\s.{4,40}|Editor:\s.{3,60}|(?:Page Editor|NASA Official):\s.{3,60}"
        ),
        below=re.compile(r"-\s?end\s?-", re.IGNORECASE),
    ),
)
