"""
HTML that is ready: kept out of the template engine, and put in where the template had its place.

A list of fifty cards is thirty kilobytes that no template looks at. To take them through the engine and back costs
more than all that it does itself; a mark of a few letters stands for them there.
"""

import secrets
from collections.abc import Iterable
from html import escape

#: No text that comes from outside can hold it: it is made anew in each process.
_TOKEN = f"x{secrets.token_hex(8)}x".encode()
_MARK = _TOKEN.decode()
#: minijinja escapes the slash too. HTML does not ask for it, and addresses are read by people and crawlers.
_ESCAPED = b"&#x2f;"


class Ready:
    """The ready pieces of one page."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def mark(self, html: str) -> str:
        """What stands for *html* in a template; nothing stands for nothing."""
        if not html:
            return ""
        self._pieces.append(html.encode())
        return f"{_MARK}{len(self._pieces) - 1};"

    def together(self, *html: str) -> tuple[str, ...]:
        """One mark for all fragments; none for none."""
        mark = self.mark("".join(html))
        return (mark,) if mark else ()

    def fill(self, text: str) -> bytes:
        """A page as it came from its template, with the pieces in their places; UTF-8."""
        first, *parts = text.encode().replace(_ESCAPED, b"/").split(_TOKEN)
        filled = [first]
        for part in parts:
            number, _, rest = part.partition(b";")
            filled += (self._pieces[int(number)], rest)
        return b"".join(filled)


def plain(html: str) -> str:
    """What a template made, with its slashes as they are read."""
    return html.replace(_ESCAPED.decode(), "/")


def blocks(fragments: Iterable[str], table: str) -> str:
    """A body's blocks as they are; each table in a frame of its own to scroll in, called by the word *table*."""
    return "\n".join([_framed(f, table) if f.startswith("<table") else f for f in fragments])


def under(fragments: Iterable[str], table: str) -> str:
    """The same one level down, for a text that stands under a head of its own."""
    return blocks([_lower(f) if f.startswith("<h2") else f for f in fragments], table)


def _framed(html: str, table: str) -> str:
    return f'<div class="scroll" role="group" aria-label="{escape(table)}" tabindex="0">{html}</div>'


def _lower(html: str) -> str:
    return html.replace("<h2", "<h3").replace("</h2>", "</h3>")
