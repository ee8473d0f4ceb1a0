"""Vocabularies of topics, told apart by what they hold."""

import json
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree
from msgspec.structs import replace

from dateline.news.errors import WireError
from dateline.news.topics import Vocabulary
from dateline.wires import xml
from dateline.wires.json import decoded
from dateline.wires.vocabulary.document import FORMAT, Statement, vocabulary
from dateline.wires.vocabulary.tables import is_workbook, of_csv, of_workbook

_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
#: Where a JSON document lists its concepts.
_LISTS: Final = ("conceptSet", "@graph", "graph")
#: Nothing in a vocabulary nests deeper.
_DEEPEST: Final = 12


def read(data: bytes) -> Vocabulary:
    """
    Read a vocabulary.

    Args:
        data: SKOS in RDF/XML, Turtle or JSON-LD (also as IPTC writes it), a NewsML-G2 knowledge item, IPTC's workbook,
            or a table in text with one concept a row. No context, DTD or address in it is fetched.
    Returns:
        Its topics in the order of their codes; without the name and the digest of a file.
    Raises:
        WireError: If it is none of these, or holds no concept with a name.
    Source:
        SKOS Reference, W3C; NewsML-G2 2.35; IPTC NewsCodes guidelines
    """
    if is_workbook(data):
        return vocabulary(of_workbook(data))
    head = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if head in (b"{", b"["):
        return vocabulary(_of_json(decoded(data, format=FORMAT)[0]))
    if head == b"<" and not _is_turtle(data):
        root = xml.parse(data, format=FORMAT).root
        return vocabulary(_of_rdf(root) if root.tag == f"{_RDF}RDF" else _of_g2(root))
    return vocabulary(of_csv(data) or _of_turtle(data))


def _is_turtle(data: bytes) -> bool:
    """True of statements that begin with an address in angle brackets."""
    return data.lstrip()[:400].partition(b">")[0].startswith((b"<http:", b"<https:", b"<urn:"))


def _of_rdf(root: etree._Element) -> Iterator[Statement]:
    for node in root.iter(etree.Element):
        about = node.get(f"{_RDF}about")
        if not about:
            continue
        yield Statement(about, "type", str(node.tag))
        for said in node:
            inner = next((one.get(f"{_RDF}about") for one in said if one.get(f"{_RDF}about")), None)
            value = said.get(f"{_RDF}resource") or inner or xml.text(said)
            yield Statement(about, xml.local(said), value, said.get(_LANG, ""))


def _of_g2(root: etree._Element) -> Iterator[Statement]:
    """A knowledge item: ``sameAs`` and ``related`` say which other concepts a concept is."""
    for concept in xml.descendants(root, "concept"):
        id = xml.find(concept, "conceptId")
        about = "" if id is None else id.get("uri") or id.get("qcode") or ""
        if id is None or not about:
            continue
        if id.get("retired"):
            yield Statement(about, "retired", id.get("retired", ""))
        for said in concept:
            name = xml.local(said)
            value = said.get("uri") or said.get("qcode") or xml.text(said)
            relation = (said.get("rel") or "").rpartition(":")[2]
            told = {"sameAs": relation or "exactMatch", "related": relation}.get(name, name)
            language = said.get(_LANG) or root.get(_LANG) or ""
            yield Statement(about, told, value, language if name == "name" else "")


def _of_json(value: Any, depth: int = 0) -> Iterator[Statement]:
    """JSON-LD in whichever of its forms: lists of concepts, at any depth."""
    if depth > _DEEPEST:
        return
    for one in value if isinstance(value, list) else [value]:
        if not isinstance(one, dict):
            continue
        about = next((one[key] for key in ("uri", "@id", "id") if isinstance(one.get(key), str)), "")
        for name, told in one.items():
            if name in _LISTS:
                yield from _of_json(told, depth + 1)
            elif about:
                said = name.rpartition("#")[2].rpartition("/")[2].rpartition(":")[2].lstrip("@")
                yield from (Statement(about, said, text, language) for text, language in _values(told))


def _values(told: Any) -> Iterator[tuple[str, str]]:
    """The texts of a member, with their languages."""
    for one in told if isinstance(told, list) else [told]:
        if isinstance(one, dict):
            marked = next((one[key] for key in ("@id", "uri", "@value", "value") if key in one), None)
            if marked is not None:
                yield _text(marked), str(one.get("@language", ""))
                continue
            for language, text in one.items():
                for part in text if isinstance(text, list) else [text]:
                    yield _text(part), language.lstrip("@")
        elif one is not None:
            yield _text(one), ""


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _of_turtle(data: bytes) -> Iterator[Statement]:
    # Slow to load, and no other command needs it.
    from rdflib import Graph, Literal
    from rdflib.exceptions import Error

    try:
        graph = Graph().parse(data=data, format="turtle")
    # The library's parser was written for sound text: on other it stumbles in many ways.
    except (
        Error,
        SyntaxError,
        ValueError,
        TypeError,
        LookupError,
        AttributeError,
        AssertionError,
        RecursionError,
    ) as e:
        what = "it is no SKOS vocabulary in RDF/XML, Turtle or JSON-LD, no G2 knowledge item and no table of concepts"
        raise WireError(FORMAT, "document", what) from e
    for about, says, value in graph:
        said = str(says).rpartition("#")[2].rpartition("/")[2]
        language = value.language if isinstance(value, Literal) else ""
        yield Statement(str(about), said, str(value), language or "")


def imported(data: bytes, *, file: str, digest: str) -> Vocabulary:
    """
    A vocabulary with the name of the file that it came from, and its SHA-256.

    Raises:
        WireError: As `read`, with the file's name for its place.
    """
    try:
        return replace(read(data), file=file, digest=digest)
    except WireError as e:
        raise WireError(FORMAT, file if e.where == "document" else f"{file}, {e.where}", e.what) from e
