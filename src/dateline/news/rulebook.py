"""Rules of the desk: what is done with a story as it comes, as data; what in them makes no sense."""

import re
from datetime import datetime, time
from typing import Final

from msgspec import Struct

from dateline.news.house import House

_NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Hours(Struct, frozen=True):
    """A span of the day by the clock of the network's home; it may go past midnight."""

    begin: time
    #: No longer part of it.
    end: time

    def __str__(self) -> str:
        return f"{self.begin:%H:%M}-{self.end:%H:%M}"

    def has(self, at: time) -> bool:
        """Whether a time of the day lies in it."""
        if self.begin < self.end:
            return self.begin <= at < self.end
        return at >= self.begin or at < self.end


class When(Struct, frozen=True, omit_defaults=True, kw_only=True, forbid_unknown_fields=True):
    """What a story must be: every condition that says anything holds, by any one of what it lists."""

    #: Codes.
    sources: tuple[str, ...] = ()
    #: BCP 47; ``en`` means ``en-AU`` too.
    languages: tuple[str, ...] = ()
    #: At most: 1 is a flash. What comes without one is not meant.
    urgency: int | None = None
    #: Words or codes of subjects, and with a vocabulary those of the topics above them.
    topics: tuple[str, ...] = ()
    #: Words, or several in a row, in the headline, the standfirst or the body.
    words: tuple[str, ...] = ()
    #: Names of licences, or what carries them: ``public-domain``.
    licences: tuple[str, ...] = ()
    #: When it came.
    hours: tuple[Hours, ...] = ()
    #: Of its dateline, or named in it.
    places: tuple[str, ...] = ()
    #: What its source tells the desk: ``update``, ``correction``.
    signals: tuple[str, ...] = ()
    #: Words that it must have at least.
    length: int = 0


class Then(Struct, frozen=True, omit_defaults=True, kw_only=True, forbid_unknown_fields=True):
    """What is done with it."""

    #: Codes: whose intake it is put into, and where it is published if it is.
    sites: tuple[str, ...] = ()
    #: A section of those sites.
    section: str = ""
    #: Topics that it is about besides.
    tags: tuple[str, ...] = ()
    kicker: str = ""
    #: To the readers of those sites, 1 to 3; None: the rule does not judge.
    value: int | None = None
    #: True: it is published as it came, where its licence lets it.
    publish: bool = False
    #: Ids of the people who are told.
    notify: tuple[str, ...] = ()
    #: True: it is put aside.
    spike: bool = False


class DeskRule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What our desk wants done with every story of a kind, once, as it comes."""

    name: str
    when: When
    then: Then


class InForce(Struct, frozen=True):
    """A rule, by whom it was put in force, and when."""

    rule: DeskRule
    #: Number of the entry since which it is in force as it is.
    entry: int
    at: datetime
    by: str


def put(
    before: tuple[InForce, ...], rules: tuple[DeskRule, ...], entry: int, at: datetime, by: str
) -> tuple[InForce, ...]:
    """The rules in force from an entry on; one that is as it was has been in force since it became so."""
    known = {one.rule: one for one in before}
    return tuple(known.get(rule) or InForce(rule, entry, at, by) for rule in rules)


def wrong(rule: DeskRule, house: House) -> str:
    """What makes no sense in a rule, and what would; empty if all does."""
    name, when, then = rule.name, rule.when, rule.then
    if not _NAME.fullmatch(name):
        return f'a rule is named with small letters, digits and single hyphens, not "{name}"'
    if when == When():
        return f"rule {name} has no condition; it would mean every story"
    if then == Then():
        return f"rule {name} does nothing; write at least one thing under then"
    lists = (getattr(part, field) for part in (when, then) for field in part.__struct_fields__)
    if any(isinstance(one, str) and not one.strip() for listed in lists if isinstance(listed, tuple) for one in listed):
        return f"rule {name}: a list has an empty text; take it out"
    if why := _unknown(rule, house):
        return f"rule {name}: {why}"
    if when.urgency is not None and not 1 <= when.urgency <= 9:
        return f"rule {name}: urgency goes from 1, a flash, to 9, and is no {when.urgency}"
    if when.length < 0:
        return f"rule {name}: length is a number of words, from 0 on"
    if any(span.begin == span.end for span in when.hours):
        return f"rule {name}: hours that end when they begin; write 22:00-06:00"
    if then.value not in (None, 1, 2, 3):
        return f"rule {name}: value is 1 (good to know), 2 (worth their time) or 3 (must not be missed)"
    if then.publish and then.spike:
        return f"rule {name}: it cannot both publish a story and spike it"
    if not then.sites and (then.publish or then.section or then.value is not None):
        return f"rule {name}: publish, section and value want sites"
    return ""


def _unknown(rule: DeskRule, house: House) -> str:
    """What it names and the newsroom does not have."""
    when, then = rule.when, rule.then
    named = (
        ("source", when.sources, tuple(s.code for s in house.sources)),
        ("site", then.sites, tuple(s.code for s in house.sites)),
    )
    for word, asked, known in named:
        if strange := [one for one in asked if one not in known]:
            return f"there is no {word} {strange[0]}; there are: {', '.join(known) or 'none'}"
    grounds = ("licence", "public-domain", "own", "exception")
    known = (*(li.name for li in house.licences), *grounds)
    if strange := [one for one in when.licences if one not in known]:
        return f"there is no licence {strange[0]}; there are: {', '.join(known)}"
    for site in (s for code in then.sites if (s := house.site(code)) is not None):
        if then.section and site.section(then.section) is None:
            slugs = ", ".join(s.slug for s in site.sections)
            return f"site {site.code} has no section {then.section}; it has: {slugs}"
    return ""
