"""Answers that are the same all day: of tags, codes and standing notes, of which a wire has few."""

from collections.abc import Callable
from functools import lru_cache
from typing import Final, TypeVar

#: In letters; a longer text is looked at anew each time, so that nobody fills the memory with what he sends.
_LONGEST: Final = 300
_MOST: Final = 4096

T = TypeVar("T")


def remembered(function: Callable[[str], T]) -> Callable[[str], T]:
    """The pure *function*, whose answers for short texts are kept."""
    known = lru_cache(maxsize=_MOST)(function)

    def answer(text: str, /) -> T:
        return known(text) if len(text) <= _LONGEST else function(text)

    answer.__doc__ = function.__doc__
    return answer
