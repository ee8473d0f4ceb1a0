"""A WebSub hub, which is told of changed feeds and tells those who have subscribed to them."""

from collections.abc import Iterator
from urllib.parse import urlencode

from dateline.news.house import Site
from dateline.send.calls import ALONE, call, client, plain, shown
from dateline.send.names import address, is_feed
from dateline.send.purge import idempotent
from dateline.send.values import Answer, Item, Said, SendError


class Hub:
    """
    A WebSub hub.

    Args:
        site: Whose feeds; it names the hub.
    """

    takes_pages = False
    form = "feeds"
    most = 20

    def __init__(self, site: Site) -> None:
        self._site, self._http = site, client()
        self.name = shown(site.hub)
        self.identity = f"hub {plain(site.hub)}"

    def concerns(self, said: Said) -> bool:
        """A hub is told of feeds that are there."""
        return is_feed(said.path) and said.stands

    def pictures(self) -> tuple[str, ...]:
        """It is only told of pictures."""
        return ()

    def send(self, items: tuple[Item, ...]) -> Iterator[Answer]:
        """
        Tell of each feed.

        Raises:
            SendError: If the hub does not answer well.
        Source:
            WebSub leaves to the hub how publishers tell it; all public ones take what PubSubHubbub 0.4, §7 says.
        """
        for item in items:
            body = urlencode({"hub.mode": "publish", "hub.url": address(self._site.host, item.said.path)})
            headers = {"Content-Type": "application/x-www-form-urlencoded", **idempotent(self.identity, (item,))}
            try:
                call(self._http, "POST", self._site.hub, headers, body.encode())
            except SendError as e:
                if e.status not in ALONE:
                    raise
                yield Answer(item.said.path, problem=e.what)
                continue
            yield Answer(item.said.path)
