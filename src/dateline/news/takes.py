"""Takes: a text that its agency sends in parts, one after another ("1st Add", "2 of 3"), under the story's own id."""

import re
from collections.abc import Iterable
from datetime import datetime
from itertools import count, takewhile
from typing import Final, Protocol

from msgspec import Struct

from dateline.news.blocks import Block, BlockSource
from dateline.news.story import Mark, Story
from dateline.news.wire import Version

#: In letters, from a line's end; what says which take it is stands no further from there.
_FURTHEST: Final = 80
#: No text has more takes.
_MOST: Final = 20
_WORDS: Final = r"(?:take|part|page|seite|teil|partie|p[aá]gina|parte|deel|del)"
#: 9/11 is a day.
_OF: Final = r"(?:\s?(?:of|von|sur|de|di|van|av)\s?|\s?/\s?(?=\d(?!\d)))"
#: Behind it stand brackets, and a count of words.
_END: Final = r"[\s)\]/<=]*(?:,\s*\d{1,5}[\s<]*)?\Z"
#: "2 of 3", "take 2/3"; a figure before a slash is a take only where a mark stands before it.
_NUMBERED = re.compile(
    rf"(?:[,/=(\[]\s*(?:{_WORDS}\s)?|\s-?{_WORDS}\s)(?P<n>\d{{1,2}}){_OF}(?P<m>\d{{1,2}}){_END}", re.IGNORECASE
)
#: "Take 2", "page 2", "2nd Take", dpa's "=2": how many there are is not told.
_UNCOUNTED = re.compile(
    rf"(?:[,/(]\s*{_WORDS}\s|(?<=\w)=)(?P<n>\d{{1,2}})\s*(?=[,)<]|\Z)"
    r"|,\s*(?P<nth>\d{1,2})(?:nd|rd|th)\stake\s*(?=[,)<]|\Z)",
    re.IGNORECASE,
)
#: "2-last", "(2 - derniere)": the number is also how many there are.
_LAST = re.compile(
    rf"(?:[\s,/=(]\s*)(?P<n>\d{{1,2}})\s?-\s?(?:last|end|derni[eè]re|fin|fine|(?:und\s)?letzter?|[uú]ltim[ao]){_END}",
    re.IGNORECASE,
)
#: AP's way: the first message says how many there are, the others are adds to it.
_FIRST = re.compile(r",\s*(?P<m>\d{1,2})\s+takes?\s*(?=[,<]|\Z)", re.IGNORECASE)
_ADD = re.compile(r"[,(-]\s*(?P<n>\d{1,2})(?:st|nd|rd|th)\s?add\s*(?=[,)<]|\Z)", re.IGNORECASE)
_COUNT = re.compile(r",\s*\d{1,5}[\s<]*\Z")
_ALONE = re.compile(rf"[(\s]*(?:{_WORDS}\s*)?(?P<n>\d{{1,2}}){_OF}(?P<m>\d{{1,2}})[)\s]*", re.IGNORECASE)
#: Most lines have no such figure.
_MAY_BE = re.compile(
    r"\d(?:(?<==\d)|(?<=[^\W\d_]\s\d)|\s?(?:of|von|sur|de|di|van|av|[/-])|(?:st|nd|rd|th)\s?(?:add|take)|\s+take)",
    re.IGNORECASE,
)


class Take(Struct, frozen=True):
    """Which part of a text a message is."""

    number: int
    #: How many there are; 0 where that is not told.
    of: int
    #: What all parts have in common: the line without what says so.
    rest: str

    @property
    def said(self) -> str:
        """Its number, and how many there are: ``2 of 3``."""
        return f"{self.number} of {self.of}" if self.of else str(self.number)


def take_of(line: str) -> Take | None:
    """
    Which take of its text a keyword line, or a headline, says that a message is.

    Args:
        line: ``Harbour Fire, 2 of 3``, ``Harbour-Fire (take 2/3)``, ``Hafenbrand, Teil 2 von 3``,
            ``FRA-port 2-derniere``, ``BC-US--Harbour Fire, 2 Takes,900``, ``BC-US--Harbour Fire, 1st Add,300``, or
            ``2 of 3`` alone.
    Returns:
        None if it says none. "3 of 5 hostages freed" does not; nor do an insert or a substitute, which have a place
        within the text that only an editor can find.
    """
    tail = line[-_FURTHEST:]
    if _MAY_BE.search(tail) is None:
        return None
    if alone := _ALONE.fullmatch(line[:_FURTHEST]):
        return _take(int(alone["n"]), int(alone["m"]), "")
    cut = len(line) - len(tail)
    for pattern in (_FIRST, _ADD, _NUMBERED, _UNCOUNTED, _LAST):
        if found := pattern.search(tail):
            rest = line[:cut] + tail[: found.start()] + tail[found.end() :]
            return _numbered(pattern, found, _COUNT.sub("", rest))
    return None


