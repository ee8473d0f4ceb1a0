"""Updates meet our edits: our revision, the source's old version and its new one become one text, block by block."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from dateline.news.blocks import Block, BlockSource
from dateline.news.credit import line
from dateline.news.errors import NotAllowed
from dateline.news.facts import Wording
from dateline.news.live import without_posts
from dateline.news.pairing import paired
from dateline.news.wire import Dateline

T = TypeVar("T")
Day = Dateline | None
Side = Literal["ours", "theirs"]
#: Both changed it; they left out what we changed; they changed what we had cut.
Clash = Literal["changed", "dropped", "cut"]

#: Blocks of fewer words, such as a row of stars, may rightly stand twice.
_TELLING = 5


class Conflict(Struct, frozen=True, omit_defaults=True):
    """One place where our desk and the source changed the same words, each in its own way."""

    #: ``headline``, ``standfirst``, ``dateline``; or a block's number in the merged wording, from 0: of ours, or of the
    #: one that theirs would come before.
    place: str | int
    #: What each has there, as plain words; empty where it has nothing.
    base: str
    ours: str
    theirs: str
    clash: Clash = "changed"
    #: The block's number in the source's new version; None where it has none, and for a headline and the like.
    number: int | None = None


class Merged(Struct, frozen=True, omit_defaults=True):
    """What a merge came to: our words stand wherever there is a conflict."""

    wording: Wording
    conflicts: tuple[Conflict, ...] = ()
    #: The source's new version, from which a choice is taken.
    theirs: Wording = Wording("", ())


def merge(base: Wording, ours: Wording, theirs: Wording) -> Merged:
    """
    Take what a source changed into our revision of its text.

    Args:
        base: The version that our revision was made from, as it came.
        ours: Our revision.
        theirs: The new version, as it came.
    Returns:
        What only one of the two changed is as that one has it, also where a block stands; what both changed alike is
        so. Blocks of ours and of other stories stay beside those neighbours that stay. Every block that still follows
        the source carries the new version's source. Kicker and byline are ours, and so are the posts of a live story:
        they go on standing before all that.
    """
    headline, first = _field("headline", base.headline, ours.headline, theirs.headline)
    standfirst, second = _field("standfirst", base.standfirst, ours.standfirst, theirs.standfirst)
    dateline, third = _dateline(base.dateline, ours.dateline, theirs.dateline)
    begun = without_posts(ours).blocks
    posts = tuple(b for b in ours.blocks if b.post is not None)
    blocks, conflicts = _bodies(base.blocks, begun, theirs.blocks)
    below = (replace(c, place=c.place + len(posts)) if isinstance(c.place, int) else c for c in conflicts)
    wording = replace(ours, headline=headline, standfirst=standfirst, dateline=dateline, blocks=(*posts, *blocks))
    return Merged(wording, (*filter(None, (first, second, third)), *below), theirs)


def resolved(merged: Merged, choices: Mapping[int, Side]) -> Wording:
    """
    The merged words after an editor chose.

    Args:
        merged: As `merge` returned it.
        choices: Number of a conflict, from 0 → whose words stand. What is not chosen on keeps our words, and is in
            conflict again in the next merge.
    Raises:
        NotAllowed: If there is no conflict of such a number.
    """
    if unknown := [n for n in choices if not 0 <= n < len(merged.conflicts)]:
        raise NotAllowed("merge", f"there is no conflict {unknown[0]}; there are {len(merged.conflicts)}, from 0 on")
    wording, blocks = merged.wording, list(merged.wording.blocks)
    # From the end on: what comes in or goes at one place moves no place before it.
    for n in sorted(choices, reverse=True):
        conflict, side = merged.conflicts[n], choices[n]
        if isinstance(conflict.place, int):
            _settle(blocks, conflict.place, conflict, side, merged.theirs.blocks)
        elif side == "theirs":
            wording = replace(wording, **{conflict.place: getattr(merged.theirs, conflict.place)})
    return replace(wording, blocks=tuple(blocks))


def _settle(blocks: list[Block], place: int, conflict: Conflict, side: Side, theirs: Sequence[Block]) -> None:
    new = None if conflict.number is None else theirs[conflict.number]
    if conflict.clash == "cut":
        blocks[place:place] = [new] if new and side == "theirs" else []
    elif new is None:
        blocks[place : place + 1] = [blocks[place]] if side == "ours" else []
    else:
        blocks[place] = new if side == "theirs" else _stamped(blocks[place], new)


def _field(name: str, base: str, ours: str, theirs: str) -> tuple[str, Conflict | None]:
    value, clash = _three(base, ours, theirs)
    return value, Conflict(name, base, ours, theirs) if clash else None


def _three(base: T, ours: T, theirs: T) -> tuple[T, bool]:
    """Whose value stands, and whether both changed it in ways of their own; ours stands then."""
    return (theirs if ours == base else ours), base not in (ours, theirs) and ours != theirs


def _dateline(base: Day, ours: Day, theirs: Day) -> tuple[Day, Conflict | None]:
    value, clash = _three(base, ours, theirs)
    if not clash:
        return value, None
    if base and ours and theirs:
        # Each version has a day of its own; that is no quarrel with an editor who mended the place.
        place, one = _three(base.place, ours.place, theirs.place)
        agencies, two = _three(base.agencies, ours.agencies, theirs.agencies)
        day, three = _three(base.day, ours.day, theirs.day)
        if not (one or two or three):
            return replace(ours, place=place, agencies=agencies, day=day), None
    return ours, Conflict("dateline", line(base), line(ours), line(theirs))


class _Place(NamedTuple):
    """What a block of ours is to the source's two versions."""

    #: Its number in the old version, and in the new one.
    base: int | None = None
    theirs: int | None = None
    #: Whether it came in from the new version already.
    settled: bool = False

    @property
    def own(self) -> bool:
        """True for our own words, for another story's, and for what neither version has."""
        return self.base is None and self.theirs is None


