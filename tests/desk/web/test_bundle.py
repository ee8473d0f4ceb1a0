"""What the browser is sent: little of it, named by its bytes; and words where nothing was bundled."""

import gzip
import re

import pytest
from tests.desk.conftest import Working

from dateline.desk import pages

#: Bytes, packed: all that the desk has, and what its first page waits for.
MOST, SHELL = 250_000, 25_000


@pytest.fixture
def files() -> dict[str, bytes]:
    """The bundle, by name."""
    found = {name: data for name, (_, data) in pages.statics().items()}
    if not found:
        pytest.skip("the desk's scripts are not here: make desk bundles them")
    return found


def test_the_desk_is_small(files: dict[str, bytes]) -> None:
    """
    It opens at once on a line at sea.
    """
    packed = {name: len(gzip.compress(data)) for name, data in files.items()}
    assert sum(packed.values()) < MOST
    entry = next(name for name in files if re.fullmatch(r"desk-\w+\.js", name))
    shared = re.findall(r'from"\./(chunk-\w+\.js)"', files[entry].decode())
    style = next(name for name in files if name.endswith(".css"))
    assert sum(packed[name] for name in (entry, *shared, style)) < SHELL


def test_names_change_with_their_bytes(files: dict[str, bytes], working: Working) -> None:
    """
    What was fetched once is never asked for again, and never stale.
    """
    for name in files:
        assert re.fullmatch(r"[\w.-]+-[0-9A-Z]{8}\.(js|css|woff2)", name)
        assert "immutable" in working.client.get(f"/static/{name}").headers["cache-control"]


def test_without_scripts_the_page_says_what_to_do(working: Working, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Where npm was out of reach nobody looks at an empty page.
    """
    monkeypatch.setattr(pages, "statics", dict)
    pages._environment.cache_clear()
    try:
        page = working.client.get("/", headers=working.headers("owner")).text
    finally:
        pages._environment.cache_clear()
    assert "make desk" in page
