"""Rights and status: may this be shown, here, now, and until when."""

import re
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from dateline.news import holds
from dateline.news.holds import forbidden, forbids
from dateline.news.house import Channel, House, Licence, Site, Use
from dateline.news.status import Status
from dateline.news.story import Article, Decision, Story
from dateline.news.terms import Narrowing, narrowed
from dateline.news.third import credited_names
from dateline.news.wire import Version


class Ruling(Struct, frozen=True):
    """An answer, its reason, and the moment from which it may be another one."""

    allowed: bool
    because: str
    #: UTC; None where the clock alone changes nothing.
    until: datetime | None = None
    #: Words of the text that may be shown, at most; None: all of them.
    excerpt: int | None = None
    #: True where a licence's time is over and nothing but that forbids the use.
    over: bool = False


class Bar(Struct, frozen=True):
    """Why no page may hold a part's words, and when; always, where neither moment is set."""

    why: str
    #: Barred before this moment: an embargo; UTC.
    before: datetime | None = None
    #: Barred from this moment on: an expiry; UTC.
    after: datetime | None = None

    def closed(self, moment: datetime) -> bool:
        """Whether it bars the part at that *moment*."""
        if self.before is None and self.after is None:
            return True
        return (self.before is not None and moment < self.before) or (self.after is not None and moment >= self.after)


class Standing(Struct, frozen=True):
    """What is in force: the newsroom's files, and the templates that the owner has confirmed."""

    house: House
    #: Digests of licence files.
    confirmed: frozenset[str] = frozenset()
    #: When the files were last put in force; UTC. None before the first time.
    since: datetime | None = None
    #: The number of the entry that last changed any of this.
    entry: int = 0

    def licence_of(self, source: str) -> Licence | None:
        """The licence in force for what a source sends; None if there is none."""
        found = self.house.source(source)
        return self.house.licence(found.licence) if found else None


#: The way by which a use reaches readers; a use that reaches none has no channel.
_CHANNELS: dict[Use, Channel] = {
    "display": "web",
    "teaser": "web",
    "index": "web",
    "archive": "web",
    "versions": "web",
    "river": "web",
    "feed": "feed",
    "newsletter": "newsletter",
    "syndicate": "api",
}


class Case(Struct, frozen=True):
    """What is asked for: which text, where, when."""

    site: Site
    moment: datetime
    #: When the source first issued the text; UTC.
    issued: datetime
    #: When it was first published on the site; UTC. None: not yet.
    published: datetime | None = None
    #: Whether the owner confirmed the licence, where it is a template.
    confirmed: bool = False
    narrowing: Narrowing = Narrowing()


def rule(licence: Licence, use: Use, case: Case) -> Ruling:
    """
    Rule on one use of one text under its licence, and where that refuses, under the exceptions of a law.

    Returns:
        Refused wherever neither says yes, and where a limit is one that the site cannot keep.
    """
    if licence.template and not case.confirmed:
        what = (
            f"licence {licence.name} is a template; `dateline licence confirm {licence.name}` once its terms are yours"
        )
        return Ruling(False, what)
    ruling = _licensed(licence, use, case)
    if ruling.allowed:
        return ruling
    return _excepted(licence, use, case) or ruling


def _licensed(licence: Licence, use: Use, case: Case) -> Ruling:
    name = f"licence {licence.name}"
    if licence.ground == "exception":
        return Ruling(False, f"{name} allows nothing but what a law excepts")
    if use not in licence.uses:
        return Ruling(False, f"{name} does not list the use {use}")
    if licence.sites and case.site.code not in licence.sites:
        return Ruling(False, f"{name} does not cover the site {case.site.code}")
    if why := _beyond(licence, use, case):
        return Ruling(False, why)
    end = ends(licence, case)
    if end is not None and case.moment >= end:
        return Ruling(False, f"{name} ended {_day(end)}", over=True)
    if use == "display" and ("archive" not in licence.uses or "archive" in case.narrowing.refused):
        end = _earliest((end, day_after(case.published or case.moment, case.site)))
        if end is not None and case.moment >= end:
            terms = "its source's terms refuse" if "archive" in licence.uses else f"{name} does not list"
            return Ruling(False, f"{terms} the use archive, and the day is over", over=True)
    return Ruling(True, f"{ground(licence)} ({licence.name})", end, _most(licence, use))