def _bodies(
    base: tuple[Block, ...], ours: tuple[Block, ...], theirs: tuple[Block, ...]
) -> tuple[tuple[Block, ...], list[Conflict]]:
    new = paired([words(b) for b in base], [words(b) for b in theirs])
    new |= _between(new, len(base), len(theirs))
    places = _places(base, ours, theirs, new)
    there = {p.theirs for p in places}
    met = {p.base for p in places} | {b for b, t in new.items() if t in there}
    cut = {t: b for b, t in new.items() if b not in met}
    fresh = set(range(len(theirs))) - set(new.values()) - there
    fates = [_fate(block, place, base, theirs) for block, place in zip(ours, places, strict=True)]
    ghosts = {t for t, b in cut.items() if words(theirs[t]) != words(base[b])}
    loose, by_them = _moved(places)
    moved = {k for k in by_them if fates[k] is not None}
    blocks: list[Block] = []
    conflicts: list[Conflict] = []
    for k in _row(places, moved, loose, fresh | ghosts, len(theirs)):
        if (t := -1 - k) in ghosts:
            conflicts.append(Conflict(len(blocks), base[cut[t]].text, "", theirs[t].text, "cut", t))
        if k < 0:
            blocks.extend(() if t in ghosts else (theirs[t],))
            continue
        fate, place = fates[k], places[k]
        if fate is None and place.base is not None:
            text = "" if place.theirs is None else theirs[place.theirs].text
            clash: Clash = "dropped" if place.theirs is None else "changed"
            conflicts.append(Conflict(len(blocks), base[place.base].text, ours[k].text, text, clash, place.theirs))
        blocks.extend((ours[k],) if fate is None else fate)
    return tuple(blocks), conflicts


def words(block: Block) -> str:
    """What two blocks are compared by: kind and words; a picture is its markup."""
    return block.html if block.kind == "media" or not block.text else f"{block.kind}:{block.text}"


def _places(
    base: Sequence[Block], ours: Sequence[Block], theirs: Sequence[Block], new: Mapping[int, int]
) -> list[_Place]:
    """What each block of *ours* is, by its source; by its words where the source is a reading of another number."""
    old = {b.source: n for n, b in enumerate(base) if b.source}
    come = {b.source: n for n, b in enumerate(theirs) if b.source}
    back = {t: b for b, t in new.items()}
    stories = {b.source.story for b in (*base, *theirs) if b.source}
    places = [_sourced(block.source, old, come, new, back) for block in ours]
    lost = [k for k, b in enumerate(ours) if places[k].own and b.source and b.source.story in stories]
    found = {p.base for p in places}
    left = [n for n in range(len(base)) if n not in found]
    for k, n in paired([words(ours[k]) for k in lost], [words(base[n]) for n in left]).items():
        places[lost[k]] = _Place(left[n], new.get(left[n]))
    there = {p.theirs for p in places} | back.keys()
    added = {words(theirs[t]): t for t in reversed(range(len(theirs))) if t not in there}
    for k, block in enumerate(ours):
        if block.source is None and words(block) in added and len(block.text.split()) >= _TELLING:
            places[k] = _Place(None, added.pop(words(block)))
    at = {p.base: k for k, p in reversed([*enumerate(places)]) if p.base is not None}
    for b, k in _between(at, len(base), len(ours)).items():
        if ours[k].source is None and places[k].own:
            places[k] = _Place(b, new.get(b))
    return places


