"""ANPA 1312 into readings."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from msgspec.structs import replace

from dateline.news.blocks import Block
from dateline.news.takes import Take, take_of
from dateline.news.wire import Problem, Reading, Subject, Version, Words
from dateline.wires.alphabets import lettered
from dateline.wires.anpa_1312 import release
from dateline.wires.anpa_1312.document import OPENS, Header, Telegram, telegram_of
from dateline.wires.anpa_1312.ending import Ending, ended
from dateline.wires.anpa_1312.text import Text, holder_of, shown, text_of
from dateline.wires.letters import mentions
from dateline.wires.messages import reading_of
from dateline.wires.preamble import same_words, take_preamble
from dateline.wires.signals import signals_in
from dateline.wires.telegram import copyright_in, credited, frames, normalised, without_notice

FORMAT: Final = "anpa-1312"
#: Flash, bulletin, urgent, regular, deferred, and advances for weekdays and Sundays.
_URGENCY: Final = {"f": 1, "b": 2, "u": 3, "r": 4, "d": 5, "a": 6, "s": 6}
_CATEGORIES: Final = {
    "a": "domestic", "e": "entertainment", "f": "financial", "i": "international", "o": "weather", "p": "politics",
    "q": "sports results", "s": "sports", "v": "advisories", "w": "Washington",
}  # fmt: skip
#: Keywords that many stories of a day bear, each a story of its own.
_COMMON = re.compile(r"news\s?alert|news\s?minute|news\s?summary", re.IGNORECASE)
_TAKES_BACK: Final = ("kill", "hold", "withdraw")
#: A summary ends like a sentence; a headline does not.
_ENDS: Final = (".", "!", "?", "”")
#: "WASHINGTON: this year.": where an add goes on, by the last words before it.
_PICKS_UP = re.compile(r"[A-Z][A-Z .,'’-]{2,40}(?: \([A-Za-z/]+\))?: \S[^.]{0,80}\.?")


def read(data: bytes, *, received: datetime) -> Reading:
    """
    Read a file of one telegram, or of several.

    Args:
        data: ANPA 1312 with or without its control bytes, Kyodo's variant, or a press release of AsiaNet.
        received: When it reached us, UTC; days without a year are near it.
    Returns:
        A version for each message, takes joined where all are there, and a notice for each order about another one. A
        text's keyword and day are what its later versions share; only where the keyword is missing, or common to many
        texts, there is an item id, of number and day.
    Raises:
        WireError: If no message is in it, or none with words.
    Source:
        ANPA Bulletin 1312; AP, file practices
    """
    problems: list[Problem] = []
    messages = _messages(data, received, problems)
    return reading_of(messages, format=FORMAT, by_slug=True, received=received, problems=problems)


def _messages(data: bytes, received: datetime, problems: list[Problem]) -> Iterator[tuple[Version, Take | None]]:
    """Each message that has words; the others are told."""
    data = normalised(data, format=FORMAT)
    if release.OPENS.match(data):
        text, told = lettered(data)
        problems.extend([Problem("message 1", told)] if told else [])
        yield release.version_of(text, received), None
        return
    for frame in frames(data, OPENS):
        where = f"message {frame.number}" if frame.number else "before the first message"
        text, told = lettered(frame.data)
        if told:
            problems.append(Problem(where, told))
        telegram = telegram_of(shown(text), received) if frame.number else None
        if telegram is None:
            problems.append(
                Problem(where, f"words outside of a message were left out: {' '.join(text.split())[:80]!r}")
            )
            continue
        version = version_of(telegram, received)
        if version.headline or version.body or version.notes:
            begins = Take(1, 0, version.slug) if "follows" in version.more else None
            yield version, take_of(version.slug) or begins
        else:
            problems.append(Problem(where, "it has no words"))


def version_of(telegram: Telegram, received: datetime) -> Version:
    """One message as a version, before its words are obeyed."""
    header = telegram.header
    text = text_of(telegram.lines, tabular=header.tabular)
    issued = telegram.issued or received
    summary = next((line for line in text.below if line[-1:] in _ENDS), "")
    opening = take_preamble(text.body, text.headline, text.byline, summary, language="", day_hint=issued.date())
    dateline, body = (opening.dateline, opening.body) if opening.dateline else credited(opening.body)
    body, ending = ended(body)
    body, notice, holder = without_notice(body)
    if not notice:
        notice, holder = (text.notice, holder_of(text.notice)) if text.notice else copyright_in(text.notes)
    slug = text.keyword or ", ".join(filter(None, (header.keyword, header.version)))
    version = Version(
        item=_item(header, slug, issued),
        serial=header.serial,
        headline=text.headline,
        standfirst="" if _repeats(body, opening.standfirst) else opening.standfirst,
        slug=slug,
        byline=opening.byline,
        dateline=dateline,
        body=body,
        notes=(*text.notes, *opening.notes, *ending.notes),
        credit=ending.source,
        issued=telegram.issued,
        signals=_signals(header),
        urgency=_URGENCY.get(header.priority),
        urgency_given=header.priority,
        subjects=(Subject(FORMAT, header.category, _CATEGORIES.get(header.category, "")),) if header.category else (),
        holder=holder,
        notice=notice,
    )
    further = tuple(Words(line, "below") for line in _below(text, version) if line[-1:] not in _ENDS)
    return replace(_without_pickup(version), headlines=further, more=_more(telegram, text, version, ending))


def _item(header: Header, slug: str, issued: datetime) -> str | None:
    """An id of number and day, where no keyword tells the text from the others of its day."""
    # A word about another text is no version of it: the notice that it makes reaches that text.
    takes_back = mentions(slug, _TAKES_BACK) and bool({"kill", "withhold"} & {*signals_in("", (), slug)})
    apart = header.category == "v" or takes_back
    return (
        f"{header.number.casefold()}-{issued.date().isoformat()}" if apart or not slug or _COMMON.search(slug) else None
    )


def _signals(header: Header) -> tuple[str, ...]:
    advisory = ("advisory",) if header.category == "v" else ()
    return (
        tuple(dict.fromkeys((*signals_in("", (), f"x, {header.version}"), *advisory))) if header.version else advisory
    )


def _repeats(body: tuple[Block, ...], summary: str) -> bool:
    """True if a *summary* is nothing but how the text begins."""
    return bool(summary) and " ".join(block.text for block in body[:4]).startswith(summary.rstrip(".!?”"))


def _without_pickup(version: Version) -> Version:
    """An add without the line that tells after which words it goes on; that is for the desk."""
    first = version.body[0].text if version.body and len(version.body[0].html) < 140 else ""
    if not first or " add" not in version.slug.casefold() or not _PICKS_UP.fullmatch(first):
        return version
    return replace(version, body=version.body[1:], notes=(*version.notes, f"goes on after {first}"))


def _below(text: Text, version: Version) -> list[str]:
    """The lines below the headline, but for what is the standfirst."""
    return [line for line in text.below if not same_words(line, version.standfirst)]


def _more(telegram: Telegram, text: Text, version: Version, ending: Ending) -> dict[str, str]:
    header = telegram.header
    below = _below(text, version)
    told = {
        "number": header.number,
        "sender": header.sender or text.sign_off or ending.sender,
        "selector": header.selector,
        "category": header.category,
        "keyword": header.keyword,
        "version": header.version,
        "date": f"{header.month:02}-{header.day:02}" if header.day else "",
        "word count": header.words,
        "byttl": text.title,
        "summary": " ".join(line for line in below if line[-1:] in _ENDS),
        "time line": telegram.trailer,
        "follows": ending.follows,
    }
    return {name: words for name, words in (told | text.media).items() if words}
