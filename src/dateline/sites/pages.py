"""
Pages: what a template is given.

Everything here is decided and in words; a template only sets it in type. Strings are plain text unless their name
ends in ``html``; links are paths on the same site unless they begin with a scheme.
"""

from typing import Literal

from msgspec import Struct


class Anchor(Struct, frozen=True):
    """A link and its words."""

    href: str
    words: str


class NavItem(Struct, frozen=True):
    """A section in the bar under the site's name."""

    href: str
    words: str
    here: bool = False


class Time(Struct, frozen=True):
    """A moment, for machines and in the site's own zone for people."""

    #: RFC 3339.
    iso: str
    #: ``Jan 16, 2020, 14:20``.
    words: str


class Shell(Struct, frozen=True, kw_only=True):
    """What stands around every page of a site."""

    site: str
    name: str
    tagline: str
    language: str
    direction: Literal["ltr", "rtl"] = "ltr"
    nav: tuple[NavItem, ...]
    #: The style sheet, whose address changes with its bytes.
    style: str
    accent: str
    accent_dark: str
    #: Absolute address of this page at its home; None: no canonical link.
    canonical: str | None = None
    title: str
    description: str = ""
    #: The other sites of the network.
    network: tuple[Anchor, ...] = ()
    network_name: str = ""
    #: Whose words stand on this page, and under which terms; one sentence each.
    credits: tuple[str, ...] = ()
    #: ``Copyright 1995–2020 Orbit Desk Pty Ltd, Sydney, Australia. …``
    copyright: str = ""
    #: What every page's foot leads to.
    links: tuple[Anchor, ...] = (
        Anchor("/about", "About us"),
        Anchor("/privacy", "Privacy"),
        Anchor("/terms", "Terms"),
        Anchor("/copyright", "Copyright"),
    )
    #: True where no search engine shall list the page.
    noindex: bool = False


class Card(Struct, frozen=True, kw_only=True):
    """A story in a list."""

    #: None while the full story is not here: then there is no link and no "read more".
    href: str | None
    kicker: str = ""
    headline: str
    #: The first words of the story, or its standfirst, within what the licence lets a teaser hold.
    summary: str = ""
    byline: str = ""
    #: ``Baghdad (AFP) Jan 16, 2020``.
    dateline: str = ""
    when: Time | None = None
    #: ``corrected``, ``own report`` …; empty: none.
    mark: str = ""


class Day(Struct, frozen=True, kw_only=True):
    """The stories of one day."""

    #: ``Thursday, January 16, 2020``.
    title: str
    href: str
    cards: tuple[Card, ...]


class FrontPage(Struct, frozen=True, kw_only=True, tag="front"):
    """A site's first page: a lead, some seconds, then the days before."""

    shell: Shell
    #: The day of the edition in words.
    today: str
    lead: Card | None
    seconds: tuple[Card, ...]
    days: tuple[Day, ...]
    #: Words shown where there is no story at all.
    empty: str = "No story has been published here yet."


class ListPage(Struct, frozen=True, kw_only=True, tag="list"):
    """A section, or a day."""

    shell: Shell
    title: str
    #: One sentence on what is listed.
    intro: str = ""
    days: tuple[Day, ...]
    older: Anchor | None = None
    newer: Anchor | None = None


class Provenance(Struct, frozen=True, kw_only=True):
    """The slim line under a headline: where it comes from, and until when it may stand here."""

    #: ``AFP``; several: ``AFP, UPI``.
    source: str
    #: ``version 2``, ``our revision 1 of version 2``.
    version: str
    #: ``84% wire text``; empty for our own report.
    share: str = ""
    #: ``until Feb 13, 2020``; empty: no end.
    until: str = ""
    how: Anchor


class Correction(Struct, frozen=True):
    """A dated note of what was wrong and what is right."""

    when: Time
    words: str


class Backgrounder(Struct, frozen=True, kw_only=True):
    """A text set apart below the story, with its own head."""

    headline: str
    byline: str = ""
    dateline: str = ""
    body_html: tuple[str, ...]


class StoryPage(Struct, frozen=True, kw_only=True, tag="story"):
    """One article in full."""

    shell: Shell
    kicker: str
    headline: str
    standfirst: str = ""
    #: ``AFP``, ``by Staff Writers with AFP``, ``by Ada Example``.
    byline: str
    dateline: str = ""
    #: ``From a press release of Brightwell Batteries``; empty for wire and own text.
    origin: str = ""
    #: What must be printed beside the text: ``Credit: ESA/…``.
    credit: str = ""
    published: Time
    #: None while nothing was changed since.
    updated: Time | None = None
    provenance: Provenance
    corrections: tuple[Correction, ...] = ()
    body_html: tuple[str, ...]
    backgrounders: tuple[Backgrounder, ...] = ()
    #: Related stories; "read more" where they have a link.
    teasers: tuple[Card, ...] = ()
    #: The site at which this story is at home, when it is another one.
    home: Anchor | None = None


class Row(Struct, frozen=True, kw_only=True):
    """One version or revision in the history of a story."""

    #: ``Version 2 from AFP``, ``Our revision 1``.
    what: str
    #: What the source or the desk said it was: ``correction``, ``update``.
    kind: str = ""
    issued: Time | None = None
    received: Time | None = None
    words: int = 0
    share: str = ""
    note: str = ""
    #: Earlier wording, only where the licence lets it be shown.
    wording_html: tuple[str, ...] = ()
    current: bool = False


class Part(Struct, frozen=True, kw_only=True):
    """One holder's share of the text, and the ground on which it stands here."""

    #: Which blocks: ``the story, paragraphs 1–9``, ``the backgrounder``.
    what: str
    source: str
    holder: str
    terms: str
    #: ``until Feb 13, 2020`` or ``no end``.
    until: str
    because: str


class HowPage(Struct, frozen=True, kw_only=True, tag="how"):
    """How we know: where each part of a story came from, when, and what was done to it."""

    shell: Shell
    story: Anchor
    #: Newest first.
    rows: tuple[Row, ...]
    parts: tuple[Part, ...]
    #: Who chose and changed it here, in words that say only what happened.
    desk: tuple[str, ...] = ()


class TextPage(Struct, frozen=True, kw_only=True, tag="text"):
    """About, privacy, terms, copyright."""

    shell: Shell
    title: str
    paragraphs: tuple[str, ...]
    #: ``In force since Nov 1, 2019``; empty: not dated.
    effective: str = ""


class GonePage(Struct, frozen=True, kw_only=True, tag="gone"):
    """What stands at an address that no longer shows its story; names nothing of it."""

    shell: Shell
    title: str
    #: What happened, when, by whose request; two sentences.
    sentences: tuple[str, ...]


class OverPage(Struct, frozen=True, kw_only=True, tag="over"):
    """What stands at an address once the time of its story is over, where its licence lets something stay."""

    shell: Shell
    headline: str
    #: A few of its words; empty where none may stand.
    summary: str
    #: What must be printed beside them.
    credit: str = ""
    #: Why there is no more.
    sentence: str
    #: Where the source has it; None if it did not say.
    source: str | None


Page = FrontPage | ListPage | StoryPage | HowPage | TextPage | GonePage | OverPage
