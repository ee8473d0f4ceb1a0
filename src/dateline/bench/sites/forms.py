"""Forms with blanks: what many texts of one kind have in common, found by laying them over each other."""

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import accumulate, chain, pairwise
from typing import Final

#: Where a text may differ from the next: at a mark of HTML or XML, or between two;
#: paragraphs of plain words, however many follow each other, are one.
MARKUP: Final = re.compile(r"((?:<p>[^<]*</p>\s*){2,}|<script\b.*?</script>|<[^>]*>)", re.DOTALL)
#: Where a text in JSON may: at a string, or between two.
JSON: Final = re.compile(r'("(?:[^"\\]|\\.)*")')
#: What stands between quotation marks within a mark, or within a script that is data.
_QUOTED: Final = re.compile(r'"([^"]*)"')
_STRING: Final = re.compile(r'"((?:[^"\\]|\\.)*)"')
_NAME: Final = re.compile(r"</?[^\s>]*")
#: Paragraphs of plain words, one after the other.
_PARAGRAPHS: Final = re.compile(r"(?:<p>[^<]*</p>\s*){2,}")

#: Writes what a template has in place of blanks: their numbers, and around them a format as `printf` knows it, with
#: ``%s`` for each; an empty one where a blank stands alone.
Put = Callable[[str, list[int]], str]


class Form:
    """One form: the tokens of its first text, and the places in which others had something else."""

    def __init__(self, tokens: list[tuple[str, ...]]) -> None:
        self._tokens = list(chain.from_iterable(tokens))
        #: Where each group begins and ends: a mark with the values in it, or what stands between two marks.
        self._groups = list(pairwise(accumulate(map(len, tokens), initial=0)))
        self._blanks = set[int]()
        #: Each place → the first one that has held the same in every text.
        self._twins = [0] * len(self._tokens)
        self.lay(tokens)

    def lay(self, tokens: list[tuple[str, ...]]) -> None:
        """Lay another text over it."""
        flat = list(chain.from_iterable(tokens))
        if flat != self._tokens:
            self._blanks.update(n for n, (a, b) in enumerate(zip(self._tokens, flat, strict=True)) if a != b)
        found: dict[tuple[int, str], int] = {}
        self._twins = [found.setdefault(pair, n) for n, pair in enumerate(zip(self._twins, flat, strict=True))]

    def filled(self, tokens: list[tuple[str, ...]]) -> list[str]:
        """What a text has in the blanks; what stands in several is there once."""
        flat = list(chain.from_iterable(tokens))
        return [flat[n] for n in self._firsts()]

    def written(self, put: Put) -> str:
        """The form, with something in place of its blanks."""
        numbers = {place: number for number, place in enumerate(self._firsts())}
        return "".join(self._group(range(*group), numbers, put) for group in self._groups)

    def _firsts(self) -> list[int]:
        return sorted({self._twins[n] for n in self._blanks})

    def _group(self, places: range, numbers: dict[int, int], put: Put) -> str:
        blanks = [numbers[self._twins[n]] for n in places if n in self._blanks]
        if not blanks:
            return "".join(self._tokens[n] for n in places)
        if len(places) == 1:
            return put("", blanks)
        return put("".join("%s" if n in self._blanks else self._tokens[n].replace("%", "%%") for n in places), blanks)


class Forms:
    """
    The forms of all texts of one kind: those whose marks come in the same order have one form.

    Args:
        pattern: How a text falls into tokens; as HTML and XML do if nothing is said.
    """

    def __init__(self, pattern: re.Pattern[str] | None = None) -> None:
        self._pattern = pattern or MARKUP
        self._forms: dict[tuple[str, ...], tuple[int, Form]] = {}

    def __len__(self) -> int:
        return len(self._forms)

    def lay(self, text: str) -> None:
        """Let a text have its say in what is a blank; all must have had theirs before any is filled in."""
        key, tokens = self._cut(text)
        if key in self._forms:
            self._forms[key][1].lay(tokens)
        else:
            self._forms[key] = (len(self._forms), Form(tokens))

    def filled(self, text: str) -> tuple[int, list[str]]:
        """The number of a text's form, and what is filled in there; see `written`."""
        key, tokens = self._cut(text)
        number, form = self._forms[key]
        return number, form.filled(tokens)

    def written(self, put: Put) -> list[str]:
        """All forms, in their order, with something in place of their blanks."""
        return [form.written(put) for _, form in self._forms.values()]

    def _cut(self, text: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        """What kind of text it is, by its marks, and its tokens, each with the values in it."""
        tokens = self._pattern.split(text)
        groups: list[tuple[str, ...]] = [(token,) for token in tokens]
        if self._pattern is JSON:
            return (str(len(tokens)),), groups
        marks = [_mark(mark) for mark in tokens[1::2]]
        groups[1::2] = [values for _, values in marks]
        return tuple([kind for kind, _ in marks]), groups


@lru_cache(maxsize=1 << 15)
def _mark(mark: str) -> tuple[str, tuple[str, ...]]:
    """A mark's kind, and the mark in pieces: every second one is a value of its own."""
    pieces = (_STRING if mark.startswith("<script") else _QUOTED).split(mark)
    # Each piece but the values keeps the quotation marks on its sides.
    last = len(pieces) - 1
    values = (p if n % 2 else ('"' if n else "") + p + ('"' if n < last else "") for n, p in enumerate(pieces))
    found = _NAME.match(mark)
    return f"{found[0] if found else ''} {last}", tuple(values)


def body_of(page: str) -> str:
    """The longest run of plain paragraphs in a page: a story's text."""
    return max((m[0] for m in _PARAGRAPHS.finditer(page)), key=len, default="")
