"""IPTC 7901 into readings."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from dateline.news.wire import Problem, Reading, Subject, Version, Words
from dateline.wires.charset import decoded
from dateline.wires.iptc_7901.document import OPENS, Heading, Telegram, telegram_of
from dateline.wires.iptc_7901.head import Head, head_of
from dateline.wires.iptc_7901.notebook import Below, parted
from dateline.wires.messages import reading_of
from dateline.wires.opening import byline_of
from dateline.wires.preamble import take_preamble
from dateline.wires.takes import Take, take_of
from dateline.wires.telegram import (
    copyright_in,
    credited,
    frames,
    normalised,
    typed_blocks,
    without_notice,
)

FORMAT: Final = "iptc-7901"


def read(data: bytes, *, received: datetime) -> Reading:
    """
    Read a file of one telegram, or of several.

    Args:
        data: IPTC 7901 with or without its control bytes; each message in UTF-8, Latin-1, Windows-1252, code page 850
            or 437, or the German variant of ISO 646.
        received: When it reached us, UTC; days without a year are near it.
    Returns:
        A version for each message, takes joined where all are there, and a notice for each order about another one.
    Raises:
        WireError: If no message is in it, or none with words.
    Source:
        IPTC 7901, revision 5
    """
    problems: list[Problem] = []
    messages = _messages(data, received, problems)
    return reading_of(messages, format=FORMAT, by_slug=False, received=received, problems=problems)


def _messages(data: bytes, received: datetime, problems: list[Problem]) -> Iterator[tuple[Version, Take | None]]:
    """Each message that has words; the others are told."""
    for frame in frames(normalised(data, format=FORMAT), OPENS):
        where = f"message {frame.number}" if frame.number else "before the first message"
        text, told = decoded(frame.data, national=True)
        if told:
            problems.append(Problem(where, told))
        telegram = telegram_of(text) if frame.number else None
        if telegram is None:
            problems.append(
                Problem(where, f"words outside of a message were left out: {' '.join(text.split())[:80]!r}")
            )
            continue
        head = head_of(telegram.head)
        version = version_of(telegram, head, received)
        if version.headline or version.body or version.notes:
            yield version, head.take or take_of(version.slug)
        else:
            problems.append(Problem(where, "it has no words"))


def version_of(telegram: Telegram, head: Head, received: datetime) -> Version:
    """One message as a version, before its words are obeyed."""
    heading = telegram.heading
    lines, below = parted(telegram.body)
    day = (telegram.issued or received).date()
    opening = take_preamble(tuple(typed_blocks(lines)), head.headline, head.byline, "", language="", day_hint=day)
    dateline, body = (opening.dateline, opening.body) if opening.dateline else credited(opening.body)
    notes = tuple(dict.fromkeys((*head.notes, *opening.notes, *below.notes)))
    body, notice, holder = without_notice(body)
    if not notice:
        notice, holder = copyright_in(line for note in below.notes for line in note.split("\n"))
    slug = " ".join(telegram.keywords).strip("/ ")
    return Version(
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
        more=_more(telegram, head, below),
    )


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
        "sign-off": below.sign_off,
        "trailer": telegram.trailer,
    }
    return {name: words for name, words in told.items() if words}
