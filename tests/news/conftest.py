"""A house with invented agencies, and a state in memory that facts are folded into."""

import pytest
from tests.news.room import HOUSE
from tests.news.room import Memory as Memory

from dateline.news.house import House


@pytest.fixture(scope="session")
def house() -> House:
    """Invented agencies, licences and two sites."""
    return HOUSE


@pytest.fixture(scope="session")
def memory() -> type[Memory]:
    """A state in memory; called, it is a fresh one with the house in force."""
    return Memory
