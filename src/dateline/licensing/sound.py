"""Whether a policy is one that can be read at all: its kind, its profile, its words, whom and what it is about."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct
from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, FOAF, RDF, RDFS, SDO, SKOS
from rdflib.term import Node

from dateline.licensing import policy as odrl
from dateline.licensing.limits import named
from dateline.licensing.policy import Policy, Thing
from dateline.licensing.profile import OURS, RIGHTSML, TDM, VCARD
from dateline.licensing.terms import ODRL
from dateline.news.house import Licence

_TYPES: Final = frozenset((ODRL.Set, ODRL.Offer, ODRL.Agreement, ODRL.Policy))
_PROFILES: Final = frozenset(
    str(n).rstrip("/#") for n in (RIGHTSML, OURS, TDM, ODRL, ODRL.core, "http://www.w3.org/ns/odrl/2/core")
)
#: Words of ODRL that are read, or stand in what is refused for another reason.
_WORDS: Final = (
    "action and andSequence assignee assigner attributedParty attributingParty compensatedParty "
    "compensatingParty conflict consentedParty consentingParty consequence constraint contractedParty contractingParty "
    "dataType duty failure hasPolicy includedIn informedParty informingParty inheritFrom leftOperand obligation "
    "operator or partOf permission profile prohibition refinement remedy rightOperand rightOperandReference source "
    "status target trackedParty trackingParty uid unit xone"
)
_OUR_WORDS: Final = (
    "afterExpiry creditLine credited daysFrom exceptions excerptWords excludes feedAs finding ground law "
    "limits name permits purpose reference source words"
)
_READ: Final = frozenset((*(ODRL[w] for w in _WORDS.split()), *(OURS[w] for w in _OUR_WORDS.split())))
#: Vocabularies that describe, and grant nothing.
_DESCRIBING: Final = tuple(
    str(n)
    for n in (DCTERMS, FOAF, RDF, RDFS, SDO, SKOS, VCARD, "http://schema.org/", "http://purl.org/dc/elements/1.1/")
)
_NAMES: Final = (VCARD.fn, FOAF.name, SDO.name, URIRef("http://schema.org/name"), RDFS.label, DCTERMS.title)


class Refusal(Struct, frozen=True):
    """Something in a policy that a licence cannot say."""

    #: The rule and the term: ``permission http://…#1: odrl:print``.
    where: str
    why: str


class Reading(Struct, frozen=True):
    """What became of a policy."""

    #: None where leaving something out would allow more than the holder does, or where nothing is left.
    licence: Licence | None
    refused: tuple[Refusal, ...] = ()


class Void(Exception):
    """The policy as a whole cannot be a licence."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(where, why)
        self.refusal = Refusal(where, why)


def policy(graph: Graph) -> Policy:
    """
    The one policy of a document.

    Raises:
        Void: If there is not exactly one, if it is of a kind or a profile that we do not know, if a word of it is
            unknown, if what it inherits is missing, or if its rules speak of different assets or different parties.
    """
    found = odrl.policies(graph)
    if len(found) != 1:
        names = ", ".join(str(p.node) for p in found)
        raise Void("document", f"it holds {len(found)} policies ({names}); one is wanted, in a file of its own")
    _kind(graph, found[0])
    _words(graph)
    _parties(graph, found[0])
    return found[0]


def _kind(graph: Graph, policy: Policy) -> None:
    for parent in policy.missing:
        raise Void(f"odrl:inheritFrom {parent}", "the policy it inherits from is not in the document")
    for kind in graph.objects(policy.at, RDF.type):
        if str(kind).startswith(str(ODRL)) and kind not in _TYPES:
            raise Void(f"policy {policy.node}: {named(kind)}", "no kind of policy that grants us something")
    for profile in graph.objects(policy.at, ODRL.profile):
        if str(profile).rstrip("/#") not in _PROFILES:
            raise Void(f"odrl:profile {profile}", "a profile that we do not know; its rules may mean something else")


def _words(graph: Graph) -> None:
    for word in sorted(set(graph.predicates()), key=str):
        if word not in _READ and not str(word).startswith(_DESCRIBING):
            raise Void(named(word), "a word that we do not know; it may narrow any rule")


def _parties(graph: Graph, policy: Policy) -> None:
    permissions = [r for r in policy.rules if r.kind == "permission"]
    assets = {frozenset(_name(t) for t in r.targets) for r in permissions}
    parties = {frozenset(_name(t) for t in r.assignees) for r in permissions}
    if len(assets) > 1:
        raise Void("odrl:target", "its permissions are about different assets; write a policy for each")
    if len(parties) > 1:
        raise Void("odrl:assignee", "its permissions are for different parties; write a policy for each")
    if any(t.refinements for r in permissions for t in r.assignees):
        raise Void("odrl:assignee", "it is for some members of a group; whether we are one, a licence cannot say")
    if len(holders(graph)) > 1:
        raise Void("odrl:assigner", f"several hold the rights: {', '.join(holders(graph))}")


def _name(thing: Thing) -> Node:
    return thing.node if thing.source is None else thing.source


def holders(graph: Graph) -> tuple[str, ...]:
    """Who grants, by name; sorted."""
    return tuple(sorted({name(graph, party) for party in graph.objects(None, ODRL.assigner)}))


def name(graph: Graph, party: Node) -> str:
    """A party's name, or its address where it has none."""
    return next((str(o) for o in _said(graph, party)), str(graph.value(party, ODRL.uid) or party))


def _said(graph: Graph, party: Node) -> Iterator[Node]:
    for way in _NAMES:
        yield from sorted(graph.objects(party, way), key=str)
