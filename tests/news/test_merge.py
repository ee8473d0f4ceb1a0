"""A source's update meets our desk's edits."""

import random
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dateline.news.blocks import Block, BlockSource, heading, paragraph
from dateline.news.errors import NotAllowed
from dateline.news.facts import Wording
from dateline.news.merge import Conflict, Merged, Side, merge, resolved
from dateline.news.pairing import likeness, paired
from dateline.news.wire import Dateline

STORY = "nwa-7f3k2q9m"
OLD, NEW, NEWER = 12, 30, 44

LEAD = "A ferry with 212 people aboard ran aground off Tallow Head before dawn on Monday."
RESCUE = "Fishing boats from three villages brought everybody ashore within nine hours."
SHIP = "The Corncrake, built in 1988, had left Saltmarsh with lorries of flour and cattle feed."
CLAIM = "Her captain told rescuers that the steering had not answered for two minutes."
BANK = "The sandbank has moved some 90 metres to the east, according to the coast survey."
TEXTS = (LEAD, RESCUE, SHIP, CLAIM, BANK)
LATE = "Divers will look at the rudder on Thursday, weather permitting, the harbour office said."
OURS = paragraph("Our reporter counted eleven fishing boats in the bay at noon.")
PASTED = paragraph("A sister ship lost its rudder in November.", BlockSource("tlp-00000000", 3, 4))


def wire(*texts: str, entry: int = OLD, headline: str = "Ferry aground", **more: object) -> Wording:
    """A version as it came."""
    blocks = tuple(paragraph(t, BlockSource(STORY, entry, n)) for n, t in enumerate(texts))
    return replace(Wording(headline, blocks), **more)


def desk(base: Wording, *blocks: Block, **more: object) -> Wording:
    """A revision of ours."""
    return replace(base, blocks=blocks, **more)


def reworded(block: Block, old: str, new: str) -> Block:
    """A block with some of its words changed by our desk."""
    assert old in block.html
    return replace(block, html=block.html.replace(old, new), edited=True)


def texts(wording: Wording) -> list[str]:
    """The words of each block."""
    return [b.text for b in wording.blocks]


def swapped(old: str, new: str) -> list[str]:
    """The source's next text, with one paragraph changed."""
    assert old in " ".join(TEXTS)
    return [t.replace(old, new) for t in TEXTS]


BASE = wire(*TEXTS)


def test_what_only_the_source_changed_is_as_the_source_has_it() -> None:
    """
    Readers get the newer count; nobody has to copy it.
    """
    merged = merge(BASE, BASE, wire(*swapped("212", "221"), entry=NEW))
    assert merged.conflicts == ()
    assert texts(merged.wording)[0] == LEAD.replace("212", "221")
    assert [b.source for b in merged.wording.blocks] == [BlockSource(STORY, NEW, n) for n in range(5)]


def test_what_only_our_desk_changed_stays_and_is_still_the_sources_edited() -> None:
    """
    An update does not undo an editor's work, nor make a source's sentence ours.
    """
    edited = reworded(BASE.blocks[2], "lorries", "trucks")
    ours = desk(BASE, *BASE.blocks[:2], edited, *BASE.blocks[3:])
    merged = merge(BASE, ours, wire(*swapped("212", "221"), entry=NEW))
    assert merged.conflicts == ()
    assert merged.wording.blocks[2] == replace(edited, source=BlockSource(STORY, NEW, 2))
    assert texts(merged.wording)[0] == LEAD.replace("212", "221")


def test_what_both_changed_alike_is_no_conflict() -> None:
    """
    The source found the same slip that we did.
    """
    ours = desk(BASE, reworded(BASE.blocks[0], "212", "221"), *BASE.blocks[1:], headline="Ferry stranded")
    theirs = wire(*swapped("212", "221"), entry=NEW, headline="Ferry stranded")
    merged = merge(BASE, ours, theirs)
    assert merged.conflicts == () and merged.wording == theirs


