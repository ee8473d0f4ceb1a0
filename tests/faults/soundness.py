"""What must hold after a fresh start, whatever happened before; each sentence that is found is a defect."""

import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from msgspec import Struct
from tests.faults.acts import SITES, Acts, marker, story_id

from dateline.app import Newsroom, program
from dateline.clock import clock_of
from dateline.ledger.contract import Output
from dateline.news.errors import LedgerError
from dateline.news.facts import Entry, Fact, Published, Received, parts_of
from dateline.send.folder import GONE, MANIFEST
from dateline.send.names import file_name
from dateline.sites.http import Request
from dateline.sites.render import Renderer
from dateline.verbs.follow import SiteFollower

_MARKED = re.compile(rb"zq[0-9]+[a-c]x")


class Found(Struct, frozen=True):
    """What is wrong, in sentences, and how long the start took."""

    #: Acknowledged, and not there.
    lost: list[str]
    #: There more than once.
    twice: list[str]
    #: All else.
    wrong: list[str]
    #: From opening the newsroom until its sites stand, in milliseconds.
    ms: float


# Acts


def lost(told: Acts, entries: list[Entry]) -> Iterator[str]:
    """Acknowledged acts whose entry is not there, or says something else."""
    by_number = {e.number: e for e in entries}
    for done in told.done():
        if done.act.entered and not says(by_number.get(done.entry), done.act.verb, done.act.to):
            yield f"{done.act} was acknowledged as entry {done.entry}"


def says(entry: Entry | None, verb: str, to: str) -> bool:
    """Whether an entry is that of an act."""
    if entry is None:
        return False
    if entry.fact is None:
        return verb == "ingest"
    if verb == "ingest":
        return isinstance(entry.fact, Received) and entry.fact.name == to.replace("/", "-") + ".json"
    return tag(entry.fact) == verb and set(parts_of(entry.fact)) <= {story_id(to), f"art-{story_id(to)[4:]}"}


def tag(fact: Fact) -> str:
    """What an entry of it is called."""
    return str(fact.__struct_config__.tag)


def twice(entries: Iterable[Entry]) -> Iterator[str]:
    """Acts that happened more than once: no script ever does the same to the same text again."""
    seen: Counter[tuple[str, ...]] = Counter()
    for entry in entries:
        match entry.fact:
            case Received(source=source, name=name):
                seen["received", source, name] += 1
            case Published(article=article):
                seen["publish", article] += 1
            case None:
                pass
            case fact if tag(fact) not in ("read", "update", "apply"):
                seen[tag(fact), *parts_of(fact)[:1]] += 1
    return (f"{' '.join(what)} happened {count} times" for what, count in seen.items() if count > 1)


# Readers


def shown(room: Newsroom) -> frozenset[str]:
    """The markers of the texts that readers may see."""
    barred = set(room.ledger.bars())
    found = set[str]()
    for entry in room.ledger.entries():
        if isinstance(entry.fact, Published):
            story = entry.fact.story or (a.stories[0] if (a := room.ledger.article(entry.fact.article)) else "")
            if story and not {story, entry.fact.article} & barred:
                found.add(story)
    return frozenset(found)


def leaks(room: Newsroom, keys: frozenset[str]) -> Iterator[str]:
    """Words that the page server gives out and that nobody may see."""
    may = shown(room)
    right = {marker(key) for key in keys if story_id(key) in may}
    return (words for words, word in given(room) if word not in right)


def given(room: Newsroom) -> Iterator[tuple[str, str]]:
    """Each marker that is given out, and where."""
    answer = room.readers()
    for follower in room.followers():
        paths = {p.path for p in follower.store().pages()} | {o.path for o in _outputs(room, follower.code)}
        for path in sorted(paths):
            response = answer(Request("GET", "", f"/~{follower.code}{path}"))
            if response is not None:
                said = response.body + repr(response.headers).encode()
                for word in {m.decode() for m in _MARKED.findall(said)}:
                    yield f"{follower.code}{path} answers {response.status} with {word}", word


def _outputs(room: Newsroom, site: str) -> Iterator[Output]:
    return (r.output for r in room.ledger.outputs(site=site))


def unacknowledged(room: Newsroom, told: Acts) -> Iterator[str]:
    """Texts that were taken back, acknowledged, and bar nothing."""
    barred = room.ledger.bars()
    last = {(done.act.verb, done.act.to) for done in told.done()}
    for verb, to in sorted(last):
        taken_back = verb in ("kill", "withdraw") or (verb == "hold" and ("release", to) not in last)
        begun = {(a.verb, a.to) for a in told.begun()}
        if taken_back and story_id(to) not in barred and ("release", to) not in begun:
            yield f"{verb} of {to} was acknowledged, and nothing bars it"


# Pages


def chained(room: Newsroom) -> Iterator[str]:
    """Where the chain of outputs and the pages that stand do not agree."""
    for follower in room.followers():
        standing: dict[str, tuple[str, int]] = {}
        for output in _outputs(room, follower.code):
            before, status = standing.get(output.path, ("", 404))
            if output.before != before:
                yield f"{follower.code}{output.path}: an output follows on {output.before[:8]}, not on {before[:8]}"
            if (output.digest, output.status) == (before, status):
                yield f"{follower.code}{output.path}: the same output is in the chain twice"
            standing[output.path] = (output.digest, output.status)
        stand = {path: digest for path, (digest, _) in standing.items() if digest}
        are = {p.path: p.digest for p in follower.store().pages()}
        for path in sorted(stand.keys() ^ are.keys() | {p for p in stand.keys() & are.keys() if stand[p] != are[p]}):
            yield f"{follower.code}{path}: the chain says {stand.get(path)}, and there stands {are.get(path)}"


