"""Readings of wires that anybody can write: feeds and exports."""

from collections.abc import Iterable
from datetime import datetime

from dateline.news.wire import Notice, Problem, Reading, Version
from dateline.wires.orders import carried_out


def reading(
    format: str,
    found: Iterable[tuple[str, Version | None]],
    *,
    received: datetime,
    problems: list[Problem],
    notices: Iterable[Notice] = (),
) -> Reading:
    """
    A reading of versions under the orders in their own words; a hold is a doubt, since nothing proves who says it.

    Args:
        found: Each item's place, for problems, and its version; without one the item is told, and left out.
        received: When it reached us, UTC.
        problems: What was wrong so far; what is found is added.
        notices: The source's words about other items that stand apart from its texts.
    """
    versions: list[Version] = []
    told = list(notices)
    for where, version in found:
        if version is None:
            problems.append(Problem(where, "holds neither words nor an id; left out"))
            continue
        ordered = carried_out(version, where, received=received, problems=problems, proves=False)
        versions.append(ordered.version)
        told.extend(ordered.notices)
    return Reading(format=format, versions=tuple(versions), notices=tuple(told), problems=tuple(problems))
