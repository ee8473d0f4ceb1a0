"""What the sites' followers make goes out: to folders, caches and hubs, with a receipt."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from msgspec.structs import replace
from tests.pictures.files import file, quarters
from tests.send.conftest import Server, serving
from tests.sites.newsroom import HOUSE, MILL, TIDE, Newsroom, item
from tests.sites.newsroom import newsroom as newsroom

from dateline.news.house import Duties, Export, Pictures, Purge
from dateline.news.wire import Delivery as Coming
from dateline.send.values import Sent
from dateline.verbs.deliver import Reached, Senders, stored_pages
from dateline.verbs.ingest import ingest
from dateline.wires.read import read

#: Enough for every sender to come back.
ALL = 20.0


class Delivery:
    """A newsroom whose Tideline is sent to a folder."""

    def __init__(self, room: Newsroom) -> None:
        self.room, self.folder = room, room.folder / "www"
        self.home = room.folder / "newsroom" / "data"
        self.senders = self.anew()
        self.set()

    def anew(self) -> Senders:
        """The senders of a process that begins."""
        sites = self.home / "sites"
        sites.parent.mkdir(parents=True, exist_ok=True)
        if not sites.exists():
            sites.symlink_to(self.room.folder / "sites")
        return Senders(self.room.ledger, self.home, stored_pages(sites, self.room.pictures.rendition))

    def set(self, *exports: Export, **settings: Any) -> None:
        """Put a site's exports, caches and hub in force; the folder alone, if none is named."""
        exports = exports or (Export(to=str(self.folder)),)
        site = replace(TIDE, **{"exports": exports, **settings})
        self.room.apply(replace(HOUSE, sites=(site, MILL)))
        self.room.follow()

    def publish(self, number: int = 1) -> str:
        """Publish a story; its id."""
        story = self.room.send("pel", item(f"q:{number}", headline=f"Quay {number} opens", body=[f"{number} opened."]))
        self.room.publish(story)
        self.room.follow()
        return story

    def illustrated(self, number: int = 1) -> str:
        """Publish a story whose picture has come; its id."""
        licences = tuple(replace(li, pictures=Pictures(uses=li.uses)) for li in HOUSE.licences)
        site = next(s for s in self.room.ledger.standing().house.sites if s.code == "tide")
        self.room.apply(replace(HOUSE, sites=(site, MILL), licences=licences))
        href = f"https://pelican.example/{number}.png"
        data = file(quarters(64 + number, 48), "PNG")
        coming = [Coming("pel", "picture", href, data, self.room.clock.now())]
        list(ingest(coming, by="dateline", ledger=self.room.ledger, read=read, number=str))
        photo = {
            "name": "photo",
            "uri": f"urn:{number}",
            "type": "picture",
            "renditions": [{"name": "web", "href": href}],
        }
        sent = item(f"p:{number}", headline=f"Ferry {number} sails", body=[f"{number} sailed."])
        story = self.room.send("pel", sent | {"associations": [photo]})
        self.room.publish(story)
        self.room.follow()
        return story

    def pictures(self) -> frozenset[str]:
        """The pictures in the folder, as addresses."""
        found = (self.folder / "pictures").glob("*") if self.folder.exists() else ()
        return frozenset(f"/pictures/{p.name}" for p in found)

    def kill(self, story: str) -> int:
        """Kill a story; its entry's number."""
        entry = self.room.kill(story).entry
        self.room.follow()
        return entry

    def step(self, patience: float = ALL) -> dict[str, Sent]:
        """A step of all senders, by recipient."""
        return {s.recipient: s for s in self.senders.step(self.room.clock.now(), patience)}

    def file(self, story: str) -> Path:
        """The file of a story's page."""
        return self.folder / f"{self.room.path(story)[1:]}.html"


@pytest.fixture
def delivery(newsroom: Newsroom) -> Iterator[Delivery]:
    """A newsroom whose Tideline is sent to a folder."""
    made = Delivery(newsroom)
    yield made
    made.senders.close()


