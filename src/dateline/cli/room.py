"""The newsroom's own commands: make one, put it in force, take in, run, build, look."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from dateline.app import Newsroom
from dateline.cli.common import (
    DONE,
    PROBLEMS,
    REFUSED,
    By,
    Folder,
    Id,
    Json,
    Now,
    err,
    newsroom,
    out,
    person,
    say_json,
    say_json_line,
    working,
)
from dateline.clock import WorldClock
from dateline.collect.files import deliveries
from dateline.daemon import Daemon, free, serve
from dateline.news import credit, rights
from dateline.news.errors import CollectError, StoryNotFound, WireError
from dateline.news.house import Use
from dateline.news.rights import Standing
from dateline.news.story import Article, Story
from dateline.setup.init import init
from dateline.setup.load import problems
from dateline.verbs.apply import confirm
from dateline.verbs.ingest import Ingested
from dateline.wires.envelope import envelope, failed
from dateline.wires.read import read

HERE = Path()
Paths = Annotated[list[Path], typer.Argument(help="Files or folders.", metavar="PATH…")]


def init_command(
    folder: Annotated[Path, typer.Argument(help="The new folder.", metavar="DIR")], json: Json = False
) -> None:
    """Write a new newsroom folder, with every setting explained, and put it in force."""
    written = init(folder)
    with newsroom(folder) as room:
        room.apply(person(""))
    if json:
        say_json({"folder": str(folder), "written": written})
        return
    out.print(f"{folder}: {len(written)} files written and in force.")
    out.print(f"Next: look at {folder}/sites/example.toml, then `dateline --help`, or drop a file in {folder}/inbox/")


def apply_command(by: By = "", newsroom: Folder = HERE, json: Json = False) -> None:
    """Put the newsroom's files in force, as one entry; nothing is in force until all of them are right."""
    wrong = problems(newsroom)
    if wrong:
        for problem in wrong:
            err.print(str(problem), markup=False)
        raise typer.Exit(REFUSED)
    with _opened(newsroom) as room:
        decided = room.apply(person(by))
        room.follow()
        if json:
            say_json(decided)
        else:
            house = room.house
            entry = f"entry {decided.entry}" if decided.entry else "nothing has changed"
            out.print(
                f"In force ({entry}): {len(house.sources)} sources, {len(house.licences)} licences, "
                f"{len(house.sites)} sites."
            )
            for licence in _unconfirmed(room.ledger.standing()):
                out.print(f"  licence {licence} is a template: `dateline confirm {licence}` once its terms are yours")


def _unconfirmed(standing: Standing) -> list[str]:
    return [li.name for li in standing.house.licences if li.template and li.digest not in standing.confirmed]


def confirm_command(
    licence: Annotated[str, typer.Argument(help="A licence's name.")],
    by: By = "",
    newsroom: Folder = HERE,
    json: Json = False,
) -> None:
    """Confirm that a licence template's terms, as they are in force, are those of your contract."""
    with _opened(newsroom) as room:
        decided = confirm(licence, by=person(by), ledger=room.ledger)
        room.follow()
    say_json(decided) if json else out.print(f"licence {licence} is confirmed by entry {decided.entry}")


_opened = newsroom


def check_command(newsroom: Folder = HERE, json: Json = False) -> None:
    """Is all of it sound: the files, the ledger's chains, every byte received, what was quarantined."""
    wrong = [str(p) for p in problems(newsroom)]
    with working("checking the ledger", json), _opened(newsroom) as room:
        flaws = [f"{f.where}: {f.what}" for f in room.ledger.check()]
        if not wrong and room.differs():
            wrong.append("newsroom.toml: the files differ from what is in force\n  `dateline apply` puts them in force")
        quarantined = [d for d in room.ledger.deliveries() if d.problem]
        entries, outputs = room.ledger.tail(), room.ledger.output_tail()
    if json:
        rows = [{"entry": d.entry, "source": d.source, "name": d.name, "problem": d.problem} for d in quarantined]
        say_json({"entries": entries, "outputs": outputs, "files": wrong, "flaws": flaws, "quarantined": rows})
    else:
        for words in (*wrong, *flaws):
            err.print(words, markup=False)
        for d in quarantined:
            out.print(f"quarantined: entry {d.entry}, {d.source}, {d.name}: {d.problem}", markup=False)
        if not wrong and not flaws:
            out.print(
                f"Sound: {entries} entries and {outputs} outputs, each chain whole; {len(quarantined)} quarantined."
            )
    raise typer.Exit(PROBLEMS if wrong or flaws else DONE)


