"""Corrections that come as an item of their own: which of a source's stories they are about."""

from collections.abc import Iterable
from itertools import chain

from msgspec.structs import replace

from dateline.news import clues, ids
from dateline.news.state import Draft
from dateline.news.story import Amended, Mark, Story
from dateline.news.wire import Version

#: A story that says what it corrects bears the first; versions of one work under several ids share the second.
_CORRECTS, _WORK = "corrects:", "work:"


def names(source: str, version: Version) -> tuple[str, ...]:
    """By which a version is found from the story that it corrects, and from other versions of its work."""
    corrected = (li.item for li in version.links if li.rel == "corrects" and li.item and li.item != version.item)
    works = (li.item for li in version.links if li.rel == "work" and li.item)
    told = chain((f"{_CORRECTS}{source}:{item}" for item in corrected), (f"{_WORK}{source}:{work}" for work in works))
    return tuple(dict.fromkeys(told))


def asked(source: str, version: Version) -> tuple[str, ...]:
    """Under which names other stories are looked for when a version comes."""
    told = names(source, version)
    return (*told, f"{_CORRECTS}{source}:{version.item}") if told else ()


def renewed(names: Iterable[str], draft: Draft) -> None:
    """Let the stories that bearers of these *names* correct know of it; and no more, where none bears them now."""
    meant = {_target(name, draft) for name in names if name.startswith(_CORRECTS)}
    works = [name for name in names if name.startswith(_WORK)]
    for id in sorted({*meant, *(draft.clued(*clues.named(*works)) if works else ())}):
        _amend(id, draft)


def unmet(names: Iterable[str], draft: Draft) -> tuple[str, ...]:
    """The ids of the stories that a bearer of these *names* corrects, and that have not come in."""
    meant = (_target(name, draft) for name in names if name.startswith(_CORRECTS))
    return tuple(dict.fromkeys(id for id in meant if draft.story(id) is None))


def _target(name: str, draft: Draft) -> str:
    """The id of the story that is corrected."""
    source, _, item = name.removeprefix(_CORRECTS).partition(":")
    key = ids.story_key(item, "", "", "")
    holder = draft.story(id := ids.story_id(source, key))
    return id if holder is None or holder.key in ("", key) else ids.story_id(source, key, ids.LONG)


def _amend(id: str, draft: Draft) -> None:
    """Say of a story by which others it is corrected, as they stand now."""
    story = draft.story(id)
    if story is None:
        return
    own = [m for m in story.marks if any(n.startswith(_WORK) for n in m.names)]
    asked = [f"{_CORRECTS}{story.source}:{story.key.partition(':')[2]}"] if story.key.startswith("item:") else []
    asked += [n for m in own for n in m.names if n.startswith(_WORK)]
    found = {
        Amended(other, mark.entry, mark.issued)
        for name in dict.fromkeys(asked)
        for other in draft.clued(*clues.named(name))
        for mark in _marks(other, id, draft)
        if name in mark.names and (name.startswith(_CORRECTS) or _later(mark, own))
    }
    amended = tuple(sorted(found, key=lambda a: (a.issued, a.entry)))
    if amended != story.amended:
        draft.put(replace(story, amended=amended))


def _marks(other: str, id: str, draft: Draft) -> tuple[Mark, ...]:
    story: Story | None = draft.story(other) if other != id else None
    return story.marks if story else ()


def _later(mark: Mark, own: list[Mark]) -> bool:
    """Whether a version of the same work came after all of a story's own: by its number, else by its issue."""
    return (mark.number or 0, mark.issued) > max((m.number or 0, m.issued) for m in own)
