"""Who has an article open: they see each other, and one of them edits."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, Any, Final

import msgspec
from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter
from litestar.response import Stream
from msgspec import Meta, Struct

from dateline.desk.api.common import Asked, Desk, TheDesk
from dateline.desk.asking import permitted
from dateline.desk.drafts import Drafts
from dateline.desk.presence import Here, Presence
from dateline.desk.working import article_at, name_of, stories_of
from dateline.news.errors import NotAllowed
from dateline.news.story import Article
from dateline.verbs.update import proposal

TheDrafts = NamedDependency[Drafts]
TheyWhoAreHere = NamedDependency[Presence]
Window = Annotated[str, QueryParameter(name="window", max_length=80, description="The window's own key.")]

#: Seconds between two messages to one window, at least; and between two words that the line is still there.
APART: Final = 0.2
ALIVE: Final = 5.0


class Taking(Struct, frozen=True, forbid_unknown_fields=True):
    """The window that edits from now on."""

    window: Annotated[str, Meta(max_length=80)]


@post("/articles/{id:str}/editing", opt={"act": "edit"}, status_code=200, sync_to_thread=True)
def take_over(
    request: Asked, desk: TheDesk, presence: TheyWhoAreHere, id: FromPath[str], data: JSONBody[Taking]
) -> Here:
    """Edit an article from now on; the others who have it open look on, and are told."""
    found = article_at(desk, id)
    permitted(request.user, "edit", tuple(p.site for p in found.placements))
    if not presence.take(found.id, data.window):
        raise NotAllowed("edit", "this window does not listen to the article; open it anew")
    return presence.here(found.id)


@get("/articles/{id:str}/events", opt={"act": "see"}, media_type="text/event-stream")
async def events(
    request: Asked, desk: TheDesk, drafts: TheDrafts, presence: TheyWhoAreHere, id: FromPath[str], window: Window
) -> Stream:
    """
    An article while somebody has it open, as server-sent events: ``here`` who has it open and which window edits it;
    ``draft`` its words as they are typed; ``article`` its latest revision, and whether its source has sent a newer one.
    """
    found = await asyncio.to_thread(article_at, desk, id)
    person = request.user.person
    lines = _Lines(desk, drafts, presence, found.id).sent(window, person.id, person.name)
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return Stream(lines, media_type="text/event-stream", headers=headers)


class _Lines:
    """What one window is sent: each thing when it is another one than before."""

    def __init__(self, desk: Desk, drafts: Drafts, presence: Presence, id: str) -> None:
        self._desk, self._drafts, self._presence, self._id = desk, drafts, presence, id
        self._sent: dict[str, object] = {}

    async def sent(self, window: str, person: str, name: str) -> AsyncIterator[bytes]:
        loop, come = asyncio.get_running_loop(), asyncio.Event()

        def told() -> None:
            loop.call_soon_threadsafe(come.set)

        leave = self._presence.sit(self._id, window, person, name, told)
        silence = self._desk.live.listen(told)
        try:
            while True:
                come.clear()
                yield await asyncio.to_thread(self._news) or b": still here\n\n"
                await asyncio.sleep(APART)
                try:
                    await asyncio.wait_for(come.wait(), ALIVE)
                except TimeoutError:
                    continue
        finally:
            silence()
            leave()

    def _news(self) -> bytes:
        here = self._presence.here(self._id)
        number, _ = self._drafts.of(self._id)
        found = article_at(self._desk, self._id)
        newer = [s.current.entry for s in stories_of(self._desk, found) if s.current]
        lines = [
            self._line("here", (here.people, here.editing), lambda: here),
            self._line("draft", number, lambda: self._drafted(number)),
            self._line("article", (len(found.revisions), newer), lambda: self._stands(found)),
        ]
        return b"".join(lines)

    def _line(self, event: str, stamp: object, value: Any) -> bytes:
        if self._sent.get(event) == stamp:
            return b""
        self._sent[event] = stamp
        return b"event: %b\ndata: %b\n\n" % (event.encode(), msgspec.json.encode(value()))

    def _drafted(self, number: int) -> dict[str, object]:
        _, kept = self._drafts.of(self._id)
        return {"number": number, "draft": kept, "who": name_of(self._desk, kept.person) if kept else ""}

    def _stands(self, found: Article) -> dict[str, object]:
        last = found.revisions[-1] if found.revisions else None
        who = name_of(self._desk, last.by) if last else ""
        newer = proposal(found, self._desk.room.ledger) is not None
        return {"revision": len(found.revisions), "by": who, "proposed": newer}
