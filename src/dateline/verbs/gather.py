"""gather: an article is put into a collection of a site; ungather: it is taken out."""

from dateline.ledger.contract import Ledger
from dateline.news.errors import NotAllowed
from dateline.news.facts import Gathered, Membership, Ungathered
from dateline.news.house import Site
from dateline.verbs.common import Decided, article_of, decided, sites_of


def gather(
    id: str, *, site: str, collection: str, by: str, ledger: Ledger, place: int | None = None, reason: str = ""
) -> Decided:
    """
    Put an article into a site's collection, or move it there.

    Args:
        id: The article's, or its story's.
        site: The site's code.
        collection: The slug that the site's settings give it.
        by: Who does it.
        ledger: Where.
        place: From 1, before all that have none; None: by its day.
        reason: Why.
    Raises:
        StoryNotFound: If there is no such story or article.
        NotAllowed: If it is not published there, was killed, or there is no such collection or place.
    """
    with ledger.turn() as turn:
        article = article_of(turn, id, "gather")
        _known(sites_of(turn.standing(), (site,), "gather")[0], collection)
        if article.placement(site) is None:
            raise NotAllowed(
                "gather", f"{article.id} is not published on {site}; `dateline publish {id} --site {site}` first"
            )
        if place is not None and place < 1:
            raise NotAllowed("gather", f"there is no place {place}; places count from 1")
        wanted = Membership(site, collection, place)
        if wanted in article.gathered:
            return Decided(0, "gather", article.id, ("nothing has changed",))
        return decided(turn.append(Gathered(article.id, wanted, reason.strip()), by=by), "gather", article.id)


def ungather(id: str, *, site: str, collection: str, by: str, ledger: Ledger, reason: str = "") -> Decided:
    """
    Take an article out of a site's collection.

    Raises:
        StoryNotFound: If there is no such story or article.
        NotAllowed: If it is not in there.
    """
    with ledger.turn() as turn:
        article = article_of(turn, id, "ungather")
        if all((m.site, m.collection) != (site, collection) for m in article.gathered):
            there = ", ".join(f"{m.collection} of {m.site}" for m in article.gathered) or "no collection"
            raise NotAllowed("ungather", f"{article.id} is not in {collection} of {site}; it is in {there}")
        fact = Ungathered(article.id, site, collection, reason.strip())
        return decided(turn.append(fact, by=by), "ungather", article.id)


def _known(site: Site, collection: str) -> None:
    """
    See that a site has that *collection*.

    Raises:
        NotAllowed: If its settings do not define it.
    """
    slugs = [c.slug for c in site.collections]
    if collection not in slugs:
        listed = ", ".join(slugs) or f"none; write [[collections]] in sites/{site.code}.toml, then `dateline apply`"
        raise NotAllowed("gather", f"site {site.code} has no collection {collection}; there are: {listed}")
