"""The API: published items as data, for who may be handed them."""

import json
from typing import Any

from tests.doors.conftest import Open

from dateline.verbs.kill import kill


def items(open_room: Open, query: str = "") -> list[dict[str, Any]]:
    """What the list of items holds."""
    response = open_room.asked("/api/items.json", query)
    assert response.status == 200
    assert dict(response.headers)["content-type"] == "application/json"
    found: list[dict[str, Any]] = json.loads(response.body)["items"]
    return found


def test_only_what_may_be_handed_on_is_in_the_list(open_room: Open) -> None:
    """
    A licence to show is none to hand on.
    """
    open_room.published(open_room.sent("urn:a:1", "Ferry runs again", "The ferry runs again."))
    assert items(open_room) == []
    open_room.licensed("syndicate")
    (item,) = items(open_room)
    assert item["headlines"][0]["value"] == "Ferry runs again"
    assert item["bodies"][0]["value"] == "<p>The ferry runs again.</p>"
    assert item["pubStatus"] == "usable"


def test_an_item_has_an_address_of_its_own(open_room: Open) -> None:
    """
    Who keeps a copy asks there whether it still stands.
    """
    open_room.licensed("syndicate")
    article = open_room.published(open_room.sent("urn:a:1", "Ferry runs again", "The ferry runs again."))
    assert json.loads(open_room.asked(f"/api/items/{article}.json").body) == items(open_room)[0]
    assert open_room.asked("/api/items/art-00000000.json").status == 404


def test_a_killed_item_is_canceled_without_a_word_of_it(open_room: Open) -> None:
    """
    Who was handed it learns that it must not be used, and nothing else.
    """
    open_room.licensed("syndicate")
    id = open_room.sent("urn:a:1", "Ferry runs again", "The ferry runs again.")
    article = open_room.published(id)
    kill(id, reason="wrong", by="ada", ledger=open_room.room.ledger)
    response = open_room.asked(f"/api/items/{article}.json")
    assert response.status == 410
    assert json.loads(response.body)["pubStatus"] == "canceled"
    assert b"erry" not in response.body
    assert items(open_room) == []


def test_a_site_hands_nothing_on_until_it_is_told_to(open_room: Open) -> None:
    """
    The API is off by default.
    """
    site = open_room.room.folder / "sites" / "example.toml"
    site.write_text(site.read_text().replace("api = true", "api = false"))
    open_room.licensed("syndicate")
    assert open_room.asked("/api/items.json").status == 404


def test_what_is_no_page_of_the_list_is_its_newest(open_room: Open) -> None:
    """
    A reader's slip in an address is no error.
    """
    open_room.licensed("syndicate")
    open_room.published(open_room.sent("urn:a:1", "Ferry runs again", "The ferry runs again."))
    assert items(open_room, "page=9") == items(open_room, "page=x") == items(open_room)