def _beyond(licence: Licence, use: Use, case: Case) -> str:
    """Which limit is not kept, or cannot be; empty if all are."""
    site, limits, channel = case.site, case.narrowing, _CHANNELS.get(use)
    if licence.channels and channel is not None and channel not in licence.channels:
        return f"licence {licence.name} does not cover the channel {channel}"
    if use in limits.refused:
        return f"its source's terms refuse the use {use}"
    places = [set(p) for p in (licence.territories, limits.territories_only) if p]
    if channel is None or not (places or limits.territories_out):
        return ""
    # What two limits leave together may be nothing, and then it is not everything.
    where = set(site.territories)
    inside = set.intersection(*places) if places else where
    if not where:
        most = "no place that both name" if places else f"all but {', '.join(sorted(limits.territories_out))}"
        return f"it may be read in {', '.join(sorted(inside)) or most} only, and {site.code} cannot keep others out"
    outside = (where - inside) | (where & limits.territories_out)
    return f"it may not be read in {', '.join(sorted(outside))}, where the site {site.code} is" if outside else ""


def _most(licence: Licence, use: Use) -> int | None:
    if use == "feed" and licence.feed == "full":
        return None
    return licence.excerpt if use in ("teaser", "feed", "newsletter") else None


def _excepted(licence: Licence, use: Use, case: Case) -> Ruling | None:
    """What a law of the site's allows all the same; None if none does."""
    law = case.site.entity.jurisdiction.casefold()
    found = next((e for e in licence.exceptions if e.law.casefold() == law and use in e.uses), None)
    if found is None or use in case.narrowing.refused:
        return None
    because = f"exception: {found.law}, {found.name}, {found.purpose} ({licence.name})"
    return Ruling(True, because, None, found.excerpt)


def ground(licence: Licence) -> str:
    """What carries a licence's uses, in words."""
    if licence.ground == "public-domain" and licence.finding is not None:
        return f"not under copyright: {licence.finding.words.rstrip('.')}"
    return _GROUNDS[licence.ground]


def ends(licence: Licence, case: Case) -> datetime | None:
    """When the licence's time is over for a text; None if never."""
    start = case.issued if licence.days_from == "issue" else case.published or case.moment
    days = start + timedelta(days=licence.days) if licence.days is not None else None
    last = licence.last_day
    midnight = datetime.combine(last + timedelta(days=1), time(), ZoneInfo(case.site.timezone)) if last else None
    return _earliest((days, licence.until, midnight))


def day_after(moment: datetime, site: Site) -> datetime:
    """The midnight that ends a moment's day in the site's time zone."""
    zone = ZoneInfo(site.timezone)
    return datetime.combine(moment.astimezone(zone).date() + timedelta(days=1), time(), zone)


def bar(thing: Story | Article) -> Bar | None:
    """What bars a story's or an article's words from every page; None if nothing does, whatever the clock says."""
    if why := forbids(thing) if isinstance(thing, Article) else forbidden(thing):
        return Bar(why)
    begin, why = holds.begins(thing)
    end = thing.current.expires if isinstance(thing, Story) and thing.current else None
    return Bar(why or "expired by its source", begin, end) if begin or end else None


