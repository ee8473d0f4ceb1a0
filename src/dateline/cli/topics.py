"""dateline topics: take in a vocabulary of topics, and look into it."""

from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any

import typer

from dateline.cli.common import Folder, Json, counted, err, out, path, say_json, working
from dateline.cli.opened import opened
from dateline.collect.files import content, said
from dateline.news.errors import ConfigError, NotAllowed
from dateline.news.topics import Topic, Topics
from dateline.setup.topics import FILE, keep, topics_of
from dateline.wires.vocabulary.reader import imported

HERE = Path()
app = typer.Typer(help="A vocabulary of topics: take one in, and look into it.", no_args_is_help=True)
Language = Annotated[str, typer.Option("--language", help="In which language; the first site's if not said.")]


@app.command("import")
def import_command(
    file: Annotated[Path, typer.Argument(help="SKOS, G2, or a table: CSV or Excel.", metavar="FILE", parser=path)],
    newsroom_: Folder = HERE,
    json: Json = False,
) -> None:
    """Take in IPTC Media Topics, or a vocabulary of your own: subjects are shown by its names from then on."""
    try:
        data = content(file)
    except OSError as e:
        raise NotAllowed("topics import", f"{file} cannot be read: {said(e)}") from e
    with opened(newsroom_) as room, working("reading", json):
        vocabulary = imported(data, file=file.name, digest=sha256(data).hexdigest())
        before = _before(room.data)
        keep(room.data, vocabulary)
    mapped = {code for topic in vocabulary.topics for code in (*topic.exact, *topic.close, *topic.broad)}
    retired = sum(topic.retired for topic in vocabulary.topics)
    told: dict[str, Any] = {
        "scheme": vocabulary.scheme, "title": vocabulary.title, "released": vocabulary.released,
        "topics": len(vocabulary.topics), "retired": retired, "old_codes": len(mapped), "digest": vocabulary.digest,
        "replaced": before.vocabulary.digest if before else "",
    }  # fmt: skip
    if json:
        say_json(told)
        return
    out.print(
        f"{vocabulary.title or vocabulary.scheme}: {counted(told['topics'], 'topic')}, {retired} of them retired."
    )
    out.print(f"{counted(len(mapped), 'old subject code')} lead to them. Kept in data/{FILE}; SHA-256 {told['digest']}")
    if not mapped:
        err.print("It maps no old subject codes; those that wires send are shown as sent.")


def _before(data: Path) -> Topics | None:
    """The vocabulary that was there, if it can be read."""
    try:
        return topics_of(data)
    except ConfigError:
        return None


@app.command("list")
def list_command(
    words: Annotated[list[str] | None, typer.Argument(help="Words of a name, or a code.", metavar="[WORDS]")] = None,
    language: Language = "",
    newsroom_: Folder = HERE,
    json: Json = False,
) -> None:
    """The topics of the vocabulary, or those that have these words in their names."""
    with opened(newsroom_) as room:
        topics = topics_of(room.data)
        spoken = language or next((site.language for site in room.house.sites), "en")
    if topics is None:
        raise NotAllowed("topics list", "no vocabulary was imported yet: `dateline topics import FILE`")
    rows = [_row(topic, topics, spoken) for topic in topics.like(words or ())]
    if json:
        say_json(rows)
        return
    for row in rows:
        old = f"  (was {', '.join(row['old'])})" if row["old"] else ""
        gone = f"  retired, now {row['instead']}" if row["instead"] else "  retired" if row["retired"] else ""
        out.print(f"{row['code']}  {' › '.join(row['chain'])}{old}{gone}", markup=False)
    if not rows:
        out.print("No topic is so.")


def _row(topic: Topic, topics: Topics, language: str) -> dict[str, Any]:
    return {
        "code": topic.code,
        "name": topics.name(topic, language),
        "chain": [topics.name(one, language) for one in topics.chain(topic)],
        "old": [*topic.exact, *topic.close, *topic.broad],
        "retired": topic.retired,
        "instead": topic.instead,
    }
