"""ingest: take deliveries in; reread: let mended readers read again what came in before."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Literal, Protocol

from msgspec import Struct
from msgspec.structs import replace

from dateline.ledger.contract import Blob, Ledger, Turn
from dateline.news import change, clues, holds, ids, reading, rights
from dateline.news.errors import NotAllowed, WireError
from dateline.news.facts import Part, Read, Received
from dateline.news.slugs import working_name
from dateline.news.story import Story
from dateline.news.wire import Delivery, Notice, Problem, Reading, Version
from dateline.verbs.granted import Granted, granted
from dateline.verbs.update import automatic

#: What became of an item; the terminal counts these.
Outcome = Literal["new", "updated", "corrected", "repeated", "older", "killed", "held", "noted", "quarantined"]

#: A batch holds its turn this long at most, in seconds.
HOLD = 0.010
#: Deliveries read and compressed before a turn is asked for.
AHEAD = 100
#: Deliveries that are foreseen at the beginning of a turn: some more than are taken in within it.
SOME = 32


class Item(Struct, frozen=True):
    """What became of one item of a delivery."""

    outcome: Outcome
    #: Empty where no story was made.
    story: str
    headline: str
    #: Its place on the page it came on: ``main``, ``backgrounder``, ``teaser``, ``related``.
    role: str = "main"


class Ingested(Struct, frozen=True):
    """What became of a delivery."""

    name: str
    source: str
    #: The entry that received it; of the first time, where it is a repeat.
    entry: int
    format: str
    items: tuple[Item, ...]
    #: Why it is quarantined; empty if it is not.
    quarantined: str = ""
    problems: tuple[Problem, ...] = ()


class Keeper(Ledger, Protocol):
    """A ledger that makes bytes ready before the turn."""

    def prepare(self, data: bytes) -> Blob:
        """Compress and, if large, store."""


class Reader(Protocol):
    """What reads a delivery's bytes."""

    def __call__(self, data: bytes, *, received: datetime, name: str = "") -> Reading:
        """Raises WireError where nothing can be read."""


class Prepared(Struct, frozen=True):
    """A delivery that was read, and waits for its turn."""

    delivery: Delivery
    blob: Blob
    #: The reader's name and number.
    reader: str
    reading: Reading
    #: What makes the story of each version itself to its source.
    keys: tuple[str, ...]
    #: What a turn will look up for it.
    clues: tuple[int, ...]


def ingest(
    deliveries: Iterable[Delivery], *, by: str, ledger: Keeper, read: Reader, number: Callable[[str], str]
) -> Iterator[Ingested]:
    """
    Take deliveries into the ledger, in their order.

    Args:
        deliveries: What transports brought.
        by: Who or what took them in.
        ledger: Where.
        read: Bytes → Reading.
        number: A format → the name and number of its reader.
    Yields:
        What became of each, once it is durable.
    Raises:
        NotAllowed: If a delivery's source is not in force.
    """
    waiting: list[Prepared] = []
    for delivery in deliveries:
        waiting.append(prepare(delivery, ledger, read, number))
        if len(waiting) == AHEAD:
            yield from _record(waiting, by, ledger)
            waiting = []
    yield from _record(waiting, by, ledger)


def prepare(delivery: Delivery, ledger: Keeper, read: Reader, number: Callable[[str], str]) -> Prepared:
    """Read and compress a delivery, outside of any turn; what cannot be read becomes a reading with one problem."""
    try:
        reading = read(delivery.data, received=delivery.received, name=delivery.name)
    except WireError as e:
        reading = Reading(format=e.format, problems=(Problem(e.where, e.what),))
    if delivery.transport == "picture":
        # It came with a story, and is ruled with it; no story of its own waits for somebody to look at it.
        reading = replace(reading, versions=(), problems=())
    if any(v.rights for v in reading.versions):
        reading = _with_rights(reading, ledger)
    return prepared(delivery, ledger, reading, number(reading.format))


def prepared(delivery: Delivery, ledger: Keeper, reading: Reading, reader: str) -> Prepared:
    """A delivery that was read, with its bytes compressed, outside of any turn."""
    blob, source = ledger.prepare(delivery.data), delivery.source
    keys = tuple(_key(version, place, blob.digest) for place, version in enumerate(reading.versions))
    asked = dict.fromkeys(clue for version in reading.versions for clue in change.foreseen(source, version))
    return Prepared(delivery, blob, reader, reading, keys, tuple(asked))