@pytest.fixture
def servers() -> Iterator[tuple[Server, Server]]:
    """Two servers."""
    with ExitStack() as stack:
        yield stack.enter_context(serving()), stack.enter_context(serving())


def test_a_published_story_stands_in_the_folder(delivery: Delivery) -> None:
    """
    With all pages that it is on; then only what changes is written.
    """
    story = delivery.publish()
    sent = delivery.step()[str(delivery.folder)]
    assert (sent.site, sent.out, sent.problem) == ("tide", 0, "")
    assert delivery.file(story).read_bytes() == delivery.room.body(delivery.room.path(story))
    assert (delivery.folder / "index.html").read_bytes() == delivery.room.body("/")
    delivery.room.tick(seconds=60)
    delivery.room.correct(story)
    after = delivery.room.ledger.output_tail()
    delivery.room.follow()
    changed = {r.output.path for r in delivery.room.ledger.outputs(site="tide", after=after)}
    assert {d.path for d in delivery.step()[str(delivery.folder)].delivered} == changed


def test_a_killed_story_leaves_the_folder(delivery: Delivery) -> None:
    """
    Its page and its words on every other; the receipt says so, for each path, and how long it took.
    """
    story = delivery.publish()
    delivery.step()
    before = delivery.room.ledger.output_tail()
    entry = delivery.kill(story)
    assert {o.because for o in delivery.senders.outstanding(entry, before)} == {"it is on its way"}
    delivery.step()
    assert not delivery.file(story).exists()
    assert not [p for p in delivery.folder.rglob("*.html") if b"Quay 1 opens" in p.read_bytes()]
    receipt = delivery.senders.receipt(entry)
    assert receipt and all(isinstance(r, Reached) and r.ms >= 0 for r in receipt)
    assert {r.path for r in receipt} >= {delivery.room.path(story), "/"}
    assert delivery.senders.outstanding(entry) == ()


def test_a_storys_pictures_go_out_with_it_and_are_taken_back_with_it(delivery: Delivery) -> None:
    """
    The folder's web server knows nothing of our gate: what it has it gives out. The receipt speaks of pictures, too.
    """
    story = delivery.illustrated()
    delivery.step()
    page = delivery.file(story).read_text()
    shown = delivery.pictures()
    assert len(shown) == 3 and all(path in page for path in shown)
    jpeg = next(path for path in shown if path.endswith(".jpg"))
    made = delivery.room.pictures.rendition(jpeg.removeprefix("/pictures/"))
    assert (delivery.folder / jpeg[1:]).read_bytes() == made
    entry = delivery.kill(story)
    delivery.step()
    assert delivery.pictures() == frozenset()
    assert shown <= {r.path for r in delivery.senders.receipt(entry) if isinstance(r, Reached)}
    assert delivery.senders.outstanding(entry) == ()


def test_a_picture_that_another_page_shows_stays(delivery: Delivery) -> None:
    """
    Of two stories with pictures one is killed: the other keeps its own, on the front page too.
    """
    dead, alive = delivery.illustrated(1), delivery.illustrated(2)
    delivery.step()
    both = delivery.pictures()
    delivery.kill(dead)
    delivery.step()
    left = delivery.pictures()
    assert left and left < both
    assert all(path in delivery.file(alive).read_text() for path in left)


def test_a_killed_picture_that_was_never_sent_is_never_sent(delivery: Delivery) -> None:
    """
    Between the kill and the pages made anew after it, its pictures wait with its words.
    """
    story = delivery.illustrated()
    delivery.room.kill(story)
    delivery.step()
    assert delivery.pictures() == frozenset() and not delivery.file(story).exists()
    delivery.room.follow()
    delivery.room.tick(seconds=60)
    assert delivery.step()[str(delivery.folder)].out == 0
    assert delivery.pictures() == frozenset()


