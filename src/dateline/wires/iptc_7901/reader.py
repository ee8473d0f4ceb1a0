"""IPTC 7901 into readings."""

import re
from datetime import date, datetime
from typing import Final

from msgspec.structs import replace

from dateline.news.slugs import working_name
from dateline.news.takes import part_of, take_of
from dateline.news.wire import Problem, Reading, Subject, Version, Words
from dateline.wires.dialects import PLAIN, Dialect, of
from dateline.wires.dialects.spoken import dialect_of, spoken
from dateline.wires.iptc_7901.document import OPENS, Heading, Telegram, telegram_of
from dateline.wires.iptc_7901.head import Head, head_of
from dateline.wires.iptc_7901.notebook import Below, parted
from dateline.wires.messages import messages_in, reading_of
from dateline.wires.opening import byline_of
from dateline.wires.preamble import take_preamble
from dateline.wires.takes import name_of
from dateline.wires.telegram import copyright_in, credited, normalised, without_notice
from dateline.wires.typed import typed_blocks

FORMAT: Final = "iptc-7901"
#: In the first so many lines of a text stands who sends it.
_HIGHEST: Final = 6
_AGENCY: Final = re.compile(r"\(([A-Za-z][A-Za-z /-]{1,20})\)")


def read(data: bytes, *, received: datetime) -> Reading:
    """
    Read a file of one telegram, or of several.

    Args:
        data: IPTC 7901 with or without its control bytes; each message in UTF-8, in a charset of one byte a letter, or
            in a national variant of ISO 646 (`alphabets`).
        received: When it reached us, UTC; days without a year are near it.
    Returns:
        A version for each message, takes joined where all are there, and a notice for each order about another one.
    Raises:
        WireError: If no message is in it, or none with words.
    Source:
        IPTC 7901, revision 5
    """
    problems: list[Problem] = []
    data = normalised(data, format=FORMAT)
    messages = messages_in(data, OPENS, lambda text: version_of(text, received), problems, seven_bits=True)
    return reading_of(messages, format=FORMAT, by_slug=False, received=received, problems=problems)


def version_of(text: str, received: datetime) -> Version | None:
    """One message as a version, before its words are obeyed; None where it does not open with a heading."""
    telegram = telegram_of(text)
    if telegram is None:
        return None
    heading, head = telegram.heading, head_of(telegram.head)
    dialect = _dialect(telegram)
    lines, below = parted(telegram.body, dialect)
    day = (telegram.issued or received).date()
    opening = take_preamble(tuple(typed_blocks(lines)), head.headline, head.byline, "", language="", day_hint=day)
    dateline, body = (opening.dateline, opening.body) if opening.dateline else credited(opening.body)
    notes = tuple(dict.fromkeys((*head.notes, *opening.notes, *below.notes)))
    body, notice, holder = without_notice(body)
    if not notice:
        notice, holder = copyright_in(line for note in below.notes for line in note.split("\n"))
    slug = _slug(telegram, head)
    version = Version(
        item=f"{heading.message.casefold()}-{day.isoformat()}",
        serial=heading.serial,
        headline=head.headline,
        headlines=(Words(head.below, "below"),) if head.below else (),
        slug=slug,
        byline=byline_of(opening.byline),
        dateline=dateline,
        body=body,
        notes=notes,
        issued=telegram.issued,
        signals=head.signals,
        urgency=int(heading.priority) or None,
        urgency_given=heading.priority,
        subjects=_subjects(heading, slug),
        links=below.links,
        holder=holder,
        notice=notice,
        credit=below.closing.source,
        more=_more(telegram, head, below),
    )
    dialect = dialect if dialect is not PLAIN else dialect_of(FORMAT, (), version)
    return _of_one_story(spoken(version, dialect, parted=True), heading, day)


def _slug(telegram: Telegram, head: Head) -> str:
    """The keywords; which take the text is belongs to them, also where a line of the head says so."""
    slug = " ".join(telegram.keywords).strip("/ ")
    return f"{slug}, {head.take.number} of {head.take.of}" if head.take and take_of(slug) is None else slug


def _of_one_story(version: Version, heading: Heading, day: date) -> Version:
    """A part of a text under the id that all its parts share, though each has a number of its own."""
    take = part_of(version)
    if take is None and "follows" not in version.more:
        return version
    shared = name_of(take, version) if take else working_name(version.slug)
    return replace(version, item=f"{heading.source.casefold()}-{'-'.join(shared.split())}-{day.isoformat()}")


def _dialect(telegram: Telegram) -> Dialect:
    """The dialect of a message, by what its heading adds, its time line, what opens its text, and what signs it."""
    found = of(FORMAT, (*telegram.heading.optional.split()[-2:], *telegram.trailer.split()[:1]), telegram.issued)
    if found is not PLAIN:
        return found
    opens = _AGENCY.search("\n".join(telegram.body[:_HIGHEST]))
    signs = next((line.split() for line in reversed(telegram.body) if line.strip()), [])
    return of(FORMAT, (*(opens[1].split("/") if opens else ()), *signs[:1]), telegram.issued)


def _subjects(heading: Heading, slug: str) -> tuple[Subject, ...]:
    """The category, and the keywords where there are several."""
    words = [word.strip() for word in slug.split("/")] if "/" in slug else []
    return (
        Subject(FORMAT, heading.category.casefold()),
        *(Subject(name=word) for word in words if word and not take_of(word)),
    )


def _more(telegram: Telegram, head: Head, below: Below) -> dict[str, str]:
    told = {
        "message": telegram.heading.message,
        "category": telegram.heading.category,
        "word count": telegram.heading.words,
        "optional": " ".join(telegram.heading.optional.split()),
        "label": head.label,
        "sign-off": below.closing.sign_off,
        "follows": below.closing.follows,
        "trailer": telegram.trailer,
    }
    return {name: words for name, words in told.items() if words}
