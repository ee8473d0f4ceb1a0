"""A delivery of telegrams into one reading: parted into messages, takes joined, orders carried out."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Final, Literal

from dateline.news.errors import WireError
from dateline.news.slugs import headline_name
from dateline.news.takes import Take, part_of
from dateline.news.wire import Notice, Problem, Reading, Version
from dateline.wires.alphabets import lettered
from dateline.wires.orders import carried_out, is_advisory
from dateline.wires.takes import joined_takes, partial
from dateline.wires.telegram import Opening, frames

_SHORTEST_NAME: Final = 4


def messages_in(
    data: bytes,
    opening: Opening,
    version_of: Callable[[str], Version | None],
    problems: list[Problem],
    *,
    seven_bits: bool = False,
) -> Iterator[tuple[Version, Take | None]]:
    """
    Each message of a delivery, and which take of a text it is.

    Args:
        data: With LF for all line ends.
        version_of: What a message says; None for one without a heading.
        problems: Words outside of messages, and messages without words, are added to these.
        seven_bits: As `lettered` takes it.
    """
    for frame in frames(data, opening):
        where = f"message {frame.number}" if frame.number else "before the first message"
        text, told = lettered(frame.data, seven_bits=seven_bits)
        if told:
            problems.append(Problem(where, told))
        version = version_of(text) if frame.number else None
        if version is None:
            outside = " ".join(text.split())[:80]
            problems.append(Problem(where, f"words outside of a message were left out: {outside!r}"))
        elif version.headline or version.body or version.notes:
            yield version, part_of(version) or (Take(1, 0, version.slug) if "follows" in version.more else None)
        else:
            problems.append(Problem(where, "it has no words"))


def reading_of(
    messages: Iterable[tuple[Version, Take | None]],
    *,
    format: str,
    by_slug: bool,
    received: datetime,
    problems: list[Problem],
) -> Reading:
    """
    Put the *messages* of a delivery together.

    Args:
        messages: Each version, and which take of a text it is; they may add to *problems* on the way.
        by_slug: Whether a keyword line is a story's own, so that a kill which names nothing means it; else it is the
            headline that both have in common.
        problems: What is wrong with the delivery.
    Raises:
        WireError: If no message has words.
    """
    versions: list[Version] = []
    notices: list[Notice] = []
    for place, version in enumerate(joined_takes(messages), 1):
        where = f"message {place}"
        ordered = carried_out(version, where, received=received, problems=problems)
        made = partial(ordered.version)
        if made.doubt != ordered.version.doubt:
            problems.append(Problem(where, f"{made.doubt}; held until somebody has looked"))
        versions.append(made)
        notices.extend(ordered.notices or _told_by_name(made, by_slug=by_slug))
    if not versions:
        raise WireError(format, "byte 0", "no message with words is in it")
    return Reading(format=format, versions=tuple(versions), notices=tuple(notices), problems=tuple(problems))


def _told_by_name(version: Version, *, by_slug: bool) -> tuple[Notice, ...]:
    """What a version that is itself a kill or a hold, and names no other item, says of the text sent before it."""
    action: Literal["kill", "withhold"] | None
    action = "kill" if "kill" in version.signals else "withhold" if "withhold" in version.signals else None
    if action is None or version.status == "usable" or not is_advisory(version):
        return ()
    name = version.slug if by_slug else headline_name(version.headline)
    if len(name) < _SHORTEST_NAME:
        return ()
    return (Notice(action=action, slug=name, issued=version.issued, text=" ".join(version.notes) or version.headline),)
