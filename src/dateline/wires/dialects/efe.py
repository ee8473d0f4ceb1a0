"""
Agencia EFE.

Source:
    EFE, NITF of 2017 and NewsML 1.2 of 2019: the byline has the initials of those who wrote and edited (``gr/bp``); the
    last sentence is followed by ``EFE``, which initials may follow on a line of their own.
"""

import re
from typing import Final

from dateline.wires.dialects import TEXTS, Dialect

DIALECTS: Final = (
    Dialect(
        name="efe",
        formats=TEXTS,
        marks=("efe", "agencia efe", "efeservicios.com", "efe.com", "efe.es"),
        spellings=("EFE", "Agencia EFE"),
        byline="initials",
        sign_off=re.compile(r"\(?(?:Agencia )?EFE\)?\.?|(?:EFE\s+)?[a-z]{2,5}(?:[/-][a-z]{1,5}){1,4}"),
        closings=("EFE",),
    ),
)
