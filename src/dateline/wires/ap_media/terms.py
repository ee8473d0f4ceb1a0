"""When, and whether at all, an AP item may be used."""

from datetime import datetime
from typing import Final

from dateline.news.wire import Problem, SourceStatus, gravest
from dateline.wires.ap_media.concepts import Orders
from dateline.wires.ap_media.document import Fields
from dateline.wires.ninjs.told import Terms, limit_of
from dateline.wires.statuses import NO_END, doubted, settled, status_of
from dateline.wires.times import parse_time

_EXPIRIES: Final = ("expires", "expirationdate", "expirationdatetime", "itemexpiredatetime")


def terms(fields: Fields, told: Orders, problems: list[Problem]) -> Terms:
    """
    Read ``pubstatus``, ``embargoed`` and ``expires`` beside what an item's orders say; AP asks to look at all of them.

    Returns:
        The terms. A status that nobody knows, and a limit that cannot be read, are doubts, and are told in *problems*.
    """
    word = fields.term("pubstatus")
    embargoed = status_of(word or "").embargoed
    ends = _embargoes(fields, told.waits or embargoed, problems)
    found = settled(word or "", ends)
    waits = told.waits and not ends and not embargoed
    expiries = [
        limit_of(sent, f"{fields.where}.{name}", problems)
        for name in _EXPIRIES
        if (sent := fields.term(name)) is not None
    ]
    killed: SourceStatus = "canceled" if "kill" in told.signals else "usable"
    held: SourceStatus = "withheld" if "withhold" in told.signals else "usable"
    doubt = doubted(
        found.doubt,
        "its status is empty" if word == "" else "",
        NO_END if waits else "",
        "its expiry cannot be read" if None in expiries else "",
        told.doubt,
    )
    if doubt:
        problems.append(Problem(fields.where, f"{doubt}; held until somebody has looked"))
    expires = min(filter(None, expiries), default=None)
    return Terms(gravest(found.status, killed, held), found.embargo, expires, doubt)


def _embargoes(fields: Fields, waits: bool, problems: list[Problem]) -> list[tuple[str, datetime | None]]:
    """Each embargo with its end; one that is only said to be has the end that the release tells."""
    sent, release = fields.term("embargoed"), fields.term("releasedatetime")
    if release and not waits and sent is None and _has_passed(release, fields):
        release = None
    if release and not sent:
        sent = None
    told = (("embargoed", sent), ("releasedatetime", release))
    return [(text, limit_of(text, f"{fields.where}.{name}", problems)) for name, text in told if text is not None]


def _has_passed(release: str, fields: Fields) -> bool:
    """True of a release that came with the version or before it: older documents tell one of every item."""
    issued = fields.look("versioncreated") or fields.look("arrivaldatetime")
    moments = parse_time(release), parse_time(issued) if isinstance(issued, str) else None
    return moments[0] is not None and moments[1] is not None and moments[0] <= moments[1]
