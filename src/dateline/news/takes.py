"""Takes: a text that its agency sends in parts, one after another ("1st Add", "2 of 3"), under the story's own id."""

import re
from collections.abc import Iterable
from datetime import datetime
from itertools import count, takewhile
from typing import Protocol

from dateline.news.blocks import Block, BlockSource
from dateline.news.story import Mark, Story
from dateline.news.wire import Version

#: What a slug ends with that is sent after its beginning: AP's Adds, "Take 2", "2 of 3", dpa's "=2".
_TAKE = re.compile(
    r"[,(-]\s*(?P<add>\d{1,2})(?:st|nd|rd|th)\s?add\s*(?=[,)<]|\Z)"
    r"|[,(]\s*(?:take\s)?(?P<of>[2-9])\sof\s(?P<all>[2-9])\s*(?=[,)<]|\Z)"
    r"|(?:,\s*take\s|(?<=\w)=)(?P<take>[2-9])\s*(?=[,)<]|\Z)"
    r"|,\s*(?P<nth>[2-9])(?:nd|rd|th)\stake\s*(?=[,)<]|\Z)",
    re.IGNORECASE,
)


class State(Protocol):
    """Where the words of a part are."""

    def version(self, entry: int) -> Version | None:
        """The version that an entry brought; None once erased."""


def number(slug: str) -> int:
    """
    Which take of its text a *slug* says it is: 2 for "1st Add", "Take 2", "2 of 3"; 0 where it says nothing of takes.

    An insert or a substitute has a place within the text that only an editor can find: it is no take.
    """
    found = _TAKE.search(slug[:300])
    if found is None:
        return 0
    return int(found["add"]) + 1 if found["add"] else int(found["of"] or found["take"] or found["nth"])


_PART = "its slug says '{}': it is a part of a text, not the whole of it"
_DOUBT = re.compile(_PART.format("[^']*"))


def doubt_of(said: str) -> str:
    """What a reader says of a version whose slug tells that it is a part; if nothing else is in doubt, it may join."""
    return _PART.format(said)


def continues(version: Version, doubt: str) -> bool:
    """Whether a version continues another one, and nothing but that keeps it from use."""
    return number(version.slug) > 1 and _DOUBT.fullmatch(doubt) is not None


def is_take(mark: Mark) -> bool:
    """Whether a version continues another one, and is no text of its own."""
    return mark.extent == "teaser" and _DOUBT.fullmatch(mark.doubt) is not None


def begun(story: Story, mark: Mark) -> Mark | None:
    """The whole text that a take continues: the latest one issued before it; of any other version, itself."""
    if not is_take(mark):
        return mark
    whole = (m for m in story.marks if m.extent == "full" and m.issued <= mark.issued)
    return max(whole, key=lambda m: m.order, default=None)


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
            sent[number(version.slug) if version else 0] = mark
    return tuple(sent[n] for n in takewhile(sent.__contains__, count(2)))


def blocks(story: Story, marks: Iterable[Mark], state: State) -> tuple[Block, ...]:
    """The paragraphs of takes, each with its own place in the wire."""
    texts = [(mark.entry, version.body) for mark in marks if (version := state.version(mark.entry)) is not None]
    numbered = ((entry, n, b) for entry, body in texts for n, b in enumerate(body))
    return tuple(Block(b.kind, b.html, BlockSource(story.id, entry, n)) for entry, n, b in numbered)
