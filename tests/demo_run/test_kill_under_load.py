"""A kill while fifty readers are at all pages: nobody who asks afterwards gets a word of it."""

import html
import re
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from hashlib import sha256
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from threading import Event, Thread
from typing import Any, NamedTuple

import pytest
from msgspec import Struct
from tests.app.running import Answer, Server, asked, free_port, serving, soon

from dateline.app import Newsroom
from dateline.demo.play import noted
from dateline.verbs.common import Decided
from dateline.verbs.kill import kill
from dateline.verbs.receipt import Receipt

READERS = 50
#: So many words in a row are the story's, and not the language's.
RUN = 6
Runs = frozenset[tuple[str, ...]]


class Output(NamedTuple):
    """A page of a site."""

    site: str
    path: str


class Got(Struct, frozen=True):
    """One answer, when its request was sent, and when it had come."""

    sent: float
    came: float
    output: Output
    #: The mark that the request said it had; empty if none.
    had: str
    status: int
    mark: str
    retry_after: str
    #: SHA-256 of the unpacked body.
    body: str


class Crowd:
    """Readers who ask for all outputs in turn, each on a connection of its own, with and without compression."""

    def __init__(self, server: Server, outputs: list[Output]) -> None:
        self._server, self._outputs = server, outputs
        self._over = Event()
        self._got: list[list[Got]] = [[] for _ in range(READERS)]
        #: What each output was last marked with, for whoever asks next.
        self._marks: dict[Output, str] = {}
        self.bodies: dict[str, str] = {}
        self.failed: list[str] = []
        self._threads = [Thread(target=self._read, args=(n,)) for n in range(READERS)]

    def __enter__(self) -> "Crowd":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def got(self) -> Iterator[Got]:
        """Every answer so far."""
        return (one for reader in self._got for one in list(reader))

    def reads(self, rounds: int, until: float = 0.0) -> None:
        """Wait until each output was asked for so often again, on average, and that moment has come."""
        enough = sum(map(len, self._got)) + rounds * len(self._outputs)
        soon(
            lambda: sum(map(len, self._got)) > enough and time.monotonic() > until,
            f"the readers do not get on: {self.failed}",
        )

    def sees(self, outputs: frozenset[Output], since: float) -> None:
        """Wait until each of these outputs was asked for since that moment."""
        soon(lambda: outputs <= {got.output for got in self.got() if got.sent > since}, "the readers do not get on")

    def _read(self, number: int) -> None:
        link = self._server.link()
        try:
            for n in count(number * len(self._outputs) // READERS):
                if self._over.is_set():
                    return
                output = self._outputs[n % len(self._outputs)]
                got = self._one(link, output, self._marks.get(output, "") if n % 3 else "", packed=n % 2 == 0)
                self._marks[output] = got.mark or self._marks.get(output, "")
                self._got[number].append(got)
        except OSError as e:
            self.failed.append(f"reader {number}: {e!r}")
        finally:
            link.close()

    def _one(self, link: HTTPConnection, output: Output, had: str, *, packed: bool) -> Got:
        headers: Any = {"Host": f"{output.site}.localhost"}
        headers |= {"If_None_Match": had} if had else {}
        headers |= {"Accept_Encoding": "gzip, zstd"} if packed else {}
        sent = time.monotonic()
        answer = asked(link, output.path, **headers)
        return Got(
            sent,
            time.monotonic(),
            output,
            had,
            answer.status,
            answer.headers.get("etag", ""),
            answer.headers.get("retry-after", ""),
            self._kept(answer),
        )

    def _kept(self, answer: Answer) -> str:
        text = answer.text
        digest = sha256(text.encode()).hexdigest()
        self.bodies.setdefault(digest, text)
        return digest


def runs(texts: Iterable[str]) -> Runs:
    """All runs of words, of the length that tells a story from the language."""
    found: set[tuple[str, ...]] = set()
    for text in texts:
        words = re.findall(r"\w+", html.unescape(html.unescape(text)).lower())
        found.update(zip(*(words[n:] for n in range(RUN)), strict=False))
    return frozenset(found)


def holds(body: str, forbidden: Runs) -> bool:
    """Whether a page, its tags taken out or not, has a run of those words."""
    return bool(runs([body, re.sub(r"<[^>]*>", " ", html.unescape(body))]) & forbidden)


def words_of(room: Newsroom, id: str) -> list[str]:
    """The wire's text and our articles' wording of a story."""
    story = room.ledger.story(id)
    if story is None or story.text is None:
        return []
    articles = [a.wording for a in map(room.ledger.article, story.articles) if a]
    ours = [t for w in articles for t in (w.headline, w.standfirst, *(b.text for b in w.blocks))]
    return [story.headline, story.text.standfirst, *(b.text for b in story.text.body), *ours]


class Scene(NamedTuple):
    """The demonstration before the kill."""

    server: Server
    room: Newsroom
    lead: str
    outputs: list[Output]
    #: Where the lead's own pages are.
    own: frozenset[Output]
    #: The outputs that hold the lead.
    holding: frozenset[Output]
    forbidden: Runs


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    """The demonstration, served by a process of its own."""
    folder = tmp_path / "demo"
    with serving("demo", "--dir", folder, port=free_port()) as server:
        room = Newsroom(folder)
        lead = noted(folder).names["lead"]
        pages = {Output(f.code, p.path): p for f in room.followers() for p in f.store().pages()}
        holding = frozenset(o for o, p in pages.items() if lead in p.parts)
        own = frozenset(o for o in holding if o.path.removesuffix("/how").endswith(lead.partition("-")[2]))
        others = [t for s in room.ledger.stories() if s.id != lead for t in words_of(room, s.id)]
        shown = [o for o, p in pages.items() if p.status == 200 and not p.type.startswith("font/")]
        yield Scene(server, room, lead, shown, own, holding, runs(words_of(room, lead)) - runs(others))
        room.close()


def test_nobody_gets_a_word_of_it_after_the_kill(scene: Scene) -> None:
    """
    From the moment the verb has returned, and before any page was made anew: no body with six words in a row of the
    story, no "not modified" for a page that held it, 410 at its own addresses; lists may ask for a moment's patience,
    and need none a second later.
    """
    returned: list[float] = []

    def verb() -> Decided:
        decided = kill(scene.lead, reason="test", by="ada", ledger=scene.room.ledger)
        returned.append(time.monotonic())
        return decided

    with Crowd(scene.server, scene.outputs) as crowd:
        crowd.reads(6)
        receipt = scene.room.done(verb)
        crowd.reads(2, until=time.monotonic() + 1.0)
        last = time.monotonic()
        crowd.sees(frozenset(scene.outputs), since=last)
    after = judged(crowd, scene, returned[0])
    assert {got.status for got in after if got.sent > last} <= {200, 304, 410}
    assert_receipt(receipt, scene)


def test_the_gate_alone_is_enough(scene: Scene) -> None:
    """
    Also while nobody makes pages anew, for as long as that lasts: 410 at the story's own addresses, 503 for every list
    that still holds it, and everything else as before; then the followers catch up, and no list has it.
    """
    lists = scene.holding - scene.own
    with Crowd(scene.server, scene.outputs) as crowd:
        crowd.reads(6)
        with ExitStack() as leases:
            for follower in scene.room.followers():
                assert leases.enter_context(follower.lease(wait=True))
            kill(scene.lead, reason="test", by="ada", ledger=scene.room.ledger)
            returned = time.monotonic()
            crowd.sees(lists, since=returned)
            released = time.monotonic()
        crowd.reads(2, until=time.monotonic() + 1.0)
        last = time.monotonic()
        crowd.sees(frozenset(scene.outputs), since=last)
    after = judged(crowd, scene, returned)
    gated = [got for got in after if got.came < released]
    assert {got.output for got in gated} >= lists
    assert {got.status for got in gated if got.output in lists} == {503}
    assert {got.status for got in gated if got.output not in scene.holding} <= {200, 304}
    assert {got.status for got in after if got.sent > last} <= {200, 304, 410}


def judged(crowd: Crowd, scene: Scene, returned: float) -> list[Got]:
    """The answers to requests sent after the verb had *returned*, none of which has a word of the story."""
    assert crowd.failed == []
    bad = {digest for digest, body in crowd.bodies.items() if holds(body, scene.forbidden)}
    marks = {got.mark for got in crowd.got() if got.body in bad} - {""}
    assert_readers_saw_it([got for got in crowd.got() if got.sent < returned], scene, bad)
    after = [got for got in crowd.got() if got.sent > returned]
    assert {got.output for got in after} == set(scene.outputs)
    for got in after:
        assert got.body not in bad, got
        assert not (got.status == 304 and got.had in marks), got
        assert got.status in ({410} if got.output in scene.own else {200, 304, 503}), got
        assert got.retry_after or got.status != 503, got
    return after


def assert_readers_saw_it(before: list[Got], scene: Scene, bad: set[str]) -> None:
    """That the test can fail: until the kill, the readers did get the story, and were told that it had not changed."""
    assert len(scene.forbidden) > 100
    assert len(scene.own) == 4
    seen = {got.output for got in before if got.body in bad}
    assert scene.own <= seen
    assert {Output("bulwark", "/"), Output("bulwark", "/feed.xml"), Output("kilowatt", "/")} <= seen
    assert seen <= scene.holding
    assert any(got.status == 304 for got in before)


def assert_receipt(receipt: Receipt, scene: Scene) -> None:
    """That the receipt lists every output that held the story, and says how it went."""
    assert {Output(o.site, o.path) for o in receipt.outputs} >= scene.holding
    assert {Output(o.site, o.path) for o in receipt.outputs if o.state == "gone"} == scene.own
    assert not receipt.waiting
