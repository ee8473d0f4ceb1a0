"""
Pictures that stories name by an address: fetched once, kept with the rest, and never shown from where they lie.

A page that showed them from there would tell somebody else who reads it, and would change when they do. So their bytes
come here first, as deliveries of their own, and only where a licence lets us use them.
"""

from collections.abc import Iterable, Iterator
from ipaddress import IPv6Address, ip_address
from socket import socket
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from msgspec.structs import replace
from urllib3 import HTTPConnectionPool, PoolManager
from urllib3.exceptions import HTTPError

from dateline.collect.clock import Clock
from dateline.collect.http import Limits, client, fetch
from dateline.collect.robots import Manners
from dateline.collect.state import PollState
from dateline.news import rights
from dateline.news.errors import CollectError
from dateline.news.house import Source
from dateline.news.rights import Standing
from dateline.news.story import Story
from dateline.news.terms import narrowed
from dateline.news.wire import Delivery, Media, Rendition

#: A picture for a page is a hundredth of it; the largest that agencies send are some 20 MB.
LIMITS: Final = Limits(size=32 * 1024 * 1024)
#: Pixels across that are enough for every page; a larger form of a picture is not asked for where there is this.
ENOUGH: Final = 1920
#: How often a picture is asked for that does not come: some are put in their place after the story that names them.
TRIES: Final = 4
#: Seconds until it is asked for again, the first time.
AGAIN: Final = 60
#: What we ask for, and can show; servers that have more forms of a picture than one go by it.
_ACCEPT: Final = "image/jpeg, image/png, image/webp;q=0.9, image/*;q=0.1"
_BEGINNINGS: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*")
_SEEN: Final = ("picture", "graphic")


def wanted(story: Story, standing: Standing) -> tuple[str, ...]:
    """
    The addresses of a story's pictures that its licences let us use in some way, as the story has them.

    Nothing is fetched for a story that may not be used, nor where its source, or a picture's own terms, refuse it.
    """
    bar = rights.bar(story)
    if story.text is None or (bar is not None and bar.before is None and bar.after is None):
        return ()
    licences = rights.licences_of(story, standing)
    listed = all(li.pictures.uses and not (li.template and li.digest not in standing.confirmed) for li in licences)
    if not licences or not listed or rights.narrowing(story.text).pictures:
        return ()
    shown = (m for m in story.text.media if m.kind in _SEEN and not narrowed(m.usage, ()).pictures)
    return tuple(dict.fromkeys(filter(None, map(address, shown))))


def address(media: Media) -> str:
    """Where the smallest form of a picture lies that is large enough, else the largest; empty where none is told."""
    forms = [r for r in media.renditions if _is_web(r.href) and (not r.type or r.type.startswith("image/"))]
    enough = [r for r in forms if r.width and r.width >= ENOUGH]
    if enough:
        return min(enough, key=_width).href
    if _is_web(media.href):
        return media.href
    return max(forms, key=_width).href if forms else ""


def _width(form: Rendition) -> int:
    return form.width or 0


def _is_web(href: str) -> bool:
    return href.lower().startswith(("http://", "https://", "//"))


class _Wish(NamedTuple):
    """A picture that is to be fetched."""

    source: str
    #: As the story has it.
    href: str


class Pictures:
    """
    The pictures that are to be fetched, each asked for a few times. One thread at a time.

    What waits is forgotten when the program ends; who begins anew asks for the pictures of the latest stories again.

    Args:
        contact: Told to each server.
        clock: Stamps deliveries.
        manners: How soon a server may be asked again, and what it lets us ask for.
        limits: How much and how long we listen.
    """

    def __init__(self, contact: str, clock: Clock, manners: Manners, limits: Limits = LIMITS) -> None:
        self._contact, self._clock, self._manners, self._limits = contact, clock, manners, limits
        self._waiting: dict[_Wish, PollState | None] = {}
        #: Connections by a source's code; and by which of its own servers they were made.
        self._http: dict[str, tuple[frozenset[str], PoolManager]] = {}

    def want(self, source: Source, hrefs: Iterable[str]) -> None:
        """Have pictures fetched; one that waits already is not asked for twice."""
        near = frozenset(urlsplit(feed.url).hostname or "" for feed in source.feeds)
        if self._http.get(source.code, (None,))[0] != near:
            self._http[source.code] = (near, _client(self._contact, near))
        for href in hrefs:
            self._waiting.setdefault(_Wish(source.code, href), None)

    def fetched(self) -> Iterator[Delivery | CollectError]:
        """
        Fetch those that may be asked for by now, one after another.

        Yields:
            A delivery, whose transport is ``picture`` and whose name the address as the story has it; or what did not
            come, and is not asked for any more.
        """
        for wish, state in [*self._waiting.items()]:
            url = f"https:{wish.href}" if wish.href.startswith("//") else wish.href
            now = self._clock.now()
            if (state and state.next_due and now < state.next_due) or not self._manners.ready(url):
                continue
            found = self._asked(wish, url, state)
            if found is not None:
                del self._waiting[wish]
                yield found

    def _asked(self, wish: _Wish, url: str, state: PollState | None) -> Delivery | CollectError | None:
        """What came of asking once; None where it is to be asked again."""
        delivery, after = fetch(
            wish.source,
            url,
            state,
            clock=self._clock,
            http=self._http[wish.source][1],
            every=AGAIN,
            limits=self._limits,
            manners=self._manners,
        )
        if delivery is not None and _is_picture(delivery.data):
            return replace(delivery, transport="picture", name=wish.href)
        if delivery is not None:
            what = f"at {wish.href} there is no JPEG, PNG, WebP or TIFF picture; its story stands without it"
            return CollectError(wish.source, what)
        if after.failures >= TRIES:
            what = f"the picture at {wish.href} does not come: {after.last_problem}; its story stands without it"
            return CollectError(wish.source, what)
        self._waiting[wish] = after
        return None

    def close(self) -> None:
        """Let go of all connections."""
        for _, http in self._http.values():
            http.clear()


def _is_picture(data: bytes) -> bool:
    return data.startswith(_BEGINNINGS) or (data.startswith(b"RIFF") and data[8:12] == b"WEBP")


class _NotPublic(HTTPError):
    """A picture's address leads to a machine that is not on the public net."""


def _client(contact: str, near: frozenset[str]) -> PoolManager:
    """
    Connections that lead to public addresses only, and to the servers *near* us that a source's own feeds come from.

    A story is written by somebody else: its addresses must not make us ask the machines in our own house.
    """
    made = client(contact)
    made.headers = {**made.headers, "Accept": _ACCEPT}
    made.pool_classes_by_scheme = {scheme: _guarded(pool, near) for scheme, pool in made.pool_classes_by_scheme.items()}
    return made


def _guarded(pool: type[HTTPConnectionPool], near: frozenset[str]) -> type[HTTPConnectionPool]:
    """The same connections, each of which looks where it has led before a word is said."""
    parent: Any = pool.ConnectionCls

    def connect(self: Any) -> None:
        parent.connect(self)
        if self.host not in near and not _is_public(self.sock):
            self.close()
            raise _NotPublic(f"{self.host} is no public address")

    connection = type("Guarded", (parent,), {"connect": connect})
    return type("GuardedPool", (pool,), {"ConnectionCls": connection})


def _is_public(connected: socket) -> bool:
    peer = ip_address(connected.getpeername()[0].partition("%")[0])
    if isinstance(peer, IPv6Address) and peer.ipv4_mapped:
        peer = peer.ipv4_mapped
    return peer.is_global
