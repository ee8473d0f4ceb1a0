"""Near-copies are one line of the intake, the same whoever looks and in whatever order they came."""

import random
from collections.abc import Sequence
from datetime import timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.relate.conftest import FERRY, HEADLINE, MORNING, member, report

from dateline.relate.groups import Groups
from dateline.relate.member import Member
from dateline.relate.sketch import Sketch, shared, sketch

OTHER = sketch(
    "Council votes on the pier",
    [
        "The council of Saltmarsh voted on Monday to mend the oldest pier of the harbour before the winter storms, and"
        " to close the fish market until the last beam has been replaced.",
        "Merchants said that they had not been asked, and that the stalls on the square would freeze.",
    ],
)


def filled(*members: Member) -> Groups:
    """Groups of those who came in that order."""
    groups = Groups()
    for each in members:
        groups.put(each)
    return groups


def shown(groups: Groups) -> set[frozenset[str]]:
    """Who is shown with whom."""
    return {frozenset(m.id for m in groups.members(name)) for name in groups.names()}


def test_near_copies_are_one_line() -> None:
    """
    Five clients of one agency send its report: the desk reads it once.
    """
    groups = filled(member("afp-1"), member("upi-1", report(0, 1, 2, 3), issued=1), member("ian-1", OTHER, issued=2))
    assert groups.group_of("upi-1") == groups.group_of("afp-1") == "afp-1"
    assert [m.id for m in groups.members("afp-1")] == ["afp-1", "upi-1"]
    assert groups.group_of("ian-1") == "ian-1"


def test_the_first_is_who_issued_it_first() -> None:
    """
    A client's copy may reach us before its agency's own text: the source's word counts, then receipt.
    """
    groups = filled(member("upi-1", issued=1, received=1), member("afp-1", issued=0, received=2))
    assert groups.group_of("upi-1") == "afp-1"
    tied = filled(member("upi-1", received=2), member("ian-1", received=1))
    assert tied.group_of("upi-1") == "ian-1"


def test_the_first_the_fullest_and_the_freest_are_told_apart() -> None:
    """
    An editor reads the fullest, credits the first, and publishes the one whose licence lets her.
    """
    groups = filled(
        member("afp-1", words=250),
        member("upi-1", issued=1, words=400, rank=1),
        member("ian-1", issued=2, words=200, rank=3),
        member("gov-1", issued=3, words=300, rank=3),
        member("esa-1", issued=4, words=400, rank=3),
        member("nas-1", issued=5, words=400, rank=3),
    )
    group = groups.group("afp-1")
    assert group is not None
    assert (group.name, group.fullest, group.freest) == ("afp-1", "upi-1", "esa-1")


def test_it_is_said_why_each_is_there() -> None:
    """
    "100 % of it is in the first" is a cut; "has 98 % of the first in it" is a longer text.
    """
    groups = filled(
        member("afp-1", report(0, 1, 2, 3)),
        member("upi-1", FERRY, issued=1),
        member("ian-1", report(1, 2, 3), issued=2),
    )
    group = groups.group("afp-1")
    assert group is not None
    first, longer, shorter = group.members
    assert (first.share, first.why) == (100, "the first")
    assert longer.why == f"has {longer.share} % of the first in it" and longer.share > 85
    assert shorter.why == f"{shorter.share} % of it is in the first" and shorter.share > 85


def test_a_chain_of_copies_is_not_one_group() -> None:
    """
    Of a report that was rewritten step by step the last has nothing of the first: they are two reports, and what is
    between them stands with the one that was issued before it.
    """
    half, third = report(0, 1, 2, 3), report(4, 5, 6, 7, headline="All safe")
    assert shared(half, FERRY) and shared(FERRY, third) and not shared(half, third)
    groups = filled(member("afp-1", half), member("upi-1", FERRY, issued=1), member("ian-1", third, issued=2))
    assert shown(groups) == {frozenset({"afp-1", "upi-1"}), frozenset({"ian-1"})}


def test_a_copy_stands_with_the_one_it_has_most_of() -> None:
    """
    A round-up of two reports is listed with the one that it is mostly made of.
    """
    ours, theirs = report(0, 1, 2, 3), report(4, 5, 6, 7, headline="All safe")
    mostly = report(3, 4, 5, 6, 7, headline="All safe")
    groups = filled(member("afp-1", ours), member("upi-1", theirs, issued=1), member("ian-1", mostly, issued=2))
    assert groups.group_of("ian-1") == "upi-1"


def test_a_newer_text_moves_its_story() -> None:
    """
    An update may turn an alert into another report: it leaves its group, and comes back if its words do.
    """
    groups = filled(member("afp-1"), member("upi-1", issued=1))
    assert groups.put(member("upi-1", OTHER, issued=1)) == {"afp-1", "upi-1"}
    assert groups.group_of("upi-1") == "upi-1"
    assert groups.put(member("upi-1", issued=1)) == {"afp-1", "upi-1"}
    assert groups.group_of("upi-1") == "afp-1"


def test_a_group_whose_first_goes_is_called_after_the_next() -> None:
    """
    A killed story leaves the list at once, and its copies stay together under another name.
    """
    groups = filled(member("afp-1"), member("upi-1", issued=1), member("ian-1", issued=2))
    assert groups.drop("afp-1") == {"afp-1", "upi-1"}
    assert groups.group_of("afp-1") is None and groups.group("afp-1") is None and groups.members("afp-1") == ()
    assert [m.id for m in groups.members("upi-1")] == ["upi-1", "ian-1"]
    assert groups.drop("nobody") == frozenset()


