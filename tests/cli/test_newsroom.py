"""init, apply, confirm, check, build: the newsroom itself."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import psycopg
import pytest
from tests.app.running import Terminal
from tests.cli.conftest import Desk, told
from tests.postgres import Server, postgres

from dateline.app import Newsroom
from dateline.cli.common import person
from dateline.verbs.follow import SiteFollower, Snapshot

__all__ = ["postgres"]

WRONG_SOURCE = """\
name = "Quillon"
kind = "balloon"
full_name = "Quillon Wire"
licence = "nobody"
updates = "auto"
"""


def entries(desk: Desk) -> int:
    """How many entries the ledger has."""
    return int(desk("check", "--json").json["entries"])


def test_a_new_newsroom_is_in_force_at_once(terminal: Terminal, tmp_path: Path) -> None:
    """
    Who types init can publish with the next command.
    """
    said = terminal.done("init", tmp_path / "new")
    assert "in force" in said.out
    assert (tmp_path / "new" / "newsroom.toml").exists()
    check = terminal.done("check", "--newsroom", tmp_path / "new", "--json").json
    assert (check["entries"], check["files"], check["flaws"], check["quarantined"]) == (1, [], [], [])


def test_init_says_what_it_wrote(terminal: Terminal, tmp_path: Path) -> None:
    """
    A script that makes newsrooms learns which files there are to fill in.
    """
    said = terminal.done("init", tmp_path / "new", "--json").json
    assert said["folder"] == str(tmp_path / "new")
    assert "sources/by-hand.toml" in said["written"]
    assert all((tmp_path / "new" / path).exists() for path in said["written"])


def test_init_overwrites_nothing(desk: Desk) -> None:
    """
    A newsroom that is there stays as it is, to the byte.
    """
    before = {p: p.read_bytes() for p in desk.room.rglob("*.toml")}
    told(desk("init", desk.room), "newsroom already", "another folder")
    assert {p: p.read_bytes() for p in desk.room.rglob("*.toml")} == before


def test_an_account_without_a_name_can_work_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    In a container an account often has a number and no name: the ledger then names the number.
    """

    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 12345")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert person("").startswith("uid-")
    assert person("ada") == "ada"


def test_apply_tells_every_error_with_file_line_and_remedy(desk: Desk) -> None:
    """
    The owner mends all files in one go, not one error a run; until then nothing of them is in force.
    """
    site, before = desk.room / "sites" / "example.toml", entries(desk)
    lines = site.read_text().splitlines()
    zone = next(n for n, line in enumerate(lines) if line.startswith("timezone"))
    site.write_text("\n".join([*lines[:zone], 'timezone = "Atlantis/Harbour"', *lines[zone + 1 :]]))
    (desk.room / "sources" / "qui.toml").write_text(WRONG_SOURCE)
    said = desk("apply")
    told(said, f"sites/example.toml:{zone + 1}: ", "sources/qui.toml:2: ", "sources/qui.toml:4: ")
    assert len([line for line in said.err.splitlines() if line.startswith("  ")]) == 3
    assert entries(desk) == before


def test_apply_is_one_entry_and_none_where_nothing_changed(desk: Desk) -> None:
    """
    All files together are one decision, and a decision that was taken is not taken again.
    """
    before = entries(desk)
    assert "nothing has changed" in desk.done("apply").out
    (desk.room / "newsroom.toml").write_text('name = "Harbour Papers"\n')
    assert f"entry {before + 1}" in desk.done("apply").out
    assert desk.done("apply", "--json").json["entry"] == 0
    assert entries(desk) == before + 1


def test_apply_names_the_templates_that_wait(desk: Desk) -> None:
    """
    Terms that nobody has signed are no terms; the owner is told which, and how to confirm them.
    """
    said = desk.done("apply").out
    assert "dateline licence confirm afp" in said
    assert "dateline confirm qui" not in said


