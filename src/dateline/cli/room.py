"""The newsroom's own commands: make one, put it in force, take in, run, build, look."""

import sqlite3
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from dateline.app import Newsroom
from dateline.cli.common import (
    DONE,
    PROBLEMS,
    REFUSED,
    By,
    Desk,
    Folder,
    Json,
    counted,
    err,
    given,
    out,
    path,
    person,
    say_json,
    working,
)
from dateline.cli.opened import followed, opened
from dateline.clock import clock_of
from dateline.daemon import DESK_HOST, Daemon, free, serve
from dateline.ledger.open import keep_url, move_ledger
from dateline.ledger.servers import postgres
from dateline.news import holds
from dateline.news.errors import CollectError, DatelineError, NotAllowed
from dateline.news.rights import Standing
from dateline.setup.init import init
from dateline.setup.load import problems
from dateline.sites.trouble import trouble
from dateline.verbs.ingest import Ingested

HERE = Path()
Paths = Annotated[list[Path], typer.Argument(help="Files or folders.", metavar="PATH…", parser=path)]


def init_command(
    folder: Annotated[Path, typer.Argument(help="The new folder.", metavar="DIR", parser=path)],
    database: Annotated[
        str,
        typer.Option("--database", help="postgresql://… for the ledger; a SQLite file if not said.", metavar="URL"),
    ] = "",
    json: Json = False,
) -> None:
    """Write a new newsroom folder, with every setting explained, and put it in force."""
    if database:
        _empty(database)
    written = init(folder)
    if database:
        keep_url(folder / "data", database)
    with opened(folder) as room:
        room.apply(person(""))
    if json:
        say_json({"folder": str(folder), "written": written})
        return
    out.print(f"{folder}: {len(written)} files written and in force.")
    out.print(f"Next: look at {folder}/sites/example.toml, then `dateline --help`, or drop a file in {folder}/inbox/")


def _empty(url: str) -> None:
    """Raises NotAllowed if there is a ledger in that database: what is in force in it is another newsroom's."""
    database = postgres(url)
    try:
        if database.laid_out():
            with database.glancing() as session:
                held = session.answers("SELECT 1 FROM entries LIMIT 1")
            if held:
                what = f"--database {database.place}: there is a ledger in it already, and this newsroom is new"
                raise NotAllowed("init", f"{what}; name an empty database, such as one that `createdb` makes")
    finally:
        database.close()


def copy_ledger_command(
    to: Annotated[
        str, typer.Option("--to", help="sqlite, or postgresql://… of an empty database.", metavar="WHERE")
    ] = "",
    newsroom: Folder = HERE,
    json: Json = False,
) -> None:
    """Move the newsroom's ledger to another database, verified by digest; the old one stays as it is."""
    if to != "sqlite" and not to.startswith(("postgresql://", "postgres://")):
        raise NotAllowed("copy-ledger", "--to: write sqlite, or postgresql://USER@HOST/DATABASE of an empty database")
    data = newsroom / "data"
    if not data.is_dir():
        problems(newsroom)
        raise NotAllowed("copy-ledger", f"{newsroom} has no ledger yet: there is no {data}")
    with working("copying", json) as progress:
        task = progress.task_ids[0]

        def told(what: str, done: int, whole: int) -> None:
            progress.update(task, description=f"copying {what}: {done} of {whole}")

        copied = move_ledger(data, None if to == "sqlite" else to, clock_of(data), told)
    if json:
        say_json(copied)
        return
    out.print(
        f"Copied and verified: {counted(copied.entries, 'entry', 'entries')}, {counted(copied.outputs, 'output')}, "
        f"the bytes of {counted(copied.blobs, 'delivery', 'deliveries')}."
    )
    out.print(f"The last entry's digest is {copied.head} in both. The newsroom uses the copy from now on.")


