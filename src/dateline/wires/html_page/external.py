"""trafilatura, for pages whose markup does not tell where their text is."""

import logging
from typing import Final

from lxml import etree

from dateline.news.blocks import Block
from dateline.wires.html import content_from_html

#: A longer page, in letters, or one of more elements, is not given to it: it takes its time.
_LONGEST: Final = 3_000_000
_MOST: Final = 30_000
_DEEPEST: Final = 100
#: What it raises over odd trees, none of which is about the machine.
_ERRORS: Final = (
    ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RecursionError, AssertionError,
    etree.LxmlError,
)  # fmt: skip
_TOO_DEEP: Final = etree.XPath(f"boolean({'/*' * (_DEEPEST + 1)})")


def extracted(root: etree._Element) -> tuple[Block, ...]:
    """The blocks of what trafilatura takes for the text of the page under *root*; none where it finds none."""
    if _TOO_DEEP(root) or sum(1 for _ in root.iter("*")) > _MOST:
        return ()
    page = etree.tostring(root, encoding="unicode", method="html")
    if len(page) > _LONGEST:
        return ()
    # It is loaded here because it takes a quarter of a second, and most runs read no page that needs it.
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = trafilatura.extract(
            page, output_format="html", include_comments=False, include_links=True, include_formatting=True
        )
    except _ERRORS:
        return ()
    return content_from_html(found).blocks if found else ()
