"""A sender: brings one recipient to what the chain says, what is taken back before anything new."""

import fcntl
import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from itertools import chain as chain_of
from pathlib import Path

from dateline.send.needs import Barred, Chain, Pages, Recipient
from dateline.send.outbox import Outbox
from dateline.send.values import PICTURES, Answer, Delivered, Item, Said, SendError, Sent, State

#: Why a thing waits whose page is another one, or none yet: the chain is written before the pages.
_NOT_MADE = "it is being made"
_NEVER = datetime.min.replace(tzinfo=UTC)
#: A picture that was taken back: who wants to hear of one wants to hear of all.
_A_PICTURE = Said(number=0, entry=0, recorded=_NEVER, path=PICTURES, status=410, digest="", parts=())
#: Pictures that are sent at once: those that nobody has asked for yet are made now, and a kill is not to wait for them.
_PICTURES = 8


class Sender:
    """
    One recipient's sender.

    It sends at least once: what may have been sent when a process ends is sent again by the next.

    Args:
        site: The code of the site whose pages are sent.
        recipient: To whom.
        folder: ``data/send``.
    """

    def __init__(self, site: str, recipient: Recipient, folder: Path) -> None:
        self.site, self.recipient = site, recipient
        #: By which its files are named.
        self.digest = blake2b(recipient.identity.encode(), digest_size=8).hexdigest()
        self._file = folder / site / f"{self.digest}.db"
        self._lease = folder / site / f"{self.digest}.lock"

    def outbox(self) -> Outbox:
        """What it remembers, opened for this thread."""
        return Outbox(self._file)

    @contextmanager
    def lease(self, *, wait: bool = False) -> Iterator[bool]:
        """Be the only one who sends to this recipient; False where another already does, unless asked to *wait*."""
        self._lease.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self._lease, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            yield _locked(descriptor, wait)
        finally:
            os.close(descriptor)

    def meet(self, chains: Iterable[Chain]) -> None:
        """Let who is told of what comes begin here: what others do from now on is something to tell of."""
        with self.lease() as mine, closing(self.outbox()) as outbox:
            for chain in chains:
                if mine and outbox.heard(chain.name) is None:
                    outbox.hear(chain.name, (), upto=chain.tail(), again=True, first=True)

    def step(
        self,
        chains: Iterable[Chain],
        pages: Pages,
        barred: Barred,
        moment: datetime,
        *,
        anew: bool,
        asked: bool = False,
    ) -> Sent:
        """
        Send all that may be sent now; whoever calls holds the lease.

        Args:
            chains: What it follows.
            pages: The site's.
            barred: What may not go out.
            moment: Now; UTC.
            anew: True: believe nothing of what the recipient is remembered to have.
            asked: True: somebody waits for it, so that no pause after a failure is kept.
        """
        with closing(self.outbox()) as outbox:
            work = _Work(self, outbox, tuple(chains), pages, barred, moment)
            if not outbox.knows(self.recipient.form):
                work.look()
                outbox.doubt(self.recipient.form)
            if anew:
                outbox.doubt()
            if asked:
                outbox.hurry()
            return work.done()


def _locked(descriptor: int, wait: bool) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True