def apply_command(by: By = "", newsroom: Folder = HERE, json: Json = False) -> None:
    """Put the newsroom's files in force, as one entry; nothing is in force until all of them are right."""
    wrong = problems(newsroom)
    if wrong:
        for problem in wrong:
            err.print(str(problem), markup=False)
        raise typer.Exit(REFUSED)
    with opened(newsroom) as room:
        decided = room.apply(person(by))
        status = followed(room)
        if json:
            say_json(decided)
        else:
            house = room.house
            entry = f"entry {decided.entry}" if decided.entry else "nothing has changed"
            out.print(
                f"In force ({entry}): {counted(len(house.sources), 'source')}, "
                f"{counted(len(house.licences), 'licence')}, {counted(len(house.sites), 'site')}."
            )
            for licence in _unconfirmed(room.ledger.standing()):
                out.print(
                    f"  licence {licence} is a template: `dateline licence confirm {licence}` once its terms are yours"
                )
    raise typer.Exit(status)


def _unconfirmed(standing: Standing) -> list[str]:
    return [li.name for li in standing.house.licences if li.template and li.digest not in standing.confirmed]


def check_command(
    newsroom: Folder = HERE,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="First let the state follow from the entries anew.")
    ] = False,
    json: Json = False,
) -> None:
    """Is all of it sound: the files, the ledger's chains and state, every byte received, what was quarantined."""
    wrong = [str(p) for p in problems(newsroom)]
    with working("checking the ledger", json), opened(newsroom) as room:
        if rebuild:
            room.ledger.rebuild()
        flaws = [f"{f.where}: {f.what}" for f in room.ledger.check()]
        if not wrong and room.differs():
            wrong.append("newsroom.toml: the files differ from what is in force\n  `dateline apply` puts them in force")
        quarantined = [d for d in room.ledger.deliveries() if d.problem]
        alerts = [words for s in room.ledger.stories() if (words := holds.alert(s))]
        flaws += _behind(room)
        entries, outputs = room.ledger.tail(), room.ledger.output_tail()
    if json:
        rows = [{"entry": d.entry, "source": d.source, "name": d.name, "problem": d.problem} for d in quarantined]
        say_json(
            {
                "entries": entries,
                "outputs": outputs,
                "files": wrong,
                "flaws": flaws,
                "quarantined": rows,
                "alerts": alerts,
            }
        )
    else:
        for words in (*wrong, *flaws):
            err.print(words, markup=False)
        for d in quarantined:
            out.print(f"quarantined: entry {d.entry}, {d.source}, {d.name}: {d.problem}", markup=False)
        for words in alerts:
            out.print(f"waits for a person: {words}", markup=False)
        if not wrong and not flaws:
            out.print(
                f"Sound: {counted(entries, 'entry', 'entries')} and {counted(outputs, 'output')}, each chain whole; "
                f"{len(quarantined)} quarantined."
            )
    raise typer.Exit(PROBLEMS if wrong or flaws else DONE)


def _behind(room: Newsroom) -> list[str]:
    """Sites whose pages are not those that the ledger asks for, and cannot be brought up to it."""
    found: list[str] = []
    remedy = "its gate is closed to what may not be shown; `dateline build` brings it up once that is mended"
    for follower in room.followers():
        tail, code = room.ledger.tail(), follower.code
        try:
            if follower.reached() >= tail:
                continue
            with follower.lease() as mine:
                # Where another process follows it, that one tells of its troubles.
                if mine:
                    follower.step(room.clock.now())
        except (DatelineError, OSError, sqlite3.Error) as e:
            why = trouble(e, follower.generations.folder)
            found.append(f"site {code}: its pages are not brought up to entry {tail}: {why}; {remedy}")
    return found


def ingest_command(
    paths: Paths,
    source: Annotated[
        str, typer.Option("--source", help="Whose files they are: a source's code.", callback=given)
    ] = "by-hand",
    by: By = "",
    newsroom: Folder = HERE,
    json: Json = False,
) -> None:
    """Take files or folders into the ledger, and say what became of each."""
    with opened(newsroom) as room:
        coming, wrong = room.files(paths, source)
        with working("taking in", json):
            results = list(room.ingest(coming, person(by)))
            status = followed(room)
    raise typer.Exit(max(status, _told(results, wrong, json)))


def reread_command(
    entries: Annotated[
        list[int] | None, typer.Argument(help="Entries of deliveries; else all that older readers read.")
    ] = None,
    by: By = "",
    newsroom: Folder = HERE,
    json: Json = False,
) -> None:
    """Read deliveries again with readers that were mended since; kills, holds and edits stay."""
    with opened(newsroom) as room, working("reading again", json):
        results = list(room.reread(person(by), frozenset(entries or ())))
        status = followed(room)
    raise typer.Exit(max(status, _told(results, [], json)))


