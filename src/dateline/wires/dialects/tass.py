"""
TASS, ITAR-TASS until 2014.

Source:
    TASS, NewsML 1.0 of its English service, 2019: no ``NewsItemId``, but a ``guid`` among the metadata; times on
    Moscow's clocks and without a zone; ``URGENT`` in the place of a slug; the provider is still ``www.itar-tass.com``.
"""

from typing import Final

from dateline.wires.dialects import Dialect

DIALECTS: Final = (
    Dialect(
        name="tass",
        formats=("newsml-1",),
        marks=("tass", "tass.com", "tass.ru", "itar-tass", "itar-tass.com"),
        spellings=("TASS", "ITAR-TASS", "ТАСС", "ИТАР-ТАСС"),
        id_fields=("guid",),
        not_slugs=("urgent", "bulletin", "flash", "express"),
        zone="Europe/Moscow",
    ),
)
