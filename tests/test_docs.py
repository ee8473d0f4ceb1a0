"""The docs say what the program does: nothing is missing, and nothing stands there that is no more."""

import re
from pathlib import Path

import typer

from dateline import desk
from dateline.cli.main import command_line
from dateline.cli.reference import commands, settings
from dateline.desk.people import LEAST
from dateline.ledger.shapes import SHAPES
from dateline.wires.read import WIRES

DOCS = Path(__file__).resolve().parents[1] / "docs"
README = DOCS.parent / "README.md"


def names() -> list[str]:
    """The commands that are shown."""
    return [name for name, command in typer.main.get_command(command_line()).commands.items() if not command.hidden]  # type: ignore[attr-defined]


def test_the_reference_of_commands_is_the_programs_own() -> None:
    """Every command and option is documented, as it is now; `make docs` writes it anew."""
    assert (DOCS / "commands.md").read_text("utf-8") == commands()


def test_the_reference_of_settings_is_the_programs_own() -> None:
    """Every setting is documented, as it is now; `make docs` writes it anew."""
    assert (DOCS / "settings.md").read_text("utf-8") == settings()


def test_the_readme_names_every_command_and_no_other() -> None:
    """A newcomer finds every command in the README's table."""
    table = README.read_text("utf-8").partition("## The commands")[2].partition("## Working on it")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    assert sorted(w for row in rows for w in re.findall(r"`([a-z-]+)`", row)) == sorted(names())


def test_every_wire_has_a_page() -> None:
    """Each format that is read has a page that says which of its fields becomes which of ours."""
    assert {p.stem for p in (DOCS / "wires").glob("*.md")} - {"README"} == {w.name for w in WIRES}


def test_every_verb_is_a_word_of_the_glossary() -> None:
    """What an entry can say is explained."""
    glossary = (DOCS / "glossary.md").read_text("utf-8")
    verbs = set(SHAPES) - {"received", "read", "applied", "confirmed"}
    told = (DOCS / "architecture.md").read_text("utf-8") + glossary
    assert {v for v in verbs if not re.search(rf"\b{v}\b", told)} == set()


def test_every_dependency_has_its_reason() -> None:
    """Nothing is installed that docs/why.md does not answer for."""
    project = (DOCS.parent / "pyproject.toml").read_text("utf-8")
    listed = re.findall(r'^    "([a-z-]+)",$', project, re.MULTILINE)
    why = (DOCS / "why.md").read_text("utf-8").casefold()
    assert listed and [d for d in listed if d not in why] == []


def test_links_between_the_docs_lead_somewhere() -> None:
    """A link in the README or the docs is to a file that is there."""
    dead = [
        f"{page.name}: {link}"
        for page in (README, *DOCS.rglob("*.md"))
        for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8"))
        if not (page.parent / link).exists()
    ]
    assert dead == []


def test_the_desk_page_says_what_each_role_may() -> None:
    """Whoever gives somebody a role knows what they give."""
    rows = re.findall(r"^\| ([a-z-]+) \| (`.*`) \|$", (DOCS / "desk.md").read_text("utf-8"), re.MULTILINE)
    told = {act: role for role, acts in rows for act in re.findall(r"`([a-z]+)`", acts)}
    assert told == LEAST


def test_the_desk_page_names_every_key_of_the_editor() -> None:
    """A key that nobody knows of is none."""
    web = Path(desk.__file__).parent / "web" / "editor"
    bound = re.findall(r'"((?:Ctrl|Alt)-[A-Za-z0-9-]+)":? ?[:,]', (web / "editor.ts").read_text("utf-8"))
    bound += re.findall(r'key: "((?:Ctrl|Alt)-[A-Za-z0-9-]+)"', (web / "commands.ts").read_text("utf-8"))
    keys = (DOCS / "desk.md").read_text("utf-8").partition("In the editor")[2].replace("↑", "ArrowUp")
    told = {key.casefold() for key in re.findall(r"`([^`]+)`", keys.replace("↓", "ArrowDown"))}
    assert len(bound) > 15
    assert [key for key in bound if key.casefold() not in told] == []
