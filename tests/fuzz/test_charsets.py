"""Charsets that lie, marks, controls, mixed line ends and mojibake: mended in every wire, and told."""

import codecs

import pytest
from tests.fuzz.reports import HEADLINE, PARAGRAPH, SAYS, TELEGRAMS, WIRES, report
from tests.fuzz.targets import BY_NAME

from dateline.news.wire import Reading

each = pytest.mark.parametrize("wire", WIRES)


def whole(wire: str, data: bytes) -> Reading:
    """The reading through the door, where every word is as it was meant."""
    reading = BY_NAME["door"].read(data)
    assert reading.format == wire
    version = reading.versions[0]
    assert version.headline == HEADLINE
    assert PARAGRAPH in [block.text for block in version.body]
    assert BY_NAME[wire].read(data) == reading
    return reading


@each
def test_a_sound_report_has_no_problem(wire: str) -> None:
    """
    A desk that is told of problems where there are none stops to look.
    """
    assert whole(wire, report(wire).encode()).problems == ()


@each
@pytest.mark.parametrize(
    ("mark", "charset", "name"),
    [
        (codecs.BOM_UTF8, "utf-8", "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32"),
    ],
)
def test_a_byte_order_mark_is_believed(wire: str, mark: bytes, charset: str, name: str) -> None:
    """
    Windows software marks what it writes, in wires of one byte a letter too.
    """
    problems = whole(wire, mark + report(wire, name).encode(charset)).problems
    # Mail is of bytes: that it came in another charset than its part says is told.
    assert wire == "e-mail" or problems == ()


@pytest.mark.parametrize("wire", SAYS)
@pytest.mark.parametrize(
    ("said", "is_in"), [("utf-8", "cp1252"), ("iso-8859-1", "utf-8"), ("us-ascii", "utf-8"), ("x-nobody", "utf-8")]
)
def test_a_charset_that_lies_is_told_and_the_words_are_whole(wire: str, said: str, is_in: str) -> None:
    """
    The software that writes the declaration is seldom the one that writes the text.
    """
    problems = whole(wire, report(wire, said).encode(is_in)).problems
    # Mailers write it where nobody told them anything.
    assert problems or (wire, said) == ("e-mail", "us-ascii")


@each
def test_windows_text_is_read_where_utf_8_is_usual(wire: str) -> None:
    """
    One old machine at a source must not cost it its accents.
    """
    whole(wire, report(wire).encode("cp1252"))


@each
@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("charset", ["latin-1", "cp1252"])
def test_mojibake_is_restored_and_told(wire: str, times: int, charset: str) -> None:
    """
    Text that passed through software of the wrong charset, once or oftener, is still the text.
    """
    text = report(wire)
    for _ in range(times):
        # The five bytes that cp1252 leaves open pass through it as they are.
        text = "".join(_read_as(byte, charset) for byte in text.encode())
    assert any("encoded twice" in problem.what for problem in whole(wire, text.encode()).problems)


def _read_as(byte: int, charset: str) -> str:
    return bytes([byte]).decode(charset, "ignore") or chr(byte)


@each
def test_control_bytes_are_dropped(wire: str) -> None:
    """
    A control byte in a word must not part it; in a telegram it may be a mark, and is no problem.
    """
    problems = whole(wire, report(wire).replace("mercredi", "merc\x07re\x08di").encode()).problems
    assert problems or wire in TELEGRAMS


@each
def test_line_ends_of_two_kinds_are_the_same(wire: str) -> None:
    """
    A text pasted from two machines has both.
    """
    lines = report(wire).replace("\r\n", "\n").split("\n")
    mixed = "".join(line + ("\r\n" if at % 2 else "\n") for at, line in enumerate(lines[:-1])) + lines[-1]
    whole(wire, mixed.encode())
