"""Typed lines: words broken at the margin, lists, tables, titles."""

import pytest

from dateline.wires.typed import hyphen, typed_blocks


@pytest.mark.parametrize(
    ("before", "after", "between"),
    [
        ("teilte die Reederei am Donners-", "tag mit", ""),
        ("the trans-", "port portfolio", ""),
        ("Der Nord-Ostsee-", "Kanal blieb", "-"),
        ("a long-", "term plan", "-"),
        ("the state-of-", "the-art quay", "-"),
        ("Haupt-", "und Nebenbahn", "- "),
        ("peut-", "être", "-"),
        ("dit-", "il", "-"),
        ("the DC-", "3 landed", "-"),
        ("he waited -", "and left", None),
        ("no hyphen", "here", None),
    ],
)
def test_a_word_broken_at_the_margin_is_whole_again(before: str, after: str, between: str | None) -> None:
    """
    A typist breaks words; a page has another width.
    """
    assert hyphen(before, after) == between


def test_paragraphs_without_blank_lines_open_with_lines_set_in() -> None:
    """
    AFP sets paragraphs in, titles between dashes, and leaves no line blank.
    """
    lines = [
        "   One sailed on",
        "Thursday.",
        "   Two followed.",
        "   - Long wait -",
        "   Three did not, and",
        "nobody knew.",
    ]
    assert [(block.kind, block.text) for block in typed_blocks(lines)] == [
        ("paragraph", "One sailed on Thursday."),
        ("paragraph", "Two followed."),
        ("heading", "Long wait"),
        ("paragraph", "Three did not, and nobody knew."),
    ]


def test_leaders_and_numbers_make_tables_and_lists() -> None:
    """
    Results are typed with dots between the columns, steps with numbers.
    """
    table, steps = typed_blocks(
        ["Aldery......6:01", "Upper Tarn..6:03", "Skelling....6:10", "", "1. Tow it", "2. Moor", "it"]
    )
    assert table.html.startswith("<table><tr><td>Aldery</td><td>6:01</td></tr>")
    assert steps.html == "<ol><li>Tow it</li><li>Moor it</li></ol>"


def test_points_set_in_one_by_one_are_one_list() -> None:
    """
    A list of one point each is how a machine sees it, not a reader.
    """
    (block,) = typed_blocks(["- the quay", "", "- the pontoon"])
    assert block.html == "<ul><li>the quay</li><li>the pontoon</li></ul>"
