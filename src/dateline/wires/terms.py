"""What may be done with a part is never more than what may be done with the whole it came in."""

from msgspec.structs import replace

from dateline.news.wire import Version, gravest
from dateline.wires.statuses import doubted


def no_freer(part: Version, whole: Version) -> Version:
    """A *part* under the terms of the *whole* it came in, where these are the stricter."""
    embargoes = [embargo for embargo in (part.embargo, whole.embargo) if embargo]
    return replace(
        part,
        status=gravest(part.status, whole.status),
        embargo=max(embargoes, default=None),
        doubt=doubted(part.doubt, whole.doubt),
    )