def _with_rights(reading: Reading, ledger: Keeper) -> Reading:
    """The reading, with what the items' own rights expressions say."""
    sites = {s.code: s.host for s in ledger.standing().house.sites}
    read = tuple(granted(v, sites) if v.rights else Granted(v) for v in reading.versions)
    problems = tuple(p for g in read for p in g.problems)
    return replace(reading, versions=tuple(g.version for g in read), problems=(*reading.problems, *problems))


def _record(waiting: Sequence[Prepared], by: str, ledger: Keeper) -> Iterator[Ingested]:
    """Append what was read; the turn is given up after 10 ms, so that a verb waits no longer."""
    left = list(waiting)
    while left:
        done: list[Ingested] = []
        with ledger.turn() as turn:
            end = time.monotonic() + HOLD
            foresee(left[:SOME], turn)
            while left and (not done or time.monotonic() < end):
                done.append(take_in(left.pop(0), by, turn))
        yield from done


def foresee(coming: Sequence[Prepared], turn: Turn) -> None:
    """Look up in one go what each will ask for."""
    turn.foresee(
        stories=(_story_id(p.delivery.source, key) for p in coming for key in p.keys),
        digests=(p.blob.digest for p in coming),
        clues=(clue for p in coming for clue in p.clues),
    )


def take_in(coming: Prepared, by: str, turn: Turn) -> Ingested:
    """
    Append a delivery and what was read of it.

    Raises:
        NotAllowed: If its source is not in force.
    """
    delivery, reading = coming.delivery, coming.reading
    if turn.standing().house.source(delivery.source) is None:
        known = ", ".join(s.code for s in turn.standing().house.sources) or "none; `dateline apply` puts some in force"
        raise NotAllowed("ingest", f"there is no source {delivery.source}; there are: {known}")
    before = turn.delivered(delivery.source, coming.blob.digest)
    if before is not None:
        again = (Item("repeated", "", ""),) * max(1, len(reading.versions) + len(reading.notices))
        return Ingested(delivery.name, delivery.source, before, reading.format, again)
    received = Received(delivery.source, delivery.transport, delivery.name, coming.blob.digest, coming.blob.size)
    entry = turn.append(received, by=by, blobs=[coming.blob])
    facts = facts_of(reading, coming.reader, entry.number, delivery.source, coming.blob.digest, entry.recorded, turn)
    items = tuple(record(fact, by, turn) for fact in facts)
    problems = (*(p for fact in facts for p in fact.problems), *_alerts(facts, turn))
    return Ingested(delivery.name, delivery.source, entry.number, reading.format, items, why(reading), problems)


def why(reading: Reading) -> str:
    """Why a delivery is quarantined; empty if it is not."""
    if reading.versions or reading.notices:
        return ""
    return "; ".join(f"{p.where}: {p.what}" for p in reading.problems)


def record(fact: Read, by: str, turn: Turn) -> Item:
    """Append what was read of one item, and say what became of it."""
    before = turn.story(fact.story) if fact.story else None
    turn.append(fact, by=by)
    after = reading.live(fact.story, turn) if fact.story else None
    if after is not None and fact.version is not None:
        automatic(after, turn)
    headline = after.headline if after else ""
    role = fact.version.role if fact.version else "main"
    return Item(_outcome(fact, before, after, turn), fact.story, headline, role)


def _alerts(facts: Iterable[Read], turn: Turn) -> Iterator[Problem]:
    """What a person must decide, or should know, about stories that have just come."""
    for fact in facts:
        story = reading.live(fact.story, turn) if fact.story else None
        if story is None or not story.marks:
            continue
        if what := holds.alert(story):
            yield Problem("story", what)
        if fact.version is not None and _twice(fact.version, story):
            yield Problem("version", f"version {fact.version.number} came before with other words; the later stands")


def _twice(version: Version, story: Story) -> bool:
    """Whether another text came under the number of this one."""
    if version.number is None:
        return False
    return len({m.digest for m in story.marks if m.number == version.number}) > 1


def _outcome(fact: Read, before: Story | None, after: Story | None, turn: Turn) -> Outcome:
    if fact.version is None and fact.notice is None:
        return "quarantined" if fact.problems else "noted"
    if after is None:
        return "noted"
    if fact.notice is not None and fact.notice.item is None:
        return _reached(fact.notice, after, turn)
    if holds.killed(after):
        return "killed"
    if fact.notice is not None:
        return "noted" if fact.notice.action == "lift" else "held"
    # Nothing bars most stories, and then nothing holds them.
    if rights.bar(after) is not None and rights.status(after, turn.moment, turn.standing()) == "held":
        return "held"
    if before is None or not before.marks:
        # A recall that waited for it takes it back as it comes.
        return "held" if holds.recalled(after) else "new"
    if fact.version and reading.digest(fact.version) in {m.digest for m in before.marks}:
        return "repeated"
    if after.current == before.current:
        return "older"
    return "corrected" if fact.version and "correction" in fact.version.signals else "updated"