def read_command(paths: Paths) -> None:
    """Read wire files, and print what each says: one JSON object a line for each item."""
    status = DONE
    for found in deliveries(paths, source="by-hand", clock=WorldClock()):
        if isinstance(found, CollectError):
            err.print(str(found), markup=False)
            status = max(status, PROBLEMS)
            continue
        try:
            for item in envelope(found.name, read(found.data, received=found.received, name=found.name)):
                say_json_line(item)
        except WireError as e:
            say_json_line(failed(found.name, e))
            err.print(f"{found.name}: {e}", markup=False)
            status = max(status, PROBLEMS)
    raise typer.Exit(status)


def ingest_command(
    paths: Paths,
    source: Annotated[str, typer.Option("--source", help="Whose files they are: a source's code.")] = "by-hand",
    by: By = "",
    newsroom: Folder = HERE,
    json: Json = False,
) -> None:
    """Take files or folders into the ledger, and say what became of each."""
    with _opened(newsroom) as room:
        coming, wrong = room.files(paths, source)
        with working("taking in", json):
            results = list(room.ingest(coming, person(by)))
            room.follow()
    raise typer.Exit(_told(results, wrong, json))


def reread_command(
    entries: Annotated[
        list[int] | None, typer.Argument(help="Entries of deliveries; else all that older readers read.")
    ] = None,
    by: By = "",
    newsroom: Folder = HERE,
    json: Json = False,
) -> None:
    """Read deliveries again with readers that were mended since; kills, holds and edits stay."""
    with _opened(newsroom) as room, working("reading again", json):
        results = list(room.reread(person(by), frozenset(entries or ())))
        room.follow()
    raise typer.Exit(_told(results, [], json))


def _told(results: list[Ingested], wrong: list[CollectError], as_json: bool) -> int:
    quarantined = [r for r in results if r.quarantined]
    if as_json:
        say_json(results)
    else:
        for result in results:
            _tell(result)
        counts = Counter(i.outcome for r in results for i in r.items)
        said = ", ".join(f"{n} {outcome}" for outcome, n in counts.items())
        out.print(f"{len(results)} {'delivery' if len(results) == 1 else 'deliveries'}: {said or 'nothing'}")
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
) -> None:
    """Collect, follow and serve, until interrupted."""
    free(host, port)
    with _opened(newsroom) as room:
        if room.differs():
            err.print("The newsroom's files differ from what is in force; `dateline apply` puts them in force.")
        daemon = Daemon(room, lambda words: out.print(words, markup=False))
        with working("bringing the sites up to date"):
            room.follow()
        daemon.start()
        out.print(f"Watching {newsroom / 'inbox'}; serving at http://{host}:{port}/")
        for site in room.house.sites:
            out.print(f"  {site.name}: http://{site.code}.localhost:{port}/ and http://{host}:{port}/~{site.code}/")
        try:
            serve(room.readers, port, host)
        finally:
            daemon.stop()


def build_command(
    newsroom: Folder = HERE,
    site: Annotated[str | None, typer.Option("--site", help="Only this site.")] = None,
    export: Annotated[Path | None, typer.Option("--export", help="Write the pages to DIR/SITE/ as well.")] = None,
    json: Json = False,
) -> None:
    """Make the pages from nothing, beside those that are served, then swap."""
    with _opened(newsroom) as room:
        if room.differs():
            err.print("The newsroom's files differ from what is in force; `dateline apply` puts them in force.")
        with working("building", json):
            steps = room.rebuild(site)
        rows = [
            {"site": s.site, "entry": s.entry, "outputs": len(s.written), "ms": round(s.took * 1000, 1)} for s in steps
        ]
        if export is not None:
            for row in rows:
                row["exported"] = room.export(str(row["site"]), export)
    if json:
        say_json(rows)
        return
    for row in rows:
        more = f", {row['exported']} files written to {export}/{row['site']}" if "exported" in row else ""
        out.print(f"{row['site']}: {row['outputs']} outputs in {row['ms']} ms{more}")


# Looking


def stories_command(
    newsroom: Folder = HERE,
    json: Json = False,
    now: Now = "",
    status: Annotated[str, typer.Option("--status", help="Only these: new, taken, published, held, …")] = "",
    source: Annotated[str, typer.Option("--source", help="Only this source's.")] = "",
) -> None:
    """What we have: one line a story, the latest first."""
    with _opened(newsroom, now) as room:
        rows = [
            r for r in _rows(room) if (not status or r["status"] == status) and (not source or r["source"] == source)
        ]
    if json:
        say_json(rows)
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("id", "status", "version", "sites", "headline"):
        table.add_column(name, no_wrap=name != "headline")
    for r in rows:
        table.add_row(r["id"], r["status"], str(r["version"]), " ".join(r["sites"]), r["headline"])
    out.print(table) if rows else out.print(
        "No story has come in yet: `dateline ingest FILE…`, or drop files in inbox/"
    )


