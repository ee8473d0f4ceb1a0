"""The independent proof: who may be where holds in every output, and all that the sites print is of one piece."""

import shutil
import subprocess
from itertools import product
from pathlib import Path
from random import SystemRandom

import pytest
from lxml import html
from tests.network import rules
from tests.network.conftest import Proof, prove
from tests.network.crawl import Answer
from tests.network.newsroom import serving, torture
from tests.network.table import CONTRACTS, LAMP, MEADOW, QUAY

from dateline.app import Newsroom

CHECKER = Path(__file__).parents[2] / "node_modules/vnu-jar/build/dist/vnu.jar"


def told(flaws: list[str], proof: Proof) -> str:
    """What was wrong, and what had happened before."""
    return "\n".join(
        [f"at {proof.room.now}, after {len(proof.play.done)} events:", *flaws[:30], *proof.play.done[-40:]]
    )


def test_nothing_stands_where_it_must_not_and_nothing_is_missing(proof: Proof) -> None:
    """
    Through publishes, corrections, updates, holds, withdrawals, kills, erasures and expiries: no run of five words of
    any delivery stands on an output where its contract, its source or the desk does not let it stand, and readers find
    what they ought to.
    """
    assert proof.flaws == [], told(proof.flaws, proof)
    assert len(proof.play.done) == 200


def test_the_proof_could_have_failed(proof: Proof) -> None:
    """
    Words of every source were seen on the kinds of output that its contract names, and much of it was taken back.
    """
    for source, contract in CONTRACTS.items():
        assert {(source, kind) for kind in ("story", "how", "list")} <= proof.seen
        assert ((source, "feed") in proof.seen) == (contract.feed is not None)
        assert ((source, "sitemap") in proof.seen) == (contract.engines and not contract.elsewhere)
        assert ((source, "search") in proof.seen) == contract.found
        assert ((source, "river") in proof.seen) == (contract.river is not None)
        assert ((source, "api") in proof.seen) == (contract.api is not None)
    assert "corrections" in {kind for _, kind in proof.seen}
    deeds = {line.split()[2] for line in proof.play.done}
    assert deeds >= {"publish", "send", "update", "correct", "edit", "withdraw", "kill", "kill_by_source", "withhold"}
    assert deeds >= {"hold", "release", "erase", "take_in", "package", "wait"}
    assert len(proof.gone) >= 15
    assert proof.gated, "the gate was never closed"


def test_nothing_can_be_smuggled_past_the_checker(proof: Proof) -> None:
    """
    Five words of a killed text are seen on every kind of output, escaped as each escapes them, and so are some words
    too many of a text that only an excerpt may be had of.
    """
    checker, now = proof.room.checker, proof.room.now
    dead = next(r for r in proof.room.table.reports.values() if r.killed)
    words = " ".join(dead.said.body[0].split()[3:8])
    ways = (f"<p>{words}</p>", words.replace(" ", "%20"), f"&lt;b&gt;{words}&lt;/b&gt;", words.replace(" ", "-"))
    kinds = {a.kind: a for a in proof.last.answers.values()}
    for answer, wrapped in product(kinds.values(), ways):
        smuggled = answer._replace(body=answer.body + wrapped.encode())
        assert checker.forbidden([smuggled], now), (answer.path, wrapped)
    alive = next(r for r in proof.room.table.reports.values() if r.stands(QUAY, now) and r.contract.excerpt < 14)
    front = next(a for a in proof.last.of(QUAY, "list") if a.path == "/")
    for count, wrong in ((alive.contract.excerpt, False), (alive.contract.excerpt + 1, True)):
        few = " ".join(alive.said.opening.split()[:count])
        assert bool(checker.forbidden([front._replace(body=few.encode())], now)) == wrong


def test_every_link_answers(proof: Proof) -> None:
    """
    No page, feed, sitemap or declaration leads to where nothing is; a link to what was taken back may say so.
    """
    assert rules.broken(proof.last) == []


def test_nothing_is_loaded_from_elsewhere(proof: Proof) -> None:
    """
    Readers' browsers ask no other host for anything, and nothing is asked for in the clear.
    """
    assert rules.outside(proof.last, ["www.corvane.example"]) == []


