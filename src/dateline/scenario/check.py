"""A scenario against the newsroom it plays in: names, places and moments, before anything is played."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from dateline.news import ids
from dateline.news.errors import ConfigError, WireError
from dateline.news.house import House
from dateline.scenario import room
from dateline.scenario.values import At, Expectation, Scenario, Step
from dateline.scenario.verbs import NAMING, role_of
from dateline.setup.kinds import meant
from dateline.setup.load import load, problems
from dateline.wires.read import read

#: A licence's days, counted from any moment of these years, still lead to a moment.
YEARS: Final = range(1900, 3000)
_CALENDAR: Final = f"write a moment of the years {YEARS.start} to {YEARS.stop - 1}"


class Checked:
    """
    A scenario whose moments are moments, or what is wrong with it.

    Args:
        scenario: As it was read.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.problems: list[ConfigError] = []
        self.scenario = scenario
        houses = self._houses()
        if houses:
            self.scenario = replace(scenario, steps=tuple(self._scheduled(houses)))
            for step, house in zip(scenario.steps, houses, strict=True):
                self._names_of_the_house(step, house, houses)
            self._names_of_stories(houses)
        self.problems.sort(key=lambda p: (p.file != scenario.file, p.file, p.line))

    def _wrong(self, line: int, what: str, remedy: str) -> None:
        self.problems.append(ConfigError(self.scenario.file, line, what, remedy))

    # The newsroom

    def _houses(self) -> tuple[House, ...]:
        """What is in force at each step; nothing if some of it cannot be put in force."""
        scenario = self.scenario
        if scenario.only and not (scenario.folder / room.OWN).is_dir():
            what = "only = true, and there is no folder newsroom/"
            self._wrong(0, what, "write the newsroom's files there, as `dateline init` does, or leave out only")
            return ()
        with TemporaryDirectory(prefix="dateline-") as name:
            folder = Path(name)
            room.make(scenario, folder)
            layers = [room.OWN]
            house = self._house(folder, layers)
            houses: list[House] = []
            for step in scenario.steps:
                files = step.options.get("files")
                if house is not None and isinstance(files, str):
                    room.lay(scenario.folder / files, folder)
                    layers.append(files)
                    # Files that must be refused put nothing in force.
                    house = house if step.refused else self._house(folder, layers)
                if house is None:
                    return ()
                houses.append(house)
        return tuple(houses)

    def _house(self, folder: Path, layers: list[str]) -> House | None:
        wrong = problems(folder)
        self.problems += room.told(wrong, self.scenario, tuple(layers))
        return None if wrong else load(folder).house

    # Moments

    def _scheduled(self, houses: tuple[House, ...]) -> Iterator[Step]:
        last = self.scenario.start
        if last.year not in YEARS:
            self._wrong(0, "start lies beyond the newsroom's calendar", _CALENDAR)
        for step, house in zip(self.scenario.steps, houses, strict=True):
            line = step.lines.get("at", step.line)
            now = self._moment(step.at, last, house, line) if step.at else last
            if now < last:
                what = f"this is {_minute(now)}, and the step before it is at {_minute(last)}"
                self._wrong(line, what, "a clock never runs backwards: put the steps in the order of their moments")
            last = max(last, now)
            moments = {
                key: self._moment(given, last, house, step.lines.get(key, step.line))
                for key, given in step.options.items()
                if isinstance(given, At)
            }
            yield replace(step, at=At(moment=last), options=step.options | moments)

    def _moment(self, at: At, last: datetime, house: House, line: int) -> datetime:
        """The moment that is meant; the *last* one where something is wrong with it."""
        site = house.site(at.site)
        if at.site and site is None:
            codes = [s.code for s in house.sites]
            self._wrong(line, f"there is no site {at.site}{meant(at.site, codes)}", f"name one of: {', '.join(codes)}")
            return last
        try:
            moment = last + at.after if at.after is not None else at.moment or last
            moment = moment.replace(tzinfo=ZoneInfo(site.timezone)).astimezone(UTC) if site else moment
        except OverflowError:
            moment = datetime.max.replace(tzinfo=UTC)
        if moment.year not in YEARS:
            self._wrong(line, "this moment lies beyond the newsroom's calendar", _CALENDAR)
            return last
        return moment

    # Names

    def _names_of_the_house(self, step: Step, house: House, houses: tuple[House, ...]) -> None:
        if step.deliver:
            self._known("source", [step.source], [s.code for s in house.sources], step.lines.get("source", step.line))
        sites = [s.code for h in houses for s in h.sites]
        asked = step.options.get("sites", ())
        if isinstance(asked, tuple) and not step.refused:
            self._known("site", map(str, asked), sites, step.lines.get("sites", step.line))
        if step.do == "confirm" and not step.refused:
            key = "licence" if "licence" in step.options else "story"
            name, line = str(step.options.get(key, "(none named)")), step.lines.get(key, step.line)
            self._known("licence", [name], [li.name for li in house.licences], line)
        for expected in step.expect:
            self._known("site", filter(None, [expected.site]), sites, expected.line)

    def _known(self, kind: str, names: Iterable[str], known: list[str], line: int) -> None:
        known = list(dict.fromkeys(known))
        for name in names:
            if name not in known:
                what = f"there is no {kind} {name}{meant(name, known)}"
                self._wrong(line, what, f"name one of: {', '.join(known)}; or add {kind}s/{name}.toml to newsroom/")

    def _names_of_stories(self, houses: tuple[House, ...]) -> None:
        """A name is one that some step gives, an id, or what a source calls an item in one of the files."""
        given = {name for step in self.scenario.steps for name in step.names}
        sources = {s.code for h in houses for s in h.sources} | {"art"}
        items: frozenset[str] | None = None
        for line, name in _named(self.scenario.steps):
            if name in given or (ids.is_id(name) and name.rpartition("-")[0] in sources):
                continue
            items = self._items() if items is None else items
            if name not in items:
                what = f'no story is called "{name}"{meant(name, given | items)}'
                listed = ", ".join(sorted(given)) or "none is given yet"
                self._wrong(line, what, f'names are given by name = "…" where a story is delivered: {listed}')

    def _items(self) -> frozenset[str]:
        """What sources call the items in the files that are delivered."""
        found: set[str] = set()
        for step in self.scenario.steps:
            for file in step.deliver:
                try:
                    reading = read((self.scenario.folder / file).read_bytes(), received=self.scenario.start)
                except (OSError, WireError):
                    continue
                found |= {v.item for v in reading.versions if v.item} | {n.item for n in reading.notices if n.item}
        return frozenset(found)


def _named(steps: tuple[Step, ...]) -> Iterator[tuple[int, str]]:
    """Every name of a story in use, with its line."""
    for step in steps:
        for key in NAMING:
            if (value := step.options.get(key)) and not step.refused and _of_a_story(step):
                line = step.lines.get(key, step.line)
                names = value if isinstance(value, tuple) else (value,)
                yield from ((line, role_of(str(name))[1]) for name in names)
        for expected in step.expect:
            yield from ((expected.line, name) for name in _names(expected))


def _of_a_story(step: Step) -> bool:
    """Whether a verb is about a story: not about a licence, nor about all that a source has sent."""
    return step.do != "confirm" and "older" not in step.options


def _names(expected: Expectation) -> Iterator[str]:
    yield from filter(None, (expected.story, expected.page.removesuffix("/how"), expected.proposal))


def _minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"
