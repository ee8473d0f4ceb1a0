"""What a step looks at, and what it makes different."""

from dataclasses import dataclass
from typing import Protocol

from dateline.news.agenda import Agenda
from dateline.news.rights import Standing
from dateline.news.story import Article, Story
from dateline.news.wire import Version


class State(Protocol):
    """What a step may look at."""

    def story(self, id: str) -> Story | None:
        """The story as it stood before this fact."""

    def article(self, id: str) -> Article | None:
        """The article as it stood before this fact."""

    def version(self, entry: int) -> Version | None:
        """The version that an entry brought; None once erased."""

    def standing(self) -> Standing:
        """What is in force."""

    def agenda(self) -> Agenda:
        """What the desk works by."""

    def clued(self, *clues: int) -> tuple[str, ...]:
        """Ids of the stories that any of the clues has been noted for, each once, sorted; one look-up for all."""


@dataclass(frozen=True)
class Change:
    """What a fact makes different."""

    stories: tuple[Story, ...] = ()
    articles: tuple[Article, ...] = ()
    standing: Standing | None = None
    agenda: Agenda | None = None
    #: Ids of stories, each with clues by which it is found later.
    clues: tuple[tuple[str, tuple[int, ...]], ...] = ()
    #: Ids of stories whose clues are forgotten.
    forgotten: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        """Ids of the stories and articles that are now other than they were."""
        return (*(s.id for s in self.stories), *(a.id for a in self.articles))


class Draft:
    """The state with a step half taken: what was put last is what stands."""

    def __init__(self, state: State, change: Change) -> None:
        self._state, self._begun = state, change
        self.stories = {s.id: s for s in change.stories}
        self.articles = {a.id: a for a in change.articles}
        self._clues = {id: dict.fromkeys(clues) for id, clues in change.clues}

    def story(self, id: str) -> Story | None:
        """The story as it stands now."""
        return self.stories.get(id) or self._state.story(id)

    def before(self, id: str) -> Story | None:
        """The story as it stood before the step."""
        return self._state.story(id)

    def article(self, id: str) -> Article | None:
        """The article as it stands now."""
        return self.articles.get(id) or self._state.article(id)

    def standing(self) -> Standing:
        """What is in force."""
        return self._begun.standing or self._state.standing()

    def agenda(self) -> Agenda:
        """What the desk works by."""
        return self._begun.agenda or self._state.agenda()

    def clued(self, *clues: int) -> tuple[str, ...]:
        """Ids that any of the clues has been noted for."""
        there = self._state.clued(*clues)
        here = [id for id, noted in self._clues.items() if not noted.keys().isdisjoint(clues)]
        return tuple(sorted({*here, *there})) if here else there

    def put(self, story: Story) -> None:
        """Let a story stand so from now on."""
        self.stories[story.id] = story

    def put_article(self, article: Article) -> None:
        """Let an article stand so from now on."""
        self.articles[article.id] = article

    def note(self, story: str, *clues: int) -> None:
        """Note clues for a story."""
        self._clues.setdefault(story, {}).update(dict.fromkeys(clues))

    def change(self) -> Change:
        """What is different in the end."""
        return Change(
            tuple(self.stories.values()),
            tuple(self.articles.values()),
            self._begun.standing,
            self._begun.agenda,
            tuple([(id, tuple(clues)) for id, clues in self._clues.items() if clues]),
            self._begun.forgotten,
        )
