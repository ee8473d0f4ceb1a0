"""A door: what answers for addresses of a site that have no page."""

from datetime import datetime
from typing import Final, Protocol

from dateline.sites.http import SECURITY, Request, Response

HTML: Final = "text/html; charset=utf-8"


class Door(Protocol):
    """What answers for some of a site's addresses."""

    def answer(self, request: Request, moment: datetime) -> Response | None:
        """The answer to who asks at a moment; None where there is nothing."""


def made(body: bytes, type: str = HTML) -> Response:
    """An answer that was made for this request, and is nobody else's."""
    return Response(200, (("content-type", type), ("cache-control", "no-store"), *SECURITY), body)