def test_a_text_that_only_names_a_picture_takes_none_along(delivery: Delivery) -> None:
    """
    Whoever knows the digest of a picture that no page shows cannot write it into a folder by a story's words.
    """
    digest = "ab" * 32
    body = [f"See /pictures/{digest}-640.jpg for more."]
    delivery.room.publish(delivery.room.send("pel", item("q:7", headline="Quay opens", body=body)))
    delivery.room.follow()
    sent = delivery.step()[str(delivery.folder)]
    assert (sent.out, delivery.pictures()) == (0, frozenset())


def test_caches_are_told_of_pictures_that_were_taken_back(delivery: Delivery, servers: tuple[Server, Server]) -> None:
    """
    They may keep a picture for a year; with a folder between us and them, and without.
    """
    behind, before = servers
    delivery.set(purges=(Purge(url=behind.url),))
    delivery.step()
    first = delivery.illustrated(1)
    delivery.step()
    shown = delivery.pictures()
    delivery.kill(first)
    delivery.step()
    told = {path for call in behind.calls for path in json.loads(call.body)["gone"]}
    assert shown and shown <= told
    second = delivery.illustrated(2)
    delivery.step()
    (mill,) = {p for p in delivery.pictures() if p.endswith(".jpg")}
    site = replace(delivery.room.ledger.standing().house.sites[0], exports=(), purges=(Purge(url=before.url),))
    house = delivery.room.ledger.standing().house
    delivery.room.apply(replace(house, sites=(site, MILL)))
    delivery.room.follow()
    delivery.step()
    entry = delivery.kill(second)
    delivery.step()
    assert mill in {path for call in before.calls for path in json.loads(call.body)["gone"]}
    assert mill in {r.path for r in delivery.senders.receipt(entry) if isinstance(r, Reached)}


def test_pages_made_anew_with_the_same_bytes_are_not_sent(delivery: Delivery) -> None:
    """
    What was sent is remembered apart from the pages: a rebuild empties no cache.
    """
    delivery.publish()
    delivery.step()
    files = {p: p.stat().st_mtime_ns for p in delivery.folder.rglob("*")}
    for follower in delivery.room.sites.values():
        follower.rebuild(delivery.room.clock.now())
    assert delivery.step() == {}
    assert {p: p.stat().st_mtime_ns for p in delivery.folder.rglob("*")} == files
    assert delivery.senders.next_due() is None


def test_a_recipient_that_is_slow_delays_no_other(delivery: Delivery, servers: tuple[Server, Server]) -> None:
    """
    A cache that does not answer holds up neither the folder nor the other cache; it is told of by a later step.
    """
    slow, quick = servers
    purges = (Purge(url=slow.url), Purge(url=quick.url))
    delivery.set(purges=purges)
    delivery.step()
    slow.free.clear()
    story = delivery.publish()
    sent = delivery.step(patience=1.0)
    assert str(delivery.folder) in sent and quick.url in sent and slow.url not in sent
    assert delivery.file(story).exists()
    entry = delivery.kill(story)
    delivery.step(patience=1.0)
    assert not delivery.file(story).exists()
    left = delivery.senders.outstanding(entry)
    assert {o.recipient for o in left} == {slow.url}
    slow.free.set()
    assert slow.url in delivery.step()
    while delivery.senders.outstanding(entry):
        delivery.step()


