"""What of an article may be shown on a site at a moment: ruled once, for its page, the lists and the feed."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final, Literal

from msgspec import Struct

from dateline.news import credit, ids, rights
from dateline.news.blocks import Block
from dateline.news.facts import Membership, Placement
from dateline.news.house import Site, Use
from dateline.news.rights import Ruling, Standing
from dateline.news.seen import first_seen
from dateline.news.story import Article, CorrectionNote, Story
from dateline.news.uses import earliest
from dateline.sites import errata
from dateline.sites.licensed import Text, credit_line
from dateline.sites.needs import News
from dateline.sites.pages import Card
from dateline.sites.plan import list_key
from dateline.sites.words import address, excerpt, local_day, time


class FeedItem(Struct, frozen=True, omit_defaults=True):
    """An article in a feed."""

    summary: str
    #: The whole text, where every licence in it allows that; else empty.
    html: str = ""


class Showing(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One article on one site, as it may be shown."""

    article: str
    path: str
    section: str
    #: ``shown``; ``gone`` where it was or may have been; ``waiting`` for an embargo or the moment it is set for;
    #: ``over`` where its time is over and the licence lets a headline stay, or where a law allows an excerpt.
    state: Literal["shown", "gone", "waiting", "over"]
    #: Why it is not shown.
    why: str = ""
    published: datetime
    #: The last change; the year of a copyright line.
    changed: datetime
    #: The site's day of publication.
    day: date
    #: By which a teaser finds its full story.
    key: str = ""
    urgency: int = 5
    #: Stories and articles whose words the card and the feed item hold.
    parts: tuple[str, ...]
    #: When any of this may be otherwise; None: never by the clock alone.
    until: datetime | None = None
    #: None where no licence lets a list show it.
    card: Card | None = None
    feed: FeedItem | None = None
    #: Who holds the words, for a footer.
    credits: tuple[str, ...] = ()
    #: What must be printed beside the words; empty: nothing.
    credit: str = ""
    #: Whether search engines may be led to it.
    indexed: bool = True
    #: The place on the front that an editor gave it, from 1; 0: none.
    place: int = 0
    #: Of its words, how many may still stand on its page where it is ``over``; 0: the headline alone.
    rest: int = 0
    #: The lists that it is on for good, each with its name; the first is that of all articles.
    lists: tuple[tuple[str, str], ...] = (("", ""),)
    #: True where readers first saw it later than it was placed here: the clock or a hold kept it back.
    late: bool = False
    #: Absolute address of its page on the site at which it is at home; empty where that is this one, or none.
    home: str = ""
    #: When its licences end, as far as that is known; None: not known, or never.
    ends: datetime | None = None
    #: By which a page's index knows the renditions that its card names.
    pictures: tuple[str, ...] = ()
    #: The site's collections that it is in.
    gathered: tuple[Membership, ...] = ()
    #: What its readers were told: when, ``corrected`` or ``removed``, and the words.
    errata: tuple[tuple[datetime, str, str], ...] = ()

    @property
    def tail(self) -> str:
        """The digits that route to it."""
        return ids.tail(self.article)

    @property
    def how(self) -> str:
        """The address of "How we know"."""
        return f"{self.path}/how"


class View(Struct, frozen=True):
    """An article on a site at a moment, with what its pages are made of."""

    article: Article
    #: Those whose words it holds.
    stories: tuple[Story, ...]
    showing: Showing
    #: The blocks that its page may show.
    blocks: tuple[Block, ...]
    #: That ruling, of each of its stories.
    rulings: tuple[Ruling, ...]

    @property
    def live(self) -> bool:
        """Whether it is a live story, which goes on or has ended."""
        return any(b.post is not None for b in self.blocks)


def showing(article: Article, site: Site, news: News, moment: datetime) -> Showing | None:
    """How an article may be shown on a site; None where it was never published there."""
    seen = view(article, site, news, moment)
    return seen.showing if seen else None


#: What is ruled for each article: its page, a few words of it in lists, feeds, and search engines.
_USES: Final[tuple[Use, ...]] = ("display", "teaser", "feed", "index")


def view(article: Article, site: Site, news: News, moment: datetime) -> View | None:
    """
    Rule on an article for a site.

    Returns:
        None where it was never published there.
    """
    placement, standing = article.placement(site.code), news.standing()
    if placement is None or article.published is None:
        return None
    stories = tuple([s for id in article.stories if (s := news.story(id)) is not None])
    text = Text(article.wording.blocks, stories, standing)
    # What waited for an embargo is of the day on which readers first saw it.
    at = first_seen(article, stories, site.code) or article.published
    ruled = _ruled(article, stories, text, site, news, moment, at)
    found = _shown(article, stories, text, site, standing, placement, at, ruled)
    blocks = text.licensed("display") if ruled.shown else ()
    return View(article, stories, found, blocks, _each(article, stories, ruled.display, moment, site, standing))


