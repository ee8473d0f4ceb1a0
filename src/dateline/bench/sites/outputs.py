"""A site's outputs as they were built: what each is, and what a list is made of."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Final

import msgspec
from msgspec import Struct

from dateline.sites import plan

#: The lists that are pages: each is of articles, some with numbered pages.
LISTS: Final = ("sections", "topics", "places", "sources", "days")
#: The lists that machines read.
DATA: Final = ("months", "rss", "atom", "json")
STORY: Final = re.compile(r'/\d{4}/\d\d/\d\d/[^/"<\s]+')
#: A list's pieces, each of one article: its card, its item in a feed, its line in a sitemap.
_CARD: Final = re.compile(r'<article class="card.*?</article>', re.DOTALL)
_PIECES: Final = {
    "rss": re.compile(r"<item\b.*?</item>", re.DOTALL),
    "atom": re.compile(r"<entry\b.*?</entry>", re.DOTALL),
    "months": re.compile(r"<url\b.*?</url>", re.DOTALL),
}
#: What stands in a list's text in place of its pieces.
PIECES: Final = "<x-pieces>"


class Output(Struct, frozen=True):
    """What an output is."""

    #: ``story``, ``how``, one of `LISTS` or `DATA`; ``alone`` where a site has only one of it.
    kind: str
    #: Of a list: ``pier`` for a section, ``topics/pier``, ``days/2020-01-30``; empty: all articles.
    list: str = ""
    #: Of a numbered page; 0: the list's own address.
    number: int = 0


def output(path: str) -> Output:
    """What the output of that *path* is."""
    found = plan.address(path)
    match found.kind if found else "":
        case "story" | "how" as kind:
            return Output(kind)
        case "day":
            return Output("days", f"days/{path[1:11].replace('/', '-')}")
        case "month":
            return Output("months", f"months/{path[9:16]}")
        case "list" | "page" | "feed" as kind if found:
            shelf, _, word = found.key.partition(":")
            place = word if shelf in ("", "section") else f"{shelf}s/{word}"
            return Output(found.format if kind == "feed" else f"{shelf}s", place, found.number)
    return Output("alone")


class Outputs:
    """
    A site's outputs.

    Args:
        paths: Of all of them.
        body: A path → its bytes.
    """

    def __init__(self, paths: Iterable[str], body: Callable[[str], bytes]) -> None:
        self.body = body
        self.all = {path: output(path) for path in sorted(paths)}

    def of(self, *kinds: str) -> Iterator[tuple[str, Output]]:
        """Those of some kinds, by path."""
        return ((path, one) for path, one in self.all.items() if one.kind in kinds)

    def text(self, path: str) -> str:
        """One that is text."""
        return self.body(path).decode()


class Parts(Struct, frozen=True):
    """What a list is made of."""

    #: What stands around its pieces, with a mark in their place.
    frame: str
    pieces: list[str]
    #: Whose they are: paths of articles.
    stories: list[str]
    #: What stands between one and the next.
    between: list[str]


def piece(kind: str) -> str:
    """What the pieces of a kind of list are: those of all pages are an article's card."""
    return "card" if kind in LISTS else kind


def parts(text: str, kind: str) -> Parts:
    """Take a list of a kind apart."""
    spans = _items(text) if kind == "json" else [m.span() for m in _PIECES.get(kind, _CARD).finditer(text)]
    if not spans:
        return Parts(text, [], [], [])
    pieces = [text[a:b] for a, b in spans]
    stories = [found[0] if (found := STORY.search(piece)) else "" for piece in pieces]
    frame = text[: spans[0][0]] + PIECES + text[spans[-1][1] :]
    return Parts(frame, pieces, stories, [text[a:b] for (_, a), (b, _) in pairwise(spans)])


class _Feed(Struct):
    items: list[msgspec.Raw]


def _items(text: str) -> list[tuple[int, int]]:
    """Where the items of a JSON Feed begin and end."""
    spans, at = list[tuple[int, int]](), 0
    for item in msgspec.json.decode(text, type=_Feed).items:
        raw = bytes(item).decode()
        at = text.index(raw, at)
        spans.append((at, at + len(raw)))
        at += len(raw)
    return spans
