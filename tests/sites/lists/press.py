"""A site's lists, filled and looked at."""

import re
from typing import Any

from tests.sites.newsroom import Newsroom, item

#: A story's address, by the word that its headline has.
_STORY = re.compile(r"/\d{4}/\d\d/\d\d/quay-(\w+)-[a-z0-9]{8,}")


def sent(newsroom: Newsroom, name: str, source: str = "pel", **more: Any) -> str:
    """A story in words that no other has."""
    body = more.pop("body", [" ".join(f"{name}{word}" for word in ("gate", "pier", "crew", "bell", "mast", "rope"))])
    return newsroom.send(source, item(f"q:{name}", headline=f"Quay {name}", body=body, **more))


def published(newsroom: Newsroom, *names: str, source: str = "pel", section: str = "", **more: Any) -> list[str]:
    """Stories, each published a minute after the one before."""
    found = []
    for name in names:
        newsroom.tick(minutes=1)
        found.append(sent(newsroom, name, source, **more))
        newsroom.publish(found[-1], section=section)
    return found


def numbered(first: int, last: int) -> list[str]:
    """Names of stories in order."""
    return [f"{n:03}" for n in range(first, last + 1)]


def order(newsroom: Newsroom, path: str) -> list[str]:
    """The stories that a page leads to, in its order, each once."""
    links = newsroom.tree(path).xpath("//main//a/@href")
    return list(dict.fromkeys(found[1] for link in links if (found := _STORY.fullmatch(link))))


def links(newsroom: Newsroom, path: str) -> list[str]:
    """All addresses on this site that a page's main part leads to."""
    return [str(link) for link in newsroom.tree(path).xpath("//main//a/@href") if link.startswith("/")]


def digests(newsroom: Newsroom) -> dict[str, str]:
    """What stands on the Tideline, by path."""
    return {page.path: page.digest for page in newsroom.sites["tide"].store().pages()}


def changed(newsroom: Newsroom, before: dict[str, str]) -> set[str]:
    """The outputs that are others than they were, or are new, or no more."""
    now = digests(newsroom)
    return {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}
