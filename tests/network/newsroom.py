"""
The newsroom that is put to the proof: three sites, five sources, a clock that is set by hand, real verbs.

This is the one module beside `served` that knows the program. Whatever a verb does it tells the table's report, in the
newsroom's own words; what a verb refuses has not happened.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from random import Random
from typing import Final
from xml.sax.saxutils import escape

from tests.app.running import ROOT, environment, free_port, soon
from tests.network.checker import Checker, Sent
from tests.network.crawl import Network
from tests.network.table import LAMP, MEADOW, QUAY, RIVER, Note, Report, Table, Text

from dateline.app import Newsroom
from dateline.news.errors import NotAllowed, StoryNotFound
from dateline.news.wire import Delivery
from dateline.setup.init import init
from dateline.verbs.common import Decided
from dateline.verbs.edit import Draft, correct, edit
from dateline.verbs.erase import erase
from dateline.verbs.hold import hold, release
from dateline.verbs.kill import kill, withdraw
from dateline.verbs.package import package
from dateline.verbs.publish import publish
from dateline.verbs.take import take
from dateline.verbs.update import update

START: Final = datetime(2020, 1, 16, 9, 0, tzinfo=UTC)
DESK: Final = "ada"
HOSTS: Final = {QUAY: "www.quay.example", MEADOW: "www.meadow.example", LAMP: "www.lamp.example"}
_SITE = """\
name = "{name}"
tagline = "{tagline}"
language = "{language}"
host = "{host}"
timezone = "{timezone}"
since = 2009
contact = "desk@{code}.example"
api = true
river = {river}
about = "{name} prints what its desk has checked."

[entity]
name = "Bellweather Press Ltd"
jurisdiction = "Anselm"
place = "Port Anselm"
address = "1 Quay Street, Port Anselm"

[readership]
whom = "people who like to know"

[[sections]]
slug = "works"
title = "Works"
topics = ["works"]

[[sections]]
slug = "people"
title = "People"
topics = ["people"]
"""
_TEXT = """
[[texts]]
page = "{page}"
effective = {day}
text = "This is what holds from {day} on."
"""
_SITES: Final = {
    QUAY: ("The Quay", "Ports and the people in them", "en", "UTC"),
    MEADOW: ("The Meadow", "Fields, weather and what grows", "en-AU", "Australia/Sydney"),
    LAMP: ("The Lamp", "News that is read from right to left", "he", "Asia/Jerusalem"),
}
_SOURCES: Final = {
    "pel": ("Pelican", "agency", "auto", ""),
    "brk": ("Brackwater", "agency", "propose", ""),
    "sol": ("Solstice", "agency", "propose", ""),
    "cor": ("Corvane Boats", "press-release", "propose", 'canonical = "source"\n'),
    "own": ("Network desk", "own", "auto", ""),
}
_LICENCES: Final = {
    "pel": 'uses = ["display", "teaser", "feed", "index", "archive", "versions"]\nedit = "free"\nexcerpt = 8\n',
    "brk": 'uses = ["display", "teaser", "archive", "river"]\nexcerpt = 12\n',
    "sol": (
        'uses = ["display", "teaser", "feed", "index", "archive"]\nedit = "cut"\nexcerpt = 10\ndays = 2\n'
        'after = "headline"\n'
    ),
    "cor": 'uses = ["display", "teaser", "feed", "index", "archive"]\nexcerpt = 10\nsites = ["meadow"]\n',
    "own": (
        'uses = ["display", "teaser", "feed", "index", "archive", "versions", "syndicate", "river"]\nground = "own"\n'
        'edit = "free"\nfeed = "full"\nexcerpt = 20\n'
    ),
}


def furnish(folder: Path) -> None:
    """Write the newsroom's files."""
    init(folder)
    for old in (*folder.glob("sites/*.toml"), *folder.glob("sources/*.toml"), *folder.glob("licences/*.toml")):
        old.unlink()
    (folder / "newsroom.toml").write_text('name = "Bellweather Network"\n')
    days = [("privacy", "2019-01-01"), ("privacy", "2019-11-01"), ("cookies", "2019-01-01"), ("terms", "2019-01-01")]
    texts = "".join(_TEXT.format(page=page, day=day) for page, day in days)
    for code, (name, tagline, language, timezone) in _SITES.items():
        site = _SITE.format(
            name=name,
            tagline=tagline,
            language=language,
            host=HOSTS[code],
            timezone=timezone,
            code=code,
            river="true" if code == RIVER else "false",
        )
        (folder / "sites" / f"{code}.toml").write_text(site + texts)
    for code, (name, kind, updates, more) in _SOURCES.items():
        source = f'name = "{name}"\nfull_name = "{name}"\nkind = "{kind}"\nlicence = "{code}"\nupdates = "{updates}"\n'
        (folder / "sources" / f"{code}.toml").write_text(source + more)
        holder = f'holder = "{name}"\nterms = "Shown here under terms that the network has agreed to."\n'
        (folder / "licences" / f"{code}.toml").write_text(holder + _LICENCES[code])


