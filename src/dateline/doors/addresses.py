"""The addresses of what is made for each reader anew; nothing else is loaded to know them."""

from typing import Final

from dateline.sites import plan

SEARCH: Final = "/search"
#: The list of items, and what items' own addresses begin with.
ITEMS: Final = "/api/items.json"
ITEM: Final = "/api/items/"


def made_anew(path: str) -> bool:
    """Whether a door may answer at a path, of a site at its host or below ``/~CODE``."""
    if path.startswith("/~"):
        path = "/" + path[2:].partition("/")[2]
    return path in (SEARCH, plan.RIVER, ITEMS) or path.startswith(ITEM)
