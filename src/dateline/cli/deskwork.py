"""What the desk says to itself: judgements, notes, assignments, plans, the budget; and articles of its own."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from msgspec import UNSET, UnsetType
from rich.table import Table

from dateline.cli.common import (
    By,
    Folder,
    Id,
    Json,
    Reason,
    given,
    moment,
    out,
    person,
    say_json,
    span,
    working,
)
from dateline.cli.desk import HERE, Because, Sites, Values, done, read_text
from dateline.cli.opened import opened
from dateline.news.budget import Line
from dateline.news.errors import NotAllowed
from dateline.news.judgements import Counted, Valued
from dateline.setup.topics import topics_of
from dateline.verbs.begin import Page, begin
from dateline.verbs.judge import judge, judgement, values
from dateline.verbs.note import assign, note, ready
from dateline.verbs.plan import Planning, budget, drop, plan, replan, tie

Due = Annotated[
    str | None,
    typer.Option("--due", help="By when, such as 2020-01-30T20:05:00Z; none: at no set time.", metavar="TIME"),
]


def judge_command(
    id: Id,
    value: Values = [],  # noqa: B006 - typer reads it
    because: Because = "",
    by: By = "",
    newsroom: Folder = HERE,
    json: Json = False,
) -> None:
    """Say what a story is worth to a site's readers, and why; what was said of that site before holds no more."""
    said = tuple(judgement(text, because, "judge") for text in value)
    done(newsroom, json, lambda r: judge(id, said, by=person(by), ledger=r.ledger))


def values_command(
    last: Annotated[str, typer.Option("--last", help="The judgements of so long, such as 7d.", metavar="SPAN")] = "7d",
    site: Sites = [],  # noqa: B006 - typer reads it
    newsroom: Folder = HERE,
    json: Json = False,
) -> None:
    """What each site values: the judgements of the last days by value, topic and source, with their reasons."""
    length = span(last, "--last")
    with opened(newsroom) as room, working("looking through the judgements", json):
        now = room.clock.now()
        # What was judged at this very moment is among them.
        found = values(room.ledger, now - length, datetime.max.replace(tzinfo=now.tzinfo), topics_of(room.data))
    found = tuple(v for v in found if not site or v.site in site)
    if json:
        say_json(found)
        return
    for one in found:
        _say_valued(one)
    if not found:
        out.print(f'Nothing was judged in the last {last}: `dateline take ID --value "SITE=2 WHY"`')


def _say_valued(one: Valued) -> None:
    good, worth, must = one.by_value
    out.print(one.site, style="bold", markup=False)
    out.print(f"  3 must not be missed: {must}, 2 worth their time: {worth}, 1 good to know: {good}")
    for title, counts in (("topics", one.topics), ("sources", one.sources)):
        if counts:
            out.print(f"  {title}: {', '.join(map(_count, counts[:12]))}", markup=False)
    for r in one.reasons:
        out.print(f"  {r.value}  {r.headline}: {r.reason} ({r.by}, {r.at:%Y-%m-%d %H:%M}, {r.id})", markup=False)


def _count(one: Counted) -> str:
    return f"{one.name} {one.all}"


def note_command(
    id: Id,
    words: Annotated[str, typer.Argument(help="What colleagues should know.", metavar="WORDS", callback=given)],
    by: By = "",
    newsroom: Folder = HERE,
    json: Json = False,
) -> None:
    """Tell colleagues something of a story or an article; no page ever shows it."""
    done(newsroom, json, lambda r: note(id, words, by=person(by), ledger=r.ledger))


def assign_command(
    id: Id,
    to: Annotated[str, typer.Option("--to", help="A person's id; left out: it is taken from whoever has it.")] = "",
    due: Due = None,
    reason: Reason = "",
    by: By = "",
    newsroom: Folder = HERE,
    json: Json = False,
) -> None:
    """Give a story or an article to somebody to do, or take it from them."""
    when = _due(due)
    until = None if isinstance(when, UnsetType) else when
    done(newsroom, json, lambda r: assign(id, to, by=person(by), ledger=r.ledger, due=until, reason=reason))


def ready_command(
    id: Id,
    no: Annotated[bool, typer.Option("--no", help="Not yet, after all.")] = False,
    reason: Reason = "",
    by: By = "",
    newsroom: Folder = HERE,
    json: Json = False,
) -> None:
    """Say that an article may go out; it is not published by that."""
    done(newsroom, json, lambda r: ready(id, by=person(by), ledger=r.ledger, ready=not no, reason=reason))


