"""The desk as a web application: all its routes, what guards them, and what every answer bears."""

from typing import Final

from litestar import Litestar, Response, Router
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.middleware import DefineMiddleware
from litestar.middleware.compression import CompressionMiddleware
from litestar.openapi import OpenAPIConfig
from litestar.openapi.spec import Components, SecurityScheme

from dateline import __version__
from dateline.desk import pages, preview
from dateline.desk.api import (
    articles,
    board,
    fronts,
    intake,
    logs,
    me,
    numbers,
    own,
    people,
    rules,
    stories,
    verbs,
    views,
)
from dateline.desk.api.common import Desk
from dateline.desk.asking import COOKIE, Asking, guard
from dateline.desk.described import Described, Strict, named, no_page
from dateline.desk.once import MOST, Repeated
from dateline.desk.problems import SECURITY, of_defect, of_depth, of_http, of_ours
from dateline.desk.tagged import Tagged
from dateline.desk.tally import Tally
from dateline.news.errors import DatelineError

#: Outside of what is done once: what is kept is not compressed, and given to each as they want it.
_COMPRESSION: Final = CompressionConfig(backend="gzip", minimum_size=800, exclude=["/events$"])

_OPENAPI: Final = OpenAPIConfig(
    title="Dateline's desk",
    version=__version__,
    description="All that the desk does. Errors are problem details (RFC 9457); what changes something is an entry.",
    path="/api/v1/schema",
    openapi_router=Router("/api/v1/schema", route_handlers=[], include_in_schema=False, after_request=no_page),
    render_plugins=[Described()],
    use_handler_docstrings=True,
    operation_id_creator=named,
    components=Components(
        security_schemes={
            "token": SecurityScheme(type="http", scheme="bearer"),
            "session": SecurityScheme(type="apiKey", name=COOKIE, security_scheme_in="cookie"),
        }
    ),
    security=[{"token": []}, {"session": []}],
)


def make(desk: Desk) -> Litestar:
    """The application of one newsroom's desk."""

    async def _desk() -> Desk:
        return desk

    previews = preview.Previews(desk)
    tally = Tally(desk.room.ledger, desk.room.clock.now)
    api = Router(
        "/api/v1",
        route_handlers=[
            me.routes,
            intake.routes,
            stories.routes,
            verbs.routes,
            views.routes,
            articles.routes(desk, previews),
            board.routes,
            logs.routes,
            numbers.routes,
            fronts.routes(previews),
            people.routes,
            rules.routes,
            own.routes,
        ],
        response_class=Tagged,
    )
    return Litestar(
        route_handlers=[pages.routes, preview.routes(previews), api],
        dependencies={"desk": Provide(_desk), "tally": Provide(lambda: tally, sync_to_thread=False)},
        middleware=[Asking, DefineMiddleware(CompressionMiddleware, config=_COMPRESSION), Repeated],
        guards=[guard],
        state=State({"accounts": desk.accounts, "once": desk.once, "tell": desk.tell}),
        exception_handlers={
            DatelineError: of_ours,
            HTTPException: of_http,
            RecursionError: of_depth,
            Exception: of_defect,
        },
        openapi_config=_OPENAPI,
        plugins=[Strict()],
        after_request=_secured,
        request_max_body_size=MOST,
        logging_config=None,
        debug=False,
    )


def _secured(response: Response[object]) -> Response[object]:
    for name, value in SECURITY.items():
        response.headers.setdefault(name, value)
    return response
