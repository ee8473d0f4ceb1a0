"""A policy's graph as one JSON-LD document, each node where it is first needed; the context that it is read with."""

from typing import Any, Final

from rdflib import Graph, Literal
from rdflib.collection import Collection
from rdflib.namespace import RDF, XSD
from rdflib.term import Node

from dateline.licensing.profile import OURS, TDM, VCARD
from dateline.licensing.terms import CC, ODRL

_NODES: Final = (
    "assigner assignee attributedParty attributingParty compensatedParty compensatingParty consentedParty "
    "consentingParty constraint consequence contractedParty contractingParty duty failure hasPolicy informedParty "
    "informingParty inheritFrom obligation output partOf permission profile prohibition refinement relation remedy "
    "rightOperandReference source target trackedParty trackingParty uid"
)
_WORDS: Final = "action conflict dataType leftOperand operator unit"
_LISTS: Final = "and or xone andSequence"
_OUR_NODES: Final = "finding limits"
_OUR_WORDS: Final = "ground afterExpiry feedAs daysFrom excludes permits"
_SPACES: Final[dict[str, str]] = {
    "odrl": str(ODRL),
    "ours": str(OURS),
    "cc": str(CC),
    "tdm": str(TDM),
    "vcard": str(VCARD),
    "dct": "http://purl.org/dc/terms/",
    "dcterms": "http://purl.org/dc/terms/",
    "rdf": str(RDF),
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "http://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": str(XSD),
}


def _term(name: str, kind: str, space: str = "odrl") -> dict[str, str]:
    return {"@id": f"{space}:{name}", "@type": kind}


#: Stands for ODRL's own context, which is never fetched. A word that it does not have is taken for one of ODRL, so that
#: none is lost unseen.
CONTEXT: Final[dict[str, Any]] = {
    "@vocab": str(ODRL),
    **_SPACES,
    **{name: _term(name, "@id") for name in _NODES.split()},
    **{name: _term(name, "@vocab") for name in _WORDS.split()},
    **{name: {**_term(name, "@id"), "@container": "@list"} for name in _LISTS.split()},
    **{f"ours:{name}": _term(name, "@id", "ours") for name in _OUR_NODES.split()},
    **{f"ours:{name}": _term(name, "@vocab", "ours") for name in _OUR_WORDS.split()},
    "ours:exceptions": {"@id": "ours:exceptions", "@type": "@id", "@container": "@list"},
}


def document(graph: Graph, root: Node) -> dict[str, Any]:
    """
    Write a graph as JSON-LD.

    Args:
        graph: All of it hangs on *root*.
        root: The policy.
    Returns:
        A tree with those terms of the context that it uses; the same for the same graph.
    """
    tree = _Tree(graph)
    body = tree.node(root)
    used = {k: v for k, v in CONTEXT.items() if k in tree.used or k in ("@vocab", "odrl")}
    return {"@context": used, **body}


class _Tree:
    """Nodes are written out where they are met first, and named after that."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.used: set[str] = set()
        self._met: set[Node] = set()

    def node(self, node: Node) -> dict[str, Any]:
        self._met.add(node)
        body: dict[str, Any] = {"@id": str(node)}
        for kind in sorted(self.graph.objects(node, RDF.type), key=str):
            body["@type"] = self._short(kind, word=True)
        for way in sorted(set(self.graph.predicates(node)) - {RDF.type}, key=str):
            key = self._short(way, word=True)
            values = [self._value(v, key) for v in sorted(self.graph.objects(node, way), key=str)]
            body[key] = values[0] if len(values) == 1 else values
        return body

    def _value(self, value: Node, key: str) -> Any:
        if isinstance(value, Literal):
            return self._literal(value)
        if (value, RDF.first, None) in self.graph:
            return [self._value(one, key) for one in Collection(self.graph, value)]
        if value not in self._met and (value, None, None) in self.graph:
            return self.node(value)
        kind = CONTEXT[key]["@type"] if isinstance(CONTEXT.get(key), dict) else None
        if kind == "@vocab":
            return self._short(value, word=True)
        return str(value) if kind == "@id" else {"@id": str(value)}

    def _literal(self, value: Literal) -> Any:
        if value.datatype in (None, XSD.string):
            return str(value)
        if value.datatype == XSD.integer:
            return int(value)
        return {"@value": str(value), "@type": self._short(value.datatype)}

    def _short(self, node: Node | None, *, word: bool = False) -> str:
        """A name by its prefix; a word of ODRL alone, where it stands as a *word*."""
        text = str(node)
        prefix = next((p for p, space in _SPACES.items() if text.startswith(space) and text != space), None)
        if prefix is None:
            return text
        bare = text.removeprefix(_SPACES[prefix])
        short = bare if word and prefix == "odrl" else f"{prefix}:{bare}"
        self.used |= {prefix, short}
        return short
