"""JSON that needs care into plain values: mended and told where it can be, refused where it cannot."""

import codecs
import json
import re
from collections.abc import Callable
from typing import Any, Final

from dateline.news.errors import WireError
from dateline.news.wire import Problem
from dateline.wires.charset import restored
from dateline.wires.letters import may_have_controls

#: No delivery of news is longer, in bytes.
LONGEST: Final = 32 * 1024 * 1024
#: In a document longer than this, in bytes, a member takes so many on the average at least: each takes far more memory.
_LARGE: Final = 1_000_000
_SHORTEST: Final = 12
#: Likewise an object, whatever it is.
_SMALLEST: Final = 48
#: Nor does any nest deeper, in objects and arrays.
DEEPEST: Final = 100
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"{\x00", "utf-16-le"),
    (b"\x00{", "utf-16-be"),
)
#: Characters that no text has, and halves of characters.
_JUNK = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_ESCAPED_JUNK = re.compile(r"\\(?:[bf]|u(?:00[01]|[dD][89a-fA-F]))")


def decode(data: bytes, *, format: str) -> tuple[Any, tuple[Problem, ...]]:
    """
    Decode one JSON document.

    Args:
        data: JSON in UTF-8; UTF-16 and UTF-32 are known by their marks, other bytes read as Windows-1252 and told.
        format: The wire it is read as, for the error's words.
    Returns:
        The value, and what was mended. A name that occurs twice in an object has its last value; not-a-number is None.
    Raises:
        WireError: If it is no JSON, too long or nested too deep.
    """
    if len(data) > LONGEST:
        raise WireError(format, f"byte {LONGEST}", f"{len(data)} bytes are too many for one document of news")
    if is_crowded(data):
        many = max(data.count(b","), data.count(b"{"))
        raise WireError(format, "document", f"{many} members of next to nothing are no news")
    problems: list[Problem] = []
    text, told = restored(_text(data, problems))
    if told:
        problems.append(Problem("document", told))
    try:
        value = json.loads(
            text, strict=False, object_pairs_hook=_pairs(problems), parse_constant=_not_a_number(problems)
        )
        value, junk = _clean(value, 0) if _may_need_cleaning(text) else (value, 0)
    except json.JSONDecodeError as e:
        raise WireError(format, f"line {e.lineno}, column {e.colno}", f"no JSON: {e.msg}") from e
    except ValueError as e:
        raise WireError(format, "document", "a number with thousands of digits") from e
    except RecursionError as e:
        raise WireError(format, "document", f"nested deeper than {DEEPEST} levels") from e
    if junk:
        problems.append(Problem("document", f"{junk} texts held characters that no text has; they were dropped"))
    return value, tuple(problems)


def is_crowded(data: bytes) -> bool:
    """True of a large document of nothing but commas or objects: each takes far more memory than its bytes."""
    size = len(data)
    return size > _LARGE and (_SHORTEST * data.count(b",") > size or _SMALLEST * data.count(b"{") > size)


def _text(data: bytes, problems: list[Problem]) -> str:
    mark, charset = next((one for one in _MARKS if data.startswith(one[0])), (b"", "utf-8"))
    data = data if b"{" in mark else data[len(mark) :]
    try:
        return data.decode(charset)
    except UnicodeDecodeError as e:
        if charset == "utf-8":
            problems.append(Problem(f"byte {e.start}", "not UTF-8, as JSON is by its standard; read as Windows-1252"))
            return data.decode("cp1252", "replace")
        problems.append(Problem(f"byte {e.start}", f"not {charset}, as its mark says; what is wrong shows as �"))
        return data.decode(charset, "replace")


def _pairs(problems: list[Problem]) -> Callable[[list[tuple[str, Any]]], dict[str, Any]]:
    def paired(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            problems.append(Problem(repr(twice), "occurs twice in one object; the last value was taken"))
        return found

    return paired


def _not_a_number(problems: list[Problem]) -> Callable[[str], None]:
    def constant(name: str) -> None:
        problems.append(Problem("document", f"{name} is no JSON value; read as null"))

    return constant


def _may_need_cleaning(text: str) -> bool:
    """False if the JSON *text* surely nests no deeper than it may, and holds no junk, escaped or not."""
    return (
        text.count("{") + text.count("[") > DEEPEST or _ESCAPED_JUNK.search(text) is not None or may_have_controls(text)
    )


def _clean(value: Any, depth: int) -> tuple[Any, int]:
    """The *value* with clean texts, and how many were not; RecursionError if it is too deep."""
    if depth > DEEPEST:
        raise RecursionError
    if isinstance(value, str):
        cleaned, count = _JUNK.subn("", value)
        return cleaned, min(count, 1)
    if isinstance(value, list):
        each = [_clean(one, depth + 1) for one in value]
        return [one for one, _ in each], sum(count for _, count in each)
    if isinstance(value, dict):
        named = {_JUNK.sub("", name): _clean(one, depth + 1) for name, one in value.items()}
        return {name: one for name, (one, _) in named.items()}, sum(count for _, count in named.values())
    return value, 0
