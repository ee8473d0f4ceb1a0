import tomllib
from typing import Any

import pytest
from msgspec import NODEFAULT, structs

from dateline.news.house import (
    Collection,
    Duties,
    Entity,
    Exemption,
    Export,
    Feed,
    Finding,
    House,
    Licence,
    Mailbox,
    Pictures,
    Purge,
    Readership,
    Section,
    Site,
    Source,
    Text,
)
from dateline.setup.setting import Setting
from dateline.setup.settings import NEEDED, REPEATED, SETTINGS, settings, tables

#: (file, table) → the value that it becomes, and the fields of it that no file sets.
VALUES: dict[tuple[str, str], tuple[type[Any], set[str]]] = {
    ("newsroom.toml", ""): (House, {"sources", "licences", "sites", "clock"}),
    ("sources/CODE.toml", ""): (Source, {"code", "feeds", "imap"}),
    ("sources/CODE.toml", "feeds"): (Feed, set()),
    ("sources/CODE.toml", "imap"): (Mailbox, set()),
    ("licences/NAME.toml", ""): (Licence, {"name", "digest", "pictures", "duties", "finding", "exceptions"}),
    ("licences/NAME.toml", "pictures"): (Pictures, set()),
    ("licences/NAME.toml", "duties"): (Duties, set()),
    ("licences/NAME.toml", "finding"): (Finding, set()),
    ("licences/NAME.toml", "exceptions"): (Exemption, set()),
    ("sites/CODE.toml", ""): (Site, {"code", "entity", "readership", *REPEATED}),
    ("sites/CODE.toml", "entity"): (Entity, set()),
    ("sites/CODE.toml", "readership"): (Readership, set()),
    ("sites/CODE.toml", "sections"): (Section, set()),
    ("sites/CODE.toml", "texts"): (Text, set()),
    ("sites/CODE.toml", "collections"): (Collection, set()),
    ("sites/CODE.toml", "exports"): (Export, set()),
    ("sites/CODE.toml", "purges"): (Purge, set()),
}
VALUED = [s for s in SETTINGS if (s.file, s.table) in VALUES]


@pytest.mark.parametrize("place", VALUES, ids=" ".join)
def test_the_table_has_every_field_of_the_values(place: Any) -> None:
    """
    A setting that is read and not in the table would be refused as unknown; one in the table only would do nothing.
    """
    value, ours = VALUES[place]
    assert set(settings(*place)) == {f.name for f in structs.fields(value)} - ours


@pytest.mark.parametrize("setting", VALUED, ids=lambda s: f"{s.file}-{s.key}")
def test_the_table_tells_the_defaults_that_hold(setting: Setting) -> None:
    """
    Documentation is printed from the table, so it must not promise another default than the program has.
    """
    value, _ = VALUES[setting.file, setting.table]
    default = next(f.default for f in structs.fields(value) if f.name == setting.name)
    match setting.default:
        case None:
            assert default is NODEFAULT
        case words if words.startswith("none: "):
            assert default is None
        case toml:
            told = tomllib.loads(f"x = {toml}")["x"]
            assert (tuple(told) if isinstance(told, list) else told) == default


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda s: f"{s.file}-{s.key}")
def test_every_example_is_one_that_would_be_taken(setting: Setting) -> None:
    """
    What a message or the documentation tells people to write must be right.
    """
    value = tomllib.loads(f"x = {setting.kind.example}")["x"]
    assert list(setting.kind.check(setting.name, value)) == []


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda s: f"{s.file}-{s.key}")
def test_every_setting_is_explained(setting: Setting) -> None:
    """
    A sentence for the owner, and the type in words.
    """
    assert setting.meaning.endswith(".")
    assert setting.kind.words


def test_the_tables_that_are_needed_or_repeated_are_tables() -> None:
    """
    A name changed in one place and not in the other would lose a check.
    """
    assert set(tables("sites/CODE.toml")) >= NEEDED
    known = {*tables("sites/CODE.toml"), *tables("sources/CODE.toml"), *tables("licences/NAME.toml")}
    assert known >= REPEATED
