"""The benchmarks, by name."""

import multiprocessing
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from dateline.app import Newsroom
from dateline.bench import search as archive
from dateline.bench.desk.measure import desk
from dateline.bench.ledger import full, ledgers
from dateline.bench.measure import Figure, figure, peak_memory
from dateline.bench.reading import wires
from dateline.bench.relate import relate
from dateline.bench.sites.measure import full as sites_in_full
from dateline.bench.sites.measure import sites
from dateline.demo.play import make, play
from dateline.news import rights
from dateline.news.errors import NotAllowed
from dateline.news.wire import Delivery
from dateline.verbs.common import Decided
from dateline.verbs.kill import kill, withdraw
from dateline.verbs.publish import publish
from dateline.verbs.take import take

START = datetime(2020, 1, 30, 20, 0, tzinfo=UTC)


@contextmanager
def demonstration() -> Iterator[Path]:
    """The demonstration's newsroom in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as folder:
        made = Path(folder) / "newsroom"
        make(made, 8000)
        play(made, lambda *_: None)
        yield made


def demo() -> list[Figure]:
    """The demonstration from nothing: 53 deliveries, four sites."""
    times = []
    for _ in range(5):
        began = time.perf_counter()
        with demonstration():
            times.append(time.perf_counter() - began)
    return [
        figure("demonstration made and built", "s", times, "under 10"),
        figure("memory of that", "MB", [peak_memory()]),
    ]


def kills() -> list[Figure]:
    """Every published story of the demonstration, killed one after the other."""
    durable, complete, outputs = [], [], []
    with demonstration() as folder:
        room = Newsroom(folder)
        moment, standing = room.clock.now(), room.ledger.standing()
        ids = [s.id for s in room.ledger.stories() if rights.status(s, moment, standing) == "published"]
        for id in ids:
            receipt = room.done(_killing(room, id))
            durable.append(receipt.ms)
            complete.append(receipt.all_ms)
            outputs.append(float(len(receipt.outputs)))
        room.close()
    return [
        figure("kill durable and gated", "ms", durable, "under 20"),
        figure("kill at all outputs", "ms", complete, "under 500"),
        figure("outputs of a kill", "outputs", outputs),
    ]


def _killing(room: Newsroom, id: str) -> Callable[[], Decided]:
    return lambda: kill(id, reason="benchmark", by="bench", ledger=room.ledger)


def rebuild() -> list[Figure]:
    """All pages of the four sites from nothing."""
    with demonstration() as folder:
        room = Newsroom(folder)
        times, pages = [], 0
        for _ in range(5):
            began = time.perf_counter()
            steps = room.rebuild()
            times.append((time.perf_counter() - began) * 1000)
            pages = sum(s.count for s in steps)
        room.close()
    return [figure(f"all {pages} outputs from nothing", "ms", times)]


def ingest() -> list[Figure]:
    """2,000 deliveries of ninjs, 350 words each."""
    with demonstration() as folder:
        room = Newsroom(folder)
        rates = []
        for run in range(3):
            coming = list(deliveries(2000, f"run{run}"))
            began = time.process_time()
            sum(1 for _ in room.ingest(coming, "bench"))
            rates.append(len(coming) / (time.process_time() - began))
        room.close()
    return [figure("taken in", "deliveries per CPU-second", rates)]


def deliveries(count: int, run: str) -> Iterator[Delivery]:
    """Different ninjs items, each of about 350 words."""
    words = "the council of a small harbour town has voted to mend its oldest pier before the winter storms"
    for n in range(count):
        text = [f"{words} {n} {k}" for k in range(20)]
        item = {
            "uri": f"urn:bench:{run}:{n}",
            "version": "1",
            "versionCreated": "2020-01-30T19:00:00Z",
            "headlines": [{"role": "main", "value": f"Harbour town mends pier number {n}"}],
            "bodies": [{"role": "main", "contentType": "text/html", "value": "".join(f"<p>{t}</p>" for t in text)}],
        }
        yield Delivery("tra", "folder", f"{n}.json", msgspec.json.encode(item), START + timedelta(seconds=n))


def _ingest_on(folder: Path, stop: Callable[[], bool]) -> None:
    room = Newsroom(folder)
    run = 0
    while not stop():
        run += 1
        sum(1 for _ in room.ingest(deliveries(500, f"beside{run}"), "bench"))
    room.close()


def beside() -> list[Figure]:
    """Verbs of one process, while another takes in without a pause."""
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    times: list[float] = []
    with demonstration() as folder:
        room = Newsroom(folder)
        ids = [s.id for s in room.ledger.stories()]
        other = context.Process(target=_ingest_on, args=(folder, stop.is_set), daemon=True)
        other.start()
        before = room.ledger.tail()
        while room.ledger.tail() == before:
            if not other.is_alive():
                raise NotAllowed("bench", "the process that takes in has ended")
            time.sleep(0.05)
        times.extend(_verb(room, ids[n % len(ids)], n) for n in range(400))
        taken_in = room.ledger.tail() - before
        stop.set()
        other.join(timeout=60)
        room.close()
    return [
        figure("a verb beside a running ingest", "ms", times, "p95 under 30"),
        figure("entries taken in meanwhile", "entries", [float(taken_in)]),
    ]


def _verb(room: Newsroom, id: str, n: int) -> float:
    """One verb, refused or not: it waits for its turn and reads in either case."""
    began = time.perf_counter()
    with suppress(NotAllowed):
        match n % 3:
            case 0:
                take(id, by="bench", ledger=room.ledger)
            case 1:
                publish(id, sites=("bulwark",), by="bench", ledger=room.ledger)
            case _:
                withdraw(id, reason="benchmark", by="bench", ledger=room.ledger)
    return (time.perf_counter() - began) * 1000


BENCHES: dict[str, Callable[[], list[Figure]]] = {
    "demo": demo,
    "kill": kills,
    "rebuild": rebuild,
    "ingest": ingest,
    "beside": beside,
    "ledger": ledgers,
    "wires": wires,
    "sites": sites,
    "search": archive.search,
    "relate": relate,
    "desk": desk,
}
#: Those that are quick by default, at the size that is promised.
FULL: dict[str, Callable[[], list[Figure]]] = {"ledger": full, "sites": sites_in_full, "search": archive.full}
