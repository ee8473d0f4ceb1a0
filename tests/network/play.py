"""A desk that does whatever comes to its mind, the same each time for the same seed."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

from tests.network.newsroom import Room
from tests.network.table import LAMP, MEADOW, QUAY, Report

#: Who sends how often.
_SENDERS = ("pel", "pel", "brk", "sol", "sol", "cor", "own", "own")
_SITES = (QUAY, MEADOW, LAMP)
#: Reports at most: what is shown fits into one page of each list and feed.
_MOST = 36


class Play:
    """
    Random events in a newsroom.

    Args:
        room: The newsroom.
        seed: Of the events.
    """

    def __init__(self, room: Room, seed: int) -> None:
        self.room, self._random = room, Random(seed)
        #: What was done, for whoever reads of a flaw.
        self.done: list[str] = []
        for source in ("pel", "brk", "sol", "cor", "own", "pel", "sol", "own", "brk", "pel"):
            self._publish(self._new(source))

    def step(self) -> None:
        """Let one thing happen; what the newsroom refuses has not happened, and another is tried."""
        deeds: list[tuple[int, Callable[[Report], bool]]] = [
            (20, self._publish),
            (14, self._send),
            (10, self._update),
            (9, self._correct),
            (7, self._edit),
            (5, self._withdraw),
            (4, self._kill),
            (3, self._kill_by_source),
            (3, self._withhold),
            (6, self._hold),
            (5, self._release),
            (3, self._erase),
            (5, self._take_in),
            (6, self._package),
            (6, self._wait),
        ]
        while True:
            (deed,) = self._random.choices([d for _, d in deeds], [weight for weight, _ in deeds])
            report = self._random.choice(list(self.room.table.reports.values()))
            if deed(report):
                self.done.append(f"{self.room.now:%d %H:%M} {deed.__name__.strip('_')} {report.item}")
                return

    # What sources do

    def _new(self, source: str) -> Report:
        room = self.room
        text = room.words.text(room.now, standfirst=self._random.random() < 0.7)
        limit = self._random.random()
        if source == "pel" and limit < 0.2:
            text = text._replace(begins=room.now + timedelta(hours=5))
        elif source == "pel" and limit < 0.5:
            text = text._replace(ends=room.now + timedelta(hours=30))
        return room.comes(source, f"urn:{source}:{len(room.table.reports) + 1}", text)

    def _send(self, _: Report) -> bool:
        if len(self.room.table.reports) >= _MOST:
            return False
        return self._publish(self._new(self._random.choice(_SENDERS)))

    def _update(self, report: Report) -> bool:
        if report.killed:
            return False
        self.room.passes(0.1)
        self.room.comes(report.source, report.item, self.room.words.text(self.room.now))
        return True

    def _withhold(self, report: Report) -> bool:
        if report.source != "pel" or report.killed:
            return False
        self.room.passes(0.1)
        text = self.room.words.text(self.room.now)._replace(withheld=True)
        self.room.comes(report.source, report.item, text)
        return True

    def _kill_by_source(self, report: Report) -> bool:
        if report.source not in ("pel", "brk", "sol") or report.killed:
            return False
        self.room.passes(0.1)
        self.room.comes(report.source, report.item, self.room.words.text(self.room.now), killed=True)
        return True

    # What the desk does

    def _publish(self, report: Report) -> bool:
        sites = (MEADOW,) if report.source == "cor" else tuple(self._random.sample(_SITES, self._random.randint(1, 3)))
        hours = self._random.choice((0, 0, 0, 0, 4))
        return self.room.publish(report, sites, self._random.choice(("works", "people")), hours)

    def _correct(self, report: Report) -> bool:
        return self.room.correct(report)

    def _edit(self, report: Report) -> bool:
        return self.room.edit(report, headline=self._random.random() < 0.5)

    def _withdraw(self, report: Report) -> bool:
        return self.room.withdraw(report)

    def _kill(self, report: Report) -> bool:
        return self.room.kill(report)

    def _erase(self, report: Report) -> bool:
        return self.room.erase(report)

    def _hold(self, report: Report) -> bool:
        return self.room.hold(report, self._random.choice((0, 3, 20)))

    def _release(self, _: Report) -> bool:
        held = [report for report in self.room.table.reports.values() if report.held]
        return bool(held) and self.room.release(self._random.choice(held))

    def _take_in(self, report: Report) -> bool:
        return self.room.update(report)

    def _package(self, report: Report) -> bool:
        other = self._random.choice(list(self.room.table.reports.values()))
        role = self._random.choice(("backgrounder", "backgrounder", "teaser", "drop"))
        return other is not report and self.room.package(report, other, role)

    def _wait(self, _: Report) -> bool:
        self.room.passes(self._random.choice((1, 3, 9, 26)))
        return True
