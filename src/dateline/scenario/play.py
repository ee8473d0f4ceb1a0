"""Plays a scenario against a newsroom made for it, and says what differs."""

import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import takewhile
from pathlib import Path
from typing import Final

from dateline.app import Newsroom
from dateline.clock import SetClock, start_clock
from dateline.news.errors import DatelineError
from dateline.news.facts import Read
from dateline.news.wire import Delivery
from dateline.scenario import room as rooms
from dateline.scenario.expect import holds, judge
from dateline.scenario.look import Came, Sight
from dateline.scenario.values import Difference, Played, Scenario, Step
from dateline.scenario.verbs import NAMING, NOBODY, VERBS, Asked, role_of, with_keys
from dateline.verbs.common import Decided
from dateline.verbs.ingest import Ingested
from dateline.verbs.receipt import Out, Receipt

#: Why a site is behind while the programme that follows the ledger sleeps.
ASLEEP: Final = "the programme sleeps"


def play(scenario: Scenario, folder: Path) -> Played:
    """
    Play a scenario that has been checked.

    Args:
        scenario: Whose steps have their moments.
        folder: Where its newsroom is made; it may be looked at afterwards, at its last moment.
    """
    began = time.perf_counter()
    rooms.make(scenario, folder)
    clock = SetClock(scenario.start)
    room = Newsroom(folder, clock)
    try:
        room.apply(NOBODY)
        player = _Player(scenario, room, clock)
        room.follow()
        differences = tuple(d for step in scenario.steps for d in player.step(step))
        start_clock(room.data, clock.now())
    finally:
        room.close()
    ms = round((time.perf_counter() - began) * 1000, 1)
    return Played(scenario.folder.as_posix(), scenario.title, not differences, differences, ms)


