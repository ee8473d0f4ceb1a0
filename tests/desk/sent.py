"""What an agency sends a desk's newsroom by hand."""

import json
from datetime import UTC, datetime

from dateline.news.wire import Delivery

NOON = datetime(2020, 1, 16, 12, 0, tzinfo=UTC)


def delivery(uri: str, headline: str, *paragraphs: str, version: int = 1) -> Delivery:
    """A story of some paragraphs, as ninjs, that came at noon."""
    item = {
        "uri": uri,
        "version": str(version),
        "versionCreated": f"2020-01-16T11:{version:02}:00Z",
        "headlines": [{"role": "main", "value": headline}],
        "bodies": [{"role": "main", "contentType": "text/html", "value": "".join(f"<p>{p}</p>" for p in paragraphs)}],
    }
    return Delivery("by-hand", "folder", f"{uri}-{version}.json", json.dumps(item).encode(), NOON)
