"""What runs for as long as the newsroom does: followers, collectors, and the readers' server."""

import signal
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from dateline.app import Newsroom
from dateline.collect import imap
from dateline.collect import state as polls
from dateline.collect.folder import Inbox
from dateline.collect.http import client
from dateline.collect.pictures import Pictures, wanted
from dateline.collect.robots import Manners
from dateline.collect.rounds import Answer, Rounds
from dateline.collect.state import PollState
from dateline.news.errors import CollectError, DatelineError, NotAllowed
from dateline.news.health import Health
from dateline.news.wire import Delivery
from dateline.readers.link import Handler
from dateline.readers.processes import Processes, listening
from dateline.sites.http import Request, Response, plain
from dateline.verbs.ingest import Ingested
from dateline.verbs.sources import sources
from dateline.verbs.takedown import due, overdue

#: Where the desk is served: to this machine, or to a proxy on it that speaks HTTPS with others.
DESK_HOST = "127.0.0.1"
#: Seconds between looks at the ledger, at the inbox and at the list of feeds.
LEDGER, INBOX, FEEDS = 0.01, 0.25, 1.0
#: Entries before the last whose stories' pictures are asked for again when the program begins.
LATEST = 2_000
#: Seconds between looks of the search's index, and of exports, at what is new.
INDEX, SEND = 0.1, 0.05
#: Seconds between looks at how the sources are doing.
SOURCES = 60.0
#: Seconds until a site is tried again that another process has in hand, or that is in trouble.
BUSY, TROUBLE = 0.02, 1.0

Tell = Callable[[str], None]
T = TypeVar("T")


