"""The desk as a web application: all its routes, what guards them, and what every answer bears."""

from typing import Final

from litestar import Litestar, Response, Router
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.spec import Components, SecurityScheme

from dateline import __version__
from dateline.desk import pages, preview
from dateline.desk.api import (
    articles,
    intake,
    me,
    stories,
    verbs,
    views,
)
from dateline.desk.api.common import Desk
from dateline.desk.asking import COOKIE, Asking, guard
from dateline.desk.problems import SECURITY, of_defect, of_http, of_ours
from dateline.news.errors import DatelineError

#: Bytes of a request, at most: a long article is a tenth of that.
_MOST: Final = 4_000_000

_OPENAPI: Final = OpenAPIConfig(
    title="Dateline's desk",
    version=__version__,
    description="All that the desk does. Errors are problem details (RFC 9457); what changes something is an entry.",
    path="/api/v1/schema",
    use_handler_docstrings=True,
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
    api = Router(
        "/api/v1",
        route_handlers=[
            me.routes,
            intake.routes,
            stories.routes,
            verbs.routes,
            views.routes,
            articles.routes(desk, previews),
        ],
    )
    return Litestar(
        route_handlers=[pages.routes, preview.routes(previews), api],
        dependencies={"desk": Provide(_desk)},
        middleware=[Asking],
        guards=[guard],
        state=State({"accounts": desk.accounts, "tell": desk.tell}),
        exception_handlers={DatelineError: of_ours, HTTPException: of_http, Exception: of_defect},
        openapi_config=_OPENAPI,
        compression_config=CompressionConfig(backend="gzip", minimum_size=800, exclude=["/events$"]),
        after_request=_secured,
        request_max_body_size=_MOST,
        logging_config=None,
        debug=False,
    )


def _secured(response: Response[object]) -> Response[object]:
    for name, value in SECURITY.items():
        response.headers.setdefault(name, value)
    return response