def test_a_cache_and_a_hub_are_told_after_the_folder_has_it(delivery: Delivery, servers: tuple[Server, Server]) -> None:
    """
    Who is told comes and looks; until then the receipt says what they wait for.
    """
    cache, hub = servers
    delivery.step()
    delivery.set(purges=(Purge(url=f"{cache.url}/purge"),), hub=hub.url)
    delivery.step()
    # Its feeds name the hub now, and so are other ones than before.
    assert hub.calls and cache.calls
    cache.calls.clear()
    hub.calls.clear()
    delivery.folder.rename(delivery.folder.with_name("away"))
    delivery.folder.write_text("the disk is not mounted")
    story = delivery.publish()
    entry = delivery.room.ledger.tail()
    delivery.step()
    assert cache.calls == hub.calls == []
    left = {(o.recipient, o.because) for o in delivery.senders.outstanding(entry)}
    assert (f"{cache.url}/purge", f"it waits for {delivery.folder}") in left
    assert (hub.url, f"it waits for {delivery.folder}") in left
    delivery.folder.unlink()
    delivery.folder.with_name("away").rename(delivery.folder)
    due = delivery.senders.next_due()
    assert due is not None
    delivery.room.clock.moment = due
    delivery.step()
    assert delivery.file(story).exists()
    told = [path for call in cache.calls for path in json.loads(call.body)["paths"]]
    assert delivery.room.path(story) in told and len(told) == len(set(told))
    feeds = [parse_qs(call.body.decode())["hub.url"][0] for call in hub.calls]
    assert f"https://{TIDE.host}/feed.xml" in feeds and len(feeds) == len(set(feeds))
    assert delivery.senders.outstanding(entry) == ()


def test_a_site_without_exports_tells_its_cache_at_once(delivery: Delivery, servers: tuple[Server, Server]) -> None:
    """
    The cache stands before our own server, which has the page by then.
    """
    cache, _ = servers
    delivery.set(exports=(), purges=(Purge(url=f"{cache.url}/", style="purge"),))
    delivery.step()
    story = delivery.publish()
    delivery.step()
    assert delivery.room.path(story) in {c.path for c in cache.calls}
    assert not delivery.folder.exists()


def test_what_was_killed_while_a_recipient_was_down_never_reaches_it(delivery: Delivery) -> None:
    """
    It is brought to what stands now, not led through what was.
    """
    delivery.step()
    delivery.folder.rename(delivery.folder.with_name("away"))
    delivery.folder.write_text("the disk is not mounted")
    story = delivery.publish()
    assert "choose a folder" in delivery.step()[str(delivery.folder)].problem
    delivery.kill(story)
    delivery.folder.unlink()
    delivery.folder.with_name("away").rename(delivery.folder)
    delivery.room.tick(seconds=60)
    sent = delivery.step()[str(delivery.folder)]
    assert (sent.out, delivery.file(story).exists()) == (0, False)


def test_what_may_not_be_shown_is_not_sent_before_its_page_is_made_anew(delivery: Delivery) -> None:
    """
    A kill is in force from its entry on: pages that were made just before it stay here.
    """
    story = delivery.publish()
    delivery.room.kill(story)
    sent = delivery.step()[str(delivery.folder)]
    assert sent.out > 0 and not delivery.file(story).exists()
    assert not [p for p in delivery.folder.rglob("*.html") if b"Quay 1 opens" in p.read_bytes()]
    delivery.room.follow()
    delivery.room.tick(seconds=60)
    assert delivery.step()[str(delivery.folder)].out == 0


def test_words_whose_holder_wants_readers_told_do_not_leave_as_files(delivery: Delivery) -> None:
    """
    A file that was taken away says nothing; the receipt says whose licence keeps the page here.
    """
    licences = tuple(replace(li, duties=Duties(notify=True)) if li.name == "pelican" else li for li in HOUSE.licences)
    site = replace(TIDE, exports=(Export(to=str(delivery.folder)),))
    delivery.room.apply(replace(HOUSE, sites=(site, MILL), licences=licences))
    story = delivery.publish()
    delivery.step()
    assert not delivery.file(story).exists()
    because = {o.because for o in delivery.senders.outstanding(delivery.room.ledger.tail())}
    assert any("licence pelican wants readers told" in words for words in because)
    assert (delivery.folder / "about.html").exists()


def test_what_changes_no_page_asks_nobody(delivery: Delivery, servers: tuple[Server, Server]) -> None:
    """
    The daemon takes a step at each change of the ledger; most of them are deliveries that nobody publishes.
    """
    cache, _ = servers
    delivery.set(purges=(Purge(url=cache.url),))
    delivery.publish()
    delivery.step()
    asked = len(cache.calls)
    delivery.room.send("pel", item("q:9", headline="Not published", body=["Nothing."]))
    delivery.room.follow()
    assert delivery.step() == {}
    assert len(cache.calls) == asked


