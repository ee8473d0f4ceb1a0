"""A licence as a file of the newsroom folder, with a comment on each setting."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, Final

from msgspec import Struct

from dateline.licensing.sound import Refusal
from dateline.news.house import Licence

_KEYS: Final = {
    "holder": "Who holds the rights, as printed in the footer.",
    "ground": "What carries the use: licence, public-domain, own or exception.",
    "terms": "One sentence for the reader.",
    "uses": "What the texts may be used for; all else is refused.",
    "edit": "free: our words may replace theirs; cut: only leave out; none: to the letter.",
    "feed": "How much of a text a feed may carry: excerpt or full.",
    "excerpt": "Words of a teaser or an excerpt, at most.",
    "sites": "Codes of the sites that may use it; none: all.",
    "territories": "Countries where its readers may be, ISO 3166; none: anywhere.",
    "channels": "The ways by which it may reach readers; none: all.",
    "days": "Days of use.",
    "days_from": "What they are counted from: issue or publication.",
    "until": "The contract's last moment.",
    "last_day": "The contract's last day.",
    "keep": "Days for which we may keep its words, counted from receipt.",
    "after": "What a page shows once its text may not be shown any more: nothing, headline or teaser.",
    "credit": "What must be printed beside the text.",
    "credited": "Names in credits that mean this holder.",
    "reference": "Where the terms are written down.",
    "template": "No use is allowed before the owner has confirmed these terms.",
}
_TABLES: Final = {
    "pictures": "Pictures that come with the texts.",
    "duties": "What the holder asks of us in return.",
    "finding": "Why the texts are in the public domain.",
}
#: Written even where it says what holds without it: the owner is to see it.
_ALWAYS: Final = frozenset(("holder", "ground", "terms", "uses", "edit", "reference", "template"))
_EMPTY: Final = Licence(name="", holder="", terms="", uses=())


def toml(licence: Licence, refused: Iterable[Refusal] = ()) -> str:
    """
    Write a licence as ``licences/NAME.toml``.

    Args:
        licence: What is written. Its name is the file's, and the digest is that of the file's bytes.
        refused: What the document that it was read from says besides; it stands above as a comment.
    Returns:
        A commented file that `dateline.setup` loads as the same licence, a template in any case. Line breaks in texts
        become spaces.
    """
    return "".join(f"{line}\n" for line in _lines(licence, tuple(refused)))


def _lines(licence: Licence, refused: tuple[Refusal, ...]) -> Iterator[str]:
    yield "# Read from a rights document. Compare each line with the contract, and confirm it then:"
    yield f"#   dateline licence confirm {_single(licence.name)}"
    if refused:
        yield "# What it says besides, and this file cannot:"
    for one in refused:
        yield f"#   {_single(one.where)}: {_single(one.why)}"
    for key, comment in _KEYS.items():
        value = True if key == "template" else getattr(licence, key)
        if key in _ALWAYS or value != getattr(_EMPTY, key):
            yield ""
            yield f"# {comment}"
            yield f"{key} = {_value(value)}"
    for name, comment in _TABLES.items():
        table = getattr(licence, name)
        if table != getattr(_EMPTY, name):
            yield from _table(f"[{name}]", comment, table)
    for law in licence.exceptions:
        yield from _table("[[exceptions]]", "A law that allows what no licence does.", law)


def _table(header: str, comment: str, table: Struct) -> Iterator[str]:
    yield ""
    yield f"# {comment}"
    yield header
    for key in table.__struct_fields__:
        value = getattr(table, key)
        if value is not None:
            yield f"{key} = {_value(value)}"


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case datetime() | date():
            return value.isoformat()
        case tuple():
            return "[" + ", ".join(_value(one) for one in value) + "]"
        case int():
            return str(value)
    # Strings of JSON are strings of TOML, but for the character DEL.
    return json.dumps(_single(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def _single(text: str) -> str:
    """A text on one line, without control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
