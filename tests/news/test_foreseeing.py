"""What a step will look up is known before its turn."""

import pytest
from msgspec.structs import replace
from tests.news.room import NOON, Memory

from dateline.news import change
from dateline.news.blocks import paragraph
from dateline.news.facts import Entry, Read
from dateline.news.wire import Version

LONG = " ".join(f"word{n} of a report about a harbour and its {n} boats" for n in range(30))


class Listening(Memory):
    """A state that keeps what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[int] = set()

    def clued(self, *clues: int) -> tuple[str, ...]:
        self.asked.update(clues)
        return super().clued(*clues)


@pytest.mark.parametrize(
    "version",
    [
        Version(headline="Harbour opens", slug="US--Harbour", serial="v99", body=(paragraph(LONG),)),
        Version(headline="Harbour opens for one hundred small boats on a quiet Monday", body=()),
        Version(headline="", slug="harbour", body=(paragraph("Short."),)),
    ],
    ids=["a report", "an alert", "next to nothing"],
)
def test_a_step_looks_up_what_was_foreseen(version: Version) -> None:
    """
    A batch asks the database once: a clue that nobody foresaw would be asked for alone, a delivery at a time.
    """
    room = Listening()
    version = replace(version, item="1")
    fact = Read(delivery=2, item=0, source="nwa", reader="nitf/1", story="nwa-00000000", key="item:1", version=version)
    change.fold(Entry(3, NOON, "run", fact), room)
    assert room.asked == set(change.foreseen("nwa", version))
