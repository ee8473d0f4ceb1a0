"""Which of a source's stories are about the same: corrections under ids of their own, and languages of one item."""

from collections.abc import Iterable, Iterator
from itertools import chain

from msgspec.structs import replace

from dateline.news import clues, ids
from dateline.news.state import Draft
from dateline.news.story import Amended, Mark, Story
from dateline.news.wire import Version

#: A story that says what it corrects bears the first; versions of one work under several ids share the second; an
#: item's further languages, whose ids are the item's with ``#`` and more, bear the third; translations under ids of
#: their own the fourth.
_CORRECTS, _WORK, _LANGUAGE, _TRANSLATES = "corrects:", "work:", "language:", "translates:"


def names(source: str, version: Version) -> tuple[str, ...]:
    """By which a version is found from the story that it corrects, and from other versions of its work."""
    corrected = (li.item for li in version.links if li.rel == "corrects" and li.item and li.item != version.item)
    works = (li.item for li in version.links if li.rel == "work" and li.item)
    kinds = ((_LANGUAGE if (version.item or "").startswith(f"{work}#") else _WORK, work) for work in works)
    translated = (li.item for li in version.links if li.rel == "translated-from" and li.item not in ("", version.item))
    told = chain(
        (f"{_CORRECTS}{source}:{item}" for item in corrected),
        (f"{kind}{source}:{work}" for kind, work in kinds),
        (f"{_TRANSLATES}{source}:{item}" for item in translated),
    )
    return tuple(dict.fromkeys(told))


def asked(source: str, version: Version) -> tuple[str, ...]:
    """Under which names other stories are looked for when a version comes."""
    told = names(source, version)
    spoken = _spoken(source, version.item) if version.item else ()
    return (*told, f"{_CORRECTS}{source}:{version.item}", *spoken) if told else spoken


def renewed(names: Iterable[str], draft: Draft) -> None:
    """Let the stories that bearers of these *names* correct know of it; and no more, where none bears them now."""
    meant = {_target(name, draft) for name in names if name.startswith(_CORRECTS)}
    works = [name for name in names if name.startswith(_WORK)]
    for id in sorted({*meant, *(draft.clued(*clues.named(*works)) if works else ())}):
        _amend(id, draft)
    for id in sorted({_target(name, draft) for name in names if _original(name)}):
        speak(id, draft)


def speak(id: str, draft: Draft) -> None:
    """Say of a story in which others it is told in further languages, as they stand now."""
    story = draft.story(id)
    if story is None or not story.key.startswith("item:"):
        return
    names = _spoken(story.source, story.key.removeprefix("item:"))
    others = draft.clued(*clues.named(*names))
    found = tuple(other for other in others if any(n in m.names for m in _marks(other, id, draft) for n in names))
    if found != story.languages:
        draft.put(replace(story, languages=found))


def original(names: Iterable[str], draft: Draft) -> str:
    """The id of the story that a bearer of these *names* is in another language; empty if it is none."""
    return next((_target(name, draft) for name in names if _original(name)), "")


def _original(name: str) -> bool:
    return name.startswith((_LANGUAGE, _TRANSLATES))


def _spoken(source: str, item: str) -> tuple[str, ...]:
    """The names that the other languages of an item bear."""
    return f"{_LANGUAGE}{source}:{item}", f"{_TRANSLATES}{source}:{item}"


def unmet(names: Iterable[str], draft: Draft) -> tuple[str, ...]:
    """The ids of the stories that a bearer of these *names* corrects, and that have not come in."""
    meant = (_target(name, draft) for name in names if name.startswith(_CORRECTS))
    return tuple(dict.fromkeys(id for id in meant if draft.story(id) is None))


def languages(story: Story, draft: Draft) -> Iterator[tuple[str, str]]:
    """
    The pairs of ids of an item and of a further language of it, of which *story* is one.

    What a source says of the item it says of all its languages, whichever comes first.
    """
    spoken = {name for mark in story.marks for name in mark.names if name.startswith(_LANGUAGE)}
    yield from ((_target(name, draft), story.id) for name in sorted(spoken))
    if not spoken and (story.told or any(mark.status != "usable" for mark in story.marks)):
        item = story.key.removeprefix("item:")
        yield from ((story.id, id) for id in draft.clued(*clues.named(f"{_LANGUAGE}{story.source}:{item}")))


def _target(name: str, draft: Draft) -> str:
    """The id of the story that a name points to."""
    source, _, item = name.partition(":")[2].partition(":")
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