def test_a_text_that_comes_back_days_later_is_news() -> None:
    """
    What was received more than three days apart is not shown as one, and what is older is let go of.
    """
    groups = filled(member("afp-1"), member("upi-1", issued=72), member("ian-1", issued=73))
    assert shown(groups) == {frozenset({"afp-1", "upi-1"}), frozenset({"ian-1"})}
    assert groups.expire(MORNING + timedelta(hours=72)) == frozenset()
    assert groups.expire(MORNING + timedelta(hours=72, seconds=1)) == {"afp-1", "upi-1", "ian-1"}
    assert shown(groups) == {frozenset({"upi-1", "ian-1"})}
    assert groups.expire(MORNING + timedelta(days=30)) == {"upi-1"}
    assert not shown(groups)


def test_stories_without_words_are_nobodys_copies() -> None:
    """
    Pictures and notices have no text, and each is a line of its own.
    """
    groups = filled(*(member(f"afp-{n}", sketch("", [])) for n in range(3)))
    assert len(shown(groups)) == 3
    groups.drop("afp-1")
    assert len(shown(groups)) == 2


#: Texts of which some are near-copies of several others, and those not of each other.
CUTS = (range(8), range(4), range(4, 8), range(2, 6), (0, 1, 6, 7), range(1, 7), (5,), (0, 2, 4, 6))
TEXTS = (
    *(report(*cut, headline=headline) for cut in CUTS for headline in (HEADLINE, "All safe")),
    OTHER,
    sketch("", []),
    sketch("Alert", []),
)

_stories = st.lists(
    st.tuples(st.sampled_from(TEXTS), st.integers(0, 12), st.integers(0, 100)), min_size=1, max_size=14
).map(lambda drawn: [member(f"s-{n}", text, issued=h, received=r) for n, (text, h, r) in enumerate(drawn)])


@given(_stories, st.randoms(use_true_random=False))
def test_any_order_of_arrival_ends_in_the_same_groups(stories: list[Member], chance: random.Random) -> None:
    """
    Two desks, one of which was off for an hour, see the same list; also where stories were updated, or came and went.
    """
    again = list(stories)
    chance.shuffle(again)
    groups = Groups()
    for each in again:
        if chance.random() < 0.3:
            groups.put(member(each.id, chance.choice(TEXTS), issued=chance.randrange(12)))
        if chance.random() < 0.3:
            groups.put(member("gone", chance.choice(TEXTS), issued=chance.randrange(12)))
        groups.put(each)
        if chance.random() < 0.3:
            groups.drop("gone")
    groups.drop("gone")
    assert shown(groups) == shown(filled(*stories))
    assert {s.id: groups.group_of(s.id) for s in stories} == by_the_rule(stories)


def by_the_rule(stories: Sequence[Member]) -> dict[str, str]:
    """The name of each story's group, by comparing all with all as they were issued."""
    firsts, named = list[Member](), dict[str, str]()
    for one in sorted(stories, key=lambda m: m.order):
        window = [f for f in firsts if abs(f.received - one.received) <= timedelta(hours=72)]
        near = [(shared(one.sketch, f.sketch), f) for f in window if shared(one.sketch, f.sketch)]
        if near:
            # Of those with as much in common, `max` has the first.
            named[one.id] = max(near, key=lambda n: n[0])[1].id
        else:
            firsts.append(one)
            named[one.id] = one.id
    return named


@given(_stories)
def test_every_member_is_a_near_copy_of_the_first_and_no_two_firsts_are(stories: list[Member]) -> None:
    """
    What is shown as one has a reason that can be told; what has such a reason is not shown twice.
    """
    groups = filled(*stories)
    for name in groups.names():
        first, *others = groups.members(name)
        assert first.id == name
        assert all(shared(first.sketch, other.sketch) and first.order < other.order for other in others)
    firsts = [groups.members(name)[0] for name in groups.names()]
    for a, b in combinations(firsts, 2):
        assert not shared(a.sketch, b.sketch) or abs(a.received - b.received) > timedelta(hours=72)


@given(_stories, st.randoms(use_true_random=False))
def test_what_is_told_to_have_changed_is_all_that_did(stories: list[Member], chance: random.Random) -> None:
    """
    The desk draws anew the lines that it is told of, and no others.
    """
    groups = Groups()
    for each in stories:
        before = {name: groups.members(name) for name in groups.names()}
        dropped = chance.choice(sorted(before)) if before and chance.random() < 0.3 else ""
        told = groups.drop(dropped) if dropped else groups.put(each)
        after = {name: groups.members(name) for name in groups.names()}
        assert {name for name in before | after if before.get(name) != after.get(name)} <= told


@pytest.mark.parametrize("sketch", [FERRY, OTHER], ids=["long", "short"])
def test_a_thousand_copies_are_one_group_and_go_as_they_came(sketch: Sketch) -> None:
    """
    A text that everybody prints takes no more looks for its thousandth copy than for its second.
    """
    groups = Groups()
    for n in range(1000):
        assert groups.put(member(f"s-{n:04}", sketch, issued=n / 60)) == {"s-0000"}
    assert len(groups.members("s-0000")) == 1000
    groups.expire(MORNING + timedelta(days=30))
    assert not shown(groups)
