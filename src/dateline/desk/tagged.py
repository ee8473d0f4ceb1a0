"""Answers with a tag: who has what there is gets word of that instead."""

from hashlib import blake2b
from typing import Any, Final, TypeVar

from litestar import Request, Response
from litestar.response.base import ASGIResponse

T = TypeVar("T")

#: Of answers that bear a tag: they are one person's, and are asked for again each time.
_CACHE: Final = "private, no-cache"


class Tagged(Response[T]):
    """
    What a route gives out as JSON; where it is read, it bears a tag of its bytes.

    The tag is a weak one: the bytes on the line are compressed for who wants them so.
    """

    def to_asgi_response(
        self, app: Any, request: Request[Any, Any, Any], *, headers: dict[str, str] | None = None, **more: Any
    ) -> ASGIResponse:
        """The answer, or word that nothing has changed."""
        full = super().to_asgi_response(app, request, headers=headers, **more)
        if request.method != "GET" or full.status_code != 200:
            return full
        tag = f'"{blake2b(full.body, digest_size=12).hexdigest()}"'
        own = {**self.headers, "etag": f"W/{tag}", "cache-control": _CACHE}
        if tag in {one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")}:
            return ASGIResponse(status_code=304, headers=own)
        full.headers.update(own)
        return full