class _Player:
    def __init__(self, scenario: Scenario, room: Newsroom, clock: SetClock) -> None:
        self._scenario, self._room, self._clock = scenario, room, clock
        self._names: dict[str, str] = {}
        self._sight = Sight(room, self._names)
        self._asleep = False
        #: Site → why it could not be brought up.
        self._trouble: dict[str, str] = {}
        self._by_hand: dict[str, Callable[[Step], Came]] = {
            "apply": self._apply,
            "reread": self._reread,
            "rebuild": self._rebuild,
            "sleep": self._sleep,
            "wake": self._wake,
        }

    def step(self, step: Step) -> Iterator[Difference]:
        """Take one step at its moment; what differs afterwards."""
        outputs = self._room.ledger.output_tail()
        if step.at is not None and step.at.moment is not None:
            self._until(step.at.moment)
        if step.do:
            yield from self._do(step)
        else:
            came = self._deliver(step) if step.deliver else Came(_receipt("", ()))
            yield from self._unnamed(step)
            self._follow()
            self._sight.came = Came(self._since(outputs), came.results)
        for expected in step.expect:
            if found := "; ".join(judge(expected, self._sight)):
                yield Difference(self._scenario.file, expected.line, step.number, expected.text, found)

    # Time

    def _until(self, moment: datetime) -> None:
        """Let time pass: what the clock changes on the way is followed in the order of its moments."""
        last = None
        while not self._asleep and (due := self._room.next_due()) is not None and due <= moment and due != last:
            self._clock.moment = max(self._clock.moment, due)
            self._follow()
            last = due
        if moment != self._clock.moment:
            self._clock.moment = moment
            self._follow()

    def _follow(self) -> None:
        if not self._asleep:
            self._trouble = {s.site: s.trouble for s in self._room.follow() if s.trouble}

    # Deliveries

    def _deliver(self, step: Step) -> Came:
        folder, now = self._scenario.folder, self._clock.now()
        coming = [Delivery(step.source, "folder", f, (folder / f).read_bytes(), now) for f in step.deliver]
        results = tuple(self._room.ingest(coming, NOBODY))
        stories = list(self._stories(results))
        if step.each:
            self._names.update((name, id) for name, (_, id) in zip(step.names, stories, strict=False) if id)
        elif step.names and (found := [id for _, id in sorted(stories, key=lambda s: s[0] != "main") if id]):
            self._names[step.names[0]] = found[0]
        return Came(_receipt("deliver", ()), results)

    def _stories(self, results: Iterable[Ingested]) -> Iterator[tuple[str, str]]:
        """Role and story of each item; of a repeat, those of the first time."""
        for result in results:
            if any(i.outcome == "repeated" and not i.story for i in result.items):
                yield from self._first_time(result.entry)
            else:
                yield from ((i.role, self._meant(i.story)) for i in result.items)

    def _meant(self, id: str) -> str:
        """The story itself, where a notice spoke of it by its name alone."""
        story = self._room.ledger.story(id)
        return story.means[0] if story and story.means and not story.marks else id

    def _first_time(self, delivery: int) -> Iterator[tuple[str, str]]:
        after = self._room.ledger.entries(after=delivery)
        for entry in takewhile(lambda e: isinstance(e.fact, Read), after):
            if isinstance(entry.fact, Read) and entry.fact.delivery == delivery:
                yield (entry.fact.version.role if entry.fact.version else "main"), entry.fact.story

    def _unnamed(self, step: Step) -> Iterator[Difference]:
        """Names in a list for which nothing came in."""
        for name in step.names if step.each else ():
            if name not in self._names:
                line, found = step.lines.get("name", step.line), "no story came in for this name"
                yield Difference(self._scenario.file, line, step.number, f'name = "{name}"', found)

    # Verbs

    def _do(self, step: Step) -> Iterator[Difference]:
        line = step.lines.get("do", step.line)
        try:
            self._sight.came = self._done(step)
        except DatelineError as e:
            self._sight.came = Came(_receipt(step.do, ()))
            told = with_keys(str(e))
            if not step.refused:
                yield Difference(self._scenario.file, line, step.number, f"{step.do} is done", f"refused: {told}")
            elif step.refusal and not (holds(step.refusal, str(e)) or holds(step.refusal, told)):
                line = step.lines.get("refused", line)
                wanted = f'{step.do} is refused: "{step.refusal}"'
                yield Difference(self._scenario.file, line, step.number, wanted, f"refused: {told}")
        else:
            if step.names:
                self._names[step.names[0]] = self._sight.came.receipt.id
            if step.refused:
                entry = self._sight.came.receipt.entry
                found = f"it was done, with entry {entry}" if entry else "it was done, and nothing has changed"
                yield Difference(self._scenario.file, line, step.number, f"{step.do} is refused", found)
        self._follow()

    def _done(self, step: Step) -> Came:
        call = VERBS[step.do].call
        if call is None:
            return self._by_hand[step.do](step)
        asked = Asked(self._room, self._with_ids(step.options))
        return Came(self._through(lambda: call(asked)))

    def _with_ids(self, options: dict[str, object]) -> dict[str, object]:
        """The options, with ids for the names of stories."""
        named = dict(options)
        for key in NAMING:
            match named.get(key):
                case str(name):
                    named[key] = self._sight.id(name)
                case tuple(names):
                    parts = (role_of(str(name)) for name in names)
                    named[key] = tuple((f"{role}=" if role else "") + self._sight.id(name) for role, name in parts)
        return named

    def _through(self, verb: Callable[[], Decided]) -> Receipt:
        """A verb and its receipt; asleep it is recorded, and its outputs wait."""
        if not self._asleep:
            return self._room.done(verb)
        decided = verb()
        waiting = self._behind(decided.entry)
        return Receipt(decided.verb, decided.id, decided.entry, 0.0, (), 0.0, decided.remarks, waiting)

    def _behind(self, entry: int) -> dict[str, str]:
        """Sites that are not brought up to an entry, and why."""
        behind = (f.code for f in self._room.followers() if f.reached() < entry)
        return {code: self._trouble.get(code, ASLEEP) for code in behind}

    def _since(self, outputs: int) -> Receipt:
        """What was put out since that number, as a receipt."""
        states = {410: "gone", 404: "removed"}
        written = tuple(
            Out(o.site, o.path, states.get(o.status, "rewritten" if o.before else "new"), o.before, o.digest, 0.0)
            for o in (r.output for r in self._room.ledger.outputs(after=outputs))
        )
        return Receipt("", "", 0, 0.0, written, 0.0, (), self._behind(self._room.ledger.tail()))

    # What is no verb on a story

    def _apply(self, step: Step) -> Came:
        if files := step.options.get("files"):
            rooms.lay(self._scenario.folder / str(files), self._room.folder)
        return Came(self._through(lambda: self._room.apply(str(step.options.get("by") or NOBODY))))

    def _reread(self, step: Step) -> Came:
        before = self._room.ledger.output_tail()
        given = step.options.get("entries")
        only = frozenset(given) if isinstance(given, tuple) else frozenset[int]()
        if story := self._sight.story(str(step.options.get("story", ""))):
            only |= {m.delivery for m in story.marks}
        results = tuple(self._room.reread(NOBODY, only))
        self._follow()
        return Came(self._since(before), results)

    def _rebuild(self, step: Step) -> Came:  # noqa: ARG002 - called as all of these are
        before = self._room.ledger.output_tail()
        self._room.rebuild()
        return Came(self._since(before))

    def _sleep(self, step: Step) -> Came:
        self._asleep = True
        return Came(_receipt(step.do, ()))

    def _wake(self, step: Step) -> Came:  # noqa: ARG002 - called as all of these are
        before = self._room.ledger.output_tail()
        self._asleep = False
        self._follow()
        return Came(self._since(before))


def _receipt(verb: str, outputs: tuple[Out, ...]) -> Receipt:
    return Receipt(verb, "", 0, 0.0, outputs, 0.0)
