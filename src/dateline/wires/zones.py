"""Time zones as people write them behind an hour: GMT, EST, ET, MESZ, Paris time."""

import re
from datetime import timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

#: Hours east of UTC, and the place whose clocks the name is used for, where summer and winter differ there: people
#: write EST all year round. Of a name that is used on two continents, the western meaning, which comes later.
_NAMED: Final[dict[str, tuple[int | None, str]]] = {
    "gmt": (0, ""), "utc": (0, ""), "ut": (0, ""), "z": (0, ""),
    "bst": (1, "Europe/London"), "cet": (1, "Europe/Paris"), "cest": (2, "Europe/Paris"), "mez": (1, "Europe/Berlin"),
    "mesz": (2, "Europe/Berlin"), "eet": (2, "Europe/Athens"), "eest": (3, "Europe/Athens"), "msk": (3, ""),
    "jst": (9, ""), "kst": (9, ""), "hkt": (8, ""), "sgt": (8, ""),
    "aest": (10, "Australia/Sydney"), "aedt": (11, "Australia/Sydney"),
    "nzst": (12, "Pacific/Auckland"), "nzdt": (13, "Pacific/Auckland"),
    "est": (-5, "America/New_York"), "edt": (-4, "America/New_York"), "et": (None, "America/New_York"),
    "cst": (-6, "America/Chicago"), "cdt": (-5, "America/Chicago"), "ct": (None, "America/Chicago"),
    "mst": (-7, "America/Denver"), "mdt": (-6, "America/Denver"), "mt": (None, "America/Denver"),
    "pst": (-8, "America/Los_Angeles"), "pdt": (-7, "America/Los_Angeles"), "pt": (None, "America/Los_Angeles"),
    "eastern": (None, "America/New_York"), "central": (None, "America/Chicago"),
    "mountain": (None, "America/Denver"), "pacific": (None, "America/Los_Angeles"),
    "london": (None, "Europe/London"), "uk": (None, "Europe/London"), "paris": (None, "Europe/Paris"),
    "berlin": (None, "Europe/Berlin"), "brussels": (None, "Europe/Brussels"), "geneva": (None, "Europe/Zurich"),
    "zurich": (None, "Europe/Zurich"), "vienna": (None, "Europe/Vienna"), "rome": (None, "Europe/Rome"),
    "madrid": (None, "Europe/Madrid"), "new york": (None, "America/New_York"), "washington": (None, "America/New_York"),
    "tokyo": (None, "Asia/Tokyo"), "sydney": (None, "Australia/Sydney"), "moscow": (None, "Europe/Moscow"),
}  # fmt: skip
_SHORT: Final = "|".join(
    sorted((name for name in _NAMED if len(name) <= 4 and name not in ("uk", "rome")), key=len, reverse=True)
)
_PLACES: Final = "|".join(name for name in _NAMED if len(name) > 4 or name in ("uk", "rome"))
#: A zone that can be placed, in any case; its own groups are not captured.
ZONE: Final = (
    rf"(?:(?i:GMT|UTC)\s?[+-]\s?\d{{1,2}}(?::?\d{{2}})?(?!\d)|[+-]\d{{2}}:?\d{{2}}(?!\d)|(?i:{_SHORT})(?!\w)"
    rf"|(?i:(?:{_PLACES})(?:\s+(?:standard\s+|daylight\s+)?time)(?!\w)|eastern(?!\w)|pacific(?!\w)"
    r"|(?:heure de|hora de|ora di)\s+(?:paris|madrid|roma|londres|bruxelles)(?!\w)))"
)
_OFFSET = re.compile(r"(?:gmt|utc)?\s?([+-])\s?(\d{1,2}):?(\d{2})?")
_ROMANCE: Final = {"roma": "rome", "londres": "london", "bruxelles": "brussels"}


def moments_of(zone: str) -> tuple[tzinfo, ...]:
    """
    What a *zone* that `ZONE` matched may mean: one zone, or two where its name is also used out of season.

    Returns:
        Empty where nobody can place it.
    """
    name = " ".join(zone.casefold().split())
    if offset := _OFFSET.fullmatch(name):
        east = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return (timezone(-east if offset[1] == "-" else east),) if east < timedelta(hours=24) else ()
    for words in ("heure de ", "hora de ", "ora di "):
        name = name.removeprefix(words)
    name = re.sub(r"(?: standard| daylight)? time\Z", "", _ROMANCE.get(name, name))
    return _placed(name)


@lru_cache(maxsize=64)
def _placed(name: str) -> tuple[tzinfo, ...]:
    hours, place = _NAMED.get(name, (None, ""))
    fixed: tuple[tzinfo, ...] = () if hours is None else (timezone(timedelta(hours=hours)),)
    return (*fixed, ZoneInfo(place)) if place else fixed
