"""Answers that are the same all day: of tags, codes and standing notes, of which a wire has few."""

from collections.abc import Callable
from typing import Final, TypeVar

#: In letters; a longer text is looked at anew each time, so that nobody fills the memory with what he sends.
_LONGEST: Final = 300
_MOST: Final = 4096

T = TypeVar("T")


class _Answers(dict[str, T]):
    """Answers by the texts that they are of; one that is not there yet is found when it is asked for."""

    def __init__(self, function: Callable[[str], T]) -> None:
        self._function = function

    def __missing__(self, text: str) -> T:
        answer = self._function(text)
        if len(text) <= _LONGEST:
            if len(self) >= _MOST:
                self.clear()
            self[text] = answer
        return answer


def remembered(function: Callable[[str], T]) -> Callable[[str], T]:
    """The pure *function*, whose answers for short texts are kept."""
    # A dictionary's own method: an answer that is known costs no call of Python's.
    return _Answers(function).__getitem__
