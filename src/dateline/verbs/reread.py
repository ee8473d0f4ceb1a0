"""reread: what came in before is read again by readers that were mended since."""

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from dateline.ledger.contract import Delivered
from dateline.news.errors import NotAllowed
from dateline.news.facts import Read, Received
from dateline.news.wire import Delivery
from dateline.verbs.common import TRANSPORT
from dateline.verbs.ingest import Ingested, Item, Keeper, Prepared, Reader, facts_of, prepare, record, why


def reread(
    *, by: str, ledger: Keeper, read: Reader, number: Callable[[str], str], only: frozenset[int] = frozenset()
) -> Iterator[Ingested]:
    """
    Read deliveries again, and append what is now read otherwise.

    A kill, a hold and an editor's revision stay as they are, whatever the new reading says.

    Args:
        by: Who asks.
        ledger: Where.
        read: Bytes → Reading.
        number: A format → the name and number of its reader.
        only: Entries of deliveries; empty: all that were read by an older reader or are quarantined.
    Raises:
        NotAllowed: If one of *only* is no entry that received something.
    Yields:
        What became of each delivery that is now read otherwise.
    """
    readings = _readings(ledger)
    unknown = only - {d.entry for d in ledger.deliveries()}
    if unknown:
        raise NotAllowed("reread", f"entry {min(unknown)} received nothing; `dateline check` lists what is quarantined")
    for delivered in ledger.deliveries():
        if only and delivered.entry not in only:
            continue
        prepared = _again(delivered, ledger, read, number)
        if prepared is None or (not only and prepared.reader == delivered.reader and not delivered.problem):
            continue
        if (result := _changed(delivered, prepared, readings.get(delivered.entry, ()), by, ledger)) is not None:
            yield result


def _readings(ledger: Keeper) -> dict[int, tuple[Read, ...]]:
    """The latest facts read of each delivery."""
    latest: dict[int, dict[int, Read]] = {}
    for entry in ledger.entries():
        if isinstance(entry.fact, Read):
            latest.setdefault(entry.fact.delivery, {})[entry.fact.item] = entry.fact
    return {delivery: tuple(items.values()) for delivery, items in latest.items()}


def _again(delivered: Delivered, ledger: Keeper, read: Reader, number: Callable[[str], str]) -> Prepared | None:
    data = ledger.bytes_of(delivered.digest)
    if data is None:
        return None
    entry = next(ledger.entries(after=delivered.entry - 1))
    transport = entry.fact.transport if isinstance(entry.fact, Received) else ""
    if transport == TRANSPORT:
        return None
    coming = Delivery(delivered.source, transport, delivered.name, data, entry.recorded)
    return prepare(coming, ledger, read, number)


def _changed(
    delivered: Delivered, prepared: Prepared, before: tuple[Read, ...], by: str, ledger: Keeper
) -> Ingested | None:
    delivery, reading = prepared.delivery, prepared.reading
    with ledger.turn() as turn:
        facts = facts_of(
            reading, prepared.reader, delivered.entry, delivery.source, delivered.digest, delivery.received, turn
        )
        # What was one story stays that story, whatever name a mended reader finds for it: a kill must not lose it.
        known = {f.item: f for f in before if f.story}
        facts = tuple(
            replace(f, story=known[f.item].story, key=known[f.item].key) if f.item in known else f for f in facts
        )
        said = {f.item: replace(f, reader="") for f in before}
        news = [f for f in facts if said.get(f.item) != replace(f, reader="")]
        if not news:
            return None
        items: tuple[Item, ...] = tuple(record(fact, by, turn) for fact in news)
    return Ingested(
        delivered.name, delivery.source, delivered.entry, reading.format, items, why(reading), reading.problems
    )
