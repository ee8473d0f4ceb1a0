"""`dateline run` as processes: one that makes pages, and those that give them out."""

import os
import re
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest
from tests.app.running import Server, asked, free_port, serving, soon
from tests.daemon.conftest import Item

from dateline.app import Newsroom
from dateline.news.wire import Delivery
from dateline.verbs.kill import kill
from dateline.verbs.publish import publish

SITE = "example.localhost"


@pytest.fixture
def room(folder: Path, item: Item) -> Iterator[Newsroom]:
    """A newsroom in force whose site shows three stories."""
    room = Newsroom(folder)
    room.apply("ada")
    for number in "123":
        (came,) = room.ingest([Delivery("qui", "hand", f"{number}.json", item(number), room.clock.now())], "ada")
        room.done(lambda id=came.items[0].story: publish(id, sites=("example",), by="ada", ledger=room.ledger))  # type: ignore[misc]
    yield room
    room.close()


def stories(room: Newsroom) -> dict[str, str]:
    """The ids of all stories, each with its page's path."""
    return {a.stories[0]: a.placements[0].path for a in room.ledger.articles()}


def readers(server: Server) -> list[int]:
    """The processes that give out pages."""
    lists = Path(f"/proc/{server.running.pid}/task").glob("*/children")
    return [int(n) for file in lists for n in file.read_text().split()]


def runs(process: int) -> bool:
    """Whether a process is there, and not only its status for who waits for it."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


@contextmanager
def links(server: Server, many: int = 1) -> Iterator[list[HTTPConnection]]:
    """Connections that stay open while the block lasts."""
    with ExitStack() as open:
        yield [open.enter_context(closing(server.link())) for _ in range(many)]


@pytest.mark.parametrize("count", [1, 2])
def test_after_a_kill_no_process_gives_out_a_page_that_it_has_at_hand(room: Newsroom, count: int) -> None:
    """
    Every process has the page in memory, and its readers hold connections to it. From the moment the kill's entry is
    durable each of them hears that it is gone, whoever killed it, and no reader's copy is confirmed.
    """
    with (
        serving("run", "--newsroom", room.folder, "--readers", count, port=free_port()) as server,
        links(server, 12) as lines,
    ):
        marks = {}
        for id, path in stories(room).items():
            for line in lines * 2:
                page = asked(line, path, Host=SITE)
                assert page.status == 200
                marks[id] = page.headers["etag"]
        assert len(readers(server)) == count
        for id, path in stories(room).items():
            kill(id, reason="it must go", by="ada", ledger=room.ledger)
            for line in lines:
                assert asked(line, path, Host=SITE, If_None_Match=marks[id]).status == 410
                assert path not in asked(line, "/", Host=SITE).text


def test_a_list_that_holds_a_killed_story_is_not_given_out_from_memory(room: Newsroom) -> None:
    """
    It asks for patience until it is made anew; then it is given out without the story.
    """
    with serving("run", "--newsroom", room.folder, port=free_port()) as server, links(server) as (line,):
        id, path = next(iter(stories(room).items()))
        assert path in asked(line, "/", Host=SITE).text
        kill(id, reason="it must go", by="ada", ledger=room.ledger)
        front = asked(line, "/", Host=SITE)
        assert front.status in (200, 503) and path not in front.text
        soon(lambda: asked(line, "/", Host=SITE).status == 200, "the front is not made anew")
        assert path not in asked(line, "/", Host=SITE).text


def test_a_process_that_dies_is_replaced_and_nobody_is_turned_away(room: Newsroom) -> None:
    """
    The port is the newsroom's: who asks meanwhile waits for a moment. What happened stands in the log.
    """
    path = next(iter(stories(room).values()))
    with serving("run", "--newsroom", room.folder, port=free_port()) as server:
        assert server.ask(path, Host=SITE).status == 200
        (before,) = readers(server)
        time.sleep(1.1)
        os.kill(before, signal.SIGKILL)
        assert server.ask(path, Host=SITE).status == 200
        (after,) = readers(server)
        assert after != before and not runs(before)
        os.kill(after, signal.SIGTERM)
        soon(lambda: readers(server) not in ([], [after]), "none is begun again")
        assert server.ask(path, Host=SITE).status == 200
        status, said, _ = server.interrupt()
    assert status == 0 and "Traceback" not in said
    assert f"readers: process {before} was ended by SIGKILL; another one is begun" in said
    assert f"readers: process {after} ended with status 0; another one is begun" in said


def test_no_process_outlives_the_newsroom(room: Newsroom) -> None:
    """
    Who follows the ledger is gone: pages that nobody takes back any more must not be given out, and the port is free
    for the next one.
    """
    with (
        serving("run", "--newsroom", room.folder, "--readers", 2, port=free_port()) as server,
        links(server) as (line,),
    ):
        assert asked(line, "/", Host=SITE).status == 200
        both = readers(server)
        assert len(both) == 2
        server.running.kill()
        server.running.wait()
        soon(lambda: not any(map(runs, both)), "they go on")
        socket.create_server(("127.0.0.1", server.port)).close()


def test_what_is_made_for_each_reader_is_asked_of_the_newsroom(room: Newsroom) -> None:
    """
    A search, at the site's host and below its name, while pages come from the process that is asked; an address that
    is nobody's, and one that can only be read.
    """
    with serving("run", "--newsroom", room.folder, port=free_port()) as server:
        soon(lambda: "item 2" in server.ask("/search?q=ferry", Host=SITE).text, "nothing is found")
        assert "item 2" in server.ask("/~example/search?q=ferry").text
        assert server.ask("/search", Host="nobody.localhost").status == 404
        assert server.ask("/api/items.json", Host=SITE).status == 404
        assert server.ask("/pictures/" + "0" * 64 + "-640.avif", Host=SITE).status == 404
        refused = server.ask("/", "POST", b"x" * 100_000, Host=SITE)
        assert (refused.status, refused.headers["allow"]) == (405, "GET, HEAD")


def test_what_is_put_in_force_while_it_runs_is_served_by_all(room: Newsroom) -> None:
    """
    A site that `dateline apply` adds is there without a new start.
    """
    with serving("run", "--newsroom", room.folder, port=free_port()) as server:
        assert server.ask("/about", Host="second.localhost").status == 404
        text = (room.folder / "sites" / "example.toml").read_text()
        host = re.search(r'^host = "(.+)"', text, re.M)
        assert host is not None
        (room.folder / "sites" / "second.toml").write_text(text.replace(host[1], "www.second.example"))
        room.apply("ada")
        soon(lambda: server.ask("/about", Host="second.localhost").status == 200, "it is not served")