def _between(pairs: Mapping[int, int], before: int, after: int) -> dict[int, int]:
    """What else is the same block, written anew: as many are left between two neighbours on either side."""
    found: dict[int, int] = {}
    last = (-1, -1)
    for b, t in (*sorted(pairs.items()), (before, after)):
        if t < last[1]:
            continue
        ours = [n for n in range(last[0] + 1, b) if n not in pairs]
        theirs = [n for n in range(last[1] + 1, t) if n not in set(pairs.values())]
        if len(ours) == len(theirs):
            found.update(zip(ours, theirs, strict=True))
        last = (b, t)
    return found


def _sourced(
    source: BlockSource | None,
    old: Mapping[BlockSource, int],
    come: Mapping[BlockSource, int],
    new: Mapping[int, int],
    back: Mapping[int, int],
) -> _Place:
    if source is None:
        return _Place()
    if (b := old.get(source)) is not None:
        return _Place(b, new.get(b))
    if (t := come.get(source)) is not None:
        return _Place(back.get(t), t, settled=True)
    return _Place()


def _fate(block: Block, place: _Place, base: Sequence[Block], theirs: Sequence[Block]) -> tuple[Block, ...] | None:
    """What comes of a block of ours: itself, theirs, or nothing; None if that is for an editor to say."""
    if place.own or place.settled:
        return (block,)
    if place.base is None:
        return (theirs[place.theirs],) if place.theirs is not None else (block,)
    was = base[place.base]
    if block.source is None and (place.theirs is None or words(theirs[place.theirs]) == words(was)):
        # Our own words in its place; the source has nothing new to say there.
        return (block,)
    if place.theirs is None:
        return () if words(block) == words(was) else None
    now = theirs[place.theirs]
    if (now.kind, now.html) == (was.kind, was.html):
        return (_stamped(block, now),)
    if (block.kind, block.html) == (was.kind, was.html) or words(block) in (words(was), words(now)):
        return (now,)
    return (_stamped(block, now),) if words(now) == words(was) else None


def _stamped(block: Block, new: Block) -> Block:
    return replace(block, source=new.source or block.source)


def _moved(places: Sequence[_Place]) -> tuple[set[int], set[int]]:
    """Blocks of ours that somebody put elsewhere; and of these, those that the source did and we did not."""
    first = {p.base: k for k, p in reversed([*enumerate(places)]) if p.base is not None and not p.settled}
    both = sorted((k, b, t) for b, k in first.items() if (t := places[k].theirs) is not None)
    by_us = _out_of_order([b for _, b, _ in both])
    by_them = _out_of_order([b for _, b, _ in sorted(both, key=lambda x: x[2])])
    return {k for k, b, _ in both if b in by_them | by_us}, {k for k, b, _ in both if b in by_them - by_us}


def _row(places: Sequence[_Place], moved: set[int], loose: set[int], extra: set[int], count: int) -> list[int]:
    """
    The order of the merged blocks.

    Args:
        places: Of our blocks, in our order.
        moved: Those that go where the source put them.
        loose: Those that stand elsewhere than they did, by whomever; nothing is put in its place by them.
        extra: Numbers of the new version's blocks that come in.
        count: How many blocks the new version has.
    Returns:
        The number of a block of ours; -1 - n for block n of the new version.
    """
    row = [k for k in range(len(places)) if k not in moved]
    at = {p.theirs: k for k, p in reversed([*enumerate(places)]) if p.theirs is not None}
    firm = {t for t, k in at.items() if k not in loose}
    stops = _stops(row, places)
    before: dict[int, list[int]] = defaultdict(list)
    after: dict[int, list[int]] = defaultdict(list)
    first = at[min(firm)] if firm else next((k for k in row if not places[k].own), None)
    gap = after[-1] if first is None else before[first]
    for t in range(count):
        if t in firm:
            stop = stops[at[t]]
            gap = after[at[t]] if stop is None else before[stop]
        elif t in extra:
            gap.append(-1 - t)
        elif at.get(t) in moved:
            gap.append(at[t])
    return [n for k in row for n in (*before[k], k, *after[k])] + after[-1]


def _stops(row: Sequence[int], places: Sequence[_Place]) -> dict[int, int | None]:
    """
    Before which block that comes in after each of *row* is put: the next that follows the source.

    So it comes after words of ours that stand there; but before those that end the article: None.
    """
    stops: dict[int, int | None] = {}
    following: int | None = None
    for k in reversed(row):
        stops[k] = following
        if not places[k].own:
            following = k
    return stops


def _out_of_order(numbers: Sequence[int]) -> set[int]:
    """Those of different *numbers* that are not in one longest ascending row."""
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for n in numbers:
        at = bisect_left(tails, n)
        before[n] = tails[at - 1] if at else None
        tails[at : at + 1] = [n]
    rest, n_or_none = set(numbers), tails[-1] if tails else None
    while n_or_none is not None:
        rest.discard(n_or_none)
        n_or_none = before[n_or_none]
    return rest
