"""What a setting may hold: each kind in words, with an example, and what it says of a value that does not fit."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from difflib import get_close_matches
from functools import cache, partial
from math import floor
from typing import Any, get_args
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from msgspec import Struct

from dateline.news import ids
from dateline.setup.contrast import ENOUGH, contrast, readable
from dateline.setup.locate import Way

CODE_LENGTH = 20
#: Addresses that every site has of its own.
RESERVED = frozenset(
    {
        *("about", "how-we-work", "privacy", "cookies", "terms", "copyright", "contact", "corrections", "how"),
        *("days", "topic", "place", "source", "collection", "river", "search"),
        *("feed", "atom", "sitemap", "robots", "ads", "trust", "api", "icon", "style", "fonts", "pictures"),
    }
)

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_YEAR = re.compile(r"[0-9]{4}")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*")
_TERRITORY = re.compile(r"[A-Z]{2}")
_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*")
#: Python refuses to print numbers of some thousand digits.
_LONG = 10**18
_MAIL = re.compile(r"[^@\s]+@[^@\s]+")
#: A seller's record or a variable, with a remark behind it (IAB Tech Lab, ads.txt 1.1).
_SELLER = re.compile(
    r"(?:[\w-]+(?:\.[\w-]+)+\s*,[^,#]*[^,#\s]\s*,\s*(?:DIRECT|RESELLER)\s*(?:,\s*[\w-]+\s*)?(?:;[^#]*)?"
    r"|(?:CONTACT|SUBDOMAIN|INVENTORYPARTNERDOMAIN|OWNERDOMAIN|MANAGERDOMAIN)\s*=\s*[^#\s][^#]*)?(?:#.*)?",
    re.IGNORECASE,
)


class Wrong(Struct, frozen=True):
    """What is wrong with one setting."""

    #: Follows the key's name: "is the number 3; text is wanted".
    what: str
    #: What to write instead, as a sentence.
    remedy: str
    #: The way from the setting to the item meant; empty: the setting itself.
    at: Way = ()


class Kind(Struct, frozen=True):
    """What a setting may hold."""

    #: In words: "a whole number from 1 to 1000".
    words: str
    #: A good value, as TOML.
    example: str
    #: (key, value) → what is wrong with it; nothing if it fits.
    check: Callable[[str, object], Iterable[Wrong]]


def text(example: str, *, words: str = "text", blank: bool = False, only: Callable[[str], str] | None = None) -> Kind:
    """
    One line of text.

    Args:
        example: A good value, without quotes.
        words: What it is, in words.
        blank: True where it may be left empty.
        only: Says what is wrong with a value; empty if nothing.
    """
    shown = f'"{example}"'

    def check(key: str, value: object) -> Iterator[Wrong]:
        write = f"write {key} = {shown}, for example"
        if not isinstance(value, str):
            yield Wrong(f"is {described(value)}; {words} is wanted", write)
        elif not value.strip():
            if not blank:
                yield Wrong("is empty", write)
        elif any(unicodedata.category(c) == "Cc" for c in value):
            yield Wrong("has a line break or a control character in it", f"write it on one line: {key} = {shown}")
        elif only and (what := only(value)):
            yield Wrong(what, write)

    return Kind(words, shown, check)


def prose(example: str, *, blank: bool = False) -> Kind:
    """Paragraphs of plain text; *blank* where there may be none."""
    shown = f'"""\n{example}\n"""'

    def check(key: str, value: object) -> Iterator[Wrong]:
        if not isinstance(value, str):
            yield Wrong(f"is {described(value)}; text is wanted", f"write {key} = {shown}")
        elif not value.strip() and not blank:
            yield Wrong("is empty; readers are owed this page", f"write {key} = {shown}")

    return Kind("paragraphs of plain text, blank lines between", shown, check)


def whole(example: int, low: int, high: int) -> Kind:
    """A whole number from *low* to *high*."""
    words = f"a whole number from {low} to {high}"

    def check(key: str, value: object) -> Iterator[Wrong]:
        write = f"write {key} = {example}, for example"
        if type(value) is not int or not low <= value <= high:
            yield Wrong(f"is {described(value)}; {words} is wanted", write)

    return Kind(words, str(example), check)


def switch() -> Kind:
    """True or false."""

    def check(key: str, value: object) -> Iterator[Wrong]:
        if not isinstance(value, bool):
            yield Wrong(f"is {described(value)}; true or false is wanted", f"write {key} = true or {key} = false")

    return Kind("true or false", "true", check)


def one_of(literal: Any, example: str) -> Kind:
    """One word of a Literal type."""
    allowed: tuple[str, ...] = get_args(literal)
    words = "one of " + _listed(allowed)

    def check(key: str, value: object) -> Iterator[Wrong]:
        if not isinstance(value, str):
            yield Wrong(f"is {described(value)}; {words} is wanted", f'write {key} = "{example}", for example')
        elif value not in allowed:
            yield Wrong(f'is "{value}", which means nothing here{meant(value, allowed)}', f"write {words}")

    return Kind(words, f'"{example}"', check)


def many(item: Kind, *, words: str, example: str) -> Kind:
    """A list, each item of which is an *item*."""

    def check(key: str, value: object) -> Iterator[Wrong]:
        if not isinstance(value, list):
            yield Wrong(f"is {described(value)}; a list is wanted", f"write {key} = {example}, with square brackets")
            return
        for number, one in enumerate(value):
            for wrong in item.check(key, one):
                yield Wrong(f"item {number + 1} {wrong.what}", f"write {item.words}: {key} = {example}", (number,))

    return Kind(words, example, check)


def moment() -> Kind:
    """A date and time with its zone."""
    example = "2026-12-31T23:59:59Z"

    def check(key: str, value: object) -> Iterator[Wrong]:
        write = f"write {key} = {example}, without quotes"
        if not isinstance(value, datetime):
            yield Wrong(f"is {described(value)}; a date and time with its zone is wanted", write)
        elif value.tzinfo is None:
            zoned = value.isoformat()
            yield Wrong("has no time zone", f"write {key} = {zoned}Z for UTC, or {zoned}+10:00 for a zone's time")
        elif not _in_utc(value):
            yield Wrong("lies beyond the calendar", write)

    return Kind("a date and time with its zone", example, check)


def day() -> Kind:
    """A date."""

    def check(key: str, value: object) -> Iterator[Wrong]:
        write = f"write {key} = 2026-01-31, without quotes and without a time"
        if not isinstance(value, date) or isinstance(value, datetime):
            yield Wrong(f"is {described(value)}; a date is wanted", write)
        elif not date.min.year < value.year < date.max.year:
            # Its midnights may lie in no year at all.
            yield Wrong("lies beyond the calendar", write)

    return Kind("a date", "2026-01-31", check)


def colour(example: str, paper: str) -> Kind:
    """A colour for text on *paper*."""
    inner = text(example, words="a colour as #rrggbb", only=_colour)

    def check(key: str, value: object) -> Iterator[Wrong]:
        wrongs = tuple(inner.check(key, value))
        yield from wrongs
        if wrongs or not isinstance(value, str):
            return
        # Cut off, not rounded: 4.499 must not be told as 4.50.
        ratio = floor(contrast(value, paper) * 100) / 100
        if ratio < ENOUGH:
            better = readable(value, paper)
            yield Wrong(
                f"is {value}, which has a contrast of {ratio:.2f}:1 on {paper}: {ENOUGH - ratio:.2f} are missing "
                f"to {ENOUGH}:1, below which text is hard to read",
                f"write a {'darker' if contrast(paper, '#000000') > ENOUGH else 'lighter'} colour, "
                f'such as {key} = "{better}"',
            )

    return Kind("a colour as #rrggbb, in a contrast of 4.5:1 or more", f'"{example}"', check)


def zone(example: str) -> Kind:
    """An IANA time zone."""

    def only(value: str) -> str:
        known = _zones()
        return "" if value in known else f'is "{value}", which is no time zone{meant(value, known)}'

    return text(example, words="an IANA time zone", only=only)


def code_problem(value: str) -> str:
    """What is wrong with a code or a licence's name; empty if nothing."""
    if not ids.CODE.fullmatch(value):
        return f'is "{value}"; small letters, digits and single hyphens are wanted, a letter first'
    return f'is "{value}", which is longer than {CODE_LENGTH} characters' if len(value) > CODE_LENGTH else ""