def test_a_template_is_used_only_once_it_is_confirmed(desk: Desk, tmp_path: Path) -> None:
    """
    A text of an agency whose contract nobody has confirmed is refused, with the way out; then it is published.
    """
    file = tmp_path / "afp.txt"
    file.write_text("Lamps on the pier\n\nThe lamplighters agreed.\n\nThey begin on Monday.\n")
    id = desk.done("ingest", file, "--source", "afp", "--json").json[0]["items"][0]["story"]
    told(desk("publish", id, "--site", "example"), "template", "dateline licence confirm afp")
    assert "confirmed by entry" in desk.done("confirm", "afp").out
    assert desk.done("publish", id, "--site", "example", "--json").json["verb"] == "publish"
    assert "dateline licence confirm afp" not in desk.done("apply").out


def test_a_confirmation_is_of_these_words(desk: Desk) -> None:
    """
    Other terms under the same name are other terms.
    """
    assert desk.done("confirm", "afp", "--json").json["entry"] > 0
    licence = desk.room / "licences" / "afp.toml"
    licence.write_text(licence.read_text() + "\n# amended\n")
    assert "dateline licence confirm afp" in desk.done("apply").out
    told(desk("confirm", "nobody"), "no licence nobody", "afp")


@pytest.mark.usefixtures("published")
def test_check_says_that_all_is_sound(desk: Desk) -> None:
    """
    One word for whoever only wants to know that.
    """
    said = desk.done("check").out
    assert said.startswith("Sound: ")
    assert "0 quarantined" in said


def test_check_lists_what_is_quarantined(desk: Desk, tmp_path: Path) -> None:
    """
    Nothing is lost silently: what nobody could read is named with its entry until somebody has seen to it.
    """
    (tmp_path / "torn.json").write_text('{"uri": "urn:quillon:7", "headlines": [')
    assert desk("ingest", tmp_path / "torn.json", "--source", "qui").status == 1
    said = desk.done("check").out
    assert "quarantined: entry" in said
    assert "torn.json" in said
    (row,) = desk.done("check", "--json").json["quarantined"]
    assert row["source"] == "qui"
    assert row["problem"]


def test_check_says_that_files_differ_from_what_is_in_force(desk: Desk) -> None:
    """
    A change that was never applied must not be taken for one that holds.
    """
    (desk.room / "newsroom.toml").write_text('name = "Harbour Papers"\n')
    said = desk("check")
    assert said.status == 1
    assert "differ from what is in force" in said.err
    assert "dateline apply" in said.err
    assert desk("check", "--json").json["files"]


@pytest.mark.usefixtures("published")
def test_check_names_a_payload_that_was_tampered_with(desk: Desk) -> None:
    """
    The chain is for this: a word changed behind the ledger's back is found, with its entry.
    """
    with sqlite3.connect(desk.room / "data" / "ledger.db") as database:
        database.execute(
            "UPDATE payloads SET body = CAST(replace(body, 'lamplighters', 'lawyers') AS BLOB) WHERE entry = 3"
        )
    database.close()
    said = desk("check")
    assert said.status == 1
    assert "entry 3: what it says is not what was written" in said.err
    assert "Sound" not in said.out
    assert desk("check", "--json").json["flaws"]