def _rows(room: Newsroom) -> Iterator[dict[str, Any]]:
    standing, moment = room.ledger.standing(), room.clock.now()
    for story in room.ledger.stories():
        articles = [a for id in story.articles if (a := room.ledger.article(id))]
        yield _row(story, articles, standing, moment)


def _row(story: Story, articles: list[Article], standing: Standing, moment: datetime) -> dict[str, Any]:
    current = story.current
    sites = [
        p.site
        for a in articles
        for p in a.placements
        if rights.rule_article(a, [story], "display", moment, site=p.site, standing=standing).allowed
    ]
    return {
        "id": story.id,
        "headline": story.headline,
        "source": story.source,
        "status": rights.status(story, moment, standing),
        "version": len(story.marks),
        "sites": sorted(set(sites)),
        "issued": current.issued if current else None,
        "articles": list(story.articles),
    }


def show_command(id: Id, newsroom: Folder = HERE, json: Json = False, now: Now = "") -> None:
    """One story: its versions, what was decided, what may be done with it, and every output that holds it."""
    with _opened(newsroom, now) as room:
        story = room.ledger.story(id)
        article = room.ledger.article(id)
        if story is None and article is not None:
            story = room.ledger.story(article.stories[0])
        if story is None:
            raise StoryNotFound(id)
        shown = _shown(room, story)
    if json:
        say_json(shown)
        return
    out.print(f"[bold]{shown['headline'] or '(no words)'}[/]")
    out.print(f"{shown['id']} · {shown['status']} · {shown['source']} · {shown['dateline']}", markup=False)
    _lines("versions", map(_version_line, shown["versions"]))
    _lines("package", (f"{p['role']}: {p['id']} {p['headline']}" for p in shown["package"]))
    _lines("decisions", map(_decision_line, shown["decisions"]))
    _lines("rights", map(_right_line, shown["rights"]))
    _lines("outputs", (f"{o['site']:<12} {o['status']}  {o['path']}" for o in shown["outputs"]))


def _version_line(v: dict[str, Any]) -> str:
    signals = " ".join(v["signals"])
    return (
        f"{v['version']}  issued {v['issued']}  received {v['received']}  {v['words']} words  {v['status']}  {signals}"
    )


def _decision_line(d: dict[str, Any]) -> str:
    return f"entry {d['entry']}  {d['at']}  {d['verb']} by {d['by']}  {d['reason']}"


def _right_line(r: dict[str, Any]) -> str:
    until = f"  until {r['until']}" if r["until"] else ""
    return f"{r['site']:<12} {r['use']:<9} {'yes' if r['allowed'] else 'no':<4} {r['because']}{until}"


def _lines(title: str, lines: Iterable[str]) -> None:
    found = [words.rstrip() for words in lines]
    if found:
        out.print(f"\n[dim]{title}[/]")
        for words in found:
            out.print(f"  {words}", markup=False)


_USES: tuple[Use, ...] = ("display", "teaser", "feed", "archive", "versions")


def _shown(room: Newsroom, story: Story) -> dict[str, Any]:
    standing, moment = room.ledger.standing(), room.clock.now()
    articles = [a for id in story.articles if (a := room.ledger.article(id))]
    decisions = {d.entry: d for d in (*story.decisions, *(d for a in articles for d in a.decisions))}
    held = {story.id, *story.articles}
    return {
        **_row(story, articles, standing, moment),
        "dateline": credit.line(story.text.dateline) if story.text else "",
        "body": [b.text for b in story.text.body] if story.text else [],
        "versions": [
            {
                "version": n,
                "entry": m.entry,
                "issued": _when(m.issued),
                "received": _when(m.received),
                "words": m.words,
                "status": m.status,
                "embargo": _when(m.embargo) if m.embargo else None,
                "signals": list(m.signals),
                "notes": list(m.notes),
            }
            for n, m in enumerate(sorted(story.marks, key=lambda m: m.order), 1)
        ],
        "package": [
            {"role": p.role, "id": p.story, "headline": s.headline if (s := room.ledger.story(p.story)) else ""}
            for p in story.parts
        ],
        "decisions": [
            {"entry": d.entry, "at": _when(d.at), "verb": d.deed, "by": d.by, "reason": d.reason}
            for d in sorted(decisions.values(), key=lambda d: d.entry)
        ],
        "rights": [
            {
                "site": s.code,
                "use": u,
                "allowed": r.allowed,
                "because": r.because,
                "until": _when(r.until) if r.until else "",
            }
            for s in standing.house.sites
            for u in _USES
            for r in [rights.rule_story(story, u, moment, site=s.code, standing=standing)]
        ],
        "outputs": [
            {"site": f.code, "path": p.path, "status": p.status}
            for f in room.followers()
            for p in f.store().pages()
            if held & set(p.parts)
            or any(p.path.removesuffix("/how").endswith(f"-{a.rpartition('-')[2]}") for a in story.articles)
        ],
    }


def _when(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