def test_what_both_changed_differently_is_for_an_editor_to_say() -> None:
    """
    Neither count is dropped without a person having seen both.
    """
    ours = desk(BASE, reworded(BASE.blocks[0], "212", "some 200"), *BASE.blocks[1:])
    merged = merge(BASE, ours, wire(*swapped("212", "221"), entry=NEW))
    conflict = Conflict(0, LEAD, LEAD.replace("212", "some 200"), LEAD.replace("212", "221"), "changed", 0)
    assert merged.conflicts == (conflict,)
    assert merged.wording.blocks[0] == ours.blocks[0]
    assert texts(replace(BASE, blocks=(resolved(merged, {0: "theirs"}).blocks[0],))) == [conflict.theirs]
    assert resolved(merged, {0: "ours"}).blocks[0] == replace(ours.blocks[0], source=BlockSource(STORY, NEW, 0))
    assert resolved(merged, {}) == merged.wording


def test_what_is_new_comes_in_at_its_place_and_what_was_dropped_goes() -> None:
    """
    A source's new paragraph stands where the source put it.
    """
    merged = merge(BASE, BASE, wire(LEAD, LATE, RESCUE, CLAIM, BANK, entry=NEW))
    assert merged.conflicts == () and texts(merged.wording) == [LEAD, LATE, RESCUE, CLAIM, BANK]


def test_a_dropped_paragraph_that_we_edited_is_for_an_editor_to_say() -> None:
    """
    The source may have left it out because it was wrong.
    """
    edited = reworded(BASE.blocks[3], "two minutes", "about two minutes")
    merged = merge(
        BASE, desk(BASE, *BASE.blocks[:3], edited, BASE.blocks[4]), wire(LEAD, RESCUE, SHIP, BANK, entry=NEW)
    )
    assert merged.conflicts == (Conflict(3, CLAIM, edited.text, "", "dropped"),)
    assert resolved(merged, {0: "ours"}).blocks[3] == edited
    assert texts(resolved(merged, {0: "theirs"})) == [LEAD, RESCUE, SHIP, BANK]


def test_a_paragraph_that_we_cut_stays_cut_unless_the_source_rewrote_it() -> None:
    """
    We left it out for what it said; now it says something else.
    """
    ours = desk(BASE, *BASE.blocks[:3], BASE.blocks[4])
    assert texts(merge(BASE, ours, wire(*TEXTS, entry=NEW)).wording) == [LEAD, RESCUE, SHIP, BANK]
    changed = CLAIM.replace("two minutes", "nearly an hour")
    merged = merge(BASE, ours, wire(*swapped("two minutes", "nearly an hour"), entry=NEW))
    assert merged.conflicts == (Conflict(3, CLAIM, "", changed, "cut", 3),)
    assert texts(merged.wording) == texts(resolved(merged, {0: "ours"})) == [LEAD, RESCUE, SHIP, BANK]
    brought = resolved(merged, {0: "theirs"})
    assert texts(brought) == [LEAD, RESCUE, SHIP, changed, BANK]
    assert brought.blocks[3].source == BlockSource(STORY, NEW, 3)


def test_blocks_that_are_not_this_sources_stay_beside_their_neighbours() -> None:
    """
    A comment follows what it comments on; another agency's paragraph is not this one's to move.
    """
    ours = desk(BASE, OURS, *BASE.blocks[:2], PASTED, *BASE.blocks[2:], heading("What we know"), PASTED)
    merged = merge(BASE, ours, wire("New lead of the day.", LEAD, RESCUE, LATE, *TEXTS[2:], "And more.", entry=NEW))
    assert merged.conflicts == ()
    assert texts(merged.wording) == [
        OURS.text,
        "New lead of the day.",
        LEAD,
        RESCUE,
        PASTED.text,
        LATE,
        *TEXTS[2:],
        "And more.",
        "What we know",
        PASTED.text,
    ]
    assert {b.source for b in merged.wording.blocks if b.text == PASTED.text} == {PASTED.source}


def test_a_paragraph_that_moved_moves_and_keeps_our_words() -> None:
    """
    Where the source puts a paragraph and what we made of it are two things.
    """
    edited = reworded(BASE.blocks[4], "some 90", "about 90")
    ours = desk(BASE, *BASE.blocks[:4], edited)
    merged = merge(BASE, ours, wire(LEAD, BANK, RESCUE, SHIP, CLAIM, entry=NEW))
    assert merged.conflicts == ()
    assert texts(merged.wording) == [LEAD, edited.text, RESCUE, SHIP, CLAIM]
    assert merged.wording.blocks[1].source == BlockSource(STORY, NEW, 1)