class _Unwritten:
    """A ledger that is only looked at: what a scratch copy of the pages would tell the chain goes nowhere."""

    def __init__(self, room: Newsroom) -> None:
        self.snapshot = room.ledger.snapshot

    @contextmanager
    def turn(self) -> Iterator[Any]:
        yield self

    def put(self, outputs: Iterable[Output]) -> None:
        for _ in outputs:
            """Told, and not kept."""

    def outputs(self, *, after: int, site: str | None = None) -> tuple[()]:  # noqa: ARG002 - what a follower asks
        return ()

    def output_tail(self) -> int:
        return 0


def unlike(room: Newsroom) -> Iterator[str]:
    """Pages that are others than those made from nothing."""
    ledger: Any = _Unwritten(room)
    with tempfile.TemporaryDirectory(prefix="dateline-faults-") as scratch:
        for code in SITES:
            anew = SiteFollower(code, ledger, Path(scratch) / code, lambda _: Renderer(), program(), room.pictures)
            anew.step(room.clock.now())
            right = {p.path: (p.digest, p.status) for p in anew.store().pages()}
            anew.close()
            are = {p.path: (p.digest, p.status) for f in _of(room, code) for p in f.store().pages()}
            yield from (f"{code}{p}: not what is made from nothing" for p in right.keys() | are.keys()
                        if right.get(p) != are.get(p))  # fmt: skip


def _of(room: Newsroom, code: str) -> list[SiteFollower]:
    return [f for f in room.followers() if f.code == code]


def spare(room: Newsroom) -> Iterator[str]:
    """Files in the sites' folders that nobody needs, and that nobody would ever take away."""
    for follower in room.followers():
        current = follower.generations.current()
        for file in follower.generations.folder.iterdir():
            if file.name not in ("current", "lease.lock") and file.name.partition(".")[0] != current:
                yield f"{follower.code}: {file.name} was left behind"


# Exports


def torn(room: Newsroom, out: Path) -> Iterator[str]:
    """Files of an export that no page ever was."""
    for code in SITES:
        digests = {o.digest for o in _outputs(room, code)}
        for file in _files(out / code):
            if not _hidden(file) and sha256(file.read_bytes()).hexdigest() not in digests:
                yield f"{code}: {file.relative_to(out)} is torn"


def exported(room: Newsroom, out: Path) -> Iterator[str]:
    """What a folder holds after an export, and should not; what it should, and does not."""
    for follower in room.followers():
        room.export(follower.code, out)
        shown = (p for p in follower.store().pages() if p.status in (200, 404) or p.path == "/410")
        pages = {file_name(p.path): p for p in shown}
        files = {f.relative_to(out / follower.code).as_posix(): f for f in _files(out / follower.code)}
        rests = sorted(name for name, f in files.items() if _hidden(f) and name not in (MANIFEST, GONE))
        names = {name for name, f in files.items() if not _hidden(f)}
        yield from (f"{follower.code}: {name} was left behind by an export" for name in (*rests, *names - set(pages)))
        yield from (f"{follower.code}: {name} was not exported" for name in set(pages) - names)
        for name in names & set(pages):
            if sha256(files[name].read_bytes()).hexdigest() != pages[name].digest:
                yield f"{follower.code}: {name} is not the page"


def _files(folder: Path) -> list[Path]:
    return [f for f in folder.rglob("*") if f.is_file()] if folder.exists() else []


def _hidden(file: Path) -> bool:
    return file.name.startswith(".")


# Bytes


def remaining(room: Newsroom) -> Iterator[str]:
    """Large files whose bytes were erased, or that no entry speaks of; who is at work has a mark there, without any."""
    kept = {d.digest for d in room.ledger.deliveries() if room.ledger.bytes_of(d.digest) is not None}
    erased = {e.number for e in room.ledger.entries() if e.fact is None}
    kept -= {d.digest for d in room.ledger.deliveries() if d.entry in erased}
    for file in _files(room.data / "blobs"):
        digest = file.parent.name + file.name
        if digest not in kept and file.suffix != ".open":
            yield f"blobs/{file.parent.name}/{file.name[:12]} is of no delivery that is kept"


def clockless(room: Newsroom) -> Iterator[str]:
    """Why the newsroom could not be opened by its own clock."""
    try:
        clock_of(room.data).now()
    except LedgerError as e:
        yield str(e)


def everything(room: Newsroom, told: Acts, moment: datetime) -> Iterator[str]:
    """All that must hold once the sites stand, but for lost and repeated acts."""
    keys = frozenset(a.to.partition("/")[0] for a in told.begun() if a.entered)
    yield from leaks(room, keys)
    yield from unacknowledged(room, told)
    yield from (f"{f.where}: {f.what}" for f in room.ledger.check())
    yield from chained(room)
    yield from unlike(room)
    yield from spare(room)
    yield from remaining(room)
    yield from clockless(room)
    recorded = [e.recorded for e in room.ledger.entries()]
    if recorded != sorted(recorded) or any(r > moment for r in recorded):
        yield "entries are recorded out of order"
