"""Two hundred random events at a network of three sites, read over HTTP on the way and at the end."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.network.checker import question
from tests.network.crawl import Answer, Crawl, Network
from tests.network.newsroom import HOSTS, START, HandClock, Room, furnish, serving
from tests.network.play import Play
from tests.network.table import Kind, Report
from tests.uncounted import uncounted

#: Between two looks at all outputs so many events happen.
BETWEEN = 10
#: At each look readers search for words of so many reports; at the last one for words of all.
ASKED = 5


@dataclass
class Proof:
    """What came of a newsroom's random days."""

    folder: Path
    note: Path
    room: Room
    play: Play
    #: All that was wrong at the first look at which anything was, with what had happened before.
    flaws: list[str] = field(default_factory=list)
    #: Of which source words were seen on which kind of output.
    seen: set[tuple[str, Kind]] = field(default_factory=set)
    #: Reports that were seen on a site, and later taken back from it.
    gone: set[str] = field(default_factory=set)
    #: Answers of the gate to who asks for what was taken back, before its pages are made anew.
    gated: list[Answer] = field(default_factory=list)
    #: Everything, at the end.
    crawl: Crawl | None = None

    @property
    def last(self) -> Crawl:
        """Everything, at the end."""
        assert self.crawl is not None, self.flaws
        return self.crawl


def prove(folder: Path, seed: int, steps: int) -> Proof:
    """
    Let random events happen to a new newsroom, and look at all of it again and again.

    Args:
        folder: An empty one.
        seed: Of the events.
        steps: How many of them.
    """
    clock = HandClock(folder / "moment")
    clock.set(START)
    furnish(folder / "room")
    room = Room(folder / "room", clock, seed)
    proof = Proof(folder / "room", folder / "moment", room, Play(room, seed))
    room.follow()
    with serving(proof.folder, proof.note) as network:
        for step in range(1, steps + 1):
            before = _free(room)
            proof.play.step()
            _glance(proof, network, {report.item for report, _ in before - _free(room)})
            room.follow()
            if step % BETWEEN == 0:
                _look(proof, network, last=step == steps)
            if proof.flaws:
                break
    return proof


def _free(room: Room) -> set[tuple[Report, str]]:
    """The reports that may be shown, and where."""
    return {(r, site) for r in room.table.reports.values() for site in HOSTS if r.free(site, room.now)}


def _glance(proof: Proof, network: Network, lost: set[str]) -> None:
    """Look for what the gate lets through of reports that were taken back, while nobody makes pages anew."""
    room = proof.room
    if not lost:
        return
    seen = proof.crawl.answers.values() if proof.crawl else ()
    holding = {(a.site, a.path) for a in seen if lost & {r.item for r in room.checker.reports_on(a.body)}}
    answers = [network.ask(site, path) for site, path in sorted(holding | room.fresh)]
    proof.gated += [a for a in answers if a.status == 503]
    proof.flaws += room.checker.taken_back(answers, room.now)


def _look(proof: Proof, network: Network, *, last: bool) -> None:
    """Look at everything."""
    room, now = proof.room, proof.room.now
    room.fresh.clear()
    crawl = proof.crawl = network.crawl([*sorted(room.outputs), *_questions(proof, last)])
    proof.flaws += room.checker.forbidden(crawl.answers.values(), now) + room.checker.missing(crawl, now)
    for answer in crawl.answers.values():
        if answer.status == 200:
            proof.seen |= {(report.source, answer.kind) for report in room.checker.reports_on(answer.body)}
    proof.gone |= {r.item for r in room.table.reports.values() if _taken(r, proof)}


def _taken(report: Report, proof: Proof) -> bool:
    """Whether readers of some site had a report once, and have it no more."""
    now = proof.room.now
    return any(at <= now and not report.free(site, now) for site, at in report.placed.items())


def _questions(proof: Proof, all: bool) -> Iterator[tuple[str, str]]:
    """What readers and machines may ask for that no page leads to: words of some reports, or of all; and the items."""
    reports = list(proof.room.table.reports.values())
    first = len(proof.play.done) % len(reports)
    for site in HOSTS:
        yield site, "/api/items.json"
        for report in reports if all else (reports * 2)[first : first + ASKED]:
            yield site, question(report)
            yield site, question(report, wide=True)


@pytest.fixture(scope="module")
def proof(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proof]:
    """Two hundred events, the same each time."""
    with uncounted():
        proof = prove(tmp_path_factory.mktemp("network"), 2020, 200)
    yield proof
    proof.room.close()
