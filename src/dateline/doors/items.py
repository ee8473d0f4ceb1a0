"""The API: a site's published items as data (ninjs 3.1), for who may be handed them; off until a site turns it on."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from urllib.parse import parse_qs

from msgspec.structs import replace

from dateline.doors.addresses import ITEM, ITEMS
from dateline.doors.door import made
from dateline.news import rights
from dateline.news.house import Site
from dateline.news.rights import Standing
from dateline.sites import plan
from dateline.sites.http import SECURITY, Request, Response
from dateline.sites.items import item
from dateline.sites.licensed import Text
from dateline.sites.machines import api
from dateline.sites.machines.item import Item
from dateline.sites.needs import News
from dateline.sites.showing import view
from dateline.sites.store import PageStore
from dateline.sites.words import address, excerpt

_ITEM = re.compile(rf"{ITEM}(art-[a-z0-9]+)\.json")


class Items:
    """
    A site's items.

    Args:
        site: Whose.
        standing: What is in force.
        news: Where articles stand as they are now.
        store: Gives the pages that are served, of which the catalog tells what there is; None while there are none.
    """

    def __init__(self, site: Site, standing: Standing, news: News, store: Callable[[], PageStore | None]) -> None:
        self._site, self._standing, self._news, self._store = site, standing, news, store

    def answer(self, request: Request, moment: datetime) -> Response | None:
        """The answer to who asks at a moment; None where the site has no API, or there is no such item."""
        if not self._site.api:
            return None
        if request.path == ITEMS:
            return self._list(request.query, moment)
        found = _ITEM.fullmatch(request.path)
        return self._one(found[1], moment) if found else None

    def _list(self, query: str, moment: datetime) -> Response | None:
        store = self._store()
        if store is None:
            return None
        catalog = store.catalog
        last = plan.page_of(max(1, catalog.size("")))
        given = parse_qs(query[:100]).get("page", [""])[0]
        number = min(max(1, int(given)), last) if given.isascii() and given.isdigit() else last
        told = (self._item(one.article, moment) for one in catalog.page("", number))
        body = api.page(
            (api.item(one) for one in told if one is not None),
            self._address(number),
            newer=self._address(number + 1) if number < last else "",
            older=self._address(number - 1) if number > 1 else "",
        )
        return made(body, api.JSON)

    def _address(self, number: int) -> str:
        return f"{address(self._site, ITEMS)}?page={number}"

    def _one(self, id: str, moment: datetime) -> Response | None:
        found = self._item(id, moment)
        if found is not None:
            return made(api.item(found).encode() + b"\n", api.JSON)
        removed = next(self._removed(id, moment), None)
        if removed is None:
            return None
        headers = (("content-type", api.JSON), ("cache-control", "no-store"), *SECURITY)
        return Response(410, headers, api.gone(f"{address(self._site)}{id}", removed).encode() + b"\n")

    def _removed(self, id: str, moment: datetime) -> Iterator[datetime]:
        """When an article was taken back from readers."""
        article = self._news.article(id)
        seen = view(article, self._site, self._news, moment) if article else None
        return (at for at, mark, _ in (seen.showing.errata if seen else ()) if mark == "removed")

    def _item(self, id: str, moment: datetime) -> Item | None:
        """An article with what licences let us hand on; None where they do not."""
        article = self._news.article(id)
        seen = view(article, self._site, self._news, moment) if article else None
        if article is None or seen is None or seen.showing.state != "shown":
            return None
        text = Text(article.wording.blocks, seen.stories, self._standing)
        (ruling,) = rights.rule_uses(
            article,
            seen.stories,
            ("syndicate",),
            moment,
            site=self._site.code,
            standing=self._standing,
            left=text.left,
        )
        if not ruling.allowed:
            return None
        words = excerpt(article.wording.standfirst or text.words("syndicate"), ruling.excerpt or 40)
        whole = "" if ruling.excerpt is not None else "".join(b.html for b in text.licensed("syndicate"))
        return replace(item(seen, self._site, self._standing), html=whole, summary=words, expires=ruling.until)
