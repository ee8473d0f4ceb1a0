"""A scenario.toml → values; what is wrong is told by file and line, and nothing is played then."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from msgspec import convert

from dateline.news.errors import ConfigError
from dateline.scenario import claims, keys
from dateline.scenario.keys import Key
from dateline.scenario.values import Expectation, Scenario, Step
from dateline.scenario.verbs import OPTIONS, VERBS, Verb
from dateline.setup.kinds import described, meant
from dateline.setup.locate import Way, line, lines

NAME: Final = "scenario.toml"

_TOP: Final[dict[str, Key]] = {
    "title": keys.text("A kill that overtakes its story", blank=False),
    "rule": keys.text("A kill must take effect when it comes before its story."),
    "start": keys.start(),
    "only": keys.switch(),
}
_STEP: Final[dict[str, Key]] = {
    "at": keys.moment(),
    "deliver": keys.texts('"fire.xml"', "files of the folder"),
    "source": keys.text("agency", "a source's code", blank=False),
    "name": keys.texts('"fire"', "names for stories"),
    "do": keys.one_of(tuple(VERBS), "publish"),
    "refused": keys.refusal(),
}
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")

Table = Mapping[str, object]


def read(folder: Path) -> tuple[Scenario | None, tuple[ConfigError, ...]]:
    """
    Read the scenario in a *folder*.

    Returns:
        The scenario and what is wrong with it; None where there is too much wrong to make one.
    """
    file = (folder / NAME).as_posix()
    try:
        text = (folder / NAME).read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        document = _Document(folder, file, lines(text))
        scenario = document.scenario(tomllib.loads(text))
    except OSError as e:
        return None, (ConfigError(file, 0, f"cannot be read: {e.strerror or e}", "give this account the right to"),)
    except UnicodeDecodeError as e:
        at = e.object.count(b"\n", 0, e.start) + 1
        return None, (ConfigError(file, at, "this line is not in UTF-8", "save the file as UTF-8 in your editor"),)
    except (tomllib.TOMLDecodeError, RecursionError) as e:
        return None, (_syntax(file, text, str(e)),)
    return scenario, tuple(sorted(document.problems, key=lambda p: p.line))


def _syntax(file: str, text: str, said: str) -> ConfigError:
    place = _PLACE.search(said)
    at = int(place[1]) if place and place[1] else max(lines(text).values(), default=0)
    remedy = 'write key = "value", one to a line, and the expectations of a step as expect = [{ … }, { … }]'
    return ConfigError(file, at, f"this is no TOML ({_PLACE.sub('', said)})", remedy)


class _Document:
    """One file on its way to values; `problems` fills with what is wrong."""

    def __init__(self, folder: Path, file: str, known: dict[Way, int]) -> None:
        self.folder, self.file, self.lines = folder, file, known
        self.problems: list[ConfigError] = []

    def wrong(self, way: Way, what: str, remedy: str) -> None:
        self.problems.append(ConfigError(self.file, line(self.lines, way), what, remedy))

    def scenario(self, table: Table) -> Scenario | None:
        known = (*_TOP, "steps")
        for key in table.keys() - set(known):
            other = "it is a key of a step: write it under [[steps]]" if key in _STEP else _one_of(known)
            self.wrong((key,), f"{key} is no key at the top{meant(key, known)}", other)
        values = self.values(table, (), _TOP)
        for key in ("title", "start"):
            if key not in table:
                self.wrong((), f"{key} is missing", f"write {key} = {_TOP[key].kind.example} at the top of the file")
        steps = self.steps(table.get("steps"))
        if not values.keys() >= {"title", "start"}:
            return None
        return convert({**values, "folder": self.folder, "file": self.file, "steps": steps}, Scenario, strict=False)

    def values(self, table: Table, way: Way, known: Mapping[str, Key]) -> dict[str, object]:
        """The values of those keys in *table* that are *known* and right."""
        found: dict[str, object] = {}
        for name, key in known.items():
            if name not in table:
                continue
            wrongs = tuple(key.kind.check(name, table[name]))
            for wrong in wrongs:
                self.wrong((*way, name, *wrong.at), f"{name} {wrong.what}", wrong.remedy)
            if not wrongs:
                found[name] = key.value(table[name])
        return found

    # Steps

    def steps(self, value: object) -> tuple[Step, ...]:
        if not isinstance(value, list) or not value:
            what = "there are no steps" if value in (None, []) else f"steps is {described(value)}"
            self.wrong(("steps",), what, "write [[steps]], with two brackets, and below it what happens")
            return ()
        return tuple(s for n, table in enumerate(value) if (s := self.step(table, n)) is not None)

    def step(self, table: object, number: int) -> Step | None:
        way: Way = ("steps", number)
        if not isinstance(table, dict):
            self.wrong(way, f"a step is {described(table)}", "write [[steps]], with two brackets")
            return None
        verb = VERBS.get(str(table.get("do")))
        options = {k: OPTIONS[k] for k in verb.known} if verb else {}
        self.unknown_in_step(table, way, tuple(options))
        values = self.values(table, way, _STEP)
        told = self.values(table, way, options)
        self.one_thing(table, way)
        if verb:
            self.needed(verb, table, way)
        refused = values.get("refused")
        for place, file in enumerate(_texts(values.get("deliver"))):
            self.inside(file, (*way, "deliver", place), folder=False)
        if "files" in told:
            self.inside(str(told["files"]), (*way, "files"), folder=True)
        return Step(
            number=number + 1,
            line=line(self.lines, way),
            at=values.get("at"),  # type: ignore[arg-type]
            deliver=_texts(values.get("deliver")),
            source=str(values.get("source", "agency")),
            names=_texts(values.get("name")),
            each=isinstance(table.get("name"), list),
            do=str(values.get("do", "")),
            options=told,
            refused=refused is not None,
            refusal=refused if isinstance(refused, str) else "",
            expect=tuple(self.expectations(table.get("expect", []), (*way, "expect"))),
            lines={k: line(self.lines, (*way, k)) for k in table},
        )

    def needed(self, verb: Verb, table: Table, way: Way) -> None:
        """That a step has the options without which its verb is always refused."""
        for key in verb.needed:
            if key not in table:
                self.wrong((*way, "do"), f"{key} is missing: {verb.name} is done to something", _write(key))
        # Who expects a refusal in its words may want that of a missing option.
        if isinstance(table.get("refused"), str):
            return
        for any_of in verb.asked:
            if not any(_given(table.get(key)) for key in any_of):
                what = f"{any_of[0]} is missing: without it, {verb.name} is refused whatever the story is"
                self.wrong((*way, "do"), what, _write(any_of[0]))

    def unknown_in_step(self, table: Table, way: Way, options: tuple[str, ...]) -> None:
        known = (*_STEP, "expect", *options)
        for key in table:
            if key in known:
                continue
            what, remedy = f"{key} is no key of a step{meant(key, known)}", _one_of(known)
            if key in OPTIONS and "do" in table and str(table["do"]) not in VERBS:
                # Which options a verb has that does not exist, nobody knows.
                continue
            if key in OPTIONS and "do" in table:
                what, remedy = f"{key} is no option of {table['do']}{meant(key, options)}", _one_of(options)
            elif key in OPTIONS:
                what, remedy = f"{key} is an option of a verb, and this step does none", 'write do = "…" beside it'
            self.wrong((*way, key), what, remedy)

    def one_thing(self, table: Table, way: Way) -> None:
        if "deliver" in table and "do" in table:
            self.wrong((*way, "do"), "a step does one thing, and this one delivers already", "write two steps")
        for key, needs in (("source", "deliver"), ("name", "deliver"), ("refused", "do")):
            # What is reissued is a new story.
            if key in table and needs not in table and (key, table.get("do")) != ("name", "reissue"):
                remedy = f"write {needs} = … beside it, or leave it out"
                self.wrong((*way, key), f"{key} stands in a step without {needs}", remedy)

    def inside(self, path: str, way: Way, *, folder: bool) -> None:
        """That a path leads to something in the scenario's folder."""
        place = self.folder / path
        try:
            within = place.resolve().is_relative_to(self.folder.resolve())
            there = place.is_dir() if folder else place.is_file()
        except (OSError, ValueError):
            # A name that no file can have.
            within, there = True, False
        kind = "folder" if folder else "file"
        if not within:
            self.wrong(way, f'"{path}" leads out of the folder', "copy it into the scenario's folder and name it there")
        elif not there:
            others = [p.relative_to(self.folder).as_posix() for p in self.folder.rglob("*") if p.is_dir() == folder]
            near = get_close_matches(path, others, 1)
            known = f"; did you mean {near[0]}?" if near else ""
            self.wrong(way, f'there is no {kind} "{path}" in the folder{known}', f"write that {kind}, or mend its name")

    # Expectations

    def expectations(self, value: object, way: Way) -> Iterator[Expectation]:
        if not isinstance(value, list):
            remedy = 'write expect = [{ story = "fire", status = "held" }], with square brackets'
            self.wrong(way, f"expect is {described(value)}; a list is wanted", remedy)
            return
        for number, table in enumerate(value):
            if not isinstance(table, dict):
                remedy = 'write { story = "fire", status = "held" }, for example'
                self.wrong((*way, number), f"an expectation is {described(table)}; braces are wanted", remedy)
            elif (expected := self.expectation(table, (*way, number))) is not None:
                yield expected

    def expectation(self, table: Table, way: Way) -> Expectation | None:
        unknown = [k for k in table if k not in claims.KEYS]
        for key in unknown:
            self.wrong((*way, key), f"{key} is nothing to expect{meant(key, claims.KEYS)}", _one_of(tuple(claims.KEYS)))
        values = self.values(table, way, claims.KEYS)
        what, remedy = claims.flaw(frozenset(table), str(table.get("receipt", ""))) if not unknown else ("", "")
        if what:
            self.wrong(way, what, remedy)
        if what or values.keys() != table.keys():
            return None
        place = line(self.lines, way)
        return convert({**values, "line": place, "text": _shown(table)}, Expectation)


def _given(value: object) -> bool:
    """Whether an option says anything."""
    return bool(value.strip()) if isinstance(value, str) else bool(value)


def _texts(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _one_of(known: tuple[str, ...]) -> str:
    return f"leave it out, or write one of: {', '.join(known)}"


def _write(key: str) -> str:
    return f"write {key} = {OPTIONS[key].kind.example}"


def _shown(table: Table) -> str:
    """An expectation on one line, as TOML has it."""
    return "{ " + ", ".join(f"{k} = {_value(v)}" for k, v in table.items()) + " }"


def _value(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return '"' + value.replace('"', '\\"') + '"'
        case list():
            return "[" + ", ".join(map(_value, value)) + "]"
    return str(value)
