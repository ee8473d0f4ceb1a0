"""The newsroom's vocabulary of topics: imported once, kept beside the ledger."""

import os
from pathlib import Path
from typing import Final

import msgspec

from dateline.news.errors import ConfigError
from dateline.news.topics import Topics, Vocabulary

#: In ``data/``.
FILE: Final = "topics.json"


def keep(data: Path, vocabulary: Vocabulary) -> Path:
    """Keep a vocabulary in the newsroom's *data* folder, in place of the one that was there; where it is."""
    data.mkdir(parents=True, exist_ok=True)
    kept = data / FILE
    # One that is cut short would leave the newsroom without any.
    draft = kept.with_suffix(f".{os.getpid()}.part")
    draft.write_bytes(msgspec.json.encode(vocabulary))
    draft.replace(kept)
    return kept


def topics_of(data: Path) -> Topics | None:
    """
    The vocabulary of the newsroom whose *data* folder this is; None if none was imported.

    Raises:
        ConfigError: If it cannot be read.
    """
    try:
        return Topics(msgspec.json.decode((data / FILE).read_bytes(), type=Vocabulary))
    except FileNotFoundError:
        return None
    except msgspec.DecodeError as e:
        remedy = "`dateline topics import FILE` makes it anew from the vocabulary's own file"
        raise ConfigError(f"data/{FILE}", 0, "the vocabulary of topics is not what was written there", remedy) from e
