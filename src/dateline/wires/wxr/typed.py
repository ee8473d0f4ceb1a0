"""What an author typed into WordPress: line ends that mean something, the block editor's comments."""

import re
from collections.abc import Iterator
from typing import Final

_BLOCKS: Final = (
    "address|article|aside|blockquote|caption|center|col|colgroup|dd|details|div|dl|dt|fieldset|figcaption|figure|footer"
    "|form|h[1-6]|header|hgroup|hr|iframe|legend|li|main|map|math|menu|nav|ol|p|pre|section|style|script|summary|svg"
    "|table|tbody|td|tfoot|th|thead|tr|ul|video|audio|object|br"
)
_BLOCK = re.compile(rf"</?(?:{_BLOCKS})(?=[\s/>])", re.IGNORECASE)
_MEDIA = re.compile(r"</?(?:figure|iframe|video|audio|object|svg)(?=[\s/>])", re.IGNORECASE)
#: Tags inside which line ends are what they are, and what ends them.
_VERBATIM = re.compile(r"<(pre|script|style|textarea|svg|math)(?=[\s>])", re.IGNORECASE)
_TAG = re.compile(r"(<[A-Za-z/!][^<>]*>)")
_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_DELIMITER = re.compile(r"(/?)wp:([a-z0-9/_-]+)")
#: Blocks whose contents are typed as before there were blocks.
_CLASSIC: Final = frozenset({"freeform", "shortcode"})


def with_line_ends(content: str) -> tuple[str, list[tuple[str, str]]]:
    """
    The HTML that WordPress makes of a post's *content*: a line end breaks the line, a blank line the paragraph.

    Returns:
        The HTML without comments, and the blocks of its block editor in their order, as name and JSON.
    """
    content = content.replace("\r\n", "\n").replace("\r", "\n")
    if "<!--" not in content:
        return "".join(_broken(content)), []
    pieces: list[str] = []
    named: list[tuple[str, str]] = []
    open: list[str] = []
    at = 0
    while (start := content.find("<!--", at)) >= 0 and (end := content.find("-->", start)) >= 0:
        _put(content[at:start], open, pieces)
        _delimit(content[start + 4 : end].strip(), open, pieces, named)
        at = end + 3
    _put(content[at:], open, pieces)
    return "".join(pieces), named


def _delimit(comment: str, open: list[str], pieces: list[str], named: list[tuple[str, str]]) -> None:
    """Note the block that a *comment* opens or closes; any other comment goes."""
    found = _DELIMITER.match(comment)
    if found is None:
        # The marks of a page's end and of "more" stand between paragraphs.
        pieces.append("\n\n" if comment.startswith(("more", "nextpage")) else "")
    elif found[1]:
        del open[_last(open, found[2]) :]
    else:
        closed = comment.endswith("/")
        named.append((found[2].removeprefix("core/"), comment[found.end() :].removesuffix("/").strip()))
        open.extend([] if closed else [found[2]])


def _last(open: list[str], name: str) -> int:
    """Where the innermost block of a *name* was opened; the end where none was."""
    return next((place for place in range(len(open) - 1, -1, -1) if open[place] == name), len(open))


def _put(text: str, open: list[str], pieces: list[str]) -> None:
    pieces.extend(_broken(text) if not open or open[-1] in _CLASSIC else (text,))


def _broken(text: str) -> Iterator[str]:
    """The *text* with breaks for its line ends, but for those beside tags that stand on their own."""
    if "\n" not in text:
        yield text
        return
    tokens = _TAG.split(text)
    verbatim = ""
    for place, token in enumerate(tokens):
        if place % 2:
            if not verbatim and (found := _VERBATIM.match(token)) and not token.endswith("/>"):
                verbatim = found[1].lower()
            elif verbatim and token.lower().startswith(f"</{verbatim}"):
                verbatim = ""
        elif not verbatim and "\n" in token:
            token = _lines(token, tokens[place - 1] if place else "", "".join(tokens[place + 1 : place + 2]))
        yield token


def _lines(words: str, before: str, after: str) -> str:
    """*words* with breaks for their line ends, between the tags *before* and *after* them; empty at the text's ends."""
    if not before or _BLOCK.match(before):
        words = words.lstrip()
    if not after or _BLOCK.match(after):
        words = words.rstrip()
    if not words:
        return ""
    # Media go from the text, and must not take the break beside them along.
    opens, closes = ("<br><br>" if _MEDIA.match(tag) else "" for tag in (before, after))
    return opens + _BLANK.sub("<br><br>", words).replace("\n", "<br>") + closes
