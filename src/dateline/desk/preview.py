"""Preview: the page that a site would have if what somebody typed were saved and published now; nothing is written."""

import secrets
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, cast

from litestar import Response, Router, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from msgspec import Struct

from dateline.desk.api.common import Desk
from dateline.desk.problems import SECURITY
from dateline.ledger.contract import Blob, Clock, Ledger
from dateline.news.agenda import Agenda
from dateline.news.change import fold
from dateline.news.errors import NotAllowed, StoryNotFound
from dateline.news.facts import Entry, Fact
from dateline.news.house import Site
from dateline.news.rights import Standing
from dateline.news.story import Article, Story
from dateline.news.wire import Version
from dateline.pictures.values import TYPES
from dateline.sites.build import Edition
from dateline.sites.catalog import Catalog
from dateline.sites.generations import Generations
from dateline.sites.needs import Pictures
from dateline.sites.render import Renderer
from dateline.sites.shell import Shells
from dateline.sites.store import Built, PageStore
from dateline.verbs.edit import Draft, edit
from dateline.verbs.publish import publish

#: How long a preview can be looked at, and how many there are at once.
KEPT: Final = timedelta(minutes=15)
_MOST: Final = 64
#: As strict as the desk's, but that the desk may frame it, and that it has no script at all.
POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'"
)


class Imagined:
    """
    The newsroom as it would be after some verbs: a ledger of which only the beginning is real.

    Args:
        ledger: The newsroom's; it is read.
        clock: Its own.
    """

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger, self.moment = ledger, clock.now()
        self._stories: dict[str, Story] = {}
        self._articles: dict[str, Article] = {}
        self._number = ledger.tail()
        self.version: Callable[[int], Version | None] = ledger.version
        self.standing: Callable[[], Standing] = ledger.standing
        self.agenda: Callable[[], Agenda] = ledger.agenda
        self.clued: Callable[..., tuple[str, ...]] = ledger.clued

    @contextmanager
    def turn(self) -> Iterator["Imagined"]:
        """A turn that nobody waits for."""
        yield self

    def story(self, id: str) -> Story | None:
        """The story as it would be."""
        return self._stories.get(id) or self._ledger.story(id)

    def article(self, id: str) -> Article | None:
        """The article as it would be."""
        return self._articles.get(id) or self._ledger.article(id)

    def foresee(self, *, stories: Iterable[str] = (), digests: Iterable[str] = (), clues: Iterable[int] = ()) -> None:
        """Nothing: this is quick enough."""

    def append(self, fact: Fact, *, by: str, blobs: Iterable[Blob] = ()) -> Entry:
        """Take the step that an entry would."""
        del blobs  # Only deliveries have them.
        self._number += 1
        entry = Entry(self._number, self.moment, by, fact)
        change = fold(entry, self)
        self._stories |= {s.id: s for s in change.stories}
        self._articles |= {a.id: a for a in change.articles}
        return entry


class Shown(Struct, frozen=True):
    """What readers of a site would get."""

    #: None where they would get nothing: *why* says it.
    built: Built | None
    #: Its path on the site.
    path: str
    #: When the newsroom's clock made it so; UTC.
    moment: datetime
    why: str = ""
    #: When the clock will make it otherwise; None: never by the clock.
    until: datetime | None = None


