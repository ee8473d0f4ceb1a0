"""AsiaNet's press releases: source, number and headline, the dateline, a typed text."""

import re
from datetime import UTC, datetime, time

from dateline.news.slugs import headline_name, serial_of
from dateline.news.wire import Version
from dateline.wires.anpa_1312.ending import ended
from dateline.wires.letters import fold
from dateline.wires.preamble import take_preamble
from dateline.wires.telegram import without_notice
from dateline.wires.typed import typed_blocks

#: The first two lines; a source may take more than one.
OPENS = re.compile(
    rb"\A[\s\x00-\x02\x16\x7f]*SOURCE[ ]?:?[ \t]+\S[^\n]{0,200}\n(?:[^\n]{0,200}\n){0,4}?MEDIA RELEASE\b", re.IGNORECASE
)
_NUMBER = re.compile(r"MEDIA RELEASE\W*(?P<number>\w[\w-]*)?", re.IGNORECASE)


def version_of(text: str, received: datetime) -> Version:
    """
    Read one release.

    Args:
        text: As `OPENS` finds one.
        received: When it reached us, UTC; a dateline without a year is near it.
    """
    lines = text.strip("\x00\x01\x02\x03\x04\x16\x7f \n\t\x0c").split("\n")
    number = next(n for n, line in enumerate(lines) if _NUMBER.match(line))
    source = fold(" ".join(lines[:number]).partition(" ")[2]).lstrip(": ")
    start = next((n for n in range(number + 1, len(lines)) if lines[n].strip()), len(lines))
    blank = next((n for n in range(start, len(lines)) if not lines[n].strip()), len(lines))
    headline = fold(" ".join(lines[start:blank]))
    opening = take_preamble(tuple(typed_blocks(lines[blank:])), headline, "", "", language="", day_hint=received.date())
    body, notes, _ = ended(opening.body)
    body, notice, holder = without_notice(body)
    day = opening.dateline.day if opening.dateline else None
    told = _NUMBER.match(lines[number])
    release = (told["number"] or "") if told else ""
    return Version(
        serial=serial_of(release),
        headline=headline,
        slug=headline_name(headline),
        dateline=opening.dateline,
        byline=opening.byline,
        body=body,
        notes=(*opening.notes, *notes),
        issued=datetime.combine(day, time(), UTC) if day else None,
        credit=source,
        holder=holder,
        notice=notice,
        more={name: words for name, words in (("SOURCE", source), ("MEDIA RELEASE", release)) if words},
    )
