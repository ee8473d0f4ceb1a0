"""May we, until when, why; where a source's text is; what stood at an address, and why it did."""

import re
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, get_args

import typer
from rich.table import Table

from dateline.app import Newsroom
from dateline.cli.common import (
    By,
    Folder,
    Json,
    Now,
    Reason,
    counted,
    err,
    given,
    moment,
    out,
    path,
    person,
    say_json,
    span,
)
from dateline.cli.desk import HERE
from dateline.cli.look import unknown
from dateline.cli.opened import opened
from dateline.news import rights
from dateline.news.errors import NotAllowed
from dateline.news.facts import Read
from dateline.news.house import Use
from dateline.news.rights import Ruling
from dateline.news.story import Article
from dateline.setup.load import licence
from dateline.sites.trouble import trouble
from dateline.verbs.audit import Stood, audit, look, prove
from dateline.verbs.reports import Ending, Tried, Turned, expiring, simulate

_USES: tuple[Use, ...] = get_args(Use)


def rights_command(
    id: Annotated[str, typer.Argument(help="A story's or an article's id.", metavar="ID")] = "",
    ending: Annotated[
        str, typer.Option("--expiring", help="List what ends within this time, such as 7d.", metavar="SPAN")
    ] = "",
    contract: Annotated[
        list[Path],
        typer.Option(
            "--simulate",
            help="A changed licence file: what would be taken down, shortened or brought back.",
            metavar="FILE",
            parser=path,
        ),
    ] = [],  # noqa: B006 - typer reads it
    site: Annotated[str, typer.Option("--site", help="Only this site.")] = "",
    now: Now = "",
    newsroom: Folder = HERE,
    json: Json = False,
) -> None:
    """May we: every use of a story on every site, until when, and why; or what ends soon, or what if."""
    if sum((bool(id), bool(ending), bool(contract))) != 1:
        raise NotAllowed("rights", "say which: an ID, --expiring 7d, or --simulate FILE.toml")
    with opened(newsroom, now) as room:
        _known(room, site)
        at = room.clock.now()
        if id:
            _say_rulings(_rulings(room, id, site), json)
        elif ending:
            found = expiring(room.ledger, at, at + span(ending, "--expiring"))
            _say_ending([e for e in found if site in ("", e.site)], json)
        else:
            _say_tried(simulate(room.ledger, [licence(f) for f in contract], at), site, json)


def _known(room: Newsroom, site: str) -> None:
    if site and room.house.site(site) is None:
        codes = ", ".join(s.code for s in room.house.sites) or "none; `dateline apply` puts sites/*.toml in force"
        raise NotAllowed("rights", f"--site {site}: there is no such site in force; there are: {codes}")


def _rulings(room: Newsroom, id: str, only: str) -> list[dict[str, Any]]:
    state, at = room.state(), room.clock.now()
    thing = state.article(id) or state.story(id)
    if thing is None:
        raise unknown(room, id)
    standing = state.standing()
    rows = []
    for s in standing.house.sites:
        for use in _USES if only in ("", s.code) else ():
            if isinstance(thing, Article):
                stories = [x for i in thing.stories if (x := state.story(i)) is not None]
                ruling = rights.rule_article(thing, stories, use, at, site=s.code, standing=standing)
            else:
                ruling = rights.rule_story(thing, use, at, site=s.code, standing=standing)
            rows.append(_row(s.code, use, ruling))
    return rows


def _row(site: str, use: str, ruling: Ruling) -> dict[str, Any]:
    return {
        "site": site,
        "use": use,
        "allowed": ruling.allowed,
        "because": ruling.because,
        "until": _when(ruling.until),
        "words": ruling.excerpt,
    }


def _say_rulings(rows: list[dict[str, Any]], as_json: bool) -> None:
    if as_json:
        say_json(rows)
        return
    table = _table("site", "use", "may we", "words", "until", "because")
    for r in rows:
        words = "all" if r["words"] is None else str(r["words"])
        table.add_row(r["site"], r["use"], "yes" if r["allowed"] else "no", words if r["allowed"] else "-",
                      r["until"] or "-", r["because"])  # fmt: skip
    out.print(table) if rows else out.print("No site is in force: `dateline apply` puts sites/*.toml in force.")


