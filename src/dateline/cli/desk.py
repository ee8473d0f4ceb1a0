"""The verbs at the command line: each prints a receipt."""

import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from msgspec.structs import replace

from dateline.app import Newsroom
from dateline.cli.common import By, Folder, Id, Json, Reason, given, moment, person, span
from dateline.cli.opened import opened, receipt
from dateline.news.errors import NotAllowed, StoryNotFound
from dateline.news.wording import typed
from dateline.setup.topics import topics_of
from dateline.verbs.common import Decided
from dateline.verbs.edit import Draft, correct, edit
from dateline.verbs.erase import erase, erase_source
from dateline.verbs.judge import judgement
from dateline.verbs.kill import kill, withdraw
from dateline.verbs.post import post
from dateline.verbs.publish import FORMS, publish
from dateline.verbs.take import take

HERE = Path()

Headline = Annotated[str | None, typer.Option("--headline", help="A new headline.")]
Standfirst = Annotated[str | None, typer.Option("--standfirst", help="A new standfirst.")]
Kicker = Annotated[str | None, typer.Option("--kicker", help="A new kicker.")]
Byline = Annotated[str | None, typer.Option("--byline", help="A writer of our own, by name.")]
Text = Annotated[
    str | None,
    typer.Option("--text", help="A file with the whole body, - for standard input; without it your editor opens."),
]
Values = Annotated[
    list[str],
    typer.Option(
        "--value",
        help="What it is worth to a site's readers, and why: 1 good to know, 2 worth their time, 3 must not be missed; "
        "once for each site.",
        metavar='"SITE=1|2|3 WHY"',
        callback=given,
    ),
]
Because = Annotated[str, typer.Option("--because", help="Why, for each --value that does not say it.")]
Sites = Annotated[list[str], typer.Option("--site", help="A site's code; once for each.", callback=given)]


def done(
    folder: Path,
    as_json: bool,
    verb: Callable[[Newsroom], Decided],
    before: Callable[[Newsroom], None] = lambda _: None,
) -> None:
    """Do a verb in a newsroom, print its receipt, and leave with its status; what people do *before* is not timed."""
    with opened(folder) as room:
        before(room)
        status = receipt(room.done(lambda: verb(room)), as_json)
    raise typer.Exit(status)


def take_command(
    id: Id,
    site: Sites = [],  # noqa: B006 - typer reads it
    note: Annotated[
        str, typer.Option("--note", help="Why it is worth these readers' time; they read it in How we know.")
    ] = "",
    value: Values = [],  # noqa: B006 - typer reads it
    because: Because = "",
    by: By = "",
    newsroom: Folder = HERE,
    json: Json = False,
) -> None:
    """Take a story for the desk: an article is made of it."""
    judgements = tuple(judgement(text, because, "take") for text in value)
    done(
        newsroom,
        json,
        lambda r: take(id, by=person(by), ledger=r.ledger, sites=tuple(site), note=note, judgements=judgements),
    )


def edit_command(
    id: Id,
    headline: Headline = None,
    standfirst: Standfirst = None,
    kicker: Kicker = None,
    byline: Byline = None,
    text: Text = None,
    note: Annotated[str, typer.Option("--note", help="What was done, for readers of How we know.")] = "",
    by: By = "",
    newsroom: Folder = HERE,
    json: Json = False,
) -> None:
    """Change an article's words."""

    said = Draft(headline, standfirst, kicker, byline)
    drafts: list[Draft] = []
    done(
        newsroom,
        json,
        lambda r: edit(id, drafts[0], by=person(by), ledger=r.ledger, note=note),
        before=lambda r: drafts.append(replace(said, text=_body(r, id, text, ask=said == Draft()))),
    )


def correct_command(
    id: Id,
    wrong: Annotated[str, typer.Option("--wrong", help="What it said.")] = "",
    right: Annotated[str, typer.Option("--right", help="What it should have said.")] = "",
    headline: Headline = None,
    standfirst: Standfirst = None,
    text: Text = None,
    by: By = "",
    newsroom: Folder = HERE,
    json: Json = False,
) -> None:
    """Mend an error that readers have seen; the page carries a dated note."""

    if wrong.strip() and wrong.strip() == right.strip():
        raise NotAllowed("correct", "--wrong and --right say the same; readers would be told of an error that is none")
    said = Draft(headline=headline, standfirst=standfirst)
    ask = said == Draft() and sys.stdin.isatty()
    drafts: list[Draft] = []
    done(
        newsroom,
        json,
        lambda r: correct(id, drafts[0], wrong=wrong, right=right, by=person(by), ledger=r.ledger),
        before=lambda r: drafts.append(replace(said, text=_body(r, id, text, ask=ask))),
    )


