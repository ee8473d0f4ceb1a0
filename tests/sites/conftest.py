"""Pages to look at, for all that look at pages."""

import pytest
from tests.sites.samples import pages

from dateline.sites.pages import Page


@pytest.fixture(scope="session")
def samples() -> dict[str, Page]:
    """One page a template, what differs from them in one way, and one with words that do not end."""
    return pages()
