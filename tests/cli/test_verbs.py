"""take, edit, publish, correct, withdraw, kill, erase: the desk's verbs, each with its receipt."""

import io
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.app.running import Terminal
from tests.cli.conftest import BODY, Desk, Item, told

from dateline import __version__
from dateline.app import Newsroom

RECEIPT = {"verb", "id", "entry", "ms", "outputs", "all_ms", "remarks", "waiting"}
OUTPUT = {"path", "site", "before", "after", "ms", "state"}


def page(desk: Desk, path: str) -> str:
    """What the site ``example`` has at a path."""
    room = Newsroom(desk.room)
    try:
        (follower,) = room.followers()
        found = follower.store().page(path)
        body = follower.store().body(found.path) if found else None
        return body.decode() if body else ""
    finally:
        room.close()


def own_path(receipt: Any) -> str:
    """The path of the story's own page in a receipt."""
    return next(str(o["path"]) for o in receipt["outputs"] if o["path"].endswith(receipt["id"].removeprefix("art")))


def typing(monkeypatch: pytest.MonkeyPatch, words: str, *, at_a_terminal: bool = False) -> None:
    """Standard input, as somebody types it or as a program pipes it in."""
    stdin = io.StringIO(words)
    monkeypatch.setattr(stdin, "isatty", lambda: at_a_terminal)
    monkeypatch.setattr(sys, "stdin", stdin)


def editor(folder: Path, script: str) -> str:
    """An editor that does to the file what the *script* says; ``$1`` is the file."""
    path = folder / "editor.sh"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_publish_gives_a_receipt_of_every_output(desk: Desk, item: Item) -> None:
    """
    A receipt is proof: which pages of which sites, what stood there before and what stands there now, and how fast.
    """
    id = desk.take_in(item())
    receipt = desk.done("publish", id, "--site", "example", "--json").json
    assert receipt.keys() >= RECEIPT
    assert receipt["verb"] == "publish"
    assert receipt["entry"] > 0
    assert 0 <= receipt["ms"] <= receipt["all_ms"]
    assert all(o.keys() == OUTPUT and o["site"] == "example" for o in receipt["outputs"])
    states = {o["path"]: (o["state"], bool(o["before"]), bool(o["after"])) for o in receipt["outputs"]}
    assert states["/"] == ("rewritten", True, True)
    assert states[own_path(receipt)] == ("new", False, True)
    assert "Lamps on the northern pier, item 1" in page(desk, own_path(receipt))


def test_a_receipt_in_words_cuts_no_path_short(desk: Desk, item: Item) -> None:
    """
    An address that is cut short to fit a screen cannot be opened, or searched for in a log.
    """
    id = desk.take_in(item())
    said = desk.done("publish", id, "--site", "example").out
    assert said.startswith("publish art-")
    assert "durable and gated in" in said
    assert f"-{id.partition('-')[2]}/how" in said
    assert "…" not in said
    assert "outputs on 1 site in" in said


def test_a_verb_that_touches_no_page_has_no_outputs(desk: Desk, item: Item) -> None:
    """
    To take a story is a decision, and changes nothing for readers.
    """
    receipt = desk.done("take", desk.take_in(item()), "--json").json
    assert (receipt["verb"], receipt["outputs"], receipt["waiting"]) == ("take", [], {})


def test_an_article_is_edited_by_its_options(desk: Desk, published: str) -> None:
    """
    Headline, standfirst, kicker and byline are changed without opening the text; the page follows at once.
    """
    receipt = desk.done(
        "edit", published, "--headline", "Light again", "--standfirst", "From Monday on.", "--kicker", "Quays",
        "--byline", "Ada Example", "--note", "Shorter.", "--json",
    ).json  # fmt: skip
    text = page(desk, own_path(receipt))
    for words in ("Light again", "From Monday on.", "Quays", "Ada Example"):
        assert words in text
    assert BODY[0] in text


