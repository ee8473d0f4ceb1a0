"""A site's icon."""

from html import escape

from dateline.news.house import Site


def icon(site: Site) -> bytes:
    """The site's initial on its colour, for a browser's tab."""
    letter = escape(site.name[:1].upper())
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        f'<rect width="32" height="32" fill="{site.accent}"/>'
        '<text x="16" y="23" font-family="Georgia, serif" font-size="21" font-weight="700" fill="#fff" '
        f'text-anchor="middle">{letter}</text></svg>\n'
    ).encode()