class _Ruled(Struct, frozen=True):
    """What was ruled of an article on a site."""

    display: Ruling
    teaser: Ruling
    feed: Ruling
    #: Whether its page has all of it, and whether lists have some of it.
    shown: bool
    listed: bool
    #: Whether machines may be led to it.
    indexed: bool
    #: Of its words, how many may stay where it is over; None: nothing may.
    rest: int | None
    #: Its place on the front, from 1; 0: none.
    place: int
    home: str
    until: datetime | None


def _ruled(
    article: Article, stories: tuple[Story, ...], text: Text, site: Site, news: News, moment: datetime, at: datetime
) -> _Ruled:
    standing = news.standing()
    display, teaser, feed, index = rights.rule_uses(
        article, stories, _USES, moment, site=site.code, standing=standing, left=text.left
    )
    told = bool(article.wording.headline)
    shown = display.allowed and display.excerpt is None and told
    pin = next((p for p in article.pins if p.site == site.code and (p.until is None or moment < p.until)), None)
    may_below, below = _indexed_below(article, site, news, moment, at) if shown else (False, ())
    home, leads = _home(article, stories, site, standing, moment) if shown else ("", None)
    rulings = (display, teaser, feed, index, *below, *((leads,) if leads else ()))
    return _Ruled(
        display=display,
        teaser=teaser,
        feed=feed,
        shown=shown,
        # Where a law allows an excerpt, lists and feeds have what it allows them.
        listed=display.allowed and teaser.allowed and told,
        indexed=index.allowed and may_below and _led_to(stories, standing),
        rest=None if shown else _rest(article, stories, display, standing),
        place=pin.place if pin else 0,
        home=home,
        until=earliest((*(r.until for r in rulings), pin.until if pin else None)),
    )


def _shown(
    article: Article,
    stories: tuple[Story, ...],
    text: Text,
    site: Site,
    standing: Standing,
    placement: Placement,
    at: datetime,
    ruled: _Ruled,
) -> Showing:
    first = stories[0].text if stories else None
    said = ruled.shown or ruled.rest is not None
    state = _state(ruled.shown, ruled.rest, ruled.display, any(_stood(s, placement.at) for s in stories))
    few = text.words("teaser") if ruled.listed else ""
    fed = ruled.display.allowed and ruled.feed.allowed
    return Showing(
        article=article.id,
        path=placement.path,
        section=placement.section,
        state=state,
        why="" if ruled.shown else ruled.display.because,
        published=at,
        changed=max([at, *[r.at for r in article.revisions]]),
        day=local_day(at, site),
        key=ids.headline_key(article.wording.headline),
        urgency=(first.urgency if first else None) or 5,
        parts=(article.id, *article.stories),
        until=ruled.until,
        card=_card(article, stories, site, standing, at, placement, _few(article, few, ruled.teaser.excerpt))
        if ruled.listed
        else None,
        feed=_feed(article, text, ruled.feed) if fed else None,
        credits=tuple(dict.fromkeys([credit.holding(s, standing.house).sentence for s in stories])) if said else (),
        credit=credit_line(stories, standing) if said else "",
        indexed=ruled.indexed,
        place=ruled.place,
        rest=ruled.rest or 0,
        lists=_lists(placement, stories, site, standing),
        late=at != _placed(article, site),
        home=ruled.home,
        ends=ruled.display.until if ruled.display.allowed else None,
        gathered=tuple([m for m in article.gathered if m.site == site.code]),
        errata=errata.told(article, stories, seen(article, site), site, state=state, published=at),
    )


def _home(
    article: Article, stories: tuple[Story, ...], site: Site, standing: Standing, moment: datetime
) -> tuple[str, Ruling | None]:
    """The address at which an article is at home, where that is another site that may show it; and that ruling."""
    placement, home = article.placement(article.home), standing.house.site(article.home)
    if placement is None or home is None or home.code == site.code:
        return "", None
    ruling = rights.rule_uses(article, stories, ("display",), moment, site=home.code, standing=standing, left=())[0]
    return address(home, placement.path) if ruling.allowed else "", ruling


def _each(
    article: Article, stories: tuple[Story, ...], display: Ruling, moment: datetime, site: Site, standing: Standing
) -> tuple[Ruling, ...]:
    """What lets each story's words stand on the article's page."""
    if len(stories) == 1:
        return (display,)
    at = first_seen(article, stories, site.code)
    return tuple(
        [rights.rule_story(s, "display", moment, site=site.code, standing=standing, published=at) for s in stories]
    )


