"""A text that stands in JSON, in HTML, NITF or plain words, into blocks and what its markup says besides."""

import re
from datetime import datetime
from typing import Final, Literal

from msgspec.structs import replace

from dateline.news.errors import WireError
from dateline.news.wire import Problem, Version
from dateline.wires import xml
from dateline.wires.html import blocks_from_html, blocks_from_text, content_from_html
from dateline.wires.nitf.reader import version_of
from dateline.wires.simple import simple_blocks

#: NITF is a whole document or a piece of one; other markup is read as HTML.
Kind = Literal["html", "nitf", "plain", "other"]
#: In letters, of a line in a large text, on the average.
_SHORTEST: Final = 10
_NITF = re.compile(r"<nitf[\s>]")
_ROOTED = re.compile(r"\s*(?:<\?xml|<!DOCTYPE|<nitf[\s>])")


def is_rooted(fragment: str) -> bool:
    """True of a whole document, whose root says what it is."""
    return _ROOTED.match(fragment) is not None


def read_text(
    fragment: str, kind: Kind, where: str, *, format: str, received: datetime, problems: list[Problem]
) -> Version:
    """
    A version of a text, with its pictures and what else its markup says.

    Args:
        where: Where the text stands in the delivery, for problems.
        format: The wire that it came on.
        received: When its item was issued, or reached us; UTC.
        problems: What is wrong with the text is added here.
    Raises:
        WireError: If it is large and nothing but tags or line ends: a tree of it would take far more memory.
    """
    if len(fragment) > xml.MOST:
        _refuse_crowds(fragment, where, format)
    if kind == "plain":
        return Version(body=blocks_from_text(fragment))
    if kind != "nitf":
        content = content_from_html(fragment)
        return Version(body=content.blocks, media=content.media)
    if (simple := simple_blocks(fragment)) is not None:
        return Version(body=simple)
    try:
        parsed = xml.parse(_document(fragment).encode("utf-8", "replace"), format=format)
    except WireError as e:
        problems.append(Problem(where, f"its NITF is broken ({e.what}); read as HTML"))
        return Version(body=blocks_from_html(fragment))
    problems.extend(Problem(where, problem.what) for problem in parsed.problems)
    root = parsed.root
    if xml.local(root) != "nitf":
        root = next(xml.descendants(root, "nitf"), root)
    found = version_of(root, received=received, problems=problems)
    # Words that stand outside the parts that NITF names would go unread.
    return found if found.body else replace(found, body=blocks_from_html(fragment))


def _refuse_crowds(fragment: str, where: str, format: str) -> None:
    if _SHORTEST * (lines := fragment.count("\n")) > len(fragment):
        raise WireError(format, where, f"{lines} lines of next to nothing are no news")
    try:
        xml.refuse_crowds(fragment.encode("utf-8", "replace"), format=format)
    except WireError as e:
        raise WireError(format, where, e.what) from e


def _document(fragment: str) -> str:
    """A whole document around a *fragment* of one."""
    if is_rooted(fragment) or _NITF.search(fragment[:2000]):
        return fragment
    if "<body>" in fragment or "<body " in fragment:
        return f"<nitf>{fragment}</nitf>"
    if "<body." in fragment:
        return f"<nitf><body>{fragment}</body></nitf>"
    return f"<nitf><body><body.content>{fragment}</body.content></body></nitf>"
