"""Who asks, and whether they may: sessions by cookie, tokens by header, and the one guard of all routes."""

import asyncio
import secrets
from typing import Any, Final

from litestar.connection import ASGIConnection
from litestar.enums import ScopeType
from litestar.exceptions import HTTPException, NotAuthorizedException
from litestar.handlers import BaseRouteHandler
from litestar.types import ASGIApp, Receive, Scope, Send

from dateline.desk.accounts import Accounts, Session
from dateline.desk.people import LEAST, refusal
from dateline.desk.problems import Refusal

COOKIE: Final = "dateline_desk"
CSRF: Final = "x-dateline-csrf"
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class UnsupportedMediaType(HTTPException):
    """What was sent is no JSON."""

    status_code = 415


class Asking:
    """Middleware that finds out who asks; whether they may is the `guard`'s."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Put the session, or None, where handlers find it."""
        if scope["type"] == ScopeType.HTTP:
            connection = ASGIConnection[Any, Any, Any, Any](scope)
            accounts: Accounts = connection.app.state.accounts
            scope["user"], scope["auth"] = await asyncio.to_thread(_found, connection, accounts), None
        await self._app(scope, receive, send)


def _found(connection: ASGIConnection[Any, Any, Any, Any], accounts: Accounts) -> Session | None:
    kind, _, secret = connection.headers.get("authorization", "").partition(" ")
    if kind.casefold() == "bearer":
        return accounts.bearer(secret.strip())
    cookie = connection.cookies.get(COOKIE)
    return accounts.session(cookie) if cookie else None


def guard(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """
    Let nobody do what they may not.

    Each route says by ``act`` what it is for, or by ``public`` that it is for everybody.

    Raises:
        NotAuthorizedException: If nobody is logged in.
        Refusal: If somebody is who may not.
    """
    if handler.opt.get("public"):
        return
    session: Session | None = connection.scope.get("user")
    if session is None:
        raise NotAuthorizedException("Log in, or send a token that holds: `Authorization: Bearer …`.")
    if session.csrf and connection.scope.get("method") not in _SAFE:
        sent = connection.headers.get(CSRF, "")
        if not secrets.compare_digest(sent.encode(), session.csrf.encode()):
            raise Refusal(f"A browser must send {CSRF} with what changes something; reload the page.")
    kind = connection.headers.get("content-type", "application/json").partition(";")[0].strip().casefold()
    if kind != "application/json" and connection.scope.get("method") not in _SAFE:
        raise UnsupportedMediaType(f"The desk reads JSON: send `Content-Type: application/json`, not {kind}.")
    # The description of the API is the framework's own route: who may see the desk may read it.
    act = handler.opt.get("act", "see")
    if session.scopes is not None and act not in session.scopes:
        raise Refusal(f"this token may {', '.join(session.scopes)}, and not {act}")
    if why := refusal(session.person, act):
        raise Refusal(why)


def permitted(session: Session, act: str, sites: tuple[str, ...]) -> None:
    """
    Make sure that somebody works for the sites that an act touches.

    Raises:
        Refusal: If they do not.
    """
    known = next(one for one in LEAST if one == act)
    if why := refusal(session.person, known, sites):
        raise Refusal(why)
