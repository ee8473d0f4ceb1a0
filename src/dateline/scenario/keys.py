"""What a key of a scenario.toml may hold, and the value it becomes."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from msgspec import Struct

from dateline.scenario.values import At
from dateline.setup import kinds
from dateline.setup.kinds import Kind, Wrong, described

_SPAN = re.compile(r"([0-9]{1,6}) ?(s|min|h|d)")
_AFTER = re.compile(rf"\+ ?{_SPAN.pattern}")
_LOCAL = re.compile(r"(\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d)?) +([a-z][a-z0-9-]*)")
_LONGEST: Final = timedelta(days=36_500)
_UNITS: Final = {"s": "seconds", "min": "minutes", "h": "hours", "d": "days"}
_MOMENTS: Final = 'a moment (2020-01-16T09:30:00Z), a local one at a site ("2020-01-17 00:00 south") or "+10 min"'


class Key(Struct, frozen=True):
    """One key: what fits, and what becomes of it."""

    kind: Kind
    value: Callable[[Any], object] = lambda value: value


def text(example: str, words: str = "text", *, blank: bool = True) -> Key:
    """Text of one line or several."""
    shown = f'"{example}"'

    def check(key: str, value: object) -> Iterator[Wrong]:
        if not isinstance(value, str):
            yield Wrong(f"is {described(value)}; {words} is wanted", f"write {key} = {shown}, for example")
        elif not blank and not value.strip():
            yield Wrong("is empty", f"write {key} = {shown}, for example")

    return Key(Kind(words, shown, check))


def path() -> Key:
    """The path of an output."""
    shown = "/feed.xml"

    def check(key: str, value: object) -> Iterator[Wrong]:
        if not isinstance(value, str) or not value.startswith("/"):
            yield Wrong(f"is {described(value)}; a path that begins with / is wanted", f'write {key} = "{shown}"')

    return Key(Kind("a path", f'"{shown}"', check))


def texts(example: str, words: str = "texts") -> Key:
    """One text or a list of them, none empty."""

    def check(key: str, value: object) -> Iterator[Wrong]:
        many = value if isinstance(value, list) else [value]
        for number, one in enumerate(many):
            if not isinstance(one, str) or not one.strip():
                said = "an empty text" if one == "" else described(one)
                at = (number,) if isinstance(value, list) else ()
                yield Wrong(f"holds {said}; {words} are wanted", f"write {key} = {example}, for example", at)
        if not many:
            yield Wrong("is an empty list", f"write {key} = {example}, or leave it out")

    return Key(Kind(f"one text or a list: {words}", example, check), _tuple)


def whole(example: int, low: int = 0, high: int = 1_000_000) -> Key:
    """A whole number."""
    return Key(kinds.whole(example, low, high))


def wholes(example: str, words: str) -> Key:
    """One whole number or a list of them, from 1."""
    one = kinds.whole(1, 1, 1_000_000_000)

    def check(key: str, value: object) -> Iterator[Wrong]:
        for number, item in enumerate(value if isinstance(value, list) else [value]):
            for _ in one.check(key, item):
                at = (number,) if isinstance(value, list) else ()
                yield Wrong(f"holds {described(item)}; {words} are wanted", f"write {key} = {example}, for example", at)

    return Key(Kind(words, example, check), lambda value: tuple(value) if isinstance(value, list) else (value,))


def switch() -> Key:
    """True or false."""
    return Key(kinds.switch())


def one_of(words: tuple[str, ...], example: str) -> Key:
    """One of some words."""
    listed = ", ".join(words)

    def check(key: str, value: object) -> Iterator[Wrong]:
        if not isinstance(value, str):
            yield Wrong(f"is {described(value)}; one of {listed} is wanted", f'write {key} = "{example}", for example')
        elif value not in words:
            yield Wrong(f'is "{value}", which means nothing here{kinds.meant(value, words)}', f"write one of: {listed}")

    return Key(Kind(f"one of {listed}", f'"{example}"', check))


def table(example: str, words: str) -> Key:
    """A table of texts."""

    def check(key: str, value: object) -> Iterator[Wrong]:
        if not isinstance(value, dict):
            yield Wrong(f"is {described(value)}; a table is wanted: {words}", f"write {key} = {example}")
            return
        for name, one in value.items():
            if not isinstance(one, str):
                yield Wrong(f"has {described(one)} for {name}; text is wanted", f"write {key} = {example}", (name,))

    return Key(Kind(f"a table: {words}", example, check))


def refusal() -> Key:
    """True, or words that a refusal must hold."""

    def check(key: str, value: object) -> Iterator[Wrong]:
        if not (value is True or (isinstance(value, str) and value.strip())):
            remedy = f'write {key} = true or {key} = "killed"; a verb that is not to be refused does without this key'
            yield Wrong(f"is {described(value)}; true or words of the refusal are wanted", remedy)

    return Key(Kind("true, or words of the refusal", "true", check))


def start() -> Key:
    """A moment with its zone."""
    return Key(kinds.moment(), lambda value: value.astimezone(UTC))


def moment() -> Key:
    """A moment, also a local one at a site or one after the step before."""
    plain = kinds.moment()

    def check(key: str, value: object) -> Iterator[Wrong]:
        if isinstance(value, datetime):
            yield from plain.check(key, value)
        elif not isinstance(value, str):
            yield Wrong(f"is {described(value)}; a moment is wanted", f"write {_MOMENTS}")
        elif at(value) is None:
            yield Wrong(f'is "{value}", which is no moment', f"write {_MOMENTS}; units are s, min, h and d")

    return Key(Kind("a moment", "2020-01-16T09:30:00Z", check), at)


def span() -> Key:
    """So long: ``30d``."""

    def check(key: str, value: object) -> Iterator[Wrong]:
        found = _long(_SPAN.fullmatch(value)) if isinstance(value, str) else None
        if found is None or found > _LONGEST:
            what = f"is {described(value)}; a span of up to {_LONGEST.days} days is wanted"
            yield Wrong(what, f'write {key} = "30d"; units are s, min, h and d')

    return Key(Kind("a span", '"30d"', check), lambda value: _long(_SPAN.fullmatch(value)))


def _long(found: re.Match[str] | None) -> timedelta | None:
    return timedelta(**{_UNITS[found[2]]: int(found[1])}) if found else None


def at(value: str | datetime) -> At | None:
    """When a *value* means; None if it means none."""
    if isinstance(value, datetime):
        return At(moment=value.astimezone(UTC))
    if found := _AFTER.fullmatch(value):
        return At(after=_long(found))
    try:
        if found := _LOCAL.fullmatch(value):
            return At(moment=datetime.fromisoformat(found[1]), site=found[2])
        parsed = datetime.fromisoformat(value)
        return At(moment=parsed.astimezone(UTC)) if parsed.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _tuple(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