def test_our_order_stays_where_the_source_kept_its_own() -> None:
    """
    The desk put the ship's history first, and an update elsewhere is no reason to put it back.
    """
    ours = desk(BASE, BASE.blocks[2], *BASE.blocks[:2], *BASE.blocks[3:])
    merged = merge(BASE, ours, wire(LEAD, RESCUE, LATE, SHIP, CLAIM, BANK.replace("90", "95"), entry=NEW))
    assert texts(merged.wording) == [SHIP, LEAD, RESCUE, LATE, CLAIM, BANK.replace("90", "95")]


def test_the_same_paragraph_added_by_both_stands_once() -> None:
    """
    We had it from the harbour office by telephone; the agency's words carry the agency's name.
    """
    ours = desk(BASE, BASE.blocks[0], paragraph(LATE), *BASE.blocks[1:])
    merged = merge(BASE, ours, wire(*TEXTS, LATE, entry=NEW))
    assert texts(merged.wording) == [LEAD, LATE, RESCUE, SHIP, CLAIM, BANK]
    assert merged.wording.blocks[1].source == BlockSource(STORY, NEW, 5)


def test_our_own_copy_of_a_paragraph_that_came_in_already_is_ours_to_keep() -> None:
    """
    Taking a version twice must not turn our words into the source's.
    """
    theirs = wire(*TEXTS, LATE, entry=NEW)
    ours = desk(BASE, *theirs.blocks, paragraph(LATE))
    assert merge(BASE, ours, theirs).wording == ours


def test_a_block_pasted_twice_is_updated_twice() -> None:
    """
    Both copies are the source's words.
    """
    ours = desk(BASE, *BASE.blocks, BASE.blocks[0])
    merged = merge(BASE, ours, wire(*swapped("212", "221"), entry=NEW))
    assert texts(merged.wording).count(LEAD.replace("212", "221")) == 2 and LEAD not in texts(merged.wording)


def test_a_base_that_was_read_again_is_found_by_its_words() -> None:
    """
    A mended reader gives an old text a new entry; our blocks name the entry of the first reading.
    """
    again = wire(*TEXTS, entry=20)
    edited = reworded(BASE.blocks[1], "nine", "eight")
    merged = merge(again, desk(BASE, BASE.blocks[0], edited, *BASE.blocks[2:]), wire(*swapped("212", "221"), entry=NEW))
    assert merged.conflicts == ()
    assert texts(merged.wording)[:2] == [LEAD.replace("212", "221"), edited.text]
    assert {b.source.version for b in merged.wording.blocks if b.source} == {NEW}


def test_markup_alone_is_nobodys_change_of_words() -> None:
    """
    A source that begins to mark up names is not in conflict with an editor who mended one.
    """
    strong = replace(BASE.blocks[2], html=BASE.blocks[2].html.replace("Corncrake", "<em>Corncrake</em>"))
    theirs = replace(BASE, blocks=(*BASE.blocks[:2], strong, *BASE.blocks[3:]))
    edited = reworded(BASE.blocks[2], "1988", "1989")
    assert merge(BASE, BASE, theirs).wording.blocks[2] == strong
    assert merge(BASE, desk(BASE, *BASE.blocks[:2], edited, *BASE.blocks[3:]), theirs).wording.blocks[2] == edited
    marked = desk(BASE, *BASE.blocks[:2], strong, *BASE.blocks[3:])
    assert merge(BASE, marked, wire(*swapped("1988", "1990"), entry=NEW)).conflicts == ()


def test_a_picture_is_compared_by_its_markup() -> None:
    """
    Two pictures without words are two pictures.
    """
    one, other = (
        Block("media", f'<figure><img src="{n}.jpg" alt=""></figure>', BlockSource(STORY, OLD, 5)) for n in "ab"
    )
    base, new = desk(BASE, *BASE.blocks, one), desk(BASE, *BASE.blocks, other)
    assert merge(base, base, new).wording.blocks[-1] == other
    assert merge(base, base, desk(BASE, *BASE.blocks)).wording.blocks == BASE.blocks


