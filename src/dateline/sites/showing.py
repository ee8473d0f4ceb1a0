"""What of an article may be shown on a site at a moment: ruled once, for its page, the lists and the feed."""

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from dateline.news import credit, ids, rights
from dateline.news.house import Licence, Site, Use
from dateline.news.rights import Ruling, Standing
from dateline.news.story import Article, Story
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
    #: ``shown``; ``gone`` where it was or may have been; ``waiting`` for an embargo.
    state: Literal["shown", "gone", "waiting"]
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
    display, teaser, feed = rule("display"), rule("teaser"), rule("feed")
    shown = display.allowed and bool(article.wording.headline)
    # What waited for an embargo is of the day on which readers first saw it.
    lifted = (s.current.embargo for s in stories if s.current and s.current.embargo)
    at = max((placement.at or article.published, *lifted))
    first = stories[0].text if stories else None
    return Showing(
        article=article.id,
        path=placement.path,
        section=placement.section,
        state="shown" if shown else ("waiting" if display.until else "gone"),
        why="" if shown else display.because,
        published=at,
        changed=max((at, *(r.at for r in article.revisions))),
        day=local_day(at, site),
        key=ids.headline_key(article.wording.headline),
        urgency=(first.urgency if first else None) or 5,
        parts=(article.id, *article.stories),
        until=min((r.until for r in (display, teaser, feed) if r.until), default=None),
        card=_card(article, stories, site, standing, at, placement.path) if shown and teaser.allowed else None,
        feed=_feed(article, stories, standing) if shown and feed.allowed else None,
        credits=tuple(dict.fromkeys(credit.holding(s, standing.house).sentence for s in stories)) if shown else (),
    )


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
    article: Article, stories: tuple[Story, ...], site: Site, standing: Standing, at: datetime, path: str
) -> Card:
    wording = article.wording
    section = site.section(placement.section) if (placement := article.placement(site.code)) else None
    return Card(
        href=path,
        kicker=wording.kicker or (section.kicker or section.title if section else ""),
        headline=wording.headline,
        summary=summary(article, stories, standing),
        byline=credit.byline(article, stories, standing.house),
        dateline=credit.line(wording.dateline),
        when=time(at, site),
        mark="corrected" if article.corrections else "",
    )


def summary(article: Article, stories: tuple[Story, ...], standing: Standing) -> str:
    """An article's standfirst or first words, as many as the strictest of its licences lets an excerpt have."""
    most = min((li.excerpt for s in stories if (li := licence_of(s, standing))), default=40)
    first = next((b.text for b in article.wording.blocks if b.kind == "paragraph"), "")
    return excerpt(article.wording.standfirst or first, most)


def _feed(article: Article, stories: tuple[Story, ...], standing: Standing) -> FeedItem:
    full = all(li.feed == "full" for s in stories if (li := licence_of(s, standing)))
    html = "".join(b.html for b in article.wording.blocks) if full else ""
    return FeedItem(summary(article, stories, standing), html)


def licence_of(story: Story, standing: Standing) -> Licence | None:
    """The licence under which a story's source sends."""
    source = standing.house.source(story.source)
    return standing.house.licence(source.licence) if source else None
