"""rights, audit, prove: may we and until when; where a source's text is; what stood at an address."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.cli.conftest import BODY, LICENCE, Desk, Item, told

from dateline.app import Newsroom
from dateline.news.facts import Looked

#: A moment far beyond any on which these tests are run.
LATE = "2098-12-28T00:00:00Z"
ENDING = LICENCE + "until = 2099-01-01T00:00:00Z\n"


def licensed(desk: Desk, text: str) -> None:
    """Put other terms of the agency's in force."""
    (desk.room / "licences" / "qui.toml").write_text(text)
    desk.done("apply")


def own_path(desk: Desk, id: str) -> str:
    """The path of the story's own page."""
    rows = desk.done("audit", "qui", "--json").json
    return next(str(r["path"]) for r in rows if str(r["path"]).endswith(id.removeprefix("qui-")))


def stood_from(desk: Desk, path: str) -> str:
    """The moment from which the first output stood at a path, to the microsecond."""
    room = Newsroom(desk.room)
    try:
        return next(room.ledger.outputs(site="example", path=path)).recorded.isoformat()
    finally:
        room.close()


def looks(desk: Desk) -> list[tuple[str, str, str]]:
    """Who looked at bytes that may not be shown: by, path and reason."""
    room = Newsroom(desk.room)
    try:
        return [(e.by, e.fact.path, e.fact.reason) for e in room.ledger.entries() if isinstance(e.fact, Looked)]
    finally:
        room.close()


def test_every_use_is_ruled_with_its_reason(desk: Desk, published: str) -> None:
    """
    May we put this in a feed, may we sell it on: the desk asks before it does, and learns which licence says so.
    """
    said = desk.done("rights", published).out
    assert "under licence (qui)" in said
    assert "licence qui does not list the use syndicate" in said
    rows = {r["use"]: r for r in desk.done("rights", published, "--json").json}
    assert rows["display"] == {
        "site": "example", "use": "display", "allowed": True, "because": "under licence (qui)", "until": "",
        "words": None,
    }  # fmt: skip
    assert rows["teaser"]["words"] == 40
    assert not rows["syndicate"]["allowed"]


def test_a_ruling_says_until_when(desk: Desk, published: str) -> None:
    """
    A contract that ends takes the text down; whoever plans with it sees the moment, and what holds after it.
    """
    licensed(desk, ENDING)
    rows = {r["use"]: r for r in desk.done("rights", published, "--json").json}
    assert rows["display"]["until"] == "2099-01-01T00:00:00Z"
    after = {r["use"]: r for r in desk.done("rights", published, "--json", "--now", "2099-01-02").json}
    assert not after["display"]["allowed"]


def test_an_article_is_ruled_as_its_story_is(desk: Desk, published: str) -> None:
    """
    The desk has the article's id at hand as often as the story's.
    """
    article = published.replace("qui-", "art-")
    rows = {r["use"]: r["allowed"] for r in desk.done("rights", article, "--json").json}
    assert (rows["display"], rows["mine"]) == (True, False)


@pytest.mark.parametrize("as_json", [(), ("--json",)])
def test_rights_on_an_unknown_site_are_refused(desk: Desk, published: str, as_json: tuple[str, ...]) -> None:
    """
    An empty list would look like a refusal of all uses, or like nothing that ends; the sites that there are are named.
    """
    for asked in ((published,), ("--expiring", "7d"), ("--simulate", desk.room / "licences" / "qui.toml")):
        told(desk("rights", *asked, "--site", "elsewhere", *as_json), "--site elsewhere", "no such site", "example")


def test_rights_needs_one_question(desk: Desk, published: str) -> None:
    """
    Nothing asked, or two things at once: the refusal lists what can be asked.
    """
    told(desk("rights"), "--expiring 7d", "--simulate")
    told(desk("rights", published, "--expiring", "7d"), "say which")
    told(desk("rights", "qui-00000000"), "no story or article")


