"""
The shape of a JSON Feed: what it says of itself, and of all its items.

Source:
    JSON Feed 1.1 and 1.0 (jsonfeed.org)
"""

import re
from typing import Any, Final

from msgspec import Struct

from dateline.news.errors import WireError
from dateline.news.wire import Problem
from dateline.wires.letters import fold
from dateline.wires.members import Fields

FORMAT: Final = "json-feed"
VERSION: Final = "https://jsonfeed.org/version/1.1"
_VERSION = re.compile(r"https?://(?:www\.)?jsonfeed\.org/version/1(?:\.\d+)?/?\Z")


class Feed(Struct, frozen=True):
    """What a feed says of all its items."""

    language: str = ""
    author: str = ""
    #: The page that the feed is of, or the feed's own address: what relative addresses are meant from.
    base: str = ""
    #: All else, under its own names with ``feed.`` before them.
    more: dict[str, str] = {}


def opened(document: Any, problems: list[Problem]) -> tuple[Feed, list[Any]]:
    """
    The feed and its items as they lie in a *document*; what is wrong with the feed is added to *problems*.

    Raises:
        WireError: If it is no JSON Feed.
    """
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        raise WireError(FORMAT, "document", "has no list of items, as every JSON Feed has")
    fields = Fields(document, "feed", problems)
    fields.take("items")
    version = fields.text("version")
    if not _VERSION.match(version):
        problems.append(
            Problem("feed.version", f"{version[:60]!r} is no version of JSON Feed that is known; read as 1.1")
        )
    language, author = fields.text("language"), authors(fields)
    if fields.look("expired") is True:
        problems.append(Problem("feed.expired", "the feed says that it is finished: nothing new will come"))
    told = (fields.look("home_page_url"), fields.look("feed_url"))
    base = next((one.strip() for one in told if isinstance(one, str) and "://" in one), "")
    return Feed(language, author, base, {f"feed.{name}": told for name, told in fields.rest().items()}), document[
        "items"
    ]


def authors(fields: Fields) -> str:
    """The names of an item's or a feed's authors: ``authors`` of 1.1 and the one ``author`` of 1.0."""
    sent = [one.get("name") for key in ("authors", "author") for _, one in fields.objects(key)]
    return ", ".join(dict.fromkeys(name for one in sent if isinstance(one, str) and (name := fold(one))))
