"""An object of JSON by the names of its members, whatever wire it came on."""

import re
from collections.abc import Iterator
from typing import Any

from dateline.news.wire import Problem
from dateline.wires.json import as_text
from dateline.wires.letters import fold

_SMALL = re.compile(r"\d{1,9}\Z", re.ASCII)


class Fields:
    """An object's members by their names in small letters; knows which were asked for."""

    __slots__ = ("_problems", "_raw", "_sent", "more", "where")

    def __init__(self, raw: dict[str, Any], where: str, problems: list[Problem]) -> None:
        self._raw = {name.lower(): value for name, value in raw.items() if value is not None}
        as_is = self._raw.keys() <= raw.keys()
        self._sent = {} if as_is else {name.lower(): name for name in raw}
        self._problems = problems
        self.where = where
        #: What no field of ours is for, under the source's names.
        self.more: dict[str, str] = {}

    def take(self, name: str) -> Any:
        """A member as it is, or None; it counts as read."""
        return self._raw.pop(name, None)

    def look(self, name: str) -> Any:
        """A member as it is, or None; it is kept among what else was sent."""
        return self._raw.get(name)

    def text(self, *names: str) -> str:
        """The first of these members that there is, folded; what is no text is kept, and told."""
        for name in names:
            value = self._raw.pop(name, None)
            if value is None or value is False:
                continue
            if isinstance(value, str):
                return fold(value)
            if isinstance(value, (dict, list, bool)):
                self._wrong(name, value)
                return ""
            return as_text(value)
        return ""

    def term(self, *names: str) -> str | None:
        """As `text`; None where there is none, and empty where something is said that is no text: a limit must stay."""
        for name in names:
            if name not in self._raw:
                continue
            value = self._raw.pop(name)
            if value is False:
                continue
            if isinstance(value, (dict, list, bool)):
                self._wrong(name, value)
                return ""
            return as_text(value).strip()
        return None

    def lines(self, *names: str) -> list[str]:
        """All texts of these members, each a text or a list of them."""
        found: list[str] = []
        for name in names:
            value = self._raw.pop(name, None)
            if value is None:
                continue
            parts = value if isinstance(value, list) else [value]
            if all(isinstance(one, str) for one in parts):
                found.extend(folded for one in parts if (folded := fold(one)))
            else:
                self._wrong(name, value)
        return found

    def words(self, *names: str) -> tuple[str, ...]:
        """Codes of a list, each a text or an object with one; the list is kept besides where it says more."""
        found: list[str] = []
        for name in names:
            value = self._raw.get(name)
            if value is None or value is False:
                continue
            for one in value if isinstance(value, list) else [value]:
                word = one.get("code") or one.get("name") or "" if isinstance(one, dict) else one
                found.append(word.strip() if isinstance(word, str) else as_text(word))
            if not isinstance(value, list) or all(isinstance(one, str) for one in value):
                del self._raw[name]
        return tuple(filter(None, found))

    def objects(self, *names: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """The objects of these members, each with its name or number; the members are kept besides."""
        for name in names:
            if name not in self._raw:
                continue
            value = self._raw[name]
            if isinstance(value, dict):
                # An object of objects names them; any other is itself the one.
                named = bool(value) and all(isinstance(one, dict) for one in value.values())
                yield from value.items() if named else [(name, value)]
            elif isinstance(value, list):
                for n, one in enumerate(value):
                    if isinstance(one, dict):
                        yield str(n), one
                    elif isinstance(one, str):
                        yield str(n), {"name": one}

    def rest(self) -> dict[str, str]:
        """The members that nobody asked for, under the source's names."""
        for name, value in self._raw.items():
            if value is not None and (told := as_text(value)):
                self.more[self._sent.get(name, name)] = told
        return self.more

    def _wrong(self, name: str, value: object) -> None:
        sent = self._sent.get(name, name)
        self._problems.append(Problem(f"{self.where}.{sent}", "is not a text; kept as it is, and not used"))
        self.more[sent] = as_text(value)


def pixels(value: Any) -> int | None:
    """A size in pixels, sent as a number or as its digits."""
    if type(value) is int:
        return value if 0 < value < 10**9 else None
    return int(value) or None if isinstance(value, str) and _SMALL.match(value) else None
