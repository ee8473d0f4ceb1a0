"""Live stories: posts that stand, the newest first, before the words that an article began with."""

from collections import defaultdict
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from dateline.news.blocks import Block
from dateline.news.facts import Wording


class Post(Struct, frozen=True):
    """What was added to a live story at one moment."""

    #: UTC; no two posts of an article share one.
    at: datetime
    #: A heading first, where it has one.
    blocks: tuple[Block, ...]


def posts(wording: Wording) -> tuple[Post, ...]:
    """The posts of an article, newest first, wherever an editor has put their blocks; none if it never was live."""
    found: dict[datetime, list[Block]] = defaultdict(list)
    for block in wording.blocks:
        if block.post is not None:
            found[block.post].append(block)
    return tuple(Post(at, tuple(found[at])) for at in sorted(found, reverse=True))


def without_posts(wording: Wording) -> Wording:
    """The words that an article began with, as far as they still stand."""
    return replace(wording, blocks=tuple(b for b in wording.blocks if b.post is None), live=False)


def posted(wording: Wording, blocks: tuple[Block, ...], at: datetime) -> Wording:
    """
    An article with one more post.

    Args:
        wording: The article's.
        blocks: Of the post, whosever they are.
        at: Now, UTC; one that another post has already becomes a little later.
    """
    newest = max((b.post for b in wording.blocks if b.post is not None), default=None)
    moment = at if newest is None else max(at, newest + timedelta(microseconds=1))
    added = tuple(replace(b, post=moment) for b in blocks)
    return replace(wording, blocks=(*added, *wording.blocks), live=True)
