"""Caches and hubs: who is told that addresses have changed."""

import hmac
import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from msgspec.structs import replace
from tests.send.conftest import TIDE, Server, Site, state, to

from dateline.news.house import Purge
from dateline.send import calls
from dateline.send.hub import Hub
from dateline.send.purge import Hook, Method
from dateline.send.sender import Sender

HOST = TIDE.host


def hook(server: Server, outboxes: Path, site: Site, path: str = "/purge", secret_env: str = "") -> Sender:
    """The sender of a cache that is told by POST; it has heard of all that was before."""
    return _heard(to(Hook(TIDE, Purge(url=server.url + path, secret_env=secret_env)), outboxes), site)


def method(server: Server, outboxes: Path, site: Site, path: str = "", secret_env: str = "") -> Sender:
    """The sender of a cache that knows the method PURGE."""
    purge = Purge(url=server.url + path, style="purge", secret_env=secret_env)
    return _heard(to(Method(TIDE, purge), outboxes), site)


def _heard(sender: Sender, site: Site) -> Sender:
    site.step(sender)
    return sender


def test_a_cache_is_told_of_all_addresses_at_once(server: Server, site: Site, outboxes: Path) -> None:
    """
    One call, however many pages a story is on; what is gone is named as such.
    """
    site.put("/b", b"b")
    sender = hook(server, outboxes, site)
    site.put("/", b"front")
    site.put("/a", b"a")
    site.gone("/b")
    assert site.step(sender).out == 0
    gone, changed = server.calls
    assert (gone.method, gone.path, gone.headers["content-type"]) == ("POST", "/purge", "application/json")
    assert json.loads(gone.body) == {
        "site": "tide",
        "urls": [f"https://{HOST}/b"],
        "paths": ["/b"],
        "gone": ["/b"],
        "output": 4,
    }
    assert json.loads(changed.body)["paths"] == ["/", "/a"]


def test_many_addresses_are_told_in_batches(server: Server, site: Site, outboxes: Path) -> None:
    """
    Caches limit how much they hear at once.
    """
    sender = hook(server, outboxes, site)
    for number in range(Hook.most + 1):
        site.put(f"/{number}", b"%d" % number)
    assert site.step(sender).out == 0
    assert [len(json.loads(c.body)["paths"]) for c in server.calls] == [Hook.most, 1]