def test_what_ends_soon_is_listed_by_moment(desk: Desk, item: Item) -> None:
    """
    The week's list: each use that ends, the soonest first, so that somebody can renew the contract in time.
    """
    id = desk.take_in(item())
    desk.done("publish", id, "--site", "example")
    (desk.room / "licences" / "sooner.toml").write_text(LICENCE + "until = 2098-12-30T00:00:00Z\n")
    other = (desk.room / "sources" / "qui.toml").read_text().replace('"qui"', '"sooner"')
    (desk.room / "sources" / "two.toml").write_text(other)
    licensed(desk, ENDING)
    file = desk.room.parent / "two.json"
    file.write_text('{"uri": "urn:two:1", "version": "1", "versionCreated": "2020-01-16T01:00:00Z", "headlines": '
                    '[{"value": "Ladders for lending"}], "bodies": [{"contentType": "text/plain", "value": '
                    '"Nine ladders lie in the shed."}]}')  # fmt: skip
    two = desk.done("ingest", file, "--source", "two", "--json").json[0]["items"][0]["story"]
    desk.done("publish", two, "--site", "example")
    rows = desk.done("rights", "--expiring", "7d", "--now", LATE, "--json").json
    assert [r["until"] for r in rows] == sorted(r["until"] for r in rows)
    assert {(r["headline"], r["until"]) for r in rows} == {
        ("Ladders for lending", "2098-12-30T00:00:00Z"),
        ("Lamps on the northern pier, item 1", "2099-01-01T00:00:00Z"),
    }
    said = desk.done("rights", "--expiring", "3d", "--now", LATE).out
    assert "Ladders for lending" in said
    assert "Lamps on" not in said
    assert len(desk.done("rights", "--expiring", "3d", "--now", LATE, "--site", "example", "--json").json) == 5


@pytest.mark.usefixtures("published")
def test_nothing_that_ends_is_said_in_words(desk: Desk) -> None:
    """
    An empty list is an answer too.
    """
    assert "Nothing ends" in desk.done("rights", "--expiring", "7d").out
    assert desk.done("rights", "--expiring", "7d", "--json").json == []


@pytest.mark.parametrize("span", ["soon", "7", "-7d", "9999w"])
def test_a_span_that_is_none_is_refused(desk: Desk, span: str) -> None:
    """
    What the program would guess is not what the desk asked.
    """
    told(desk("rights", f"--expiring={span}"), "--expiring")


def test_a_changed_contract_is_tried_before_it_is_signed(desk: Desk, published: str, tmp_path: Path) -> None:
    """
    What the agency's new draft would take down, and what it would bring back; nothing is put in force by asking.
    """
    (tmp_path / "draft").mkdir()
    draft = tmp_path / "draft" / "qui.toml"
    draft.write_text(LICENCE.replace('"teaser", "feed", ', ""))
    rows = desk.done("rights", "--simulate", draft, "--json").json
    assert {(r["use"], r["effect"], r["site"]) for r in rows} == {
        ("teaser", "taken down", "example"),
        ("feed", "taken down", "example"),
    }
    assert rows[0]["article"] == published.replace("qui-", "art-")
    assert "taken down" in desk.done("rights", "--simulate", draft).out
    desk.done("check")
    licensed(desk, draft.read_text())
    assert "Nothing would be taken down" in desk.done("rights", "--simulate", draft).out
    draft.write_text(LICENCE)
    assert {r["effect"] for r in desk.done("rights", "--simulate", draft, "--json").json} == {"brought back"}


def test_a_wrong_draft_is_refused_by_its_line(desk: Desk, tmp_path: Path) -> None:
    """
    A misspelt use would otherwise look like a use that is taken down.
    """
    draft = tmp_path / "qui.toml"
    draft.write_text(LICENCE.replace('"display"', '"dispaly"'))
    told(desk("rights", "--simulate", draft), "qui.toml:3: ", "dispaly")
    told(desk("rights", "--simulate", tmp_path / "gone.toml"), "gone.toml", "cannot be read")


