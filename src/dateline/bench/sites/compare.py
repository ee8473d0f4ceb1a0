"""Whether two builders made the same site: how many outputs, how many bytes, and the words that readers see."""

import random
from collections.abc import Iterator
from pathlib import Path

from lxml import html
from msgspec import Struct

from dateline.bench.sites.hugo.content import set_at
from dateline.bench.sites.outputs import DATA, Outputs

#: Pages whose words are compared, one by one.
SAMPLE = 500
#: Kinds of outputs whose words are not compared: those that machines read, and those that are handed over.
_NO_PAGES = ("alone", *DATA)


class Compared(Struct, frozen=True):
    """Two sites, side by side."""

    #: Kind of output → how many of them, ours and theirs.
    counts: dict[str, tuple[int, int]]
    #: Outputs of theirs that answer none of ours.
    more: int
    #: Bytes of all pages of HTML, ours and theirs.
    html: tuple[int, int]
    #: Bytes of all outputs.
    bytes: tuple[int, int]
    #: How many pages' words were compared, and the addresses of those that have others.
    looked: int
    other: tuple[str, ...]

    def differs(self) -> str:
        """Why the two must not be measured against each other; empty if they may."""
        ours, theirs = (sum(c[n] for c in self.counts.values()) for n in (0, 1))
        if abs(ours - theirs - self.more) > ours / 100:
            return f"{ours} outputs of ours, {theirs + self.more} of Hugo's"
        if abs(self.html[1] / self.html[0] - 1) > 0.1:
            return f"{self.html[0]} bytes of HTML of ours, {self.html[1]} of Hugo's"
        if self.other:
            return f"{len(self.other)} of {self.looked} pages have other words, such as {self.other[0]}"
        return ""


def compare(pages: Outputs, folder: Path, sample: int = SAMPLE) -> Compared:
    """
    Lay Hugo's site beside ours.

    Args:
        pages: Ours.
        folder: Where Hugo's lies.
        sample: Pages whose words are compared, chosen by chance, of each kind in the same share.
    """
    counts: dict[str, tuple[int, int]] = {}
    sizes, pages_sizes, found = [0, 0], [0, 0], 0
    for path, one in pages.all.items():
        ours, file = pages.body(path), folder / set_at(path, one)
        theirs = file.stat().st_size if file.is_file() else -1
        found += theirs >= 0
        before = counts.get(one.kind, (0, 0))
        counts[one.kind] = (before[0] + 1, before[1] + (theirs >= 0))
        for both in (sizes, pages_sizes) if one.kind not in _NO_PAGES else (sizes,):
            both[0] += len(ours)
            both[1] += max(0, theirs)
    chosen = _chosen(pages, sample)
    other = tuple(path for path in chosen if not _same(pages, path, folder))
    more = sum(1 for file in folder.rglob("*") if file.is_file()) - found
    return Compared(counts, more, (pages_sizes[0], pages_sizes[1]), (sizes[0], sizes[1]), len(chosen), other)


def _chosen(pages: Outputs, sample: int) -> list[str]:
    """Some pages of HTML by chance, and at least five of each kind."""
    chance, kinds = random.Random(1), dict[str, list[str]]()
    for path, one in pages.all.items():
        if one.kind not in _NO_PAGES:
            kinds.setdefault(one.kind, []).append(path)
    whole = sum(map(len, kinds.values()))
    return [
        path
        for paths in kinds.values()
        for path in sorted(chance.sample(paths, min(len(paths), max(5, sample * len(paths) // whole))))
    ]


def _same(pages: Outputs, path: str, folder: Path) -> bool:
    file = folder / set_at(path, pages.all[path])
    return file.is_file() and list(words(pages.body(path))) == list(words(file.read_bytes()))


def words(page: bytes) -> Iterator[str]:
    """The words that a reader of a page sees, in their order."""
    root = html.document_fromstring(page.decode())
    texts = root.xpath("//body/descendant-or-self::*[not(self::script or self::style)]/text()")
    return (word for text in texts for word in str(text).split())
