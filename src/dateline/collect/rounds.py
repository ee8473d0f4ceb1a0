"""Many feeds at a time, and few of one server: who is slow keeps nobody else waiting."""

from collections.abc import Iterable, Iterator, Mapping
from multiprocessing.pool import AsyncResult, ThreadPool
from typing import NamedTuple
from urllib.parse import urlsplit

from urllib3 import PoolManager

from dateline.collect.clock import Clock
from dateline.collect.http import LIMITS, Limits, fetch
from dateline.collect.robots import Manners
from dateline.collect.state import PollState
from dateline.news.house import Feed
from dateline.news.wire import Delivery

#: How many feeds are asked at the same time, and how many of one server: one that is slow has others beside it.
MOST, OF_ONE_SERVER = 16, 2


class Answer(NamedTuple):
    """What came of one question."""

    source: str
    feed: Feed
    #: None before the first.
    before: PollState | None
    delivery: Delivery | None
    after: PollState


class _Question(NamedTuple):
    """A feed that is being asked."""

    source: str
    feed: Feed
    before: PollState | None
    server: str
    result: AsyncResult[tuple[Delivery | None, PollState]]


class Rounds:
    """
    Feeds that are asked side by side. Called from one thread.

    Args:
        http: As `client` makes it.
        clock: Stamps deliveries.
        manners: How soon a server may be asked again.
        limits: How much and how long a server is listened to.
    """

    def __init__(self, http: PoolManager, clock: Clock, manners: Manners, limits: Limits = LIMITS) -> None:
        self._http, self._clock, self._manners, self._limits = http, clock, manners, limits
        self._pool = ThreadPool(MOST)
        self._open: list[_Question] = []

    def begin(self, due: Iterable[tuple[str, Feed]], states: Mapping[tuple[str, str], PollState]) -> None:
        """
        Ask those feeds whose servers may be asked by now, and that are not being asked.

        Args:
            due: Source's code and feed, in the order of their turn.
            states: What is remembered, by source's code and address as the feed has it.
        """
        for source, feed in due:
            if len(self._open) >= MOST:
                return
            before = states.get((source, feed.url))
            url = before.moved_to if before and before.moved_to else feed.url
            server = urlsplit(url).netloc.rpartition("@")[2].lower()
            asked = [(one.source, one.feed.url) for one in self._open if one.server == server]
            if (source, feed.url) in asked or len(asked) >= OF_ONE_SERVER or not self._manners.ready(url):
                continue
            result = self._pool.apply_async(self._fetch, (source, feed, before))
            self._open.append(_Question(source, feed, before, server, result))

    def done(self) -> Iterator[Answer]:
        """What has come back since; each once. A feed counts as being asked until its answer was taken."""
        for one in [one for one in self._open if one.result.ready()]:
            self._open.remove(one)
            delivery, after = one.result.get()
            yield Answer(one.source, one.feed, one.before, delivery, after)

    def close(self) -> None:
        """Wait for nobody: what is still being asked is asked again another time."""
        self._pool.terminate()

    def _fetch(self, source: str, feed: Feed, before: PollState | None) -> tuple[Delivery | None, PollState]:
        http, clock, manners = self._http, self._clock, self._manners
        return fetch(
            source, feed.url, before, clock=clock, http=http, every=feed.every, limits=self._limits, manners=manners
        )