@pytest.mark.usefixtures("published")
def test_check_finds_a_file_that_the_disk_has_spoilt(desk: Desk) -> None:
    """
    "Sound" is said of the whole file, also of the parts that are derived and could be made anew.
    """
    database = sqlite3.connect(desk.room / "data" / "ledger.db")
    (page,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'stories'").fetchone()
    (size,) = database.execute("PRAGMA page_size").fetchone()
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    with (desk.room / "data" / "ledger.db").open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xa5" * size)
    for command in ("check", "stories"):
        said = desk(command)
        assert said.status in (1, 2)
        assert "ledger.db" in said.err
        assert "Sound" not in said.out


@pytest.mark.usefixtures("published")
def test_build_makes_all_pages_anew(desk: Desk) -> None:
    """
    What is derived can be thrown away: the pages come back from the entries alone, byte for byte.
    """
    before = pages(desk)
    shutil.rmtree(desk.room / "data" / "sites")
    (row,) = desk.done("build", "--json").json
    assert (row["site"], row["outputs"]) == ("example", len(before))
    assert pages(desk) == before
    assert "example: " in desk.done("build").out


def pages(desk: Desk) -> dict[str, str]:
    """Path → digest of every page of the site."""
    room = Newsroom(desk.room)
    try:
        return {p.path: p.digest for f in room.followers() for p in f.store().pages()}
    finally:
        room.close()


@pytest.mark.usefixtures("published")
def test_build_exports_a_folder_for_any_web_server(desk: Desk, tmp_path: Path) -> None:
    """
    ``DIR/SITE/`` holds every page; a second export of the same pages changes no file.
    """
    said = desk.done("build", "--export", tmp_path / "out").out
    assert f"files written to {tmp_path / 'out'}/example" in said
    front = (tmp_path / "out" / "example" / "index.html").read_text()
    assert "Lamps on the northern pier" in front
    (row,) = desk.done("build", "--site", "example", "--export", tmp_path / "out", "--json").json
    assert row["exported"] == 0


def test_build_refuses_a_site_and_a_folder_that_are_not_there(desk: Desk, tmp_path: Path) -> None:
    """
    A misspelt site is not taken for one that has no pages.
    """
    told(desk("build", "--site", "exmaple"), "no site exmaple", "example")
    (tmp_path / "file").write_text("in the way")
    told(desk("build", "--export", tmp_path / "file"), "choose a folder")


def test_build_warns_that_files_differ(desk: Desk) -> None:
    """
    Who builds after an edit that was not applied learns why nothing is new.
    """
    (desk.room / "newsroom.toml").write_text('name = "Harbour Papers"\n')
    assert "dateline apply" in desk.done("build").err


def test_pages_that_the_disk_has_spoilt_are_made_anew(desk: Desk, published: str) -> None:
    """
    They are derived: the refusal says which command mends them, a kill needs none of them, and the mended ones are as
    they would be.
    """
    for file in (desk.room / "data" / "sites" / "example").glob("*.db*"):
        file.write_bytes(b"\xa5" * 4096)
    told(desk("show", published), "data/sites", "not what was written there", "dateline build")
    killed = desk("kill", published, "--reason", "test", "--json")
    assert killed.status == 1
    assert killed.json["waiting"].keys() == {"example"}
    desk.done("build")
    assert desk.done("show", published, "--json").json["status"] == "killed"


def test_a_new_newsroom_takes_no_ledger_of_another(terminal: Terminal, postgres: Server, tmp_path: Path) -> None:
    """
    A slip in an address must not put a new folder's files in force over another newsroom's sites.
    """
    url = postgres.database()
    terminal.done("init", tmp_path / "first", "--database", url)
    told(terminal("init", tmp_path / "second", "--database", url), "a ledger in it already", "name an empty database")
    assert not (tmp_path / "second").exists()
    assert terminal.done("check", "--newsroom", tmp_path / "first", "--json").json["entries"] == 1
    missing = postgres.url("nowhere")
    told(terminal("init", tmp_path / "third", "--database", missing), "no database of that name", "createdb")
    assert not (tmp_path / "third").exists()


def test_a_database_that_has_not_all_letters_is_refused(desk: Desk, postgres: Server) -> None:
    """
    The first headline from Tokyo would otherwise stop the newsroom; nothing is copied, and the ledger stays in use.
    """
    with psycopg.connect(postgres.url("postgres"), autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS latin")
        connection.execute("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    url = postgres.url("latin")
    told(desk("copy-ledger", "--to", url), "LATIN1", "--encoding=UTF8")
    told(desk("init", desk.room.parent / "other", "--database", url), "LATIN1")
    desk.done("check")


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("spoil", [Path.unlink, lambda file: file.write_bytes(b"")], ids=["gone", "emptied"])
def test_an_empty_ledger_beside_pages_is_an_alarm(desk: Desk, spoil: Callable[[Path], object]) -> None:
    """
    A new ledger would not know of any kill: nothing goes on until somebody has put the old one back, or said so.
    """
    kept = desk.room.parent / "kept.db"
    file = desk.room / "data" / "ledger.db"
    shutil.copy(file, kept)
    spoil(file)
    for more in ("-wal", "-shm"):
        file.with_name(file.name + more).unlink(missing_ok=True)
    for command in (["check"], ["apply"], ["stories", "--json"], ["build"]):
        told(desk(*command), "ledger.db", "the ledger is empty", "from a backup")
    shutil.copy(kept, file)
    assert "Sound" in desk.done("check").out


@contextmanager
def reading_alone(folder: Path) -> Iterator[None]:
    """As an account that may read the *folder*, and nothing else."""
    mine = os.geteuid()
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    above = [p for p in folder.parents if p.is_relative_to(tempfile.gettempdir()) and p != Path(tempfile.gettempdir())]
    modes = {p: p.stat().st_mode for p in above}
    try:
        if mine == 0:
            for path in above:
                path.chmod(0o755)
            os.seteuid(65534)
        yield
    finally:
        os.seteuid(mine)
        for path, mode in modes.items():
            path.chmod(mode)
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)


def test_who_may_only_read_can_look(desk: Desk, published: str) -> None:
    """
    An auditor has the folder on a disk that nobody can write to: what is asked is answered, and no more.
    """
    asked = (["stories"], ["rights", published], ["audit", "qui"], ["stories", "--json"])
    before = [desk.done(*words).out for words in asked]
    refused = ["kill", published, "--reason", "test"]
    with reading_alone(desk.room):
        assert [desk.done(*words).out for words in asked] == before
        for words in (refused, ["apply"], ["take", published]):
            said = desk(*words)
            assert said.status == 2
            for raw in ("readonly database", "Errno", "Traceback", "no ledger that can be opened"):
                assert raw not in said.err
            assert "ermission denied" in said.err
        said = desk("check")
        assert said.status == 1
        assert "data/sites/example" in said.err
        said = desk.done("prove", "example:/")
        assert "Both chains are whole." in said.out
        assert "data/sites/example: pages cannot be written" in said.err
        assert desk("show", published).status == 2
    assert desk.story(published)["status"] == "published"
    assert "Sound" in desk.done("check").out


def test_a_kill_that_did_not_reach_a_sites_pages_is_no_sound_newsroom(
    desk: Desk, published: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    The gate is closed, and yet the words lie on the disk: a check that says "Sound" would be believed.
    """

    def stuck(_self: SiteFollower, _news: Snapshot, _moment: datetime) -> None:
        raise sqlite3.OperationalError("attempt to write a readonly database")

    with monkeypatch.context() as broken:
        broken.setattr("dateline.app.PATIENCE", 0.05)
        broken.setattr(SiteFollower, "begin", stuck)
        assert desk("kill", published, "--reason", "test").status == 1
        said = desk("check")
        assert said.status == 1
        assert "Sound" not in said.out
        assert "site example: its pages are not brought up to entry" in said.err
        assert "dateline build" in said.err
        assert desk("check", "--json").json["flaws"]
    assert "Sound" in desk.done("check").out


def test_the_note_of_a_clock_that_cannot_be_read_says_what_helps(desk: Desk) -> None:
    """
    Another clock would lift embargoes: the newsroom stays shut, and says which file it is.
    """
    note = desk.room / "data" / "clock.json"
    note.mkdir()
    said = desk("stories")
    told(said, "clock.json", "cannot be read: Is a directory", "the right to read it")
    assert "Errno" not in said.err
    note.rmdir()
    note.write_text("{}")
    told(desk("stories"), "clock.json", "not what was written there", "from a backup")


def test_one_thing_is_counted_as_one(desk: Desk) -> None:
    """
    "1 sites" is read as a slip of the program, and makes its other words doubtful.
    """
    said = desk.done("apply").out + desk.done("check").out
    assert "1 site." in said
    assert "1 sites" not in said
    assert "1 entry and" in said
