"""sources, typed as a command."""

import msgspec
from tests.cli.conftest import Desk

from dateline.app import Newsroom
from dateline.collect.state import PollState

URL = "https://feeds.quillon.example/all"


def test_sources_says_how_each_is_doing(desk: Desk) -> None:
    """
    One look in the morning, and whoever is in trouble is named; a machine can ask by the exit status.
    """
    desk.take_in({"uri": "qui:1", "headline": "Lamplighters return", "body_text": "They do."})
    rows = {row["source"]: row for row in desk.done("sources", "--json").json}
    assert (rows["qui"]["state"], rows["qui"]["day"], rows["qui"]["usually_every"]) == ("fine", 1, None)
    assert rows["by-hand"]["state"] == "nothing yet"
    with (desk.room / "sources" / "qui.toml").open("a") as file:
        file.write(f'\n[[feeds]]\nurl = "{URL}"\n')
    desk.done("apply")
    room = Newsroom(desk.room)
    state = PollState(url=URL, failures=3, last_problem="it answers with a web page in place of its feed")
    room.ledger.note_poll("qui", URL, msgspec.json.encode(state))
    room.close()
    said = desk("sources")
    assert said.status == 1
    assert f"qui: {URL}: failed 3 times: it answers with a web page in place of its feed" in said.out
    assert "failing" in said.out
