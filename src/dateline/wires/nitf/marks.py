"""Marks that our writer sets in NITF, and our reader knows again."""

from typing import Final

#: A subject's number where there is none: the schema demands one.
UNTOLD: Final = "00000000"
#: What an ``ed-msg`` without words may be the type of, and means as a signal.
SIGNALS: Final = frozenset({"update", "correction", "kill", "withhold", "lift", "refile", "advisory", "urgent"})
