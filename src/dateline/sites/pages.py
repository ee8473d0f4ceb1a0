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


class Feed(Struct, frozen=True):
    """A feed that a browser or a reader of feeds finds by itself."""

    #: ``application/rss+xml``, ``application/atom+xml``, ``application/feed+json``.
    type: str
    #: Empty: the site's name.
    title: str
    href: str


class Source(Struct, frozen=True):
    """The renditions of a picture in one format."""

    #: ``image/avif``.
    type: str
    #: ``/pictures/0a1b2c-480.avif 480w, /pictures/0a1b2c-960.avif 960w``.
    srcset: str


class Picture(Struct, frozen=True, kw_only=True):
    """A picture; its place on the page is known before it is loaded."""

    #: The rendition that every browser can show.
    src: str
    #: Pixels of that rendition.
    width: int
    height: int
    #: What can be seen on it; empty where the words beside it say it all.
    alt: str
    sources: tuple[Source, ...] = ()
    caption: str = ""
    #: ``Picture: Ada Example/AFP``.
    credit: str = ""
    #: The terms it stands under, where the licence asks for them.
    licence: Anchor | None = None


class Frame(Struct, frozen=True, kw_only=True):
    """
    What is the same on many pages of a site, set in type once: see `Renderer.frame`.

    A shell that has one is not asked for its name, tagline, feeds, style, search, nav, network and links.
    """

    #: The end of the head: style sheet, feeds, icon.
    head_html: str
    #: Name and sections.
    masthead_html: str
    #: The other sites, the links, the imprint's name.
    foot_html: str


#: What a site's foot leads to when it has all of these pages.
FOOT = (
    Anchor("/about", "About us"),
    Anchor("/how-we-work", "How we work"),
    Anchor("/corrections", "Corrections"),
    Anchor("/days/", "Previous issues"),
    Anchor("/privacy", "Privacy"),
    Anchor("/cookies", "Cookies"),
    Anchor("/terms", "Terms"),
    Anchor("/copyright", "Copyright"),
    Anchor("/contact", "Contact"),
)


class Alternate(Struct, frozen=True):
    """The same story in another language."""

    #: BCP 47.
    language: str
    #: Absolute address.
    href: str
    #: The name of the site on which it stands.
    site: str


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
    #: This page and the same in other languages, where there are any.
    alternates: tuple[Alternate, ...] = ()
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
    #: All that search engines are told: ``max-image-preview:large``, ``noindex, noarchive``; empty: by *noindex* alone.
    robots: str = ""
    #: Those of the page's own list first.
    feeds: tuple[Feed, ...] = (Feed("application/rss+xml", "", "/feed.xml"),)
    #: Property and content: ``("og:title", "…")``.
    social: tuple[tuple[str, str], ...] = ()
    #: schema.org, as one JSON text; the template makes it safe to stand in HTML. Empty: none.
    data: str = ""
    #: Where the masthead's search form leads; empty: the site has no search.
    search: str = ""
    #: None: name, sections and foot are set for this page alone.
    frame: Frame | None = None


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
    #: A small rendition, where the licence lets a list show one.
    picture: Picture | None = None


class Day(Struct, frozen=True, kw_only=True):
    """The stories of one day."""

    #: ``Thursday, January 16, 2020``.
    title: str
    #: The day's own page; None where this is it.
    href: str | None
    cards: tuple[Card, ...] = ()
    #: In place of *cards*: each set by `Renderer.card`, "h3" below a day's name, "h2" on the day's own page.
    cards_html: tuple[str, ...] = ()


class FrontPage(Struct, frozen=True, kw_only=True, tag="front"):
    """A site's first page: a lead, some seconds, then the days before."""

    shell: Shell
    #: The day of the edition in words.
    today: str
    lead: Card | None = None
    seconds: tuple[Card, ...] = ()
    #: In place of *lead* and *seconds*, each set by `Renderer.card` as "h2" with *more*.
    lead_html: str = ""
    seconds_html: tuple[str, ...] = ()
    #: Whether the lead has a picture: it is so much higher then.
    pictured: bool = False
    days: tuple[Day, ...]
    #: Editors' collections that stand on this front, below its newest day.
    collections: tuple["Shelf", ...] = ()
    #: Words shown where there is no story at all; empty: the theme's own.
    empty: str = ""


class Shelf(Struct, frozen=True, kw_only=True):
    """A collection on a front: its name and its first stories."""

    title: str
    href: str
    #: Each set by `Renderer.card` as "h3".
    cards_html: tuple[str, ...]


