"""pin: an article gets a place on a site's front; unpin: it loses it."""

from datetime import datetime

from dateline.ledger.contract import Ledger
from dateline.news.errors import NotAllowed
from dateline.news.facts import Pin, Pinned, Unpinned
from dateline.verbs.common import Decided, article_of, decided, sites_of

#: Places on a front that can be given away.
PLACES = 9


def pin(
    id: str, *, site: str, by: str, ledger: Ledger, place: int = 1, until: datetime | None = None, reason: str = ""
) -> Decided:
    """
    Give an article a place on a site's front.

    Args:
        id: The article's, or its story's.
        site: The site's code.
        by: Who does it.
        ledger: Where.
        place: From 1, the lead.
        until: When it ends by itself; UTC.
        reason: Why.
    Raises:
        StoryNotFound: If there is no such story or article.
        NotAllowed: If it is not published there, was killed, there is no such place, or the moment is past.
    """
    with ledger.turn() as turn:
        article = article_of(turn, id, "pin")
        sites_of(turn.standing(), (site,), "pin")
        if article.placement(site) is None:
            raise NotAllowed(
                "pin", f"{article.id} is not published on {site}; `dateline publish {id} --site {site}` first"
            )
        if not 1 <= place <= PLACES:
            raise NotAllowed("pin", f"there is no place {place}; a front has places 1 (the lead) to {PLACES}")
        if until is not None and until <= turn.moment:
            raise NotAllowed("pin", f"{until:%Y-%m-%d %H:%M} UTC is past; name a moment that is still to come, or none")
        wanted = Pin(site, place, until)
        if wanted in article.pins:
            return Decided(0, "pin", article.id, ("nothing has changed",))
        return decided(turn.append(Pinned(article.id, wanted, reason.strip()), by=by), "pin", article.id)


def unpin(id: str, *, site: str, by: str, ledger: Ledger, reason: str = "") -> Decided:
    """
    Take an article off its place on a site's front.

    Raises:
        StoryNotFound: If there is no such story or article.
        NotAllowed: If it has no place there.
    """
    with ledger.turn() as turn:
        article = article_of(turn, id, "unpin")
        if all(p.site != site or (p.until and p.until <= turn.moment) for p in article.pins):
            raise NotAllowed("unpin", f"{article.id} has no place on the front of {site or 'any site'}")
        return decided(turn.append(Unpinned(article.id, site, reason.strip()), by=by), "unpin", article.id)
