"""More verbs at the command line: put aside and bring back, hold and let go, update, join, package, pin, gather."""

from datetime import datetime
from typing import Annotated

import typer
from rich.table import Table

from dateline.cli.common import By, Folder, Id, Json, Reason, given, moment, out, person, say_json
from dateline.cli.desk import HERE, done
from dateline.cli.opened import opened
from dateline.news.errors import NotAllowed, StoryNotFound
from dateline.news.story import Story
from dateline.verbs.gather import gather, ungather
from dateline.verbs.hold import hold, release
from dateline.verbs.join import join, separate
from dateline.verbs.package import ROLES, package
from dateline.verbs.pin import pin, unpin
from dateline.verbs.reissue import reissue
from dateline.verbs.spike import restore, spike
from dateline.verbs.update import Choice, Proposal, proposal, update

Other = Annotated[str, typer.Argument(help="The other story's id.", metavar="OTHER", callback=given)]
Until = Annotated[str, typer.Option("--until", help="Until this moment, such as 2020-01-30T20:05:00Z.", metavar="TIME")]
Collection = Annotated[str, typer.Option("--collection", help="Its slug in the site's settings.", metavar="SLUG")]
Site = Annotated[str, typer.Option("--site", help="The site's code.")]


def when(text: str) -> datetime | None:
    """A moment given as an option; None if it was not given."""
    return moment(text) if text else None


def spike_command(id: Id, reason: Reason = "", by: By = "", newsroom: Folder = HERE, json: Json = False) -> None:
    """Put a story aside; restore brings it back."""
    done(newsroom, json, lambda r: spike(id, reason=reason, by=person(by), ledger=r.ledger))


def restore_command(id: Id, reason: Reason = "", by: By = "", newsroom: Folder = HERE, json: Json = False) -> None:
    """Bring a spiked story back."""
    done(newsroom, json, lambda r: restore(id, reason=reason, by=person(by), ledger=r.ledger))


def hold_command(
    id: Id, reason: Reason = "", until: Until = "", by: By = "", newsroom: Folder = HERE, json: Json = False
) -> None:
    """Keep a story or an article from readers, until it is released or until a moment."""
    done(newsroom, json, lambda r: hold(id, reason=reason, until=when(until), by=person(by), ledger=r.ledger))


def release_command(id: Id, reason: Reason = "", by: By = "", newsroom: Folder = HERE, json: Json = False) -> None:
    """Let go of what our desk holds, and of what is held in doubt."""
    done(newsroom, json, lambda r: release(id, reason=reason, by=person(by), ledger=r.ledger))


def reissue_command(id: Id, reason: Reason = "", by: By = "", newsroom: Folder = HERE, json: Json = False) -> None:
    """Begin a story anew that our desk killed by mistake; the killed one stays dead."""
    done(newsroom, json, lambda r: reissue(id, reason=reason, by=person(by), ledger=r.ledger))


def join_command(
    id: Id, other: Other, reason: Reason = "", by: By = "", newsroom: Folder = HERE, json: Json = False
) -> None:
    """Say that two stories are one report: what takes one back takes back the other."""
    done(newsroom, json, lambda r: join(id, other, reason=reason, by=person(by), ledger=r.ledger))


def separate_command(
    id: Id, other: Other, reason: Reason = "", by: By = "", newsroom: Folder = HERE, json: Json = False
) -> None:
    """Say that two joined stories are two reports after all."""
    done(newsroom, json, lambda r: separate(id, other, reason=reason, by=person(by), ledger=r.ledger))


def package_command(
    id: Id,
    add: Annotated[
        list[str], typer.Option("--add", help=f"ROLE=ID; roles: {', '.join(ROLES)}.", metavar="ROLE=ID")
    ] = [],  # noqa: B006 - typer reads it
    drop: Annotated[list[str], typer.Option("--drop", help="The id of a part that goes.", metavar="ID")] = [],  # noqa: B006
    reason: Reason = "",
    by: By = "",
    newsroom: Folder = HERE,
    json: Json = False,
) -> None:
    """Say what stands below an article: backgrounders, teasers, related stories."""
    parts = tuple(_role(text) for text in add)
    done(
        newsroom,
        json,
        lambda r: package(id, add=parts, drop=tuple(drop), reason=reason, by=person(by), ledger=r.ledger),
    )