def test_an_audit_lists_what_holds_a_sources_text(desk: Desk, published: str) -> None:
    """
    An agency may ask where its text is: every page, feed and list, since when.
    """
    said = desk.done("audit", "qui").out
    assert "14 outputs hold text of qui now; 0 held some." in said
    rows = {r["path"]: r for r in desk.done("audit", "qui", "--json").json}
    assert {"/", "/feed.xml"} < rows.keys()
    assert all(r["until"] is None and r["stories"] == [published] and r["outputs"] for r in rows.values())
    assert desk.done("audit", "by-hand", "--json").json == []


def test_an_audit_after_a_kill_says_until_when(desk: Desk, published: str) -> None:
    """
    That nothing holds it any more, and how long each output did, is what the agency's lawyer asks for.
    """
    desk.done("kill", published, "--reason", "the source took it back")
    rows = {r["path"]: r for r in desk.done("audit", "qui", "--json").json}
    for path in ("/", "/feed.xml"):
        assert rows[path]["until"] > rows[path]["since"]
        assert len(rows[path]["outputs"]) == 2


def test_an_audit_of_an_unknown_source_is_refused(desk: Desk) -> None:
    """
    "Nothing holds its text" would be a false answer to a misspelt code.
    """
    told(desk("audit", "qiu"), "no source qiu", "qui")


def test_a_proof_names_digest_and_entries(desk: Desk, published: str) -> None:
    """
    What a reader saw on the day of the complaint: the bytes' digest, and the decisions that they follow from.
    """
    path = own_path(desk, published)
    proof = desk.done("prove", f"example:{path}", "--at", stood_from(desk, path), "--json").json
    assert (proof["status"], proof["path"], proof["until"], proof["flaws"]) == (200, path, "", [])
    assert [e["kind"] for e in proof["entries"]] == ["read", "publish"]
    assert BODY[0] in proof["bytes"]
    said = desk.done("prove", f"example:{path}").out
    assert proof["digest"] in said
    assert "Both chains are whole." in said


def test_the_bytes_of_a_proof_go_to_a_file(desk: Desk, published: str, tmp_path: Path) -> None:
    """
    While they may be shown anybody on the desk may have them, and no look is noted.
    """
    path = own_path(desk, published)
    file = tmp_path / "seen.html"
    assert f"written to {file}" in desk.done("prove", f"example:{path}", "--bytes", file).out
    assert BODY[0] in file.read_text()
    assert looks(desk) == []
    told(desk("prove", f"example:{path}", "--bytes", tmp_path), "name a file that can be written")


def test_a_page_is_proven_by_its_address(desk: Desk, published: str) -> None:
    """
    A complaint quotes an address from a browser, with a port and a query as often as not.
    """
    path = own_path(desk, published)
    for address in (f"https://example.localhost{path}", f"http://example.localhost:8000{path}?from=feed"):
        assert desk.done("prove", address, "--json").json["path"] == path


def test_a_proof_before_anything_stood_names_the_first_moment(desk: Desk, published: str) -> None:
    """
    Whoever asks for too early a moment is told the earliest that has an answer, and that one has it.
    """
    path = own_path(desk, published)
    said = desk("prove", f"example:{path}", "--at", "2020-01-01T00:00:00Z")
    told(said, "nothing had stood", "the first thing stood there at ")
    first = said.err.split("stood there at ")[1].strip()
    desk.done("prove", f"example:{path}", "--at", first)


@pytest.mark.parametrize("output", ["elsewhere:/", "example", "https://www.elsewhere.example/", "/about"])
def test_a_proof_of_a_wrong_address_is_refused(desk: Desk, output: str) -> None:
    """
    The refusal shows how an output is written, and which sites there are.
    """
    told(desk("prove", output), "SITE:PATH", "example:/")


def test_a_proof_at_no_moment_or_of_no_page_is_refused(desk: Desk) -> None:
    """
    Nothing ever stood there, which is another answer than that it stands no more.
    """
    told(desk("prove", "example:/no/such/page"), "nothing had stood at example:/no/such/page")
    told(desk("prove", "example:/", "--at", "yesterday"), "is no moment")


