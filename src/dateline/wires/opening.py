"""What opens a text besides its story: the headline once more, the dateline, the word before a byline."""

import re
from datetime import date

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
    dateline, opened = without_dateline(body[0], text, day_hint=day_hint)
    return (None, body) if dateline is None else (dateline, (*opened, *body[1:]))


def without_dateline(block: Block, text: str, *, day_hint: date | None) -> tuple[Dateline | None, tuple[Block, ...]]:
    """
    Take the dateline off a *block*.

    Args:
        text: The block's words.
    Returns:
        The dateline, None if it opens with none; and the block without it, none where it was nothing else.
    """
    if block.kind != "paragraph":
        return None, (block,)
    dateline, rest = split_dateline(text, day_hint=day_hint)
    if dateline is None:
        return None, (block,)
    if not rest:
        return dateline, ()
    if block.html == f"<p>{text}</p>":
        return dateline, (Block("paragraph", f"<p>{rest}</p>"),)
    taken = len("".join(text[: len(text) - len(rest)].split()))
    return dateline, (Block("paragraph", _after(block.html, taken)),)


def byline_of(text: str, language: str = "") -> str:
    """A byline without its leading "by", in English or in the text's *language* (BCP 47)."""
    text = " ".join(text.split())
    return _by(language).sub("", text) if text else ""


@remembered
def _by(language: str) -> re.Pattern[str]:
    words = _BY.get(language.split("-")[0].lower(), "by")
    return re.compile(rf"\A(?:{words})(?::\s*|\s+)(?=\S)", re.IGNORECASE)


def _same(text: str, headline: str) -> bool:
    """True if two texts have the same words."""
    if len(text) > 2 * len(headline) or len(headline) > 2 * len(text):
        return False
    return _LETTERS.sub(" ", text).strip().casefold() == _LETTERS.sub(" ", headline).strip().casefold() != ""


def _after(fragment: str, count: int) -> str:
    """A paragraph's *fragment* without the first *count* characters of its words; tags stay, white space does not."""
    kept: list[str] = []
    for found in _TOKEN.finditer(fragment):
        token = found[0]
        if token[0] == "<" and len(token) > 1:
            if token != "<br>":
                kept.append(token)
        elif token.isspace():
            continue
        elif count:
            count -= 1
        else:
            kept.append(fragment[found.start() :])
            break
    return _EMPTY.sub("", "".join(kept))
