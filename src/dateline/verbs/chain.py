"""The chain of outputs, as one step of one site tells it."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from dateline.ledger.contract import Output, Recorded, Turn
from dateline.sites.store import PageStore

#: Outputs that are told at once.
_BATCH = 2_000


class Told(Protocol):
    """The ledger's chain of outputs."""

    def turn(self) -> AbstractContextManager[Turn]:
        """Wait for the writer's turn."""

    def outputs(self, *, site: str | None = None, path: str | None = None, after: int = 0) -> Iterable[Recorded]:
        """The chain of outputs, in order."""

    def output_tail(self) -> int:
        """The number of the last output."""


class Written(Struct, frozen=True):
    """An output that is now another one than before."""

    site: str
    path: str
    status: int
    #: SHA-256 of the body before; empty if there was none.
    before: str
    #: SHA-256 of the body now; empty if there is none.
    after: str
    parts: tuple[str, ...]
    size: int


class Label(Struct, frozen=True):
    """What all outputs of one step have in common."""

    entry: int
    moment: datetime
    program: str
    theme: str


class Chain:
    """
    What one step of one site tells the chain.

    What stands in the world is in the chain before it stands there, even if we fall over in between: then the chain
    says more than there is, and the next step makes it good.

    Args:
        ledger: Whose chain.
        site: The site's code.
        store: Where its pages are put.
        served: What readers have until the store takes its place; None: the store itself.
        label: What the step's outputs have in common.
    """

    def __init__(self, ledger: Told, site: str, store: PageStore, served: PageStore | None, label: Label) -> None:
        self._ledger, self._site, self._store, self._served, self._label = ledger, site, store, served, label
        #: What was told, and may never have stood there.
        told = (served or store).told()
        # Of a new store the whole chain may be to come: then the site's own part of it is looked up.
        said = (r.output for r in ledger.outputs(after=told, site=None if told else site))
        self._said = {output.path: output for output in said if output.site == site}
        self._waiting: list[Written] = []
        #: The digests that this step has told of, by path: one page may be made twice in it.
        self._told: dict[str, str] = {}
        self.entry = label.entry
        #: The outputs that this step made; of a whole site made from nothing they are only counted.
        self.written: list[Written] = []
        self.count = 0

    def tell(self, written: Written) -> None:
        """Tell of an output that is another one than before."""
        self.count += 1
        if self._served is None:
            self.written.append(written)
        else:
            page, told = self._served.page(written.path), self._told.get(written.path)
            same = page is not None and (page.digest, page.status) == (written.after, written.status)
            if told is None and same:
                return
            written = replace(written, before=told if told is not None else page.digest if page else "")
            self._told[written.path] = written.after
        last = self._said.pop(written.path, None)
        if last is not None:
            if (last.digest, last.status) == (written.after, written.status):
                return
            written = replace(written, before=last.digest)
        self._wait(written)

    def close(self) -> None:
        """Tell the rest."""
        self._rest()
        self._put()

    def _rest(self) -> None:
        """What no longer stands, and what was told and never stood."""
        if self._served is not None:
            here = set(self._store.paths())
            for page in self._served.pages():
                if page.path not in here and page.path not in self._said:
                    self._wait(Written(self._site, page.path, 404, page.digest, "", (), 0))
        for path, last in sorted(self._said.items()):
            stood = self._store.page(path)
            status, digest = (stood.status, stood.digest) if stood else (404, "")
            if (last.status, last.digest) != (status, digest):
                parts, size = (stood.parts, stood.size) if stood else ((), 0)
                self._wait(Written(self._site, path, status, last.digest, digest, parts, size))

    def outputs(self) -> list[Output]:
        """What is still to be told; whoever asks tells it."""
        self._rest()
        outputs = [_output(written, self._label) for written in self._waiting]
        self._waiting.clear()
        return outputs

    def told(self, tail: int) -> None:
        """All is told, up to that number of the chain: what stands here from now on is in it."""
        self._store.tell(tail)

    def _wait(self, written: Written) -> None:
        self._waiting.append(written)
        if len(self._waiting) >= _BATCH:
            self._put()

    def _put(self) -> None:
        if self._waiting:
            with self._ledger.turn() as turn:
                turn.put(_output(written, self._label) for written in self._waiting)
            self._waiting.clear()


def _output(written: Written, label: Label) -> Output:
    return Output(
        site=written.site,
        path=written.path,
        status=written.status,
        digest=written.after,
        before=written.before,
        size=written.size,
        parts=written.parts,
        entry=label.entry,
        moment=label.moment,
        program=label.program,
        theme=label.theme,
    )