def _numbered(pattern: re.Pattern[str], found: re.Match[str], rest: str) -> Take | None:
    told = found.groupdict()
    if pattern is _FIRST:
        return _take(1, int(told["m"]), rest)
    number = int(told["n"] or told["nth"])
    if pattern is _ADD:
        return Take(number + 1, 0, rest)
    if pattern is _UNCOUNTED:
        return Take(number, 0, rest) if 2 <= number <= _MOST else None
    return _take(number, int(told.get("m") or number), rest)


def _take(number: int, of: int, rest: str) -> Take | None:
    return Take(number, of, rest) if 1 <= number <= of <= _MOST and of > 1 else None


class State(Protocol):
    """Where the words of a part are."""

    def version(self, entry: int) -> Version | None:
        """The version that an entry brought; None once erased."""


def part_of(version: Version) -> Take | None:
    """Which take a *version* says it is: by its slug, else in parentheses at its headline's end; None if none."""
    return take_of(version.slug) or (take_of(version.headline) if version.headline.endswith(")") else None)


_PART = "its slug says '{}': it is a part of a text, not the whole of it"
_DOUBT = re.compile(_PART.format("[^']*"))


def doubt_of(said: str) -> str:
    """What a reader says of a version whose slug tells that it is a part; if nothing else is in doubt, it may join."""
    return _PART.format(said)


def continues(version: Version, doubt: str) -> bool:
    """Whether a version continues another one, and nothing but that keeps it from use."""
    return _number(version) > 1 and _DOUBT.fullmatch(doubt) is not None


def _number(version: Version) -> int:
    take = part_of(version)
    return take.number if take else 0


def is_take(mark: Mark) -> bool:
    """Whether a version continues another one, and is no text of its own."""
    return mark.extent == "teaser" and _DOUBT.fullmatch(mark.doubt) is not None


def begun(story: Story, mark: Mark) -> Mark | None:
    """
    The whole text that a take continues: the latest one issued before it; of any other version, itself.

    A take without a time of its own may have come before its beginning: it continues the first that came after it.
    """
    if not is_take(mark):
        return mark
    whole = [m for m in story.marks if m.extent == "full"]
    before = max((m for m in whole if m.issued <= mark.issued), key=lambda m: m.order, default=None)
    if before is not None or mark.issued != mark.received:
        return before
    return min((m for m in whole if m.issued == m.received), key=lambda m: m.order, default=None)


def in_order(story: Story) -> list[Mark]:
    """All versions as readers count them: each after the ones it took the place of, a take after what it continues."""

    def place(mark: Mark) -> tuple[tuple[bool, int, datetime, str], bool, datetime, int]:
        whole = begun(story, mark) or mark
        return whole.order, whole != mark, mark.issued, mark.entry

    return sorted(story.marks, key=place)


def following(story: Story, first: Mark, state: State) -> tuple[Mark, ...]:
    """The takes that continue a text, in their order, as far as none is missing; a take sent again replaces itself."""
    sent: dict[int, Mark] = {}
    for mark in sorted(story.marks, key=lambda m: m.order):
        same_terms = mark.embargo in (None, first.embargo) and mark.expires in (None, first.expires)
        if is_take(mark) and mark.status == "usable" and same_terms and begun(story, mark) == first:
            version = state.version(mark.entry)
            sent[_number(version) if version else 0] = mark
    return tuple(sent[n] for n in takewhile(sent.__contains__, count(2)))


def blocks(story: Story, marks: Iterable[Mark], state: State) -> tuple[Block, ...]:
    """The paragraphs of takes, each with its own place in the wire."""
    texts = [(mark.entry, version.body) for mark in marks if (version := state.version(mark.entry)) is not None]
    numbered = ((entry, n, b) for entry, body in texts for n, b in enumerate(body))
    return tuple(Block(b.kind, b.html, BlockSource(story.id, entry, n)) for entry, n, b in numbered)