class Daemon:
    """
    One newsroom, running.

    Args:
        newsroom: Which.
        tell: Takes a line for the terminal.
    """

    def __init__(self, newsroom: Newsroom, tell: Tell) -> None:
        self._newsroom, self._tell = newsroom, tell
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []
        #: Who is at which source's mailbox.
        self._mail: dict[tuple[str, str], threading.Thread] = {}
        self._told: set[str] = set()
        #: What is wrong with each address, by source's code and address, as it was last told.
        self._troubles: dict[tuple[str, str], str] = {}
        self._manners = Manners()

    def start(self) -> None:
        """Follow and collect, each in a thread of its own."""
        collecting = (self._watch_inbox, self._poll_feeds, self._poll_mail, self._watch_sources, self._poll_pictures)
        keeping = (self._follow, self._route, self._keep_index, self._send, self._make_renditions)
        for work in (*keeping, *collecting):
            thread = threading.Thread(target=self._kept(work), name=work.__name__.strip("_"), daemon=True)
            thread.start()
            self._threads.append(thread)

    def stop(self) -> None:
        """End all threads, each at the end of what it is doing."""
        self._stop.set()
        for thread in (*self._threads, *self._mail.values()):
            thread.join(timeout=10)

    def _kept(self, work: Callable[[], None]) -> Callable[[], None]:
        """A loop that tells what went wrong, and goes on."""

        def loop() -> None:
            while not self._stop.is_set():
                self._told_of(work.__name__.strip("_"), work)

        return loop

    def _told_of(self, what: str, work: Callable[[], None]) -> None:
        """Do a work; what goes wrong in it is told, after which there is a rest."""
        going_on(work, partial(self._rest_after, what))

    def _rest_after(self, what: str, wrong: Exception) -> None:
        self._tell(f"{what}: {wrong}; trying again")
        self._stop.wait(1.0)

    def _follow(self) -> None:
        self._newsroom.ledger.wait(0)
        steps = self._newsroom.follow()
        troubled = [step for step in steps if step.trouble]
        for step in troubled:
            self._tell_once(f"{step.site}: {step.trouble}")
        if troubled:
            self._tell_overdue()
        if troubled or len(steps) < len(self._newsroom.followers()):
            # A site that another process has in hand may stay behind once that process is done.
            self._stop.wait(TROUBLE if troubled else BUSY)
            return
        self._rest(self._newsroom.next_due())

    def _route(self) -> None:
        """Let the rules of the desk have what came."""
        newsroom = self._newsroom
        newsroom.ledger.wait(0)
        for done in newsroom.routing.step(newsroom.clock.now()):
            self._tell(f"{done.id}: {done.verb}: {'; '.join(done.remarks)}")
        self._rest(None)

    def _rest(self, due: datetime | None, every: float = LEDGER) -> None:
        """Wait until something is written to the ledger, or a moment comes; look *every* so many seconds."""
        ledger, clock = self._newsroom.ledger, self._newsroom.clock
        while not _come(due, clock.now()) and not ledger.wait(0) and not self._stop.wait(every):
            pass

    def _keep_index(self) -> None:
        """Keep what is found in step with the ledger and the clock."""
        newsroom, follower = self._newsroom, self._newsroom.searching.follower
        newsroom.ledger.wait(0)
        if follower.step(newsroom.clock.now()).busy:
            self._stop.wait(TROUBLE)
            return
        self._rest(follower.next_due(), INDEX)

    def _send(self) -> None:
        """Bring exports, caches and hubs into step with the pages, and say once what is wrong with one of them."""
        newsroom, senders = self._newsroom, self._newsroom.senders
        newsroom.ledger.wait(0)
        for sent in senders.step(newsroom.clock.now()):
            if sent.problem:
                self._tell_once(f"{sent.site}: {sent.recipient}: {sent.problem}")
        self._rest(senders.next_due(), SEND)

    def _tell_overdue(self) -> None:
        """What was killed, and stands in a page all the same when the time that its holder gives us is over."""
        ledger, now = self._newsroom.ledger, self._newsroom.clock.now()
        for id in ledger.bars():
            story = ledger.story(id)
            dead = due(story, ledger) if story else None
            if dead is not None and now >= dead.by:
                paths = [(f.code, path) for f in self._newsroom.followers() for path in f.holding(id)]
                if words := overdue(paths, dead, now):
                    self._tell_once(words)

    def _watch_inbox(self) -> None:
        inbox = Inbox(self._newsroom.folder / "inbox", self._newsroom.clock)
        while not self._stop.is_set():
            found = inbox.poll()
            for thing in found:
                if isinstance(thing, CollectError):
                    self._tell(f"inbox: {thing}")
            self._take(tuple(d for d in found if isinstance(d, Delivery)), inbox)
            self._stop.wait(INBOX)

    def _take(self, coming: tuple[Delivery, ...], inbox: Inbox) -> None:
        for delivery in coming:
            try:
                for result in self._newsroom.ingest([delivery], "dateline"):
                    self._tell(line(result))
                    (inbox.quarantined if result.quarantined else inbox.done)(delivery)
            except NotAllowed as e:
                self._tell_once(f"inbox: {delivery.name} waits: {e}")
            except CollectError as e:
                self._tell(f"inbox: {e}")

    def _tell_once(self, words: str) -> None:
        """What waits comes at each look at the inbox."""
        if words not in self._told:
            self._told.add(words)
            self._tell(words)

    def _poll_feeds(self) -> None:
        newsroom = self._newsroom
        http = client(_contact(newsroom))
        rounds = Rounds(http, newsroom.clock, self._manners)
        try:
            while not self._stop.is_set():
                states = {k: msgspec.json.decode(v, type=PollState) for k, v in newsroom.ledger.poll_states().items()}
                feeds = [(s.code, feed) for s in newsroom.house.sources for feed in s.feeds]
                rounds.begin(polls.due(feeds, states, newsroom.clock.now()), states)
                for answer in rounds.done():
                    self._answered(answer)
                self._stop.wait(FEEDS)
        finally:
            rounds.close()

    def _answered(self, answer: Answer) -> None:
        """Take in what a feed brought, say once what is wrong with it, and keep what is remembered of it."""
        newsroom, code, feed, after = self._newsroom, answer.source, answer.feed, answer.after
        try:
            for result in newsroom.ingest([answer.delivery] if answer.delivery else [], "dateline"):
                self._tell(line(result))
        except NotAllowed as e:
            before = answer.before or PollState(url=after.url)
            after = polls.failed(before, newsroom.clock.now(), str(e), every=feed.every, retry_after=None)
        problem = after.last_problem
        if problem != self._troubles.get((code, feed.url), ""):
            self._tell(f"{code}: {after.url}: {problem or 'answers again'}")
            self._troubles[code, feed.url] = problem
        newsroom.ledger.note_poll(code, feed.url, msgspec.json.encode(after))

    def _poll_pictures(self) -> None:
        """Fetch the pictures of the stories that come, as deliveries of their own."""
        newsroom = self._newsroom
        ledger, clock = newsroom.ledger, newsroom.clock
        pictures = Pictures(_contact(newsroom), clock, Manners())
        after = max(0, ledger.tail() - LATEST)
        try:
            while not self._stop.is_set():
                change, standing = ledger.changes(after), ledger.standing()
                after = change.entry
                for story in filter(None, map(ledger.story, sorted(change.parts))):
                    source = standing.house.source(story.source)
                    missing = [a for a in wanted(story, standing) if newsroom.file(story.source, a) is None]
                    if source is not None and missing:
                        pictures.want(source, missing)
                for found in pictures.fetched():
                    self._fetched(found)
                self._stop.wait(FEEDS)
        finally:
            pictures.close()

    def _fetched(self, found: Delivery | CollectError) -> None:
        if isinstance(found, CollectError):
            self._tell(str(found))
            return
        for result in self._newsroom.ingest([found], "dateline"):
            self._tell(line(result))

    def _make_renditions(self) -> None:
        """Make the renditions of the pictures that pages show."""
        while not self._stop.is_set():
            for _ in self._newsroom.library.make():
                if self._stop.is_set():
                    return
            self._stop.wait(FEEDS)

    def _watch_sources(self) -> None:
        """Say of each source once that it fell silent or slow, and once that it is not so any more."""
        said: dict[str, Health] = {}
        # What came while nobody looked is taken in first.
        while not self._stop.wait(SOURCES):
            for one in sources(self._newsroom.ledger, self._newsroom.clock.now()):
                before = said.get(one.source)
                if one.state in ("silent", "slow"):
                    if before is None or before.state != one.state:
                        self._tell(f"{one.source}: {'; '.join(one.wrong)}")
                    said[one.source] = one
                elif before is not None and (before.state != "silent" or one.last != before.last):
                    self._tell(f"{one.source}: no longer {before.state}")
                    del said[one.source]

    def _poll_mail(self) -> None:
        newsroom = self._newsroom
        while not self._stop.is_set():
            kept = newsroom.ledger.poll_states()
            boxes = [(s.code, s.imap) for s in newsroom.house.sources if s.imap]
            keys = [(code, imap.address(box)) for code, box in boxes]
            states = {key: msgspec.json.decode(kept[key], type=imap.MailState) for key in keys if key in kept}
            for code, box in imap.due(boxes, states, newsroom.clock.now()):
                key = (code, imap.address(box))
                # Who waits for mail at one mailbox keeps no other waiting.
                if key not in self._mail or not self._mail[key].is_alive():
                    work = partial(self._poll_mailbox, code, box, states.get(key))
                    asked = (f"{code}: {key[1]}", work)
                    self._mail[key] = threading.Thread(target=self._told_of, args=asked, name="mail", daemon=True)
                    self._mail[key].start()
            self._stop.wait(FEEDS)

    def _poll_mailbox(self, code: str, box: imap.Mailbox, before: imap.MailState | None) -> None:
        newsroom = self._newsroom

        def record(delivery: Delivery) -> None:
            for result in newsroom.ingest([delivery], "dateline"):
                self._tell(line(result))

        def keep(state: imap.MailState) -> None:
            newsroom.ledger.note_poll(code, imap.address(box), msgspec.json.encode(state))

        def stay() -> bool:
            return not self._stop.is_set() and any(s.code == code and s.imap == box for s in newsroom.house.sources)

        after = imap.collect(
            code, box, before, clock=newsroom.clock, record=record, keep=keep, home=newsroom.folder, stay=stay
        )
        if after.last_problem and (before is None or after.last_problem != before.last_problem):
            self._tell(f"{code}: {after.url}: {after.last_problem}")
        keep(after)


