"""What happens in a newsroom while somebody pulls the plug, and what it acknowledged before."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import msgspec
from msgspec import Struct
from tests.sites.newsroom import HOUSE, START, item

from dateline import clock
from dateline.app import Newsroom
from dateline.clock import SetClock
from dateline.ledger import schema
from dateline.ledger.session import Upsert
from dateline.news import ids
from dateline.news.wire import Delivery
from dateline.verbs.apply import apply
from dateline.verbs.common import Decided
from dateline.verbs.edit import Draft, correct, edit
from dateline.verbs.erase import erase
from dateline.verbs.hold import hold, release
from dateline.verbs.kill import kill, withdraw
from dateline.verbs.pin import pin
from dateline.verbs.publish import publish
from dateline.verbs.take import take

SITES = ("tide", "mill")
BY = "ada"
#: Bytes of a delivery that are kept in a file of their own.
LARGE = 1 << 20


class Act(Struct, frozen=True):
    """One thing that is done; the same one never happens twice."""

    #: A verb, or ``ingest``, ``apply``, ``clock``, ``follow``, ``rebuild``, ``export``.
    verb: str
    #: The text it is done to, or the site.
    to: str = ""

    @property
    def entered(self) -> bool:
        """Whether it ends as an entry."""
        return self.verb not in ("apply", "clock", "follow", "rebuild", "export")


class Acknowledged(Struct, frozen=True):
    """An act of which somebody was told that it was done, and in which entry; 0 for those without one."""

    act: Act
    entry: int = 0


class Acts:
    """
    What was begun and what was acknowledged, in a file that outlives the process.

    Args:
        file: A line an event.
    """

    def __init__(self, file: Path) -> None:
        self.file = file

    def note(self, line: Act | Acknowledged) -> None:
        """Write a line at once; what a process has written stays when it is killed."""
        kind = "begun" if isinstance(line, Act) else "done"
        with self.file.open("ab", buffering=0) as file:
            file.write(kind.encode() + b" " + msgspec.json.encode(line) + b"\n")

    def begun(self) -> list[Act]:
        """All that was begun, in order."""
        return [msgspec.json.decode(rest, type=Act) for rest in self._lines(b"begun")]

    def done(self) -> list[Acknowledged]:
        """All that was acknowledged, in order."""
        return [msgspec.json.decode(rest, type=Acknowledged) for rest in self._lines(b"done")]

    def open_ended(self) -> Act | None:
        """The act in which the process died, if it did."""
        begun, done = self.begun(), {a.act for a in self.done()}
        return begun[-1] if begun and begun[-1] not in done else None

    def _lines(self, kind: bytes) -> Iterator[bytes]:
        lines = self.file.read_bytes().splitlines() if self.file.exists() else []
        return (rest for line in lines for found, _, rest in [line.partition(b" ")] if found == kind)


# The texts

_WORDS = (
    "anchor barge bell boom buoy cable chart crane creek deck dock ferry fog gull hull keel lamp lock mast mill"
    " net oar pilot plank quay raft reef rope sail shoal silt sluice storm tar tide weir winch"
)
_SENDERS = {"a": "pel", "b": "brk", "c": "own"}


def sender(key: str) -> str:
    """Who sends a text: its key's last letter says."""
    return _SENDERS[key[-1]]


def marker(key: str) -> str:
    """A word that stands in this text and nowhere else."""
    return f"zq{key}x"


def story_id(key: str) -> str:
    """Its story's id."""
    return ids.story_id(sender(key), f"item:urn:x:{key}")


def document(key: str, number: int, *, large: bool = False) -> bytes:
    """A version of it as a source sends it; no text is nearly another one's."""
    word, dice = marker(key), Random(key)
    body = [f"The {word} {' '.join(dice.choices(_WORDS.split(), k=20))}, text {number}.", f"Nobody at {word} said why."]
    padding: dict[str, Any] = {"padding": dice.randbytes(LARGE).hex()} if large else {}
    sent = item(
        f"urn:x:{key}", headline=f"Lock {word} shuts", standfirst=f"It was {word}.", body=body, number=number,
        issued=START + timedelta(minutes=number), **padding,
    )  # fmt: skip
    return json.dumps(sent).encode()


# A newsroom, and what is done in it


def opened(folder: Path, moment: datetime) -> Newsroom:
    """The newsroom of a folder, as a process that starts opens it."""
    return Newsroom(folder, SetClock(moment))


@contextmanager
def at_work(folder: Path, moment: datetime) -> Iterator[Newsroom]:
    """The newsroom, for as long as the block lasts."""
    with closing(opened(folder, moment)) as room:
        yield room


