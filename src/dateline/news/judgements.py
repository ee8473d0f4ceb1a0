"""What each site values: the judgements of some days, by value, topic and source, with their reasons."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from dateline.news.facts import Value
from dateline.news.story import Article, Story, Verdict
from dateline.news.topics import Topics
from dateline.news.wire import Subject


class Counted(Struct, frozen=True):
    """How often stories of a kind were judged to be worth 1, 2 and 3."""

    #: A topic, or a source's code.
    name: str
    by_value: tuple[int, int, int]

    @property
    def all(self) -> int:
        """How many judgements that were."""
        return sum(self.by_value)


class Reason(Struct, frozen=True):
    """One judgement, of what, by whom and why."""

    #: The story's or the article's id.
    id: str
    headline: str
    value: Value
    reason: str
    by: str
    at: datetime


class Valued(Struct, frozen=True):
    """What one site values, as its editors judged."""

    site: str
    by_value: tuple[int, int, int]
    #: The most judged first.
    topics: tuple[Counted, ...]
    sources: tuple[Counted, ...]
    #: The worthiest first, then the latest.
    reasons: tuple[Reason, ...]


def valued(
    things: Iterable[tuple[Story | Article, Story]], since: datetime, until: datetime, topics: Topics | None = None
) -> tuple[Valued, ...]:
    """
    What each site values.

    Args:
        things: What may have been judged, each with the story that it is or begins with. Of an article the judgements
            are its own; its story is passed over by who lists them.
        since: Judgements from this moment on; UTC.
        until: Judgements before this moment; UTC.
        topics: The newsroom's vocabulary, by whose names topics go; None: as sources name them.
    Returns:
        The sites that anything was judged for, in the order of their codes.
    """
    found: dict[str, list[tuple[Verdict, Story | Article, Story]]] = defaultdict(list)
    for thing, story in things:
        for verdict in thing.verdicts:
            if since <= verdict.at < until:
                found[verdict.judgement.site].append((verdict, thing, story))
    return tuple(_of_site(site, found[site], topics) for site in sorted(found))


def _of_site(site: str, judged: list[tuple[Verdict, Story | Article, Story]], topics: Topics | None) -> Valued:
    values = Counter(v.judgement.value for v, _, _ in judged)
    by_topic = [(name, v) for v, _, story in judged for name in _topics(story, topics)]
    reasons = [_reason(v, thing) for v, thing, _ in judged]
    return Valued(
        site,
        (values[1], values[2], values[3]),
        _counted(by_topic),
        _counted([(story.source, v) for v, _, story in judged]),
        tuple(sorted(reasons, key=lambda r: (-r.value, -r.at.timestamp(), r.id))),
    )


def _counted(judged: Iterable[tuple[str, Verdict]]) -> tuple[Counted, ...]:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for name, verdict in judged:
        counts[name][verdict.judgement.value - 1] += 1
    found = (Counted(name, (one, two, three)) for name, (one, two, three) in counts.items())
    return tuple(sorted(found, key=lambda c: (-c.all, c.name)))


def _topics(story: Story, topics: Topics | None) -> list[str]:
    """What a story is about, each once: as the vocabulary names it, else as its source does."""
    subjects = story.text.subjects if story.text else ()
    tags = (tag for route in story.routed for tag in route.tags)
    return [name for name in dict.fromkeys((*(_name(s, topics) for s in subjects), *tags)) if name]


def _name(subject: Subject, topics: Topics | None) -> str:
    known = topics.of(subject) if topics else None
    return topics.name(known) if topics and known else " ".join((subject.name or subject.code).split())


def _reason(verdict: Verdict, thing: Story | Article) -> Reason:
    said = verdict.judgement
    headline = thing.headline if isinstance(thing, Story) else thing.wording.headline
    return Reason(thing.id, headline, said.value, said.reason, verdict.by, verdict.at)
