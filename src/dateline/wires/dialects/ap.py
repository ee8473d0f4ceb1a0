"""
The Associated Press.

Source:
    AP Media API, Publishable content: only what has the signal ``newscontent`` may be published, advisories and
    daybooks lack it (developer.ap.org). AP, ANPA migration guide and NITF of its web feeds: ``ap-transref`` is the
    number by which kills call a text. AP, file practices: heads of telegrams say what comes apart. AP's NewsML-G2 of
    2018: ids ``tag:ap.org,2011:…``, signals ``apsig:…``.
"""

import re
from typing import Final

from dateline.wires.dialects import Dialect

_MARKS: Final = ("ap", "ap.org", "associated press", "the associated press")
_PUBLISHABLE: Final = frozenset({"newscontent", "consumerready"})
_FOR_DESK: Final = "it has no signal newscontent: AP sends it to be read by the desk, not to be published"
#: Its ``editorialtypes`` that tell the desk something.
_EDITORIAL: Final = {
    "kill": "kill", "elimination": "kill", "withhold": "withhold", "correction": "correction",
    "corrective": "correction", "lead": "update", "writethru": "update", "advisory": "advisory",
}  # fmt: skip

DIALECTS: Final = (
    Dialect(
        name="ap",
        formats=("newsml-g2",),
        # The alias of its signals' vocabulary.
        marks=(*_MARKS, "apsig"),
        spellings=("AP", "Associated Press", "The Associated Press"),
        publishable=_PUBLISHABLE,
        for_desk=_FOR_DESK,
    ),
    Dialect(
        name="ap",
        formats=("ninjs",),
        # Signals, and kinds of ids, that no other agency's documents have.
        marks=(
            *_MARKS,
            *("derivative", "explicitcontent", "singlesource", "isnotdigitized", "test", "plannedcoverage"),
            *("itemid", "etag", "transref", "friendlykey"),
        ),
        fields=("editorialtypes",),
        publishable=_PUBLISHABLE,
        for_desk=_FOR_DESK,
        signal_fields=("editorialtypes",),
        signals=_EDITORIAL,
    ),
    Dialect(
        name="ap",
        formats=("nitf",),
        marks=_MARKS,
        fields=("ap-transref", "ap-cycle", "ap-selector"),
        serial_fields=("ap-transref",),
    ),
    Dialect(
        name="ap",
        formats=("anpa-1312",),
        marks=_MARKS,
        notes=re.compile(r"AP (?:Photos?|Graphics?|Video|Audio|Interactive)\b.{0,200}"),
    ),
)
