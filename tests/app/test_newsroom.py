"""The newsroom as one thing: what a verb's receipt says, who follows, and what readers are answered."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.app.conftest import NOON

from dateline.app import Newsroom, program, reader_name
from dateline.clock import SetClock
from dateline.news.errors import ConfigError, NotAllowed
from dateline.news.wire import Delivery
from dateline.sites.http import Request
from dateline.verbs.common import Decided
from dateline.verbs.kill import kill, withdraw
from dateline.verbs.publish import publish
from dateline.verbs.receipt import Receipt
from dateline.verbs.take import take

TEXT = "Ferry to Lower Anselm runs again\n\nIt had been in dock since November.\n\nThe first crossing is at dawn.\n"


def take_in(room: Newsroom, text: str = TEXT) -> str:
    """Ingest a text by hand; its story's id."""
    (came,) = room.ingest([Delivery("by-hand", "hand", "ferry.txt", text.encode(), room.clock.now())], "ada")
    return came.items[0].story


def published(room: Newsroom) -> tuple[str, Receipt]:
    """A story on the site ``example``, and the receipt for it."""
    id = take_in(room)
    return id, room.done(lambda: publish(id, sites=("example",), by="ada", ledger=room.ledger))


def second_site(room: Newsroom, code: str = "second") -> None:
    """Write a second site's file, and put it in force."""
    text = (room.folder / "sites" / "example.toml").read_text()
    text = text.replace("example.localhost", f"{code}.localhost").replace('"The Example"', '"The Second"')
    (room.folder / "sites" / f"{code}.toml").write_text(text)
    room.apply("ada")


