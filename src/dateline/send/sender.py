"""A sender: brings one recipient to what the chain says, what is taken back before anything new."""

import fcntl
import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from hashlib import blake2b
from itertools import chain as chain_of
from pathlib import Path

from dateline.send.needs import Barred, Chain, Pages, Recipient
from dateline.send.outbox import Outbox
from dateline.send.values import Answer, Delivered, Item, Said, SendError, Sent, State

#: Why a thing waits whose page is another one, or none yet: the chain is written before the pages.
_NOT_MADE = "its page is being made"


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
            outbox.doubt(self.recipient.form)
            if anew:
                outbox.doubt()
            if asked:
                outbox.hurry()
            return _Work(self, outbox, tuple(chains), pages, barred, moment).done()


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
        self._moment, self._began = moment, time.monotonic()
        self._delivered: list[Delivered] = []

    def done(self) -> Sent:
        self._hear()
        while not self._resting() and (states := self._outbox.due(self._now(), self._to.most)):
            self._send(states)
            # What was taken back meanwhile goes before the rest.
            self._hear()
        rest, out = self._outbox.rest(), self._outbox.out()
        delivered, problem = tuple(self._delivered), rest.problem if rest else ""
        return Sent(self._sender.site, self._to.name, delivered, out, problem, self._outbox.next_due())

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
        items = self._items(states)
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
        whose = {part for s in states if self._to.takes_pages and s.said.stands for part in s.said.parts}
        barred = self._barred(whose) if whose else {}
        items: dict[str, Item] = {}
        waiting: list[tuple[State, str]] = []
        for state in states:
            found = self._item(state, barred)
            if isinstance(found, Item):
                items[state.said.path] = found
            else:
                waiting.append((state, found))
        if waiting:
            self._outbox.wait(waiting, self._now())
        return items

    def _item(self, state: State, barred: dict[str, str]) -> Item | str:
        """What is sent; or why that has to wait."""
        said = state.said
        if not self._to.takes_pages or not said.stands:
            return Item(said, state.stands)
        if why := next((barred[part] for part in said.parts if part in barred), ""):
            return why
        page = self._pages.page(said.path)
        if page is None or page.digest != said.digest or (page.until is not None and page.until <= self._now()):
            return _NOT_MADE
        return Item(said, state.stands, page.type, page.body)


class Done:
    """
    The chain of what another sender has done: a cache is told of a page once it stands where the cache takes it from.

    Args:
        sender: The other.
    """

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

    def __init__(self, after: Callable[[int], Iterator[Said]], tail: Callable[[], int]) -> None:
        self._after, self.tail = after, tail

    def after(self, number: int) -> Iterator[tuple[int, Said]]:
        """The outputs after that number, in order."""
        return ((said.number, said) for said in self._after(number))


def ms(since: datetime, until: datetime) -> float:
    """Milliseconds between two moments, never less than none."""
    return round(max(0.0, (until - since).total_seconds() * 1000), 1)
