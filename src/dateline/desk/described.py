"""The API's description: to what each route says of itself is added what all of them have in common."""

from typing import Any, Final

import msgspec
from litestar import Request, Response
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Schema
from litestar.plugins import OpenAPISchemaPlugin
from litestar.typing import FieldDefinition
from msgspec import Struct

from dateline.desk.asking import CSRF
from dateline.desk.once import KEY, LONGEST
from dateline.desk.problems import PROBLEM, SECURITY, TITLES, Problem, answer, problem

_UNSAFE: Final = frozenset({"post", "put", "patch", "delete"})
#: What may be wrong with any request, with one that names something, with one that changes something.
_ALWAYS: Final = (400, 401, 403, 503)
_NAMED: Final = (404,)
_CHANGING: Final = (409, 413, 415, 422)
#: What parameters of these names say wherever they stand.
_SAID: Final = {
    "cursor": "Where the page before ended: its `next`. Left out: the list begins at the top.",
    "limit": "Rows on a page, at most.",
    "since": "The number that one has; what came after it is sent.",
}
_TAG: Final = {"description": "Of this answer; sent back with If-None-Match.", "schema": {"type": "string"}}
_KNOWN: Final = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "The ETag of what one has: 304 where nothing has changed.",
    "schema": {"type": "string"},
}
_KEY: Final = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Sent twice with the same key within a day, a request is done once and answered twice.",
    "schema": {"type": "string", "maxLength": LONGEST},
}
assert _KEY["name"].casefold() == KEY  # type: ignore[attr-defined]


class Strict(OpenAPISchemaPlugin):
    """What takes no unknown fields says so, which the framework forgets."""

    def is_plugin_supported_field(self, field_definition: FieldDefinition) -> bool:
        """Whether it is such a type."""
        if field_definition.is_union or not field_definition.is_subclass_of(Struct):
            return False
        return field_definition.type_.__struct_config__.forbid_unknown_fields is True

    def to_openapi_schema(self, field_definition: FieldDefinition, schema_creator: Any) -> Schema:
        """As the framework has it, and no more fields."""
        others = (one for one in schema_creator.plugins if one is not self)
        usual = next(one for one in others if schema_creator.plugin_supports_field(one, field_definition))
        schema: Schema = usual.to_openapi_schema(field_definition, schema_creator)
        schema.additional_properties = False
        return schema


class Described(JsonRenderPlugin):
    """The description as JSON."""

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        """What the framework found, and what all routes have in common."""
        return super().render(request, described(openapi_schema))


def described(found: dict[str, Any]) -> dict[str, Any]:
    """A description with what its routes have in common: refusals, tags, keys, and what a browser must send."""
    _, shapes = msgspec.json.schema_components([Problem], ref_template="#/components/schemas/{name}")
    parts = found["components"]
    schemes = {**parts["securitySchemes"], "csrf": {"type": "apiKey", "in": "header", "name": CSRF}}
    components = {**parts, "schemas": _mended({**shapes, **parts["schemas"]}), "securitySchemes": schemes}
    paths = {
        path: {m: _operation(path, m, one) for m, one in methods.items()} for path, methods in found["paths"].items()
    }
    return {**found, "components": components, "paths": paths}


def _operation(path: str, method: str, operation: dict[str, Any]) -> dict[str, Any]:
    """One route, whole."""
    own = {status: what for status, what in operation["responses"].items() if status != "400"}
    wrong = (*_ALWAYS, *(_NAMED if "{" in path else ()), *(_CHANGING if method in _UNSAFE else ()))
    parameters = [_parameter(one) for one in operation.get("parameters", [])]
    more: dict[str, Any] = {}
    if method in _UNSAFE:
        parameters.append(_KEY)
        more["security"] = [{"token": []}, {"session": [], "csrf": []}]
    elif "application/json" in own["200"].get("content", {}):
        parameters.append(_KNOWN)
        own["200"] = {**own["200"], "headers": {"ETag": _TAG}}
        own["304"] = {"description": "Nothing has changed.", "headers": {"ETag": _TAG}}
    answers = {**{str(status): _refusal(status) for status in wrong}, **own}
    summary = operation["description"].replace("\n", " ").split(". ")[0].split("; ")[0].removesuffix(".")
    return {
        **operation,
        **more,
        "summary": summary,
        "parameters": parameters,
        "responses": dict(sorted(answers.items())),
    }


def _mended(value: Any) -> Any:
    """The framework takes the dots of ``tuple[X, ...]`` for a second type, which fits anything."""
    match value:
        case {"oneOf": [one, {**rest}]} if not rest:
            return _mended(one)
        case dict():
            return {name: _mended(one) for name, one in value.items()}
        case list():
            return [_mended(one) for one in value]
        case _:
            return value


def _parameter(one: dict[str, Any]) -> dict[str, Any]:
    """A parameter in words; nothing cannot be sent, it is left out."""
    kinds = [kind for kind in one["schema"].get("oneOf", ()) if kind != {"type": "null"}]
    schema = _mended(kinds[0] if len(kinds) == 1 else one["schema"])
    said = {"description": _SAID[one["name"]]} if one["name"] in _SAID else {}
    return {**one, "schema": schema, **said}


def named(handler: HTTPRouteHandler, _method: object, _path: object) -> str:
    """What programs call a route: ``views.keep``."""
    return f"{min(handler.resolve_tags()).casefold()}.{handler.handler_name}"


def _refusal(status: int) -> dict[str, Any]:
    return {
        "description": f"{TITLES[status]}.",
        "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def no_page(response: Response[Any]) -> Response[Any]:
    """The framework's own page of what is not there, as a problem; all else with what guards a browser."""
    if response.status_code == 404:
        return answer(problem(404, "The API is described at /api/v1/schema/openapi.json."))
    for name, value in SECURITY.items():
        response.headers.setdefault(name, value)
    return response
