"""A short pass of what `make torture` does at length: the kept corpus, and mutations of all samples."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fuzz.mutate import mutated
from tests.fuzz.rules import Broken, cut_off, linear, obey, within_memory
from tests.fuzz.targets import TARGETS, Target

by_target = pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)


@by_target
def test_every_reader_has_samples_and_kept_inputs(target: Target) -> None:
    """
    A reader that nobody feeds is a reader that nobody tries.
    """
    assert target.samples()
    assert target.kept()


@by_target
def test_what_once_broke_a_reader_never_does_again(target: Target) -> None:
    """
    A delivery that stopped the collector one night must not do so the next.
    """
    with cut_off():
        for data in target.kept():
            obey(target, data)


@by_target
def test_nearly_news_ends_in_a_reading_or_a_wire_error(target: Target) -> None:
    """
    Software of others cuts, repeats, splices and recodes what it sends on.
    """
    others = target.samples() + target.kept()

    @given(st.sampled_from(others), st.integers(0, 2**32))
    @settings(max_examples=settings().max_examples // 4)
    def tried(data: bytes, seed: int) -> None:
        obey(target, mutated(data, Random(seed), others, 20_000))

    with cut_off():
        tried()


@by_target
def test_every_reader_takes_the_samples_of_all(target: Target) -> None:
    """
    A source that changes its wire sends the new one to the old address; the reader of the old one must survive it.
    """
    with cut_off():
        for other in TARGETS:
            for data in other.samples():
                obey(target, data)


def test_a_reader_that_breaks_a_rule_is_seen() -> None:
    """
    A net with a hole catches nothing.
    """

    def asks(_data: bytes, **_: object) -> object:
        import urllib.request

        return urllib.request.urlopen("http://127.0.0.1:9/")

    def hoards(_data: bytes, **_: object) -> object:
        return [bytes(1000) for _ in range(40_000)] and TARGETS[-1].read(b"News of the harbour.")

    def squares(data: bytes, **_: object) -> object:
        for _byte in data:
            for _other in data:
                len(data)
        return TARGETS[-1].read(b"News of the harbour.")

    with cut_off(), pytest.raises(Broken, match="asked the network"):
        obey(Target("asks", asks), b"x")  # type: ignore[arg-type]
    with pytest.raises(Broken, match="bytes of memory"):
        within_memory(Target("hoards", hoards), b"x")  # type: ignore[arg-type]
    with pytest.raises(Broken, match="for twice as many"):
        linear(Target("squares", squares), b"", b"x", b"", size=300)  # type: ignore[arg-type]
