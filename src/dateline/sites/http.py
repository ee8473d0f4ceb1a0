"""Requests and answers as values, and what all answers have in common."""

from msgspec import Struct

#: No script, no style and no frame but the site's own; nothing is told to others; no device is asked for.
SECURITY = (
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
)


class Request(Struct, frozen=True):
    """What a reader asks for."""

    method: str
    #: Without port, lower case.
    host: str
    path: str
    query: str = ""
    #: Names in lower case.
    headers: dict[str, str] = {}
    body: bytes = b""


class Response(Struct, frozen=True):
    """What a reader gets."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def plain(status: int, words: str, more: tuple[tuple[str, str], ...] = ()) -> Response:
    """An answer in a sentence."""
    headers = (("content-type", "text/plain; charset=utf-8"), ("cache-control", "no-store"), *more, *SECURITY)
    return Response(status, headers, words.encode() + b"\n")
