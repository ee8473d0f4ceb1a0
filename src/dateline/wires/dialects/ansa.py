"""
ANSA.

Source:
    ANSA, NITF of its English media service, 2022: ``byline`` holds the second headline ("Subtitle", says its comment),
    the ``meta`` *priority* a letter. ANSA, NewsML-G2, 2017: the same letter R stands beside urgency 5; the others
    follow in their order, flash, bulletin, urgent, routine, deferred. Its texts end with ``(ANSA).``
"""

import re
from typing import Final

from dateline.wires.dialects import TEXTS, Dialect

_CLOSINGS: Final = ("(ANSA).", "(ANSA)")
_SIGN_OFF: Final = re.compile(r"\(ANSA\)\.?")
_MARKS: Final = ("ansa", "ansa.it")

DIALECTS: Final = (
    Dialect(
        name="ansa",
        formats=("nitf",),
        marks=_MARKS,
        fields=("selezione", "category_iptc"),
        spellings=("ANSA", "ANSAmed"),
        byline="headline",
        urgency_fields=("priority",),
        urgencies={"f": 1, "b": 2, "u": 3, "r": 5, "d": 6},
        closings=_CLOSINGS,
        sign_off=_SIGN_OFF,
    ),
    Dialect(
        name="ansa",
        formats=tuple(format for format in TEXTS if format != "nitf"),
        marks=_MARKS,
        closings=_CLOSINGS,
        sign_off=_SIGN_OFF,
    ),
)
