"""ANPA 1312 into readings."""

import re
from datetime import datetime
from typing import Final

from msgspec.structs import replace

from dateline.news.blocks import Block
from dateline.news.wire import Problem, Reading, Subject, Version, Words
from dateline.wires.alphabets import lettered
from dateline.wires.anpa_1312 import release
from dateline.wires.anpa_1312.document import OPENS, Header, Telegram, telegram_of
from dateline.wires.anpa_1312.ending import ended
from dateline.wires.anpa_1312.text import Text, shown, text_of
from dateline.wires.closing import Closing, both, closed
from dateline.wires.dialects import PLAIN, of
from dateline.wires.dialects.spoken import dialect_of, spoken
from dateline.wires.letters import mentions
from dateline.wires.messages import messages_in, reading_of
from dateline.wires.preamble import same_words, take_preamble
from dateline.wires.signals import signals_in
from dateline.wires.telegram import copyright_in, credited, normalised, without_notice

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
#: Who sends, as a time line begins: "AP-WF-01-16-20 0745GMT".
_SENDS = re.compile(r"[- ]")
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
    data = normalised(data, format=FORMAT)
    messages = messages_in(data, OPENS, lambda text: version_of(text, received), problems)
    if release.OPENS.match(data):
        text, told = lettered(data)
        problems += [Problem("message 1", told)] if told else []
        messages = iter([(release.version_of(text, received), None)])
    return reading_of(messages, format=FORMAT, by_slug=True, received=received, problems=problems)


def version_of(text: str, received: datetime) -> Version | None:
    """One message as a version, before its words are obeyed; None where it does not open with a header."""
    telegram = telegram_of(shown(text), received)
    return None if telegram is None else _version(telegram, received)


def _version(telegram: Telegram, received: datetime) -> Version:
    header, issued = telegram.header, telegram.issued or received
    dialect = of(FORMAT, (header.sender, _SENDS.split(telegram.trailer)[0]), telegram.issued)
    lines, below = closed(telegram.lines)
    text = text_of(lines, dialect, tabular=header.tabular)
    summary = next((line for line in text.below if line[-1:] in _ENDS), "")
    opening = take_preamble(text.body, text.headline, text.byline, summary, language="", day_hint=issued.date())
    dateline, body = (opening.dateline, opening.body) if opening.dateline else credited(opening.body)
    body, notes, closing = ended(body)
    body, *owned = without_notice(body)
    notice, holder = owned if owned[0] else (text.notice, text.holder) if text.notice else copyright_in(text.notes)
    slug = text.keyword or ", ".join(filter(None, (header.keyword, header.version)))
    standfirst = "" if _repeats(body, opening.standfirst) else opening.standfirst
    under = [line for line in text.below if not same_words(line, standfirst)]
    version = Version(
        item=_item(header, slug, issued),
        serial=header.serial,
        headline=text.headline,
        headlines=tuple(Words(line, "below") for line in under if line[-1:] not in _ENDS),
        standfirst=standfirst,
        slug=slug,
        byline=opening.byline,
        dateline=dateline,
        body=body,
        notes=tuple(dict.fromkeys((*text.notes, *opening.notes, *notes))),
        credit=closing.source or below.source,
        issued=telegram.issued,
        signals=_signals(header),
        urgency=_URGENCY.get(header.priority),
        urgency_given=header.priority,
        subjects=(Subject(FORMAT, header.category, _CATEGORIES.get(header.category, "")),) if header.category else (),
        holder=holder,
        notice=notice,
        more=_more(telegram, text, under, both(closing, below)),
    )
    return spoken(_without_pickup(version), dialect if dialect is not PLAIN else dialect_of(FORMAT, (), version))


def _item(header: Header, slug: str, issued: datetime) -> str | None:
    """An id of number and day, where no keyword tells the text from the others of its day."""
    # A word about another text is no version of it: the notice that it makes reaches that text.
    takes_back = mentions(slug, _TAKES_BACK) and bool({"kill", "withhold"} & {*signals_in("", (), slug)})
    if header.category == "v" or takes_back or not slug or _COMMON.search(slug):
        return f"{header.number.casefold()}-{issued.date().isoformat()}"
    return None


def _signals(header: Header) -> tuple[str, ...]:
    advisory = ("advisory",) if header.category == "v" else ()
    said = signals_in("", (), f"x, {header.version}") if header.version else ()
    return tuple(dict.fromkeys((*said, *advisory)))


def _repeats(body: tuple[Block, ...], summary: str) -> bool:
    """True if a *summary* is nothing but how the text begins."""
    return bool(summary) and " ".join(block.text for block in body[:4]).startswith(summary.rstrip(".!?”"))


def _without_pickup(version: Version) -> Version:
    """An add without the line that tells after which words it goes on; that is for the desk."""
    first = version.body[0].text if version.body and len(version.body[0].html) < 140 else ""
    if not first or " add" not in version.slug.casefold() or not _PICKS_UP.fullmatch(first):
        return version
    return replace(version, body=version.body[1:], notes=(*version.notes, f"goes on after {first}"))


def _more(telegram: Telegram, text: Text, under: list[str], closing: Closing) -> dict[str, str]:
    header = telegram.header
    told = {
        "number": header.number,
        "sender": header.sender,
        "selector": header.selector,
        "category": header.category,
        "keyword": header.keyword,
        "version": header.version,
        "date": f"{header.month:02}-{header.day:02}" if header.day else "",
        "word count": header.words,
        "byttl": text.title,
        "summary": " ".join(line for line in under if line[-1:] in _ENDS),
        "time line": telegram.trailer,
        "follows": closing.follows,
        "sign-off": closing.sign_off,
    }
    return {name: words for name, words in (told | text.media).items() if words}