def _contact(newsroom: Newsroom) -> str:
    """Whom servers that we ask can complain to."""
    return next((s.contact for s in newsroom.house.sites if s.contact), newsroom.name)


def _come(moment: datetime | None, now: datetime) -> bool:
    return moment is not None and now >= moment


def line(result: Ingested) -> str:
    """What became of a delivery, in a line."""
    if result.quarantined:
        return f"{result.source}: {result.name}: quarantined: {result.quarantined}"
    known = sum(i.outcome == "repeated" for i in result.items)
    items = [f"{i.outcome} {i.story} {i.headline}".strip() for i in result.items if i.outcome != "repeated"]
    return f"{result.source}: {result.name}: {', '.join([*items, f'{known} repeated'] if known else items)}"


def free(host: str, port: int, option: str = "--port") -> None:
    """
    Make sure that a port can be had.

    Raises:
        NotAllowed: If it is taken; it names the *option* by which another is chosen.
    """
    listening(host, port, option).close()


def serve(data: Path, handlers: Callable[[], Handler], address: tuple[str, int], tell: Tell, **more: Any) -> None:
    """
    Serve until interrupted: stored pages by processes of their own, and all else from here.

    Args:
        data: The newsroom's ``data/``.
        handlers: Makes what answers for all else, in the thread that asks it.
        address: Host and port to listen at.
        tell: Takes a line for the terminal.
        more: See `readers.processes.Processes`.
    Raises:
        NotAllowed: If the port is taken.
    """
    interrupted = threading.Event()
    before = {s: signal.signal(s, lambda *_: interrupted.set()) for s in (signal.SIGINT, signal.SIGTERM)}
    try:
        with closing(Processes(data, lambda: _going_on(handlers(), tell), address, tell, **more)):
            interrupted.wait()
    finally:
        for asked, handler in before.items():
            signal.signal(asked, handler)


def _going_on(handler: Handler, tell: Tell) -> Handler:
    """A handler whose defects are told, and hold up no other request."""

    def wrong(request: Request, error: Exception) -> Response:
        if isinstance(error, DatelineError):
            raise error
        tell(f"{request.method} {request.host}{request.path}: {error!r}")
        return plain(500, "Something is wrong with this page. It was noted.")

    return lambda request: going_on(partial(handler, request), partial(wrong, request))


def going_on(work: Callable[[], T], wrong: Callable[[Exception], T]) -> T:
    """
    Do one piece of what runs for good: what nobody expected in it is a defect to be told, and ends nothing else.

    Args:
        work: The piece.
        wrong: Tells what went wrong, and gives back what stands in.
    """
    try:
        return work()
    except Exception as e:  # noqa: BLE001 - one bad entry, or request, must not end the work on all others
        return wrong(e)
