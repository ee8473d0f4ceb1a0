"""Where a key stands in a TOML file: `tomllib` gives values without places, and an error needs its line."""

import re
from bisect import bisect_left

#: A key's way through tables and lists: ``("sections", 2, "slug")``.
Way = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACES = re.compile(r"[ \t]*")
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""")
_STRING = re.compile(
    r'''"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?'{3,5}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*\'''',
    re.DOTALL,
)
_PLAIN = re.compile(r"[^,\]}#\n\"']+")


def lines(text: str) -> dict[Way, int]:
    """
    The line of every key, table and list item.

    Args:
        text: A TOML document. What follows the first thing that is no TOML is left out.
    Returns:
        Way → line, from 1. A table has the line of its header, a key the line it begins on. Keys in quotes stand
        without them.
    """
    scanner = _Scanner(text)
    scanner.document()
    return scanner.lines


def line(known: dict[Way, int], way: Way) -> int:
    """The line of the *way* in *known*, or of the nearest table around it; 0 if that is the file as a whole."""
    return next((known[way[:n]] for n in range(len(way), 0, -1) if way[:n] in known), 0)


class _Scanner:
    """One walk over a document; it checks nothing, since `tomllib` does."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.lines: dict[Way, int] = {}
        self._ends = [m.start() for m in re.finditer("\n", text)]
        self._counts: dict[Way, int] = {}

    def document(self) -> None:
        table: Way = ()
        while self._more():
            if self._take("[["):
                table = self._repeated()
            elif self._take("["):
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> Way:
        begin = self.at
        table = self._resolved(self._keys())
        self._note(table, begin)
        self._take("]")
        return table

    def _repeated(self) -> Way:
        begin = self.at
        keys = self._keys()
        outer = self._resolved(keys[:-1]) + keys[-1:]
        number = self._counts.get(outer, 0)
        self._counts[outer] = number + 1
        self._note(outer, begin)
        self._note((*outer, number), begin)
        self._take("]]")
        return (*outer, number)

    def _resolved(self, keys: tuple[str, ...]) -> Way:
        """The way that *keys* mean: a name of repeated tables stands for the latest of them."""
        way: Way = ()
        for key in keys:
            way = (*way, key)
            if way in self._counts:
                way = (*way, self._counts[way] - 1)
        return way

    def _pair(self, table: Way) -> None:
        begin = self.at
        way = table
        for key in self._keys():
            way = (*way, key)
            self._note(way, begin)
        if self._take("="):
            self._value(way)
        else:
            self.at = len(self.text)

    def _keys(self) -> tuple[str, ...]:
        keys: list[str] = []
        while True:
            self._skip(_SPACES)
            found = _KEY.match(self.text, self.at)
            if not found:
                self.at = len(self.text)
                return tuple(keys)
            self.at = found.end()
            keys.append(found[0][1:-1] if found[0][0] in "\"'" else found[0])
            if not self._take("."):
                return tuple(keys)

    def _value(self, way: Way) -> None:
        self._skip(_SPACES)
        if self._take("["):
            self._items(way)
        elif self._take("{"):
            while self._more() and not self._take("}"):
                self._pair(way)
                self._more()
                self._take(",")
        else:
            found = _STRING.match(self.text, self.at) or _PLAIN.match(self.text, self.at)
            self.at = found.end() if found else len(self.text)

    def _items(self, way: Way) -> None:
        number = 0
        while self._more() and not self._take("]"):
            self._note((*way, number), self.at)
            self._value((*way, number))
            number += 1
            self._more()
            self._take(",")

    def _more(self) -> bool:
        self._skip(_BLANK)
        return self.at < len(self.text)

    def _skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def _take(self, mark: str) -> bool:
        self._skip(_SPACES)
        taken = self.text.startswith(mark, self.at)
        self.at += len(mark) if taken else 0
        return taken

    def _note(self, way: Way, at: int) -> None:
        self.lines.setdefault(way, bisect_left(self._ends, at) + 1)
