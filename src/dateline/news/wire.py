"""What sources send: a delivery as bytes, and the reading that a wire's reader makes of it."""

from datetime import date, datetime
from typing import Final, Literal

from msgspec import Struct

from dateline.news.blocks import Block
from dateline.news.house import Licence

#: What the source says of its text: use it; not yet or not for now; never again.
SourceStatus = Literal["usable", "withheld", "canceled"]
#: All of the report, or only its beginning with the rest elsewhere.
Extent = Literal["full", "teaser"]
#: What a part is to the page or package it came in.
Role = Literal["main", "backgrounder", "teaser", "related"]

#: The doubt of a text that waits, and is not told for what. Its source's word holds it, and lifts it.
NO_END: Final = "it is embargoed, and no end of that is told"


def gravest(*statuses: SourceStatus) -> SourceStatus:
    """The gravest of *statuses*: canceled before withheld before usable."""
    return max(statuses, key=("usable", "withheld", "canceled").index)


class Delivery(Struct, frozen=True):
    """Bytes as a transport brought them, once."""

    #: The code of the source that sent it.
    source: str
    #: How it came: ``folder``, ``http``, ``hand``.
    transport: str
    #: What the transport calls it: a file name, an address.
    name: str
    data: bytes
    #: When it reached us; UTC.
    received: datetime


class Problem(Struct, frozen=True):
    """One thing that is wrong with a delivery that was read all the same; for the desk to see."""

    #: A line, an offset, a field's path.
    where: str
    #: What is wrong, and what was done about it.
    what: str


class Dateline(Struct, frozen=True, omit_defaults=True):
    """Place, source and day that open a text."""

    #: As the source wrote it, such as ``Baghdad`` or ``Cape Canaveral, Florida``; empty if none.
    place: str = ""
    #: The agencies in the parentheses, in order: ``("AFP",)``, ``("ats", "afp")``.
    agencies: tuple[str, ...] = ()
    day: date | None = None
    #: True where the text itself opened with it; it is then taken out of the body.
    in_body: bool = False
    #: True where the part named none of this and its page did.
    assumed: bool = False


class Subject(Struct, frozen=True, omit_defaults=True):
    """What a text is about, in a vocabulary."""

    #: The vocabulary: an address, a prefix, or empty for the source's own words.
    scheme: str = ""
    code: str = ""
    name: str = ""


class Named(Struct, frozen=True, omit_defaults=True):
    """Somebody or something that a text names, as the source marked it."""

    kind: Literal["person", "organisation", "place", "event", "object"]
    name: str
    #: Scheme and code in one, as the source gave them; empty if none.
    code: str = ""
    #: Of a place, in degrees north and east; None if not told.
    latitude: float | None = None
    longitude: float | None = None


class Words(Struct, frozen=True, omit_defaults=True):
    """Words that a source sent in a role."""

    text: str
    #: The source's word for what they are to the text, such as ``brief``; empty if none.
    role: str = ""


class Rendition(Struct, frozen=True, omit_defaults=True):
    """One form in which a picture, a video or a sound can be had."""

    href: str = ""
    #: What the source calls it, such as ``thumbnail``.
    name: str = ""
    type: str = ""
    width: int | None = None
    height: int | None = None
    #: In bytes.
    size: int | None = None
    #: In seconds.
    duration: int | None = None


class Media(Struct, frozen=True, omit_defaults=True):
    """A picture, graphic, video or sound that came with a text."""

    kind: Literal["picture", "graphic", "video", "audio", "other"]
    #: Where the largest rendition is; never fetched by a reader.
    href: str = ""
    #: The source's id of it; empty if none.
    item: str = ""
    headline: str = ""
    caption: str = ""
    #: Words that stand for the picture where it cannot be seen.
    alt: str = ""
    #: Who made it, as the source wants it printed.
    credit: str = ""
    holder: str = ""
    usage: str = ""
    type: str = ""
    width: int | None = None
    height: int | None = None
    #: All forms of it, the largest too, in the source's order; none where it came in one form alone.
    renditions: tuple[Rendition, ...] = ()


