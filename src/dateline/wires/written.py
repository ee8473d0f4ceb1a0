"""What all writers share: what they are given and return, what may not be written, and what a format cannot carry."""

from collections.abc import Callable, Mapping
from datetime import datetime
from hashlib import blake2b
from typing import Any, Final, TypeVar

import msgspec
from msgspec import Struct

from dateline.news.blocks import Block
from dateline.news.script import direction_of
from dateline.news.wire import Notice, Problem, SourceStatus, Version
from dateline.wires.ninjs.ids import made_of

T = TypeVar("T")

#: What no feed has a place for.
IN_NO_FEED: Final = {
    "headlines": "one title alone",
    "media.renditions": "the largest is written",
    "number": "no version numbers",
    "serial": "no transmission numbers",
    "role": "no packages",
    "slug": "no working names",
    "dateline": "one that did not open the text has no place",
    "notes": "all that a feed says is for readers",
    "direction": "follows from the language",
    "signals": "no orders to the desk",
    "urgency": "no urgency",
    "media.item": "addresses alone",
    "rights": "no place for a rights expression",
    "allowed": "follows from the rights expression",
    "more": "fields of the source's own",
    "patch": "no word for changes alone",
}


class Sending(Struct, frozen=True, kw_only=True):
    """What is to be written."""

    versions: tuple[Version, ...]
    #: The sources' words about other items.
    notices: tuple[Notice, ...] = ()
    #: True where the versions belong on one page: a main story and its backgrounders and teasers.
    package: bool = False
    #: The moment of writing, UTC: embargoes and expiries are measured by it, and it stands in where a format demands a
    #: moment that a version does not tell.
    at: datetime
    #: Who sends: a feed's name, an item's provider.
    title: str = "Dateline"
    #: The address of the page that a feed is of; empty if none.
    home: str = ""
    #: A feed's own address; empty if none.
    address: str = ""


class Written(Struct, frozen=True):
    """What a writer made."""

    #: Whole documents, in the order of the versions.
    documents: tuple[bytes, ...]
    #: Versions and notices that were left out, and why.
    problems: tuple[Problem, ...] = ()
    #: What was written without some of its fields, and without which.
    remarks: tuple[Problem, ...] = ()


Send = Callable[[Sending], Written]


def barred(version: Version, at: datetime) -> str:
    """Why a version may not be used at a moment, in a word; empty if it may."""
    if version.status != "usable":
        return version.status
    if version.doubt:
        return "in doubt"
    if version.embargo is not None and at < version.embargo:
        return "embargoed"
    return "expired" if version.expires is not None and at >= version.expires else ""


def status_of(version: Version) -> SourceStatus:
    """The status to write: no format has a word for a doubt, and who gets the item must not publish it either."""
    return "withheld" if version.doubt and version.status == "usable" else version.status


def moment(when: datetime) -> str:
    """A moment as all standards of the trade want it: ``2031-03-04T09:00:00Z``."""
    return when.isoformat().replace("+00:00", "Z")


def id_of(version: Version) -> str:
    """The version's id; for one whose wire has no ids, an address made of it, the same each time."""
    return version.item or made_id(version)


def made_id(version: Version) -> str:
    """An address made of a version's slug and day, or, lacking these, of its words."""
    day = version.dateline.day if version.dateline and version.dateline.day else version.issued
    if version.slug and day:
        return made_of(f"{version.slug}-{day:%Y-%m-%d}")
    words = msgspec.json.encode((version.headline, version.standfirst, [block.text for block in version.body]))
    return made_of(blake2b(words, digest_size=10).hexdigest())


def each(
    sending: Sending, format: str, uncarried: Mapping[str, str], made: Callable[[Version], tuple[T, list[str]]]
) -> tuple[list[T], tuple[Problem, ...], tuple[Problem, ...]]:
    """
    Write those versions that may be used, for a *format* that has no word for the others.

    Args:
        uncarried: As for `remarks`.
        made: Writes one version, and says what of it could not be written.
    Returns:
        What was made, in order; what was left out, orders about other items too; and what is written without what.
    """
    found: list[T] = []
    problems: list[Problem] = []
    told: list[Problem] = []
    for place, version in enumerate(sending.versions):
        if why := barred(version, sending.at):
            problems.append(left_out(place, version, why, format))
            continue
        one, lost = made(version)
        found.append(one)
        told.extend(remarks(place, version, uncarried, *lost))
    return found, (*problems, *unwritten(sending.notices, format)), tuple(told)


def left_out(place: int, version: Version, why: str, format: str) -> Problem:
    """That a version may not be used, and that a format cannot say so."""
    named = version.headline or version.item or "a version"
    return Problem(f"versions[{place}]", f"{named!r} is {why}, and {format} has no word for that: left out")


def unwritten(notices: tuple[Notice, ...], format: str) -> tuple[Problem, ...]:
    """That a format has no word for the source's orders about other items."""
    return tuple(
        Problem(f"notices[{place}]", f"{format} has no word for an order to {one.action} {meant(one)}: left out")
        for place, one in enumerate(notices)
    )


def meant(notice: Notice) -> str:
    """What a notice means, in words."""
    return notice.item or notice.serial or notice.slug or "another item"


def remarks(place: int, version: Version, uncarried: Mapping[str, str], *others: str) -> tuple[Problem, ...]:
    """
    What of a version a format does not carry, as one problem; none where all of it is carried.

    Args:
        place: Its place among the versions.
        uncarried: The fields, such as ``serial`` and ``media.alt``, that the format has no place for, and why.
        others: What is lost of this version alone, in words.
    """
    lost = [*(_named(field, version) for field in uncarried if _holds(version, field)), *others]
    if not lost:
        return ()
    return (Problem(f"versions[{place}]", f"written without: {'; '.join(dict.fromkeys(lost))}"),)


def _named(field: str, version: Version) -> str:
    return f"more ({', '.join(version.more)})" if field == "more" else field


def _holds(version: Version, field: str) -> bool:
    """True if a version has something in a *field*."""
    special = _SPECIAL.get(field)
    if special is not None:
        return special(version)
    name, _, inner = field.partition(".")
    value = getattr(version, name)
    if not inner or not value:
        return value is not None and value != _DEFAULTS[name]
    parts = value if isinstance(value, tuple) else (value,)
    return any(getattr(part, inner) for part in parts)


_BLANK: Final = Version()
_DEFAULTS: Final[dict[str, Any]] = {name: getattr(_BLANK, name) for name in Version.__struct_fields__}
_INLINE: Final = ("<em>", "<strong>", "<a ", "<sub>", "<sup>", "<q>", "<code>", "<abbr>")


def _marked_up(version: Version) -> bool:
    return any(block.kind != "paragraph" or any(tag in block.html for tag in _INLINE) for block in version.body)


def _has_media_block(body: tuple[Block, ...]) -> bool:
    return any(block.kind == "media" for block in body)


#: Fields that are lost in part, or under a condition.
_SPECIAL: Final[dict[str, Callable[[Version], bool]]] = {
    "body.markup": _marked_up,
    "body.media": lambda version: _has_media_block(version.body),
    "dateline": lambda version: version.dateline is not None and not (version.dateline.in_body and version.body),
    "direction": lambda version: version.direction != direction_of(version.language),
    "doubt": lambda version: bool(version.doubt),
    "links.item": lambda version: any(link.item for link in version.links),
    "media.graphic": lambda version: any(one.kind == "graphic" for one in version.media),
    "role": lambda version: version.role != "main",
    "subjects.code": lambda version: any(subject.code for subject in version.subjects),
    "urgency_given": lambda version: version.urgency_given not in ("", str(version.urgency)),
}
