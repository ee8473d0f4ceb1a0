"""What logs and numbers are made from: a little of each story and article, in memory, in step with the ledger."""

import threading
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, Final, Literal, Protocol, TypeVar

from msgspec import Struct

from dateline.ledger.contract import Change
from dateline.news import credit, holds, rights
from dateline.news.house import House, Use
from dateline.news.rights import Standing
from dateline.news.story import Article, Decision, Mark, Story, Verdict
from dateline.verbs.reports import USES

T = TypeVar("T")
Kind = Literal["corrected", "brought up to date", "corrected by its source", "withdrawn", "killed", "reissued"]
_FIXES: Final[dict[str, Kind]] = {
    "correct": "corrected",
    "update": "brought up to date",
    "withdraw": "withdrawn",
    "kill": "killed",
    "reissue": "reissued",
}
#: How long what hangs on the clock, and not on an entry, may lie ready.
FRESH: Final = timedelta(minutes=1)


class State(Protocol):
    """What is looked through; safe for threads."""

    def story(self, id: str) -> Story | None:
        """The story as it stands; None if there is none."""

    def article(self, id: str) -> Article | None:
        """The article as it stands; None if there is none."""

    def stories(self) -> Iterator[Story]:
        """All stories, the latest entry first."""

    def articles(self) -> Iterator[Article]:
        """All articles, the latest entry first."""

    def standing(self) -> Standing:
        """What is in force."""

    def changes(self, after: int) -> Change:
        """What entries after that number were about."""

    def tail(self) -> int:
        """The number of the last entry."""


class Fix(Struct, frozen=True):
    """That an error was mended, or a text taken back."""

    at: datetime
    kind: Kind
    #: A person's id, or a source's code.
    by: str
    words: str


class Waits(Struct, frozen=True):
    """That something is held."""

    why: str
    #: UTC; None: until somebody releases it.
    until: datetime | None


class Came(Struct, frozen=True):
    """A story, as it is counted."""

    id: str
    source: str
    headline: str
    #: When its first version came in; UTC.
    at: datetime | None
    #: Whether our own desk wrote it.
    own: bool
    articles: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    fixes: tuple[Fix, ...] = ()
    #: Why a person must look at it; empty if none must.
    alert: str = ""
    waits: Waits | None = None


class Shown(Struct, frozen=True):
    """An article, as it is counted."""

    id: str
    #: The story it began with.
    story: str
    headline: str
    sites: tuple[str, ...]
    #: When readers first had it; UTC. None: they do not.
    out: datetime | None
    decisions: tuple[Decision, ...]
    verdicts: tuple[Verdict, ...]
    fixes: tuple[Fix, ...]
    #: By which licence it was used for what, on how many sites.
    uses: tuple[tuple[str, Use, int], ...]
    waits: Waits | None


