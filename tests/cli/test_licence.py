"""licence, help, copy-ledger, and the desk's smaller verbs, each typed as a command."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.app.running import Terminal
from tests.cli.conftest import BODY, LICENCE, Desk, Item, told

from dateline.clock import SetClock
from dateline.news.status import RULES, STATUSES

STRANGE = """\
@prefix odrl: <http://www.w3.org/ns/odrl/2/> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix : <https://rights.heron.example/> .
:policy a odrl:Set ;
    odrl:assigner [ vcard:fn "Heron Features" ] ;
    odrl:permission
        [ odrl:target :texts ; odrl:action odrl:display ] ,
        [ odrl:target :texts ; odrl:action odrl:print ] .
"""


def exported(desk: Desk, tmp_path: Path, name: str = "copied.ttl", to: str = "turtle") -> Path:
    """The agency's licence as a file of RightsML."""
    file = tmp_path / name
    file.write_text(desk.done("licence", "export", "qui", "--to", to).out)
    return file


def receipt(desk: Desk, verb: str, *words: str) -> Any:
    """The receipt of a verb that makes an entry."""
    found = desk.done(verb, *words, "--json").json
    assert found["verb"] == verb
    assert found["entry"] > 0
    assert found["waiting"] == {}
    return found


@pytest.mark.parametrize(("to", "name"), [("turtle", "copied.ttl"), ("json-ld", "copied.jsonld")])
def test_a_licence_goes_out_and_comes_back_as_a_template(desk: Desk, tmp_path: Path, to: str, name: str) -> None:
    """
    A contract that a sister newsroom sends us is the same contract, and no use follows from it before our owner signs.
    """
    file = exported(desk, tmp_path, name, to)
    said = desk.done("licence", "import", file).out
    assert "dateline licence confirm copied" in said
    written = (desk.room / "licences" / "copied.toml").read_text()
    assert "template = true" in written
    assert 'uses = ["display", "teaser", "feed", "index", "archive", "versions"]' in written
    source = desk.room / "sources" / "qui.toml"
    source.write_text(source.read_text().replace('licence = "qui"', 'licence = "copied"'))
    assert "dateline licence confirm copied" in desk.done("apply").out


def test_an_imported_licence_allows_nothing_until_it_is_confirmed(desk: Desk, item: Item, tmp_path: Path) -> None:
    """
    What a machine read is a draft: publishing under it is refused with the way out, then it is as good as any.
    """
    desk.done("licence", "import", exported(desk, tmp_path))
    source = desk.room / "sources" / "qui.toml"
    source.write_text(source.read_text().replace('licence = "qui"', 'licence = "copied"'))
    desk.done("apply")
    id = desk.take_in(item())
    told(desk("publish", id, "--site", "example"), "template", "dateline licence confirm copied")
    assert "licence copied is confirmed by entry" in desk.done("licence", "confirm", "copied").out
    receipt(desk, "publish", id, "--site", "example")


def test_a_confirmation_in_json_has_its_entry(desk: Desk) -> None:
    """
    A set-up that is scripted notes who signed what; a name that nobody knows is no signature.
    """
    assert desk.done("licence", "confirm", "afp", "--json").json["entry"] > 0
    told(desk("licence", "confirm", "nobody"), "no licence nobody", "afp")


def test_an_export_of_what_is_not_there_is_refused(desk: Desk) -> None:
    """
    The refusal lists the licences, and the two syntaxes.
    """
    told(desk("licence", "export", "nobody"), "no licence nobody", "qui")
    told(desk("licence", "export", "qui", "--to", "xml"), "turtle or json-ld")


def test_an_import_overwrites_no_licence(desk: Desk, tmp_path: Path) -> None:
    """
    The terms that are there were compared with a contract; another name is another file.
    """
    file = exported(desk, tmp_path, "qui.ttl")
    told(desk("licence", "import", file), "is there already", "--name")
    assert (desk.room / "licences" / "qui.toml").read_text() == LICENCE
    desk.done("licence", "import", file, "--name", "second")
    assert (desk.room / "licences" / "second.toml").exists()


