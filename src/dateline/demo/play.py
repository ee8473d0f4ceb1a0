"""Plays the demonstration's days: makes the newsroom, takes its wires in, and does what its desk did."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import msgspec
from msgspec import Struct

from dateline.app import Newsroom
from dateline.clock import SetClock, start_clock
from dateline.demo.script import Act, Script, script
from dateline.news.blocks import Block
from dateline.news.errors import NotAllowed
from dateline.news.wire import Delivery
from dateline.news.wording import typed
from dateline.verbs.edit import Draft, correct, edit
from dateline.verbs.ingest import Ingested
from dateline.verbs.kill import withdraw
from dateline.verbs.publish import publish
from dateline.verbs.take import take

#: A folder with this file was made by the demonstration, which may make it anew.
MARK = ".dateline-demo"


class Planted(Struct, frozen=True):
    """An item that was planted among the wires, and what became of it."""

    label: str
    file: str
    #: Empty where no story came of it.
    story: str
    outcome: str
    #: Why, where it is quarantined.
    problem: str = ""


class Played(Struct, frozen=True):
    """What the demonstration's days came to."""

    deliveries: int
    #: Outcome → items.
    outcomes: dict[str, int]
    #: Site → articles published.
    published: dict[str, int]
    planted: tuple[Planted, ...]
    #: What a step did not come to, though the script says so; empty when all is well.
    surprises: tuple[str, ...]


def make(folder: Path, port: int) -> None:
    """
    Write the demonstration's newsroom folder; one that it made before is made anew.

    Raises:
        NotAllowed: If there is something else in the folder.
    """
    if folder.exists() and not folder.is_dir():
        raise NotAllowed("demo", f"{folder} is a file; name a folder: --dir DIR")
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARK).exists():
            raise NotAllowed("demo", f"{folder} holds something else; name a new folder: --dir DIR")
        shutil.rmtree(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MARK).write_text("Made by `dateline demo`, which may delete it and make it anew.\n")
        _copy(files("dateline.demo") / "newsroom", folder)
        (folder / "inbox").mkdir()
    except OSError as e:
        raise NotAllowed("demo", f"{e.filename or folder}: {e.strerror}; name another folder: --dir DIR") from e
    for site in (folder / "sites").glob("*.toml"):
        at_home = f'host = "{site.stem}.localhost:{port}"'
        lines = (at_home if line.startswith("host = ") else line for line in site.read_text("utf-8").splitlines())
        site.write_text("\n".join(lines) + "\n", "utf-8")


def _copy(source: Traversable, target: Path) -> None:
    for entry in source.iterdir():
        if entry.is_dir():
            (target / entry.name).mkdir(exist_ok=True)
            _copy(entry, target / entry.name)
        elif entry.name.endswith((".toml", ".html", ".css")):
            (target / entry.name).write_bytes(entry.read_bytes())


def play(folder: Path, progress: Callable[[int, int, str], None]) -> Played:
    """
    Play all days up to the newsroom's start, and build the sites.

    Args:
        folder: As `make` wrote it.
        progress: Is told steps done, steps in all, and what is being done.
    """
    told = script()
    clock = SetClock(told.step[0].at)
    room = Newsroom(folder, clock)
    try:
        player = _Player(room, clock, told)
        room.apply("dateline")
        for number, act in enumerate(told.step):
            progress(number, len(told.step), f"{act.at:%b} {act.at.day}, {act.at:%H:%M}")
            player.act(act)
        start = room.house.clock or clock.now()
        clock.moment = start
        progress(len(told.step), len(told.step), "building the sites")
        room.follow()
        player.note(folder)
        start_clock(room.data, None)
        start_clock(room.data, start)
        return player.played()
    finally:
        room.close()