def test_another_process_that_sends_already_is_left_to_it(delivery: Delivery) -> None:
    """
    A verb's process beside `dateline run`: the folder is brought up to date by the one that has it in hand.
    """
    delivery.publish()
    (sender,) = delivery.anew()._senders()
    with sender.lease():
        assert delivery.step() == {}
        assert not delivery.folder.exists()
    due = delivery.senders.next_due()
    assert due is not None
    delivery.room.clock.moment = due
    assert delivery.step()[str(delivery.folder)].out == 0


def test_an_export_asked_for_by_hand_goes_where_it_is_told(delivery: Delivery, tmp_path: Path) -> None:
    """
    Also to a folder that no settings name; a second time nothing is written, and what somebody spoilt is mended.
    """
    story = delivery.publish()
    now, to = delivery.room.clock.now(), str(tmp_path / "by-hand" / "tide")
    first = delivery.senders.bring("tide", to, now)
    assert first.out == 0 and all(d.changed for d in first.delivered)
    name = f"{delivery.room.path(story)[1:]}.html"
    (tmp_path / "by-hand" / "tide" / name).write_text("spoilt")
    again = delivery.senders.bring("tide", to, now)
    assert [d.path for d in again.delivered if d.changed] == [delivery.room.path(story)]


def test_an_export_by_hand_says_what_is_still_out_and_why(delivery: Delivery, tmp_path: Path) -> None:
    """
    "Not every page could be sent" leaves the one who asked with nothing to do.
    """
    story = delivery.publish()
    delivery.room.kill(story)
    sent = delivery.senders.bring("tide", str(tmp_path / "by-hand"), delivery.room.clock.now())
    assert sent.out > 0 and "is still out: it holds" in sent.problem and "killed" in sent.problem


def test_a_store_that_has_no_secret_says_so_in_the_receipt(delivery: Delivery, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    `dateline kill` prints what is still out, and why; the folder has it all the same.
    """
    monkeypatch.delenv("TIDE_KEY", raising=False)
    delivery.set(Export(to=str(delivery.folder)), Export(to="s3://tide", key_env="TIDE_KEY"))
    delivery.step()
    story = delivery.publish()
    delivery.step()
    entry = delivery.kill(story)
    delivery.step()
    left = delivery.senders.outstanding(entry)
    assert {o.recipient for o in left} == {"s3://tide"}
    assert all("TIDE_KEY is not set" in o.because for o in left)


def test_a_sender_whose_memory_is_spoilt_says_so_and_begins_anew_without_it(delivery: Delivery) -> None:
    """
    A disk lost some bytes: the receipt does not say that a kill has arrived; no other recipient is touched by it.
    """
    other = delivery.folder.with_name("other")
    delivery.set(Export(to=str(delivery.folder)), Export(to=str(other)))
    story = delivery.publish()
    delivery.step()
    (sender, _) = delivery.senders._senders()
    (spoilt,) = [f for f in (delivery.home / "send").rglob("*.db") if f.stem == sender.digest]
    for beside in (spoilt.with_name(f"{spoilt.name}-wal"), spoilt.with_name(f"{spoilt.name}-shm")):
        beside.unlink(missing_ok=True)
    spoilt.write_bytes(b"spoilt" * 999)
    entry = delivery.kill(story)
    sent = delivery.step()
    assert "take it away" in sent[str(delivery.folder)].problem
    assert sent[str(other)].problem == ""
    left = delivery.senders.outstanding(entry)
    assert {o.recipient for o in left} == {str(delivery.folder)}
    assert all("take it away" in o.because for o in left)
    spoilt.unlink()
    delivery.room.tick(seconds=1)
    delivery.step()
    assert not delivery.file(story).exists()
    assert delivery.senders.outstanding(entry) == ()