def rule_story(
    story: Story,
    use: Use,
    moment: datetime,
    *,
    site: str,
    standing: Standing,
    published: datetime | None = None,
) -> Ruling:
    """Rule on one use of a story's words: decisions first, then embargo and expiry, then each supplier's licence."""
    if why := forbidden(story):
        return Ruling(False, why)
    current, place = story.current, standing.house.site(site)
    if current is None or story.text is None:
        return Ruling(False, "there are no words")
    if place is None:
        return Ruling(False, f"there is no site {site} in force")
    begin, why = holds.begins(story)
    if begin is not None and moment < begin:
        return Ruling(False, f"{why} {_minute(begin)}", begin)
    if current.expires and moment >= current.expires:
        return Ruling(False, f"expired {_minute(current.expires)} by its source", over=True)
    leaving = leaves(story, standing.house)
    if leaving is not None and moment >= leaving:
        return Ruling(False, f"we may keep its words no longer than {_minute(leaving)}", over=True)
    case = Case(place, moment, min(m.issued for m in story.marks), published, narrowing=narrowing(story.text))
    return _by_suppliers(story, use, case, standing, _earliest((current.expires, leaves(story, standing.house))))


def _by_suppliers(story: Story, use: Use, case: Case, standing: Standing, expires: datetime | None) -> Ruling:
    rulings: list[Ruling] = []
    for source in suppliers(story, standing.house):
        licence = standing.licence_of(source)
        if licence is None:
            return Ruling(False, f"source {source} has no licence in force")
        ruling = rule(licence, use, replace(case, confirmed=licence.digest in standing.confirmed))
        if not ruling.allowed:
            return ruling
        rulings.append(ruling)
    if story.text is not None and story.text.allowed is not None:
        ruling = rule(story.text.allowed, use, replace(case, confirmed=True))
        if not ruling.allowed:
            return Ruling(False, f"the item's own terms: {ruling.because}", over=ruling.over)
        rulings.append(ruling)
    because = "; ".join(dict.fromkeys(r.because for r in rulings))
    until = _earliest((*(r.until for r in rulings), expires))
    return Ruling(True, because, until, min((r.excerpt for r in rulings if r.excerpt is not None), default=None))


def suppliers(story: Story, house: House) -> tuple[str, ...]:
    """Codes of the sources that a story's words are from: who sends it, and other sources of ours that it credits."""
    sender = house.source(story.source)
    # What came by hand or from our own desk is on our responsibility, whomever it names.
    if sender is None or sender.kind in ("by-hand", "own") or story.text is None:
        return (story.source,)
    named = (house.credited(name) for name in _credits(story.text, house))
    return tuple(dict.fromkeys((story.source, *(s.code for s in named if s and s.kind not in ("by-hand", "own")))))


#: The agencies that open a text, in parentheses before a dash: ``Geneva (ats afp) -``.
_OPENING = re.compile(r"\A[^()]{0,80}\(([^()]{2,60})\)\s*(?:[-–—_]|$)")


def _credits(text: Version, house: House) -> tuple[str, ...]:
    """Whom a text credits, in its dateline, its credit line and its opening."""
    opening = _OPENING.match(text.body[0].text) if text.body else None
    given = (*(text.dateline.agencies if text.dateline else ()), text.credit, opening[1] if opening else "")
    names = (n for words in given for n in credited_names(words))
    # "ats afp" is two suppliers, unless one has that name.
    return tuple(w for n in names for w in ((n,) if house.credited(n) else n.split()))


def narrowing(text: Version) -> Narrowing:
    """What a text's own terms take away from what its licences allow."""
    return _narrowing(text.usage, text.notes)


@lru_cache(maxsize=4096)
def _narrowing(usage: str, notes: tuple[str, ...]) -> Narrowing:
    return narrowed(usage, notes)


def rule_article(
    article: Article, stories: Iterable[Story], use: Use, moment: datetime, *, site: str, standing: Standing
) -> Ruling:
    """Rule on an article: nothing may be shown that any of its stories does not allow."""
    if why := forbids(article):
        return Ruling(False, why)
    placement = article.placement(site)
    published = placement.at if placement else None
    begin, why = holds.begins(article)
    if begin is not None and moment < begin:
        return Ruling(False, f"{why} {_minute(begin)}", begin)
    if published is not None and moment < published:
        return Ruling(False, f"set for {_minute(published)}", published)
    rulings = [rule_story(s, use, moment, site=site, standing=standing, published=published) for s in stories]
    refused = [r for r in rulings if not r.allowed]
    if refused:
        # What the clock will not undo counts before what it will.
        return min(refused, key=lambda r: (r.over, r.until is not None, r.until or moment))
    because = "; ".join(dict.fromkeys(r.because for r in rulings)) or "our own text"
    excerpt = min((r.excerpt for r in rulings if r.excerpt is not None), default=None)
    return Ruling(True, because, _earliest(r.until for r in rulings), excerpt)


