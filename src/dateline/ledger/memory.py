"""The state in memory, as it follows from entries: what stood at another moment."""

from collections.abc import Iterable, Iterator

from dateline.ledger.queries import NOTHING
from dateline.news import rights
from dateline.news.agenda import Agenda
from dateline.news.change import fold
from dateline.news.facts import Entry, Read
from dateline.news.rights import Bar, Standing
from dateline.news.story import Article, Story
from dateline.news.wire import Version


class Memory:
    """
    Stories, articles and settings as they stood after some entries.

    Args:
        entries: From the first on, in order.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._stories: dict[str, Story] = {}
        self._articles: dict[str, Article] = {}
        self._versions: dict[int, Version] = {}
        self._clues: dict[int, set[str]] = {}
        self._noted: dict[str, set[int]] = {}
        self._standing = NOTHING
        self._agenda = Agenda()
        for entry in entries:
            self._step(entry)

    def _step(self, entry: Entry) -> None:
        if isinstance(entry.fact, Read) and entry.fact.version is not None:
            self._versions[entry.number] = entry.fact.version
        change = fold(entry, self)
        # What changed last stands last, and is listed first.
        for story in change.stories:
            self._stories.pop(story.id, None)
            self._stories[story.id] = story
        for article in change.articles:
            self._articles.pop(article.id, None)
            self._articles[article.id] = article
        for id in change.forgotten:
            for clue in self._noted.pop(id, ()):
                self._clues[clue].discard(id)
        for id, clues in change.clues:
            self._noted.setdefault(id, set()).update(clues)
            for clue in clues:
                self._clues.setdefault(clue, set()).add(id)
        self._standing = change.standing or self._standing
        self._agenda = change.agenda or self._agenda

    def story(self, id: str) -> Story | None:
        """The story as it stood; None if there was none."""
        return self._stories.get(id)

    def article(self, id: str) -> Article | None:
        """The article as it stood; None if there was none."""
        return self._articles.get(id)

    def stories(self) -> Iterator[Story]:
        """All stories, the latest entry first."""
        return iter(reversed(self._stories.values()))

    def articles(self) -> Iterator[Article]:
        """All articles, the latest entry first."""
        return iter(reversed(self._articles.values()))

    def clued(self, *clues: int) -> tuple[str, ...]:
        """Ids of the stories that any of the clues had been noted for, each once, sorted."""
        return tuple(sorted({id for clue in clues for id in self._clues.get(clue, ())}))

    def bars(self, parts: Iterable[str] | None = None) -> dict[str, Bar]:
        """What barred stories and articles from every page; of those *parts* only, if given."""
        asked = (*self._stories, *self._articles) if parts is None else tuple(parts)
        things = {id: self._stories.get(id) or self._articles.get(id) for id in asked}
        return {id: bar for id, thing in things.items() if thing and (bar := rights.bar(thing))}

    def version(self, entry: int) -> Version | None:
        """The version that an entry brought; None once erased."""
        return self._versions.get(entry)

    def standing(self) -> Standing:
        """What was in force."""
        return self._standing

    def agenda(self) -> Agenda:
        """What the desk worked by."""
        return self._agenda
