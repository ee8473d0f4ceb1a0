"""Moments as feeds write them: what all wires write, and what Dublin Core and the tools of websites make of it."""

import re
from datetime import UTC, datetime
from typing import Final

from dateline.wires.times import parse_time
from dateline.wires.zones import moments_of

#: In letters; what is longer is no moment.
_LONGEST: Final = 80
#: Forms that `parse_time` does not know, and the same in one that it does.
_REWRITTEN: Final = tuple(
    (re.compile(pattern), same)
    for pattern, same in (
        # W3C's profile of ISO 8601: a year, a month, an hour.
        (r"(\d{4})", r"\1-01-01"),
        (r"(\d{4})-(\d\d)", r"\1-\2-01"),
        (r"(\d{4}-\d\d-\d\d)T(\d\d)(Z|[+-]\d\d:?\d\d)", r"\1T\2:00\3"),
        (r"(\d{4}-\d\d-\d\d[T ])(\d:.*)", r"\g<1>0\2"),
        # A zone told twice, by its hour alone, or behind a space.
        (r"(.*\d[+-]\d\d:?\d\d)Z|(.*\d)Z\+00:?00", r"\1\2"),
        (r"(.*\d) ?(?:GMT|UTC)? ?([+-]) ?(\d)", r"\1 \g<2>0\g<3>00"),
        (r"(.*\d) ?(?:GMT|UTC)?([+-]) (\d\d:?\d\d)", r"\1 \2\g<3>"),
        (r"(.*\d [+-]\d\d)", r"\g<1>00"),
        (r"(\w+),(\d.*)", r"\1, \2"),
        (r"(.*\d) - (\d.*)", r"\1 \2"),
        (r"(?:\w+,? )?(\d{4})/(\d\d)/(\d\d)(| .*)", r"\1-\2-\3\4"),
        # With slashes nobody knows which is the month, unless one of the two is none.
        (r"(?:\w+,? )?(1[3-9]|2\d|3[01])/(\d\d?)/(\d{4})(| .*)", r"\1.\2.\3\4"),
        (r"(?:\w+,? )?(\d\d?)/(1[3-9]|2\d|3[01])/(\d{4})(| .*)", r"\2.\1.\3\4"),
        (r"(\d{4})\s?年\s?(\d\d?)\s?月\s?(\d\d?)\s?日\s*(\d.*|)", r"\3.\2.\1 \4"),
        (r"(\d{4})\s?년\s?(\d\d?)\s?월\s?(\d\d?)\s?일\s*오후\s*(\d[\d:]*)", r"\3.\2.\1 \4 PM +0900"),
        (r"(\d{4})\s?년\s?(\d\d?)\s?월\s?(\d\d?)\s?일\s*오전\s*(\d[\d:]*)", r"\3.\2.\1 \4 AM +0900"),
        (r"(\d{4})\s?년\s?(\d\d?)\s?월\s?(\d\d?)\s?일\s*(\d[\d:]*)", r"\3.\2.\1 \4 +0900"),
    )
)
#: A zone by a name that goes with the season.
_ZONED = re.compile(r"(.+\d(?:\s?[AaPp]\.?[Mm]\.?)?)\s([A-Z]{2})")


def moment_of(text: str) -> datetime | None:
    """
    Read one moment.

    Args:
        text: As for `parse_time`; or as W3C's profile has it (``2031``, ``2031-03``, ``2031-03-04T09Z``), as in
            ``2031/03/04 09:00``, with slashes where one of day and month is told by its number, with a zone such as
            ``ET``, or as in Korean and Chinese.
    Returns:
        The moment, in UTC; the beginning of a year or a month that has no day. None where *text* holds none.
    Source:
        W3C NOTE-datetime; feedparser's tests in spirit
    """
    if (moment := parse_time(text)) is not None or not text or len(text) > _LONGEST:
        return moment
    for _ in range(2):
        for pattern, same in _REWRITTEN:
            if found := pattern.fullmatch(text):
                text = found.expand(same).strip()
                break
        if moment := parse_time(text):
            return moment
    return _zoned(text)


def _zoned(text: str) -> datetime | None:
    found = _ZONED.fullmatch(text)
    zones = moments_of(found[2]) if found else ()
    moment = parse_time(found[1]) if found and zones else None
    return moment.replace(tzinfo=zones[-1]).astimezone(UTC) if moment else None
