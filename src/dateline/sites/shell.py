"""What stands around every page of one site: name, sections, footer."""

from collections.abc import Sequence
from datetime import datetime

from dateline.news import credit
from dateline.news.house import Site
from dateline.news.rights import Standing
from dateline.sites.pages import Anchor, NavItem, Shell
from dateline.sites.plan import section_path
from dateline.sites.render import Renderer, style_path
from dateline.sites.showing import Showing
from dateline.sites.words import address, local_day


class Shells:
    """The shells of one site's pages."""

    def __init__(self, site: Site, standing: Standing, renderer: Renderer) -> None:
        self._site, self._house = site, standing.house
        #: The style sheet in the site's colours, and its address.
        self.style = renderer.style_for(site.accent, site.accent_dark)
        self.style_path = style_path(self.style)
        self._network = tuple(Anchor(address(s), s.name) for s in self._house.sites if s.code != site.code)

    def shell(
        self,
        path: str,
        title: str,
        description: str,
        showings: Sequence[Showing],
        *,
        here: str = "",
        credits: tuple[str, ...] | None = None,
        canonical: str | None = None,
        noindex: bool = False,
        changed: datetime | None = None,
    ) -> Shell:
        """
        The shell of one page.

        Args:
            path: The page's.
            title: For the browser's tab and for search engines.
            description: The same; may be empty.
            showings: The articles on it: they decide the credits and the year.
            here: The section in the bar that the page is of.
            credits: In place of those of *showings*.
            canonical: In place of the page's own address.
            noindex: Whether search engines shall leave it out.
            changed: When a page without articles last changed.
        """
        site = self._site
        last = max((s.changed for s in showings), default=changed)
        said = dict.fromkeys(c for s in showings for c in (*s.credits, s.credit) if c)
        return Shell(
            site=site.code,
            name=site.name,
            tagline=site.tagline,
            language=site.language,
            nav=tuple(NavItem(section_path(s.slug), s.title, section_path(s.slug) == here) for s in site.sections),
            style=self.style_path,
            accent=site.accent,
            accent_dark=site.accent_dark,
            canonical=None if noindex and canonical is None else canonical or address(site, path),
            title=title if title == site.name else f"{title} · {site.name}",
            description=description,
            network=self._network,
            network_name=self._house.name,
            credits=tuple(said) if credits is None else credits,
            copyright=credit.copyright_line(site, local_day(last, site).year if last else site.since),
            noindex=noindex,
        )
