"""The desk as it is served, and a browser that the owner has just been logged in with."""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec import Struct
from msgspec.structs import replace
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab
from tests.app.running import free_port, listens, soon
from tests.desk.sent import NOON, delivery

from dateline.app import Newsroom
from dateline.clock import SetClock
from dateline.desk import tables
from dateline.desk.accounts import Accounts
from dateline.desk.api.common import Desk
from dateline.desk.app import make
from dateline.desk.live import Live
from dateline.desk.needs import State
from dateline.desk.once import Once
from dateline.desk.pages import statics
from dateline.desk.people import Person
from dateline.ledger.contract import Change
from dateline.news.rights import Standing
from dateline.news.story import Article, Story
from dateline.serving import Serving
from dateline.setup.init import init

OWNER = Person(id="ada", name="Ada Ferry", role="owner")


class Served(Struct):
    """A desk, as a test works with it."""

    room: Newsroom
    desk: Desk
    port: int

    @property
    def address(self) -> str:
        """Of its page."""
        return f"http://127.0.0.1:{self.port}/"

    def sent(self, uri: str, headline: str, *paragraphs: str, version: int = 1) -> str:
        """A story that came in; its id."""
        (result,) = self.room.ingest([delivery(uri, headline, *paragraphs, version=version)], "dateline")
        return result.items[0].story

    def story(self, id: str) -> Story:
        """A story as it stands."""
        found = self.room.ledger.story(id)
        assert found is not None
        return found


class Crowd:
    """A ledger's state in which one story stands as often as is wanted, one a second into the past."""

    def __init__(self, state: State, like: str, count: int) -> None:
        self._state, self._like, self._count = state, like, count

    def story(self, id: str) -> Story | None:
        """The story as it stands; None if there is none."""
        return self._state.story(id)

    def article(self, id: str) -> Article | None:
        """The article as it stands; None if there is none."""
        return self._state.article(id)

    def standing(self) -> Standing:
        """What is in force."""
        return self._state.standing()

    def stories(self) -> Iterator[Story]:
        """All of them."""
        story = self._state.story(self._like)
        assert story is not None
        for number in range(1, self._count + 1):
            mark = replace(story.marks[0], received=NOON - timedelta(seconds=number))
            yield replace(story, id=f"by-hand-{number:08}", marks=(mark,))

    def changes(self, after: int) -> Change:
        """What entries after that number were about."""
        return self._state.changes(after)

    def tail(self) -> int:
        """The number of the last entry."""
        return self._state.tail()


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    """A newsroom with two sites, and a source by hand."""
    folder = tmp_path / "room"
    init(folder)
    first = (folder / "sites" / "example.toml").read_text()
    second = first.replace("The Example", "The Second").replace("example.localhost", "second.localhost")
    (folder / "sites" / "second.toml").write_text(second)
    with closing(Newsroom(folder, SetClock(NOON))) as room:
        room.apply("ada")
        room.follow()
        yield room


@contextmanager
def served_by(room: Newsroom, state: State) -> Iterator[Served]:
    """The desk of a newsroom, served, with its rows following *state*."""
    engine = tables.open_tables(room.data, None)
    accounts, live, ended = Accounts(engine), Live(state, room.clock.now), threading.Event()
    accounts.add(OWNER)
    live.step()
    defects: list[str] = []
    desk = Desk(room, live, accounts, Once(engine), defects.append, OWNER)
    port = free_port()
    serving = Serving(make(desk), ("127.0.0.1", port), defects.append)

    def follow() -> None:
        while not ended.is_set():
            live.step()
            room.ledger.wait(0.05)

    threads = [threading.Thread(target=work) for work in (follow, serving.run)]
    for thread in threads:
        thread.start()
    try:
        soon(lambda: listens(port), "the desk is not served")
        yield Served(room, desk, port)
    finally:
        ended.set()
        serving.stop()
        for thread in threads:
            thread.join(timeout=10)
        engine.dispose()
    # A page may get over an answer that ought never to have been given.
    assert defects == []


@pytest.fixture
def served(
    browser: Browser,  # noqa: ARG001 - nothing is served where nobody can look
    room: Newsroom,
) -> Iterator[Served]:
    """The desk of a small newsroom: three stories have come in."""
    with served_by(room, room.ledger) as served:
        for number, headline in enumerate(("Ferry runs again", "Bridge closed for a week", "Lamps on the pier"), 1):
            served.sent(
                f"item-{number}", headline, f"The {headline.lower()}, the harbour says.", "The elder is content."
            )
        soon(lambda: len(served.desk.live.rows()) == 3, "three stories are not in the list")
        yield served


@pytest.fixture
def complaints() -> list[str]:
    """What the browser had to complain about."""
    return []


@pytest.fixture
def tab(browser: Browser, complaints: list[str]) -> Iterator[Tab]:
    """A fresh tab, as wide as a desk's screen."""
    if not any(name.endswith(".js") for name in statics()):
        pytest.skip("the desk's scripts are not here: make desk bundles them")
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        tab = context.new_page()
        tab.set_default_timeout(10_000)
        tab.on("console", lambda message: complaints.append(message.text))
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        yield tab


@pytest.fixture
def desk(served: Served, tab: Tab, complaints: list[str]) -> Iterator[Tab]:
    """The desk, open, its list read; nothing may be complained of."""
    tab.goto(served.address + "login")
    tab.get_by_role("row", name="Ferry runs again").wait_for()
    yield tab
    # That a request was refused, or came to nothing, the browser notes by itself.
    assert [c for c in complaints if "Failed to load resource" not in c] == []
