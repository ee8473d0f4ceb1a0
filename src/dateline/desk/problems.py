"""What goes wrong, as problem details (RFC 9457): what happened, and what would help."""

from typing import Any, Final

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from msgspec import Struct

from dateline.news.errors import DatelineError, LedgerError, NotAllowed, StoryNotFound

PROBLEM: Final = "application/problem+json"
#: No script, style, frame or picture but our own; nothing is told to others; nobody puts us in a frame.
SECURITY: Final = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class Problem(Struct, frozen=True, omit_defaults=True):
    """Why a request was not done."""

    title: str
    status: int
    #: For the person who asked.
    detail: str
    type: str = "about:blank"
    #: What is wrong with which field of the request, where it is a field.
    fields: dict[str, str] = {}


class Refusal(HTTPException):
    """Somebody may not do this; its words say why."""

    status_code = 403


class Stale(HTTPException):
    """Somebody else was there first: what was sent is made from what is no longer so."""

    status_code = 412


TITLES: Final = {
    400: "The request cannot be read",
    401: "Nobody is logged in",
    403: "Not allowed",
    404: "There is no such thing",
    405: "Not that way",
    409: "It cannot be done now",
    412: "Somebody else changed it",
    413: "Too much at once",
    415: "Not that kind of content",
    422: "The request makes no sense",
    429: "Too often",
    500: "Something is wrong with the program",
    503: "The newsroom cannot answer now",
}


def answer(problem: Problem, headers: dict[str, str] | None = None) -> Response[bytes]:
    """A problem as it is sent."""
    body = msgspec.json.encode(problem)
    return Response(body, status_code=problem.status, media_type=PROBLEM, headers={**SECURITY, **(headers or {})})


def problem(status: int, detail: str, fields: dict[str, str] | None = None) -> Problem:
    """A problem in the words of its status."""
    return Problem(TITLES.get(status, "It was not done"), status, detail, fields=fields or {})


def of_ours(_: Request[Any, Any, Any], error: DatelineError) -> Response[bytes]:
    """What we raise on purpose."""
    match error:
        case StoryNotFound():
            return answer(problem(404, f"{error.id}: no story or article has this id"))
        case NotAllowed():
            return answer(problem(409, error.because))
        case LedgerError():
            return answer(problem(503, str(error)), {"retry-after": "5"})
        case _:
            return answer(problem(409, str(error)))


def of_http(_: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    """What the framework, or the desk, refuses."""
    fields = {}
    if isinstance(error, ValidationException) and isinstance(error.extra, list):
        fields = {str(e.get("key") or "body"): str(e.get("message", "")) for e in error.extra if isinstance(e, dict)}
    return answer(problem(error.status_code, error.detail, fields), dict(error.headers or {}))


def of_depth(request: Request[Any, Any, Any], error: RecursionError) -> Response[bytes]:
    """What was sent is nested so deep that nobody could have meant it; depth of our own is a defect like any other."""
    # msgspec has no error of its own for it.
    if "deserializing" not in str(error):
        return of_defect(request, error)
    return answer(problem(400, "What was sent is nested too deep to be read."))


def of_defect(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """A defect of ours: it is told where the program runs, and not to who asked."""
    request.app.state.tell(f"{request.method} {request.url.path}: {error!r}")
    return answer(problem(500, "It was noted. What you sent was kept where it says so; try again, or tell the owner."))