def test_the_bytes_of_a_killed_page_need_a_reason(desk: Desk, published: str, tmp_path: Path) -> None:
    """
    A lawyer may see what stood there; that somebody looked, and why, is an entry of its own.
    """
    path, file = own_path(desk, published), tmp_path / "seen.html"
    at = stood_from(desk, path)
    desk.done("kill", published, "--reason", "court")
    asked = ("prove", f"example:{path}", "--at", at, "--bytes", file)
    told(desk(*asked), "--reason")
    assert not file.exists()
    assert looks(desk) == []
    desk.done(*asked, "--reason", "letter of a lawyer", "--by", "ben")
    assert BODY[0] in file.read_text()
    assert looks(desk) == [("ben", path, "letter of a lawyer")]
    assert desk.done("prove", f"example:{path}", "--json").json["status"] == 410


def test_a_proof_in_json_shows_no_killed_words_unnoted(desk: Desk, published: str) -> None:
    """
    The digest is for everybody; the words of a killed story leave the vault by no other door than a noted look.
    """
    path = own_path(desk, published)
    at = stood_from(desk, path)
    desk.done("kill", published, "--reason", "court")
    said = desk.done("prove", f"example:{path}", "--at", at, "--json")
    assert said.json["digest"]
    assert (said.json["kept"], said.json["bytes"]) == (True, None)
    assert BODY[0] not in said.out
    assert looks(desk) == []
    seen = desk.done("prove", f"example:{path}", "--at", at, "--json", "--reason", "letter of a lawyer").json
    assert BODY[0] in seen["bytes"]
    assert looks(desk) == [("ada", path, "letter of a lawyer")]


@pytest.fixture
def below(desk: Desk, published: str, item: Item) -> str:
    """A backgrounder of another source, below a story on ``example``; the source has a licence of its own, ``two``."""
    (desk.room / "licences" / "two.toml").write_text(LICENCE + "days = 3\n")
    source = (desk.room / "sources" / "qui.toml").read_text()
    (desk.room / "sources" / "two.toml").write_text(source.replace('"qui"', '"two"').replace("Quillon", "Tamarack"))
    desk.done("apply")
    file = desk.room.parent / "two.json"
    body = ("Ladders were first lent out in the year of the long frost, nine of them.",)
    file.write_text(json.dumps(item("two", body=body, versionCreated=datetime.now(UTC).isoformat())))
    id = str(desk.done("ingest", file, "--source", "two", "--json").json[0]["items"][0]["story"])
    desk.done("package", published, "--add", f"backgrounder={id}")
    return id


def test_what_ends_soon_has_what_stands_below_a_page(desk: Desk, published: str, below: str) -> None:
    """
    A backgrounder leaves the page on its own day: whoever plans the week must see it in the list.
    """
    rows = desk.done("rights", "--expiring", "7d", "--json").json
    assert {(r["article"], r["part"], r["use"]) for r in rows} == {
        (published.replace("qui-", "art-"), below, "display"),
        (published.replace("qui-", "art-"), below, "index"),
    }
    assert below in desk.done("rights", "--expiring", "7d").out
    assert desk.done("rights", "--expiring", "2d", "--json").json == []


def test_a_changed_contract_is_tried_on_what_stands_below_a_page(desk: Desk, below: str, tmp_path: Path) -> None:
    """
    A contract that is cut down takes backgrounders off pages that stand under other contracts.
    """
    draft = tmp_path / "two.toml"
    draft.write_text(LICENCE.replace('"display", "teaser", "feed", "index", "archive", "versions"', '"river"'))
    rows = desk.done("rights", "--simulate", draft, "--json").json
    assert {(r["effect"], r["part"], r["use"]) for r in rows} == {
        ("taken down", below, "display"),
        ("taken down", below, "index"),
    }
    assert below in desk.done("rights", "--simulate", draft).out
    main = tmp_path / "qui.toml"
    main.write_text(LICENCE.replace('"display", ', ""))
    rows = desk.done("rights", "--simulate", main, "--json").json
    assert {(r["part"], r["use"]) for r in rows} == {("", "display"), (below, "display"), (below, "index")}


