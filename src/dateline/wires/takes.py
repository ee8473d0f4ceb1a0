"""Texts that came in several messages: "2 of 3", "1st Add"; joined where all parts are there."""

import re
from collections.abc import Iterable
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from dateline.news.slugs import working_name
from dateline.news.takes import doubt_of
from dateline.news.wire import Version
from dateline.wires.statuses import doubted

#: In letters, from a line's end.
_FURTHEST: Final = 80
_MOST: Final = 20
_WORDS: Final = r"(?:take|part|teil|partie|parte|folge)"
_OF: Final = r"\s?(?:of|von|sur|de|di|van)\s?"
_MARK = re.compile(
    rf"(?:[,/=(]\s*(?:{_WORDS}\s*)?(?P<n>\d{{1,2}}){_OF}(?P<m>\d{{1,2}})|\s-?{_WORDS}\s(?P<n2>\d{{1,2}})(?:{_OF}|/)(?P<m2>\d{{1,2}}))"
    r"[\s)\]/,<=\d]*\Z",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"[(\s]*(?:{_WORDS}\s*)?(?P<n>\d{{1,2}})(?:{_OF}|/)(?P<m>\d{{1,2}})[)\s]*", re.IGNORECASE)
#: AP's way: the first message says how many there are, the others are adds to it.
_FIRST = re.compile(r",\s*(?P<m>\d{1,2})\s+takes?\s*(?=,|\Z)", re.IGNORECASE)
_ADD = re.compile(r"(?P<join>[,-])\s*(?P<n>\d{1,2})(?:st|nd|rd|th)\s+add\s*(?=,|\Z)", re.IGNORECASE)
_COUNT = re.compile(r",\s*\d{1,5}\s*\Z")


class Take(Struct, frozen=True):
    """Which part of a text a message is."""

    number: int
    #: How many there are; 0 where that is not told.
    of: int
    #: What all parts have in common: the line without what says so.
    rest: str


def take_of(line: str) -> Take | None:
    """
    Which take a keyword line, or a headline, says that a text is.

    Args:
        line: ``Harbour Fire, 2 of 3``, ``Harbour Fire (take 2 of 3)``, ``BC-US--Harbour Fire, 2 Takes,900``,
            ``BC-US--Harbour Fire, 1st Add,300``, or ``2 of 3`` alone.
    Returns:
        None if it says none; "3 of 5 hostages freed" does not.
    """
    if not any(map(str.isdigit, line[-_FURTHEST:])):
        return None
    line = _COUNT.sub("", line)
    if alone := _ALONE.fullmatch(line[:_FURTHEST]):
        return _take(int(alone["n"]), int(alone["m"]), "")
    if first := _FIRST.search(line[-_FURTHEST:]):
        return _take(1, int(first["m"]), _without(line, first))
    if add := _ADD.search(line[-_FURTHEST:]):
        return Take(int(add["n"]) + 1, 0, _without(line, add))
    if found := _MARK.search(line[-_FURTHEST:]):
        return _take(int(found["n"] or found["n2"]), int(found["m"] or found["m2"]), _without(line, found))
    return None


def _take(number: int, of: int, rest: str) -> Take | None:
    return Take(number, of, rest) if 1 <= number <= of <= _MOST and of > 1 else None


def _without(line: str, found: re.Match[str]) -> str:
    tail = line[-_FURTHEST:]
    return line[: len(line) - len(tail)] + tail[: found.start()] + tail[found.end() :]


def joined_takes(parts: Iterable[tuple[Version, Take | None]]) -> list[Version]:
    """
    The texts of a delivery, takes put together.

    Args:
        parts: Each version, and which take it is; None for a whole text.
    Returns:
        In the order of their first parts. Takes that are all there are one version, the first's with all bodies in
        order; where one is missing each stays alone, with a doubt.
    """
    sent = list(parts)
    groups: dict[str, dict[int, Version]] = {}
    totals: dict[str, int] = {}
    for version, take in sent:
        if take is not None:
            name = working_name(take.rest) or version.headline
            groups.setdefault(name, {}).setdefault(take.number, version)
            totals[name] = max(totals.get(name, 0), take.of)
    whole = {name: group for name, group in groups.items() if len(group) == totals[name] == max(group)}
    found: list[Version] = []
    for version, take in sent:
        name = (working_name(take.rest) or version.headline) if take else ""
        if take is None:
            found.append(version)
        elif name not in whole or whole[name][take.number] is not version:
            found.append(_doubted(version, take))
        elif take.number == 1:
            found.append(_joined([whole[name][number] for number in sorted(whole[name])]))
    return found


def _doubted(version: Version, take: Take) -> Version:
    """A take without the others; the ledger joins it by its slug, where that tells the place."""
    if take_of(version.slug) is not None:
        told = doubt_of(f"{take.number} of {take.of}")
        # An add is what all readers know of.
        return replace(version, doubt=doubted(version.doubt, told)) if take.of and take.number > 1 else version
    of = f" of {take.of}" if take.of else ""
    return replace(version, doubt=doubted(version.doubt, f"it is take {take.number}{of}, and the others are not here"))


def _whole(line: str) -> str:
    """The *line* without the mark of a take; a line that is nothing else stays."""
    take = take_of(line)
    return (take.rest.strip(" /") if take else "") or line


def _joined(takes: list[Version]) -> Version:
    serials = [take.serial for take in takes if take.serial]
    more = {name: words for take in reversed(takes) for name, words in take.more.items()}
    return replace(
        takes[0],
        headline=_whole(takes[0].headline),
        slug=_whole(takes[0].slug),
        body=tuple(block for take in takes for block in take.body),
        notes=tuple(dict.fromkeys(note for take in takes for note in take.notes)),
        links=tuple(dict.fromkeys(link for take in takes for link in take.links)),
        signals=tuple(dict.fromkeys(signal for take in takes for signal in take.signals)),
        doubt=doubted(*(take.doubt for take in takes)),
        more=more | {"takes": " ".join(serials)} if len(serials) > 1 else more,
    )
