"""The river: the raw wire, for readers, where licences have that use."""

from tests.doors.conftest import Open

from dateline.verbs.kill import kill


def test_the_raw_wire_shows_what_licences_let_it_show(open_room: Open) -> None:
    """
    Nobody has published it, and readers see it: only where the holder said yes to just that.
    """
    open_room.sent("urn:a:1", "Ferry runs again", "The ferry to Lower Anselm runs again.")
    assert b"Ferry runs again" not in open_room.asked("/river/").body
    open_room.licensed("river")
    page = open_room.asked("/river/")
    assert page.status == 200
    assert b"Ferry runs again" in page.body
    assert b"The ferry to Lower Anselm runs again." in page.body


def test_search_engines_leave_the_raw_wire_out(open_room: Open) -> None:
    """
    What nobody has checked must not be found under our name.
    """
    open_room.licensed("river")
    assert b'<meta name="robots" content="noindex' in open_room.asked("/river/").body


def test_a_killed_story_leaves_the_raw_wire_at_once(open_room: Open) -> None:
    """
    There is no follower to wait for.
    """
    open_room.licensed("river")
    id = open_room.sent("urn:a:1", "Ferry runs again", "The ferry to Lower Anselm runs again.")
    assert b"Ferry runs again" in open_room.asked("/river/").body
    kill(id, reason="wrong", by="ada", ledger=open_room.room.ledger)
    assert b"Ferry" not in open_room.asked("/river/").body


def test_the_raw_wire_leads_to_what_readers_have(open_room: Open) -> None:
    """
    Where the story stands on the site, its line is the way to it.
    """
    open_room.licensed("river")
    id = open_room.sent("urn:a:1", "Ferry runs again", "The ferry to Lower Anselm runs again.")
    before = open_room.asked("/river/").body
    open_room.published(id)
    path = b'href="/2020/01/16/ferry-runs-again-'
    assert path not in before
    assert path in open_room.asked("/river/").body


def test_a_site_without_a_river_has_no_such_page(open_room: Open) -> None:
    """
    It is the newsroom's to turn on.
    """
    site = open_room.room.folder / "sites" / "example.toml"
    site.write_text(site.read_text().replace("river = true", "river = false"))
    open_room.licensed("river")
    assert open_room.asked("/river/").status == 404
