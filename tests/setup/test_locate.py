import tomllib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.setup.locate import Way, line, lines

DOCUMENT = '''\
# a comment with key = "value" and [table]
name = "One"   # name = "Two"

about = """
kicker = "not a key"
[not a table]
"""
"quoted key" = 1
a.b = 2
list = [
    "first", # "not an item"
    "second",
    [ "inner" ],
]
inline = { x = 1, y = "]" }
several = [{ z = 1 },
    { z = 2 }]
literal = \'\'\'
x = 1\'\'\'
date = 2020-01-16T10:00:00Z
[table]
key = 'it''s'

[[many]]
one = 1
[many.inner]
two = 2
[[many]]
one = 3
'''.replace("'it''s'", "'its'")


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        (("name",), 2),
        (("about",), 4),
        (("quoted key",), 8),
        (("a", "b"), 9),
        (("list",), 10),
        (("list", 0), 11),
        (("list", 1), 12),
        (("list", 2, 0), 13),
        (("inline", "y"), 15),
        (("several", 0, "z"), 16),
        (("several", 1, "z"), 17),
        (("literal",), 18),
        (("date",), 20),
        (("table",), 21),
        (("table", "key"), 22),
        (("many", 0, "one"), 25),
        (("many", 0, "inner", "two"), 27),
        (("many", 1), 28),
        (("many", 1, "one"), 29),
    ],
)
def test_a_key_is_found_on_the_line_it_stands_on(way: Way, expected: int) -> None:
    """
    Whoever mends a file goes to the line that the message names.
    """
    assert line(lines(DOCUMENT), way) == expected


def test_every_value_of_a_document_has_a_line() -> None:
    """
    No message is left without a place.
    """
    assert {way for way, _ in _leaves(tomllib.loads(DOCUMENT), ())} <= set(lines(DOCUMENT))


def test_what_is_missing_is_told_at_the_table_it_should_stand_in() -> None:
    """
    A key that is not there has no line; its table has.
    """
    assert line(lines(DOCUMENT), ("table", "other")) == 21
    assert line(lines(DOCUMENT), ("other",)) == 0


@given(st.text(alphabet="ab=.[]{}\"'#,\n \\1", max_size=60))
def test_any_text_at_all_comes_to_an_end(text: str) -> None:
    """
    A file broken off in the middle must not hang the command that would say so.
    """
    assert all(1 <= n <= text.count("\n") + 1 for n in lines(text).values())


def _leaves(value: object, way: Way) -> Iterator[tuple[Way, object]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*way, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _leaves(inner, (*way, number))
    else:
        yield way, value