class HandClock:
    """
    A clock that is set by hand, the same in every process.

    Args:
        note: The file that says what it shows.
    """

    def __init__(self, note: Path) -> None:
        self._note = note

    def now(self) -> datetime:
        """The moment it was set to."""
        return datetime.fromisoformat(self._note.read_text())

    def set(self, moment: datetime) -> None:
        """Set it."""
        draft = self._note.with_suffix(".part")
        draft.write_text(moment.isoformat())
        draft.replace(self._note)


# The wires


class Words:
    """Words that nobody uses, each of them once."""

    def __init__(self, seed: int) -> None:
        self._random, self._used = Random(seed), set[str]()

    def some(self, count: int) -> str:
        """So many of them."""
        return " ".join(self._word() for _ in range(count))

    def _word(self) -> str:
        while True:
            word = "".join(self._random.choice("bdfgklmnprstvz") + self._random.choice("aeiou") for _ in range(4))
            if word not in self._used:
                self._used.add(word)
                return word

    def text(self, issued: datetime, *, standfirst: bool = True) -> Text:
        """A text that says nothing."""
        paragraphs = tuple(f"{self.some(30).capitalize()}." for _ in range(3))
        return Text(
            self.some(6).capitalize(), f"{self.some(14).capitalize()}." if standfirst else "", paragraphs, issued
        )


def written(source: str, item: str, number: int, text: Text, *, killed: bool = False) -> tuple[str, bytes]:
    """A delivery as its source's system would write it: its file's name, and its bytes."""
    write = {"brk": _nitf, "cor": _rss}.get(source, _ninjs)
    return f"{item.rpartition(':')[2]}-{number}.{'json' if write is _ninjs else 'xml'}", write(
        item, number, text, killed
    ).encode()


def _ninjs(item: str, number: int, text: Text, killed: bool) -> str:
    limits = {"embargoedUntil": text.begins, "expires": text.ends}
    status = "canceled" if killed else "withheld" if text.withheld else "usable"
    said = {
        "uri": item,
        "type": "text",
        "version": str(number),
        "versionCreated": text.issued.isoformat(),
        "pubStatus": status,
        "headlines": [{"role": "main", "value": text.headline}],
        "descriptions": [{"role": "standfirst", "value": text.standfirst}] if text.standfirst else [],
        "bodies": [{"role": "main", "contentType": "text/html", "value": "".join(f"<p>{p}</p>" for p in text.body)}],
        **{key: moment.isoformat() for key, moment in limits.items() if moment is not None},
    }
    return json.dumps(said)


