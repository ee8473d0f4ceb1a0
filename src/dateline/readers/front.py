"""The front of a reader process: what can be answered from the page stores, and what the newsroom is asked for."""

import sqlite3
from pathlib import Path

from dateline.doors.addresses import made_anew
from dateline.ledger.contract import Clock
from dateline.ledger.open import url_of
from dateline.ledger.servers import postgres
from dateline.ledger.sqlite import Sqlite
from dateline.ledger.view import View
from dateline.news.errors import DatelineError
from dateline.news.house import Site
from dateline.readers.commits import Commits, ReadPages
from dateline.readers.gate import Gate
from dateline.readers.link import later
from dateline.sites.http import Request, Response
from dateline.sites.serve import Network, SiteServer
from dateline.sites.served import Cache


class NotMade(Exception):
    """A rendition that is not on disk (yet)."""


class Kept:
    """
    The renditions on disk; see `sites.needs.Renditions`.

    Args:
        folder: ``data/pictures``.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def rendition(self, name: str) -> bytes:
        """
        The bytes of a rendition.

        Raises:
            NotMade: If it is not there.
        """
        digest = name.partition("-")[0]
        try:
            return (self._place(digest) / name.removeprefix(f"{digest}-")).read_bytes()
        except FileNotFoundError:
            raise NotMade(name) from None

    def knows(self, digest: str) -> bool:
        """Whether the picture was shown before, it may be."""
        return self._place(digest).is_dir()

    def _place(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest[2:]


class Front:
    """
    All sites' pages, for one thread; it opens all files for reading only.

    Args:
        data: The newsroom's ``data/``.
        clock: The newsroom's.
    Raises:
        LedgerError: If the ledger cannot be reached.
    """

    def __init__(self, data: Path, clock: Clock) -> None:
        self._data, self._clock = data, clock
        url = url_of(data)
        self._ledger: View = Local(data / "ledger.db") if url is None else View(postgres(url))
        self._gate = Gate(self._ledger, clock)
        self._pictures = Kept(data / "pictures")
        self._cache = Cache()
        self._sites: tuple[Site, ...] = ()
        self._servers: dict[str, SiteServer] = {}
        self._network = Network((), self._server)
        self._stamp: int | None = None

    def answer(self, request: Request) -> Response | None:
        """The answer to who asks for a page; None where the newsroom must be asked."""
        if request.method not in ("GET", "HEAD") or made_anew(request.path):
            return None
        try:
            if self._ledger.stamp() != self._stamp:
                self._heed()
            return self._network.answer(request)
        except NotMade:
            return None
        except (DatelineError, sqlite3.Error, OSError) as e:
            return later(f"The pages cannot be read: {e}")

    def close(self) -> None:
        """Let go of all files."""
        for server in self._servers.values():
            server.close()
        self._ledger.close()

    def _heed(self) -> None:
        """Follow what `dateline apply` has put in force."""
        stamp = self._ledger.stamp()
        sites = self._gate.standing().house.sites
        if sites != self._sites:
            for server in self._servers.values():
                server.close()
            self._servers = {}
            self._network, self._sites = Network(sites, self._server), sites
        self._stamp = stamp

    def _server(self, code: str) -> SiteServer:
        folder, gate = self._data / "sites" / code, Gate(self._ledger, self._clock)
        server = SiteServer(code, folder, gate, self._clock.now, self._pictures, open=ReadPages, cache=self._cache)
        self._servers[code] = server
        return server


class Local(View):
    """
    A ledger in a file, looked at by one thread of a process that has no other look at it.

    Args:
        file: ``data/ledger.db``.
    """

    def __init__(self, file: Path) -> None:
        super().__init__(Sqlite(file, glancing=True))
        self._commits = Commits(file)

    def stamp(self) -> int:
        """A number that is another one after every commit by anybody."""
        return self._commits.number()

    def close(self) -> None:
        """Let go of the file."""
        super().close()
        self._commits.close()