def _told(results: list[Ingested], wrong: list[CollectError], as_json: bool) -> int:
    quarantined = [r for r in results if r.quarantined]
    if as_json:
        say_json(results)
    else:
        for result in results:
            _tell(result)
        counts = Counter(i.outcome for r in results for i in r.items)
        said = ", ".join(f"{n} {outcome}" for outcome, n in counts.items())
        out.print(f"{counted(len(results), 'delivery', 'deliveries')}: {said or 'nothing'}")
    for error in wrong:
        err.print(str(error), markup=False)
    return PROBLEMS if quarantined or wrong or any(r.problems for r in results) else DONE


def _tell(result: Ingested) -> None:
    if result.quarantined:
        out.print(f"[yellow]quarantined[/] {result.name} (entry {result.entry}, bytes kept)")
        out.print(f"  {result.quarantined}", markup=False)
        return
    for item in result.items:
        part = "" if item.role == "main" else f"  ({item.role} of the page)"
        out.print(f"{item.outcome:<11} {item.story:<18} {item.headline}{part}", markup=False)
    for problem in result.problems:
        out.print(f"  {result.name}: {problem.where}: {problem.what}", markup=False)


def run_command(
    newsroom: Folder = HERE,
    port: Annotated[int, typer.Option("--port", help="Where the sites are served.")] = 8000,
    host: Annotated[str, typer.Option("--host", help="The address to listen at.")] = "127.0.0.1",
    readers: Annotated[
        int, typer.Option("--readers", help="How many processes give out pages; one for each processor at most.", min=1)
    ] = 1,
    desk: Desk = None,
) -> None:
    """Collect, follow and serve, until interrupted."""
    free(host, port)
    desk_port = port + 1 if desk is None else desk
    if desk_port:
        free(DESK_HOST, desk_port, "--desk")
    with opened(newsroom) as room:
        if room.differs():
            err.print("The newsroom's files differ from what is in force; `dateline apply` puts them in force.")
        tell = partial(out.print, markup=False)
        daemon = Daemon(room, tell)
        with working("bringing the sites up to date"):
            followed(room)
        daemon.start()
        out.print(f"Watching {newsroom / 'inbox'}; serving at http://{host}:{port}/")
        for site in room.house.sites:
            out.print(f"  {site.name}: http://{site.code}.localhost:{port}/ and http://{host}:{port}/~{site.code}/")
        # To load the desk takes half a second, which no other command of this module has to wait for.
        from dateline.cli.desked import desk_at

        with desk_at(newsroom, desk_port, tell):
            try:
                serve(room.data, room.readers, (host, port), tell, count=readers)
            finally:
                daemon.stop()


def place(text: str) -> str:
    """A folder or a store as it was typed; a folder is one below where we are."""
    return text if text.startswith("s3://") else str(path(text).absolute())


def build_command(
    newsroom: Folder = HERE,
    site: Annotated[str | None, typer.Option("--site", help="Only this site.", callback=given)] = None,
    export: Annotated[
        str | None,
        typer.Option(
            "--export", help="Send the pages to DIR/SITE or s3://BUCKET/SITE as well.", metavar="DIR", parser=place
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Make the pages from nothing, beside those that are served, then swap."""
    with opened(newsroom) as room:
        if room.differs():
            err.print("The newsroom's files differ from what is in force; `dateline apply` puts them in force.")
        with working("building", json):
            steps = room.rebuild(site)
        rows: list[dict[str, Any]] = [
            {"site": s.site, "entry": s.entry, "outputs": s.count, "ms": round(s.took * 1000, 1)} for s in steps
        ]
        if export is not None:
            for row in rows:
                row["exported"] = room.export(str(row["site"]), export)
    if json:
        say_json(rows)
        return
    for row in rows:
        more = ""
        if "exported" in row:
            more = f", {counted(row['exported'], 'file')} written to {export}/{row['site']}"
        out.print(f"{row['site']}: {counted(row['outputs'], 'output')} in {row['ms']} ms{more}", markup=False)