@pytest.mark.usefixtures("published")
def test_a_contract_that_shortens_what_lists_show_is_told(desk: Desk, tmp_path: Path) -> None:
    """
    A feed that loses the whole text is a change that its readers see, though nothing is taken down.
    """
    licensed(desk, LICENCE + 'feed = "full"\nexcerpt = 30\n')
    draft = tmp_path / "qui.toml"
    draft.write_text(LICENCE + "excerpt = 20\n")
    rows = desk.done("rights", "--simulate", draft, "--json").json
    assert {(r["use"], r["effect"], r["words"]) for r in rows} == {
        ("teaser", "shortened", 20),
        ("feed", "shortened", 20),
    }
    assert "at most 20 words" in desk.done("rights", "--simulate", draft).out
    draft.write_text(LICENCE + 'feed = "full"\nexcerpt = 60\n')
    assert "up to 60 words" in desk.done("rights", "--simulate", draft).out


@pytest.mark.usefixtures("published")
def test_a_draft_of_no_licence_in_force_is_refused(desk: Desk, tmp_path: Path) -> None:
    """
    "Nothing would be taken down" is a false answer where the draft stands in for nothing.
    """
    draft = tmp_path / "other.toml"
    draft.write_text(LICENCE)
    told(desk("rights", "--simulate", draft), "other.toml", "no licence other is in force", "qui")
    told(desk("rights", "--simulate", draft, "--json"), "no licence other is in force")
    draft = tmp_path / "qui.toml"
    draft.write_text(LICENCE)
    told(desk("rights", "--simulate", draft, "--simulate", draft), "qui.toml is given twice")
    draft.write_text(LICENCE + 'sites = ["elsewhere"]\n')
    told(desk("rights", "--simulate", draft), "elsewhere, which is no site in force", "example")


@pytest.mark.usefixtures("published")
def test_a_draft_that_waits_for_a_confirmation_says_so(desk: Desk, tmp_path: Path) -> None:
    """
    Tried, it is taken as confirmed; put in force it takes everything down until somebody confirms it.
    """
    draft = tmp_path / "qui.toml"
    draft.write_text(LICENCE + "template = true\n")
    for more in ((), ("--json",)):
        said = desk.done("rights", "--simulate", draft, *more)
        assert "qui is a template, and is tried as if you had confirmed it" in said.err
        assert "dateline licence confirm" in said.err
    draft.write_text(LICENCE)
    assert desk.done("rights", "--simulate", draft).err == ""


def test_a_draft_that_is_no_draft_is_refused_with_what_would_help(desk: Desk, tmp_path: Path) -> None:
    """
    A slip in a path, a folder, the newsroom's own settings, a text: each has a remedy of its own.
    """
    told(desk("rights", "--simulate", tmp_path / "gone.toml"), "gone.toml", "check the path")
    told(desk("rights", "--simulate", tmp_path), str(tmp_path), "is a directory", "name a licence file")
    told(desk("rights", "--simulate", desk.room / "newsroom.toml"), "newsroom.toml", "no licence", "licences/afp.toml")
    (tmp_path / "qui.txt").write_text(LICENCE)
    told(desk("rights", "--simulate", tmp_path / "qui.txt"), "does not end in .toml")


def test_a_proof_of_a_moment_to_come_is_refused(desk: Desk, published: str) -> None:
    """
    What will stand there is no proof of anything.
    """
    path = own_path(desk, published)
    told(desk("prove", f"example:{path}", "--at", "2098-01-01"), "still to come", "name a moment up to then")
    told(desk("prove", f"example:{path}", "--at", "2098-01-01", "--json"), "still to come")


def test_an_audit_counts_in_words_that_fit(desk: Desk, published: str) -> None:
    """
    A lawyer reads the sentence; a table without a line is left away.
    """
    desk.done("kill", published, "--reason", "the source took it back")
    assert desk.done("audit", "qui").out.endswith("0 outputs hold text of qui now; 14 held some.\n")
    assert desk.done("audit", "by-hand").out == "0 outputs hold text of by-hand now; 0 held some.\n"