class _Player:
    def __init__(self, room: Newsroom, clock: SetClock, told: Script) -> None:
        self._room, self._clock, self._told = room, clock, told
        self._names: dict[str, str] = {}
        self._outcomes: Counter[str] = Counter()
        self._planted: list[Planted] = []
        self._surprises: list[str] = []
        self._deliveries = 0

    def act(self, act: Act) -> None:
        """Take one step at its moment."""
        self._clock.moment = act.at
        if act.do == "ingest":
            self._ingest(act)
            return
        id = self._names[act.story]
        ledger = self._room.ledger
        match act.do:
            case "take":
                take(id, by=act.by, ledger=ledger, sites=act.sites, note=act.note)
            case "edit":
                edit(id, self._draft(id, act), by=act.by, ledger=ledger, note=act.note)
            case "publish":
                publish(id, sites=act.sites, by=act.by, ledger=ledger, home=act.home, sections=act.sections)
            case "withdraw":
                withdraw(id, reason=act.reason or act.note, by=act.by, ledger=ledger)
            case "correct":
                correct(id, self._draft(id, act), wrong=act.wrong, right=act.right, by=act.by, ledger=ledger)

    def _ingest(self, act: Act) -> None:
        data = (files("dateline.demo") / "wires" / act.file).read_bytes()
        name = act.file.rpartition("/")[2]
        delivery = Delivery(act.source, "folder", name, data, self._clock.now())
        for result in self._room.ingest([delivery], "dateline"):
            self._deliveries += 1
            self._outcomes.update(i.outcome for i in result.items)
            self._remember(act, result)

    def _remember(self, act: Act, result: Ingested) -> None:
        labels = act.names or ((act.name,) if act.name else ())
        for label, item in zip(labels, result.items, strict=False):
            if item.story:
                self._names[label] = item.story
        came = {i.outcome for i in result.items}
        if act.expect and act.expect not in came:
            self._surprises.append(f"{act.file}: expected {act.expect}, came to {', '.join(sorted(came))}")
        if act.planted:
            story = next((i.story for i in result.items if i.story), self._names.get(act.name, ""))
            outcome = act.expect if act.expect in came else ", ".join(sorted(came))
            self._planted.append(Planted(act.planted, act.file, story, outcome, result.quarantined))

    def _draft(self, id: str, act: Act) -> Draft:
        ledger = self._room.ledger
        story = ledger.story(id)
        article = ledger.article(story.articles[0]) if story and story.articles else None
        blocks = article.wording.blocks if article else ()
        text = "\n\n".join((*_kept(blocks, act), *act.add))
        return Draft(headline=act.headline, standfirst=act.standfirst, text=text)

    def note(self, folder: Path) -> None:
        """Leave what the start page needs beside the newsroom's data."""
        (folder / "data" / "demo.json").write_bytes(msgspec.json.encode(Note(self._names, tuple(self._planted))))

    def played(self) -> Played:
        """What it all came to."""
        return Played(
            deliveries=self._deliveries,
            outcomes=dict(self._outcomes),
            published={f.code: f.store().catalog.count() for f in self._room.followers()},
            planted=tuple(self._planted),
            surprises=tuple(self._surprises),
        )


def _kept(blocks: tuple[Block, ...], act: Act) -> Iterator[str]:
    """The blocks as the step leaves them, typed; places count in the source's text."""
    ours = {r.block: r.text for r in act.replace}
    for block in blocks:
        place = block.source.block if block.source else -1
        if place in ours:
            yield ours[place]
        elif place not in act.cut:
            yield typed((block,)).strip()


class Note(Struct, frozen=True):
    """What `play` leaves for the start page."""

    #: Label in the script → story.
    names: dict[str, str]
    planted: tuple[Planted, ...]


def noted(folder: Path) -> Note:
    """What `play` left for the start page."""
    return msgspec.json.decode((folder / "data" / "demo.json").read_bytes(), type=Note)


def now_in_words(moment: datetime) -> str:
    """``January 30, 2020, 20:01:12 UTC``."""
    return f"{moment:%B} {moment.day}, {moment.year}, {moment:%H:%M:%S} UTC"