def _reached(notice: Notice, placeholder: Story, turn: Turn) -> Outcome:
    """What a notice without an id did to the stories that it was found to mean; one that waits has done nothing yet."""
    meant = [story for id in placeholder.means if (story := turn.story(id))]
    if any(holds.killed(s) for s in meant):
        return "killed"
    return "held" if meant and notice.action != "lift" else "noted"


def facts_of(
    reading: Reading, reader: str, delivery: int, source: str, digest: str, received: datetime, turn: Turn
) -> tuple[Read, ...]:
    """
    A reading as facts, one an item.

    Where there is neither version nor notice there is one fact with the problems; else they lie with the first.
    """
    bare = Read(delivery=delivery, item=0, source=source, reader=reader, received=received)
    known = tuple(_identity(v, n, source, digest, turn) for n, v in enumerate(reading.versions))
    main = next((n for n, v in enumerate(reading.versions) if v.role == "main"), 0)
    parts = tuple(Part(v.role, known[n][0]) for n, v in enumerate(reading.versions) if n != main)
    versions = (
        replace(bare, story=id, key=key, version=version, parts=parts if reading.package and n == main else ())
        for n, (version, (id, key)) in enumerate(zip(reading.versions, known, strict=True))
    )
    notices = (
        replace(bare, story=id, key=key, notice=notice)
        for notice in reading.notices
        for id, key in [_meant(notice, source, turn)]
    )
    facts = tuple(_lost(replace(fact, item=n), turn) for n, fact in enumerate((*versions, *notices))) or (bare,)
    return (replace(facts[0], problems=(*reading.problems, *facts[0].problems)), *facts[1:])


def _lost(fact: Read, turn: Turn) -> Read:
    """A notice about a story that has not come is a problem for the desk: it names something that must not be used."""
    notice = fact.notice
    if notice is None or _reaches(fact, turn):
        return fact
    name = notice.item or notice.serial or notice.slug
    if not fact.story:
        what = f"a notice to {notice.action} names no story: {notice.text[:120] or 'it says nothing'}"
    else:
        what = f"a notice to {notice.action} names {name}, which has not come in; it waits for it"
    return replace(fact, problems=(*fact.problems, Problem("notice", what)))


def _reaches(fact: Read, turn: Turn) -> bool:
    """Whether a notice is about a story that is here."""
    notice = fact.notice
    if notice is None or not fact.story:
        return False
    if notice.item is not None:
        story = turn.story(fact.story)
        return story is not None and bool(story.marks)
    return bool(turn.clued(*clues.named(*reading.names(fact.source, notice.slug, notice.serial))))


def _identity(version: Version, place: int, source: str, digest: str, turn: Turn) -> tuple[str, str]:
    """The id and key of the story that a version is of."""
    key = _key(version, place, digest)
    return _free(source, key, turn), key


def _key(version: Version, place: int, digest: str) -> str:
    """What makes the story that a version is of itself to its source."""
    day = version.dateline.day if version.dateline else None
    if day is None and version.issued is not None:
        day = version.issued.date()
    slug = _working_name(version.slug) if version.slug else ""
    return ids.story_key(version.item, slug, day.isoformat() if day else "", f"{digest}:{place}")


# Asked for before a turn, to look up in one go what it will, and in it.
_working_name, _story_id = lru_cache(maxsize=256)(working_name), lru_cache(maxsize=256)(ids.story_id)


def _meant(notice: Notice, source: str, turn: Turn) -> tuple[str, str]:
    """The id and key of the story that a notice is about; without an item id, of a place where it waits for one."""
    if notice.item is not None:
        key = ids.story_key(notice.item, "", "", "")
    elif notice.serial:
        key = f"serial:{notice.serial}"
    elif notice.slug:
        key = f"name:{working_name(notice.slug)}"
    else:
        return "", ""
    return _free(source, key, turn), key


def _free(source: str, key: str, turn: Turn) -> str:
    """The story's id; a longer one where another story of that source has the same digits."""
    id = _story_id(source, key)
    holder = turn.story(id)
    return id if holder is None or holder.key in ("", key) else ids.story_id(source, key, ids.LONG)
