"""What opens a text besides its story: the headline once more, the dateline, the word before a byline."""

import re
from datetime import date
from typing import Literal

from dateline.news.blocks import Block
from dateline.news.wire import Dateline
from dateline.wires.dateline import split_dateline
from dateline.wires.remembered import remembered

_TOKEN = re.compile(r"<[^>]*>|&#?\w+;|\S|\s+")
_EMPTY = re.compile(r"<(em|strong|q|sub|sup|code|abbr)>\s*</\1>|<a [^>]*>\s*</a>")
_LETTERS = re.compile(r"\W+")
#: The word before a writer's name, in the languages where it is no part of a name.
_BY = {
    "": r"by", "en": r"by", "de": r"by|von", "fr": r"by|par", "es": r"by|por", "pt": r"by|por", "nl": r"by|door",
    "sv": r"by|av", "nb": r"by|av", "no": r"by|av", "da": r"by|af",
}  # fmt: skip
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "ug", "ur", "yi"})


def split_opening(
    body: tuple[Block, ...], headline: str, *, day_hint: date | None = None
) -> tuple[Dateline | None, tuple[Block, ...]]:
    """
    Take off a *body* the headline, where it is repeated there, and the dateline.

    Returns:
        The dateline, None if the text opens with none; and the body without either.
    """
    text = body[0].text if body else ""
    if text and headline and _same(text, headline):
        body = body[1:]
        text = body[0].text if body else ""
    if not body or body[0].kind != "paragraph":
        return None, body
    dateline, rest = split_dateline(text, day_hint=day_hint)
    if dateline is None:
        return None, body
    if not rest:
        return dateline, body[1:]
    taken = sum(not character.isspace() for character in text[: len(text) - len(rest)])
    return dateline, (Block("paragraph", _after(body[0].html, taken)), *body[1:])


def byline_of(text: str, language: str = "") -> str:
    """A byline without its leading "by", in English or in the text's *language* (BCP 47)."""
    text = " ".join(text.split())
    return _by(language).sub("", text) if text else ""


@remembered
def _by(language: str) -> re.Pattern[str]:
    words = _BY.get(language.split("-")[0].lower(), "by")
    return re.compile(rf"\A(?:{words})(?::\s*|\s+)(?=\S)", re.IGNORECASE)


@remembered
def direction_of(language: str) -> Literal["ltr", "rtl"]:
    """``rtl`` for a *language* (BCP 47) that is written from right to left, else ``ltr``."""
    main, *subtags = re.split(r"[-_]", language.lower())
    return "rtl" if main in _RIGHT_TO_LEFT and "latn" not in subtags else "ltr"


def _same(text: str, headline: str) -> bool:
    """True if two texts have the same words."""
    if len(text) > 2 * len(headline) or len(headline) > 2 * len(text):
        return False
    return _LETTERS.sub(" ", text).strip().casefold() == _LETTERS.sub(" ", headline).strip().casefold() != ""


def _after(fragment: str, count: int) -> str:
    """A paragraph's *fragment* without the first *count* characters of its words; tags stay, white space does not."""
    inner = fragment[3:-4]
    if fragment[:3] == "<p>" and "<" not in inner and "&" not in inner:
        return f"<p>{_rest(inner, count)}</p>"
    kept: list[str] = []
    opened = False
    for token in _TOKEN.findall(fragment):
        tag = token[0] == "<" and len(token) > 1
        if tag and (token != "<br>" or opened):
            kept.append(token)
        elif opened or (not count and not token.isspace() and not tag):
            opened = True
            kept.append(token)
        elif not token.isspace() and not tag:
            count -= 1
    return _EMPTY.sub("", "".join(kept))


def _rest(text: str, count: int) -> str:
    """The *text* without its first *count* characters, not counting white space, nor the white space that follows."""
    at = 0
    while count:
        count -= not text[at].isspace()
        at += 1
    return text[at:].lstrip()