@pytest.mark.parametrize("name", ["headline", "standfirst"])
@pytest.mark.parametrize(
    ("ours", "theirs", "merged", "conflicts"),
    [("b", "b", "b", 0), ("o", "b", "o", 0), ("b", "t", "t", 0), ("x", "x", "x", 0), ("o", "t", "o", 1)],
)
def test_headline_and_standfirst_are_merged_too(name: str, ours: str, theirs: str, merged: str, conflicts: int) -> None:
    """
    An editor's headline outlives an update that keeps its own.
    """
    was, now = desk(BASE, *BASE.blocks, **{name: "b"}), wire(*TEXTS, entry=NEW, **{name: theirs})
    found = merge(was, replace(was, kicker="Ferries", byline="Ann Other", **{name: ours}), now)
    assert getattr(found.wording, name) == merged and len(found.conflicts) == conflicts
    assert (found.wording.kicker, found.wording.byline) == ("Ferries", "Ann Other")
    if conflicts:
        assert found.conflicts[0] == Conflict(name, "b", "o", "t")
        assert (
            getattr(resolved(found, {0: "theirs"}), name) == "t" and getattr(resolved(found, {0: "ours"}), name) == "o"
        )


def test_a_dateline_is_merged_by_place_agency_and_day() -> None:
    """
    Each version has a day of its own; that is no quarrel with an editor who mended the place.
    """
    was = Dateline("Saltmarsh", ("NWA",), date(2020, 1, 16))
    place, day = replace(was, place="Tallow Head"), replace(was, day=date(2020, 1, 17))
    found = merge(replace(BASE, dateline=was), replace(BASE, dateline=place), replace(BASE, dateline=day))
    assert found.conflicts == () and found.wording.dateline == replace(place, day=day.day)
    other = replace(was, place="Outer Kiln")
    found = merge(replace(BASE, dateline=was), replace(BASE, dateline=place), replace(BASE, dateline=other))
    shown = ["Saltmarsh (NWA) Jan 16, 2020", "Tallow Head (NWA) Jan 16, 2020", "Outer Kiln (NWA) Jan 16, 2020"]
    assert found.conflicts == (Conflict("dateline", shown[0], shown[1], shown[2]),) and found.wording.dateline == place
    assert resolved(found, {0: "theirs"}).dateline == other and resolved(found, {0: "ours"}).dateline == place
    gone = merge(replace(BASE, dateline=was), replace(BASE, dateline=place), BASE)
    assert gone.conflicts == (Conflict("dateline", shown[0], shown[1], ""),)
    assert merge(BASE, BASE, replace(BASE, dateline=was)).wording.dateline == was


def test_several_choices_are_taken_at_once() -> None:
    """
    What comes in or goes at one place must not shift the next.
    """
    first, last = reworded(BASE.blocks[0], "212", "200"), reworded(BASE.blocks[4], "90", "80")
    ours = desk(BASE, first, BASE.blocks[2], BASE.blocks[3], last)
    theirs = wire(LEAD.replace("212", "221"), RESCUE.replace("nine", "ten"), SHIP, CLAIM, entry=NEW)
    merged = merge(BASE, ours, theirs)
    assert [(c.clash, c.place) for c in merged.conflicts] == [("changed", 0), ("cut", 1), ("dropped", 3)]
    assert texts(resolved(merged, dict.fromkeys(range(3), "theirs"))) == texts(theirs)
    assert texts(resolved(merged, dict.fromkeys(range(3), "ours"))) == texts(ours)
    assert texts(resolved(merged, {1: "theirs", 2: "theirs"})) == [first.text, *texts(theirs)[1:]]


@pytest.mark.parametrize("n", [-1, 1, 7])
def test_a_conflict_that_is_none_cannot_be_chosen_on(n: int) -> None:
    """
    A stale form at the desk must not settle something else.
    """
    merged = merge(BASE, replace(BASE, headline="Ours"), wire(*TEXTS, headline="Theirs"))
    with pytest.raises(NotAllowed, match=f"no conflict {n}"):
        resolved(merged, {n: "ours"})


# Whatever was changed, by whom and where.

WORDS = [f"w{n}" for n in range(40)]
PROSE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)