class _Work:
    """One step of one sender."""

    def __init__(
        self, sender: Sender, outbox: Outbox, chains: tuple[Chain, ...], pages: Pages, barred: Barred, moment: datetime
    ) -> None:
        self._sender, self._to, self._outbox, self._chains = sender, sender.recipient, outbox, chains
        self._pages, self._barred = pages, barred
        #: Whether what it hears of need not stand yet; then nobody before it has seen to the pictures, either.
        self._first = not all(chain.complete for chain in chains)
        self._illustrated = self._first and self._to.concerns(_A_PICTURE)
        self._moment, self._began = moment, time.monotonic()
        self._delivered: list[Delivered] = []

    def look(self) -> None:
        """Who is only told of pages learns which pictures they show now: of those it is told when they go."""
        if self._illustrated and not self._to.takes_pages:
            pages = ((path, self._pages.page(path)) for path in self._pages.paths())
            self._outbox.look((path, page.pictures) for path, page in pages if page is not None)

    def done(self) -> Sent:
        self._hear()
        self._send_due()
        if self._outbox.strange() and not self._resting():
            self._clear()
            self._send_due()
        rest, out = self._outbox.rest(), self._outbox.out()
        delivered, problem = tuple(self._delivered), rest.problem if rest else ""
        return Sent(self._sender.site, self._to.name, delivered, out, problem, self._outbox.next_due())

    def _clear(self) -> None:
        """Have pictures taken away that somebody sent of whom nothing is remembered, and that no page shows now."""
        try:
            self._outbox.clear(tuple(self._to.pictures()), self._moment)
        except SendError as e:
            self._outbox.leave(e.what, self._now(), e.retry_after)

    def _send_due(self) -> None:
        while not self._resting() and (states := self._outbox.due(self._now(), self._to.most)):
            self._send(states)
            # What was taken back meanwhile goes before the rest.
            self._hear()

    def _now(self) -> datetime:
        return self._moment + timedelta(seconds=time.monotonic() - self._began)

    def _resting(self) -> bool:
        rest = self._outbox.rest()
        return rest is not None and self._now() < rest.until

    def _hear(self) -> None:
        for chain in self._chains:
            heard = self._outbox.heard(chain.name)
            first = heard is None
            if heard is None:
                heard = 0 if self._to.takes_pages else chain.tail()
            links = chain.after(heard)
            link = next(links, None)
            if first or link is not None:
                all_links = chain_of((link,) if link else (), links)
                wanted = ((n, said if self._to.concerns(said) else None) for n, said in all_links)
                self._outbox.hear(chain.name, wanted, upto=heard, again=not self._to.takes_pages, first=first)

    def _send(self, states: tuple[State, ...]) -> None:
        if states[0].said.is_picture and states[0].said.stands:
            states = states[:_PICTURES]
        items = self._items(states)
        shown = ((item.said, item.pictures) for item in items.values())
        if self._illustrated and self._outbox.show(shown, send=self._to.takes_pages):
            # The pictures first: no page shows a hole.
            return
        ready = tuple(s for s in states if s.said.path in items)
        self._outbox.begin(ready)
        answers: dict[str, Answer] = {}
        trouble: SendError | None = None
        try:
            for answer in self._to.send(tuple(items[s.said.path] for s in ready)) if ready else ():
                answers[answer.path] = answer
        except SendError as e:
            trouble = e
        now = self._now()
        silent = None if trouble else Answer("", problem="it has not said what became of this")
        self._outbox.save(((s, answers.get(s.said.path, silent)) for s in ready), now)
        if trouble is not None:
            self._outbox.leave(trouble.what, now, trouble.retry_after)
        elif ready:
            self._outbox.well()
        for said in (s.said for s in ready):
            if (one := answers.get(said.path)) is not None and not one.problem:
                self._delivered.append(Delivered(said.path, said.number, ms(said.recorded, now), one.changed))

    def _items(self, states: tuple[State, ...]) -> dict[str, Item]:
        """What is sent, by path; what cannot be sent yet is put off."""
        going = [s.said for s in states if self._to.takes_pages and s.said.stands]
        whose = {said.path: self._whose(said) for said in going}
        barred = self._barred({part for all in whose.values() for parts in all for part in parts}) if whose else {}
        items: dict[str, Item] = {}
        waiting: list[tuple[State, str]] = []
        for state in states:
            found = _bar(whose.get(state.said.path, ((),)), barred) or self._item(state)
            if isinstance(found, Item):
                items[state.said.path] = found
            else:
                waiting.append((state, found))
        if waiting:
            self._outbox.wait(waiting, self._now())
        return items

    def _whose(self, said: Said) -> tuple[tuple[str, ...], ...]:
        """Whose words are on a page; for a picture, those on each page that shows it."""
        return tuple(page.parts for page in self._outbox.showing(said.path)) if said.is_picture else (said.parts,)

    def _item(self, state: State) -> Item | str:
        """What is sent; or why that has to wait."""
        said = state.said
        if not said.stands or not self._first:
            return Item(said, state.stands)
        page = self._pages.page(said.path)
        if page is None or page.digest != said.digest or (page.until is not None and page.until <= self._now()):
            return _NOT_MADE
        if not self._to.takes_pages:
            return Item(said, state.stands, pictures=page.pictures)
        return Item(said, state.stands, page.type, page.body, page.pictures)


def _bar(whose: tuple[tuple[str, ...], ...], barred: dict[str, str]) -> str:
    """Why a thing may not go out, empty if it may: there is no page with which it may."""
    reasons = [next((barred[part] for part in parts if part in barred), "") for parts in whose]
    return "" if "" in reasons else next(iter(reasons), _NOT_MADE)


class Done:
    """
    The chain of what another sender has done: a cache is told of a page once it stands where the cache takes it from.

    Args:
        sender: The other.
    """

    complete = True

    def __init__(self, sender: Sender) -> None:
        self._sender = sender
        self.name = f"done by {sender.recipient.identity}"

    def tail(self) -> int:
        """The place of what it has done last."""
        with closing(self._sender.outbox()) as outbox:
            return outbox.tail()

    def after(self, number: int) -> Iterator[tuple[int, Said]]:
        """What it has done since, in order."""
        with closing(self._sender.outbox()) as outbox:
            yield from outbox.done_after(number)


class Told:
    """The chain of outputs of one site, as its links are read by *after* and its last number by *tail*."""

    name = "outputs"
    complete = False

    def __init__(self, after: Callable[[int], Iterator[Said]], tail: Callable[[], int]) -> None:
        self._after, self.tail = after, tail

    def after(self, number: int) -> Iterator[tuple[int, Said]]:
        """The outputs after that number, in order."""
        return ((said.number, said) for said in self._after(number))


def ms(since: datetime, until: datetime) -> float:
    """Milliseconds between two moments, never less than none."""
    return round(max(0.0, (until - since).total_seconds() * 1000), 1)
