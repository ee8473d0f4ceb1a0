"""The state as of one entry, for who makes a page of it."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from dateline.ledger import queries
from dateline.ledger.contract import Change
from dateline.ledger.session import Session
from dateline.news.rights import Bar, Standing
from dateline.news.story import Article, Story
from dateline.news.wire import Version

T = TypeVar("T")

#: Stories, and articles, that a snapshot keeps at hand: several sites ask for the same few.
_MOST = 256


class Snapshot:
    """The state as of one entry, read in one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._standing = queries.standing(session)
        self._stories: dict[str, Story | None] = {}
        self._articles: dict[str, Article | None] = {}
        self._changes: dict[int, Change] = {}

    def story(self, id: str) -> Story | None:
        """The story as it stood."""
        if id not in self._stories:
            _make_room(self._stories)
            self._stories[id] = queries.story(self._session, id)
        return self._stories[id]

    def article(self, id: str) -> Article | None:
        """The article as it stood."""
        if id not in self._articles:
            _make_room(self._articles)
            self._articles[id] = queries.article(self._session, id)
        return self._articles[id]

    def articles(self) -> Iterator[Article]:
        """All articles, the latest entry first."""
        return queries.articles(self._session)

    def placed(self, site: str) -> list[tuple[int, str]]:
        """The articles that a site ever had, in the order in which it first had them, each with the entry of that."""
        return queries.placed(self._session, site)

    def version(self, entry: int) -> Version | None:
        """The version that an entry brought."""
        return queries.version(self._session, entry)

    def clued(self, *clues: int) -> tuple[str, ...]:
        """Ids of the stories that any of the clues had been noted for, each once, sorted."""
        return tuple(sorted(set().union(*queries.clued(self._session, clues).values())))

    def bars(self, parts: Iterable[str] | None = None) -> dict[str, Bar]:
        """What barred stories and articles from every page; of those *parts* only, if given."""
        return queries.bars(self._session, parts)

    def standing(self) -> Standing:
        """What was in force."""
        return self._standing

    def changes(self, after: int) -> Change:
        """What entries after that number were about."""
        if after not in self._changes:
            self._changes[after] = queries.changes(self._session, after)
        return self._changes[after]


def _make_room(kept: dict[str, T]) -> None:
    """Whoever walks the whole state does not keep it."""
    if len(kept) >= _MOST:
        kept.clear()
