"""
Deutsche Presse-Agentur.

Source:
    dpa, basic and English services in IPTC 7901, 2013 to 2018: ``# Notizblock`` or ``# Notebook`` opens what is for
    editors, the last line is ``dpa`` and initials. dpa, NewsML-G2 (profile ``dpa-G2``), 2019 to 2024: the telegram that
    an item also was stands in an ``altId``, ``eca:0093:3:i:175:dpa:1153::…``, and kills call it ``dpa 1153``. Regional
    services sign ``(dpa/lby)``; texts on the web end with ``© dpa-infocom, dpa:200116-99-123456/3``.
"""

import re
from typing import Final

from dateline.wires.dialects import TEXTS, Dialect

#: Regional services, as they stand after a stroke.
_REGIONS: Final = (
    "lbn lbw lby lhe lmv lni lno lnw lrs lsa lsc lsn lsw lth bb bw by hb he hh mv ni nrw rp sa sh sl sn th tmn gms"
)

_MARKS: Final = ("dpa", "dpa.com", "deutsche presse-agentur", "deutsche presse-agentur gmbh", "dpa-infocom")

DIALECTS: Final = (
    Dialect(
        name="dpa",
        formats=("newsml-g2",),
        marks=_MARKS,
        serial_fields=("altId dpa7901rendition:iptc7901Id",),
        serial=re.compile(r":dpa:(?P<serial>\d+):"),
    ),
    Dialect(
        name="dpa",
        formats=tuple(format for format in TEXTS if format != "newsml-g2"),
        marks=_MARKS,
        spellings=(
            *("dpa", "Deutsche Presse-Agentur", "dpa-AFX", "dpa-infocom"),
            *(f"dpa/{region}" for region in _REGIONS.split()),
        ),
        sign_off=re.compile(
            r"dpa(?:[ /-]+[a-z0-9]{1,5}){1,8}|©?\s*dpa(?:-infocom)?,\s*dpa:\d{6}-\d{2,3}-\d{3,9}/\d{1,3}"
        ),
        below=re.compile(
            r"#+\s*(?:[a-z]+[- ])?(?:notebook|notizblock|notepad|notizen|bloc-notes|bloc de notas)\b.*", re.IGNORECASE
        ),
    ),
)