def test_a_folder_that_is_no_newsroom_is_not_made_one(tmp_path: Path) -> None:
    """
    A misspelt folder stays as it is.
    """
    with pytest.raises(ConfigError, match="dateline init"):
        Newsroom(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_receipt_says_what_changed_and_when(room: Newsroom) -> None:
    """
    Its outputs are those in the chain of outputs, no more and no fewer, with their digests.
    """
    before = room.ledger.output_tail()
    _, receipt = published(room)
    written = [r.output for r in room.ledger.outputs(after=before) if r.output.entry == receipt.entry]
    assert [(o.site, o.path, o.after) for o in receipt.outputs] == [(w.site, w.path, w.digest) for w in written]
    assert receipt.entry == room.ledger.tail()
    assert receipt.waiting == {}
    assert {o.state for o in receipt.outputs} == {"new", "rewritten"}
    assert all((o.state == "new") == (not o.before) for o in receipt.outputs)


def test_a_kill_s_receipt_tells_gone_from_removed(room: Newsroom) -> None:
    """
    The story's own addresses answer 410 from now on; a day that is empty now answers 404.
    """
    id, first = published(room)
    receipt = room.done(lambda: kill(id, reason="test", by="ada", ledger=room.ledger))
    states = {o.path: o.state for o in receipt.outputs}
    assert states["/2020/01/16/"] == "removed"
    assert sorted(states.values()).count("gone") == 2
    assert set(states) == {o.path for o in first.outputs} | {"/corrections", "/corrections/2020"}


def test_a_verb_that_decides_nothing_waits_for_nobody(room: Newsroom) -> None:
    """
    There is no entry, so there is nothing to see through.
    """
    receipt = room.done(lambda: Decided(0, "edit", "art-00000000", ("nothing has changed",)))
    assert (receipt.entry, receipt.outputs, receipt.remarks) == (0, (), ("nothing has changed",))


def test_a_refused_verb_has_no_receipt(room: Newsroom) -> None:
    """
    What was not decided changed nothing.
    """
    id = take_in(room)
    entries, outputs = room.ledger.tail(), room.ledger.output_tail()
    with pytest.raises(NotAllowed):
        room.done(lambda: withdraw(id, reason=" ", by="ada", ledger=room.ledger))
    assert (room.ledger.tail(), room.ledger.output_tail()) == (entries, outputs)


def test_following_twice_writes_nothing_new(room: Newsroom) -> None:
    """
    Pages that are right are left alone.
    """
    published(room)
    outputs = room.ledger.output_tail()
    assert [len(step.written) for step in room.follow()] == [0]
    assert room.ledger.output_tail() == outputs


def test_a_site_that_another_process_has_in_hand_is_left_to_it(room: Newsroom) -> None:
    """
    One at a time; the other brings it up.
    """
    other = Newsroom(room.folder, room.clock)
    with other.followers()[0].lease() as mine:
        assert mine
        assert room.follow() == ()
    other.close()
    assert len(room.follow()) == 1


def test_the_trouble_of_one_site_holds_up_no_other(room: Newsroom) -> None:
    """
    A template that cannot be set keeps its own site behind, with the reason; the verb is done on the other.
    """
    second_site(room)
    theme = room.folder / "themes" / "second"
    theme.mkdir(parents=True)
    (theme / "front.html").write_text("{% for x in %}")
    id = take_in(room)
    receipt = room.done(lambda: publish(id, sites=("example", "second"), by="ada", ledger=room.ledger))
    assert receipt.waiting.keys() == {"second"}
    assert "front.html" in receipt.waiting["second"]
    assert {o.site for o in receipt.outputs} == {"example"}


def test_a_site_that_was_taken_out_of_force_stands_no_longer(room: Newsroom) -> None:
    """
    Its pages go with the apply that takes it away; nobody is answered at its host.
    """
    second_site(room)
    id = take_in(room)
    room.done(lambda: publish(id, sites=("example", "second"), by="ada", ledger=room.ledger))
    ask = room.readers()
    there = ask(Request("GET", "second.localhost", "/"))
    assert there is not None
    assert there.status == 200
    (room.folder / "sites" / "second.toml").unlink()
    room.apply("ada")
    room.follow()
    assert ask(Request("GET", "second.localhost", "/")) is None
    assert [f.code for f in room.followers()] == ["example", "second"]
    assert list(room.followers()[1].store().pages()) == []


def test_a_site_that_apply_adds_is_served_by_a_running_newsroom(room: Newsroom) -> None:
    """
    Without a restart.
    """
    published(room)
    ask = room.readers()
    assert ask(Request("GET", "second.localhost", "/")) is None
    second_site(room)
    room.follow()
    there = ask(Request("GET", "second.localhost", "/"))
    assert there is not None
    assert there.status == 200


def test_a_theme_of_the_newsrooms_own_is_used(room: Newsroom) -> None:
    """
    ``themes/SITE/`` has precedence, template by template.
    """
    theme = room.folder / "themes" / "example"
    theme.mkdir(parents=True)
    (theme / "gone.html").write_text("<!doctype html><title>Our own words for what is gone</title>")
    room.rebuild("example")
    page = room.followers()[0].store().page("/410")
    gone = [p for p in room.followers()[0].store().pages() if p.status == 410]
    bodies = [room.followers()[0].store().body(p.path) or b"" for p in ([page] if page else gone)]
    assert any(b"Our own words" in body for body in bodies)


def test_what_the_clock_changes_next_is_known(room: Newsroom) -> None:
    """
    None while nothing waits; what was published is news for two days.
    """
    before = room.next_due()
    published(room)
    assert room.next_due() == room.clock.now() + timedelta(days=2) != before


def test_the_files_differ_until_they_are_applied(room: Newsroom) -> None:
    """
    And not for a comment.
    """
    assert not room.differs()
    file = room.folder / "newsroom.toml"
    file.write_text(file.read_text() + "\n# Nothing to see.\n")
    assert not room.differs()
    file.write_text('name = "Ferry Papers"\n')
    assert room.differs()
    room.apply("ada")
    assert not room.differs()


def test_the_past_shows_what_stood_then(room: Newsroom) -> None:
    """
    Entries up to that moment; but what was killed since is killed at any moment.
    """
    id, _ = published(room)
    assert isinstance(room.clock, SetClock)
    room.clock.moment = NOON + timedelta(hours=1)
    other = take_in(room, TEXT.replace("Ferry", "Bridge"))
    take(other, by="ada", ledger=room.ledger)
    then = Newsroom(room.folder, SetClock(NOON))
    state = then.state()
    assert [s.id for s in state.stories()] == [id]
    assert state.story(other) is None
    assert state.article("art-" + other.rpartition("-")[2]) is None
    article = state.article("art-" + id.rpartition("-")[2])
    assert article is not None
    assert article.placements
    assert state.standing().house.name == room.name
    kill(id, reason="test", by="ada", ledger=room.ledger)
    after = then.state().story(id)
    assert after is not None
    assert [d.deed for d in after.decisions] == ["publish", "kill"]
    then.close()


def test_the_present_is_the_ledger_itself(room: Newsroom) -> None:
    """
    Nothing is replayed for a look at what stands now, or will.
    """
    published(room)
    assert room.state() is room.ledger
    later = Newsroom(room.folder, SetClock(NOON + timedelta(days=365)))
    assert later.state() is later.ledger
    later.close()


def test_an_export_into_nowhere_is_refused(room: Newsroom, tmp_path: Path) -> None:
    """
    With the folder's name.
    """
    published(room)
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(NotAllowed, match="choose a folder"):
        room.export("example", tmp_path / "file")
    assert room.export("example", tmp_path / "out") > 10


def test_the_program_says_which_it_is() -> None:
    """
    Pages name the program that made them, by its version and the bytes of the rooms that have a say in them.
    """
    version, plus, digest = program().partition("+")
    assert version
    assert plus
    assert len(digest) == 16
    assert reader_name("ninjs").startswith("ninjs/")
    assert reader_name("nobody") == "nobody/0"
