"""Whatever the order in which deliveries come: statuses, holds, joins and words end the same, all verbs beside them."""

from collections import Counter
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.news.newsroom_histories import History, Player, differing, histories

from dateline.news.status import Status, Verb

#: Histories tried, and orders of each.
HISTORIES, ORDERS = 2_000, 3


@pytest.mark.uncounted
def test_every_order_of_a_history_ends_in_the_same_state() -> None:
    """
    Wires stall, mail is late, two transports bring one text, a kill overtakes its story: what readers may see follows
    from what was sent and decided, not from the network's weather. Each verb is tried on stories of each status.
    """
    tried: Counter[tuple[Status, Verb]] = Counter()
    played: list[int] = []

    @settings(max_examples=max(HISTORIES, settings().max_examples))
    @given(data=st.data(), history=histories())
    def same(data: st.DataObject, history: History) -> None:
        first = Player(tried)
        first.play(history, tuple(range(len(history.events))), tuple(range(len(history.late))))
        first.turn(len(played))
        end = first.end()
        for _ in range(ORDERS - 1):
            order = data.draw(st.permutations(range(len(history.events))))
            late = data.draw(st.permutations(range(len(history.late))))
            again = Player(tried)
            again.play(history, tuple(order), tuple(late))
            again.turn(len(played))
            assert differing(end, again.end()) == []
        played.append(len(history.events))

    same()
    assert len(played) >= HISTORIES and min(played) >= 6
    assert {(s, v) for s in get_args(Status) for v in get_args(Verb)} == set(tried)