def _led_to(stories: Iterable[Story], standing: Standing) -> bool:
    """Whether the newsroom leads search engines to the texts of all their sources."""
    sources = [standing.house.source(s.source) for s in stories]
    return all(s is None or s.search_engines for s in sources)


def _lists(
    placement: Placement, stories: tuple[Story, ...], site: Site, standing: Standing
) -> tuple[tuple[str, str], ...]:
    """The lists that an article is on, each with its name: all, its section's, its source's, and what it is about."""
    section = site.section(placement.section)
    sections = [(list_key("section", placement.section), section.title)] if section else []
    source = standing.house.source(stories[0].source) if stories else None
    sources = [(list_key("source", source.code), source.full_name)] if source else []
    about = [(list_key(a.kind, a.slug), a.name) for a in placement.about]
    return (("", site.name), *sections, *sources, *about)


def _placed(article: Article, site: Site) -> datetime | None:
    """When it was placed on a site, whenever readers were to see it."""
    entry = dict(article.placed).get(site.code)
    return next((d.at for d in article.decisions if d.entry == entry), None)


def _indexed_below(
    article: Article, site: Site, news: News, moment: datetime, at: datetime
) -> tuple[bool, tuple[Ruling, ...]]:
    """Whether search engines may read the backgrounders that stand on its page, and the rulings it hangs on."""
    may, rulings = True, list[Ruling]()
    for part in article.parts:
        story = news.story(part.story) if part.role == "backgrounder" else None
        if story is None:
            continue
        rule = _Part(story, site, news.standing(), moment, at)
        display, index = rule("display"), rule("index")
        rulings += (display, index)
        may = may and (index.allowed or not display.allowed)
    return may, tuple(rulings)


class _Part(Struct, frozen=True):
    story: Story
    site: Site
    standing: Standing
    moment: datetime
    published: datetime

    def __call__(self, use: Use) -> Ruling:
        return rights.rule_story(
            self.story, use, self.moment, site=self.site.code, standing=self.standing, published=self.published
        )


def _stood(story: Story, at: datetime | None) -> bool:
    """Whether readers saw an earlier version, published *at* a moment, before one with an embargo came."""
    current = story.current
    if current is None or at is None or current.embargo is None:
        return False
    older = (m for m in story.marks if m.received < current.received and m.status == "usable")
    return at <= current.received and any(m.embargo is None or m.embargo <= current.received for m in older)


def _state(shown: bool, rest: int | None, display: Ruling, stood: bool) -> Literal["shown", "gone", "waiting", "over"]:
    if shown:
        return "shown"
    if rest is not None:
        return "over"
    return "waiting" if display.until and not display.allowed and not stood else "gone"


def _rest(article: Article, stories: tuple[Story, ...], display: Ruling, standing: Standing) -> int | None:
    """How many words may stand on its page though the whole may not: 0 for the headline alone; None: nothing may."""
    if not article.wording.headline:
        return None
    if display.allowed:
        return display.excerpt
    licences = [standing.licence_of(s.source) for s in stories]
    if not display.over or not licences or any(li is None or li.after == "nothing" for li in licences):
        return None
    if all(li is not None and li.after == "teaser" for li in licences):
        return min(li.excerpt for li in licences if li is not None)
    return 0


def _card(
    article: Article,
    stories: tuple[Story, ...],
    site: Site,
    standing: Standing,
    at: datetime,
    placement: Placement,
    words: str,
) -> Card:
    wording, section = article.wording, site.section(placement.section)
    return Card(
        href=placement.path,
        kicker=wording.kicker or (section.kicker or section.title if section else ""),
        headline=wording.headline,
        summary=words,
        byline=credit.byline(article, stories, standing.house),
        dateline=credit.line(wording.dateline),
        when=time(at, site),
        mark="corrected" if seen(article, site) else "",
    )


def seen(article: Article, site: Site) -> tuple[CorrectionNote, ...]:
    """The corrections of what a site's readers had seen; those who came later never read the error."""
    placement = article.placement(site.code)
    first = placement.at if placement else None
    return tuple(c for c in article.corrections if first is None or first <= c.at)


def summary(article: Article, stories: Iterable[Story], standing: Standing, most: int | None) -> str:
    """An article's standfirst or its first words that may be shown, as many as a ruling lets an excerpt have."""
    return _few(article, Text(article.wording.blocks, stories, standing).words("teaser"), most)


def _few(article: Article, first: str, most: int | None) -> str:
    return excerpt(article.wording.standfirst or first, 40 if most is None else most)


def _feed(article: Article, text: Text, ruling: Ruling) -> FeedItem:
    words = _few(article, text.words("teaser"), ruling.excerpt)
    if ruling.excerpt is not None:
        return FeedItem(words)
    return FeedItem(words, "".join(b.html for b in text.licensed("feed")))