def rule_picture(story: Story, use: Use, ruling: Ruling, *, beside: Iterable[str], standing: Standing) -> Ruling:
    """
    Rule on the pictures that came with a story.

    Args:
        story: The one they came with.
        use: What we want to do.
        ruling: On the same use of its text: pictures are never freer than that.
        beside: Ids of the stories that they are to be shown beside.
        standing: What is in force.
    """
    licence = standing.licence_of(story.source)
    if not ruling.allowed or licence is None:
        return ruling
    if use not in licence.pictures.uses:
        return Ruling(False, f"licence {licence.name} does not list the use {use} for pictures")
    if not licence.pictures.alone and story.id not in set(beside):
        return Ruling(False, f"licence {licence.name} allows pictures only with the story they came with")
    if story.text is not None and narrowing(story.text).pictures:
        return Ruling(False, "its source's terms refuse its pictures")
    return ruling


def kept_days(source: str, house: House) -> int | None:
    """Days for which a source's words may stay in the ledger, counted from receipt; None: as long as we like."""
    found = house.source(source)
    licence = house.licence(found.licence) if found else None
    limits = (found.retention if found else None, licence.keep if licence else None)
    return min((d for d in limits if d is not None), default=None)


def leaves(story: Story, house: House) -> datetime | None:
    """When a story's words must leave the ledger; None: never."""
    days = kept_days(story.source, house)
    received = min((m.received for m in story.marks), default=None)
    return received + timedelta(days=days) if days is not None and received is not None else None


def lapse(story: Story, standing: Standing) -> datetime | None:
    """When the story's time is over on every site, by its source or its licence; None if never."""
    licence = standing.licence_of(story.source)
    issued = min((m.issued for m in story.marks), default=None)
    ours = _earliest((story.current.expires if story.current else None, leaves(story, standing.house)))
    if licence is None or issued is None:
        return ours
    published = min((d.moment or d.at for d in story.decisions if d.deed == "publish"), default=None)
    ending = [ends(licence, Case(s, published or issued, issued, published)) for s in standing.house.sites]
    if not ending:
        return ours
    return _earliest((ours, None if None in ending else max(e for e in ending if e is not None)))


def status(story: Story, moment: datetime, standing: Standing) -> Status:
    """The story's status at *moment*: the strongest that holds."""
    if holds.killed(story):
        return "expired" if holds.retired(story) else "killed"
    if holds.refusal(story.decisions) or holds.recalled(story):
        return "withdrawn"
    begin, _ = holds.begins(story)
    if forbidden(story) or (begin is not None and moment < begin):
        return "held"
    end = lapse(story, standing)
    if end is not None and moment >= end:
        return "expired"
    return _by_desk(story.decisions, moment) or ("spiked" if holds.spiked(story) else _chosen(story.decisions))


def _by_desk(decisions: Iterable[Decision], moment: datetime) -> Status | None:
    published = any(d.deed == "publish" and (d.moment is None or d.moment <= moment) for d in decisions)
    return "published" if published else None


def _chosen(decisions: Iterable[Decision]) -> Status:
    return "taken" if any(d.deed in ("take", "publish") for d in decisions) else "new"


_GROUNDS = {
    "licence": "under licence",
    "public-domain": "not under copyright",
    "own": "on our own responsibility",
    "exception": "by an exception of the law",
}


def _earliest(moments: Iterable[datetime | None]) -> datetime | None:
    return min((m for m in moments if m is not None), default=None)


def _day(moment: datetime) -> str:
    return f"{moment:%b} {moment.day}, {moment.year}"


def _minute(moment: datetime) -> str:
    return f"{_day(moment)}, {moment:%H:%M} UTC"
