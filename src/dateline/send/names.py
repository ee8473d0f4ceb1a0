"""What outputs are called where they are sent, and how they may be kept there."""

from typing import Final

#: Addresses that name their content: what they answer never changes.
_FOR_EVER: Final = ("/style-", "/fonts/", "/pictures/")
_FEEDS: Final = ("/feed.xml", "/atom.xml", "/feed.json")


def file_name(path: str) -> str:
    """The file that answers for a path: ``/launch/`` is ``launch/index.html``, ``/about`` is ``about.html``."""
    name = path.removeprefix("/")
    if path.endswith("/"):
        return f"{name}index.html"
    return name if "." in name.rpartition("/")[2] else f"{name}.html"


def cache_control(path: str) -> str:
    """How long others may keep what a path answers."""
    return "public, max-age=31536000, immutable" if path.startswith(_FOR_EVER) else "no-cache"


def is_feed(path: str) -> bool:
    """Whether a path is a feed's."""
    return path.endswith(_FEEDS)


def address(host: str, path: str) -> str:
    """The address of a path on a site's host."""
    scheme = "http" if host.partition(":")[0].endswith("localhost") else "https"
    return f"{scheme}://{host}{path}"