def pin_command(
    id: Id,
    site: Site = "",
    place: Annotated[int, typer.Option("--place", help="From 1, the lead.")] = 1,
    until: Until = "",
    reason: Reason = "",
    by: By = "",
    newsroom: Folder = HERE,
    json: Json = False,
) -> None:
    """Give an article a place on a site's front."""
    if not site:
        raise NotAllowed("pin", "say where: --site CODE")
    done(
        newsroom,
        json,
        lambda r: pin(id, site=site, place=place, until=when(until), reason=reason, by=person(by), ledger=r.ledger),
    )


def unpin_command(
    id: Id, site: Site = "", reason: Reason = "", by: By = "", newsroom: Folder = HERE, json: Json = False
) -> None:
    """Take an article off its place on a site's front."""
    done(newsroom, json, lambda r: unpin(id, site=site, reason=reason, by=person(by), ledger=r.ledger))


def gather_command(
    id: Id,
    site: Site = "",
    collection: Collection = "",
    place: Annotated[int | None, typer.Option("--place", help="From 1; by its day if not said.")] = None,
    reason: Reason = "",
    by: By = "",
    newsroom: Folder = HERE,
    json: Json = False,
) -> None:
    """Put an article into a collection of a site."""
    _where("gather", site, collection)
    done(
        newsroom,
        json,
        lambda r: gather(
            id, site=site, collection=collection, place=place, reason=reason, by=person(by), ledger=r.ledger
        ),
    )


def ungather_command(
    id: Id,
    site: Site = "",
    collection: Collection = "",
    reason: Reason = "",
    by: By = "",
    newsroom: Folder = HERE,
    json: Json = False,
) -> None:
    """Take an article out of a collection."""
    _where("ungather", site, collection)
    done(
        newsroom,
        json,
        lambda r: ungather(id, site=site, collection=collection, reason=reason, by=person(by), ledger=r.ledger),
    )


def _where(verb: str, site: str, collection: str) -> None:
    if not site or not collection:
        raise NotAllowed(verb, "say where: --site CODE --collection SLUG")


def update_command(
    id: Id,
    show: Annotated[bool, typer.Option("--show", help="Only show what is proposed, block by block.")] = False,
    ours: Annotated[list[int], typer.Option("--ours", help="In this conflict our words stand.", metavar="N")] = [],  # noqa: B006
    theirs: Annotated[
        list[int], typer.Option("--theirs", help="In this conflict the source's words stand.", metavar="N")
    ] = [],  # noqa: B006
    decline: Annotated[bool, typer.Option("--decline", help="Leave the article as it is.")] = False,
    note: Annotated[str, typer.Option("--note", help="For readers of How we know.")] = "",
    by: By = "",
    newsroom: Folder = HERE,
    json: Json = False,
) -> None:
    """Take the source's newer version into an article that our desk changed."""
    if show:
        with opened(newsroom) as room:
            story = room.ledger.story(id)
            article = room.ledger.article(story.articles[0] if story and story.articles else id)
            if article is None:
                raise StoryNotFound(id) if story is None else NotAllowed("update", f"{id} is not taken yet")
            _shown(proposal(article, room.ledger), story, json)
        return
    choices: dict[int, Choice] = {**dict.fromkeys(ours, "ours"), **dict.fromkeys(theirs, "theirs")}
    done(
        newsroom,
        json,
        lambda r: update(id, choices=choices, decline=decline, note=note, by=person(by), ledger=r.ledger),
    )


def _shown(found: Proposal | None, story: Story | None, as_json: bool) -> None:
    del story
    if as_json:
        say_json(found)
        return
    if found is None:
        out.print("Nothing newer has come from its source.")
        return
    kind = "a correction" if found.correction else "an update"
    out.print(f"{found.article}: {kind} by its source, issued {found.mark.issued:%Y-%m-%d %H:%M} UTC")
    out.print(found.merged.wording.headline, style="bold", markup=False)
    for block in found.merged.wording.blocks:
        out.print(f"  {block.text}", markup=False)
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("conflict", "at", "it was", "ours", "theirs"):
        table.add_column(name)
    for number, conflict in enumerate(found.conflicts, 1):
        table.add_row(str(number), str(conflict.place), conflict.base, conflict.ours, conflict.theirs)
    out.print(table) if found.conflicts else out.print("No conflict: `dateline update` takes it in.")


def _role(text: str) -> tuple[str, str]:
    role, equals, id = text.partition("=")
    if not equals or not id:
        raise NotAllowed("package", f"--add {text}: write ROLE=ID, such as backgrounder=afp-7f3k2q9m")
    return role, id
