"""Looking: what we have, and one story with everything that is known of it."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from dateline.app import Newsroom
from dateline.cli.common import Folder, Id, Json, Now, counted, out, say_json
from dateline.cli.opened import opened
from dateline.news import credit, holds, rights
from dateline.news.errors import DatelineError, NotAllowed, StoryNotFound
from dateline.news.facts import Placement
from dateline.news.house import Use
from dateline.news.rights import Standing
from dateline.news.status import STATUSES
from dateline.news.story import Article, Story, Verdict
from dateline.past import State
from dateline.setup.topics import topics_of
from dateline.verbs.reports import barred
from dateline.verbs.update import proposal

HERE = Path()


def stories_command(
    newsroom: Folder = HERE,
    json: Json = False,
    now: Now = "",
    status: Annotated[str, typer.Option("--status", help=f"Only these: {', '.join(STATUSES)}.")] = "",
    source: Annotated[str, typer.Option("--source", help="Only this source's.")] = "",
) -> None:
    """What we have: one line a story, the latest first."""
    if status and status not in STATUSES:
        raise NotAllowed("stories", f"--status {status}: there is no such status; there are: {', '.join(STATUSES)}")
    with opened(newsroom, now) as room:
        if source and room.house.source(source) is None:
            known = (
                ", ".join(s.code for s in room.house.sources) or "none; `dateline apply` puts sources/*.toml in force"
            )
            raise NotAllowed("stories", f"--source {source}: there is no such source; there are: {known}")
        rows = [
            r
            for r in _rows(room.state(), room.clock.now())
            if (not status or r["status"] == status) and (not source or r["source"] == source)
        ]
    if json:
        say_json(rows)
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("id", "status", "version", "sites", "headline"):
        table.add_column(name, no_wrap=name != "headline")
    for r in rows:
        table.add_row(r["id"], r["status"], str(r["version"]), " ".join(r["sites"]), r["headline"])
    none = "No story has come in yet: `dateline ingest FILE…`, or drop files in inbox/"
    if status or source or now:
        none = "No story is so."
    out.print(table) if rows else out.print(none)


def _rows(state: State, moment: datetime) -> Iterator[dict[str, Any]]:
    standing = state.standing()
    for story in state.stories():
        # Where a notice waited that has found its story, nothing waits any more.
        if story.means:
            continue
        articles = [a for id in story.articles if (a := state.article(id))]
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
        "alert": holds.alert(story),
    }


def show_command(id: Id, newsroom: Folder = HERE, json: Json = False, now: Now = "") -> None:
    """One story: its versions, what was decided, what may be done with it, and every output that holds it."""
    with opened(newsroom, now) as room:
        state = room.state()
        story, article = state.story(id), state.article(id)
        if story is None and article is not None:
            story = state.story(article.stories[0])
        if story is None:
            raise unknown(room, id)
        shown = _shown(room, state, story)
    if json:
        say_json(shown)
        return
    out.print(f"[bold]{shown['headline'] or '(no words)'}[/]")
    out.print(f"{shown['id']} · {shown['status']} · {shown['source']} · {shown['dateline']}", markup=False)
    if shown["alert"]:
        out.print(shown["alert"], style="yellow", markup=False)
    _lines("told by its source", (f"{t['at']}  {t['action']}  {t['text']}" for t in shown["told"]))
    _lines("the same report as", shown["twins"])
    _lines("updates that wait", map(_update_line, shown["updates"]))
    _lines("set or pinned", map(_place_line, shown["placements"]))
    _lines("subjects", map(_subject_line, shown["subjects"]))
    _lines("versions", map(_version_line, shown["versions"]))
    _lines("package", map(_package_line, shown["package"]))
    _lines("judgements", map(_judgement_line, shown["judgements"]))
    _lines("rules", map(_route_line, shown["routes"]))
    _lines("decisions", map(_decision_line, shown["decisions"]))
    _lines("rights", map(_right_line, shown["rights"]))
    _lines("outputs", (f"{o['site']:<12} {o['status']}  {o['path']}" for o in shown["outputs"]))


def unknown(room: Newsroom, id: str) -> DatelineError:
    """That nobody has that id; or that nobody had it yet at the moment that is asked for."""
    if room.ledger.story(id) is None and room.ledger.article(id) is None:
        return StoryNotFound(id)
    return NotAllowed("--now", f"{id} had not come in yet at {_when(room.clock.now())}; ask for a later moment")


def _version_line(v: dict[str, Any]) -> str:
    signals = " ".join(v["signals"])
    came = f"{v['version']}  issued {v['issued']}  received {v['received']}"
    return f"{came}  {counted(v['words'], 'word')}  {v['status']}  {signals}"


def _update_line(u: dict[str, Any]) -> str:
    conflicts = f", {counted(u['conflicts'], 'conflict')}" if u["conflicts"] else ""
    return f"{u['article']}  version of entry {u['version']}{conflicts}; `dateline update {u['article']} --show`"


def _place_line(p: dict[str, Any]) -> str:
    pinned = f"  pinned at place {p['pinned']}" if p["pinned"] else ""
    return f"{p['site']:<12} from {p['from']}{pinned}  {p['path']}"


def _judged(verdict: Verdict) -> dict[str, Any]:
    said = verdict.judgement
    return {"site": said.site, "value": said.value, "reason": said.reason, "by": verdict.by, "at": _when(verdict.at)}


def _judgement_line(j: dict[str, Any]) -> str:
    return f"{j['site']:<12} {j['value']}  {j['reason']} ({j['by']})"


def _route_line(r: dict[str, Any]) -> str:
    return f"{r['rule']}: {r['because']}" + (f"; {r['refused']}" if r["refused"] else "")


def _decision_line(d: dict[str, Any]) -> str:
    moment = f"  for {d['moment']}" if d["moment"] else ""
    return f"entry {d['entry']}  {d['at']}  {d['verb']} by {d['by']}{moment}  {d['reason']}"


def _right_line(r: dict[str, Any]) -> str:
    until = f"  until {r['until']}" if r["until"] else ""
    return f"{r['site']:<12} {r['use']:<9} {'yes' if r['allowed'] else 'no':<4} {r['because']}{until}"


def _lines(title: str, lines: Iterable[str]) -> None:
    found = [words.rstrip() for words in lines]
    if found:
        out.print(f"\n[dim]{title}[/]")
        for words in found:
            out.print(f"  {words}", markup=False)


_USES: tuple[Use, ...] = ("display", "teaser", "feed", "index", "archive", "versions")


def _shown(room: Newsroom, state: State, story: Story) -> dict[str, Any]:
    standing, moment = state.standing(), room.clock.now()
    articles = [a for id in story.articles if (a := state.article(id))]
    things: tuple[Article | Story, ...] = (*articles, story)
    return {
        **_row(story, articles, standing, moment),
        "dateline": credit.line(story.text.dateline) if story.text else "",
        "body": [b.text for b in story.text.body] if story.text else [],
        "subjects": _subjects(room, story),
        "versions": _versions(story),
        "told": [{"at": _when(t.issued), "action": t.action, "text": t.text} for t in story.told],
        "twins": list(story.twins),
        "reissued": story.reissued,
        "updates": [
            {"article": u.article, "version": u.mark.entry, "conflicts": len(u.conflicts), "correction": u.correction}
            for a in articles
            if (u := proposal(a, room.ledger)) is not None
        ],
        "placements": [_placed(a, p) for a in articles for p in a.placements],
        "package": _package(state, story, articles, moment),
        "judgements": [_judged(v) for thing in (articles or things) for v in thing.verdicts],
        "assigned": next((t.assigned for t in (articles or things) if t.assigned), None),
        "routes": [{"rule": r.rule, "because": r.because, "refused": r.refused} for r in story.routed],
        "decisions": _decisions(story, articles),
        "rights": _rulings(story, standing, moment),
        "outputs": _outputs(room, story),
    }


def _subjects(room: Newsroom, story: Story) -> list[dict[str, Any]]:
    """What it is about, as sent; and the topic that this means, with those above it, once a vocabulary was imported."""
    topics = topics_of(room.data)
    language = next((site.language for site in room.house.sites), "en")
    found = []
    for subject in story.text.subjects if story.text else ():
        topic = topics.of(subject) if topics else None
        chain = [topics.name(one, language) for one in topics.chain(topic)] if topics and topic else []
        found.append(
            {
                "scheme": subject.scheme,
                "code": subject.code,
                "name": subject.name,
                "topic": topic.code if topic else "",
                "chain": chain,
            }
        )
    return found


def _subject_line(s: dict[str, Any]) -> str:
    sent = " ".join(filter(None, (s["scheme"], s["code"], s["name"])))
    return f"{sent}  = {s['topic']} {' › '.join(s['chain'])}" if s["topic"] else sent


def _versions(story: Story) -> list[dict[str, Any]]:
    return [
        {
            "version": n,
            "entry": m.entry,
            "issued": _when(m.issued),
            "received": _when(m.received),
            "words": m.words,
            "status": m.status,
            "doubt": m.doubt,
            "embargo": _when(m.embargo) if m.embargo else None,
            "signals": list(m.signals),
            "notes": list(m.notes),
        }
        for n, m in enumerate(sorted(story.marks, key=lambda m: m.order), 1)
    ]


def _placed(article: Article, placement: Placement) -> dict[str, Any]:
    return {
        "site": placement.site,
        "path": placement.path,
        "from": _when(placement.at) if placement.at else "",
        "pinned": next((p.place for p in article.pins if p.site == placement.site), 0),
    }


def _package(state: State, story: Story, articles: list[Article], moment: datetime) -> list[dict[str, Any]]:
    """What stands below it, and on which sites it may not be shown, and why; as our desk arranged it, if it did."""
    roles = {p.story: p.role for a in articles for p in a.parts} if articles else {p.story: p.role for p in story.parts}
    found = {id: s for id in roles if (s := state.story(id)) is not None}
    below = [(roles[id], s) for id, s in found.items()]
    hidden = [b for a in articles for b in barred(a, below, moment, state.standing())]
    return [
        {
            "role": role,
            "id": id,
            "headline": found[id].headline if id in found else "",
            "not_shown": {b.site: b.because for b in hidden if b.story == id},
        }
        for id, role in roles.items()
    ]


def _package_line(p: dict[str, Any]) -> str:
    hidden = "".join(f"\n    not shown on {site}: {because}" for site, because in p["not_shown"].items())
    return f"{p['role']}: {p['id']} {p['headline']}{hidden}"


def _decisions(story: Story, articles: list[Article]) -> list[dict[str, Any]]:
    decisions = {d.entry: d for d in (*story.decisions, *(d for a in articles for d in a.decisions))}
    return [
        {
            "entry": d.entry,
            "at": _when(d.at),
            "verb": d.deed,
            "by": d.by,
            "reason": d.reason,
            "moment": _when(d.moment) if d.moment else "",
        }
        for d in sorted(decisions.values(), key=lambda d: d.entry)
    ]


def _rulings(story: Story, standing: Standing, moment: datetime) -> list[dict[str, Any]]:
    return [
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
    ]


def _outputs(room: Newsroom, story: Story) -> list[dict[str, Any]]:
    held = {story.id, *story.articles}
    return [
        {"site": f.code, "path": p.path, "status": p.status}
        for f in room.followers()
        for p in f.store().pages()
        if held & set(p.parts)
        or any(p.path.removesuffix("/how").endswith(f"-{a.rpartition('-')[2]}") for a in story.articles)
    ]


def _when(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
