"""Which of an item's headlines, descriptions and bodies is the one to show, and what the others say besides."""

import json
import re
from collections.abc import Iterable
from typing import Final

from dateline.news.wire import Words
from dateline.wires.html import bare, words_of
from dateline.wires.ninjs import inside
from dateline.wires.ninjs.document import Item, Text

_HEADLINES: Final = ("main", "headline", "")
_STANDFIRSTS: Final = ("standfirst", "summary", "abstract", "lead", "text", "main", "html", "")
#: Descriptions that are for the desk: TT's word for its editor's notes before there was ``ednote``.
_NOTES: Final = frozenset({"usage"})
#: A body with fewer than so many tenths of the longest one's words is a part of the text.
_WHOLE: Final = 6
_RICHEST: Final[tuple[inside.Kind, ...]] = ("html", "nitf", "plain", "other")
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|&(?:#?\w{2,10});")
_NO_LETTERS = re.compile(r"\W+")


def headline_of(item: Item) -> str:
    """The headline to show."""
    main = chosen(item.headlines, _HEADLINES)
    return words_of(main.value if main else item.title)


def further_headlines(item: Item, headline: str) -> tuple[Words, ...]:
    """The headlines but for the one to show, each once."""
    if len(item.headlines) < 2:
        return ()
    told = (Words(words_of(text.value), text.role) for text in item.headlines)
    return tuple(dict.fromkeys(one for one in told if one.text and one.text != headline))


def summary_of(item: Item) -> Text | None:
    """The description that stands under the headline."""
    return chosen([text for text in item.descriptions if text.role not in _NOTES], _STANDFIRSTS)


def desk_notes(item: Item) -> tuple[str, ...]:
    """The descriptions that are notes to the desk."""
    return tuple(bare(text.value) for text in item.descriptions if text.role in _NOTES)


def chosen(texts: Iterable[Text], roles: tuple[str, ...]) -> Text | None:
    """The text with the earliest of these *roles*, else the first."""
    return min(texts, key=lambda text: roles.index(text.role) if text.role in roles else len(roles), default=None)


def body_of(texts: tuple[Text, ...]) -> Text | None:
    """The richest of the bodies that hold all of the text."""
    if len(texts) < 2:
        return texts[0] if texts else None
    words = [len(bare(text.value).split()) for text in texts]
    full = (text for text, count in zip(texts, words, strict=True) if 10 * count >= _WHOLE * max(words))
    return min(full, key=lambda text: _RICHEST.index(kind_of(text)))


def kind_of(text: Text) -> inside.Kind:
    """How a body is written, by what it says it is and what it looks like."""
    told = f"{text.content_type} {text.role}".lower()
    if "nitf" in told and "ttnitf" not in told:
        return "nitf"
    if "html" in told:
        return "html"
    if told.endswith(("xml", "ml", "nitf")) or "/xml" in told or text.value.startswith("<?xml"):
        return "other"
    if "plain" in told or text.role == "text":
        return "plain"
    return "html" if _MARKUP.search(text.value) else "plain"


def others(texts: Iterable[Text], taken: Text | None) -> str:
    """The texts that were not *taken* and say something else, as JSON; empty if none do."""
    untaken = [text for text in texts if text is not taken]
    if not untaken:
        return ""
    known = _letters(taken.value) if taken else ""
    further = [
        {"role": text.role, "contentType": text.content_type, "value": text.value}
        for text in untaken
        if not _same(_letters(text.value), known)
    ]
    return json.dumps(further, ensure_ascii=False) if further else ""


def _same(text: str, other: str) -> bool:
    """True if two texts have the same words, whatever their case and marks."""
    return text == other or _NO_LETTERS.sub("", text).casefold() == _NO_LETTERS.sub("", other).casefold()


def _letters(text: str) -> str:
    """All that is printed of a *text*, without white space."""
    return "".join(bare(text).split())