def _nitf(item: str, number: int, text: Text, killed: bool) -> str:
    second = f"<hl2>{escape(text.standfirst)}</hl2>" if text.standfirst else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<nitf><head><docdata management-status="'
        f'{"canceled" if killed else "usable"}"><doc-id id-string="{item}"/>'
        f'<date.issue norm="{text.issued:%Y%m%dT%H%M%SZ}"/><du-key version="{number}"/></docdata></head><body>'
        f"<body.head><hedline><hl1>{escape(text.headline)}</hl1>{second}</hedline></body.head>"
        f"<body.content>{''.join(f'<p>{escape(p)}</p>' for p in text.body)}</body.content></body></nitf>"
    )


def _rss(item: str, _number: int, text: Text, _killed: bool) -> str:
    body = "".join(f"<p>{escape(p)}</p>" for p in text.body)
    word = item.rpartition(":")[2]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Corvane Boats</title>'
        "<link>https://www.corvane.example/</link><description>From our yard</description><item>"
        f'<guid isPermaLink="false">{item}</guid><title>{escape(text.headline)}</title>'
        f"<link>https://www.corvane.example/{word}</link><pubDate>{format_datetime(text.issued)}</pubDate>"
        f"<description>{escape(text.standfirst)}</description><content:encoded>{escape(body)}</content:encoded>"
        "</item></channel></rss>"
    )


# The desk