def test_every_page_is_sound(proof: Proof) -> None:
    """
    Each says its language and direction, has one heading and a title of its own, and tells search engines and machines
    the same as its readers.
    """
    assert rules.unsound(proof.last) == []


def test_every_feed_is_sound(proof: Proof) -> None:
    """
    Each can be read, knows its own address, and names each item once.
    """
    assert rules.unsound_feeds(proof.last) == []


def test_sitemaps_lead_to_what_search_engines_may_have(proof: Proof) -> None:
    """
    To all of that on its home site, and to nothing else.
    """
    crawl, room = proof.last, proof.room
    assert rules.unsound_maps(crawl) == []
    for site in (QUAY, MEADOW, LAMP):
        led = rules.mapped(crawl, site)
        pages = [(a, report) for a in crawl.of(site, "story") if (report := room.checker.of(a.path))]
        for page, report in pages:
            may = report.stands(site, room.now) and room.table.indexed(report, site, room.now)
            assert rules.noindex(html.fromstring(page.body)) == (not may), page.path
            at_home = report.home == site or not report.stands(report.home, room.now)
            mapped = may and at_home and not report.contract.elsewhere
            assert (rules.own(crawl, page) in led) == mapped, page.path


def test_what_is_gone_says_so(proof: Proof) -> None:
    """
    The page of a text that readers had, and that was taken back, answers 410.
    """
    room = proof.room
    gone = [
        a
        for a in proof.last.answers.values()
        if (report := room.checker.of(a.path))
        and not report.free(a.site, room.now)
        and a.site in report.placed
        and not report.remains(a.site, room.now)
        and report.placed[a.site] <= room.now
    ]
    assert gone
    assert {a.status for a in gone} <= {404, 410}
    assert {a.status for a in gone} >= {410}


def test_pages_made_from_nothing_are_the_same_bytes(proof: Proof, tmp_path: Path) -> None:
    """
    Who deletes all pages of all sites, and builds them again, serves every output with the same bytes and ETag.
    """
    folder = tmp_path / "room"
    derived = [str(proof.folder / "data" / "sites"), str(proof.folder / "data" / "search")]
    shutil.copytree(proof.folder, folder, ignore=lambda where, names: [n for n in names if f"{where}/{n}" in derived])
    room = Newsroom(folder, proof.room.clock)
    room.rebuild()
    room.close()
    differ = []
    with serving(folder, proof.note) as network:
        for (site, path), before in proof.last.answers.items():
            # What a search finds first follows from an index, whose bytes are its own.
            if before.kind not in ("search", "wide"):
                after = network.ask(site, path)
                if (after.status, after.mark, after.body) != (before.status, before.mark, before.body):
                    differ.append(f"{site}{path}: {before.status} {before.mark}, now {after.status} {after.mark}")
    assert differ == []


def test_one_page_of_each_kind_is_valid(proof: Proof, tmp_path: Path) -> None:
    """
    Of each kind the longest page, as readers get it, by the word of the Nu Html Checker.
    """
    java = shutil.which("java")
    if java is None or not CHECKER.exists():
        pytest.skip("no Java, or no checker of HTML here: make node_modules/.ready")
    pages: dict[str, Answer] = {}
    for answer in proof.last.answers.values():
        if answer.is_html and answer.status in (200, 404, 410):
            kind = f"{answer.site}-{answer.kind}-{answer.status}"
            pages[kind] = max(pages.get(kind, answer), answer, key=lambda a: len(a.body))
    for kind, page in pages.items():
        (tmp_path / f"{kind}.html").write_bytes(page.body)
    command = [java, "-jar", str(CHECKER), "--format", "gnu", "--errors-only", "--exit-zero-always", str(tmp_path)]
    said = subprocess.run(command, capture_output=True, check=True, timeout=110).stderr.decode()
    assert said.splitlines() == []


@pytest.mark.skipif(not torture(), reason="long and random runs are for `make torture`")
@pytest.mark.parametrize("seed", SystemRandom().sample(range(10**6), 10) if torture() else [0])
def test_nothing_stands_where_it_must_not_in_other_histories(tmp_path: Path, seed: int) -> None:
    """
    What holds of one history holds of any.
    """
    found = prove(tmp_path, seed, 600)
    found.room.close()
    assert found.flaws == [], told(found.flaws, found)
