"""What a setting is, and kinds that several settings share."""

from typing import Final, Literal

from msgspec import Struct

from dateline.news import house
from dateline.setup import kinds
from dateline.setup.kinds import Kind

#: A file of the folder, or the files of one of its subfolders; CODE and NAME are the file's name without ``.toml``.
File = Literal["newsroom.toml", "sources/CODE.toml", "licences/NAME.toml", "sites/CODE.toml"]


class Setting(Struct, frozen=True):
    """One key of one file."""

    file: File
    #: With its table, where it stands in one: ``entity.name``, ``sections.slug``.
    key: str
    kind: Kind
    #: What it decides, for the owner.
    meaning: str
    #: What holds without it, as TOML or in words; None: it must be written.
    default: str | None = None

    @property
    def table(self) -> str:
        """The table that it stands in; empty: before all tables."""
        return self.key.rpartition(".")[0]

    @property
    def name(self) -> str:
        """The key alone, as written in its table."""
        return self.key.rpartition(".")[2]


SITES: Final = kinds.many(kinds.code("orbit"), words="a list of sites' codes", example='["orbit"]')
WORDS: Final = kinds.many(kinds.text("space"), words="a list of words", example='["space", "launch"]')
PLACES: Final = kinds.many(kinds.territory("AU"), words="a list of countries", example='["AU", "NZ"]')
USES: Final = kinds.many(kinds.one_of(house.Use, "display"), words="a list of uses", example='["display", "teaser"]')