def _say_ending(found: list[Ending], as_json: bool) -> None:
    if as_json:
        say_json(found)
        return
    table = _table("until", "article", "below it", "site", "use", "headline", "because")
    for e in found:
        table.add_row(_when(e.until), e.article, e.part or "-", e.site, e.use, e.headline, e.because)
    out.print(table) if found else out.print("Nothing ends within that time.")


def _say_tried(tried: Tried, site: str, as_json: bool) -> None:
    for name in tried.unconfirmed:
        err.print(f"{name} is a template, and is tried as if you had confirmed it.", markup=False)
        what = "until `dateline licence confirm` it allows nothing, and all that stands under it is taken down"
        err.print(f"  Put in force by `dateline apply`: {what}.", markup=False)
    turned = [t for t in tried.turned if site in ("", t.site)]
    if as_json:
        say_json(turned)
        return
    table = _table("effect", "article", "below it", "site", "use", "headline", "because")
    for t in turned:
        table.add_row(t.effect, t.article, t.part or "-", t.site, t.use, t.headline, _because(t))
    out.print(table) if turned else out.print("Nothing would be taken down, shortened or brought back.")


def _because(turned: Turned) -> str:
    words = {"shortened": f"at most {turned.words} words; ", "lengthened": "all of its words; "}
    if turned.effect == "lengthened" and turned.words is not None:
        words["lengthened"] = f"up to {turned.words} words; "
    return words.get(turned.effect, "") + turned.because


def audit_command(
    source: Annotated[str, typer.Argument(help="A source's code.", metavar="SOURCE", callback=given)],
    newsroom: Folder = HERE,
    json: Json = False,
) -> None:
    """Every output that holds or held any of a source's text, with dates."""
    with opened(newsroom) as room:
        if room.house.source(source) is None:
            known = ", ".join(s.code for s in room.house.sources) or "none"
            raise NotAllowed("audit", f"there is no source {source}; there are: {known}")
        found = audit(source, room.ledger)
    if json:
        say_json(found)
        return
    table = _table("site", "output", "since", "until", "stories", "kill")
    for s in found:
        kill = f"{s.kill}, due {_when(s.due)}" if s.kill else ""
        table.add_row(s.site, s.path, _when(s.since), _when(s.until) or "now", " ".join(s.stories), kill)
    if found:
        out.print(table)
    for state, told in (("late", "let go of a killed text too late"), ("still out", "not yet free of a killed text")):
        if many := sum(s.kill == state for s in found):
            err.print(f"{counted(many, 'output')} {told}.")
    now = sum(s.until is None for s in found)
    hold = f"{counted(now, 'output')} {'holds' if now == 1 else 'hold'}"
    out.print(f"{hold} text of {source} now; {len(found) - now} held some.")


def prove_command(
    output: Annotated[str, typer.Argument(help="SITE:PATH, or an address.", metavar="OUTPUT", callback=given)],
    at: Annotated[str, typer.Option("--at", help="The moment, such as 2020-01-30T20:05:00Z; now if not said.")] = "",
    bytes_to: Annotated[
        Path | None,
        typer.Option("--bytes", help="Write the bytes that a reader saw to this file.", metavar="FILE", parser=path),
    ] = None,
    reason: Reason = "",
    by: By = "",
    newsroom: Folder = HERE,
    json: Json = False,
) -> None:
    """What stood at an address at a moment: its digest, the entries it follows from, and the bytes while kept."""
    with opened(newsroom) as room:
        site, path = _address(room, output)
        now = room.clock.now()
        stood = prove(site, path, _past(at, now) if at else now, room.ledger)
        body, unread = _kept(room, site, stood)
        if unread and bytes_to is not None:
            raise NotAllowed("prove", unread)
        barred = any(bar.closed(now) for bar in room.ledger.bars(stood.recorded.output.parts).values())
        seen = bytes_to is not None or (json and (not barred or bool(reason.strip())))
        if body is not None and seen and barred:
            look(site, path, stood.recorded.output.digest, reason=reason, by=person(by), ledger=room.ledger)
        if body is not None and bytes_to is not None:
            _write(bytes_to, body)
        flaws = [f"{f.where}: {f.what}" for f in room.ledger.check_chains()]
    if unread:
        err.print(f"whether the bytes are kept is not known: {unread}", markup=False)
    say_json(_proof(stood, body, seen, flaws)) if json else _say_proof(stood, body, bytes_to, flaws)
    raise typer.Exit(1 if flaws else 0)