def plan_command(
    id: Annotated[str | None, typer.Argument(help="A plan's id; left out: a new one.", metavar="[PLAN]")] = None,
    slug: Annotated[str | None, typer.Option("--slug", help="Its working name.")] = None,
    what: Annotated[str | None, typer.Option("--what", help="What it will be, in a sentence or two.")] = None,
    site: Sites = [],  # noqa: B006 - typer reads it
    section: Annotated[str | None, typer.Option("--section", help="A section of these sites.")] = None,
    to: Annotated[str | None, typer.Option("--to", help="A person's id.")] = None,
    due: Due = None,
    article: Annotated[str, typer.Option("--article", help="What came of it: an article's id.", metavar="ID")] = "",
    gone: Annotated[bool, typer.Option("--drop", help="It is given up.")] = False,
    reason: Reason = "",
    by: By = "",
    newsroom: Folder = HERE,
    json: Json = False,
) -> None:
    """Put a piece on the budget before there is a story of it; change it, give it up, or say what came of it."""
    wanted = Planning(slug=slug, what=what, sites=tuple(site) or None, section=section, to=to, due=_due(due))
    if (article or gone) and (wanted != Planning() or (article and gone) or id is None):
        raise NotAllowed("plan", "--article and --drop each stand alone beside the plan's id")
    who, name = person(by), id or ""
    if article:
        done(newsroom, json, lambda r: tie(name, article, by=who, ledger=r.ledger))
    if gone:
        done(newsroom, json, lambda r: drop(name, by=who, ledger=r.ledger, reason=reason))
    if id is None:
        done(newsroom, json, lambda r: plan(wanted, by=who, ledger=r.ledger, reason=reason))
    done(newsroom, json, lambda r: replan(name, wanted, by=who, ledger=r.ledger, reason=reason))


def _due(text: str | None) -> datetime | UnsetType | None:
    if text is None:
        return UNSET
    return None if text == "none" else moment(text)


def budget_command(newsroom: Folder = HERE, json: Json = False) -> None:
    """What is planned, in work, ready, and out since a day."""
    with opened(newsroom) as room:
        lines = budget(room.ledger, room.clock.now())
    if json:
        say_json(lines)
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("stage", "id", "what", "for", "section", "whose", "due"):
        table.add_column(name, no_wrap=name != "what")
    for line in lines:
        table.add_row(*_cells(line))
    out.print(table) if lines else out.print("Nothing is planned, in work or out: `dateline plan --slug NAME`")


def _cells(line: Line) -> tuple[str, ...]:
    to, due = (line.assignment.to, line.assignment.due) if line.assignment else ("", None)
    what = f"{line.slug}: {line.what}" if line.what and line.what != line.slug else line.slug
    return (line.stage, line.id, what, " ".join(line.sites), line.section, to, f"{due:%Y-%m-%d %H:%M}" if due else "")


def begin_command(
    headline: Annotated[str, typer.Option("--headline", help="Its headline.")] = "",
    text: Annotated[
        str, typer.Option("--text", help="A file with the whole body, - for standard input.", metavar="FILE")
    ] = "-",
    standfirst: Annotated[str, typer.Option("--standfirst", help="Its standfirst.")] = "",
    byline: Annotated[str, typer.Option("--byline", help="A writer of our own, by name; staff if not said.")] = "",
    slug: Annotated[str, typer.Option("--slug", help="Its working name.")] = "",
    site: Sites = [],  # noqa: B006 - typer reads it
    source: Annotated[str, typer.Option("--source", help="The house's own source, where there are several.")] = "",
    plan: Annotated[str, typer.Option("--plan", help="The plan that it comes of.", metavar="PLAN")] = "",
    note: Annotated[str, typer.Option("--note", help="What it is about, for colleagues.")] = "",
    by: By = "",
    newsroom: Folder = HERE,
    json: Json = False,
) -> None:
    """Begin an article of our own, from a blank page."""
    if not headline.strip():
        raise NotAllowed("begin", "give it a headline: --headline")
    body = sys.stdin.read() if text == "-" else read_text(Path(text))
    page = Page(headline=headline, text=body, standfirst=standfirst, byline=byline, slug=slug)
    done(
        newsroom,
        json,
        lambda r: begin(
            page, by=person(by), ledger=r.ledger, moment=r.clock.now(),
            sites=tuple(site), source=source, plan=plan, note=note,
        ),
    )  # fmt: skip
