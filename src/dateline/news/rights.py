"""Rights and status: may this be shown, here, now, and until when."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct

from dateline.news.house import House, Licence, Use
from dateline.news.story import Article, Decision, Story

#: Strongest first: the one that holds is the one that is shown.
Status = Literal["killed", "withdrawn", "held", "expired", "published", "taken", "new"]
STATUSES: dict[Status, str] = {
    "killed": "must not be used, ever; its addresses answer 410",
    "withdrawn": "taken back; publish brings it back",
    "held": "the source withholds it, or its embargo runs",
    "expired": "the source's or the licence's time is over",
    "published": "on at least one site",
    "taken": "an editor chose it; it is on no site yet",
    "new": "it came in; nobody has decided",
}


class Ruling(Struct, frozen=True):
    """An answer, its reason, and the moment from which it may be another one."""

    allowed: bool
    because: str
    #: UTC; None where the clock alone changes nothing.
    until: datetime | None = None


class Standing(Struct, frozen=True):
    """What is in force: the newsroom's files, and the templates that the owner has confirmed."""

    house: House
    #: Digests of licence files.
    confirmed: frozenset[str] = frozenset()
    #: When the files were last put in force; UTC. None before the first time.
    since: datetime | None = None


def rule(
    licence: Licence, use: Use, moment: datetime, *, site: str, issued: datetime, confirmed: bool = False
) -> Ruling:
    """
    Rule on one use of one text under its licence.

    Args:
        licence: What the holder lets us do.
        use: What we want to do.
        moment: When; UTC.
        site: The code of the site that wants to.
        issued: When the source first issued the text; UTC.
        confirmed: Whether the owner confirmed this template.
    Returns:
        Refused wherever the licence does not say yes.
    """
    if licence.template and not confirmed:
        why = f"licence {licence.name} is a template; `dateline confirm {licence.name}` once its terms are yours"
        return Ruling(False, why)
    if use not in licence.uses:
        return Ruling(False, f"licence {licence.name} does not list the use {use}")
    if licence.sites and site not in licence.sites:
        return Ruling(False, f"licence {licence.name} does not cover the site {site}")
    end = ends(licence, issued)
    if end is not None and moment >= end:
        return Ruling(False, f"licence {licence.name} ended {_day(end)}")
    return Ruling(True, f"{_GROUNDS[licence.ground]} ({licence.name})", end)


def ends(licence: Licence, issued: datetime) -> datetime | None:
    """When the licence's time is over for a text *issued* then; None if never."""
    days = issued + timedelta(days=licence.days) if licence.days is not None else None
    return _earliest((days, licence.until))


def refusal(decisions: Iterable[Decision]) -> str:
    """Why our desk's decisions forbid a story or an article; empty if they do not."""
    latest = ""
    for decision in decisions:
        if decision.deed == "kill":
            return f"killed by entry {decision.entry}"
        if decision.deed == "erase":
            return f"erased by entry {decision.entry}"
        if decision.deed == "withdraw":
            latest = f"withdrawn by entry {decision.entry}"
        elif decision.deed == "publish":
            latest = ""
    return latest


def killed(story: Story) -> bool:
    """Whether the source or our desk has killed the story, or erased it; nothing undoes it."""
    return (
        any(m.status == "canceled" for m in story.marks)
        or any(t.action == "kill" for t in story.told)
        or any(d.deed in ("kill", "erase") for d in story.decisions)
    )


def withheld(story: Story) -> bool:
    """Whether the source, in its latest word, wants the story held; of two words at one moment the careful one."""
    current = story.current
    told = max(story.told, key=lambda t: (t.issued, t.action == "withhold"), default=None)
    if told is not None and (current is None or told.issued >= current.issued):
        return told.action == "withhold"
    return current is None or current.status == "withheld"


def forbidden(story: Story) -> str:
    """Why no page may hold the story's words, whatever the clock says; empty if nothing forbids it."""
    if killed(story):
        return refusal(story.decisions) or "killed by its source"
    if why := refusal(story.decisions):
        return why
    return "withheld by its source" if withheld(story) else ""


def rule_story(story: Story, use: Use, moment: datetime, *, site: str, standing: Standing) -> Ruling:
    """Rule on one use of a story's words: decisions first, then embargo and expiry, then the licence."""
    if why := forbidden(story):
        return Ruling(False, why)
    current = story.current
    source = standing.house.source(story.source)
    licence = standing.house.licence(source.licence) if source else None
    if current is None or story.text is None:
        return Ruling(False, "there are no words")
    if licence is None:
        return Ruling(False, f"source {story.source} has no licence in force")
    if current.embargo and moment < current.embargo:
        return Ruling(False, f"embargoed until {_minute(current.embargo)}", current.embargo)
    if current.expires and moment >= current.expires:
        return Ruling(False, f"expired {_minute(current.expires)} by its source")
    issued = min(m.issued for m in story.marks)
    ruling = rule(licence, use, moment, site=site, issued=issued, confirmed=licence.digest in standing.confirmed)
    if not ruling.allowed:
        return ruling
    return Ruling(True, ruling.because, _earliest((ruling.until, current.expires)))


def rule_article(
    article: Article, stories: Iterable[Story], use: Use, moment: datetime, *, site: str, standing: Standing
) -> Ruling:
    """Rule on an article: nothing may be shown that any of its stories does not allow."""
    if why := refusal(article.decisions):
        return Ruling(False, why)
    rulings = [rule_story(s, use, moment, site=site, standing=standing) for s in stories]
    refused = [r for r in rulings if not r.allowed]
    if refused:
        # What the clock will not undo counts before what it will.
        return min(refused, key=lambda r: (r.until is not None, r.until or moment))
    because = "; ".join(dict.fromkeys(r.because for r in rulings)) or "our own text"
    return Ruling(True, because, _earliest(r.until for r in rulings))


def lapse(story: Story, standing: Standing) -> datetime | None:
    """When the story's time is over, by its source or its licence; None if never."""
    source = standing.house.source(story.source)
    licence = standing.house.licence(source.licence) if source else None
    issued = min((m.issued for m in story.marks), default=None)
    licensed = ends(licence, issued) if licence and issued else None
    return _earliest((licensed, story.current.expires if story.current else None))


def status(story: Story, moment: datetime, standing: Standing) -> Status:
    """The story's status at *moment*: the strongest that holds."""
    current, end = story.current, lapse(story, standing)
    if killed(story):
        return "killed"
    if refusal(story.decisions):
        return "withdrawn"
    if withheld(story) or (current and current.embargo and moment < current.embargo):
        return "held"
    if end is not None and moment >= end:
        return "expired"
    if any(d.deed == "publish" for d in story.decisions):
        return "published"
    return "taken" if any(d.deed == "take" for d in story.decisions) else "new"


_GROUNDS = {"licence": "under licence", "public-domain": "not under copyright", "own": "on our own responsibility"}


def _earliest(moments: Iterable[datetime | None]) -> datetime | None:
    return min((m for m in moments if m is not None), default=None)


def _day(moment: datetime) -> str:
    return f"{moment:%b} {moment.day}, {moment.year}"


def _minute(moment: datetime) -> str:
    return f"{_day(moment)}, {moment:%H:%M} UTC"