class Tally:
    """
    A little of every story and article. Safe for threads.

    Args:
        state: Where they are.
        now: The newsroom's clock.
    """

    def __init__(self, state: State, now: Callable[[], datetime]) -> None:
        self._state, self._now = state, now
        self._lock = threading.Lock()
        self._tail: int | None = None
        self._came: dict[str, Came] = {}
        self._shown: dict[str, Shown] = {}
        self._made: dict[str, tuple[int, datetime, Any]] = {}

    def came(self) -> list[Came]:
        """All stories."""
        with self._lock:
            self._step()
            return list(self._came.values())

    def shown(self) -> list[Shown]:
        """All articles."""
        with self._lock:
            self._step()
            return list(self._shown.values())

    def things(self) -> list[Came | Shown]:
        """All stories and articles."""
        return [*self.came(), *self.shown()]

    def headline(self, id: str) -> tuple[str, str]:
        """Of a story or an article: the story's id and the headline; both empty where there is none."""
        with self._lock:
            self._step()
            if (article := self._shown.get(id)) is not None:
                return article.story, article.headline
            story = self._came.get(id)
            return (story.id, story.headline) if story else ("", "")

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What *make* gives: made once until the next entry, and for a minute of the clock at most."""
        tail, now = self._state.tail(), self._now()
        known = self._made.get(name)
        if known is None or known[0] != tail or not known[1] <= now < known[1] + FRESH:
            known = (tail, now, make())
            if len(self._made) > 100:
                self._made.clear()
            self._made[name] = known
        value: T = known[2]
        return value

    def _step(self) -> None:
        """Come up to the ledger: by what has changed, or from the beginning."""
        found = self._state.changes(self._tail) if self._tail is not None else None
        standing = self._state.standing()
        if found is None or found.settings:
            tail = self._state.tail()
            self._came = {s.id: came(s, standing.house) for s in self._state.stories()}
            self._shown = {a.id: shown(a, self._stories(a), standing) for a in self._state.articles()}
            self._tail = tail
            return
        self._take(found.parts, standing)
        self._tail = found.entry

    def _take(self, parts: Iterable[str], standing: Standing) -> None:
        articles: set[str] = set()
        for part in parts:
            story = self._state.story(part)
            if story is None:
                articles.add(part)
            else:
                self._came[story.id] = came(story, standing.house)
                articles.update(story.articles)
        for id in articles:
            if (article := self._state.article(id)) is not None:
                self._shown[id] = shown(article, self._stories(article), standing)

    def _stories(self, article: Article) -> list[Story]:
        return [s for id in article.stories if (s := self._state.story(id)) is not None]


def came(story: Story, house: House) -> Came:
    """A story, as it is counted."""
    gone = holds.killed(story) or holds.refusal(story.decisions) or holds.recalled(story)
    return Came(
        id=story.id,
        source=story.source,
        headline=story.headline or story.key.partition(":")[2],
        at=min((m.received for m in story.marks), default=None),
        own=credit.is_own(story, house),
        articles=story.articles,
        decisions=story.decisions,
        verdicts=story.verdicts,
        fixes=(*_fixes(story.decisions), *_by_source(story)),
        alert=holds.alert(story).removeprefix(f"{story.id}: "),
        waits=None if gone else _waits(holds.forbidden(story), *holds.begins(story)),
    )


def shown(article: Article, stories: list[Story], standing: Standing) -> Shown:
    """An article, as it is counted."""
    gone = holds.refusal(article.decisions)
    return Shown(
        id=article.id,
        story=article.stories[0] if article.stories else "",
        headline=article.wording.headline,
        sites=tuple(p.site for p in article.placements),
        out=article.published,
        decisions=article.decisions,
        verdicts=article.verdicts,
        fixes=tuple(_fixes(article.decisions, dict(_said(article)))),
        uses=tuple(_uses(article, stories, standing)),
        waits=None if gone else _waits(holds.forbids(article), *holds.begins(article)),
    )


def held(waits: Waits | None, moment: datetime) -> bool:
    """Whether something is held at a moment."""
    return waits is not None and (waits.until is None or moment < waits.until)


def _waits(forbidden: str, until: datetime | None, why: str) -> Waits | None:
    if forbidden:
        return Waits(forbidden, None)
    return Waits(why, until) if until is not None else None


def _said(article: Article) -> Iterator[tuple[datetime, str]]:
    """What readers were told of errors, by when."""
    return ((note.at, note.words) for note in article.corrections)


def _fixes(decisions: Iterable[Decision], said: dict[datetime, str] | None = None) -> Iterator[Fix]:
    told = said or {}
    for decision in decisions:
        # A newer version that mended nothing is no correction.
        if decision.deed in _FIXES and (decision.deed != "update" or decision.at in told):
            yield Fix(decision.at, _FIXES[decision.deed], decision.by, told.get(decision.at, decision.reason))


def _by_source(story: Story) -> Iterator[Fix]:
    """What its source took back or mended."""
    for mark in story.marks:
        kind = _kind(mark)
        if kind is not None:
            yield Fix(mark.received, kind, story.source, "; ".join(mark.notes))
    for told in story.told:
        if told.action in ("kill", "recall"):
            yield Fix(told.issued, "killed" if told.action == "kill" else "withdrawn", story.source, told.text)


def _kind(mark: Mark) -> Kind | None:
    if mark.status == "canceled":
        return "killed"
    if mark.status == "recalled":
        return "withdrawn"
    return "corrected by its source" if "correction" in mark.signals else None


def _uses(article: Article, stories: list[Story], standing: Standing) -> Iterator[tuple[str, Use, int]]:
    """What licences let readers have of an article when it came to each site."""
    counts: dict[tuple[str, Use], int] = {}
    names = tuple(dict.fromkeys(li.name for s in stories for li in rights.licences_of(s, standing)))
    for place in article.placements:
        at = place.at or article.published
        if at is None:
            continue
        ruled = rights.rule_uses(article, tuple(stories), USES, at, site=place.site, standing=standing)
        for use in (use for use, ruling in zip(USES, ruled, strict=True) if ruling.allowed):
            for name in names:
                counts[name, use] = counts.get((name, use), 0) + 1
    return ((name, use, count) for (name, use), count in counts.items())