class ListPage(Struct, frozen=True, kw_only=True, tag="list"):
    """A section, a topic, a place, a source, or a day."""

    shell: Shell
    #: What kind of list it is: ``Topic``, ``Place``, ``Source``; empty for sections and days.
    kicker: str = ""
    title: str
    #: One sentence on what is listed.
    intro: str = ""
    days: tuple[Day, ...]
    #: ``Page 3 of this section, from the oldest``; empty on the newest page and on days.
    position: str = ""
    older: Anchor | None = None
    newer: Anchor | None = None
    #: The first page of the list, ``/ports/``; None on it.
    newest: Anchor | None = None
    #: The list's feeds in words: ``RSS``, ``Atom``, ``JSON``.
    feeds: tuple[Anchor, ...] = ()
    #: Lists near this one: narrower topics, the wider place.
    beside: tuple[Anchor, ...] = ()


class DayLink(Struct, frozen=True, kw_only=True):
    """One day in the list of previous issues."""

    href: str
    #: The day's number, ``16``.
    words: str
    #: The day in full, for ears: ``Thursday, January 16, 2020``.
    title: str


class Month(Struct, frozen=True, kw_only=True):
    """The days of one month on which something was published, newest first."""

    #: ``January 2020``.
    title: str
    days: tuple[DayLink, ...]


class IndexPage(Struct, frozen=True, kw_only=True, tag="days"):
    """Previous issues: every day, by month, newest first."""

    shell: Shell
    title: str
    intro: str = ""
    #: Where a site has pages by the year.
    years: tuple[NavItem, ...] = ()
    months: tuple[Month, ...]


class Dated(Struct, frozen=True, kw_only=True):
    """One step of a timeline."""

    #: As precise as it is known: ``1887``, ``January 2020``, ``Jan 16, 2020``.
    when: Time
    #: A card set by `Renderer.card` as "h2", or a clean fragment.
    html: str


class CollectionPage(Struct, frozen=True, kw_only=True, tag="collection"):
    """What editors put together: a list, or a timeline with its dates ranged left."""

    shell: Shell
    kind: Literal["list", "timeline"] = "list"
    title: str
    intro: str = ""
    #: Who keeps it: ``Kept by Ada Example``.
    byline: str = ""
    updated: Time | None = None
    #: Of a list, each set by `Renderer.card` as "h2".
    cards_html: tuple[str, ...] = ()
    #: Of a timeline, in its order.
    steps: tuple[Dated, ...] = ()


class WireItem(Struct, frozen=True, kw_only=True):
    """One item as it came, in the river."""

    #: The source's code: ``AFP``.
    code: str
    #: The source in full, for ears.
    source: str = ""
    #: Below its day: the hour alone in words, ``12:58``.
    when: Time
    #: None: the licence lets nothing more be shown, or we have no page for it.
    href: str | None = None
    headline: str
    #: Its first words, as many as the licence lets an excerpt have.
    first: str = ""
    #: ``update``, ``correction``, ``flash`` …; empty: none.
    mark: str = ""


class RiverDay(Struct, frozen=True, kw_only=True):
    """The items of one day, newest first."""

    title: str
    items: tuple[WireItem, ...]


class RiverPage(Struct, frozen=True, kw_only=True, tag="river"):
    """The raw wire, where the licences have ``river``: unedited, and never for search engines."""

    shell: Shell
    title: str
    #: That nobody here has edited this.
    intro: str = ""
    days: tuple[RiverDay, ...]
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


class Post(Struct, frozen=True, kw_only=True):
    """One report in a live story."""

    #: Its own address on the page: ``post-3``; empty: none.
    id: str = ""
    when: Time
    headline: str = ""
    body_html: tuple[str, ...]
    #: ``AFP``; empty: ours.
    source: str = ""


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
    #: Texts that came with it; "read more" where they have a link.
    teasers: tuple[Card, ...] = ()
    #: In place of *teasers*, each set by `Renderer.card` as "h3" with *more*.
    teasers_html: tuple[str, ...] = ()
    #: Stories that share its package, topics or names, each set by `Renderer.card` as "h3".
    related_html: tuple[str, ...] = ()
    #: The same story in other languages.
    languages: tuple[Alternate, ...] = ()
    #: The site at which this story is at home, when it is another one.
    home: Anchor | None = None
    #: ``4 min``; empty: not worth saying.
    reading_time: str = ""
    #: At the top.
    picture: Picture | None = None
    #: A live story's reports, newest first.
    posts: tuple[Post, ...] = ()
    #: Whether more reports are to come; empty: it is no live story.
    live: Literal["", "live", "ended"] = ""
    #: What the package is called, and its other parts; the one that is this page is ``here``.
    package: str = ""
    package_parts: tuple[NavItem, ...] = ()
    topics: tuple[Anchor, ...] = ()
    places: tuple[Anchor, ...] = ()
    #: Absolute address of this page, for who wants to pass it on; empty: no such line.
    address: str = ""


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


class Passage(Struct, frozen=True, kw_only=True):
    """A part of a text page under a head of its own."""

    title: str
    paragraphs: tuple[str, ...] = ()
    #: Below the paragraphs, one to a line: addresses of mail, other pages.
    links: tuple[Anchor, ...] = ()