def code(example: str) -> Kind:
    """A source's or site's code, or a licence's name."""
    return text(example, words="a code", only=code_problem)


def word(example: str) -> Kind:
    """A word in addresses."""
    return text(example, words="a word for addresses", only=_word)


def slug(example: str) -> Kind:
    """A word that begins addresses of a site, and so none that the site has for pages of its own."""
    return text(example, words="a word for addresses", only=_slug)


def seller() -> Kind:
    """A line of ads.txt."""
    example = "ads.example, 1234, DIRECT"
    words = f'a line of ads.txt such as "{example}"'
    return text(example, words="a line of ads.txt", only=partial(_like, _SELLER, words))


def host(example: str) -> Kind:
    """The name of a machine on the network."""
    return text(example, words="a host name", only=_host)


def address(example: str, *, blank: bool = False) -> Kind:
    """An address on the web; *blank* where there may be none."""
    return text(example, words="an http or https address", blank=blank, only=_address)


def mail(example: str) -> Kind:
    """An e-mail address, or nothing."""
    return text(example, words="an e-mail address", blank=True, only=partial(_like, _MAIL, "an e-mail address"))


def territory(example: str) -> Kind:
    """A country, ISO 3166-1."""
    words = "a country as two capitals (ISO 3166)"
    return text(example, words=words, only=partial(_like, _TERRITORY, "a country as two capitals, such as AU,"))


