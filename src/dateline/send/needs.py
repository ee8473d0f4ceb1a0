"""What a sender needs of those it sends to, and of the rest of the house; `verbs/deliver.py` passes the real in."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from dateline.send.values import Answer, Item, Said, Stored

#: Of some stories and articles, those whose words may not go out now, and why.
Barred = Callable[[Iterable[str]], dict[str, str]]


class Pages(Protocol):
    """A site's pages as they are served, and the pictures that these show."""

    def page(self, path: str) -> Stored | None:
        """The page or the picture of that path; None if there is none."""

    def paths(self) -> Iterable[str]:
        """The paths of all pages."""


class Chain(Protocol):
    """What a sender follows: outputs, or what another sender has done."""

    @property
    def name(self) -> str: ...
    @property
    def complete(self) -> bool:
        """Whether what it tells of stands already, pictures and all."""

    def tail(self) -> int:
        """The number of the last link; 0 if there is none."""

    def after(self, number: int) -> Iterator[tuple[int, Said]]:
        """The links after that number, in order."""


class Recipient(Protocol):
    """Somebody who is sent to; used by one thread at a time."""

    @property
    def name(self) -> str:
        """As shown to people, without secrets."""

    @property
    def identity(self) -> str:
        """What makes it this one: the same for as long as what it has is what we remember."""

    @property
    def form(self) -> str:
        """How things are put there; once this is another, all is sent anew."""

    @property
    def takes_pages(self) -> bool:
        """Whether it is sent the pages, or only told of them; then it is told of what comes, not of what was."""

    @property
    def most(self) -> int:
        """Things that it takes at once."""

    def concerns(self, said: Said) -> bool:
        """Whether it wants to have this at all."""

    def pictures(self) -> Iterable[str]:
        """
        The addresses of pictures that it has of us; none, where it takes no pages.

        Raises:
            SendError: If it cannot be asked.
        """

    def send(self, items: tuple[Item, ...]) -> Iterator[Answer]:
        """
        Send; an answer for each item that was tried.

        Raises:
            SendError: If the recipient cannot be reached: those without an answer are still out.
        """