def test_an_import_of_an_unknown_ending_is_refused(desk: Desk, tmp_path: Path) -> None:
    """
    A contract as a letter is read by people.
    """
    (tmp_path / "contract.pdf").write_text("A contract.")
    told(desk("licence", "import", tmp_path / "contract.pdf"), "contract.pdf", ".ttl, .jsonld or .json")
    told(desk("licence", "import", tmp_path / "gone.ttl"), "gone.ttl is not there", "check the path")
    (tmp_path / "torn.ttl").write_text("this is no Turtle at all")
    told(desk("licence", "import", tmp_path / "torn.ttl"), "torn.ttl", "nothing of it can be put in force")
    assert not (desk.room / "licences" / "torn.toml").exists()


def test_what_a_licence_cannot_say_is_named(desk: Desk, tmp_path: Path) -> None:
    """
    The part that we can say is written and the rest is named, on the screen and in the file; the status is 1.
    """
    (tmp_path / "heron.ttl").write_text(STRANGE)
    said = desk("licence", "import", tmp_path / "heron.ttl")
    assert said.status == 1
    assert "heron.ttl: " in said.err
    assert "print" in said.err
    written = (desk.room / "licences" / "heron.toml").read_text()
    assert "What it says besides" in written
    assert 'uses = ["display"]' in written
    told_json = desk("licence", "import", tmp_path / "heron.ttl", "--name", "again", "--json")
    assert told_json.status == 1
    assert "print" in json.dumps(told_json.json["refused"])


def test_the_status_table_is_printed(terminal: Terminal) -> None:
    """
    Why a verb was refused is looked up without a manual: every status, every verb, and what undoes it.
    """
    said = terminal.done("help", "statuses").out
    assert all(f"\n{status} " in said and means in said for status, means in STATUSES.items())
    assert all(f"\n{rule.verb} " in said and rule.does in said for rule in RULES)
    assert terminal.done("help").out == said


def test_the_status_table_in_json_has_the_refusals(terminal: Terminal) -> None:
    """
    A tool that offers buttons offers those that work.
    """
    found = terminal.done("help", "statuses", "--json").json
    assert list(found["statuses"]) == list(STATUSES)
    verbs = {v["verb"]: v for v in found["verbs"]}
    assert "killed" in verbs["publish"]["refused"]
    assert verbs["spike"]["undone_by"] == "restore"
    assert verbs["kill"]["undone_by"] == ""
    assert all(set(v["to"]) | set(v["refused"]) == set(STATUSES) for v in verbs.values())


def test_help_on_an_unknown_topic_is_refused(terminal: Terminal) -> None:
    """
    The refusal says which topics there are, and where the commands are listed.
    """
    told(terminal("help", "weather"), "no topic weather", "statuses", "dateline --help")


def test_a_ledger_is_not_copied_onto_itself(desk: Desk) -> None:
    """
    A slip of the hand must not cost the ledger; it is sound afterwards.
    """
    told(desk("copy-ledger", "--to", "sqlite"), "there already", "another database")
    desk.done("check")


@pytest.mark.parametrize("to", ["", "mysql://ledger.example/x", "postgresql", "elsewhere.db"])
def test_a_ledger_goes_to_known_databases_only(desk: Desk, to: str) -> None:
    """
    The refusal shows how the address of one is written.
    """
    told(desk("copy-ledger", "--to", to), "copy-ledger: --to", "sqlite", "postgresql://")


def test_there_is_no_ledger_to_copy_without_a_newsroom(terminal: Terminal, tmp_path: Path) -> None:
    """
    A misspelt folder is not made into a newsroom.
    """
    folder = tmp_path / "nowhere"
    told(terminal("copy-ledger", "--to", "sqlite", "--newsroom", folder), "no ledger yet")
    assert not folder.exists()


