"""
The shape of a ninjs item, as 3.1 specifies it.

Source:
    ninjs 1.6, 2.2 and 3.1 schemas, IPTC
"""

from typing import Final, Literal

from msgspec import Struct

FORMAT: Final = "ninjs"
#: What an item is that is seen or heard.
KINDS: Final[dict[str, Literal["picture", "graphic", "video", "audio"]]] = {
    "picture": "picture", "graphic": "graphic", "video": "video", "audio": "audio",
}  # fmt: skip


class Text(Struct, frozen=True):
    """One of an item's headlines, descriptions or bodies."""

    value: str
    role: str = ""
    content_type: str = ""


class Concept(Struct, frozen=True):
    """A subject, person, organisation, place, event, object or source of information."""

    name: str = ""
    rel: str = ""
    #: 3.x and 2.x: the concept's address.
    uri: str = ""
    literal: str = ""
    #: 1.x: a vocabulary's address, and a code in it.
    scheme: str = ""
    code: str = ""
    #: Of a place.
    latitude: float | None = None
    longitude: float | None = None


class Rendition(Struct, frozen=True):
    """One file of an item's content."""

    name: str = ""
    href: str = ""
    content_type: str = ""
    width: int | None = None
    height: int | None = None
    #: In bytes.
    size: int | None = None
    #: In seconds.
    duration: int | None = None


class Rights(Struct, frozen=True):
    """A rights expression, by its address or in full."""

    language: str = ""
    linked: str = ""
    encoded: str = ""


class Item(Struct, frozen=True, kw_only=True):
    """One item; an associated item has a name and a relation besides."""

    uri: str = ""
    name: str = ""
    rel: str = ""
    type: str = ""
    profile: str = ""
    version: str = ""
    representation: str = ""
    first_created: str = ""
    version_created: str = ""
    #: None where there is no embargo; empty where there is one that names no time.
    embargoed: str | None = None
    expires: str | None = None
    #: None where there is none, which means usable.
    pub_status: str | None = None
    urgency: str = ""
    #: Of Superdesk's dialect; it stands in for an urgency.
    priority: str = ""
    holder: str = ""
    notice: str = ""
    usage: str = ""
    ed_note: str = ""
    language: str = ""
    title: str = ""
    by: str = ""
    #: Superdesk's and TT's lists of who wrote it, for where ``by`` is empty.
    authors: tuple[str, ...] = ()
    slugline: str = ""
    located: str = ""
    #: Superdesk's name for where a text came from.
    source: str = ""
    #: Superdesk's and AP's: the item that this one goes on from.
    evolved_from: str = ""
    #: TT's: the items that this one stands in for, and the one that stands in for this.
    replacing: tuple[str, ...] = ()
    replaced_by: str = ""
    content_type: str = ""
    #: None where there is no such member; AP's documents have one.
    signals: tuple[str, ...] | None = None
    headlines: tuple[Text, ...] = ()
    descriptions: tuple[Text, ...] = ()
    bodies: tuple[Text, ...] = ()
    subjects: tuple[Concept, ...] = ()
    people: tuple[Concept, ...] = ()
    organisations: tuple[Concept, ...] = ()
    places: tuple[Concept, ...] = ()
    events: tuple[Concept, ...] = ()
    objects: tuple[Concept, ...] = ()
    info_sources: tuple[Concept, ...] = ()
    renditions: tuple[Rendition, ...] = ()
    associations: tuple["Item", ...] = ()
    rights: Rights = Rights()
    #: All else, under the source's own names: texts as they are, the rest as JSON.
    more: dict[str, str] = {}

    @property
    def is_shown(self) -> bool:
        """True of what is seen or heard, and no text."""
        return self.type in KINDS or bool(self.renditions and not self.bodies)
