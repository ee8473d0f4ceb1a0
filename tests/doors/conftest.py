import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec import Struct

from dateline.app import Newsroom
from dateline.clock import SetClock
from dateline.news.wire import Delivery
from dateline.setup.init import init
from dateline.sites.http import Request, Response
from dateline.verbs.publish import publish

NOON = datetime(2020, 1, 16, 12, 0, tzinfo=UTC)


class Open(Struct):
    """A newsroom whose site shows its river and hands on its items, as far as licences allow."""

    room: Newsroom

    def licensed(self, *uses: str) -> None:
        """The licence of what comes by hand lists these uses more; put in force."""
        file = self.room.folder / "licences" / "own-responsibility.toml"
        more = "".join(f'"{use}", ' for use in uses)
        file.write_text(file.read_text().replace('uses = ["display",', f'uses = [{more}"display",', 1))
        self.room.apply("ada")
        self.room.follow()

    def sent(self, uri: str, headline: str, words: str) -> str:
        """A story that came in; its id."""
        item = {
            "uri": uri,
            "versionCreated": "2020-01-16T11:00:00Z",
            "headlines": [{"role": "main", "value": headline}],
            "bodies": [{"role": "main", "contentType": "text/html", "value": f"<p>{words}</p>"}],
        }
        delivery = Delivery("by-hand", "folder", f"{uri}.json", json.dumps(item).encode(), NOON)
        (result,) = self.room.ingest([delivery], "ada")
        return result.items[0].story

    def published(self, id: str) -> str:
        """A story on the site; its article's id."""
        publish(id, sites=("example",), by="ada", ledger=self.room.ledger)
        self.room.follow()
        story = self.room.ledger.story(id)
        assert story is not None
        return story.articles[0]

    def asked(self, path: str, query: str = "") -> Response:
        """What a reader gets."""
        response = self.room.readers()(Request("GET", "example.localhost", path, query))
        assert response is not None
        return response


@pytest.fixture
def open_room(tmp_path: Path) -> Iterator[Open]:
    """A newsroom at noon on January 16, 2020, with a site that has a river and an API."""
    folder = tmp_path / "room"
    init(folder)
    site = folder / "sites" / "example.toml"
    text = site.read_text().replace("river = false", "river = true").replace("api = false", "api = true")
    site.write_text(text)
    room = Newsroom(folder, SetClock(NOON))
    room.apply("ada")
    room.follow()
    yield Open(room)
    room.close()
