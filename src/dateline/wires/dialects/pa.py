"""
PA Media, the Press Association until 2019.

Source:
    PA, NITF of 2015 and 2016: the last line of a text is ``ends``; ``mf`` (more follows) and ``mfl`` (more follows
    later) stand there while it is not complete.
"""

import re
from typing import Final

from dateline.wires.dialects import TEXTS, Dialect

DIALECTS: Final = (
    Dialect(
        name="pa",
        formats=TEXTS,
        marks=(
            *("pa", "pa media", "pa sport", "pa sport data", "pamedia.io"),
            *("press association", "the press association"),
        ),
        spellings=("PA", "PA Media", "Press Association"),
        sign_off=re.compile(r"(?:ends|end|mfl|mf|more follows(?: later)?)\W{0,2}", re.IGNORECASE),
    ),
)