def test_what_is_older_than_a_span_is_erased(desk: Desk, item: Item, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A contract that lets us keep texts for thirty days is kept with one command; what is younger stays, and so does
    what readers still see.
    """
    shown, old = desk.take_in(item("1"), "1.json"), desk.take_in(item("2"), "2.json")
    receipt(desk, "publish", shown, "--site", "example")
    young = desk.done("erase", "qui", "--older", "30d", "--reason", "contract", "--json").json
    assert (young["entry"], young["remarks"]) == (0, ["0 stories erased"])
    later = SetClock(datetime.now(UTC) + timedelta(days=31))
    monkeypatch.setattr("dateline.app.clock_of", lambda _: later)
    gone = receipt(desk, "erase", "qui", "--older", "30d", "--reason", "contract")
    assert gone["remarks"][0] == "1 story erased"
    assert shown in gone["remarks"][1]
    assert desk.story(old)["body"] == []
    assert BODY[0] in str(desk.story(shown)["body"])


def test_erasing_by_age_says_what_it_needs(desk: Desk) -> None:
    """
    A span, a source and a reason: the refusal names the one that is wrong.
    """
    told(desk("erase", "qui", "--older", "long", "--reason", "x"), "--older", "30m, 12h, 7d or 4w")
    told(desk("erase", "qiu", "--older", "30d", "--reason", "x"), "no source qiu", "by-hand", "qui")
    told(desk("erase", "qui", "--older", "30d"), "--reason")


def test_hold_and_release_have_receipts(desk: Desk, published: str) -> None:
    """
    A held story leaves its pages at once and comes back to them; the receipt proves both.
    """
    held = receipt(desk, "hold", published, "--reason", "a call to the harbour office")
    assert {o["path"] for o in held["outputs"]} >= {"/", "/feed.xml"}
    assert desk.story(published)["status"] == "held"
    let = receipt(desk, "release", published, "--reason", "the office confirms")
    assert {o["path"] for o in let["outputs"]} >= {"/", "/feed.xml"}
    assert desk.story(published)["status"] == "published"
    told(desk("release", published, "--reason", "x"), "release")
    told(desk("hold", published, "--reason", "x", "--until", "2001-01-01"), "is past")


def test_spike_and_restore_have_receipts(desk: Desk, item: Item) -> None:
    """
    What is put aside is out of the way, and not lost.
    """
    id = desk.take_in(item())
    assert receipt(desk, "spike", id, "--reason", "seen elsewhere")["outputs"] == []
    assert desk.story(id)["status"] == "spiked"
    told(desk("spike", id), "spiked already")
    receipt(desk, "restore", id)
    assert desk.story(id)["status"] == "new"


def test_join_and_separate_have_receipts(desk: Desk, published: str, item: Item) -> None:
    """
    One report under two ids is taken back as one.
    """
    other = desk.take_in(item("2", body=("The gas was cut off in the year of the long frost.",)), "2.json")
    assert f"{other} is the same report" in receipt(desk, "join", published, other, "--reason", "same")["remarks"][0]
    told(desk("join", published, other, "--reason", "same"), "joined already")
    receipt(desk, "separate", published, other, "--reason", "two after all")
    told(desk("separate", published, other, "--reason", "x"), "not joined")


def test_a_package_has_a_receipt(desk: Desk, published: str, item: Item) -> None:
    """
    A backgrounder stands below its main text from the receipt on; a role is written as ROLE=ID.
    """
    below = desk.take_in(item("2", body=("The gas was cut off in the year of the long frost.",)), "2.json")
    told(desk("package", published, "--add", below), "ROLE=ID")
    told(desk("package", published, "--add", f"footnote={below}"), "no role footnote", "backgrounder")
    done = receipt(desk, "package", published, "--add", f"backgrounder={below}")
    assert any(o["path"].endswith(published.removeprefix("qui-")) for o in done["outputs"])
    receipt(desk, "package", published, "--drop", below)


def test_pin_and_unpin_have_receipts(desk: Desk, published: str) -> None:
    """
    A place on the front is given and taken; a place or a site that is not there is refused.
    """
    told(desk("pin", published, "--site", "example", "--place", "99"), "no place 99")
    told(desk("unpin", published, "--site", "example"), "no place on the front of example")
    receipt(desk, "pin", published, "--site", "example", "--place", "1")
    receipt(desk, "unpin", published, "--site", "example")


def test_a_proposed_update_is_shown_and_declined(desk: Desk, published: str, item: Item) -> None:
    """
    What the agency sends for a paragraph that we changed is proposed: the desk looks at the conflict, and may decline.
    """
    told(desk("update", "qui-00000000", "--show"), "no story or article")
    assert "Nothing newer" in desk.done("update", published, "--show").out
    text = desk.room.parent / "ours.txt"
    text.write_text("\n\n".join((BODY[0].replace("Monday", "Monday evening"), *BODY[1:])))
    receipt(desk, "edit", published, "--text", str(text))
    desk.take_in(item(version="2", body=(BODY[0].replace("Monday", "Tuesday"), *BODY[1:])), "2.json")
    said = desk.done("update", published, "--show").out
    assert "conflict" in said
    assert "Tuesday" in said
    assert len(desk.done("update", published, "--show", "--json").json["merged"]["conflicts"]) == 1
    receipt(desk, "update", published, "--decline")
    assert "Nothing newer" in desk.done("update", published, "--show").out
    told(desk("update", desk.take_in(item("9"), "9.json"), "--show"), "not taken yet")


def test_a_reissue_has_a_receipt(desk: Desk, published: str) -> None:
    """
    A kill by mistake is answered by a new story; its receipt names it, and the killed one stays dead.
    """
    told(desk("reissue", published, "--reason", "x"), "reissue")
    receipt(desk, "kill", published, "--reason", "wrong line on the list")
    new = receipt(desk, "reissue", published, "--reason", "it was the line below")["id"]
    assert new != published
    assert desk.story(published)["status"] == "killed"
    receipt(desk, "publish", new, "--site", "example")


def test_a_second_confirmation_changes_nothing_and_says_so(desk: Desk) -> None:
    """
    "Entry 0" is no entry: who is not sure whether it was done is told that it was.
    """
    assert "is confirmed by entry" in desk.done("licence", "confirm", "afp").out
    assert desk.done("licence", "confirm", "afp").out == "licence afp is confirmed already; nothing has changed\n"
    assert desk.done("licence", "confirm", "afp", "--json").json["entry"] == 0


@pytest.mark.parametrize("name", ["../evil", "A B", "a/b", "-x", ".", "x" * 99])
def test_an_import_writes_a_file_in_licences_and_nowhere_else(desk: Desk, tmp_path: Path, name: str) -> None:
    """
    The name is a file's name; one that would lie elsewhere, or could not be put in force, is refused unwritten.
    """
    file = exported(desk, tmp_path)
    before = sorted(desk.room.parent.rglob("*.toml"))
    told(desk("licence", "import", file, f"--name={name}"), f'--name is "{name}"', "--name afp")
    assert sorted(desk.room.parent.rglob("*.toml")) == before
    named = file.rename(tmp_path / "Our Copy.ttl")
    told(desk("licence", "import", named), "Our Copy.ttl", 'is "our copy"', "--name")


def test_an_import_that_could_not_be_put_in_force_leaves_no_file(desk: Desk, tmp_path: Path) -> None:
    """
    A licence without a holder, or for a site that we do not have, would keep the whole newsroom from `apply`.
    """
    file = tmp_path / "nobody.ttl"
    file.write_text(STRANGE.replace('    odrl:assigner [ vcard:fn "Heron Features" ] ;\n', ""))
    told(desk("licence", "import", file), "holder", "import it again")
    elsewhere = tmp_path / "elsewhere.ttl"
    elsewhere.write_text(exported(desk, tmp_path).read_text())
    licence = desk.room / "licences" / "qui.toml"
    licence.write_text(LICENCE + 'sites = ["example"]\n')
    desk.done("apply")
    narrow = exported(desk, tmp_path, "narrow.ttl").read_text()
    elsewhere.write_text(
        re.sub(r"odrl:rightOperand <[^>]*>", "odrl:rightOperand <https://dateline.example/odrl/site/harbour>", narrow)
    )
    told(desk("licence", "import", elsewhere), "harbour", "example")
    licence.write_text(LICENCE)
    assert not [p for p in ("nobody", "elsewhere") if (desk.room / "licences" / f"{p}.toml").exists()]
    desk.done("apply")
    desk.done("check")


def test_an_import_of_a_file_that_cannot_be_read_says_which_and_why(desk: Desk, tmp_path: Path) -> None:
    """
    A folder, another encoding, a torn document: the file, the place in it, and what would help.
    """
    (tmp_path / "folder.ttl").mkdir()
    told(desk("licence", "import", tmp_path / "folder.ttl"), "folder.ttl is a folder", "name one file")
    (tmp_path / "latin.ttl").write_bytes("# Café\n".encode("latin-1"))
    told(desk("licence", "import", tmp_path / "latin.ttl"), "latin.ttl: not UTF-8 at byte 5", "save it as UTF-8")
    for text in ("this is no Turtle at all", '<a> <b> "x', "<a> <b> ("):
        (tmp_path / "torn.ttl").write_text(text)
        said = desk("licence", "import", tmp_path / "torn.ttl")
        told(said, "torn.ttl: document: it is no Turtle", "by hand")
        assert "b'" not in said.err
    (tmp_path / "none.ttl").write_text("# nothing yet\n")
    told(desk("licence", "import", tmp_path / "none.ttl"), "it holds no policy")


def test_erasing_names_the_option_that_was_meant(desk: Desk, item: Item) -> None:
    """
    A source without --older, a story with it: the refusal says which of the two it is.
    """
    id = desk.take_in(item())
    told(desk("erase", "qui", "--reason", "x"), "qui is a source", "--older 30d")
    told(desk("erase", id, "--older", "30d", "--reason", "x"), f"{id} is one story", "leave it out")
    told(desk("erase", "nobody", "--reason", "x"), "no story or article")


def test_what_made_no_entry_is_not_called_durable(desk: Desk, published: str) -> None:
    """
    A receipt for nothing proves nothing, and says so.
    """
    said = desk.done("erase", "qui", "--older", "30d", "--reason", "contract").out
    assert said.startswith("erase qui: nothing to do, so no entry\n  0 stories erased")
    assert "durable" not in said
    assert "nothing to do" in desk.done("publish", published, "--site", "example").out


def test_a_part_that_may_not_be_shown_is_told_at_once(desk: Desk, published: str, item: Item) -> None:
    """
    Whoever adds a backgrounder that no licence lets readers see is told then, and can see it in the story later.
    """
    (desk.room / "licences" / "two.toml").write_text(LICENCE.replace('"display", ', ""))
    source = (desk.room / "sources" / "qui.toml").read_text()
    (desk.room / "sources" / "two.toml").write_text(source.replace('"qui"', '"two"').replace("Quillon", "Tamarack"))
    desk.done("apply")
    file = desk.room.parent / "two.json"
    file.write_text(json.dumps(item("two", body=("Nine ladders lie in the shed by the quay.",))))
    id = desk.done("ingest", file, "--source", "two", "--json").json[0]["items"][0]["story"]
    why = "not shown on example: licence two does not list the use display"
    assert f"backgrounder {id} is {why}" in desk.done("package", published, "--add", f"backgrounder={id}").out
    assert why in desk.done("show", published).out
    (part,) = desk.story(published)["package"]
    assert part["not_shown"].keys() == {"example"}
    again = receipt(desk, "package", published, "--add", f"related={id}")
    assert again["remarks"] == []
