"""The front of a reader process: pages at once, all else to the newsroom, and nothing where it cannot tell."""

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from tests.sites.newsroom import Newsroom, ask, item

from dateline.doors.addresses import made_anew
from dateline.news.errors import LedgerError, NotAllowed
from dateline.news.rights import Bar
from dateline.readers.front import Front, Kept, NotMade
from dateline.readers.gate import Gate
from dateline.sites.http import Request, Response
from dateline.sites.serve import SiteServer
from dateline.sites.store import PageStore

HOST = "www.tideline.example"


def sent(newsroom: Newsroom, name: str) -> str:
    """A story that stands on the Tideline."""
    story = newsroom.send("pel", item(f"q:{name}", headline=f"The {name} quay", body=[f"It is {name}."]))
    newsroom.publish(story)
    return story


@pytest.fixture
def story(newsroom: Newsroom) -> str:
    story = sent(newsroom, "oaken")
    newsroom.follow()
    newsroom.tick(minutes=1)
    return story


@pytest.fixture
def front(newsroom: Newsroom, story: str) -> Iterator[Front]:  # noqa: ARG001 - the story comes first
    with closing(Front(newsroom.folder, newsroom.clock)) as front:
        yield front


def get(front: Front, path: str, host: str = HOST, method: str = "GET", **headers: str) -> Response | None:
    return front.answer(Request(method, host, path, "", {k.replace("_", "-"): v for k, v in headers.items()}))


def status(front: Front, path: str, **more: str) -> int | None:
    response = get(front, path, **more)
    return response.status if response else None


def test_pages_are_given_out_at_once_and_all_else_is_asked(newsroom: Newsroom, front: Front, story: str) -> None:
    """
    Pages, copies that are still right, other words of an address, and what is not there come from the store. What is
    made for each reader, what changes something, and hosts that are no site's are the newsroom's.
    """
    path = newsroom.path(story)
    page = get(front, path)
    assert page is not None and page.status == 200 and b"oaken" in page.body
    assert status(front, path, if_none_match=dict(page.headers)["etag"]) == 304
    assert status(front, f"/2020/01/16/other-{story.partition('-')[2]}") == 301
    assert status(front, "/nothing") == 404
    assert status(front, f"/~tide{path}", host="127.0.0.1") == 200
    for asked in ("/search", "/river/", "/api/items.json", "/api/items/art-1.json", "/~tide/search"):
        assert get(front, asked) is None, asked
    assert get(front, path, method="POST") is None
    assert get(front, path, host="nobody.example") is None


