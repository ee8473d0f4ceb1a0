"""One TOML file of the newsroom folder → its table, the lines of its keys, and what is wrong with it."""

import re
import tomllib
from collections.abc import Iterator
from hashlib import sha256

from msgspec import Struct
from msgspec.structs import replace

from dateline.news.errors import ConfigError
from dateline.setup.kinds import Wrong, described, meant
from dateline.setup.locate import Way, line, lines
from dateline.setup.setting import File, Setting
from dateline.setup.settings import NEEDED, REPEATED, settings, tables

Table = dict[str, object]

_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
#: tomllib's words, and ours.
_SYNTAX = {
    "Cannot overwrite a value": ("this key is set twice", "leave one of the two lines"),
    "Cannot declare": ("this table's header stands twice", "put all its keys under one header"),
    "Unclosed array": ("a list is not closed or lacks a comma", 'write it as ["one", "two"]'),
    "Unterminated string": ("a text is not closed", 'end it with the mark it begins with: " or """'),
    "Illegal character '\\n'": ("a text is not closed", 'write " at its end, or put several lines between """ and """'),
    "Invalid value": ("this is no value", 'text stands in quotes: name = "Orbit Desk"'),
    "Unescaped '\\'": ("a backslash means something else here", "write it twice, or put the text in single quotes"),
    "Expected '='": ("a key without a value", 'write key = "value"'),
    "Expected newline": ("there is more than one thing on this line", "write one key to a line; text stands in quotes"),
}


class Read(Struct, frozen=True):
    """A file as read."""

    #: Relative to the newsroom folder, such as ``sites/orbit.toml``.
    path: str
    file: File
    #: SHA-256 of its bytes, in hexadecimal.
    digest: str
    table: Table
    lines: dict[Way, int]
    problems: tuple[ConfigError, ...] = ()

    def wrong(self, way: Way, what: str, remedy: str) -> ConfigError:
        """The error that something is wrong at the *way*."""
        return ConfigError(self.path, line(self.lines, way), what, remedy)

    def texts(self, *keys: str) -> Iterator[tuple[Way, str]]:
        """Each text under the *keys*, with its way; also the items of lists, and the keys of repeated tables."""
        yield from _texts(self.table, keys, ())


def read(path: str, file: File, data: bytes) -> Read:
    """
    Read one file.

    Args:
        path: Relative to the newsroom folder.
        file: Which settings it may hold.
        data: Its bytes: UTF-8, with or without a byte order mark.
    Returns:
        The table and all that is wrong in it; an empty table if it is no TOML.
    """
    digest = sha256(data).hexdigest()
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        raw = Read(path, file, digest, tomllib.loads(text), lines(text))
    except UnicodeDecodeError as e:
        at = data.count(b"\n", 0, e.start) + 1
        wrong = ConfigError(path, at, "this line is not in UTF-8", "save the file as UTF-8 in your editor")
    except RecursionError:
        wrong = ConfigError(path, 0, "lists or tables are nested too deeply", "no setting needs more than two levels")
    except ValueError as e:
        wrong = _syntax(path, text, str(e))
    else:
        return replace(raw, problems=tuple(_file(raw)))
    return Read(path, file, digest, {}, {}, (wrong,))


def _syntax(path: str, text: str, said: str) -> ConfigError:
    place = _PLACE.search(said)
    said = _PLACE.sub("", said)
    at = int(place[1]) if place and place[1] else max(lines(text).values(), default=0)
    what, remedy = next((ours for theirs, ours in _SYNTAX.items() if said.startswith(theirs)), ("", ""))
    return ConfigError(
        path, at, what or f"this is no TOML ({said})", remedy or 'write key = "value", one to a line, comments after #'
    )


def _file(raw: Read) -> Iterator[ConfigError]:
    named = tables(raw.file)
    yield from _keys(raw, raw.table, (), frozenset(named))
    for name in named:
        if name in raw.table:
            yield from _tables(raw, name, raw.table[name])
        elif name in NEEDED:
            yield raw.wrong((), f"{_header(name)} is missing", f"write {_example(raw.file, name)}")


def _tables(raw: Read, name: str, value: object) -> Iterator[ConfigError]:
    """What is wrong with the table or tables under *name*."""
    repeated = name in REPEATED
    if not isinstance(value, list if repeated else dict):
        remedy = f"write {_example(raw.file, name)}"
        wanted = "is wanted, with two brackets, as often as needed" if repeated else "is wanted, once"
        yield raw.wrong((name,), f"{name} is {described(value)}; {_header(name)} {wanted}", remedy)
        return
    if value == [] and name in NEEDED:
        yield raw.wrong((name,), f"{name} is empty", f"write {_example(raw.file, name)}")
    ways: list[tuple[Way, object]] = [((name, n), v) for n, v in enumerate(value)] if repeated else [((name,), value)]
    for way, one in ways:
        if isinstance(one, dict):
            yield from _keys(raw, one, way, frozenset())
        else:
            yield raw.wrong(way, f"{name} holds {described(one)}", f"write {_example(raw.file, name)}")


def _keys(raw: Read, table: Table, way: Way, inner: frozenset[str]) -> Iterator[ConfigError]:
    """What is wrong with the keys of one *table*; the tables *inner* it are left to others."""
    name = str(way[0]) if way else ""
    known = settings(raw.file, name)
    for key in table:
        if key not in known and key not in inner:
            what = f"{key} is no setting here{meant(key, [*known, *inner])}"
            yield raw.wrong((*way, key), what, _misplaced(raw.file, name, key, sorted(known)))
    for setting in known.values():
        if setting.name in table:
            for wrong in setting.kind.check(setting.name, table[setting.name]):
                yield _told(raw, setting, way, wrong)
        elif setting.default is None:
            what = f"{setting.name} is missing" + (f" in {_header(name)}" if name else "")
            yield raw.wrong(way, what, f"write {setting.name} = {setting.kind.example}")


def _told(raw: Read, setting: Setting, way: Way, wrong: Wrong) -> ConfigError:
    return raw.wrong((*way, setting.name, *wrong.at), f"{setting.name} {wrong.what}", wrong.remedy)


def _misplaced(file: File, table: str, key: str, known: list[str]) -> str:
    """The remedy for a key that its table does not know."""
    if table and key in settings(file):
        return f"it is a setting of the file: move the line above the first [table]; {_header(table)} ends only there"
    for other in tables(file):
        if other != table and key in settings(file, other):
            return f"it is a setting of {_header(other)}: move the line under that"
    return "leave it out, or write one of: " + ", ".join(known)


def _header(table: str) -> str:
    return f"[[{table}]]" if table in REPEATED else f"[{table}]"


def _example(file: File, table: str) -> str:
    """What must stand in the *table*, or may if nothing must, as TOML on one line."""
    known = settings(file, table).values()
    needed = [s for s in known if s.default is None] or known
    return f"{_header(table)} and below it " + ", ".join(f"{s.name} = {s.kind.example}" for s in needed)


def _texts(value: object, keys: tuple[str, ...], way: Way) -> Iterator[tuple[Way, str]]:
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from _texts(item, keys, (*way, number))
    elif isinstance(value, dict) and keys and keys[0] in value:
        yield from _texts(value[keys[0]], keys[1:], (*way, keys[0]))
    elif isinstance(value, str) and not keys:
        yield way, value
