"""Saved views: everybody keeps their own."""

from typing import Annotated

from litestar import Router, delete, get, put
from litestar.exceptions import NotFoundException
from litestar.params import JSONBody, PathParameter

from dateline.desk.api.common import Asked, TheDesk
from dateline.desk.intake import View
from dateline.desk.views import Named, Views

Name = Annotated[str, PathParameter(min_length=1, max_length=80)]


@get("/views", opt={"act": "see"}, sync_to_thread=True)
def views(request: Asked, desk: TheDesk) -> list[Named]:
    """The views of who asks, by their names."""
    return Views(desk.accounts.engine).all(request.user.person.id)


@put("/views/{name:str}", opt={"act": "see"}, status_code=204, sync_to_thread=True)
def keep(request: Asked, desk: TheDesk, name: Name, data: JSONBody[View]) -> None:
    """Keep a view under a name, in place of any that had it."""
    Views(desk.accounts.engine).keep(request.user.person.id, name, data)


@delete("/views/{name:str}", opt={"act": "see"}, status_code=204, sync_to_thread=True)
def forget(request: Asked, desk: TheDesk, name: Name) -> None:
    """Forget a view."""
    if not Views(desk.accounts.engine).forget(request.user.person.id, name):
        raise NotFoundException(f"There is no view {name}.")


routes = Router("/", route_handlers=[views, keep, forget], tags=["Views"])
