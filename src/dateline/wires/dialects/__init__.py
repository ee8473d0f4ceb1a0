"""Agencies' dialects: how each of them bends a format, as small dated values; one module an agency, found by itself."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache, lru_cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Final, Literal

from msgspec import Struct

#: Wires whose texts are read in their agency's dialect.
TEXTS: Final = ("newsml-g2", "newsml-1", "nitf", "ninjs", "rss", "iptc-7901", "anpa-1312", "e-mail", "html")
#: In letters; what is longer is nobody's mark.
_LONGEST: Final = 100
#: Who gave an id its name: ``ap.org`` in ``tag:ap.org,2011:…``, ``afp.com`` in ``urn:newsml:afp.com:…``, a host.
_AUTHORITY: Final = re.compile(r"(?:tag[:_]|urn:newsml:|https?://)([^:,/_]+)", re.IGNORECASE)


class Dialect(Struct, frozen=True, eq=False, kw_only=True):
    """What one agency does otherwise than a format says, in some formats and for some time; unset fields do nothing."""

    #: The agency's module: ``afp``.
    name: str
    #: The wires that it holds for.
    formats: tuple[str, ...] = ()
    #: What a delivery calls its sender by, in small letters: a provider's code, an authority, a host, a name.
    marks: tuple[str, ...] = ()
    #: Fields that nobody else sends, under the source's own names.
    fields: tuple[str, ...] = ()
    #: The first and the last day of issue that it holds for; None where none is known.
    since: date | None = None
    until: date | None = None

    #: What stands for the agency in datelines' parentheses, besides what ``dateline.py`` knows of all.
    spellings: tuple[str, ...] = ()
    #: True where its datelines may name a day and no place: ``Jan 16 (Reuters) -``.
    placeless: bool = False

    #: Its codes, and our words for them.
    signals: dict[str, str] = {}
    #: Fields that hold such codes besides those that the format has for them.
    signal_fields: tuple[str, ...] = ()
    #: Its codes that nobody may rely on a text after, and why.
    doubts: dict[str, str] = {}
    #: Signals of which it sets one on whatever may be published; what has others alone is for the desk.
    publishable: frozenset[str] = frozenset()
    #: Why that is so, as a doubt.
    for_desk: str = ""

    #: Elements with an item's id, where the format's own place for it is empty.
    id_fields: tuple[str, ...] = ()
    #: Fields that hold the transmission number, before all others.
    serial_fields: tuple[str, ...] = ()
    #: Where it stands in such a field, as the group ``serial``; None: it is the field.
    serial: re.Pattern[str] | None = None
    #: Version numbers beyond this tell versions apart, and not which is newer; None: all count.
    counts_to: int | None = None
    #: Words that stand where a slug should, and name no story; in small letters.
    not_slugs: tuple[str, ...] = ()
    #: Fields that name whom a text is from, where that is not the agency.
    credit_fields: tuple[str, ...] = ()
    #: Fields with an urgency in words of its own, and these on the scale 1 to 9.
    urgency_fields: tuple[str, ...] = ()
    urgencies: dict[str, int] = {}
    #: What the field for a byline holds: a name, the initials of those who wrote and edited, or a second headline.
    byline: Literal["name", "initials", "headline"] = "name"
    #: The IANA zone of times that name none; empty: UTC.
    zone: str = ""

    #: A last paragraph or line that is the agency's signature: initials, an end mark.
    sign_off: re.Pattern[str] | None = None
    #: The same at the end of the last sentence, to the letter.
    closings: tuple[str, ...] = ()
    #: A line near the text's beginning or end that is for the desk.
    notes: re.Pattern[str] | None = None
    #: A line near the text's end from which on all is for the desk.
    below: re.Pattern[str] | None = None
    #: A line near the text's end that names whom it is from, as the group ``who``.
    credit_line: re.Pattern[str] | None = None
    #: A line of the page, not of the text.
    furniture: re.Pattern[str] | None = None


#: Where nobody is recognised: the format as it stands.
PLAIN: Final = Dialect(name="")


@cache
def known() -> tuple[Dialect, ...]:
    """All dialects: the ``DIALECTS`` of each module beside this one."""
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    return tuple(dialect for module in modules for dialect in getattr(module, "DIALECTS", ()))


def of(format: str, marks: Iterable[str], issued: datetime | None) -> Dialect:
    """
    The dialect that a delivery is in.

    Args:
        format: The wire, such as ``nitf``.
        marks: What it calls its sender by, the surest first; in any case, empty ones are passed over.
        issued: When it was issued, UTC; None where that is not told: then the newest dialect counts.
    Returns:
        The first dialect that a mark tells, and that is in force; `PLAIN` where there is none.
    """
    for mark in marks:
        if mark and len(mark) <= _LONGEST:
            for dialect in _marked(format, mark):
                if _in_force(dialect, issued):
                    return dialect
    return PLAIN


def authority(item: str) -> str:
    """Who gave an *item* its id, as a mark; empty where the id does not tell."""
    found = _AUTHORITY.match(item[:_LONGEST])
    return found[1] if found else ""


@lru_cache(4096)
def _marked(format: str, mark: str) -> tuple[Dialect, ...]:
    """The dialects of a *format* that a *mark* tells, the newest first; a host's mark is that of its sites too."""
    names, folded = [], mark.strip().casefold()
    while folded and folded not in names:
        names.append(folded)
        folded = folded.partition(".")[2] if folded.count(".") > 1 else folded
    found = [one for one in known() if format in one.formats and any(name in one.marks for name in names)]
    return tuple(sorted(found, key=lambda one: one.until or date.max, reverse=True))


def _in_force(dialect: Dialect, issued: datetime | None) -> bool:
    if dialect.since is None and dialect.until is None:
        return True
    if issued is None:
        return dialect.until is None
    return (dialect.since or date.min) <= issued.date() <= (dialect.until or date.max)


@cache
def telling_fields(format: str) -> frozenset[str]:
    """The fields of a *format* that tell an agency: nobody else sends them."""
    return frozenset(field for one in known() if format in one.formats for field in one.fields)


def by_fields(format: str, fields: Iterable[str], issued: datetime | None) -> Dialect:
    """The dialect that the first of the *fields* tells that tells one; `PLAIN` where none does."""
    telling = telling_fields(format)
    for field in fields:
        for one in known() if field in telling else ():
            if field in one.fields and format in one.formats and _in_force(one, issued):
                return one
    return PLAIN


@cache
def placeless() -> frozenset[str]:
    """The agencies whose datelines may name a day and no place, case-folded."""
    return frozenset(words.casefold() for one in known() if one.placeless for words in one.spellings)


@cache
def spellings() -> frozenset[str]:
    """What stands for agencies in datelines, case-folded."""
    return frozenset(words.casefold() for one in known() for words in one.spellings)
