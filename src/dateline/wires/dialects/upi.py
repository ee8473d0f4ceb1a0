"""
United Press International.

Source:
    UPI's site and feeds since about 2010: a text without a place opens with the day, ``Jan. 16 (UPI) --``.
"""

from typing import Final

from dateline.wires.dialects import TEXTS, Dialect

DIALECTS: Final = (
    Dialect(
        name="upi",
        formats=TEXTS,
        marks=("upi", "upi.com", "united press international"),
        spellings=("UPI", "United Press International"),
        placeless=True,
    ),
)
