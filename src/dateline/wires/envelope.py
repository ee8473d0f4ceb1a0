"""What `dateline read` prints: one JSON object a version, with the item as ninjs 3.1 and all that ninjs cannot say."""

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from dateline.news.errors import WireError
from dateline.news.topics import Topics
from dateline.news.wire import Dateline, Notice, Reading, Version
from dateline.wires.ninjs.writer import write


def envelope(file: str, reading: Reading) -> Iterator[dict[str, Any]]:
    """
    Put a *reading* of *file* into JSON objects.

    Returns:
        One object for each version; for a reading without versions one whose ``item`` is None. Each has the keys
        ``file``, ``format``, ``item`` (valid ninjs 3.1), ``doubt``, ``serial``, ``signals``, ``dateline``, ``role``,
        ``extent``, ``package``, ``more``, ``notices`` and ``problems``; notices and problems are the delivery's, and
        stand with its first version alone.
    """
    notices = [_notice(notice) for notice in reading.notices]
    problems = [{"where": problem.where, "what": problem.what} for problem in reading.problems]
    for version in reading.versions or (None,):
        described = _version(version) if version else _NO_VERSION
        yield {
            "file": file,
            "format": reading.format,
            **described,
            "package": reading.package,
            "notices": notices,
            "problems": problems,
        }
        notices, problems = [], []


def with_topics(reading: Reading, topics: Topics) -> Reading:
    """A *reading* whose versions have, behind their subjects as sent, the topics that these mean."""
    versions = (
        replace(version, subjects=topics.with_topics(version.subjects, version.language or "en"))
        for version in reading.versions
    )
    return replace(reading, versions=tuple(versions))


def failed(file: str, error: WireError) -> dict[str, Any]:
    """The object for a *file* that no reader could read: no item, and the one problem."""
    return {
        "file": file,
        "format": error.format,
        **_NO_VERSION,
        "package": False,
        "notices": [],
        "problems": [{"where": error.where, "what": error.what}],
    }


_NO_VERSION: dict[str, Any] = {
    "item": None,
    "doubt": "",
    "serial": "",
    "signals": [],
    "dateline": None,
    "role": None,
    "extent": None,
    "more": {},
}


def _version(version: Version) -> dict[str, Any]:
    return {
        "item": write(version),
        "doubt": version.doubt,
        "serial": version.serial,
        "signals": list(version.signals),
        "dateline": _dateline(version.dateline),
        "role": version.role,
        "extent": version.extent,
        "more": dict(version.more),
    }


def _dateline(dateline: Dateline | None) -> dict[str, Any] | None:
    if dateline is None:
        return None
    return {
        "place": dateline.place,
        "source": dateline.agencies[0] if dateline.agencies else None,
        "sources": list(dateline.agencies),
        "day": dateline.day.isoformat() if dateline.day else None,
        "inBody": dateline.in_body,
        "assumed": dateline.assumed,
    }


def _notice(notice: Notice) -> dict[str, Any]:
    return {
        "action": notice.action,
        "item": notice.item,
        "slug": notice.slug,
        "serial": notice.serial,
        "issued": notice.issued.isoformat().replace("+00:00", "Z") if notice.issued else None,
        "text": notice.text,
    }
