"""Which rules of the desk mean a story, by what in it, and what each does with it."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from msgspec import Struct

from dateline.news import credit, rights
from dateline.news.facts import Judgement, Routed, Value
from dateline.news.rights import Standing
from dateline.news.rulebook import DeskRule, Then, When
from dateline.news.story import Mark, Story
from dateline.news.topics import Topics
from dateline.news.wire import Dateline, Version

T = TypeVar("T")

#: A word is parted from the next by more than letters, but where the script writes them without gaps.
_UNPARTED: Final = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_VALUES: Final[dict[int, Value]] = {1: 1, 2: 2, 3: 3}


class Match(Struct, frozen=True):
    """A rule that means a story, and by what, in words for the intake: why the story is there."""

    rule: DeskRule
    because: str


def matching(
    rules: Iterable[DeskRule], story: Story, standing: Standing, moment: datetime, topics: Topics | None = None
) -> tuple[Match, ...]:
    """
    Which rules mean a story.

    Args:
        rules: In their order.
        story: The one; without words none means it.
        standing: What is in force: licences, and the zone of the network's home.
        moment: When the story came, by which hours are judged; UTC.
        topics: The newsroom's vocabulary, by which a topic is known in other codes too; None if it has none.
    """
    if story.text is None:
        return ()
    case = _Case(story, story.text, standing, moment, topics)
    found = ((rule, _because(rule.when, case)) for rule in rules)
    return tuple(Match(rule, because) for rule, because in found if because)


@dataclass(frozen=True)
class _Case:
    """A story as conditions look at it; what several rules ask for is made once."""

    story: Story
    text: Version
    standing: Standing
    moment: datetime
    topics: Topics | None

    @cached_property
    def words(self) -> str:
        """All its words, case-folded, with single blanks between."""
        text = self.text
        return " ".join(" ".join((text.headline, text.standfirst, *(b.text for b in text.body))).casefold().split())

    @cached_property
    def about(self) -> set[str]:
        """Words and codes of what it is about, case-folded."""
        subjects = self.text.subjects
        said = {word.casefold() for s in subjects for word in (s.name, s.code) if word}
        return said | (self.topics.words(subjects) if self.topics else set())

    @cached_property
    def places(self) -> dict[str, str]:
        """Where it is from and what it names, case-folded: also without the country or state behind a comma."""
        day = self.text.dateline
        given = [credit.line(Dateline(day.place))] if day and day.place else []
        given += [n.name for n in self.text.named if n.kind == "place"]
        return {name.casefold(): place for place in reversed(given) for name in (place, place.partition(",")[0])}

    @cached_property
    def licences(self) -> set[str]:
        """Names of the licences that its words stand under, and what carries them."""
        found = rights.licences_of(self.story, self.standing)
        return {word for licence in found for word in (licence.name, licence.ground)}


def _because(when: When, case: _Case) -> str:
    """By what conditions mean a story, in words; empty if one of them does not."""
    found: list[str] = []
    for condition in _CONDITIONS:
        said = condition(when, case)
        if said == "":
            return ""
        if said is not None:
            found.append(said)
    return "; ".join(found)


# Each: None where nothing is asked, words where the story is so, empty where it is not.


def _source(when: When, case: _Case) -> str | None:
    if not when.sources:
        return None
    source = case.standing.house.source(case.story.source)
    return f"from {source.name if source else case.story.source}" if case.story.source in when.sources else ""


def _language(when: When, case: _Case) -> str | None:
    if not when.languages:
        return None
    spoken = case.text.language.casefold()
    tags = (tag.casefold() for tag in when.languages)
    return f"in {case.text.language}" if any(spoken == t or spoken.startswith(f"{t}-") for t in tags) else ""


def _urgency(when: When, case: _Case) -> str | None:
    if when.urgency is None:
        return None
    urgency = case.text.urgency
    return f"urgency {urgency}" if urgency is not None and urgency <= when.urgency else ""


def _topic(when: When, case: _Case) -> str | None:
    return _named("about {}", when.topics, lambda topic: topic.casefold() in case.about)


def _words(when: When, case: _Case) -> str | None:
    return _named("says “{}”", when.words, lambda words: _pattern(words).search(case.words) is not None)


def _licence(when: When, case: _Case) -> str | None:
    return _named("under {}", when.licences, lambda licence: licence in case.licences)


def _hours(when: When, case: _Case) -> str | None:
    home = case.standing.house.standing_for_all()
    at = case.moment.astimezone(ZoneInfo(home.timezone if home else "UTC")).time()
    return _named(f"came at {at:%H:%M}", when.hours, lambda span: span.has(at))


def _place(when: When, case: _Case) -> str | None:
    return _named("place {}", when.places, lambda place: place.casefold() in case.places)


def _signal(when: When, case: _Case) -> str | None:
    return _named("marked {}", when.signals, lambda signal: signal in case.text.signals)


def _length(when: When, case: _Case) -> str | None:
    if not when.length:
        return None
    words = case.story.current.words if case.story.current else 0
    return f"{words} words" if words >= when.length else ""


def _named(words: str, asked: tuple[T, ...], so: Callable[[T], bool]) -> str | None:
    if not asked:
        return None
    return next((words.format(one) for one in asked if so(one)), "")


_CONDITIONS: Final = (
    _source, _language, _urgency, _topic, _words, _licence, _hours, _place, _signal, _length,
)  # fmt: skip


@lru_cache(maxsize=512)
def _pattern(words: str) -> re.Pattern[str]:
    """Words as whole ones, in a row."""
    folded = " ".join(words.casefold().split())
    before = r"(?<!\w)" if folded[:1].isalnum() and not _UNPARTED.match(folded) else ""
    after = r"(?!\w)" if folded[-1:].isalnum() and not _UNPARTED.match(folded[-1:]) else ""
    return re.compile(before + re.escape(folded) + after)


# What a rule does


def came(story: Story) -> Mark | None:
    """What came first of a story; None if nothing but notices did."""
    return min(story.marks, key=lambda m: m.delivery, default=None)


def routed(match: Match, story: str, refused: str = "") -> Routed:
    """What is kept of a rule that did what it says with a *story*, but for what was *refused*."""
    name, then = match.rule.name, match.rule.then
    value = _VALUES.get(then.value or 0)
    judgements = tuple(Judgement(s, value, f"rule {name}: {match.because}") for s in then.sites) if value else ()
    return Routed(
        story=story,
        rule=name,
        because=match.because,
        sites=then.sites,
        section=then.section,
        tags=then.tags,
        kicker=then.kicker,
        judgements=judgements,
        notify=then.notify,
        refused=refused,
    )


def publishable(
    story: Story, sites: Iterable[str], standing: Standing, moment: datetime
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """
    Where rights let a rule publish a story as it came; and of the other sites, why they do not.

    An embargo does not refuse: the story appears when it lifts. What was taken back stays so.
    """
    where, refused = list[str](), list[str]()
    for site in sites:
        ruling = rights.rule_story(story, "display", moment, site=site, standing=standing)
        if not ruling.allowed and ruling.until is not None:
            ruling = rights.rule_story(story, "display", ruling.until, site=site, standing=standing)
        if ruling.allowed:
            where.append(site)
        else:
            refused.append(f"{site}: {ruling.because}")
    return tuple(where), tuple(refused)


class Tried(Struct, frozen=True):
    """What a rule would have done with a story that came."""

    rule: str
    story: str
    headline: str
    received: datetime
    because: str
    #: In words, one thing each.
    does: tuple[str, ...]
    #: What rights refuse of it, and why; empty: nothing.
    refused: str = ""


#: The stories of a dry run: those that came within so long.
WEEK: Final = timedelta(days=7)


def dry(
    rules: Iterable[DeskRule],
    stories: Iterable[Story],
    standing: Standing,
    moment: datetime,
    topics: Topics | None = None,
) -> Iterator[Tried]:
    """
    What rules would have done with the stories that came in the week before a moment, each as it came; nothing is done.

    Args:
        rules: In force or not.
        stories: As they stand, in any order; those that came at another time are passed over.
        standing: What is in force.
        moment: The end of the week; UTC.
        topics: As for `matching`.
    """
    asked = tuple(rules)
    for story in stories:
        first = came(story)
        if first is None or not moment - WEEK <= first.received <= moment:
            continue
        for match in matching(asked, story, standing, first.received, topics):
            then = match.rule.then
            where, refused = publishable(story, then.sites if then.publish else (), standing, first.received)
            does = tuple(_does(then, where))
            yield Tried(
                match.rule.name, story.id, story.headline, first.received, match.because, does, "; ".join(refused)
            )


def _does(then: Then, published: tuple[str, ...]) -> Iterator[str]:
    said = (
        ("to", then.sites),
        ("section", (then.section,)),
        ("tag", then.tags),
        ("kicker", (then.kicker,)),
        ("value", (str(then.value or ""),)),
        ("tell", then.notify),
        ("publish on", published),
    )
    for word, given in said:
        if listed := ", ".join(filter(None, given)):
            yield f"{word} {listed}"
    if then.spike:
        yield "spike"