class TextPage(Struct, frozen=True, kw_only=True, tag="text"):
    """Who we are and what holds here: about, how we work, privacy, cookies, terms, copyright, contact."""

    shell: Shell
    title: str
    #: ``In force since Nov 1, 2019``; empty: not dated.
    effective: str = ""
    #: The other wordings of this page that readers must see first: the one in force, where this is another; one that
    #: will hold from a later day on. ``From Mar 1, 2020 this text holds``.
    notices: tuple[Anchor, ...] = ()
    paragraphs: tuple[str, ...]
    passages: tuple[Passage, ...] = ()
    #: The wordings that held before, newest first: ``Nov 1, 2019 to Feb 29, 2020``.
    earlier: tuple[Anchor, ...] = ()


class Run(Struct, frozen=True):
    """Some words of a hit, marked where they answer the query."""

    words: str
    marked: bool = False


class Hit(Struct, frozen=True, kw_only=True):
    """One article that a search found."""

    href: str
    #: The site it is on, where a search is of the whole network.
    site: str = ""
    kicker: str = ""
    headline: tuple[Run, ...]
    #: The words around what was found.
    runs: tuple[Run, ...] = ()
    byline: str = ""
    when: Time | None = None


class FacetLink(Struct, frozen=True, kw_only=True):
    """One way to narrow a search, or, where it is *here*, to widen it again."""

    href: str
    words: str
    count: int
    here: bool = False


class Facet(Struct, frozen=True, kw_only=True):
    """What the hits have in common: ``Section``, ``Source``, ``Year``."""

    title: str
    links: tuple[FacetLink, ...]


class Hint(Struct, frozen=True):
    """A query that shows how to ask."""

    href: str
    query: str
    #: What it finds.
    words: str


class SearchPage(Struct, frozen=True, kw_only=True, tag="search"):
    """A search on a site or, with a site's name at each hit, of the network."""

    shell: Shell
    title: str
    #: Where its form leads.
    action: str = "/search"
    #: What its form sends along with the query: ``("of", "network")``.
    kept: tuple[tuple[str, str], ...] = ()
    #: As the reader wrote it; empty: nothing was asked yet.
    query: str = ""
    #: ``214 articles``; empty before anything was asked.
    found: str = ""
    #: How the query was understood where that may surprise: ``“sorce:” is no field; read as a word.``
    remarks: tuple[str, ...] = ()
    hits: tuple[Hit, ...] = ()
    facets: tuple[Facet, ...] = ()
    #: By relevance, newest first.
    orders: tuple[NavItem, ...] = ()
    #: What the reader may have meant, where little was found.
    meant: tuple[Anchor, ...] = ()
    hints: tuple[Hint, ...] = ()
    #: The same query elsewhere: on the whole network.
    wider: Anchor | None = None
    older: Anchor | None = None
    newer: Anchor | None = None


class MissingPage(Struct, frozen=True, kw_only=True, tag="missing"):
    """What the server says where there is nothing: a way to search, and the sections."""

    shell: Shell
    title: str
    sentences: tuple[str, ...]
    #: Where its search form leads; empty: the site has no search.
    search: str = "/search"
    #: The way on; empty: those of the bar.
    sections: tuple[Anchor, ...] = ()
    #: What is new, each set by `Renderer.card` as "h3".
    cards_html: tuple[str, ...] = ()


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


class Told(Struct, frozen=True, kw_only=True):
    """One line of the corrections page: an error that was put right, or an article that was taken back."""

    when: Time
    mark: Literal["corrected", "removed"]
    #: The article, by its headline where a list may show that; None where it was removed.
    article: Anchor | None = None
    words: str


class ToldDay(Struct, frozen=True, kw_only=True):
    """What readers were told on one day."""

    #: ``Thursday, January 16, 2020``.
    title: str
    told: tuple[Told, ...]


class CorrectionsPage(Struct, frozen=True, kw_only=True, tag="corrections"):
    """All that a site put right or took back, newest first: the latest, or a year's."""

    shell: Shell
    title: str
    #: One sentence on what is listed.
    intro: str = ""
    days: tuple[ToldDay, ...]
    #: The way back from a year's page; None on the page of the latest.
    latest: Anchor | None = None
    #: The years that have a page of their own, newest first; on the page of the latest alone.
    years: tuple[Anchor, ...] = ()
    #: Words shown where nothing is listed.
    empty: str = "Nothing has had to be corrected yet."


Page = (
    FrontPage
    | ListPage
    | IndexPage
    | CollectionPage
    | RiverPage
    | StoryPage
    | HowPage
    | TextPage
    | SearchPage
    | MissingPage
    | GonePage
    | OverPage
    | CorrectionsPage
)
