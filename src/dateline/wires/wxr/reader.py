"""WordPress exports into readings."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from lxml import etree

from dateline.news.errors import WireError
from dateline.news.wire import Problem, Reading, Version
from dateline.wires import xml
from dateline.wires.rss.torn import mended
from dateline.wires.rss.unproven import reading
from dateline.wires.wxr.document import Export, export_of
from dateline.wires.wxr.media import Attachments
from dateline.wires.wxr.post import version_of

FORMAT: Final = "wxr"
#: What opens an export, for one that lost it.
_HEAD: Final = (
    b'<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"'
    b' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    b' xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:wp="http://wordpress.org/export/1.2/">'
)
_ROOTS: Final = frozenset({"rss", "channel"})
#: Custom types that by their name hold texts for readers.
_TEXTS = re.compile(
    r"(?:\A|[_-])(?:news\w*|articles?|stor(?:y|ies)|press\w*|releases?|posts?|reports?|blog\w*|opinions?|columns?"
    r"|editorials?|briefs?|interviews?|reviews?)(?:\Z|[_-])",
    re.IGNORECASE,
)


def read(data: bytes, *, received: datetime) -> Reading:
    """
    Read one export of a WordPress site.

    Args:
        data: WXR 1.0 to 1.2, in any charset; a torn export is mended item by item.
        received: When it reached us, UTC; datelines without a year are taken to be near it.
    Returns:
        A version for each post, in the export's order. Pages, entries of menus and the like are told by their number;
        attachments are media of the posts that show or own them.
    Raises:
        WireError: If it is no export.
    Source:
        WordPress, wp-admin/includes/export.php (WXR 1.2)
    """
    root, problems = _parsed(data)
    if xml.local(root) not in _ROOTS:
        raise WireError(FORMAT, f"<{xml.local(root)}>", "is the root of no WordPress export; <rss> was expected")
    versions = _versions(export_of(root), received, problems)
    return reading(FORMAT, versions, received=received, problems=problems)


def _versions(export: Export, received: datetime, problems: list[Problem]) -> Iterator[tuple[str, Version | None]]:
    """Each post's place in the export, and its version; what is told of items that are no posts."""
    attachments = Attachments(item for item in export.items if item.get("wp:post_type") == "attachment")
    left: Counter[str] = Counter()
    for place, item in enumerate(export.items):
        kind, where = item.get("wp:post_type"), f"item[{place}]"
        if kind in ("", "post") or _TEXTS.search(kind):
            yield where, version_of(item, export, attachments, where, received, problems)
        else:
            left[kind] += 1
    left["attachment"] = attachments.unused
    if told := [f"{count} {kind[:40]}" for kind, count in sorted(left.items()) if count > 0]:
        problems.append(Problem("channel", f"items that are no posts were left out: {', '.join(told)}"))


def _parsed(data: bytes) -> tuple[etree._Element, list[Problem]]:
    """The root of an export, and what was wrong with its XML."""
    try:
        parsed = xml.parse(data, format=FORMAT)
        return parsed.root, list(parsed.problems)
    except WireError as e:
        if not isinstance(e.__cause__, etree.XMLSyntaxError):
            raise
        return _mended(data, e)


def _mended(data: bytes, error: WireError) -> tuple[etree._Element, list[Problem]]:
    """
    A torn export, item by item; where its own head is beyond repair, its items alone.

    Raises:
        WireError: If there is no item to be made out.
    """
    try:
        return mended(data, error)
    except WireError:
        first = data.find(b"<item")
        if first < 0:
            raise error from None
    try:
        root, problems = mended(_HEAD + data[first:], error)
    except WireError as torn:
        raise WireError(FORMAT, torn.where, torn.what) from torn
    return root, [*problems, Problem("channel", "what it says of its site could not be read; its posts were")]
