"""The ledger for who only looks: what may be shown, and whether that has changed."""

from collections.abc import Iterable

from dateline.ledger import queries
from dateline.ledger.contract import Change
from dateline.ledger.engine import Database
from dateline.news.agenda import Agenda
from dateline.news.rights import Bar, Standing
from dateline.news.story import Article, Story


class View:
    """
    What a gate asks of a ledger; it writes nothing, and finishes nothing that somebody left undone.

    Args:
        database: Where the ledger is; there are tables in it.
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    def close(self) -> None:
        """Let go of the database's files and connections."""
        self.database.close()

    @property
    def place(self) -> str:
        """Where it is kept, in words that may be printed."""
        return self.database.place

    def story(self, id: str) -> Story | None:
        """The story as it stands."""
        with self.database.glancing() as session:
            return queries.story(session, id)

    def article(self, id: str) -> Article | None:
        """The article as it stands."""
        with self.database.glancing() as session:
            return queries.article(session, id)

    def standing(self) -> Standing:
        """What is in force."""
        with self.database.glancing() as session:
            return queries.standing(session)

    def agenda(self) -> Agenda:
        """What the desk works by."""
        with self.database.glancing() as session:
            return queries.agenda(session)

    def tail(self) -> int:
        """The number of the last entry."""
        with self.database.glancing() as session:
            return queries.tail(session)[0]

    def changes(self, after: int) -> Change:
        """What entries after that number were about."""
        with self.database.reading() as session:
            return queries.changes(session, after)

    def rebuilds(self) -> int:
        """How often the state was made anew from the entries."""
        with self.database.glancing() as session:
            return queries.rebuilds(session)

    def stamp(self) -> int:
        """
        A number that is another one after every commit by anybody.

        Cheap enough to be asked on each request; it holds for the calling thread only.
        """
        return self.database.stamp()

    def bars(self, parts: Iterable[str] | None = None) -> dict[str, Bar]:
        """What bars stories and articles from every page, and when; of those *parts* only, if given."""
        with self.database.reading() as session:
            return queries.bars(session, parts)
