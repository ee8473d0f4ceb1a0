"""The same story in other languages, for search engines (hreflang)."""

from collections.abc import Iterable

from dateline.sites.pages import Alternate


def alternates(here: Alternate, pages: Iterable[Alternate], default: str = "") -> tuple[Alternate, ...]:
    """
    The pages that a story's page names: itself, and the story in other languages.

    Search engines believe it only where all pages say the same; so where two pages have one language, the first is
    meant, and the second names none. A page whose canonical link leads elsewhere is none of these.

    Args:
        here: The page that says so.
        pages: All pages of the story, this one too; at home first.
        default: Absolute address for readers of any other language; empty: none.
    Returns:
        Ordered by language; empty where there is no other language, or another page is meant for this one.
    """
    first: dict[str, Alternate] = {}
    for page in pages:
        first.setdefault(page.language.casefold(), page)
    if len(first) < 2 or here not in first.values():
        return ()
    found = tuple(first[language] for language in sorted(first))
    return (*found, Alternate("x-default", default)) if default else found
