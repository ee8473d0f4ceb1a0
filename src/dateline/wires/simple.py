"""HTML as most feeds write it, plain paragraphs with a link here and there, into blocks without a parser."""

import re
from html import escape
from typing import Final

from dateline.news.blocks import Block, resolved

#: A letter of a text: no mark of markup, and nothing that `markup.blocks` would drop or mend.
_LETTER: Final = "[^<>&\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u180e\u200b\u2060\ufeff\ufff9-\uffff\ud800-\udfff]"
#: Possessive throughout: what does not match at once is left to the parser, never tried again.
_WORDS: Final = rf"{_LETTER}++|&(?:amp|lt|gt|quot|nbsp|[mn]dash|[lr][sd]quo|hellip);"
#: Without groups that capture: Python's `re` fails on one inside what repeats possessively.
_INLINE: Final = (
    rf"<em>(?=[^\s&])(?:{_WORDS})++</em>|<strong>(?=[^\s&])(?:{_WORDS})++</strong>"
    rf'|<a href="https?://[A-Za-z0-9_./-]++">(?=[^\s&])(?:{_WORDS})++</a>'
)
_PARAGRAPH = re.compile(rf"\s*+<p>((?:{_WORDS}|{_INLINE})*+)</p>\s*+")
_TAG = re.compile(r"(<[^<>]*>)")


def simple_blocks(fragment: str) -> tuple[Block, ...] | None:
    """
    The blocks of a *fragment* that is nothing but paragraphs of words, emphasis and links.

    Returns:
        The same as `markup.blocks` makes of it, many times as fast; None if it holds anything else.
    """
    found: list[Block] = []
    at = 0
    while at < len(fragment):
        match = _PARAGRAPH.match(fragment, at)
        if match is None:
            return None
        at = match.end()
        if words := " ".join(_resolved(match[1]).split()):
            found.append(Block("paragraph", f"<p>{words}</p>"))
    return tuple(found)


def _resolved(inner: str) -> str:
    """The paragraph with characters for all references but XML's own."""
    if "&" not in inner:
        return inner
    return "".join(part if part.startswith("<") else escape(resolved(part), quote=False) for part in _TAG.split(inner))