def _versions(draw: st.DrawFn) -> tuple[Wording, Wording]:
    old = draw(st.lists(PROSE, max_size=7))
    new = list(old)
    for _ in range(draw(st.integers(0, 4))):
        _change(draw, new, draw(PROSE))
    return wire(*old), wire(*new, entry=NEW, headline=draw(st.sampled_from(["Ferry aground", "Theirs"])))


def _change(draw: st.DrawFn, items: list[str], text: str) -> None:
    at = draw(st.integers(0, len(items)))
    deed = draw(st.sampled_from(["add", "drop", "edit", "move"])) if at < len(items) else "add"
    if deed == "add":
        items.insert(at, text)
    elif deed == "drop":
        items.pop(at)
    elif deed == "edit":
        items[at] += " " + text.split()[0]
    else:
        items.insert(draw(st.integers(0, len(items) - 1)), items.pop(at))


@st.composite
def versions(draw: st.DrawFn) -> tuple[Wording, Wording]:
    """A version and the next."""
    return _versions(draw)


@st.composite
def three(draw: st.DrawFn) -> tuple[Wording, Wording, Wording]:
    """A version, what our desk made of it, and the next version."""
    base, theirs = _versions(draw)
    blocks = list(base.blocks)
    for n in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, len(blocks)))
        deed = draw(st.sampled_from(["add", "paste", "cut", "edit", "move"])) if at < len(blocks) else "add"
        if deed == "add":
            blocks.insert(at, paragraph(f"own {n} {draw(PROSE)}"))
        elif deed == "paste":
            blocks.insert(at, paragraph(draw(PROSE), BlockSource("tlp-00000000", 3, n)))
        elif deed == "cut":
            blocks.pop(at)
        elif deed == "edit":
            text = f"{blocks[at].text} e{n}"
            blocks[at] = replace(blocks[at], html=f"<p>{text}</p>", edited=blocks[at].source is not None)
        else:
            blocks.insert(draw(st.integers(0, len(blocks) - 1)), blocks.pop(at))
    return base, desk(base, *blocks, headline=draw(st.sampled_from(["Ferry aground", "Ours"]))), theirs


@given(versions())
def test_without_edits_of_ours_the_new_version_is_all(given: tuple[Wording, Wording]) -> None:
    """
    An article that nobody touched follows its source to the letter.
    """
    base, theirs = given
    assert merge(base, base, theirs) == Merged(theirs, (), theirs)
    assert merge(base, base, replace(base, headline="x")).wording == replace(base, headline="x")


@given(three())
def test_without_changes_of_theirs_our_revision_is_all(given: tuple[Wording, Wording, Wording]) -> None:
    """
    A version sent twice changes nothing, whatever the desk did.
    """
    base, ours, _ = given
    assert merge(base, ours, base) == Merged(ours, (), base)
    again = wire(*texts(base), entry=NEWER)
    assert texts(merge(base, ours, again).wording) == texts(ours)
    assert {b.source.version for b in merge(base, ours, again).wording.blocks if b.source} <= {NEWER, 3}


@given(three())
def test_nothing_is_lost_or_doubled(given: tuple[Wording, Wording, Wording]) -> None:
    """
    Each block of either side is in the article once, or an editor is asked about it.
    """
    base, ours, theirs = given
    merged = merge(base, ours, theirs)
    result = merged.wording.blocks
    for block in ours.blocks:
        if block.source is None or block.source.story != STORY:
            assert result.count(block) == ours.blocks.count(block)
    sources = [b.source for b in result if b.source]
    assert all(sources.count(s) == 1 for s in sources)
    asked = {c.number for c in merged.conflicts}
    known = set(paired(["paragraph:" + t for t in texts(base)], ["paragraph:" + t for t in texts(theirs)]).values())
    for n, block in enumerate(theirs.blocks):
        if n not in known:
            assert block in result or n in asked
    said = [c.ours for c in merged.conflicts]
    for block in ours.blocks:
        if block.edited and block.source is not None:
            assert block.text in [*texts(merged.wording), *said]


@given(three())
def test_taking_the_same_version_again_changes_nothing(given: tuple[Wording, Wording, Wording]) -> None:
    """
    A delivery repeated, or a program stopped between two steps, costs nobody's work.
    """
    base, ours, theirs = given
    once = merge(base, ours, theirs)
    twice = merge(base, once.wording, theirs)
    assert twice.wording == once.wording
    sides: dict[int, Side] = dict.fromkeys(range(len(once.conflicts)), "ours")
    taken = resolved(once, sides)
    later = merge(theirs, taken, theirs)
    assert texts(later.wording) == texts(taken) and later.conflicts == ()
    assert merge(theirs, later.wording, theirs) == later


