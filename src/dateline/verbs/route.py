"""Routing: the rules of the desk are applied to what comes, to each story once."""

import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from dateline.ledger.contract import Ledger, Turn
from dateline.news import holds
from dateline.news.errors import NotAllowed
from dateline.news.facts import Published, Spiked
from dateline.news.matching import Match, came, matching, publishable, routed
from dateline.news.rights import Standing
from dateline.news.rulebook import InForce
from dateline.news.story import BY_RULE, Story, rule_of
from dateline.news.topics import Topics
from dateline.verbs.common import Decided
from dateline.verbs.publish import Publishing, publishing, stands, wanted
from dateline.verbs.spike import spiking
from dateline.verbs.update import continued

#: What came longer ago waits for a person: after a long stop nothing stale goes out by itself.
REACH: Final = timedelta(hours=24)
#: Seconds for which a turn is held at most, so that a verb waits no longer.
_HOLD: Final = 0.010
#: Decisions after which rules still have a say: they settle nothing.
_OPEN: Final = frozenset({"judge", "note", "assign", "route"})


class Routing:
    """
    Applies the rules in force to each story that comes.

    What was done is in the ledger, and nowhere else: a story that has a rule's mark is not given to it again, so that
    this may end at any moment, begin anew, and run twice at once.

    Args:
        ledger: Where stories and rules are.
        topics: The newsroom's vocabulary; None if it has none.
    """

    def __init__(self, ledger: Ledger, topics: Callable[[], Topics | None]) -> None:
        self._ledger, self._topics = ledger, topics
        #: The last entry that was looked at; None: none yet.
        self._after: int | None = None

    def step(self, moment: datetime) -> tuple[Decided, ...]:
        """
        Apply the rules to what came since the last step; to what came within the last day, in the first.

        Returns:
            What was done, with the rule and its reason among the remarks, and what was refused.
        """
        # Rules are looked at after what came: one that is newer than that means none of it.
        tail = self._ledger.tail()
        if not self._ledger.agenda().rules:
            self._after = tail
            return ()
        after = self._ledger.last_by(moment - REACH) if self._after is None else self._after
        change = self._ledger.changes(after)
        done = tuple(self._applied(sorted(change.parts), self._ledger.agenda().rules, moment))
        self._after = change.entry
        return done

    def _applied(self, ids: Iterable[str], rules: tuple[InForce, ...], moment: datetime) -> Iterator[Decided]:
        topics, standing = self._topics(), self._ledger.standing()
        stories = (s for id in ids if (s := self._ledger.story(id)) is not None)
        left = [s.id for s in stories if _meant(s, rules, standing, moment, topics)]
        while left:
            done: list[Decided] = []
            with self._ledger.turn() as turn:
                end = time.monotonic() + _HOLD
                while left and (not done or time.monotonic() < end):
                    done += _routed(turn, left.pop(0), moment, topics)
            yield from done


def _meant(
    story: Story, rules: Iterable[InForce], standing: Standing, moment: datetime, topics: Topics | None
) -> tuple[Match, ...]:
    """The rules that mean a story, came before it, and have not had it yet; none once a person has decided on it."""
    first, had = came(story), {r.rule for r in story.routed}
    if first is None or first.received < moment - REACH or holds.killed(story) or _decided(story):
        return ()
    fresh = [one.rule for one in rules if one.entry < first.delivery and one.rule.name not in had]
    return matching(fresh, story, standing, first.received, topics) if fresh else ()


def _decided(story: Story) -> bool:
    return any(d.deed not in _OPEN and not rule_of(d) for d in story.decisions)


class _Doing(Struct, frozen=True):
    """What a rule does with a story besides marking it, and why not all of it."""

    publish: Published | None = None
    spike: bool = False
    refused: tuple[str, ...] = ()


def _routed(turn: Turn, id: str, moment: datetime, topics: Topics | None) -> Iterator[Decided]:
    """Let the rules have a story, in one turn: what they do is durable with that they did it, or neither is."""
    story = turn.story(id)
    if story is None:
        return
    for match in _meant(story, turn.agenda().rules, turn.standing(), moment, topics):
        doing = _doing(turn, id, match, topics)
        yield _done(turn, id, match, doing)


def _doing(turn: Turn, id: str, match: Match, topics: Topics | None) -> _Doing:
    then, story = match.rule.then, turn.story(id)
    if story is None:
        return _Doing()
    if then.spike:
        try:
            spiking(turn, id)
        except NotAllowed as e:
            return _Doing(refused=(f"not spiked: {e.because}",))
        return _Doing(spike=True)
    if not then.publish:
        return _Doing()
    where, refused = publishable(story, then.sites, turn.standing(), turn.moment)
    said = tuple(f"not published on {one}" for one in refused)
    if not where:
        return _Doing(refused=said)
    try:
        article, first = wanted(turn, id)
        # As it will be once the rule has had it: its section and its tags are those of the rule.
        marked = replace(first, routed=(*first.routed, routed(match, id)))
        fact, _ = publishing(turn, article, marked, Publishing(where), topics)
    except NotAllowed as e:
        return _Doing(refused=(*said, f"not published: {e.because}"))
    return _Doing(None if article is not None and stands(turn, article, fact) else fact, refused=said)


def _done(turn: Turn, id: str, match: Match, doing: _Doing) -> Decided:
    by, refused = f"{BY_RULE}{match.rule.name}", "; ".join(doing.refused)
    entry, verb, about = turn.append(routed(match, id, refused), by=by), "route", id
    if doing.publish is not None:
        entry, verb, about = turn.append(doing.publish, by=by), "publish", doing.publish.article
        continued(id, turn)
    elif doing.spike:
        entry, verb = turn.append(Spiked(id, match.because), by=by), "spike"
    told = f"for {', '.join(match.rule.then.notify)}" if match.rule.then.notify else ""
    remarks = (f"by rule {match.rule.name}: {match.because}", *doing.refused, told)
    return Decided(entry.number, verb, about, tuple(filter(None, remarks)))
