"""The demonstration's start page: the sites, what came in, a button that kills, a place to drop a file."""

from datetime import timedelta
from email import message_from_bytes, policy
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from minijinja import Environment

from dateline.app import Newsroom
from dateline.demo.play import Planted, noted, now_in_words
from dateline.news import holds, rights
from dateline.news.story import Article, Story
from dateline.news.wire import Delivery
from dateline.sites.http import Request, Response
from dateline.sites.words import address
from dateline.verbs.kill import kill
from dateline.verbs.receipt import Receipt

_HERE = ("127.0.0.1", "localhost", "[::1]")
_HEADERS = (
    ("content-security-policy", "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'"),
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
)
#: What each status means for a planted item, in words.
_WORDS = {
    "new": "came in; nobody has used it yet",
    "published": "stands on its sites",
    "killed": "its source took it back: gone from every site, its address answers 410",
    "held": "waits for its embargo",
    "expired": "its time is over: its address answers 410",
    "withdrawn": "was taken back and may return",
    "taken": "an editor took it",
}
_OUTCOMES = {
    "corrected": "the source corrected it; the page says what was wrong",
    "updated": "the source updated it; the page follows by itself",
    "repeated": "the same bytes again: counted, and nothing changed",
    "quarantined": "its bytes are kept, and the rest went on",
}
#: A file dropped on the page has this many bytes at most.
_MOST = 64 << 20


class Start:
    """
    Answers for the start page, and for the sites.

    Args:
        room: The demonstration's newsroom; of this thread alone.
    """

    def __init__(self, room: Newsroom) -> None:
        self._room, self._readers = room, room.readers()
        pages = files("dateline.demo") / "pages"
        names = ("start.html", "home.html", "receipt.html", "dropped.html")
        self._style = (pages / "start.css").read_bytes()
        self._pages = Environment(templates={n: (pages / n).read_text("utf-8") for n in names}, trim_blocks=True)

    def answer(self, request: Request) -> Response | None:
        """The answer to a request; None if nothing is there."""
        if request.path.startswith("/~") or request.host not in _HERE:
            return self._readers(request)
        match request.method, request.path:
            case "GET" | "HEAD", "/":
                return self._html(200, "home.html", **self._home(watching="watch" in request.query))
            case "GET" | "HEAD", "/start.css":
                return Response(200, (("content-type", "text/css; charset=utf-8"), *_HEADERS), self._style)
            case "POST", "/kill" | "/drop" if not _from_here(request):
                return self._text(403, "This form is answered only on the start page itself.")
            case "POST", "/kill":
                return self._kill()
            case "POST", "/drop":
                return self._drop(request)
            case _:
                return self._text(404, "The start page is at /")

    def _html(self, status: int, page: str, **values: Any) -> Response:
        start = self._room.house.clock
        frame = {"now": now_in_words(self._room.clock.now()), "start": now_in_words(start) if start else ""}
        body = self._pages.render_template(page, **{"title": "Start", "watching": False, **frame, **values})
        body = body.replace("&#x2f;", "/")
        return Response(status, (("content-type", "text/html; charset=utf-8"), *_HEADERS), body.encode())

    def _text(self, status: int, words: str) -> Response:
        return Response(status, (("content-type", "text/plain; charset=utf-8"), *_HEADERS), f"{words}\n".encode())

    # The page

    def _home(self, watching: bool) -> dict[str, Any]:
        room, note = self._room, noted(self._room.folder)
        planted = [self._planted(p) for p in note.planted]
        waiting = (room.next_due() is not None) and any(p["waits"] for p in planted)
        return {
            "network": room.name,
            "sites": [self._site(f.code, f.store().catalog.count()) for f in room.followers()],
            "lead": self._lead(note.names["lead"]),
            "counts": _counts(
                [rights.status(s, room.clock.now(), room.ledger.standing()) for s in room.ledger.stories()]
            ),
            "planted": planted,
            "waiting": waiting,
            "watching": watching and waiting,
            "inbox": str((room.folder / "inbox").resolve()),
        }

    def _site(self, code: str, articles: int) -> dict[str, Any]:
        site = self._room.house.site(code)
        if site is None:
            return {"name": code, "tagline": "", "href": "/", "below": "/", "articles": articles}
        below = f"/~{code}/"
        return {"name": site.name, "tagline": site.tagline, "href": address(site), "below": below, "articles": articles}

    def _lead(self, id: str) -> dict[str, Any]:
        story = self._room.ledger.story(id)
        articles = self._articles(story)
        names = [s.name for a in articles for p in a.placements if (s := self._room.house.site(p.site))]
        href = next((self._href(a) for a in articles), "/")
        killed = story is not None and holds.killed(story)
        headline = next((a.wording.headline for a in articles), story.headline if story else "")
        return {"headline": headline, "href": href, "sites": " and ".join(names), "killed": killed}

    def _articles(self, story: Story | None) -> list[Article]:
        return [a for id in (story.articles if story else ()) if (a := self._room.ledger.article(id))]

    def _href(self, article: Article, site: str = "") -> str:
        """The article's address below the start page, which works wherever this page does."""
        placement = article.placement(site or article.home) or article.placements[0]
        return f"/~{placement.site}{quote(placement.path)}"

    def _planted(self, planted: Planted) -> dict[str, Any]:
        story = self._room.ledger.story(planted.story) if planted.story else None
        now, standing = self._room.clock.now(), self._room.ledger.standing()
        status = rights.status(story, now, standing) if story else planted.outcome
        happened = planted.outcome if planted.outcome in _OUTCOMES else status
        words = _OUTCOMES.get(happened) or _WORDS.get(status, "")
        if planted.problem:
            words += f": {planted.problem}"
        lapse = rights.lapse(story, standing) if story else None
        if status == "published" and lapse is not None and lapse - now < timedelta(days=1):
            words += f"; its licence ends at {lapse:%H:%M:%S}"
        if status == "held" and story and story.current and story.current.embargo:
            words += f", which lifts at {story.current.embargo:%H:%M:%S}"
        waits = status == "held" or (status == "published" and lapse is not None and lapse - now < timedelta(minutes=5))
        links = [{"href": self._href(a, p.site), "words": p.site} for a in self._articles(story) for p in a.placements]
        return {**_plain(planted), "happened": happened, "words": words, "links": links, "waits": waits}

    # What can be done

    def _kill(self) -> Response:
        room = self._room
        id = noted(room.folder).names["lead"]
        story = room.ledger.story(id)
        if story is None or holds.killed(story):
            return self._text(409, "The lead is killed already; go back to the start page.")
        receipt = room.done(
            lambda: kill(id, reason="killed from the demonstration's start page", by="owner", ledger=room.ledger)
        )
        return self._html(200, "receipt.html", title="Receipt", headline=story.headline, **_receipt(receipt))

    def _drop(self, request: Request) -> Response:
        name, data = _uploaded(request)
        if not data or len(data) > _MOST:
            return self._text(400, "No file came, or one of more than 64 MB; go back and choose another.")
        delivery = Delivery("by-hand", "hand", name, data, self._room.clock.now())
        result = next(self._room.ingest([delivery], "owner"))
        first = next((i.story for i in result.items if i.story), "")
        return self._html(
            200,
            "dropped.html",
            title=name,
            name=name,
            entry=result.entry,
            format=result.format,
            quarantined=result.quarantined,
            items=[{"outcome": i.outcome, "headline": i.headline, "story": i.story} for i in result.items],
            problems=[{"where": p.where, "what": p.what} for p in result.problems],
            first=first,
            site=self._room.house.sites[0].code,
            folder=str(self._room.folder),
        )


