"""RightsML 2.0, IPTC's profile of ODRL 2.2: our licences out, and what agencies send in; Turtle and JSON-LD."""

import json
import logging
import re
from collections.abc import Mapping
from typing import Any, Final, Literal

from rdflib import Graph
from rdflib.plugins.parsers.jsonld import to_rdf
from rdflib.plugins.parsers.notation3 import BadSyntax

from dateline.licensing import jsonld, reading, writing
from dateline.licensing.profile import OURS, TDM, VCARD
from dateline.licensing.sound import Reading, Refusal
from dateline.licensing.terms import ODRL
from dateline.news.house import Licence

Format = Literal["turtle", "json-ld"]

# rdflib prints a traceback for a date that is none; it is refused by name instead.
logging.getLogger("rdflib").addHandler(logging.NullHandler())

#: Longer documents are refused unread: no contract has a megabyte of rules.
LONGEST: Final = 1_000_000
#: Contexts that `jsonld.CONTEXT` stands for.
_CONTEXTS: Final = frozenset(
    f"{scheme}://{place}"
    for scheme in ("http", "https")
    for place in (
        "www.w3.org/ns/odrl.jsonld",
        "w3.org/ns/odrl.jsonld",
        "www.w3.org/ns/odrl/2/odrl.jsonld",
        "www.w3.org/ns/odrl/2/ODRL22.jsonld",
        "iptc.org/std/RightsML/2.0/rightsml.jsonld",
        "iptc.org/std/RightsML/odrl-profile/rightsml.jsonld",
    )
)
#: What is wrong where the parsers fall over without a word of their own.
_BROKEN: Final[dict[Format, str]] = {
    "turtle": "it is no Turtle: it ends within a statement, or a value is missing; have it written out anew",
    "json-ld": "it is no JSON-LD: a word that begins with @ has a value of the wrong kind; have it written out anew",
}
_NO_SITES: Final[Mapping[str, str]] = {}


class _Strange(Exception):
    """A document that would have us fetch something, or is none."""


def write(licence: Licence, assets: str, *, format: Format, sites: Mapping[str, str] = _NO_SITES) -> str:
    """
    Write a licence as a RightsML policy under our profile (docs/rightsml.md).

    Args:
        licence: What is written; its template mark and its file's digest are not.
        assets: The address of what it is about: a source's texts and the pictures that come with them.
        format: ``turtle`` or ``json-ld``; the latter carries its context.
        sites: A site's code → its host.
    Returns:
        A document; the same for the same licence.
    """
    graph, node = writing.graph(licence, assets, sites), writing.node(licence)
    if format == "json-ld":
        return json.dumps(jsonld.document(graph, node), indent=2, ensure_ascii=False) + "\n"
    for prefix, space in (("odrl", ODRL), ("ours", OURS), ("tdm", TDM), ("vcard", VCARD), ("", f"{node}#")):
        graph.bind(prefix, space, override=True, replace=True)
    return graph.serialize(format="turtle")


def read(text: str, *, format: Format, name: str, sites: Mapping[str, str] = _NO_SITES) -> Reading:
    """
    Read an ODRL 2.2 policy, RightsML or not, as a licence of ours.

    Args:
        text: The document, with one policy. Nothing is fetched: another context than ODRL's own must stand in it.
        format: ``turtle`` or ``json-ld``.
        name: The licence's name in the newsroom folder.
        sites: A site's code → its host.
    Returns:
        A template of a licence that allows at most what the policy does, and all that it could not say.
    """
    try:
        graph = _parsed(text, format)
        return reading.licence(graph, name, sites)
    except _Strange as e:
        return Reading(None, (Refusal("document", str(e)),))
    except RecursionError:
        return Reading(None, (Refusal("document", "it is nested too deep"),))


def _parsed(text: str, format: Format) -> Graph:
    if len(text) > LONGEST:
        raise _Strange(f"it is longer than {LONGEST} characters")
    base = f"{OURS}document"
    try:
        if format == "turtle":
            return Graph().parse(data=text, format="turtle", publicID=base)
        graph = Graph()
        # Not by Graph.parse, which warns of a class of its own that is going away.
        to_rdf(_object(json.loads(text)), graph, base=base)
        return graph
    except BadSyntax as e:
        raise _Strange(f"it is no Turtle: line {e.lines + 1}: {_why(str(e.message))}") from e
    except AssertionError as e:
        raise _Strange("it is no Turtle: a text in it is not closed; end it with the quotes it begins with") from e
    except json.JSONDecodeError as e:
        raise _Strange(f"it is no JSON: line {e.lineno}: {e.msg}") from e
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError) as e:
        raise _Strange(_BROKEN[format]) from e


def _why(said: str) -> str:
    """The parser's reason, without the pieces of the document that it puts around it."""
    found = re.search(r"Bad syntax \((.*)\) at \^ in:", said, re.DOTALL)
    return " ".join((found[1] if found else "it cannot be read from there on").split())


def _object(value: Any) -> Any:
    if not isinstance(value, dict | list):
        raise _Strange("it is no JSON object")
    return _local(value)


def _local(value: Any) -> Any:
    """The document, with ODRL's context put in its place; any other that lies elsewhere is refused, never fetched."""
    if isinstance(value, list):
        return [_local(one) for one in value]
    if not isinstance(value, dict):
        return value
    if "@import" in value:
        raise _Strange(f"its context imports {value['@import']}, which is not fetched; write it into the document")
    return {key: _context(one) if key == "@context" else _local(one) for key, one in value.items()}


def _context(value: Any) -> Any:
    if isinstance(value, list):
        return [_context(one) for one in value]
    if isinstance(value, str):
        if value not in _CONTEXTS:
            raise _Strange(f"its context {value} is not fetched; write it into the document")
        return jsonld.CONTEXT
    return _local(value)


__all__ = ["Format", "Reading", "Refusal", "read", "write"]
