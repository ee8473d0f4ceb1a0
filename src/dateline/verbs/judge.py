"""judge: somebody says what a story is worth to a site's readers, and why; values: what each site values, so."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final, Protocol

from dateline.ledger.contract import Ledger, Turn
from dateline.news.errors import NotAllowed
from dateline.news.facts import Judged, Judgement, Value
from dateline.news.judgements import Valued, valued
from dateline.news.story import Article, Story, Verdict
from dateline.news.topics import Topics
from dateline.verbs.common import Decided, decided, permitted, sites_of, worked_on

_VALUES: Final[dict[str, Value]] = {"1": 1, "2": 2, "3": 3}
_TYPED = re.compile(r"(?P<site>[^=\s]+)=(?P<value>[123])(?:[:,;]?\s+(?P<why>.*))?", re.DOTALL)


def judge(id: str, judgements: tuple[Judgement, ...], *, by: str, ledger: Ledger) -> Decided:
    """
    Say what a story is worth to some sites' readers; what was said of these sites before holds no more.

    Args:
        id: The story's, or its article's.
        judgements: Of each site one.
        by: Who judges.
        ledger: Where.
    Raises:
        StoryNotFound: If there is no such story or article.
        NotAllowed: If it was killed, there is no such site or value, or a reason is missing.
    """
    if not judgements:
        raise NotAllowed("judge", 'say what it is worth to whom, and why: --value "SITE=2 the only launch this week"')
    with ledger.turn() as turn:
        thing = worked_on(turn, id)
        permitted(turn, thing, "judge")
        said = checked(turn, judgements, "judge")
        if _stand(said, thing.verdicts):
            return Decided(0, "judge", thing.id, ("nothing has changed",))
        return decided(turn.append(Judged(thing.id, said), by=by), "judge", thing.id)


def judgement(text: str, because: str, verb: str) -> Judgement:
    """
    A judgement as typed: ``orbit=3 the only launch this week``.

    Args:
        text: What was typed.
        because: The reason, where *text* has none of its own.
        verb: What is being done.
    Raises:
        NotAllowed: If it is none.
    """
    found = _TYPED.fullmatch(text.strip())
    if found is None:
        raise NotAllowed(verb, f'--value {text}: write SITE=1, 2 or 3 and why, such as "orbit=3 the only launch today"')
    return Judgement(found["site"], _VALUES[found["value"]], (found["why"] or because).strip())


def _stand(judgements: Iterable[Judgement], verdicts: Iterable[Verdict]) -> bool:
    return {*judgements} <= {v.judgement for v in verdicts}


def checked(turn: Turn, judgements: tuple[Judgement, ...], verb: str) -> tuple[Judgement, ...]:
    """
    Judgements that make sense, their reasons without blanks around them.

    Raises:
        NotAllowed: If there is no such site or value, a site is judged twice, or a reason is missing.
    """
    sites = [j.site for j in judgements]
    sites_of(turn.standing(), tuple(sites), verb)
    if twice := next((s for s in sites if sites.count(s) > 1), ""):
        raise NotAllowed(verb, f"{twice} is judged twice; say once what it is worth there")
    for one in judgements:
        if one.value not in (1, 2, 3):
            what = "1 (good to know), 2 (worth their time) or 3 (must not be missed)"
            raise NotAllowed(verb, f"a story's value to {one.site} is {what}, and no {one.value}")
        if not one.reason.strip():
            raise NotAllowed(verb, f"say why it is worth {one.value} to the readers of {one.site}")
    return tuple(Judgement(j.site, j.value, j.reason.strip()) for j in judgements)


class State(Protocol):
    """Where what was judged stands."""

    def story(self, id: str) -> Story | None:
        """The story; None if there is none."""

    def stories(self) -> Iterator[Story]:
        """All stories, the latest entry first."""

    def articles(self) -> Iterator[Article]:
        """All articles, the latest entry first."""


def values(state: State, since: datetime, until: datetime, topics: Topics | None = None) -> tuple[Valued, ...]:
    """What each site values, by the judgements between two moments; see `news.judgements.valued`."""
    return valued(_judged(state), since, until, topics)


def _judged(state: State) -> Iterator[tuple[Story | Article, Story]]:
    """What was judged: articles, each with its story, and stories that no article was made of."""
    for article in state.articles():
        story = state.story(article.stories[0]) if article.verdicts and article.stories else None
        if story is not None:
            yield article, story
    yield from ((story, story) for story in state.stories() if story.verdicts and not story.articles)