def test_a_call_is_signed(server: Server, site: Site, outboxes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Whoever can empty a cache at will can bring a site down; only who knows the secret may.
    """
    monkeypatch.setenv("CACHE_SECRET", "low water")
    telling = hook(server, outboxes, site, secret_env="CACHE_SECRET")
    purging = method(server, outboxes, site, "/varnish", secret_env="CACHE_SECRET")
    site.put("/", b"front")
    site.step(telling)
    site.step(purging)
    said = (server.calls[0].body, f"PURGE https://{HOST}/".encode())
    for call, what in zip(server.calls, said, strict=True):
        signed = hmac.new(b"low water", what, "sha256").hexdigest()
        assert call.headers["x-dateline-signature"] == f"sha256={signed}"


def test_without_its_secret_no_call_is_made(server: Server, site: Site, outboxes: Path) -> None:
    """
    An unsigned call would be refused, and look like an attack.
    """
    sender = hook(server, outboxes, site, secret_env="CACHE_SECRET")
    site.put("/", b"front")
    sent = site.step(sender)
    assert "CACHE_SECRET is not set" in sent.problem
    assert (server.calls, sent.out) == ([], 1)


def test_a_cache_may_be_sent_purge_for_each_address(server: Server, site: Site, outboxes: Path) -> None:
    """
    As Varnish and nginx know it: the page's own path, and the site's host; what it does not have need not be purged.
    """
    sender = method(server, outboxes, site, "/cache/")
    site.put("/", b"front")
    site.put("/2020/01/16/", b"day")
    server.answers = [(200, {}), (404, {})]
    assert site.step(sender).out == 0
    told = [(c.method, c.path, c.headers["host"]) for c in server.calls]
    assert told == [("PURGE", "/cache/", HOST), ("PURGE", "/cache/2020/01/16/", HOST)]


@pytest.mark.parametrize(
    ("status", "headers", "words", "wait"),
    [
        (429, {"Retry-After": "7"}, "429", 7),
        (503, {"Retry-After": "junk"}, "503", 1),
        (500, {}, "tried again later", 1),
        (403, {}, "refuses us", 1),
        (404, {}, "check the address", 1),
        (302, {"Location": "/elsewhere"}, "sends us on to /elsewhere", 1),
    ],
)
def test_a_cache_that_does_not_answer_well_is_told_again(
    status: int, headers: dict[str, str], words: str, wait: int, server: Server, site: Site, outboxes: Path
) -> None:
    """
    It is asked again when it says, or by and by; the receipt has its answer.
    """
    sender = hook(server, outboxes, site)
    site.put("/", b"front")
    server.answers = [(status, headers)]
    sent = site.step(sender)
    assert words in sent.problem and sent.out == 1
    assert sent.next_due is not None
    assert round((sent.next_due - site.moment).total_seconds()) == wait
    site.moment = sent.next_due
    assert site.step(sender).out == 0
    assert len(server.calls) == 2
    assert server.calls[0].headers["idempotency-key"] == server.calls[1].headers["idempotency-key"]


def test_a_cache_that_refuses_one_address_is_left_alone(server: Server, site: Site, outboxes: Path) -> None:
    """
    The others of that step are told when it is asked again.
    """
    sender = method(server, outboxes, site)
    site.put("/a", b"a")
    site.put("/b", b"b")
    server.answers = [(200, {}), (500, {})]
    sent = site.step(sender)
    assert ([d.path for d in sent.delivered], sent.out) == (["/a"], 1)
    assert "500" in sent.problem
    site.passes(2)
    assert site.step(sender).out == 0
    assert [c.path for c in server.calls] == ["/a", "/b", "/b"]


def test_an_address_that_a_cache_cannot_read_holds_up_no_other(server: Server, site: Site, outboxes: Path) -> None:
    """
    It would refuse that one for ever; a kill behind it must not wait as long.
    """
    sender = method(server, outboxes, site)
    site.put("/a", b"a")
    site.put("/b", b"b")
    server.answers = [(400, {}), (200, {})]
    sent = site.step(sender)
    assert ([d.path for d in sent.delivered], sent.out, sent.problem) == (["/b"], 1, "")
    assert "400" in state(sender, "/a").problem


def test_a_hub_hears_nothing_of_pictures(server: Server, site: Site, outboxes: Path) -> None:
    """
    One leaves a feed: that is a change of the feed, and nothing else is to be fetched.
    """
    site.put("/feed.xml", b"one", pictures=("/pictures/aa-640.jpg",))
    sender = _heard(to(Hub(replace(TIDE, hub=f"{server.url}/hub")), outboxes), site)
    site.put("/feed.xml", b"two")
    assert site.step(sender).out == 0
    assert [parse_qs(c.body.decode())["hub.url"] for c in server.calls] == [[f"https://{HOST}/feed.xml"]]


def test_a_feed_that_a_hub_refuses_holds_up_no_other(server: Server, site: Site, outboxes: Path) -> None:
    """
    Some hubs know a list of feeds, and take no other.
    """
    sender = _heard(to(Hub(replace(TIDE, hub=f"{server.url}/hub")), outboxes), site)
    site.put("/feed.xml", b"one")
    site.put("/atom.xml", b"atom")
    server.answers = [(422, {}), (202, {})]
    sent = site.step(sender)
    assert ([d.path for d in sent.delivered], sent.out) == (["/atom.xml"], 1)


@pytest.mark.parametrize(
    ("scheme", "host", "words"),
    [
        ("http", "cache.invalid", "name is not known"),
        ("https", "127.0.0.1", "certificate or encryption"),
        ("http", "127.0.0.1", "broke off, or is no HTTP"),
    ],
)
def test_what_cannot_be_asked_is_told_in_words(
    scheme: str, host: str, words: str, server: Server, site: Site, outboxes: Path
) -> None:
    """
    Wrong name, wrong port, something else that listens there: the first day's mistakes.
    """
    if scheme == "http" and host == "127.0.0.1":
        server.answers = [(99, {})]
    port = server.url.rpartition(":")[2]
    sender = _heard(to(Hook(TIDE, Purge(url=f"{scheme}://{host}:{port}/purge")), outboxes), site)
    site.put("/", b"front")
    sent = site.step(sender)
    assert words in sent.problem and sent.out == 1


def test_a_date_to_be_asked_after_is_kept(server: Server, site: Site, outboxes: Path) -> None:
    """
    Retry-After may be a date.
    """
    sender = hook(server, outboxes, site)
    site.put("/", b"front")
    date = format_datetime(datetime.now(UTC) + timedelta(minutes=10), usegmt=True)
    server.answers = [(503, {"Retry-After": date})]
    sent = site.step(sender)
    assert sent.next_due is not None
    assert 500 < (sent.next_due - site.moment).total_seconds() < 610


def test_silence_ends(server: Server, site: Site, outboxes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A cache that takes a call and says nothing is not waited for; it is told again.
    """
    monkeypatch.setattr(calls, "SILENCE", 0.1)
    sender = hook(server, outboxes, site)
    site.put("/", b"front")
    server.free.clear()
    sent = site.step(sender)
    assert "silent" in sent.problem and sent.out == 1
    server.free.set()
    site.passes(2)
    assert site.step(sender).out == 0


def test_a_cache_that_is_not_there_is_told_once_it_is(server: Server, site: Site, outboxes: Path) -> None:
    """
    Nobody listens at the port; what happened meanwhile is told once, with its last word.
    """
    purge = Purge(url="http://name:word@127.0.0.1:9/purge?token=low-water")
    sender = _heard(to(Hook(TIDE, purge), outboxes), site)
    site.put("/", b"front")
    sent = site.step(sender)
    assert (sent.recipient, sent.out) == ("http://127.0.0.1:9/purge", 1)
    assert "refuses the connection" in sent.problem and "word" not in sent.problem
    assert server.calls == []


def test_a_name_and_password_in_the_address_are_sent_and_not_shown(server: Server, site: Site, outboxes: Path) -> None:
    """
    As servers ask for them.
    """
    url = server.url.replace("http://", "http://ada:low%20water@")
    sender = _heard(to(Hook(TIDE, Purge(url=f"{url}/purge")), outboxes), site)
    site.put("/", b"front")
    sent = site.step(sender)
    assert (sent.recipient, sent.out) == (f"{server.url}/purge", 0)
    assert server.calls[0].headers["authorization"] == "Basic YWRhOmxvdyB3YXRlcg=="


def test_a_hub_is_told_of_each_feed_that_changed_once(server: Server, site: Site, outboxes: Path) -> None:
    """
    Of feeds only, by their public addresses; of several changes the last.
    """
    sender = _heard(to(Hub(replace(TIDE, hub=f"{server.url}/hub")), outboxes), site)
    site.put("/feed.xml", b"one")
    site.put("/feed.xml", b"two")
    site.put("/ports/atom.xml", b"atom")
    site.put("/topic/ports/feed.json", b"{}")
    site.put("/", b"front")
    site.put("/sitemap.xml", b"sitemap")
    assert site.step(sender).out == 0
    told = [(c.method, c.path, parse_qs(c.body.decode())) for c in server.calls]
    feeds = ("/feed.xml", "/ports/atom.xml", "/topic/ports/feed.json")
    assert told == [("POST", "/hub", {"hub.mode": ["publish"], "hub.url": [f"https://{HOST}{path}"]}) for path in feeds]
    assert server.calls[0].headers["content-type"] == "application/x-www-form-urlencoded"


_CHILD = """
import sys
from pathlib import Path
from tests.send.conftest import TIDE, Site, to
from dateline.news.house import Purge
from dateline.send.purge import Hook

site = Site()
sender = to(Hook(TIDE, Purge(url=sys.argv[1])), Path(sys.argv[2]))
site.step(sender)
site.put("/", b"a story that is killed")
site.step(sender)
"""


def test_a_process_that_is_killed_while_it_tells_has_told_or_tells_again(
    server: Server, site: Site, outboxes: Path
) -> None:
    """
    The cache heard it and the process ended before that was written down: the next tells again, and nothing is lost.
    """
    server.free.clear()
    root = Path(__file__).resolve().parents[2]
    words = [sys.executable, "-c", _CHILD, f"{server.url}/purge", os.fspath(outboxes)]
    with subprocess.Popen(words, cwd=root, env={**os.environ, "PYTHONPATH": f"{root}:{root}/src"}) as child:
        while not server.calls:
            assert child.poll() is None
        child.send_signal(signal.SIGKILL)
        child.wait()
    server.free.set()
    site.put("/", b"a story that is killed")
    sender = to(Hook(TIDE, Purge(url=f"{server.url}/purge")), outboxes)
    left = state(sender, "/")
    assert (left.out, left.stands) == (True, None)
    assert site.step(sender).out == 0
    assert [json.loads(c.body)["paths"] for c in server.calls] == [["/"], ["/"]]
    assert server.calls[0].headers["idempotency-key"] == server.calls[1].headers["idempotency-key"]