class Previews:
    """
    Pages as they would be, kept for a while.

    Args:
        desk: Whose.
        now: The world's clock.
    """

    def __init__(self, desk: Desk, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._room, self._now, self._lock = desk.room, now, threading.Lock()
        self._pages: dict[str, tuple[datetime, Shells, bytes]] = {}
        self._kept: dict[str, tuple[int, Shells]] = {}

    @property
    def pictures(self) -> Pictures:
        """Those that came with stories."""
        return self._room.pictures

    def make(self, article: str, draft: Draft, site: str, *, by: str) -> Shown:
        """
        The page of an article on a site as it would be.

        Args:
            article: Its id.
            draft: What would be changed.
            site: The site's code; where the article does not stand there yet, it would be published there now.
            by: Who would do it.
        Raises:
            StoryNotFound: If there is no such article.
            NotAllowed: If it could not be saved or published so, with the reason.
        """
        ledger = Imagined(self._room.ledger, self._room.clock)
        # The verbs ask for no more of a ledger than its turns.
        turns = cast(Ledger, ledger)
        edit(article, draft, by=by, ledger=turns)
        found = ledger.article(article)
        if found is None:
            raise StoryNotFound(article)
        if found.placement(site) is None:
            publish(found.id, sites=(site,), by=by, ledger=turns, topics=self._room.topics())
        return self._shown(found.id, ledger, site)

    def refused(self, article: str, draft: Draft, *, by: str) -> str:
        """Why a draft could not be saved; empty: it could."""
        try:
            edit(article, draft, by=by, ledger=cast(Ledger, Imagined(self._room.ledger, self._room.clock)))
        except NotAllowed as e:
            return e.because
        return ""

    def keep(self, shown: Shown, site: str) -> str:
        """A name under which a page can be looked at for a while."""
        name, now = secrets.token_urlsafe(18), self._now()
        shells = self._shells(self._site(site))
        with self._lock:
            living = {n: p for n, p in self._pages.items() if p[0] > now}
            self._pages = dict(list(living.items())[-_MOST + 1 :])
            self._pages[name] = (now + KEPT, shells, shown.built.body if shown.built else b"")
        return name

    def page(self, name: str) -> bytes | None:
        """The page of that name; None once its time is over."""
        until, _, body = self._pages.get(name, (self._now(), None, b""))
        return body if until > self._now() else None

    def file(self, path: str) -> bytes | None:
        """A style sheet or a font that such a page asks for."""
        for _, shells, _ in tuple(self._pages.values()):
            if path == shells.style_path:
                return shells.style
            if path in shells.renderer.fonts:
                return shells.renderer.fonts[path]
        return None

    @contextmanager
    def edition(self, code: str, ledger: Imagined) -> Iterator[tuple[Edition, Catalog]]:
        """A site as it would be, and its catalog; what is noted there meanwhile is not written."""
        site = self._site(code)
        with closing(self.store(code)) as store, _undone(store):
            edition = Edition(site, ledger, store, self._shells(site), ledger.moment, self.pictures)
            yield edition, store.catalog

    def store(self, code: str, *, reading: bool = False) -> PageStore:
        """A site's pages as they are; an empty store where it has none yet."""
        generations = Generations(self._room.folder / "data" / "sites" / code)
        current = generations.current()
        return PageStore(generations.path(current), reading=reading) if current else PageStore(Path(":memory:"))

    def _shown(self, id: str, ledger: Imagined, code: str) -> Shown:
        with self.edition(code, ledger) as (edition, _):
            _, now = edition.note(id)
            if now is None:
                raise StoryNotFound(id)
            built = edition.build(now.path)
        return Shown(built, now.path, ledger.moment, now.why, now.until)

    def _site(self, code: str) -> Site:
        site = self._room.ledger.standing().house.site(code)
        if site is None:
            raise NotAllowed("preview", f"there is no site {code}")
        return site

    def _shells(self, site: Site) -> Shells:
        """What stands around the site's pages, in its theme as it is now; made anew where settings changed."""
        standing = self._room.ledger.standing()
        known = self._kept.get(site.code)
        if known is None or known[0] != standing.entry:
            own = self._room.folder / "themes" / site.code
            renderer = Renderer(overrides=own if own.is_dir() else None)
            known = self._kept[site.code] = (standing.entry, Shells(site, standing, renderer))
        return known[1]


@contextmanager
def _undone(store: PageStore) -> Iterator[None]:
    """What is noted in a store meanwhile is not written."""
    store.begin()
    try:
        yield
    finally:
        store.undo()


def routes(previews: Previews) -> Router:
    """Where previews are looked at: as the site's reader gets the page, with what it asks for at the same paths."""

    @get("/preview/{name:str}", opt={"act": "see"}, sync_to_thread=True)
    def page(name: FromPath[str]) -> Response[bytes]:
        """A page as it would be."""
        body = previews.page(name)
        if body is None:
            raise NotFoundException("This preview's time is over; make it anew.")
        headers = {**SECURITY, "content-security-policy": POLICY, "cache-control": "no-store"}
        return Response(body, media_type="text/html", headers=headers)

    @get("/{name:str}", opt={"act": "see"}, sync_to_thread=True)
    def style(name: FromPath[str]) -> Response[bytes]:
        """The style sheet of a preview."""
        return _file(previews, f"/{name}", "text/css")

    @get("/fonts/{name:str}", opt={"act": "see"}, sync_to_thread=True)
    def font(name: FromPath[str]) -> Response[bytes]:
        """A font of a preview."""
        return _file(previews, f"/fonts/{name}", "font/woff2")

    @get("/pictures/{name:str}", opt={"act": "see"}, sync_to_thread=True)
    def picture(name: FromPath[str]) -> Response[bytes]:
        """A rendition of a picture."""
        data = previews.pictures.rendition(name)
        if data is None:
            raise NotFoundException(f"There is no picture {name}.")
        return Response(data, media_type=_TYPES.get(name.rpartition(".")[2], "application/octet-stream"))

    return Router("/", route_handlers=[page, style, font, picture], include_in_schema=False)


def _file(previews: Previews, path: str, type: str) -> Response[bytes]:
    data = previews.file(path)
    if data is None:
        raise NotFoundException(f"There is no {path} here.")
    return Response(data, media_type=type)


_TYPES: Final = {str(format): type for format, type in TYPES.items()}
