"""What of an article may be shown on a site at a moment: ruled once, for its page, the lists and the feed."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from dateline.news import credit, ids, rights
from dateline.news.house import Site, Use
from dateline.news.rights import Ruling, Standing
from dateline.news.seen import first_seen
from dateline.news.story import Article, CorrectionNote, Story
from dateline.sites.licensed import credit_line, licensed
from dateline.sites.needs import News
from dateline.sites.pages import Card
from dateline.sites.words import excerpt, local_day, time


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

    @property
    def tail(self) -> str:
        """The digits that route to it."""
        return ids.tail(self.article)

    @property
    def how(self) -> str:
        """The address of "How we know"."""
        return f"{self.path}/how"


def showing(article: Article, site: Site, news: News, moment: datetime) -> Showing | None:
    """
    Rule on an article for a site.

    Returns:
        None where it was never published there.
    """
    placement, standing = article.placement(site.code), news.standing()
    if placement is None or article.published is None:
        return None
    stories = tuple(s for id in article.stories if (s := news.story(id)) is not None)
    rule = _Rules(article, stories, site, standing, moment)
    display, teaser, feed, index = rule("display"), rule("teaser"), rule("feed"), rule("index")
    shown = display.allowed and display.excerpt is None and bool(article.wording.headline)
    # Where a law allows an excerpt, lists and feeds have what it allows them.
    listed = display.allowed and teaser.allowed and bool(article.wording.headline)
    rest = None if shown else _rest(article, stories, display, standing)
    pin = next((p for p in article.pins if p.site == site.code and (p.until is None or moment < p.until)), None)
    # What waited for an embargo is of the day on which readers first saw it.
    at = first_seen(article, stories, site.code) or article.published
    first = stories[0].text if stories else None
    may_below, below = _indexed_below(article, site, news, moment, at) if shown else (False, ())
    rulings = (display, teaser, feed, index, *below)
    said = shown or rest is not None
    return Showing(
        article=article.id,
        path=placement.path,
        section=placement.section,
        state=_state(shown, rest, display, any(_stood(s, placement.at) for s in stories)),
        why="" if shown else display.because,
        published=at,
        changed=max((at, *(r.at for r in article.revisions))),
        day=local_day(at, site),
        key=ids.headline_key(article.wording.headline),
        urgency=(first.urgency if first else None) or 5,
        parts=(article.id, *article.stories),
        until=min((u for u in (*(r.until for r in rulings), pin and pin.until) if u), default=None),
        card=_card(article, stories, site, standing, at, placement.path, teaser) if listed else None,
        feed=_feed(article, stories, standing, feed) if display.allowed and feed.allowed else None,
        credits=tuple(dict.fromkeys(credit.holding(s, standing.house).sentence for s in stories)) if said else (),
        credit=credit_line(stories, standing) if said else "",
        indexed=index.allowed and may_below,
        place=pin.place if pin else 0,
        rest=rest or 0,
    )


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


class _Rules(Struct, frozen=True):
    article: Article
    stories: tuple[Story, ...]
    site: Site
    standing: Standing
    moment: datetime

    def __call__(self, use: Use) -> Ruling:
        return rights.rule_article(
            self.article, self.stories, use, self.moment, site=self.site.code, standing=self.standing
        )


def _card(
    article: Article,
    stories: tuple[Story, ...],
    site: Site,
    standing: Standing,
    at: datetime,
    path: str,
    ruling: Ruling,
) -> Card:
    wording = article.wording
    section = site.section(placement.section) if (placement := article.placement(site.code)) else None
    return Card(
        href=path,
        kicker=wording.kicker or (section.kicker or section.title if section else ""),
        headline=wording.headline,
        summary=summary(article, stories, standing, ruling.excerpt),
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
    blocks = licensed(article.wording.blocks, stories, "teaser", standing)
    first = next((b.text for b in blocks if b.kind == "paragraph"), "")
    return excerpt(article.wording.standfirst or first, 40 if most is None else most)


def _feed(article: Article, stories: tuple[Story, ...], standing: Standing, ruling: Ruling) -> FeedItem:
    words = summary(article, stories, standing, ruling.excerpt)
    if ruling.excerpt is not None:
        return FeedItem(words)
    blocks = licensed(article.wording.blocks, stories, "feed", standing)
    return FeedItem(words, "".join(b.html for b in blocks))
