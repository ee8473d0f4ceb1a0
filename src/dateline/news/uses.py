"""What one licence, or one law, says of one use of a text on one site at one moment."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from dateline.news import laws
from dateline.news.house import Channel, Licence, Site, Use
from dateline.news.terms import Narrowing


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
#: What shows words to readers from day to day: without the use archive each ends with its day.
_SHOWN: frozenset[Use] = frozenset({"display", "teaser", "feed", "index"})
#: Ways by which copies leave us that no page server guards: what went so cannot be taken back, nor its readers told.
_OUT_OF_REACH: frozenset[Channel] = frozenset({"newsletter", "api"})
_GROUNDS = {
    "licence": "under licence",
    "public-domain": "not under copyright",
    "own": "on our own responsibility",
    "exception": "by an exception of the law",
}


def rule(licence: Licence, use: Use, case: Case) -> Ruling:
    """
    Rule on one use of one text under its licence, and where that refuses, under the exceptions of a law.

    Returns:
        Refused wherever neither says yes, and where a limit or a duty is one that the site cannot keep.
    """
    if licence.template and not case.confirmed:
        what = (
            f"licence {licence.name} is a template; `dateline licence confirm {licence.name}` once its terms are yours"
        )
        return Ruling(False, what)
    ruling = _licensed(licence, use, case)
    return ruling if ruling.allowed else _excepted(licence, use, case, ruling)


def _licensed(licence: Licence, use: Use, case: Case) -> Ruling:
    if why := _unlisted(licence, use, case.site) or _beyond(licence, use, case) or _unkept(licence, use):
        return Ruling(False, why)
    name = f"licence {licence.name}"
    end = ends(licence, case)
    if end is not None and case.moment >= end:
        return Ruling(False, f"{name} ended {day(end)}", over=True)
    said = ends_by_terms(case)
    if said is not None and case.moment >= said:
        return Ruling(False, f"its source's terms ended {day(said)}", over=True)
    end = earliest((end, said))
    if use in _SHOWN and ("archive" not in licence.uses or "archive" in case.narrowing.refused):
        end = earliest((end, day_after(case.published or case.moment, case.site)))
        if end is not None and case.moment >= end:
            terms = "its source's terms refuse" if "archive" in licence.uses else f"{name} does not list"
            return Ruling(False, f"{terms} the use archive, and the day is over", over=True)
    return Ruling(True, f"{ground(licence)} ({licence.name})", end, _most(licence, use))


def _unlisted(licence: Licence, use: Use, site: Site) -> str:
    """Why the licence has no yes for that use on that site; empty if it has one."""
    name = f"licence {licence.name}"
    if licence.ground == "exception":
        return f"{name} allows nothing but what a law excepts"
    if use not in licence.uses:
        return f"{name} does not list the use {use}"
    if licence.sites and site.code not in licence.sites:
        return f"{name} does not cover the site {site.code}"
    finding = licence.finding
    if licence.ground == "public-domain" and finding is not None and not laws.worldwide(finding.words):
        return laws.elsewhere(finding.law, site, f"{name} stands on a finding under the law of {finding.law}")
    return ""


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
        most = "in no place that both name" if places else f"outside {', '.join(sorted(limits.territories_out))}"
        named = f"in {', '.join(sorted(inside))}" if inside else most
        return f"it may be read {named} only, and {site.code} cannot keep others out"
    outside = (where - inside) | (where & limits.territories_out)
    return f"it may not be read in {', '.join(sorted(outside))}, where the site {site.code} is" if outside else ""


def _unkept(licence: Licence, use: Use) -> str:
    """Which duty we could not do once the text has left by this use; empty if there is none."""
    if _CHANNELS.get(use) not in _OUT_OF_REACH:
        return ""
    duties = licence.duties
    if duties.kill_within is not None:
        minutes = f"licence {licence.name} wants a kill to reach every output within {duties.kill_within} minutes"
        return f"{minutes}, and what has left by the use {use} cannot be taken back"
    if duties.notify:
        return f"licence {licence.name} wants readers told of what is taken back, and those of the use {use} cannot be"
    return ""


def _most(licence: Licence, use: Use) -> int | None:
    if use == "feed" and licence.feed == "full":
        return None
    return licence.excerpt if use in ("teaser", "feed", "newsletter") else None


def _excepted(licence: Licence, use: Use, case: Case, refused: Ruling) -> Ruling:
    """What a law allows although the licence *refused*; else that, and why no law answers it."""
    why: list[str] = []
    for one in licence.exceptions:
        if use not in one.uses or use in case.narrowing.refused:
            continue
        silent = laws.unanswered(one.law, case.site, f"{one.name} is an exception of the law of {one.law}")
        if not silent:
            because = f"exception: {one.law}, {one.name}, {one.purpose} ({licence.name})"
            return Ruling(True, because, None, one.excerpt)
        why.append(silent)
    return replace(refused, because="; ".join((refused.because, *why)))


def ground(licence: Licence) -> str:
    """What carries a licence's uses, in words."""
    if licence.ground == "public-domain" and licence.finding is not None:
        law = f" in {licence.finding.law}" if licence.finding.law else ""
        return f"not under copyright{law}: {licence.finding.words.rstrip('.')}"
    return _GROUNDS[licence.ground]


def ends(licence: Licence, case: Case) -> datetime | None:
    """When the licence's time is over for a text; None if never."""
    start = case.issued if licence.days_from == "issue" else case.published or case.moment
    days = start + timedelta(days=licence.days) if licence.days is not None else None
    return earliest((days, licence.until, _night_after(licence.last_day, case.site)))


def ends_by_terms(case: Case) -> datetime | None:
    """When a text's time is over by its source's terms beside it; None if they say nothing of that."""
    said = case.narrowing
    hours = case.issued + timedelta(hours=said.hours) if said.hours is not None else None
    return earliest((hours, _night_after(said.last_day, case.site)))


def _night_after(last: date | None, site: Site) -> datetime | None:
    """The midnight that ends a *last* day in the site's time zone."""
    return datetime.combine(last + timedelta(days=1), time(), ZoneInfo(site.timezone)) if last else None


def day_after(moment: datetime, site: Site) -> datetime:
    """The midnight that ends a moment's day in the site's time zone."""
    zone = ZoneInfo(site.timezone)
    return datetime.combine(moment.astimezone(zone).date() + timedelta(days=1), time(), zone)


def earliest(moments: Iterable[datetime | None]) -> datetime | None:
    """The first of those moments; None where there is none."""
    return min((m for m in moments if m is not None), default=None)


def day(moment: datetime) -> str:
    """``Jan 16, 2020``."""
    return f"{moment:%b} {moment.day}, {moment.year}"
