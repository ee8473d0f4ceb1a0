"""What machines are told of an article on a site: its item, for feeds, sitemaps and structured data."""

from collections.abc import Mapping

from msgspec.structs import replace

from dateline.news import credit, live
from dateline.news.house import House, Site
from dateline.news.rights import Standing
from dateline.news.story import CorrectionNote, Story
from dateline.news.wire import Named, Subject
from dateline.sites.machines.item import Author, Item, Supplied
from dateline.sites.pages import Post
from dateline.sites.showing import View, seen
from dateline.sites.words import address, time


def canonical(view: View, standing: Standing) -> str | None:
    """
    The address of the page that search engines shall take for the original; None where that is the page itself.

    A source may want that to be its own page; else it is the article's page on the site at which it is at home.
    """
    house, showing = standing.house, view.showing
    source = house.source(view.stories[0].source) if view.stories else None
    if source is not None and source.canonical == "source" and (page := _page_of(view.stories[0])):
        return page
    return showing.home or None


def _page_of(story: Story) -> str:
    links = story.text.links if story.text else ()
    return next((li.href for li in links if li.rel == "canonical" and li.href.startswith(("https://", "http://"))), "")


def item(view: View, site: Site, standing: Standing) -> Item:
    """
    An article's item, with what lists and feeds may have of it.

    Args:
        view: The article on the site.
        site: Where.
        standing: What is in force.
    """
    article, showing, house = view.article, view.showing, standing.house
    card, feed = showing.card, showing.feed
    url = address(site, showing.path)
    section = site.section(showing.section)
    last = article.revisions[-1] if article.revisions else None
    return Item(
        id=article.id,
        site=site.name,
        home=address(site),
        url=url,
        canonical=canonical(view, standing) or url,
        headline=article.wording.headline,
        summary=feed.summary if feed else card.summary if card else "",
        html=feed.html if feed else "",
        byline=card.byline if card else "",
        authors=_authors(view, house),
        dateline=card.dateline if card else "",
        credit=showing.credit,
        rights=showing.credits,
        supplied=tuple([_supplied(s, house) for s in view.stories if not credit.is_own(s, house)]),
        published=showing.published,
        changed=showing.changed,
        expires=showing.ends,
        version=len(article.revisions),
        words=last.words if last else 0,
        language=site.language,
        section=section.title if section else "",
        topics=tuple([Subject(name=n) for k, n in showing.lists if k.startswith("topic:")]),
        places=tuple([Named("place", n) for k, n in showing.lists if k.startswith("place:")]),
        corrections=tuple([CorrectionNote(c.at, c.words, "") for c in seen(article, site)]),
        kind="live" if view.live else "news",
        fed=feed is not None,
        noindex=not showing.indexed,
    )


def _authors(view: View, house: House) -> tuple[Author, ...]:
    """Who wrote it: a named person, or the agencies; none where it is the site's own staff."""
    wording, wire = view.article.wording, [s for s in view.stories if not credit.is_own(s, house)]
    if wording.byline:
        return (Author(wording.byline),)
    person = credit.writer(view.stories[0].text) if view.stories else ""
    names = dict.fromkeys(n for s in wire for n in credit.names(s, house))
    people = (Author(person),) if person and person not in names else ()
    return (*people, *(Author(name, "organisation") for name in names))


def _supplied(story: Story, house: House) -> Supplied:
    source = house.source(story.source)
    holding = credit.holding(story, house)
    item = (story.text.item or "") if story.text else ""
    return Supplied(
        source=holding.source,
        full_name=source.full_name if source else "",
        holder=holding.holder,
        address=_page_of(story) or (item if item.startswith(("urn:", "tag:")) else ""),
    )


def posts(view: View, site: Site, house: House) -> tuple[Post, ...]:
    """The reports of a live story, as they stand: the newest first; none where it is no live story."""
    stories = {s.id: s for s in view.stories}
    shown = replace(view.article.wording, blocks=view.blocks)
    return tuple([_post(post, stories, site, house) for post in live.posts(shown)])


def _post(post: live.Post, stories: Mapping[str, Story], site: Site, house: House) -> Post:
    first = post.blocks[0]
    head = first if first.kind == "heading" else None
    wire = sorted({b.source.story for b in post.blocks if b.source} & stories.keys())
    return Post(
        id=f"post-{post.at:%Y%m%dT%H%M%S%f}",
        when=time(post.at, site),
        headline=head.text if head else "",
        body_html=tuple([b.html for b in post.blocks if b is not head]),
        source=", ".join(dict.fromkeys(n for id in wire for n in credit.names(stories[id], house))),
    )
