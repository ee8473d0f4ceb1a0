"""Texts that came in several messages: "2 of 3", "1st Add"; joined where all parts are in one delivery."""

from collections.abc import Iterable

from msgspec.structs import replace

from dateline.news.slugs import working_name
from dateline.news.takes import Take, doubt_of, part_of, take_of
from dateline.news.wire import Version
from dateline.wires.statuses import doubted


def joined_takes(parts: Iterable[tuple[Version, Take | None]]) -> list[Version]:
    """
    The texts of a delivery, takes put together.

    Args:
        parts: Each version, and which take it is; None for a whole text.
    Returns:
        In the order of their first parts. Takes that are all there are one version, the first's with all bodies in
        order; where one is missing each stays alone.
    """
    sent = list(parts)
    groups: dict[str, dict[int, Version]] = {}
    totals: dict[str, int] = {}
    for version, take in sent:
        if take is not None:
            name = name_of(take, version)
            groups.setdefault(name, {}).setdefault(take.number, version)
            totals[name] = max(totals.get(name, 0), take.of)
    whole = {name: group for name, group in groups.items() if _is_whole(group, totals[name])}
    found: list[Version] = []
    for version, take in sent:
        group = whole.get(name_of(take, version), {}) if take else {}
        if take is None or group.get(take.number) is not version:
            found.append(version)
        elif take.number == 1:
            found.append(_joined([group[number] for number in sorted(group)]))
    return found


def _is_whole(group: dict[int, Version], total: int) -> bool:
    """True if no take is missing; where no *total* is told, each but the last has to say that more follows."""
    if len(group) != max(group) or len(group) < 2:
        return False
    return len(group) == total or (
        not total and all(("follows" in group[n].more) == (n < len(group)) for n in range(1, len(group) + 1))
    )


def name_of(take: Take, version: Version) -> str:
    """What all takes of a text share."""
    return working_name(take.rest) or version.headline


def partial(version: Version) -> Version:
    """A take without those before it, with a doubt that says so; the ledger joins it to them."""
    take = part_of(version)
    if take is None or take.number < 2 or take_of(version.slug):
        return version
    return replace(version, doubt=doubted(version.doubt, doubt_of(take.said)))


def _whole(line: str) -> str:
    """The *line* without the mark of a take; a line that is nothing else stays."""
    take = take_of(line)
    return (take.rest.strip(" /") if take else "") or line


def _joined(takes: list[Version]) -> Version:
    serials = [take.serial for take in takes if take.serial]
    more = {name: words for take in reversed(takes) for name, words in take.more.items() if name != "follows"}
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