def test_a_text_is_taken_from_a_file_and_from_standard_input(
    desk: Desk, published: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    An editor's own tools come before ours.
    """
    file = tmp_path / "text.txt"
    file.write_text(f"{BODY[0]}\n\nOur own last word.\n", encoding="utf-8")
    receipt = desk.done("edit", published, "--text", file, "--json").json
    assert "Our own last word." in page(desk, own_path(receipt))
    assert BODY[1] not in page(desk, own_path(receipt))
    typing(monkeypatch, f"{BODY[0]}\n\nPiped in.\n")
    receipt = desk.done("edit", published, "--text", "-", "--json").json
    assert "Piped in." in page(desk, own_path(receipt))


def test_an_editor_opens_on_the_whole_text(
    desk: Desk, published: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Without options the person's own editor opens, as with git; what it saves is the text.
    """
    typing(monkeypatch, "", at_a_terminal=True)
    monkeypatch.setenv("EDITOR", editor(tmp_path, 'cp "$1" seen.txt && sed -i s/Monday/Sunday/ "$1"'))
    monkeypatch.chdir(tmp_path)
    receipt = desk.done("edit", published, "--json").json
    assert (tmp_path / "seen.txt").read_text() == "\n\n".join(BODY) + "\n"
    assert "again from Sunday." in page(desk, own_path(receipt))


def test_nothing_to_change_is_no_entry(desk: Desk, published: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    An editor closed without a change, or the same words again, are no decision.
    """
    typing(monkeypatch, "", at_a_terminal=True)
    monkeypatch.setenv("VISUAL", "true")
    said = desk.done("edit", published).out
    assert "no entry" in said
    assert "nothing has changed" in said
    same = desk.done("edit", published, "--headline", "Lamps on the northern pier, item 1", "--json").json
    assert (same["entry"], same["outputs"]) == (0, [])


@pytest.mark.parametrize("command", ["no-such-editor", "vi 'unclosed", "false", "rm"])
def test_an_editor_that_fails_changes_nothing(
    desk: Desk, published: str, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    It is not there, it is misspelt, it says no (as vi does on ``:cq``) or loses the file: the text stays as it was.
    """
    typing(monkeypatch, "", at_a_terminal=True)
    monkeypatch.setenv("EDITOR", command)
    before = desk.story(published)
    told(desk("edit", published), "edit: ")
    assert desk.story(published) == before


def test_edit_says_what_it_needs(desk: Desk, published: str, item: Item, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    No options and no editor: the refusal lists the ways. A story that nobody took has no text of ours to edit.
    """
    typing(monkeypatch, "")
    told(desk("edit", published), "--headline", "--text FILE", "EDITOR")
    new = desk.take_in(item("2"), "2.json")
    told(desk("edit", new), "not taken yet", f"dateline take {new}")
    told(desk("edit", "qui-00000000"), "no story or article")


def test_a_file_that_is_no_text_is_refused(
    desk: Desk, published: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Missing, a folder, or in another encoding: which of these, and what to do.
    """
    told(desk("edit", published, "--text", tmp_path / "gone.txt"), "No such file", "--text takes a file")
    told(desk("edit", published, "--text", tmp_path), "Is a directory")
    (tmp_path / "latin.txt").write_bytes("Lamps at the café\n".encode("latin-1"))
    told(desk("edit", published, "--text", tmp_path / "latin.txt"), "not UTF-8 at byte", "save it as UTF-8")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper((tmp_path / "latin.txt").open("rb"), encoding="utf-8"))
    told(desk("edit", published, "--text", "-"), "standard input: not UTF-8 at byte 16", "send it as UTF-8")
    sys.stdin.close()


def test_a_correction_stands_on_the_page(desk: Desk, published: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    What was wrong and what is right are printed, with the day; a correction that does not say so is refused.
    """
    typing(monkeypatch, "")
    told(desk("correct", published, "--wrong", "on Monday"), "--wrong", "--right")
    receipt = desk.done(
        "correct", published, "--wrong", "the lamps return on Monday", "--right", "they return on Tuesday",
        "--headline", "Lamps from Tuesday", "--json",
    ).json  # fmt: skip
    text = page(desk, own_path(receipt))
    for words in ("the lamps return on Monday", "they return on Tuesday", "Lamps from Tuesday"):
        assert words in text


def test_a_correction_may_open_the_editor(
    desk: Desk, published: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    At a terminal the text opens, as it does for edit.
    """
    typing(monkeypatch, "", at_a_terminal=True)
    monkeypatch.setenv("EDITOR", editor(tmp_path, 'sed -i s/Monday/Tuesday/ "$1"'))
    receipt = desk.done("correct", published, "--wrong", "Monday", "--right", "Tuesday", "--json").json
    assert "again from Tuesday." in page(desk, own_path(receipt))


def test_a_section_is_chosen_by_name(desk: Desk, item: Item) -> None:
    """
    SITE=SECTION puts it there; anything else is refused before anything is decided.
    """
    id = desk.take_in(item())
    told(desk("publish", id, "--site", "example", "--section", "earth"), "SITE=SECTION")
    told(desk("publish", id, "--site", "example", "--section", "example=tides"), "tides")
    told(desk("publish", id), "--site")
    told(desk("publish", id, "--site", "elsewhere"), "no site elsewhere", "example")
    told(desk("publish", id, "--site", "example", "--home", "elsewhere"), "elsewhere")
    receipt = desk.done("publish", id, "--site", "example", "--home", "example", "--section", "example=earth", "--json")
    assert "/earth/" in {o["path"] for o in receipt.json["outputs"]}


def test_a_story_is_withdrawn_and_comes_back(desk: Desk, published: str) -> None:
    """
    Withdraw takes it off every site and says why; publish brings it back to the same address.
    """
    path = next(o["path"] for o in desk.story(published)["outputs"] if o["path"].endswith(published[4:]))
    told(desk("withdraw", published), "--reason")
    receipt = desk.done("withdraw", published, "--reason", "the elder asks us to wait", "--json").json
    assert {o["path"]: o["state"] for o in receipt["outputs"]}[path] == "gone"
    assert BODY[0] not in page(desk, path)
    assert desk.story(published)["status"] == "withdrawn"
    desk.done("publish", published, "--site", "example")
    assert BODY[0] in page(desk, path)


def test_a_kill_is_on_every_output_and_for_ever(desk: Desk, published: str) -> None:
    """
    The receipt lists what it changed; nothing follows a kill but the erasure of the bytes.
    """
    told(desk("kill", published), "--reason")
    receipt = desk.done("kill", published, "--reason", "the source took it back", "--json").json
    states = {o["path"]: o["state"] for o in receipt["outputs"]}
    assert states["/"] == states["/feed.xml"] == "rewritten"
    assert sorted(s for p, s in states.items() if published[4:] in p) == ["gone", "gone"]
    assert all(not o["after"] for o in receipt["outputs"] if o["state"] == "removed")
    for verb in ("take", "edit", "withdraw", "kill"):
        options = ["--headline", "x"] if verb == "edit" else ["--reason", "x"] if verb != "take" else []
        told(desk(verb, published, *options), "killed", "nothing follows that")
    told(desk("publish", published, "--site", "example"), "killed")


def test_erased_bytes_are_gone_from_every_file(desk: Desk, published: str) -> None:
    """
    After a court's word no byte of the text is in the newsroom's folder; that it was there, and why it went, is.
    """
    told(desk("erase", published), "--reason")
    told(desk("erase", published, "--reason", "court"), "kill or withdraw it first")
    desk.done("kill", published, "--reason", "court")
    receipt = desk.done("erase", published, "--reason", "court order 17", "--json").json
    assert receipt["verb"] == "erase"
    check = desk.done("check", "--json").json
    assert check["flaws"] == []
    story = desk.story(published)
    assert (story["status"], story["body"]) == ("killed", [])
    assert story["decisions"][-1]["reason"] == "court order 17"


def test_who_did_it_is_in_the_ledger(desk: Desk, published: str) -> None:
    """
    A decision has a person: the one who is named, else the one whose login it is.
    """
    desk.done("withdraw", published, "--reason", "test", "--by", "ben")
    assert [d["by"] for d in desk.story(published)["decisions"]] == ["ada", "ben"]


@pytest.fixture
def stuck(desk: Desk, published: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A story on the site ``example``, which another process holds and does not get on with."""
    monkeypatch.setattr("dateline.app.PATIENCE", 0.05)
    other = Newsroom(desk.room)
    (follower,) = other.followers()
    with follower.lease() as mine:
        assert mine
        yield published
    other.close()


def test_a_site_that_nobody_brings_up_is_told(desk: Desk, stuck: str) -> None:
    """
    The kill is durable and the site's gate closed; that pages are still to be made is a problem, and says what to do.
    """
    said = desk("kill", stuck, "--reason", "test")
    assert said.status == 1
    assert "example is not brought up to the entry yet" in said.err
    assert "dateline build" in said.err
    assert desk.story(stuck)["status"] == "killed"


def test_a_slow_site_is_told_in_json_too(desk: Desk, stuck: str) -> None:
    """
    ``waiting`` names the sites and why, and the status is 1.
    """
    said = desk("withdraw", stuck, "--reason", "test", "--json")
    assert said.status == 1
    assert said.json["waiting"].keys() == {"example"}


def test_the_version_can_be_asked_for(terminal: Terminal) -> None:
    """
    A report of a fault names the version.
    """
    assert terminal.done("version").out.strip() == __version__


def test_an_option_that_would_do_nothing_is_refused(desk: Desk, published: str) -> None:
    """
    A section of a site that is not given, a correction without an error, a part or a place without a name.
    """
    told(desk("publish", published, "--site", "example", "--section", "harbour=x"), "--section harbour", "--site")
    told(desk("correct", published, "--wrong", "nine", "--right", "nine "), "say the same")
    told(desk("package", published, "--add", "backgrounder="), "ROLE=ID")
    told(desk("pin", published), "--site CODE")