def language(example: str) -> Kind:
    """A language's code, BCP 47."""
    return text(example, words="a language code", only=partial(_like, _LANGUAGE, "a language code such as en or pt-BR"))


def described(value: object) -> str:
    """A TOML value in words, for "is …; … is wanted"."""
    match value:
        case bool():
            return str(value).lower()
        case int():
            return f"the number {value}" if abs(value) < _LONG else "a number of more than 18 digits"
        case float():
            return f"the number {value:.6g}"
        case str():
            return f'the text "{value if len(value) <= 40 else value[:39] + "…"}"'
        case list():
            return "a list"
        case dict():
            return "a table"
        case datetime():
            return "a date and time"
        case date():
            return "a date"
    return "a time of day"


def meant(word: str, known: Iterable[str]) -> str:
    """``; did you mean …?`` with the nearest of the *known* words; empty if none is near."""
    by_fold = {k.casefold(): k for k in known}
    near = get_close_matches(word.casefold(), by_fold, 1, 0.6)
    return f"; did you mean {by_fold[near[0]]}?" if near else ""


@cache
def _zones() -> frozenset[str]:
    """All IANA zones; looking for them walks a folder of some hundred files."""
    return frozenset(available_timezones())


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f'"{w}"' for w in words)


def _in_utc(value: datetime) -> bool:
    try:
        value.astimezone(UTC)
    except OverflowError:
        return False
    return True


def _like(pattern: re.Pattern[str], words: str, value: str) -> str:
    return "" if pattern.fullmatch(value) else f'is "{value}"; {words} is wanted'


def _colour(value: str) -> str:
    return _like(_COLOUR, "a colour as # and six digits (0-9, a-f)", value)


def _word(value: str) -> str:
    return "" if _SLUG.fullmatch(value) else f'is "{value}"; small letters, digits and single hyphens are wanted'


def _slug(value: str) -> str:
    if what := _word(value):
        return what
    if value in RESERVED or _YEAR.fullmatch(value):
        return f'is "{value}", an address that every site has for a page of its own; another word is wanted'
    return ""


def _host(value: str) -> str:
    name, colon, port = value.partition(":")
    if colon and name.endswith("localhost") and port.isdecimal() and 0 < int(port) < 65536:
        value = name
    return _like(_HOST, "a host name in small letters, without http://, port or path,", value)


def _address(value: str) -> str:
    try:
        parts = urlsplit(value)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    return "" if sound and " " not in value else f'is "{value}"; an address with http:// or https:// is wanted'
