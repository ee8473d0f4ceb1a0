"""The newsroom folder → the values of `dateline.news.house`."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final, get_args

from msgspec import Struct, convert

from dateline.news.errors import ConfigError
from dateline.news.house import House, Licence, Policy
from dateline.setup.kinds import code_problem, meant
from dateline.setup.read import Read, Table, read
from dateline.setup.setting import File

NEWSROOM: Final = "newsroom.toml"
_NAMED: Final = "name a licence file, such as licences/afp.toml or a changed copy of it"

_FOLDERS: dict[str, File] = {
    "sources": "sources/CODE.toml",
    "licences": "licences/NAME.toml",
    "sites": "sites/CODE.toml",
}


class Loaded(Struct, frozen=True):
    """A newsroom folder without problems."""

    house: House
    #: Path relative to the folder, with ``/`` → SHA-256 of the file's bytes, in hexadecimal; sorted by path.
    files: dict[str, str]


def load(folder: Path) -> Loaded:
    """
    Read a newsroom folder.

    Args:
        folder: Where ``newsroom.toml`` is.
    Returns:
        Its values; sources, licences and sites sorted by code.
    Raises:
        ConfigError: The first of `problems`.
    """
    files, wrong = _examined(folder)
    if wrong:
        raise wrong[0]
    return Loaded(_house(files), {f.path: f.digest for f in files})


def licence(file: Path) -> Licence:
    """
    Read one licence file that lies anywhere; its name is the file's.

    Raises:
        ConfigError: The first thing that is wrong with it.
    """
    try:
        found = read(file.name, "licences/NAME.toml", file.read_bytes())
    except OSError as e:
        raise ConfigError(str(file), 0, f"cannot be read: {_said(e)}", _of_a_draft(e)) from e
    if file.name == NEWSROOM:
        raise ConfigError(str(file), 0, "these are the newsroom's settings, and no licence", _NAMED)
    wrong = code_problem(_stem(file.name)) or ("" if file.name.endswith(".toml") else "does not end in .toml")
    if wrong:
        raise ConfigError(str(file), 0, f"the file's name {wrong}", "name it after the licence, such as afp.toml")
    if found.problems:
        raise found.problems[0]
    return convert(_in_utc({**found.table, "name": _stem(file.name), "digest": found.digest}), Licence)


def problems(folder: Path) -> tuple[ConfigError, ...]:
    """All that is wrong in a newsroom *folder*, by file and line; empty if it can be put in force."""
    return _examined(folder)[1]


def _examined(folder: Path) -> tuple[list[Read], tuple[ConfigError, ...]]:
    """The files of the *folder*, sorted by path, and all that is wrong with them."""
    try:
        files = [read(NEWSROOM, NEWSROOM, (folder / NEWSROOM).read_bytes())]
    except (FileNotFoundError, NotADirectoryError):
        remedy = f"`dateline init {folder}` makes one; --newsroom DIR names another folder"
        return [], (ConfigError(NEWSROOM, 0, "this is no newsroom folder: the file is missing", remedy),)
    except OSError as e:
        return [], (_unreadable(NEWSROOM, e),)
    wrong: list[ConfigError] = []
    for name, file in _FOLDERS.items():
        for path in _paths(folder, name, wrong):
            try:
                files.append(read(path, file, (folder / path).read_bytes()))
            except OSError as e:
                wrong.append(_unreadable(path, e))
    files.sort(key=lambda f: f.path)
    found = [*wrong, *(p for f in files for p in f.problems), *_together(files)]
    return files, tuple(sorted(found, key=lambda e: (e.file != NEWSROOM, e.file, e.line)))


def _paths(folder: Path, name: str, wrong: list[ConfigError]) -> Iterator[str]:
    """The TOML files in the subfolder *name*; what is wrong with their names is added to *wrong*."""
    try:
        entries = sorted(p.name for p in (folder / name).iterdir())
    except FileNotFoundError:
        return
    except OSError as e:
        wrong.append(_unreadable(name, e))
        return
    for entry in entries:
        if entry.startswith(".") or not entry.lower().endswith(".toml"):
            continue
        what = code_problem(_stem(entry)) or ("" if entry.endswith(".toml") else "does not end in .toml")
        if what:
            remedy = "give it a name such as afp.toml or own-desk.toml"
            wrong.append(ConfigError(f"{name}/{entry}", 0, f"the file's name {what}", remedy))
        yield f"{name}/{entry}"


def _unreadable(path: str, error: OSError) -> ConfigError:
    remedy = "give this account the right to read it, or take it away"
    if isinstance(error, IsADirectoryError):
        remedy = "a file is wanted here; give the folder another name, or take it away"
    elif isinstance(error, FileNotFoundError):
        remedy = "it is a link to what is not there; mend the link, or take it away"
    return ConfigError(path, 0, f"cannot be read: {_said(error)}", remedy)


def _of_a_draft(error: OSError) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return f"check the path; {_NAMED}"
    return _NAMED if isinstance(error, IsADirectoryError) else "give this account the right to read it"


def _said(error: OSError) -> str:
    """What the system says of an error, in small letters."""
    text = error.strerror or str(error)
    return text[:1].lower() + text[1:]


def _stem(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0]


def _together(files: list[Read]) -> Iterator[ConfigError]:
    """What is wrong between files, and between the tables of a site, each of which may be right by itself."""
    named = {file: [_stem(f.path) for f in files if f.file == file] for file in _FOLDERS.values()}
    hosts = Counter[str]()
    for file in files:
        if file.path == NEWSROOM:
            yield from _unknown(file, "home", "sites", named[_FOLDERS["sites"]])
        elif file.file == _FOLDERS["sources"]:
            yield from _unknown(file, "licence", "licences", named[_FOLDERS["licences"]])
        elif file.file == _FOLDERS["licences"]:
            yield from _unknown(file, "sites", "sites", named[_FOLDERS["sites"]])
        elif file.file == _FOLDERS["sites"]:
            yield from _twice(file, ("host",), hosts, "another site has this host", "give each site a host of its own")
            for table in ("section", "collection"):
                what, remedy = f"another {table} has this slug", f"give each {table} a slug of its own"
                yield from _twice(file, (f"{table}s", "slug"), Counter(), what, remedy)
            yield from _wordings(file)


def _unknown(file: Read, key: str, folder: str, known: list[str]) -> Iterator[ConfigError]:
    for way, name in file.texts(key):
        if name not in known and not code_problem(name):
            what = f'{key} names "{name}", but there is no {folder}/{name}.toml{meant(name, known)}'
            yield file.wrong(way, what, f"write that file, or name one of: {', '.join(known) or 'none is there yet'}")


def _twice(file: Read, keys: tuple[str, ...], seen: Counter[str], what: str, remedy: str) -> Iterator[ConfigError]:
    for way, word in file.texts(*keys):
        seen[word] += 1
        if seen[word] > 1:
            yield file.wrong(way, f'{keys[-1]} is "{word}", and {what}', remedy)


def _wordings(file: Read) -> Iterator[ConfigError]:
    """What is wrong between the wordings of a site's pages: each page needs one, and each a day of its own."""
    texts = file.table.get("texts")
    if not isinstance(texts, list) or not texts:
        return
    pages, seen = set[str](), set[tuple[str, date]]()
    for number, text in enumerate(t if isinstance(t, dict) else {} for t in texts):
        page, day = str(text.get("page")), text.get("effective")
        if isinstance(day, date) and (page, day) in seen:
            what = f"effective is {day}, and another {page} text has this day"
            yield file.wrong(("texts", number, "effective"), what, "give each wording of a page a day of its own")
        pages.add(page)
        seen |= {(page, day)} if isinstance(day, date) else set()
    if not pages <= {*get_args(Policy)}:
        return
    for page in sorted({*get_args(Policy)} - pages):
        remedy = f'write [[texts]] and below it page = "{page}", with the day from which it holds and its text'
        yield file.wrong(("texts",), f"no text is for the page {page}; readers are owed it", remedy)


def _house(files: list[Read]) -> House:
    """The values of *files* in which nothing is wrong."""
    newsroom = next(f.table for f in files if f.path == NEWSROOM)
    clock = newsroom.get("clock")
    values: Table = {
        **newsroom,
        "clock": clock.get("start") if isinstance(clock, dict) else None,
        "sources": [{**f.table, "code": _stem(f.path)} for f in files if f.path.startswith("sources/")],
        "licences": [
            {**f.table, "name": _stem(f.path), "digest": f.digest} for f in files if f.path.startswith("licences/")
        ],
        "sites": [{**f.table, "code": _stem(f.path)} for f in files if f.path.startswith("sites/")],
    }
    return convert(_in_utc(values), House)


def _in_utc(value: object) -> object:
    """The *value*, with the moments in it in UTC."""
    match value:
        case datetime():
            return value.astimezone(UTC)
        case dict():
            return {k: _in_utc(v) for k, v in value.items()}
        case list():
            return [_in_utc(v) for v in value]
    return value
