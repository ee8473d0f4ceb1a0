"""`dateline run`: the newsroom as a process, its readers, its port, and its end."""

import socket
import sys
from pathlib import Path

import pytest
from tests.app.running import Server, Terminal, free_port, process, serving, soon
from tests.daemon.conftest import Item

from dateline.app import Newsroom
from dateline.news.wire import Delivery
from dateline.verbs.publish import publish


@pytest.fixture
def made(folder: Path, item: Item) -> tuple[Path, str]:
    """A newsroom in force, and the id of a story that stands on its site."""
    room = Newsroom(folder)
    room.apply("ada")
    (came,) = room.ingest([Delivery("qui", "hand", "item.json", item(), room.clock.now())], "ada")
    id = came.items[0].story
    room.done(lambda: publish(id, sites=("example",), by="ada", ledger=room.ledger))
    room.close()
    return folder, id


def test_a_newsroom_runs_from_start_to_interrupt(made: tuple[Path, str], item: Item) -> None:
    """
    It serves its site at its host and below ``/~example/``, takes in what comes, gives out nothing of a story from the
    moment another process has killed it, and ends at Ctrl-C: at once, with status 0 and no traceback.
    """
    folder, id = made
    with serving("run", "--newsroom", folder, port=free_port()) as server:
        assert "Ferry runs again" in server.ask("/", Host="example.localhost").text
        assert "Ferry runs again" in server.ask("/~example/").text
        assert server.ask("/~example").status == 301
        assert server.ask("/", Host="nobody.localhost").status == 404
        assert server.ask("/", "POST", b"x", Host="example.localhost").status == 405
        head = server.ask("/", "HEAD", Host="example.localhost")
        assert (head.status, head.body) == (200, b"")
        assert_killed_at_once(server, folder, id)
        (folder / "inbox" / "late.json").write_bytes(item("2"))
        soon(lambda: not (folder / "inbox" / "late.json").exists(), "nobody takes it in")
        status, said, seconds = server.interrupt()
    assert (status, "Traceback" in said) == (0, False), said
    assert seconds < 3
    assert "by-hand: late.json: new" in said
    assert f"Watching {folder / 'inbox'}" in said


def assert_killed_at_once(server: Server, folder: Path, id: str) -> None:
    """Kill the story in another process; no answer after that holds it."""
    shown = process("show", id, "--newsroom", folder, "--json").json
    path = next(o["path"] for o in shown["outputs"] if o["path"].endswith(id.partition("-")[2]))
    before = server.ask(path, Host="example.localhost")
    assert before.status == 200
    mark = before.headers["etag"]
    assert server.ask(path, Host="example.localhost", If_None_Match=mark).status == 304
    assert process("kill", id, "--reason", "test", "--newsroom", folder).status == 0
    after = server.ask(path, Host="example.localhost", If_None_Match=mark)
    assert after.status == 410
    for page in (after, server.ask("/", Host="example.localhost"), server.ask("/feed.xml", Host="example.localhost")):
        assert "Ferry" not in page.text


def test_a_port_that_is_taken_is_refused_at_once(
    made: tuple[Path, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    In words that name the port and the way out, before anything is said of serving.
    """
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = Terminal(monkeypatch, capsys)("run", "--newsroom", made[0], "--port", port)
    assert said.status == 2
    assert f"port {port} of 127.0.0.1 cannot be had" in said.err
    assert "--port" in said.err
    assert "serving" not in said.out


def test_a_change_that_is_not_in_force_is_told_at_the_start(made: tuple[Path, str]) -> None:
    """
    Who edited a file and forgot to apply it is told, and the newsroom runs on what is in force.
    """
    folder, _ = made
    (folder / "newsroom.toml").write_text('name = "Ferry Papers"\n')
    with serving("run", "--newsroom", folder, port=free_port()) as server:
        status, said, _ = server.interrupt()
    assert status == 0
    assert "dateline apply" in said


#: A handler that has troubles, served as the program serves.
TROUBLED = """
import sys
from pathlib import Path
from dateline.daemon import serve
from dateline.news.errors import LedgerError
from dateline.sites.http import Response

def answer(request):
    if request.path == "/trouble":
        raise LedgerError("the ledger cannot be used")
    if request.path == "/defect":
        raise KeyError("nobody thought of that")
    if request.path == "/nowhere":
        return None
    said = f"{request.method} {request.host} {request.path} {request.query} {request.body}"
    return Response(200, (("content-type", "text/plain"), ("x-was", request.headers.get("x-is", ""))), said.encode())

serve(Path(sys.argv[1]), lambda: answer, ("127.0.0.1", int(sys.argv[3])), print)
"""


def test_what_is_no_page_reaches_the_newsroom_whole_and_its_trouble_the_reader(
    made: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Method, host without port, path, query, headers and body; a ledger that cannot be used answers 503, and asks for
    patience, and a defect is told, instead of ending the server.
    """
    monkeypatch.setattr("tests.app.running.dateline", lambda *words: [sys.executable, "-c", TROUBLED, *map(str, words)])
    with serving(made[0] / "data", port=free_port()) as server:
        whole = server.ask("/a%20b?c=d", "POST", b"e", Host="USER@Desk.localhost:80", X_Is="f")
        assert whole.text == "POST desk.localhost /a b c=d b'e'"
        assert whole.headers["x-was"] == "f"
        trouble = server.ask("/trouble")
        assert (trouble.status, trouble.headers["retry-after"]) == (503, "1")
        assert "the ledger cannot be used" in trouble.text
        assert server.ask("/nowhere").status == 404
        assert server.ask("/defect").status == 500
        status, said, _ = server.interrupt()
    assert (status, said) == (0, "GET 127.0.0.1/defect: KeyError('nobody thought of that')\n")