@given(three(), st.sampled_from(["ours", "theirs"]))
def test_every_unedited_block_of_the_source_names_the_new_version(
    given: tuple[Wording, Wording, Wording], side: Side
) -> None:
    """
    A kill or a licence of the new version reaches all that follows from it.
    """
    merged = merge(*given)
    taken = resolved(merged, dict.fromkeys(range(len(merged.conflicts)), side))
    for block in taken.blocks:
        if block.source and block.source.story == STORY and not block.edited:
            assert block == given[2].blocks[block.source.block] and block.source.version == NEW


@given(st.permutations(range(12)), st.integers(0, 12), st.randoms(use_true_random=False))
def test_disjoint_edits_are_both_in_and_nobody_is_asked(order: list[int], split: int, rnd: random.Random) -> None:
    """
    Most updates touch other paragraphs than the desk did.
    """
    prose = [" ".join(f"p{n}w{i}" for i in range(8)) for n in range(12)]
    base = wire(*prose)
    ours, theirs = list(base.blocks), list(prose)
    mine, yours = order[:split], order[split:]
    for n in mine:
        ours[n] = reworded(ours[n], f"p{n}w3", "edited")
    for n in yours:
        theirs[n] = theirs[n].replace(f"p{n}w5", "updated")
    if rnd.random() < 0.5:
        rnd.shuffle(theirs)
    merged = merge(base, desk(base, *ours), wire(*theirs, entry=NEW))
    assert merged.conflicts == ()
    body = " ".join(texts(merged.wording))
    assert body.count("edited") == len(mine) and body.count("updated") == len(yours)
    assert len(merged.wording.blocks) == 12


def _long(count: int, words: int, rnd: random.Random, vocabulary: int) -> list[str]:
    return [" ".join(f"v{rnd.randrange(vocabulary)}" for _ in range(words)) for _ in range(count)]


def _took(base: Wording, ours: Wording, theirs: Wording) -> float:
    best = 9.0
    for _ in range(3):
        started = time.perf_counter()
        merge(base, ours, theirs)
        best = min(best, time.perf_counter() - started)
    return best


def test_a_long_article_is_merged_while_an_editor_blinks() -> None:
    """
    A hundred paragraphs, each changed by the source; the bound is wide, for a slow machine.
    """
    rnd = random.Random(3)
    old = _long(100, 60, rnd, 3000)
    new = [t.replace(t.split()[30], "changed").replace(t.split()[7], "twice") for t in old]
    base = wire(*old)
    ours = desk(base, *(reworded(b, b.text.split()[50], "edited") if n % 3 else b for n, b in enumerate(base.blocks)))
    assert _took(base, ours, wire(*new, entry=NEW)) < 0.25


@pytest.mark.parametrize("vocabulary", [2, 40, 100_000])
def test_a_text_of_thousands_of_blocks_does_not_stop_the_desk(vocabulary: int) -> None:
    """
    A table of results sent as paragraphs, rewritten throughout.
    """
    rnd = random.Random(4)
    base = wire(*_long(2000, 12, rnd, vocabulary))
    ours = desk(base, *(b for n, b in enumerate(base.blocks) if n % 5))
    theirs = wire(*(t if n % 2 else f"{t} more" for n, t in enumerate(reversed(texts(base)))), entry=NEW)
    assert _took(base, ours, theirs) < 5


def test_likeness_is_the_share_of_words_in_their_order() -> None:
    """
    The measure is the same as for an editor's own changes.
    """
    assert likeness([], []) == 1 and likeness(["a"], []) == 0
    assert likeness(["a", "b", "c", "d"], ["a", "x", "c", "d"]) == 0.75
    assert likeness(["a", "b", "c", "d"], ["d", "c", "b", "a"]) == 0.25
    far = [str(n) for n in range(300)]
    assert likeness(["x", *far], [*reversed(far), "x"]) > 0.9
    assert paired(["a a", "b", "a a"], ["b", "a a", "c"]) == {1: 0, 2: 1}
