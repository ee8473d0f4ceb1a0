"""What stands below a story: the backgrounders and teasers that came on its page."""

from datetime import datetime

from msgspec import Struct

from dateline.news import credit, ids, rights
from dateline.news.house import Site
from dateline.news.rights import Ruling, Standing
from dateline.news.seen import first_seen
from dateline.news.slugs import plain_headline
from dateline.news.story import Article, Story
from dateline.news.wire import Dateline
from dateline.sites.catalog import Catalog
from dateline.sites.licensed import licensed
from dateline.sites.needs import News
from dateline.sites.pages import Backgrounder, Card
from dateline.sites.plan import waits_for
from dateline.sites.showing import Showing
from dateline.sites.words import excerpt


class Below(Struct, frozen=True):
    """One text below a story, and what its being there hangs on."""

    story: Story
    #: Those whose words it shows: its own, or the full story's.
    stories: tuple[Story, ...] = ()
    backgrounder: Backgrounder | None = None
    teaser: Card | None = None
    #: Stories and articles whose words it holds.
    parts: tuple[str, ...] = ()
    #: What else would change it: its own story while that may not be shown, a full story's headline.
    waits: tuple[str, ...] = ()
    until: datetime | None = None


def below(article: Article, site: Site, news: News, catalog: Catalog, moment: datetime) -> tuple[Below, ...]:
    """
    The texts below an article, in the order they came, each as its own rights allow.

    Args:
        article: The main one.
        site: Where it is shown.
        news: What there is.
        catalog: What is listed on the site: a teaser's full story may be.
        moment: When; UTC.
    """
    found: list[Below] = []
    stories = (s for id in article.stories if (s := news.story(id)) is not None)
    seen = first_seen(article, stories, site.code)
    for part in article.parts:
        story = news.story(part.story)
        if story is None:
            continue
        published = _published(story, site, news, seen)
        if part.role == "backgrounder":
            found.append(_backgrounder(story, site, news.standing(), moment, published))
        else:
            found.append(_teaser(story, part.role, site, news, catalog, moment, published))
    return tuple(found)


def _published(story: Story, site: Site, news: News, with_main: datetime | None) -> datetime | None:
    """When readers were first given a part's words: with its main article, or before that on a page of its own."""
    own = (a.placement(site.code) for id in story.articles if (a := news.article(id)) is not None)
    return min((at for at in (with_main, *(p.at for p in own if p)) if at is not None), default=None)


def _backgrounder(story: Story, site: Site, standing: Standing, moment: datetime, published: datetime | None) -> Below:
    ruling = rights.rule_story(story, "display", moment, site=site.code, standing=standing, published=published)
    if not ruling.allowed or ruling.excerpt is not None or story.text is None:
        return Below(story, waits=(story.id,), until=ruling.until)
    text = story.text
    shown = Backgrounder(
        headline=plain_headline(text.headline),
        byline=credit.writer(text),
        dateline="" if text.dateline is None or text.dateline.assumed else credit.line(_dateline(story, standing)),
        body_html=tuple(b.html for b in licensed(text.body, (story,), "display", standing, of=story.id)),
    )
    return Below(story, (story,), backgrounder=shown, parts=(story.id,), until=ruling.until)


def _teaser(
    story: Story,
    role: str,
    site: Site,
    news: News,
    catalog: Catalog,
    moment: datetime,
    published: datetime | None,
) -> Below:
    """A teaser; it becomes a way to the full story as soon as that is listed on the site, under any id."""
    key = ids.headline_key(plain_headline(story.headline))
    waits = (story.id, waits_for(key)) if key else (story.id,)
    full = _full(story, key, catalog)
    if full is not None and full.card is not None:
        theirs = tuple(s for id in full.parts if (s := news.story(id)) is not None)
        return Below(story, theirs, teaser=full.card, parts=full.parts, waits=waits, until=full.until)
    standing = news.standing()
    ruling = rights.rule_story(story, "teaser", moment, site=site.code, standing=standing, published=published)
    if not ruling.allowed or story.text is None or role != "teaser":
        return Below(story, waits=waits, until=ruling.until)
    card = Card(
        href=None,
        headline=plain_headline(story.headline),
        summary=_words(story, ruling, standing),
        dateline=credit.line(_dateline(story, standing)),
    )
    return Below(story, (story,), teaser=card, parts=(story.id,), waits=waits, until=ruling.until)


def _words(story: Story, ruling: Ruling, standing: Standing) -> str:
    """A teaser's words: all that its source sent as one, else as many as its licence lets an excerpt have."""
    body = story.text.body if story.text else ()
    text = " ".join(b.text for b in licensed(body, (story,), "teaser", standing, of=story.id))
    if story.current is not None and story.current.extent == "teaser":
        return f"{text} …" if text and text[-1].isalnum() else text
    return text if ruling.excerpt is None else excerpt(text, ruling.excerpt)


def _dateline(story: Story, standing: Standing) -> Dateline | None:
    source, current = standing.house.source(story.source), story.current
    return credit.dated(story.text, source, current.issued) if story.text and current else None


def _full(story: Story, key: str, catalog: Catalog) -> Showing | None:
    own = (catalog.noted(id) for id in story.articles)
    current = story.current
    if current is not None and current.extent == "full" and (listed := next((s for s in own if s and s.card), None)):
        return listed
    return catalog.full_story(key) if key else None