def furnish(folder: Path, moment: datetime) -> None:
    """Make a newsroom of a folder: two sites, five sources."""
    with at_work(folder, moment) as room:
        apply(HOUSE, {}, by=BY, ledger=room.ledger)
        room.follow()


#: How the tables differ by which the schema before ours was laid out.
_OLDER = (
    "DROP TABLE bars",
    "DROP TABLE clues",
    "DROP TABLE rebuilds",
    "CREATE TABLE tombstones (part TEXT PRIMARY KEY, entry BIGINT NOT NULL, why TEXT NOT NULL)",
)
_SCHEMA = Upsert(schema.settings)


def age(folder: Path, moment: datetime) -> None:
    """Make a newsroom's ledger one of an older program's."""
    with at_work(folder, moment) as room, room.ledger.database.writing() as session:
        for command in _OLDER:
            session.command(command)
        session.many(_SCHEMA, [("schema", b"1")])


def perform(act: Act, room: Newsroom, out: Path) -> int:
    """Do it; its entry."""
    if act.verb == "ingest":
        return _ingest(act.to, room)
    if act.verb == "follow":
        troubles = [s.trouble for s in room.follow() if s.trouble]
        assert not troubles, troubles
    elif act.verb == "apply":
        apply(HOUSE, {}, by=BY, ledger=room.ledger)
    elif act.verb == "clock":
        clock.start_clock(room.data, START + timedelta(hours=int(act.to)))
    elif act.verb == "rebuild":
        room.rebuild(act.to or None)
    elif act.verb == "export":
        room.export(act.to, out)
    else:
        return verb(act.verb, act.to, room).entry
    return 0


def _ingest(to: str, room: Newsroom) -> int:
    key, _, number = to.partition("/")
    data = document(key, int(number), large=number == "9")
    delivery = Delivery(sender(key), "hand", f"{key}-{number}.json", data, room.clock.now())
    return next(iter(room.ingest([delivery], BY))).entry


def verb(name: str, key: str, room: Newsroom) -> Decided:
    """Do what a person at the desk does."""
    id, ledger = story_id(key), room.ledger
    match name:
        case "publish":
            return publish(id, sites=SITES, by=BY, ledger=ledger)
        case "take":
            return take(id, by=BY, ledger=ledger)
        case "pin":
            return pin(id, site="tide", by=BY, ledger=ledger)
        case "edit":
            return edit(id, Draft(standfirst=f"We looked at {marker(key)}."), by=BY, ledger=ledger)
        case "correct":
            draft = Draft(headline=f"Lock {marker(key)} opens")
            return correct(id, draft, wrong="shut", right="open", by=BY, ledger=ledger)
        case _:
            deeds = {"kill": kill, "withdraw": withdraw, "hold": hold, "release": release, "erase": erase}
            return deeds[name](id, reason="it must go", by=BY, ledger=ledger)


def play(acts: list[Act], room: Newsroom, out: Path, told: Acts) -> None:
    """Do one act after another, and acknowledge each once it is done."""
    for act in acts:
        told.note(act)
        told.note(Acknowledged(act, perform(act, room, out)))


# Days at the desk


def day(place: str, round: int) -> list[Act]:
    """What happens in one round, with the texts of that round and of the one before."""
    a, b, c = (f"{round}{letter}" for letter in "abc")
    desk = [
        Act("ingest", f"{a}/1"), Act("publish", a), Act("ingest", f"{b}/1"), Act("take", b), Act("publish", b),
        Act("ingest", f"{c}/1"), Act("take", c), Act("publish", c),
    ]  # fmt: skip
    follow = Act("follow", f"{round}-1")
    if place in ("append", "commit"):
        more = [Act("ingest", f"{a}/2"), Act("edit", c), Act("correct", c), Act("pin", c), Act("hold", b), follow]
        return [*desk, *more, Act("withdraw", c), Act("kill", a), Act("release", b)]
    if place in ("page write", "page commit"):
        return [*desk, follow, Act("hold", b), Act("kill", a), Act("correct", c), Act("follow", f"{round}-2")]
    if place == "rebuild":
        return [*desk, follow, Act("kill", a), Act("rebuild", "tide")]
    if place == "export":
        first = [follow, Act("export", "tide")]
        return [*desk, *first, Act("kill", a), Act("withdraw", b), Act("follow", f"{round}-2"), Act("export", "mill")]
    if place == "erase":
        sent = [Act("ingest", f"{a}/9"), Act("ingest", f"{b}/1"), Act("publish", b), follow, Act("kill", b)]
        return [*sent, Act("erase", a), Act("erase", b)]
    if place == "clock":
        return [Act("clock", f"{round}{n}") for n in range(4)]
    if place == "first start":
        return [Act("apply"), follow]
    return [Act("ingest", f"{a}/1"), Act("publish", a)]