def publish_command(
    id: Id,
    site: Sites = [],  # noqa: B006 - typer reads it
    home: Annotated[str, typer.Option("--home", help="The site it is at home on; the first if not said.")] = "",
    section: Annotated[
        list[str], typer.Option("--section", help="SITE=SECTION; by topic if not said.", metavar="SITE=SECTION")
    ] = [],  # noqa: B006 - typer reads it
    at: Annotated[
        str,
        typer.Option(
            "--at", help="When readers get it, such as 2020-01-30T20:05:00Z; now if not said.", metavar="TIME"
        ),
    ] = "",
    form: Annotated[
        str, typer.Option("--form", help=f"What kind of writing it is: {', '.join(FORMS)}; a report if not said.")
    ] = "",
    by: By = "",
    newsroom: Folder = HERE,
    json: Json = False,
) -> None:
    """Publish an article, or a story as it came, on one or more sites, at once or at a moment."""
    sections = dict(_pair(s) for s in section)
    if strange := [code for code in sections if code not in site]:
        raise NotAllowed("publish", f"--section {strange[0]}=…: it is not published on {strange[0]}; add --site")
    begin = moment(at) if at else None
    done(
        newsroom,
        json,
        lambda r: publish(
            id,
            sites=tuple(site),
            home=home,
            sections=sections,
            at=begin,
            by=person(by),
            ledger=r.ledger,
            topics=topics_of(r.data),
            form=form,
        ),
    )


def post_command(
    id: Id,
    text: Annotated[
        str | None, typer.Option("--text", help="A file with words of ours, - for standard input.", metavar="FILE")
    ] = None,
    story: Annotated[
        str, typer.Option("--story", help="Another story, which is put there as it came.", metavar="ID")
    ] = "",
    headline: Annotated[str, typer.Option("--headline", help="Above the post.")] = "",
    last: Annotated[bool, typer.Option("--last", help="Nothing follows: the story is live no more.")] = False,
    note: Annotated[str, typer.Option("--note", help="What was done, for readers of How we know.")] = "",
    by: By = "",
    newsroom: Folder = HERE,
    json: Json = False,
) -> None:
    """Put newer words before an article's: it is a live story from then on."""
    words: list[str] = []
    done(
        newsroom,
        json,
        lambda r: post(
            id,
            text=words[0],
            story=story,
            headline=headline,
            last=last,
            note=note,
            by=person(by),
            ledger=r.ledger,
        ),
        before=lambda r: words.append(_body(r, id, text, ask=False) or ""),
    )


def withdraw_command(id: Id, reason: Reason = "", by: By = "", newsroom: Folder = HERE, json: Json = False) -> None:
    """Take a story or an article back from every site; publish brings it back."""
    done(newsroom, json, lambda r: withdraw(id, reason=reason, by=person(by), ledger=r.ledger))


def kill_command(id: Id, reason: Reason = "", by: By = "", newsroom: Folder = HERE, json: Json = False) -> None:
    """Kill a story: it is gone from every site at once, and must not be used, ever."""
    done(newsroom, json, lambda r: kill(id, reason=reason, by=person(by), ledger=r.ledger))


def erase_command(
    id: Annotated[
        str, typer.Argument(help="A story's id; with --older, a source's code.", metavar="ID|SOURCE", callback=given)
    ],
    older: Annotated[
        str, typer.Option("--older", help="All that the source sent longer ago, such as 30d.", metavar="SPAN")
    ] = "",
    reason: Reason = "",
    by: By = "",
    newsroom: Folder = HERE,
    json: Json = False,
) -> None:
    """Let bytes leave the ledger; that there was an entry, and why it was erased, stays."""
    if not older:
        done(newsroom, json, lambda r: erase(id, reason=reason, by=person(by), ledger=r.ledger))
    age = span(older, "--older")
    done(newsroom, json, lambda r: erase_source(id, older=age, reason=reason, by=person(by), ledger=r.ledger))


def _pair(text: str) -> tuple[str, str]:
    site, equals, section = text.partition("=")
    if not equals:
        raise NotAllowed("publish", f"--section {text}: write SITE=SECTION, such as orbit=launch")
    return site, section


def _body(room: Newsroom, id: str, text: str | None, ask: bool) -> str | None:
    """The new body: from a file, from standard input, or from the editor; None to leave it."""
    if text == "-":
        try:
            return sys.stdin.read()
        except UnicodeDecodeError as e:
            raise NotAllowed("edit", f"standard input: not UTF-8 at byte {e.start}; send it as UTF-8") from e
    if text is not None:
        return read_text(Path(text))
    return _edited(room, id) if ask else None


def read_text(path: Path) -> str:
    """
    The text of a file.

    Raises:
        NotAllowed: If it cannot be read.
    """
    try:
        return path.read_text(encoding="utf-8")
    except OSError as e:
        raise NotAllowed("edit", f"{path}: {e.strerror}; --text takes a file in UTF-8, or - for standard input") from e
    except UnicodeDecodeError as e:
        raise NotAllowed("edit", f"{path}: not UTF-8 at byte {e.start}; save it as UTF-8") from e


def _edited(room: Newsroom, id: str) -> str:
    story = room.ledger.story(id)
    article = room.ledger.article(story.articles[0] if story and story.articles else id)
    if article is None:
        if story is None:
            raise StoryNotFound(id)
        raise NotAllowed("edit", f"{id} is not taken yet; `dateline take {id}` makes an article of it")
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not editor or not sys.stdin.isatty():
        raise NotAllowed("edit", "say what to change: --headline, --standfirst, --text FILE; or set EDITOR")
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        file = Path(folder) / f"{article.id}.txt"
        file.write_text(typed(article.wording.blocks), encoding="utf-8")
        try:
            subprocess.run([*shlex.split(editor), file], check=True)
        except (OSError, ValueError, subprocess.CalledProcessError) as e:
            raise NotAllowed("edit", f"EDITOR={editor}: {e}; nothing has changed") from e
        return read_text(file)
