"""search: everything that came in or was published, by its words and by what is known of it."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from dateline.app import Newsroom
from dateline.archive.answer import Answer, Hit, Run
from dateline.archive.query import FIELDS
from dateline.cli.common import PROBLEMS, Folder, Json, counted, err, given, out, say_json, working
from dateline.cli.opened import opened
from dateline.news.errors import NotAllowed
from dateline.news.status import STATUSES
from dateline.verbs.index import Searching

HERE = Path()


def search_command(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WORDS",
            help='Words, "phrases", beginn*, NOT what is unwanted, one OR another, and fields: '
            f"{', '.join(f'{name}:' for name in FIELDS)}.",
            callback=given,
        ),
    ] = None,
    site: Annotated[str, typer.Option("--site", help="Only what stands on this site.")] = "",
    status: Annotated[str, typer.Option("--status", help=f"Only these: {', '.join(STATUSES)}.")] = "",
    newest: Annotated[bool, typer.Option("--newest", help="The newest first, in place of what fits best.")] = False,
    page: Annotated[int, typer.Option("--page", min=1, help="Which page of the answer.")] = 1,
    readers: Annotated[
        bool, typer.Option("--readers", help="What readers find: those of --site, or of the network.")
    ] = False,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="First make the index anew from the ledger.")] = False,
    newsroom: Folder = HERE,
    json: Json = False,
) -> None:
    """Search everything that came in or was published; see docs/search.md."""
    if status and (status not in STATUSES or readers):
        why = "readers are told of no status" if readers else f"there are: {', '.join(STATUSES)}"
        raise NotAllowed("search", f"--status {status}: {why}")
    text = " ".join((*(words or ()), *((f"status:{status}",) if status else ())))
    if not text and not rebuild:
        raise NotAllowed("search", 'type what is looked for: dateline search grain "new pier" since:2020')
    with opened(newsroom) as room:
        _in_force(room, site)
        moment = room.clock.now()
        busy = _brought_up(room.searching, moment, rebuild=rebuild, quiet=json)
        answer = room.searching.answer(
            text, site=site or None, page=page, newest=newest, desk=not readers, moment=moment
        )
        rows = [_row(room, hit) for hit in answer.hits]
    _told(answer, json=json, asked=bool(text))
    if json:
        say_json(rows)
    if busy and rebuild:
        raise typer.Exit(PROBLEMS)


def _in_force(room: Newsroom, site: str) -> None:
    if site and room.house.site(site) is None:
        known = ", ".join(s.code for s in room.house.sites) or "none; `dateline apply` puts sites/*.toml in force"
        raise NotAllowed("search", f"--site {site}: there is no such site; there are: {known}")


def _brought_up(searching: Searching, moment: datetime, *, rebuild: bool, quiet: bool) -> bool:
    """Bring the index up, unless another process has it in hand; whether one has."""
    with working("indexing", quiet):
        follower = searching.follower
        done = follower.rebuild(moment) if rebuild else follower.step(moment)
    if done.busy and rebuild:
        err.print("Another process is making the index anew; this answer is of the one that serves.")
    return done.busy


def _row(room: Newsroom, hit: Hit) -> dict[str, Any]:
    article = room.ledger.article(hit.id)
    story = room.ledger.story(article.stories[0] if article and article.stories else hit.id)
    return {
        "id": hit.id,
        "story": story.id if story else "",
        "headline": _plain(hit.headline),
        "snippet": _plain(hit.snippet),
        "source": story.source if story else "",
        "status": hit.status,
        "version": len(story.marks) if story else 0,
        "sites": [p.site for p in hit.places],
        "paths": {p.site: p.path for p in hit.places},
        "date": hit.date,
    }


def _plain(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs)


def _told(answer: Answer, *, json: bool, asked: bool) -> None:
    for remark in answer.remarks:
        err.print(remark, markup=False, style="yellow")
    if json or not asked:
        return
    for hit in answer.hits:
        places = " ".join(p.site for p in hit.places)
        head = f"{hit.date:%Y-%m-%d %H:%M}  {hit.id}  {hit.status}  {places}".rstrip()
        out.print(f"[bold]{_marked(hit.headline) or '(no words)'}[/]")
        out.print(f"  {head}", style="dim", markup=False)
        if hit.snippet:
            out.print(f"  {_marked(hit.snippet)}")
    about = "" if answer.exact else "about "
    out.print(
        f"{about}{counted(answer.total, 'hit')}, page {answer.page} of {answer.pages}" if answer.total else "Nothing."
    )
    for facet in answer.facets:
        counts = " · ".join(f"{c.name} {c.number}" for c in facet.counts[:8])
        out.print(f"  {facet.field}: {counts}", style="dim", markup=False)


def _marked(runs: Iterable[Run]) -> str:
    return "".join(f"[underline]{escape(r.text)}[/]" if r.marked else escape(r.text) for r in runs)