def _plain(planted: Planted) -> dict[str, Any]:
    return {"label": planted.label, "file": planted.file}


def _receipt(receipt: Receipt) -> dict[str, Any]:
    outputs = [
        {
            "site": o.site,
            "path": o.path,
            "href": f"/~{o.site}{o.path}",
            "state": o.state,
            "before": o.before[:12] or "–",
            "after": o.after[:12] or "–",
            "ms": f"{o.ms:.1f}",
        }
        for o in receipt.outputs
    ]
    summary = {"entry": receipt.entry, "ms": receipt.ms, "all_ms": receipt.all_ms}
    return {"r": summary, "count": len(outputs), "outputs": outputs}


def _counts(statuses: list[str]) -> str:
    """``56 stories: 42 published, …``."""
    kinds = {s: statuses.count(s) for s in dict.fromkeys(sorted(statuses))}
    return f"{len(statuses)} stories: " + ", ".join(f"{n} {s}" for s, n in kinds.items()) + "."


def _from_here(request: Request) -> bool:
    """Whether a form was sent by the start page itself, and not by another site in the same browser."""
    origin = request.headers.get("origin", "")
    return not origin or origin.partition("://")[2] == request.headers.get("host", "")


def _uploaded(request: Request) -> tuple[str, bytes]:
    """The name and bytes of the file in a form; empty if there is none."""
    head = f"Content-Type: {request.headers.get('content-type', '')}\r\n\r\n".encode()
    form = message_from_bytes(head + request.body, policy=policy.HTTP)
    for part in form.iter_parts() if form.is_multipart() else ():
        if part.get_filename():
            payload = part.get_payload(decode=True)
            return str(part.get_filename()), payload if isinstance(payload, bytes) else b""
    return "", b""
