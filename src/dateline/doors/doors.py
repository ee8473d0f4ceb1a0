"""The doors of one site, made anew only where settings changed."""

from collections.abc import Callable
from datetime import datetime

from dateline.doors.door import Door
from dateline.news.house import Site
from dateline.news.rights import Standing
from dateline.sites.generations import Generations
from dateline.sites.http import Request, Response
from dateline.sites.render import Renderer
from dateline.sites.shell import Shells
from dateline.sites.store import PageStore

#: Makes a site's doors.
Make = Callable[[Site, Standing, Shells], tuple[Door, ...]]


class ServedStore:
    """The pages of a site that are served, opened when they are first asked for; for one thread."""

    def __init__(self, generations: Generations) -> None:
        self._generations = generations
        self._open: tuple[str, PageStore] | None = None

    def __call__(self) -> PageStore | None:
        """The generation that is served now; None while there is none."""
        current = self._generations.current()
        if not current:
            return None
        if self._open is None or self._open[0] != current:
            if self._open is not None:
                self._open[1].close()
            self._open = (current, PageStore(self._generations.path(current)))
        return self._open[1]


class Doors:
    """
    One site's doors, for one thread.

    Args:
        code: The site's.
        standing: Gives what is in force.
        theme: Gives the site's theme.
        make: Makes its doors.
    """

    def __init__(
        self, code: str, standing: Callable[[], Standing], theme: Callable[[str], Renderer], make: Make
    ) -> None:
        self._code, self._standing, self._theme, self._make = code, standing, theme, make
        self._made: tuple[int, tuple[Door, ...]] = (-1, ())

    def __call__(self, request: Request, moment: datetime) -> Response | None:
        """The answer of the first door that has one."""
        standing = self._standing()
        if self._made[0] != standing.entry:
            site = standing.house.site(self._code)
            shells = Shells(site, standing, self._theme(self._code)) if site else None
            self._made = (standing.entry, self._make(site, standing, shells) if site and shells else ())
        answers = (door.answer(request, moment) for door in self._made[1])
        return next((a for a in answers if a is not None), None)