@pytest.mark.parametrize(
    "trouble", [LedgerError("it is gone"), sqlite3.OperationalError("disk I/O error"), OSError(5, "I/O")]
)
@pytest.mark.parametrize("where", ["stamp", "changes", "bars", "standing"])
def test_where_nobody_can_tell_no_page_is_given_out(
    newsroom: Newsroom, front: Front, story: str, trouble: Exception, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    A page that is at hand is no answer where the ledger cannot be asked whether it may be shown: 503, also for who has
    a copy; and as soon as it can be asked again, what it says.
    """
    path = newsroom.path(story)
    before = get(front, path)
    assert before is not None and before.status == 200

    def refuse(*_: object) -> None:
        raise trouble

    newsroom.kill(story)
    with monkeypatch.context() as patch:
        patch.setattr(front._ledger, where, refuse)
        for server in front._servers.values():
            patch.setattr(server._gate, where, refuse, raising=False)
        for _ in range(2):
            answer = get(front, path, if_none_match=dict(before.headers)["etag"])
            assert answer is not None and (answer.status, dict(answer.headers)["retry-after"]) == (503, "1")
            assert b"oaken" not in answer.body
    assert status(front, path) == 410


def test_a_rendition_is_given_out_where_it_lies_and_made_where_the_newsroom_is(tmp_path: Path) -> None:
    """
    What was asked for once lies on disk, where the library puts it; what does not is not made here.
    """
    digest = "ab" * 32
    place = tmp_path / digest[:2] / digest[2:]
    place.mkdir(parents=True)
    (place / "3x2-640.avif").write_bytes(b"picture")
    kept = Kept(tmp_path)
    assert kept.rendition(f"{digest}-3x2-640.avif") == b"picture" and kept.knows(digest)
    with pytest.raises(NotMade):
        kept.rendition(f"{digest}-640.avif")
    assert not kept.knows("cd" * 32)


@pytest.mark.parametrize("path", ["/", "/searching", "/rivers/", "/api", "/2020/01/16/search", "/~tide", "/~tide/"])
def test_pages_addresses_are_no_doors(path: str) -> None:
    """
    What begins like a door's address is a page's all the same.
    """
    assert not made_anew(path)


def test_what_happens_to_others_closes_no_page_and_asks_the_ledger_nothing(
    newsroom: Newsroom, story: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    While stories come in by the minute, pages that they do not touch are given out without a look at the ledger for
    each.
    """
    gate = Gate(newsroom.ledger, newsroom.clock)
    server = SiteServer("tide", newsroom.folder / "sites" / "tide", gate, newsroom.clock.now, newsroom.pictures)
    asked: list[tuple[str, ...]] = []
    bars = gate.bars

    def counted(parts: Iterable[str]) -> dict[str, Bar]:
        asked.append(tuple(parts))
        return bars(asked[-1])

    monkeypatch.setattr(gate, "bars", counted)
    path = newsroom.path(story)
    assert ask(server, path).status == 200
    first = len(asked)
    for name in ("one", "two", "three"):
        newsroom.send("pel", item(f"q:{name}", headline=f"Elsewhere {name}", body=[f"Something {name} else."]))
        assert ask(server, path).status == 200
    assert len(asked) == first > 0
    newsroom.withdraw(story)
    assert ask(server, path).status == 410 and len(asked) > first


def test_a_state_that_is_made_anew_is_asked_anew(newsroom: Newsroom, story: str) -> None:
    """
    `check --rebuild` has no entry; what it mended is heeded all the same.
    """
    gate = Gate(newsroom.ledger, newsroom.clock)
    assert gate.changed() is None
    assert gate.changed() == frozenset()
    newsroom.hold(story)
    assert story in (gate.changed() or ())
    newsroom.ledger.rebuild()
    assert gate.changed() is None
    assert gate.changed() == frozenset()


DEEDS: tuple[Callable[[Newsroom, str, Random], object], ...] = (
    lambda room, story, _: room.withdraw(story),
    lambda room, story, _: room.publish(story),
    lambda room, story, chance: room.hold(story, room.clock.now().replace(microsecond=chance.randrange(10**6))),
    lambda room, story, _: room.hold(story),
    lambda room, story, _: room.release(story),
    lambda room, story, _: room.kill(story),
    lambda room, _, chance: sent(room, f"n{chance.randrange(10**9)}"),
    lambda room, _, chance: room.tick(seconds=chance.choice((0.3, 70, 3600 * 24 * 3))),
    lambda room, _, __: room.follow(),
    lambda room, _, __: room.ledger.rebuild(),
)


@pytest.fixture
def servers(newsroom: Newsroom) -> Iterator[Callable[[], SiteServer]]:
    made: list[SiteServer] = []

    def make() -> SiteServer:
        made.append(newsroom.server())
        return made[-1]

    yield make
    for server in made:
        server.close()


@pytest.mark.parametrize("seed", range(6))
def test_a_server_that_remembers_answers_as_one_that_has_just_begun(
    newsroom: Newsroom, servers: Callable[[], SiteServer], seed: int
) -> None:
    """
    Whatever is done to stories, in whatever order: what a server keeps at hand, and what the gate said before, changes
    no answer.
    """
    chance = Random(seed)
    stories = [sent(newsroom, name) for name in ("oaken", "stone", "floating")]
    newsroom.follow()
    old = servers()
    for _ in range(25):
        deed = chance.choice(DEEDS)
        _allowed(deed, newsroom, chance.choice(stories), chance)
        fresh = servers()
        for path in ("/", "/feed.xml", "/ports/", "/about", *map(newsroom.path, stories)):
            asked, told = ask(old, path), ask(fresh, path)
            assert (asked.status, asked.body, asked.headers) == (told.status, told.body, told.headers), path
        fresh.close()


def _allowed(deed: Callable[[Newsroom, str, Random], object], newsroom: Newsroom, story: str, chance: Random) -> None:
    try:
        deed(newsroom, story, chance)
    except NotAllowed:
        return


def test_a_publish_takes_from_memory_what_it_changes_and_nothing_else(
    newsroom: Newsroom, story: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    While stories are published by the minute, a page that stays the same is not read from disk again; one that changes
    is, and a generation that is made anew is read from the beginning.
    """
    server = newsroom.server()
    read: list[str] = []
    served = PageStore.served
    monkeypatch.setattr(PageStore, "served", lambda store, path: served(store, read.append(path) or path))  # type: ignore[func-returns-value]
    paths = ("/about", "/", newsroom.path(story))
    for path in paths:
        ask(server, path)
    sent(newsroom, "newest")
    newsroom.follow()
    read.clear()
    assert b"newest" in ask(server, "/").body and ask(server, "/about").status == 200
    assert read == ["/"]
    newsroom.sites["tide"].rebuild(newsroom.clock.now())
    read.clear()
    time.sleep(0.002)
    assert [ask(server, path).status for path in paths] == [200] * 3 and read == list(paths)
