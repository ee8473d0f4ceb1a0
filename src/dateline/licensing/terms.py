"""The names of ODRL 2.2, of its compliance reports and of our own profile; which action includes which."""

from functools import cache
from typing import Final

from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS
from rdflib.term import Node

ODRL: Final = Namespace("http://www.w3.org/ns/odrl/2/")
CC: Final = Namespace("http://creativecommons.org/ns#")
REPORT: Final = Namespace("https://w3id.org/force/compliance-report#")
#: Where a state of the world keeps its moment.
NOW: Final = URIRef("http://example.com/request/currentTime")

#: Actions by the one that includes them; ODRL 2.2, section 4.
_INCLUDED: Final = {
    ODRL.use: "acceptTracking aggregate annotate anonymize archive attribute compensate concurrentUse delete derive "
    "digitize distribute ensureExclusivity execute grantUse include index inform install modify move nextPolicy "
    "obtainConsent play present print read reproduce reviewPolicy stream synchronize textToSpeech transform translate "
    "uninstall watermark",
    ODRL.play: "display",
    ODRL.reproduce: "extract",
    ODRL.transfer: "give sell",
}
_CC: Final = "Attribution CommercialUse DerivativeWorks Distribution Notice Reproduction ShareAlike Sharing SourceCode"
#: Those that nothing includes; the vocabulary deprecates all but two, and names nothing in their place.
_ALONE: Final = "use transfer adHocShare extractChar extractPage extractWord lease lend preview secondaryUse"
#: Deprecated actions by what stands for them today.
_TODAY: Final = {
    ODRL.append: ODRL.modify,
    ODRL.appendTo: ODRL.modify,
    ODRL.attachPolicy: CC.Notice,
    ODRL.attachSource: CC.SourceCode,
    ODRL.commercialize: CC.CommercialUse,
    ODRL.copy: ODRL.reproduce,
    ODRL.export: ODRL.transform,
    ODRL.license: ODRL.grantUse,
    ODRL.pay: ODRL.compensate,
    ODRL.share: CC.Sharing,
    ODRL.shareAlike: CC.ShareAlike,
    ODRL.write: ODRL.modify,
    ODRL.writeTo: ODRL.modify,
}


@cache
def _parents() -> dict[Node, Node]:
    table: dict[Node, Node] = {ODRL[name]: parent for parent, names in _INCLUDED.items() for name in names.split()}
    return table | {CC[name]: ODRL.use for name in _CC.split()}


def current(action: Node) -> Node:
    """The *action* under the name it has in ODRL 2.2."""
    return _TODAY.get(action, action) if isinstance(action, URIRef) else action


def known(action: Node) -> bool:
    """Whether ODRL 2.2 defines the *action*."""
    return current(action) in _parents() or action in {ODRL[name] for name in _ALONE.split()}


def includes(wide: Node, narrow: Node, *graphs: Graph) -> bool:
    """
    Whether one action includes another, or is the same.

    Args:
        wide: The including action, such as ``odrl:use``.
        narrow: The included one, such as ``odrl:read``.
        graphs: Where further actions are declared with ``odrl:includedIn``, as profiles do.
    """
    seen: set[Node] = set()
    ways = [narrow, current(narrow)]
    while ways:
        action = ways.pop()
        if action in (wide, current(wide)):
            return True
        if action in seen:
            continue
        seen.add(action)
        parent = _parents().get(action)
        ways += [parent] if parent is not None else []
        ways += [o for g in graphs for o in g.objects(action, ODRL.includedIn)]
        ways += [o for g in graphs for o in g.objects(action, SKOS.exactMatch)]
    return False


#: What says that one thing is part of another, or belongs to a kind.
PART_OF: Final = (ODRL.partOf, DCTERMS.isPartOf, SKOS.broader, SKOS.broaderTransitive)
KIND_OF: Final = (RDF.type, RDFS.subClassOf, SKOS.broader)


def reaches(start: Node, goal: Node, ways: tuple[URIRef, ...], *graphs: Graph) -> bool:
    """Whether a chain of the statements *ways* in *graphs* leads from *start* to *goal*; no step is needed if equal."""
    seen: set[Node] = set()
    open_ = [start]
    while open_:
        node = open_.pop()
        if node == goal:
            return True
        if node not in seen:
            seen.add(node)
            open_ += [o for g in graphs for way in ways for o in g.objects(node, way)]
    return False
