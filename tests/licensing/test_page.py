"""The page on RightsML names everything that is written and read; rdflib stays in its room."""

import re
from pathlib import Path
from typing import Final

import pytest

from dateline.licensing.profile import ACTIONS
from dateline.news.house import Duties, Licence, Pictures

ROOT: Final = Path(__file__).resolve().parents[2]
PAGE: Final = (ROOT / "docs" / "rightsml.md").read_text("utf-8")
ROOM: Final = ROOT / "src" / "dateline" / "licensing"


@pytest.mark.parametrize(
    "field",
    [
        *(f for f in Licence.__struct_fields__ if f not in ("pictures", "duties")),
        *(f"pictures.{f}" for f in Pictures.__struct_fields__),
        *(f"duties.{f}" for f in Duties.__struct_fields__),
    ],
)
def test_every_term_of_a_licence_has_its_line(field: str) -> None:
    """
    A partner finds out from the page what each term of ours becomes.
    """
    rows = [line.split("|")[1] for line in PAGE.splitlines() if line.startswith("| ")]
    assert any(f"`{field}`" in row for row in rows)


def test_every_use_has_its_action() -> None:
    """
    The table of uses is the program's own.
    """
    for use, action in ACTIONS.items():
        short = re.sub(r".*[/#]", "", str(action))
        assert re.search(rf"^\| `{use}` \| .*:{short}`", PAGE, re.MULTILINE)


def test_every_word_of_our_own_is_explained() -> None:
    """
    A word in a policy that nobody explains has no meaning to those who receive it.
    """
    code = "".join(path.read_text("utf-8") for path in ROOM.glob("*.py"))
    words = set(re.findall(r"\bOURS\.(\w+)", code))
    assert len(words) > 20
    assert sorted(w for w in words if f"ours:{w}" not in PAGE) == []


def test_no_other_room_knows_rdf() -> None:
    """
    rdflib is large and slow to import: on the way to a page it has no business, and a vocabulary is read by it once.
    """
    others = [p for p in ROOM.parent.rglob("*.py") if p.parent != ROOM]
    knowing = {p.parent.name: p.read_text("utf-8") for p in others if "rdflib" in p.read_text("utf-8")}
    assert set(knowing) == {"vocabulary"}
    assert not re.search(r"^(?:from|import) rdflib", knowing["vocabulary"], re.MULTILINE)
