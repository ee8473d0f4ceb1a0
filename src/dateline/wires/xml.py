"""The one XML parser of all readers: nothing fetched, nothing expanded, nothing unbounded."""

import codecs
import html.entities
import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from lxml import etree
from msgspec import Struct

from dateline.news.errors import WireError
from dateline.news.wire import Problem
from dateline.wires.charset import may_be_twice, restored
from dateline.wires.letters import fold, may_have_controls, unescaped
from dateline.wires.markup import blocks
from dateline.wires.remembered import remembered

#: No delivery of news is longer, in bytes.
LONGEST: Final = 32 * 1024 * 1024
#: Nor has one more tags, or more attributes: each takes far more memory than its bytes.
MOST: Final = 1_000_000
#: Nor are the elements of one that has more than `MOST` bytes shorter on the average, tags and words together.
_SHORTEST: Final = 13
#: Nor does any nest deeper, in elements.
DEEPEST: Final = 200

_PARSER: Final = etree.XMLParser(
    encoding="utf-8",
    no_network=True,
    load_dtd=False,
    resolve_entities=False,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
)
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    ("<?".encode("utf-16-le"), "utf-16-le"),
    ("<?".encode("utf-16-be"), "utf-16-be"),
)
_MARKS: Final = tuple(mark for mark, _ in _BOMS)
_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
#: Charsets of one byte a letter, which software names when it means nothing by it.
_WESTERN: Final = frozenset({"ascii", "iso8859-1", "iso8859-15", "cp1252"})
#: What Python decodes, and no document is in.
_NO_CHARSETS: Final = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"})
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_DOCTYPE = re.compile(r"<!DOCTYPE\s+([^\s>\[]+)")
#: What needs a look: an ampersand that begins none of the five references that XML itself knows.
_SUSPECT = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)")
#: The same in bytes; a number that is no character's the parser finds.
_SUSPECT_BYTES = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,9}|#x[0-9a-fA-F]{1,9});)")
_REFERENCE = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|&(?:(#[0-9]{1,9}|#x[0-9a-fA-F]{1,9}|[A-Za-z][A-Za-z0-9]{0,40});)?",
    re.DOTALL,
)
_BUILT_IN: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
_TOO_DEEP: Final = etree.XPath(f"({'/*' * (DEEPEST + 1)})[1]")
_POSITION = re.compile(r"(?:,? line \d+)?(?:, column \d+)?(?: \(<string>, line \d+\))?\Z")


class Parsed(Struct, frozen=True):
    """A document, and what had to be mended before it could be read."""

    root: etree._Element
    problems: tuple[Problem, ...] = ()


#: The children of an element, or all that is inside it, by their local names, each in the order of the document.
Elements = dict[str, list[etree._Element]]


def parse(data: bytes, *, format: str) -> Parsed:
    """
    Parse one XML document.

    Args:
        data: The document in any charset; a wrong declaration and stray control bytes are mended, and told.
        format: The wire it is read as, for the error's words.
    Returns:
        Its root, without comments and processing instructions. No entity but the five of XML and HTML's named
        characters is resolved, and no DTD is read.
    Raises:
        WireError: If it is not well-formed, too long, too deep, or declares entities.
    """
    if len(data) > LONGEST:
        raise WireError(format, f"byte {LONGEST}", f"{len(data)} bytes are too many for one document of news")
    if len(data) > MOST and max(data.count(mark) for mark in (b"<", b"=", b"&")) > MOST:
        raise WireError(format, "document", f"more than {MOST} tags, attributes or references in one document of news")
    refuse_crowds(data, format=format)
    problems: list[Problem] = []
    document = _in_utf8(data, problems)
    if may_be_twice(document):
        document = _restored(document, problems)
    if (root := _sound(document)) is None:
        text = _mended(document.decode("utf-8", "surrogatepass"), problems)
        _refuse_declarations(text, format)
        try:
            root = etree.fromstring(text.encode(), _PARSER)
        except etree.XMLSyntaxError as e:
            raise _refusal(e, format) from e
    _refuse_entities(root, format)
    # What holds another has two tags of its own.
    if data.count(b"<") > 2 * DEEPEST:
        _refuse_depth(root, format)
    return Parsed(root, tuple(problems))


def refuse_crowds(data: bytes, *, format: str) -> None:
    """
    Refuse a large document of nothing but tags: each takes far more memory than its bytes.

    Raises:
        WireError: If *data* is one.
    """
    if len(data) > MOST and _SHORTEST * (elements := data.count(b"<") - data.count(b"</")) > len(data):
        raise WireError(format, "document", f"{elements} elements of next to nothing are no news")


def _sound(document: bytes) -> etree._Element | None:
    """The root of a *document* in UTF-8 that needs no mending, as nearly all are; None of others."""
    document = document.lstrip(b" \t\r\n")
    if (b"&" in document and _SUSPECT_BYTES.search(document)) or b"<!ENTITY" in document:
        return None
    try:
        return etree.fromstring(document, _PARSER)
    except etree.XMLSyntaxError:
        return None


def _refusal(error: etree.XMLSyntaxError, format: str) -> WireError:
    """The parser's *error* in ours: where, and what, without the document's own words."""
    line, column = error.position
    if error.code == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
        what = "nests deeper, or has a longer word or text, than any document of news"
    else:
        what = _POSITION.sub("", (error.msg or "not XML").partition("\n")[0])
    return WireError(format, f"line {line}, column {column}", what)


def _in_utf8(data: bytes, problems: list[Problem]) -> bytes:
    """The document in UTF-8, by its byte order mark, its declaration, or its bytes, in this order of trust."""
    for mark, charset in _BOMS if data.startswith(_MARKS) else ():
        if data.startswith(mark):
            if charset == "utf-8":
                return _from_utf8(data[len(mark) :], problems)
            text = data.decode(charset, "replace").removeprefix("\ufeff")
            if "\ufffd" in text:
                problems.append(Problem("encoding", f"bytes that are not {charset}; they show as �"))
            return text.encode("utf-8", "surrogatepass")
    found = _DECLARED.match(data[:400])
    declared = found.group(1).decode("ascii") if found else "utf-8"
    charset = _charset(declared)
    if not charset:
        problems.append(Problem("encoding", f"declares {declared}, which it is not; read as UTF-8"))
    if charset in ("utf-8", ""):
        return _from_utf8(data, problems)
    if charset in _WESTERN:
        return _from_western(data, declared, problems)
    text = data.decode(charset, "replace")
    if "\ufffd" in text:
        problems.append(Problem("encoding", f"declares {declared}, holds other bytes; they show as �"))
    return text.encode("utf-8", "surrogatepass")


@remembered
def _charset(declared: str) -> str:
    """Python's name for a charset; empty where it has none that a document can be in."""
    try:
        charset = codecs.lookup(declared).name
        return charset if charset not in _NO_CHARSETS and "<".encode(charset) == b"<" else ""
    except (LookupError, UnicodeError, TypeError):
        return ""


def _restored(document: bytes, problems: list[Problem]) -> bytes:
    """The *document* without characters that were encoded twice."""
    text, told = restored(document.decode("utf-8", "surrogatepass"))
    if not told:
        return document
    problems.append(Problem("encoding", told))
    return text.encode("utf-8", "surrogatepass")


def _from_utf8(data: bytes, problems: list[Problem]) -> bytes:
    """UTF-8, with what is not UTF-8 in it read as Windows-1252."""
    try:
        data.decode()
    except UnicodeDecodeError as e:
        told = f"is UTF-8 by its declaration, but not at byte {e.start}; such bytes were read as Windows-1252"
        problems.append(Problem("encoding", told))
        return data.decode("utf-8", _WINDOWS).encode()
    return data


def _from_western(data: bytes, declared: str, problems: list[Problem]) -> bytes:
    """A one-byte charset, unless the bytes are UTF-8, which no text in such a charset is by chance."""
    if data.isascii():
        return data
    try:
        data.decode()
    except UnicodeDecodeError:
        charset = "iso8859-15" if _charset(declared) == "iso8859-15" else "cp1252"
        return data.decode(charset, _WINDOWS).encode()
    problems.append(Problem("encoding", f"declares {declared}, is UTF-8; read as UTF-8"))
    return data


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """One byte that is not of its charset, as Windows-1252 has it; those few that it lacks are dropped."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.start + 1]
    return wrong.decode("cp1252", "ignore"), error.start + 1


_WINDOWS: Final = "dateline-windows"
codecs.register_error(_WINDOWS, _as_windows)


def _mended(text: str, problems: list[Problem]) -> str:
    """The *text* without what XML cannot hold: control characters, loose ampersands, references to nothing."""
    text = text.lstrip("\ufeff \t\r\n")
    if may_have_controls(text):
        text, count = _CONTROL.subn("", text)
        if count:
            problems.append(Problem("document", f"{count} control characters, which XML forbids; they were dropped"))
    if "&" not in text or not _SUSPECT.search(text):
        return text
    loose: list[str] = []
    mended = _REFERENCE.sub(lambda found: _reference(found, loose), text)
    if loose:
        example = loose[0]
        problems.append(Problem("document", f"{len(loose)} references to nothing, such as {example!r}; mended"))
    return mended


def _reference(found: re.Match[str], loose: list[str]) -> str:
    """What stands for one ampersand: itself where XML knows it, else the character or the letters that were meant."""
    whole, name = found.group(), found.group(1)
    if whole[0] == "<" or name in _BUILT_IN:
        return whole
    if name is None:
        loose.append(whole)
        return "&amp;"
    if name[0] == "#":
        point = int(name[2:], 16) if name[1] == "x" else int(name[1:])
        if point <= 0x10FFFF and not _CONTROL.match(chr(point)):
            return whole
        loose.append(whole)
        return ""
    character = html.entities.html5.get(name + ";")
    if character is None:
        loose.append(whole)
        return f"&amp;{name};"
    return html.escape(character)


def _refuse_declarations(text: str, format: str) -> None:
    """
    Refuse entities before the parser meets them.

    Raises:
        WireError: If the document declares any.
    """
    head = text[: 64 * 1024]
    if "<!DOCTYPE" not in head or (found := _DOCTYPE.search(head)) is None:
        return
    root = re.compile(rf"<{re.escape(found.group(1))}[\s/>]").search(text, found.end())
    at = text.find("<!ENTITY", found.end(), root.start() if root else len(text))
    if at >= 0:
        line = text.count("\n", 0, at) + 1
        raise WireError(
            format, f"line {line}", "declares entities, which no wire needs; send the characters themselves"
        )


def _refuse_entities(root: etree._Element, format: str) -> None:
    """
    Refuse entities that hid from the look at the text.

    Raises:
        WireError: If the document declares any.
    """
    subset = root.getroottree().docinfo.internalDTD
    if subset is not None and any(True for _ in subset.iterentities()):
        raise WireError(format, "line 1", "declares entities, which no wire needs; send the characters themselves")


def _refuse_depth(root: etree._Element, format: str) -> None:
    """
    Refuse what nests deeper than any text.

    Raises:
        WireError: If it does.
    """
    found = _TOO_DEEP(root)
    if isinstance(found, list) and found:
        raise WireError(format, f"line {found[0].sourceline}", f"elements nest more than {DEEPEST} deep")


def _without_namespace(tag: str) -> str:
    return tag[tag.rfind("}") + 1 :]


#: By the tag that lxml has; only comments and the like, which no tree of ours holds, have others than text.
_local: Final[Callable[[Any], str]] = remembered(_without_namespace)


def local(element: etree._Element) -> str:
    """The element's name without its namespace."""
    return _local(element.tag)


def children(*elements: etree._Element | None) -> Elements:
    """The children of these *elements* by their local names; none where there is no such element."""
    found: Elements = {}
    for element in elements:
        for child in () if element is None else element:
            found.setdefault(_local(child.tag), []).append(child)
    return found


def inside(element: etree._Element | None) -> Elements:
    """All that is inside an *element*, at any depth, by local names; nothing where there is no such element."""
    found: Elements = {}
    for inner in () if element is None else element.iterdescendants():
        found.setdefault(_local(inner.tag), []).append(inner)
    return found


def first(elements: Elements, name: str) -> etree._Element | None:
    """The first of the *elements* of a *name*; None if there is none."""
    named = elements.get(name)
    return named[0] if named else None


def find(element: etree._Element, name: str) -> etree._Element | None:
    """The first child of an *element* of a local *name*; None if there is none."""
    for child in element:
        if _local(child.tag) == name:
            return child
    return None


def find_all(element: etree._Element, path: str) -> list[etree._Element]:
    """All elements at a *path* of local names below *element*, in their order."""
    found = [element]
    for step in path.split("/"):
        found = [child for one in found for child in one.iterchildren(f"{{*}}{step}")]
    return found


def descendants(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """All elements of these local *names* at any depth below *element*, in their order."""
    return element.iterdescendants(*(f"{{*}}{name}" for name in names))


def text(element: etree._Element | None) -> str:
    """The words of an *element*, folded; empty if there is none."""
    if element is None:
        return ""
    if len(element) == 0:
        words = element.text
        if not words:
            return ""
        return fold(unescaped(words) if "&" in words else words)
    return " ".join(block.text for block in blocks([element]))


def texts(elements: Elements, name: str) -> list[str]:
    """The words of each of the *elements* of a *name* that has any."""
    return [words for one in elements.get(name, ()) if (words := text(one))]
