"""Which of the pictures that a story names have come: its own file, or one that was sent or fetched beside it."""

import posixpath
import re
from collections.abc import Iterator

from msgspec import Struct

from dateline.news import rights
from dateline.news.rights import Standing
from dateline.news.story import Story
from dateline.news.wire import Media, Version
from dateline.pictures.needs import Deliveries
from dateline.pictures.values import Picture

#: What can be shown as a picture.
_SEEN = ("picture", "graphic")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


class Came(Struct, frozen=True):
    """A picture that a story names."""

    media: Media
    #: SHA-256 of its file, hexadecimal; empty while that has not come.
    digest: str = ""
    #: Stories that take the picture with them when they are taken back: the one that names it, and the picture's own.
    stories: tuple[str, ...] = ()
    #: The names under which its file may come, while it has not.
    awaited: tuple[str, ...] = ()


def came(story: Story, deliveries: Deliveries) -> tuple[Came, ...]:
    """The pictures that a story's version in force names, in its order."""
    text, mark = story.text, story.current
    seen = [m for m in text.media if m.kind in _SEEN] if text else []
    if text is None or mark is None or not seen:
        return ()
    own = deliveries.delivered(mark.delivery)
    if is_file(text):
        return (Came(seen[0], own.digest if own else "", (story.id,)),)
    return tuple(_came(story, m, own.name if own else "", deliveries) for m in seen)


def is_file(text: Version) -> bool:
    """Whether a version is a picture's own: the file that it was read from is what it shows."""
    return text.more.get("type") == "picture" and len(text.media) == 1 and not text.media[0].href and not text.body


def _came(story: Story, media: Media, beside: str, deliveries: Deliveries) -> Came:
    known = tuple(names(media, beside))
    for name in known:
        if found := deliveries.sent(story.source, name):
            stories = (story.id, found.story) if found.story else (story.id,)
            return Came(media, found.digest, stories)
    return Came(media, "", (story.id,), known)


def names(media: Media, beside: str) -> Iterator[str]:
    """
    The names under which a picture may have come: where its largest rendition is, then the others.

    Args:
        media: As a story has it.
        beside: What the story's own file is called: a name without a scheme is that of a file in the same folder.
    """
    known = (media.href, *(r.href for r in media.renditions))
    for href in dict.fromkeys(filter(None, known)):
        yield href if _SCHEME.match(href) else posixpath.normpath(posixpath.join(posixpath.dirname(beside), href))


def may_cut(picture: Picture, story: Story, standing: Standing) -> bool:
    """Whether we may show a part of a picture alone: all licences of its story let us, and its maker does not mind."""
    licences = rights.licences_of(story, standing)
    return bool(licences) and all(li.pictures.crop for li in licences) and not picture.whole
