"""The desk's own pages: the one that everything happens on, the one to log in by, and their scripts and styles."""

from functools import cache
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

from litestar import Request, Response, Router, get, post
from litestar.datastructures import Cookie
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException
from litestar.params import Body, FromPath
from litestar.response import Redirect
from minijinja import Environment
from msgspec import Meta, Struct

from dateline.desk.accounts import AT_MOST, Session
from dateline.desk.api.common import Asked, TheDesk
from dateline.desk.asking import COOKIE
from dateline.desk.problems import Refusal
from dateline.news.errors import NotAllowed

_HERE: Final = Path(__file__).parent
_HTML: Final = "text/html"
_TYPES: Final = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2"}


class Entering(Struct, frozen=True):
    """What the form to log in sends."""

    id: Annotated[str, Meta(max_length=80)]
    password: Annotated[str, Meta(max_length=200)]


@cache
def statics() -> dict[str, tuple[str, bytes]]:
    """The scripts, styles and fonts by name, which the bundler changes with their bytes: type and bytes."""
    files = (file for file in sorted((_HERE / "static").glob("*")) if file.suffix in _TYPES)
    return {file.name: (_TYPES[file.suffix], file.read_bytes()) for file in files}


def _named(stem: str, suffix: str) -> str:
    """Where a page finds a script or a style; empty: it was not built."""
    return next((f"/static/{name}" for name in statics() if name.startswith(f"{stem}-") and name.endswith(suffix)), "")


@cache
def _environment() -> Environment:
    environment = Environment(undefined_behavior="strict", trim_blocks=True, lstrip_blocks=True)
    for file in sorted((_HERE / "templates").glob("*.html")):
        environment.add_template(file.name, file.read_text("utf-8"))
    environment.add_global("script", _named("desk", ".js"))
    environment.add_global("style", _named("desk", ".css"))
    # Those of single pages, which fetch them when they are first opened.
    sheets = (name for name in statics() if name.endswith(".css"))
    environment.add_global("styles", " ".join(f"{name.rpartition('-')[0]}=/static/{name}" for name in sheets))
    return environment


def _page(template: str, status: int = 200, **values: object) -> Response[str]:
    html = _environment().render_template(template, **values)
    return Response(html, media_type=_HTML, status_code=status, headers={"cache-control": "no-store"})


@get("/", opt={"public": True})
async def desk_page(request: Request[Session | None, Any, Any], desk: TheDesk) -> Response[Any]:
    """The desk; who is not logged in is led to where they can."""
    if request.user is None:
        return Redirect("/login", status_code=303)
    return _page("desk.html", newsroom=desk.room.name, demo=desk.guest is not None)


@get("/login", opt={"public": True}, sync_to_thread=True)
def login_page(request: Request[Any, Any, Any], desk: TheDesk) -> Response[Any]:
    """The form to log in; the demonstration on this machine logs its visitor in as the owner."""
    if desk.guest is not None and _near(request):
        return _entered(request, desk.accounts.open(desk.guest).secret)
    return _page("login.html", newsroom=desk.room.name, wrong="", id="")


@post("/login", opt={"public": True}, sync_to_thread=True)
def log_in(
    request: Request[Any, Any, Any],
    desk: TheDesk,
    data: Annotated[Entering, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    """Let somebody in."""
    origin = request.headers.get("origin")
    if origin and urlsplit(origin).netloc != request.headers.get("host"):
        raise Refusal("This form was sent by a page of another site.")
    try:
        opened = desk.accounts.log_in(data.id.strip(), data.password, _address(request))
    except NotAllowed as e:
        return _page("login.html", 403, newsroom=desk.room.name, wrong=e.because.capitalize() + ".", id=data.id)
    return _entered(request, opened.secret)


@post("/logout", opt={"act": "see"}, status_code=204, sync_to_thread=True)
def log_out(request: Asked, desk: TheDesk) -> None:
    """End the session of who asks."""
    desk.accounts.log_out(request.cookies.get(COOKIE, ""))


@get("/static/{name:str}", opt={"public": True})
async def static(name: FromPath[str]) -> Response[bytes]:
    """A script, a style or a font; its name changes with its bytes."""
    if name not in statics():
        raise NotFoundException(f"There is no {name} here.")
    type, data = statics()[name]
    return Response(data, media_type=type, headers={"cache-control": "public, max-age=31536000, immutable"})


def _entered(request: Request[Any, Any, Any], secret: str) -> Redirect:
    cookie = Cookie(
        key=COOKIE,
        value=secret,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https" or request.headers.get("x-forwarded-proto") == "https",
        max_age=int(AT_MOST.total_seconds()),
    )
    return Redirect("/", status_code=303, cookies=[cookie])


def _address(request: Request[Any, Any, Any]) -> str:
    return request.client.host if request.client else ""


def _near(request: Request[Any, Any, Any]) -> bool:
    """Whether who asks sits at this machine: nothing between us and them has passed it on."""
    try:
        here = ip_address(_address(request)).is_loopback
    except ValueError:
        return False
    return here and "x-forwarded-for" not in request.headers and "forwarded" not in request.headers


routes = Router("/", route_handlers=[desk_page, login_page, log_in, log_out, static], include_in_schema=False)
