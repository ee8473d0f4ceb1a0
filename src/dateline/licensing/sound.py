"""Whether a policy is one that can be read at all: its kind, its profile, its words, whom and what it is about."""

from collections.abc import Iterator
from itertools import chain
from typing import Final

from msgspec import Struct
from rdflib import BNode, Graph, URIRef
from rdflib.namespace import DCTERMS, FOAF, RDF, RDFS, SDO, SKOS
from rdflib.term import Node

from dateline.licensing import policy as odrl
from dateline.licensing.limits import named
from dateline.licensing.policy import JOINTS, Condition, Logic, Policy, Rule, Thing
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
#: What makes a node a comparison, or several that are joined.
_COMPARED: Final = (ODRL.leftOperand, *(ODRL[j] for j in JOINTS))
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
        Void: If there is not exactly one.
    """
    found = odrl.policies(graph)
    if not found:
        raise Void("document", "it holds no policy: nothing in it has odrl:permission, odrl:prohibition or the like")
    if len(found) > 1:
        names = ", ".join("one without a name" if isinstance(p.node, BNode) else str(p.node) for p in found)
        raise Void("document", f"it holds {len(found)} policies ({names}); one is wanted, in a file of its own")
    return found[0]


def faults(graph: Graph, policy: Policy) -> Iterator[Refusal]:
    """
    Why a policy as a whole cannot be a licence.

    It is of a kind or a profile that we do not know, a word of it is unknown, a comparison says several things or
    hangs where none is read, what it inherits is missing, or its rules speak of different assets or parties.
    """
    yield from _kind(graph, policy)
    yield from _words(graph)
    yield from _comparisons(graph, policy)
    yield from _parties(graph, policy)


def _kind(graph: Graph, policy: Policy) -> Iterator[Refusal]:
    for parent in policy.missing:
        yield Refusal(f"odrl:inheritFrom {parent}", "the policy it inherits from is not in the document")
    for kind in sorted(graph.objects(policy.at, RDF.type), key=str):
        if str(kind).startswith(str(ODRL)) and kind not in _TYPES:
            yield Refusal(f"policy {policy.node}: {named(kind)}", "no kind of policy that grants us something")
    for profile in sorted(graph.objects(policy.at, ODRL.profile), key=str):
        if str(profile).rstrip("/#") not in _PROFILES:
            yield Refusal(f"odrl:profile {profile}", "a profile that we do not know; its rules may mean something else")


def _words(graph: Graph) -> Iterator[Refusal]:
    for word in sorted(set(graph.predicates()), key=str):
        if word not in _READ and not str(word).startswith(_DESCRIBING):
            yield Refusal(named(word), "a word that we do not know; it may narrow any rule")


def _comparisons(graph: Graph, policy: Policy) -> Iterator[Refusal]:
    """Comparisons that a reader of rules would take for less than they say, or would never come to."""
    rules = chain(policy.rules, (d for r in policy.rules for d in _below(r)))
    things = chain.from_iterable(_narrowed(r) for r in rules)
    met = {c.node for c in chain(things, odrl.conditions(graph, [policy.at], OURS.limits)) for c in _within(c)}
    for node in sorted({s for way in _COMPARED for s in graph.subjects(way)}, key=str):
        left = ", ".join(named(o) for o in sorted(graph.objects(node, ODRL.leftOperand), key=str)) or "a condition"
        said = [way for way in _COMPARED for _ in graph.objects(node, way)]
        if len(said) > 1 or len(set(graph.objects(node, ODRL.operator))) > 1:
            yield Refusal(left, "it compares several things at once; write a constraint for each")
        elif odrl.called(graph, node) not in met:
            yield Refusal(left, "it hangs where no condition is read; it may narrow any rule")


def _below(rule: Rule) -> Iterator[Rule]:
    for duty in rule.duties:
        yield duty
        yield from _below(duty)


def _narrowed(rule: Rule) -> Iterator[Condition]:
    yield from rule.constraints
    for action in rule.actions:
        yield from action.refinements
    for thing in (*rule.targets, *rule.assignees):
        yield from thing.refinements


def _within(condition: Condition) -> Iterator[Condition]:
    yield condition
    for inner in condition.operands if isinstance(condition, Logic) else ():
        yield from _within(inner)


def _parties(graph: Graph, policy: Policy) -> Iterator[Refusal]:
    permissions = [r for r in policy.rules if r.kind == "permission"]
    assets = {frozenset(_name(t) for t in r.targets) for r in permissions}
    parties = {frozenset(_name(t) for t in r.assignees) for r in permissions}
    if len(assets) > 1:
        yield Refusal("odrl:target", "its permissions are about different assets; write a policy for each")
    if len(parties) > 1:
        yield Refusal("odrl:assignee", "its permissions are for different parties; write a policy for each")
    if any(t.refinements for r in permissions for t in r.assignees):
        yield Refusal("odrl:assignee", "it is for some members of a group; whether we are one, a licence cannot say")
    if len(holders(graph)) > 1:
        yield Refusal("odrl:assigner", f"several hold the rights: {', '.join(holders(graph))}")


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