def _kept(room: Newsroom, site: str, stood: Stood) -> tuple[bytes | None, str]:
    """The bytes that stood there, while they are kept; and why that cannot be seen, such as by who may only read."""
    try:
        return room.kept(site, stood.recorded.output.path, stood.recorded.output.digest), ""
    except sqlite3.Error as e:
        return None, trouble(e, room.data / "sites" / site)


def _past(at: str, now: datetime) -> datetime:
    asked = moment(at)
    if asked > now:
        raise NotAllowed("prove", f"--at {at} is still to come; here it is {_when(now)}: name a moment up to then")
    return asked


def _write(file: Path, body: bytes) -> None:
    try:
        file.write_bytes(body)
    except OSError as e:
        raise NotAllowed("prove", f"{file}: {e.strerror}; name a file that can be written") from e


def _address(room: Newsroom, output: str) -> tuple[str, str]:
    """Site and path of ``orbit:/2020/…`` or ``https://www.orbit.example/2020/…``."""
    bare = re.sub(r"^https?://", "", output)
    for s in room.house.sites:
        for begin in (f"{s.code}:", s.host, f"{s.code}.localhost"):
            rest = re.sub(r"^:\d+(?=/)", "", bare.removeprefix(begin)) if bare.startswith(begin) else ""
            if rest.startswith("/"):
                return s.code, rest.partition("?")[0]
    known = ", ".join(f"{s.code}:/" for s in room.house.sites) or "none is in force"
    like = f"{room.house.sites[0].code if room.house.sites else 'orbit'}:/2020/01/16/words-7f3k2q9m"
    raise NotAllowed("prove", f"{output} is at no site of ours; write SITE:PATH, such as {like}; sites: {known}")


def _proof(stood: Stood, body: bytes | None, seen: bool, flaws: list[str]) -> dict[str, Any]:
    record = stood.recorded
    return {
        "site": record.output.site,
        "path": record.output.path,
        "status": record.output.status,
        "output": record.number,
        "recorded": record.recorded.isoformat().replace("+00:00", "Z"),
        "until": stood.until.isoformat().replace("+00:00", "Z") if stood.until else "",
        "digest": record.output.digest,
        "size": record.output.size,
        "parts": list(record.output.parts),
        "built_from_entry": record.output.entry,
        "moment": _when(record.output.moment),
        "program": record.output.program,
        "theme": record.output.theme,
        "entries": [
            {
                "entry": e.number,
                "recorded": _when(e.recorded),
                "by": e.by,
                "kind": e.fact.__struct_config__.tag if e.fact else "erased",
                "what": _said(e.fact),
            }
            for e in stood.entries
        ],
        "kept": body is not None,
        "bytes": body.decode("utf-8", "replace") if body is not None and seen else None,
        "flaws": flaws,
    }


def _said(fact: object) -> str:
    if isinstance(fact, Read):
        return f"{fact.story}: {'a version' if fact.version else 'a notice'} from {fact.source}, read by {fact.reader}"
    return str(getattr(fact, "reason", "") or getattr(fact, "note", ""))


def _say_proof(stood: Stood, body: bytes | None, file: Path | None, flaws: list[str]) -> None:
    record = stood.recorded
    output = record.output
    out.print(f"[bold]{output.site}:{output.path}[/] answered {output.status}")
    out.print(
        f"  from {_when(record.recorded)} until {_when(stood.until) or 'now'}; output {record.number} of its chain"
    )
    out.print(f"  SHA-256 {output.digest or '(no bytes)'}, {output.size} bytes")
    out.print(f"  built from the state after entry {output.entry}, by program {output.program}, theme {output.theme}")
    kept = "the bytes are kept" if body is not None else "the bytes are not at hand; the digest is what is proven"
    out.print(f"  {kept}{f', and written to {file}' if body is not None and file else ''}", markup=False)
    table = _table("entry", "recorded", "kind", "by", "what")
    for e in stood.entries:
        kind = e.fact.__struct_config__.tag if e.fact else "erased"
        table.add_row(str(e.number), _when(e.recorded), str(kind), e.by, _said(e.fact))
    out.print(table)
    for flaw in flaws:
        out.print(flaw, markup=False)
    out.print("Both chains are whole." if not flaws else "The chains are not whole: this proves nothing.")


def _table(*names: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in names:
        table.add_column(name)
    return table


def _when(at: datetime | None) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ") if at else ""
