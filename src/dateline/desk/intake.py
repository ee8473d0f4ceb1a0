"""The intake's rows: what came in, each story in one line, as an editor chooses by it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final, Literal

from msgspec import Struct

from dateline.news import holds, rights
from dateline.news.facts import Value
from dateline.news.rights import Ruling, Standing
from dateline.news.status import Status
from dateline.news.story import Article, Story
from dateline.news.uses import day

#: How near the end of its rights a story is said to be expiring.
SOON: Final = timedelta(hours=24)

#: What a story is among its near-copies: issued before the others, longest, under the licence that allows most.
Best = Literal["first", "fullest", "freest"]


class Why(Struct, frozen=True, omit_defaults=True):
    """That a rule of the desk meant a story."""

    #: Its name.
    rule: str
    #: By what it means the story, in words.
    because: str
    #: What of it was not done, and why; empty: nothing is left.
    refused: str = ""


class Row(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One story in the intake."""

    id: str
    #: The entry that last changed it.
    entry: int
    headline: str
    #: The source's code.
    source: str
    #: When its source issued it, and when the version in force came in; UTC.
    issued: datetime
    received: datetime
    status: Status
    #: On the wires' scale, 1 (flash) to 9; 0: not told.
    urgency: int = 0
    words: int = 0
    versions: int = 1
    #: Its licence in a word: ``free``, ``until Feb 13``, ``40 words``, ``refused``.
    licence: str = ""
    #: The same as a number: 0 refused, 1 some words, 2 all for a time, 3 all for good.
    free: int = 0
    #: Why, whole.
    because: str = ""
    #: Whether its rights end within a day.
    soon: bool = False
    #: Why a person must look at it; empty if none must.
    alert: str = ""
    language: str = ""
    #: Names of what it is about.
    topics: tuple[str, ...] = ()
    place: str = ""
    #: Codes of the sites that it stands on.
    sites: tuple[str, ...] = ()
    article: str = ""
    #: The id of the person who took it.
    taken: str = ""
    #: Rules of the desk that brought it where it is.
    why: tuple[Why, ...] = ()
    #: Codes of the sites that a rule put it before, or that somebody judged it for.
    meant: tuple[str, ...] = ()
    #: Site → what it is worth to its readers, 1 to 3.
    values: dict[str, Value] = {}
    #: The id of the person whose work it is, and by when; UTC.
    assigned: str = ""
    deadline: datetime | None = None
    #: The first of the stories that it is a near-copy of or has near-copies among; empty: it has none.
    group: str = ""
    #: What it is among them.
    best: tuple[Best, ...] = ()
    #: How much it has in common with the first of them, in words.
    common: str = ""


class Made(Struct, frozen=True):
    """A row, and when the clock alone will make another one of it; None: never."""

    row: Row
    due: datetime | None


def made(story: Story, article: Article | None, standing: Standing, moment: datetime, entry: int) -> Made | None:
    """
    A story's row; None where there are no words to choose by.

    Args:
        story: The one.
        article: What our desk made of it; None: nothing yet.
        standing: What is in force.
        moment: When; UTC.
        entry: The last that changed it.
    """
    current, text = story.current, story.text
    if current is None or text is None:
        return None
    ruling = free_for(story, standing, moment)
    soon = ruling.until - SOON if ruling.until else None
    taken = article.taken if article else None
    work = article or story
    values = {v.judgement.site: v.judgement.value for v in work.verdicts}
    row = Row(
        id=story.id,
        entry=entry,
        headline=text.headline,
        source=story.source,
        issued=current.issued,
        received=current.received,
        status=rights.status(story, moment, standing),
        urgency=text.urgency or 0,
        words=current.words,
        versions=len(story.marks),
        licence=in_a_word(ruling),
        free=_freedom(ruling)[0],
        because=ruling.because,
        soon=ruling.allowed and soon is not None and soon <= moment,
        alert=holds.alert(story).removeprefix(f"{story.id}: "),
        language=text.language,
        topics=tuple(dict.fromkeys(s.name or s.code for s in text.subjects if s.name or s.code)),
        place=text.dateline.place if text.dateline else "",
        sites=tuple(p.site for p in article.placements) if article else (),
        article=article.id if article else "",
        taken=taken.by if taken else "",
        why=tuple(Why(r.rule, r.because, r.refused) for r in story.routed),
        meant=tuple(dict.fromkeys((*(site for r in story.routed for site in r.sites), *values))),
        values=values,
        assigned=work.assigned.to if work.assigned else "",
        deadline=work.assigned.due if work.assigned else None,
    )
    begin, _ = holds.begins(story)
    ends = (ruling.until, soon, begin, current.expires)
    return Made(row, min((at for at in ends if at is not None and at > moment), default=None))


def free_for(story: Story, standing: Standing, moment: datetime) -> Ruling:
    """The ruling of the site that may show most of a story, and longest."""
    ruled = [rights.rule_story(story, "display", moment, site=s.code, standing=standing) for s in standing.house.sites]
    if not ruled:
        return Ruling(False, "there is no site in force")
    return max(ruled, key=_freedom)


def _freedom(ruling: Ruling) -> tuple[int, float]:
    if ruling.until is None:
        return (0 if not ruling.allowed else 1 if ruling.excerpt is not None else 3, 0.0)
    return (0 if not ruling.allowed else 1 if ruling.excerpt is not None else 2, ruling.until.timestamp())


def in_a_word(ruling: Ruling) -> str:
    """What a ruling says, for a narrow column."""
    if not ruling.allowed:
        return "refused"
    if ruling.excerpt is not None:
        return f"{ruling.excerpt} words"
    # What ends at midnight may be used to the end of the day before.
    last = ruling.until - timedelta(microseconds=1) if ruling.until else None
    return f"until {day(last).partition(',')[0]}" if last else "free"


class View(Struct, frozen=True, omit_defaults=True, kw_only=True, forbid_unknown_fields=True):
    """A choice among the rows: all conditions hold; of each, one of its words; none asks nothing."""

    sources: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    topics: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    #: Sites that the story stands on, was put before by a rule, or was judged for.
    sites: tuple[str, ...] = ()
    #: Names of rules by which it came where it is.
    rules: tuple[str, ...] = ()
    #: At most; 0: any.
    urgency: int = 0
    #: Words in its headline, all of them.
    words: str = ""
    #: Only what a person must look at.
    alerts: bool = False


def seen_in(view: View, row: Row) -> bool:
    """Whether a row is one that a view chooses."""
    return (
        _among(view.sources, (row.source,))
        and _among(view.statuses, (row.status,))
        and _among(view.topics, row.topics)
        and _among(view.languages, (row.language.partition("-")[0],))
        and _among(view.sites, (*row.sites, *row.meant))
        and _among(view.rules, (why.rule for why in row.why))
        and (not view.urgency or 0 < row.urgency <= view.urgency)
        and all(word in row.headline.casefold() for word in view.words.casefold().split())
        and (not view.alerts or bool(row.alert))
    )


def _among(wanted: Iterable[str], found: Iterable[str]) -> bool:
    return not wanted or not set(wanted).isdisjoint(found)