class Link(Struct, frozen=True, omit_defaults=True):
    """A pointer from a text to another item or page."""

    #: What the other is to this: ``related``, ``previous``, ``derived-from``, ``canonical``.
    rel: str
    #: The source's id of an item; empty where only an address is known.
    item: str = ""
    href: str = ""
    title: str = ""


class Version(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A source's text as sent, once. Its blocks carry no source: all are this version's."""

    #: The source's own id, the same for all versions; None where the wire has none.
    item: str | None = None
    #: The source's version number; None where it has none.
    number: int | None = None
    #: The source's transmission number of this version, small letters and digits: ``v9991``, ``157``; empty if none.
    serial: str = ""
    role: Role = "main"
    extent: Extent = "full"
    headline: str = ""
    #: The source's further headlines: short ones, long ones, those of other media.
    headlines: tuple[Words, ...] = ()
    #: The sentence or two under a headline.
    standfirst: str = ""
    #: The source's working name for the story, never printed.
    slug: str = ""
    #: Who wrote it, without a leading "by".
    byline: str = ""
    dateline: Dateline | None = None
    body: tuple[Block, ...] = ()
    #: Words for the desk only: editor's notes, advisories, contacts.
    notes: tuple[str, ...] = ()
    #: BCP 47; empty if not told.
    language: str = ""
    direction: Literal["ltr", "rtl"] = "ltr"
    #: When the source made this version; UTC. None if not told: receipt then stands in.
    issued: datetime | None = None
    #: When the source first made the item; UTC.
    created: datetime | None = None
    status: SourceStatus = "usable"
    #: Why we doubt that it may be used, in words: an unknown status, an embargo that cannot be read. Empty if not.
    doubt: str = ""
    #: Not before this moment; UTC.
    embargo: datetime | None = None
    #: Not after this moment; UTC.
    expires: datetime | None = None
    #: What the source tells the desk to do, in our words: ``update``, ``correction``, ``kill``, ``withhold``,
    #: ``lift``, ``refile``, ``advisory``; others as the source has them.
    signals: tuple[str, ...] = ()
    #: On the scale 1 (flash) to 9.
    urgency: int | None = None
    #: As the source gave it.
    urgency_given: str = ""
    subjects: tuple[Subject, ...] = ()
    named: tuple[Named, ...] = ()
    media: tuple[Media, ...] = ()
    links: tuple[Link, ...] = ()
    #: Who holds the copyright, as the source says; empty if it does not.
    holder: str = ""
    #: The copyright notice to the letter.
    notice: str = ""
    #: What the source says may be done with it, to the letter.
    usage: str = ""
    #: A rights expression (ODRL, RightsML) to the letter.
    rights: str = ""
    #: What that expression allows; our licence is narrowed to it. None where there is none, or it was not read.
    allowed: Licence | None = None
    #: Whom the source wants named, where it is not the source itself.
    credit: str = ""
    #: What else the source sent, under its own names.
    more: dict[str, str] = {}
    #: True where only changes to an earlier version were sent: its words are that one's, under this headline if any.
    patch: bool = False


class Notice(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A source's word about another item of its own: kill it, hold it, use it again."""

    action: Literal["kill", "withhold", "lift"]
    #: The source's id of the item meant; None where only slug and day are told.
    item: str | None = None
    slug: str = ""
    #: The transmission number of the version meant; empty if none is told.
    serial: str = ""
    #: When the source said so; UTC.
    issued: datetime | None = None
    #: The source's words.
    text: str = ""
    #: Of a ``withhold``: until this moment, in place of any told before; UTC. None: until the source says otherwise.
    until: datetime | None = None
    #: True of a tombstone, which takes an item out of a feed: a version issued later stands again.
    tombstone: bool = False


class Reading(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What a reader made of one delivery."""

    #: The wire, such as ``newsml-g2``.
    format: str
    #: In the order of the delivery; two or more with one ``main`` form a package.
    versions: tuple[Version, ...] = ()
    notices: tuple[Notice, ...] = ()
    problems: tuple[Problem, ...] = ()
    #: True where the versions belong on one page: a main story and its backgrounders and teasers.
    package: bool = False
