"""A page's bytes into text: by its mark, its declaration, or the bytes themselves."""

import codecs
import re
from typing import Final

from dateline.news.errors import WireError
from dateline.news.wire import Problem
from dateline.wires.charset import decoded
from dateline.wires.xml import LONGEST, MOST

FORMAT: Final = "html"
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9._:-]{2,40})""", re.I
)
#: Where browsers look for the declaration; some pages put it later.
_HEAD: Final = 8192
#: What browsers take a charset for.
_MEANT: Final = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "latin-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030",
    "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs", "tis-620": "cp874",
}  # fmt: skip
_NO_CHARSETS: Final = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"})
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def text_of(data: bytes, problems: list[Problem]) -> str:
    """
    Decode a page.

    Returns:
        Its text, without control characters; what was mended is added to *problems*.
    Raises:
        WireError: If it is longer than any page of news, or has more tags.
    """
    if len(data) > LONGEST:
        raise WireError(FORMAT, f"byte {LONGEST}", f"{len(data)} bytes are too many for one page")
    if data.count(b"<") > MOST:
        raise WireError(FORMAT, "document", f"more than {MOST} tags in one page")
    text, said = _decoded(data)
    if said:
        problems.append(Problem("encoding", said))
    text, count = _CONTROL.subn("", text)
    if count:
        problems.append(Problem("document", f"{count} control characters, which HTML forbids; they were dropped"))
    return text


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, charset in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(charset, "replace"), ""
    found = _DECLARED.search(data[:_HEAD])
    declared = found[1].decode("ascii") if found else ""
    charset = _charset(declared)
    if charset in ("", "utf-8"):
        text, said = decoded(data)
        wrong = f"declares {declared}, which nobody knows" if declared and not charset else ""
        if charset and not said and not _is_utf8(data):
            wrong = f"declares {declared}, which it is not; read as Windows-1252"
        return text, "; ".join(filter(None, (wrong, said)))
    try:
        text = data.decode("utf-8")
        return text, f"declares {declared}, is UTF-8; read as UTF-8" if not data.isascii() else ""
    except UnicodeDecodeError:
        text = data.decode(charset, "replace")
    return text, f"declares {declared}, holds other bytes; they show as �" if "\ufffd" in text else ""


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _charset(declared: str) -> str:
    """Python's name for the charset that a page means; empty where there is none."""
    try:
        name = codecs.lookup(declared).name if declared else ""
        name = _MEANT.get(name, name)
        return name if name and name not in _NO_CHARSETS and "<".encode(name) == b"<" else ""
    except (LookupError, UnicodeError, TypeError, ValueError):
        return ""