class Room:
    """
    The newsroom with its table and its checker.

    Args:
        folder: The newsroom's; furnished.
        clock: The one that its server has.
        seed: Of all that is random in it.
    """

    def __init__(self, folder: Path, clock: HandClock, seed: int) -> None:
        self.folder, self.clock = folder, clock
        self.table = Table()
        self.checker = Checker(self.table)
        self.words = Words(seed)
        self.room = Newsroom(folder, clock)
        self.room.apply(DESK)
        self.room.follow()
        #: Item → its story's id.
        self.ids: dict[str, str] = {}
        #: Every output that any receipt named.
        self.outputs: set[tuple[str, str]] = set()
        #: Those that were made since somebody last looked at all.
        self.fresh: set[tuple[str, str]] = set()

    @property
    def now(self) -> datetime:
        """The newsroom's moment."""
        return self.clock.now()

    def close(self) -> None:
        """Let go of all files."""
        self.room.close()

    def follow(self) -> None:
        """Bring all sites up to now."""
        for step in self.room.follow():
            assert not step.trouble, step.trouble
            self.fresh |= {(w.site, w.path) for w in step.written}
        self.outputs |= self.fresh
        self.room.searching.follower.step(self.now)

    def passes(self, hours: float) -> None:
        """Time passes."""
        self.clock.set(self.now + timedelta(hours=hours))

    # What sources send

    def comes(self, source: str, item: str, text: Text, *, killed: bool = False) -> Report:
        """A source sends a version, or kills what it sent."""
        report = self.table.reports.setdefault(item, Report(source, item))
        name, data = written(source, item, len(report.texts) + 1, text, killed=killed)
        (result,) = self.room.ingest([Delivery(source, "hand", name, data, self.now)], "dateline")
        assert not result.quarantined, result.quarantined
        self.ids[item] = result.items[0].story
        sent = self.checker.delivered(report, data)
        assert sent == Sent(item, text, killed), "the checker reads what was written"
        if killed:
            report.killed = True
        else:
            report.comes(text)
        return report

    # What the desk does

    def _done(self, verb: Callable[[], Decided], told: Callable[[], None]) -> bool:
        """Do a verb without following it; False where it is refused, or there is nothing to do."""
        try:
            decided = verb()
        except (NotAllowed, StoryNotFound):
            return False
        if decided.entry:
            told()
        return decided.entry > 0

    def publish(self, report: Report, sites: tuple[str, ...], section: str, hours: float = 0) -> bool:
        """Publish on some sites, at once or later."""
        at = self.now + timedelta(hours=hours)
        chosen = dict.fromkeys(sites, section)

        def told() -> None:
            report.take()
            report.published()
            report.home = report.home or sites[0]
            for site in sites:
                report.sections[site] = section
                if report.placed.get(site, at) >= self.now:
                    report.placed[site] = at

        return self._done(
            lambda: publish(
                self.ids[report.item],
                sites=sites,
                by=DESK,
                ledger=self.room.ledger,
                sections=chosen,
                at=at if hours else None,
            ),
            told,
        )

    def take(self, report: Report) -> bool:
        """Take a story."""
        return self._done(lambda: take(self.ids[report.item], by=DESK, ledger=self.room.ledger), report.take)

    def edit(self, report: Report, *, headline: bool) -> bool:
        """Write another headline or standfirst."""
        new = self.words.text(self.now)
        first, second = (new.headline, "") if headline else ("", new.standfirst)
        self.checker.note(report, first, second)
        draft = Draft(headline=first or None, standfirst=second or None)
        return self._done(
            lambda: edit(self.ids[report.item], draft, by=DESK, ledger=self.room.ledger),
            lambda: report.edit(first, second),
        )

    def correct(self, report: Report) -> bool:
        """Tell readers of an error."""
        wrong, right = self.words.some(7), self.words.some(7)
        self.checker.note(report, "", wrong, right)
        return self._done(
            lambda: correct(self.ids[report.item], Draft(), wrong=wrong, right=right, by=DESK, ledger=self.room.ledger),
            lambda: report.correct(Note(self.now, wrong, right)),
        )

    def update(self, report: Report) -> bool:
        """Take the source's newest version in."""
        return self._done(lambda: update(self.ids[report.item], by=DESK, ledger=self.room.ledger), report.update)

    def withdraw(self, report: Report) -> bool:
        """Take it back for now."""
        return self._ends(report, withdraw, "withdrawn")

    def kill(self, report: Report) -> bool:
        """Take it back for good."""
        return self._ends(report, kill, "killed")

    def erase(self, report: Report) -> bool:
        """Let its bytes leave."""
        return self._ends(report, erase, "killed")

    def _ends(self, report: Report, verb: Callable[..., Decided], how: str) -> bool:
        return self._done(
            lambda: verb(self.ids[report.item], reason="it must go", by=DESK, ledger=self.room.ledger),
            lambda: setattr(report, how, True),
        )

    def hold(self, report: Report, hours: float = 0) -> bool:
        """Hold it, for some hours or until it is released."""
        until = self.now + timedelta(hours=hours) if hours else None

        def told() -> None:
            report.held, report.held_until = True, until

        return self._done(
            lambda: hold(self.ids[report.item], reason="we ask first", until=until, by=DESK, ledger=self.room.ledger),
            told,
        )

    def release(self, report: Report) -> bool:
        """Let go of it."""
        return self._done(
            lambda: release(self.ids[report.item], reason="they answered", by=DESK, ledger=self.room.ledger),
            report.released,
        )

    def package(self, report: Report, other: Report, role: str) -> bool:
        """Set another text below it, or take it away."""
        id = self.ids[other.item]
        add, drop = ((), (id,)) if role == "drop" else (((role, id),), ())

        def told() -> None:
            report.take()
            report.below.pop(other.item, None)
            if role != "drop":
                report.below[other.item] = role

        return self._done(
            lambda: package(self.ids[report.item], add=add, drop=drop, by=DESK, ledger=self.room.ledger), told
        )


@contextmanager
def serving(folder: Path, clock: Path) -> Iterator[Network]:
    """The sites, served by a process of its own."""
    port = free_port()
    command = [sys.executable, "-m", "tests.network.served", str(folder), str(clock), str(port)]
    with subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE) as running:
        network = Network(port, HOSTS)
        try:
            soon(lambda: running.poll() is not None or _answers(network), "nobody serves the sites")
            assert running.poll() is None, "the server has ended"
            yield network
        finally:
            network.close()
            running.terminate()
            running.communicate(timeout=20)


def _answers(network: Network) -> bool:
    try:
        return network.ask(QUAY, "/").status > 0
    except OSError:
        network.close()
        return False


def torture() -> bool:
    """Whether somebody wants it long and random."""
    return "DATELINE_TORTURE" in os.environ
